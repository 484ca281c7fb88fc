import type { EChartsOption } from "echarts";
import { BarChart, LineChart, LinesChart, RadarChart, ScatterChart, TreemapChart } from "echarts/charts";
import {
  GeoComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  RadarComponent,
  TooltipComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { html } from "./html";
import { colour, seriesColours } from "./theme";

echarts.use([
  BarChart,
  LineChart,
  LinesChart,
  RadarChart,
  ScatterChart,
  TreemapChart,
  GeoComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  RadarComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);

export interface ChartSettings {
  /** What the chart shows, for those who cannot see it; its figures should stand in a table on the same page. */
  label: string;
  height?: number;
  /** What happens when a mark is chosen; `data` is what the option gave for it. */
  onChoose?: (data: unknown) => void;
  /** What lies behind the marks and never changes with them: drawn once, on a layer of its own. */
  background?: EChartsOption;
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
  let instance: echarts.ECharts | undefined;
  let behind: echarts.ECharts | undefined;
  let latest = option;
  // ECharts needs the size of an element that is on the page; one that is taken off gives its memory back.
  const observer = new ResizeObserver(() => {
    if (!element.isConnected) {
      observer.disconnect();
      for (const drawn of [instance, behind]) drawn?.dispose();
      instance = undefined;
      behind = undefined;
    } else if (element.clientWidth === 0) {
      return; // folded away
    } else if (!instance) {
      if (settings.background) behind = drawnIn(layer(element), settings.background);
      instance = drawnIn(settings.background ? layer(element) : element, latest);
      if (settings.onChoose) instance.on("click", (event) => settings.onChoose?.(event.data));
      if (behind) follow(instance, behind);
    } else for (const drawn of [instance, behind]) drawn?.resize();
  });
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

function drawnIn(element: HTMLElement, option: EChartsOption): echarts.ECharts {
  const instance = echarts.init(element, null, { renderer: "canvas" });
  instance.setOption(withDefaults(option));
  return instance;
}

function layer(element: HTMLElement): HTMLElement {
  const made = html("div", { class: "chart-layer" });
  element.append(made);
  return made;
}

/** Keep a map behind another where this is moved and zoomed to. */
function follow(front: echarts.ECharts, behind: echarts.ECharts): void {
  front.on("georoam", () => {
    const [geo] = front.getOption().geo as { center?: number[]; zoom?: number }[];
    behind.setOption({ geo: { center: geo?.center, zoom: geo?.zoom } } as EChartsOption, { lazyUpdate: true });
  });
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

export const registerMap = echarts.registerMap;
