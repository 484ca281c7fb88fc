import type { EChartsOption } from "echarts";
import type { Charts } from "./charts/main";
import { html } from "./html";
import { runScript } from "./script";
import { colour, seriesColours } from "./theme";

let program: Promise<Charts | undefined> | undefined;

function loadCharts(): Promise<Charts | undefined> {
  program ??= runScript("charts.js").then(() => window.atlasCharts);
  return program;
}

export interface ChartSettings {
  /** What the chart shows, for those who cannot see it; its figures should stand in a table on the same page. */
  label: string;
  height?: number;
  /** What happens when a mark is chosen; `data` is what the option gave for it. */
  onChoose?: (data: unknown) => void;
}

export interface Chart {
  element: HTMLElement;
  /** Show other series or settings at once; what is not named stays. */
  update: (option: EChartsOption) => void;
}

/** A chart of ECharts in the colours of the page. */
export function chart(option: EChartsOption, settings: ChartSettings): Chart {
  const element = html("div", { class: "chart", role: "img", "aria-label": settings.label });
  element.style.height = `${settings.height ?? 360}px`;
  let instance: ReturnType<Charts["init"]> | undefined;
  let isAsked = false;
  let latest = option;
  // ECharts needs the size of an element that is on the page; one that is taken off gives its memory back.
  const observer = new ResizeObserver(() => {
    if (!element.isConnected) {
      observer.disconnect();
      instance?.dispose();
      instance = undefined;
    } else if (element.clientWidth === 0) {
      return; // folded away
    } else if (instance) instance.resize();
    else if (!isAsked) {
      isAsked = true;
      loadCharts().then(draw);
    }
  });
  function draw(charts: Charts | undefined): void {
    isAsked = false;
    if (!charts || !element.isConnected || element.clientWidth === 0) return; // the reader has gone on meanwhile
    instance = charts.init(element, null, { renderer: "canvas" });
    instance.setOption(withDefaults(latest));
    if (settings.onChoose) instance.on("click", (event) => settings.onChoose?.(event.data));
  }
  observer.observe(element);
  return {
    element,
    update: (next) => {
      latest = { ...latest, ...next };
      // Drawn with the next frame: of several changes before it only the last is.
      instance?.setOption(withDefaults(next), { lazyUpdate: true });
    },
  };
}

function withDefaults(option: EChartsOption): EChartsOption {
  return {
    animation: false,
    color: seriesColours(),
    textStyle: { color: colour("text"), fontFamily: "inherit" },
    ...option,
    tooltip:
      option.tooltip === undefined
        ? undefined
        : {
            // Drawn and not written as HTML: names from the data stay text, and no style is inline.
            renderMode: "richText",
            confine: true,
            backgroundColor: colour("surface"),
            borderColor: colour("line"),
            textStyle: { color: colour("text") },
            ...option.tooltip,
          },
  };
}

/** The look of an axis in the colours of the page. */
export function axisLook(): { axisLine: object; axisLabel: object; splitLine: object; nameTextStyle: object } {
  return {
    axisLine: { lineStyle: { color: colour("line") } },
    axisLabel: { color: colour("text-soft") },
    splitLine: { lineStyle: { color: colour("line") } },
    nameTextStyle: { color: colour("text-soft") },
  };
}
