import file from "../../outlines/china_provinces.json";
import type { Context } from "../context";
import { html } from "../html";
import { nameOf, say } from "../language";
import { colour } from "../theme";
import { viewButtons, wholeOf, within } from "./map/buttons";
import { drawMarks, drawOutlines, drawRoutes, type Mark, markAt } from "./map/drawing";
import { layer } from "./map/layer";
import { listenToPointer } from "./map/pointing";
import { aspectOf, extentOf, type Position, projection } from "./map/projection";

// Drawn here and not by the library of charts, which takes several times as long for the same points: when a slider
// moves, all of them do. It also knows nothing of wheels and fingers, which belong to the page.

const texts = {
  source: {
    zh: "底图:Apache ECharts 4.9.0(Apache-2.0),仅作示意,不作为划界依据。",
    en: "Outlines: Apache ECharts 4.9.0 (Apache-2.0). They are a background, and no evidence of any boundary.",
  },
};

export interface MapPoint {
  areaCode: string;
  /** Decides how large the point is. */
  value: number;
  /** What is said of the point, under its name; worked out when somebody points at it if it is a function. */
  text: string | (() => string);
  /** The name of a colour of the style sheet. */
  colour?: string;
}
export interface MapLine {
  from: string;
  to: string;
}
interface Settings {
  label: string;
  onChoose?: (areaCode: string) => void;
}
export interface UnitMap {
  element: HTMLElement;
  update: (points: readonly MapPoint[], lines?: readonly MapLine[]) => void;
}

// The file may be left empty: then maps have points alone.
const outlines = file as unknown as readonly { code: string; rings: readonly (readonly Position[])[] }[];

// Radii in pixels.
const LARGEST = 17;
const SMALLEST = 1.5;
// As near as a finger aims.
const BESIDE = 5;
// Degrees around seats that have no outlines around them.
const MARGIN = 1;

/** Points at the seats of units, over the outlines of provinces if the index has these; null if no unit has a seat. */
export function unitMap(
  context: Context,
  points: readonly MapPoint[],
  { label, onChoose }: Settings,
  lines: readonly MapLine[] = [],
): UnitMap | null {
  const seats = seatsOf(context);
  if (!points.some((point) => seats.has(point.areaCode))) return null;
  const rings = outlines.some(({ code }) => context.site.areas.has(code)) ? outlines.flatMap((area) => area.rings) : [];
  const extent = rings.length > 0 ? extentOf(rings.flat(), 0) : extentOf(seats.values(), MARGIN);
  let view = wholeOf(extent);
  let marks = marksOf(context, seats, points);
  let routes = routesOf(seats, lines);

  const [behind, front] = [layer(), layer()];
  const chart = html("div", { class: "chart map", role: "img", "aria-label": label }, behind.element, front.element);
  chart.style.aspectRatio = String(aspectOf(extent));
  const hint = html("div", { class: "map-hint", hidden: true });
  const placed = () => projection(extent, chart.clientWidth, chart.clientHeight, view);

  // With the next frame, and once for whatever has changed until then.
  let due: "points" | "all" | undefined;
  function draw(what: "points" | "all"): void {
    if (!due) requestAnimationFrame(paint);
    if (due !== "all") due = what;
  }
  function paint(): void {
    const what = due;
    due = undefined;
    const [width, height] = [chart.clientWidth, chart.clientHeight];
    if (width === 0) return; // folded away
    const now = placed();
    const below = what === "all" ? behind.clean(width, height) : null;
    if (below) drawOutlines(below, now, rings);
    const sheet = front.clean(width, height);
    if (!sheet) return;
    drawRoutes(sheet, now, routes);
    drawMarks(sheet, now, marks);
  }
  const observer = new ResizeObserver(() => {
    if (chart.isConnected) draw("all");
    else observer.disconnect();
  });
  observer.observe(chart);

  function tell(mark: Mark | undefined, x: number, y: number): void {
    hint.hidden = !mark;
    chart.classList.toggle("is-choosable", Boolean(mark && onChoose));
    if (!mark) return;
    hint.replaceChildren(
      html("strong", {}, mark.name),
      html("div", {}, typeof mark.text === "string" ? mark.text : mark.text()),
    );
    // On the side where there is room.
    hint.style.left = `${Math.max(0, Math.min(x + 12, chart.clientWidth - hint.offsetWidth))}px`;
    hint.style.top = `${y > chart.clientHeight / 2 ? y - hint.offsetHeight - 12 : y + 12}px`;
  }

  listenToPointer<Mark>(front.element, {
    at: (x, y) => markAt(placed(), marks, x, y, BESIDE),
    onPoint: tell,
    onChoose: (mark) => onChoose?.(mark.areaCode),
    held: () => (view.zoom > 1 ? { view, scale: placed() } : null),
    onMove: (next) => look(within(extent, next)),
  });
  function look(next: typeof view): void {
    view = next;
    draw("all");
  }
  return {
    element: html(
      "div",
      {},
      html("div", { class: "map-frame" }, chart, hint),
      viewButtons(extent, () => view, look),
      rings.length > 0 ? html("p", { class: "note" }, say(texts.source)) : null,
    ),
    // What was zoomed to stays.
    update: (next, nextLines = []) => {
      marks = marksOf(context, seats, next);
      routes = routesOf(seats, nextLines);
      draw("points");
    },
  };
}

function seatsOf(context: Context): Map<string, Position> {
  const seats = new Map<string, Position>();
  for (const area of context.site.areas.values())
    if (area.longitude !== null && area.latitude !== null) seats.set(area.area_code, [area.longitude, area.latitude]);
  return seats;
}

function marksOf(context: Context, seats: ReadonlyMap<string, Position>, points: readonly MapPoint[]): Mark[] {
  const largest = Math.max(...points.map((point) => point.value), 0);
  return points.flatMap((point) => {
    const seat = seats.get(point.areaCode);
    const area = context.site.areas.get(point.areaCode);
    if (!seat || !area) return [];
    return [
      {
        areaCode: point.areaCode,
        name: nameOf(area),
        text: point.text,
        seat,
        // The area of a point grows with its value.
        radius: largest > 0 ? Math.max(SMALLEST, LARGEST * Math.sqrt(Math.max(0, point.value) / largest)) : SMALLEST,
        colour: colour(point.colour ?? "series-1"),
      },
    ];
  });
}

function routesOf(seats: ReadonlyMap<string, Position>, lines: readonly MapLine[]): [Position, Position][] {
  return lines.flatMap(({ from, to }): [Position, Position][] => {
    const [start, end] = [seats.get(from), seats.get(to)];
    return start && end ? [[start, end]] : [];
  });
}
