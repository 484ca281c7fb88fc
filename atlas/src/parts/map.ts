import type { EChartsOption } from "echarts";
import file from "../../outlines/china_provinces.json";
import { type Chart, chart, registerMap } from "../chart";
import type { Context } from "../context";
import { html } from "../html";
import { nameOf, say } from "../language";
import { colour } from "../theme";

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
  /** What is said of the point, under its name. */
  text: string;
  /** The name of a colour of the style sheet. */
  colour?: string;
}
export interface MapLine {
  from: string;
  to: string;
}
interface Settings {
  label: string;
  height?: number;
  onChoose?: (areaCode: string) => void;
}
export interface UnitMap {
  element: HTMLElement;
  update: (points: readonly MapPoint[], lines?: readonly MapLine[]) => void;
}

// The file may be left empty: then maps have points alone.
const outlines: readonly { code: string; name_zh: string; rings: number[][][] }[] = file;

const LARGEST = 34;
const SMALLEST = 3;

/** Points at the seats of units, over the outlines of provinces if the index has these; null if no unit has a seat. */
export function unitMap(
  context: Context,
  points: readonly MapPoint[],
  settings: Settings,
  lines: readonly MapLine[] = [],
): UnitMap | null {
  const seats = seatsOf(context);
  if (!points.some((point) => seats.has(point.areaCode))) return null;
  const hasOutlines = registerMaps(context, seats);
  const { onChoose } = settings;
  const drawn: Chart = chart(optionOf(context, points, lines), {
    label: settings.label,
    height: settings.height ?? 520,
    ...(hasOutlines ? { background: { geo: placed(OUTLINES, colour("land"), colour("line")) } } : {}),
    ...(onChoose ? { onChoose: (data) => onChoose((data as { areaCode: string }).areaCode) } : {}),
  });
  return {
    element: html("div", {}, drawn.element, hasOutlines ? html("p", { class: "note" }, say(texts.source)) : null),
    // The section that is zoomed to stays, and so do the outlines: to draw them anew would take longer than all else.
    update: (next, nextLines = []) => drawn.update({ series: seriesOf(context, next, nextLines) }),
  };
}

type Position = [number, number];

function seatsOf(context: Context): Map<string, Position> {
  const seats = new Map<string, Position>();
  for (const area of context.site.areas.values())
    if (area.longitude !== null && area.latitude !== null) seats.set(area.area_code, [area.longitude, area.latitude]);
  return seats;
}

const OUTLINES = "outlines";
const FRAME = "frame";

/** Maps of the outlines, if the index has these, and of the frame that they fill; else of a frame around the seats. */
function registerMaps(context: Context, seats: Map<string, Position>): boolean {
  const hasOutlines = outlines.some(({ code }) => context.site.areas.has(code));
  if (hasOutlines)
    register(
      OUTLINES,
      outlines.map(({ name_zh, rings }) => ({ name: name_zh, rings })),
    );
  const inside = hasOutlines ? outlines.flatMap(({ rings }) => rings.flat() as Position[]) : [...seats.values()];
  register(FRAME, [{ name: "", rings: [frame(inside, hasOutlines ? 0 : 1)] }]);
  return hasOutlines;
}

function register(name: string, regions: readonly { name: string; rings: number[][][] }[]): void {
  const features = regions.map(({ name: region, rings }) => ({
    type: "Feature",
    properties: { name: region },
    geometry: { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) },
  }));
  registerMap(name, { type: "FeatureCollection", features } as Parameters<typeof registerMap>[1]);
}

function frame(positions: readonly Position[], margin: number): number[][] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude - margin);
    east = Math.max(east, longitude + margin);
    south = Math.min(south, latitude - margin);
    north = Math.max(north, latitude + margin);
  }
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** A map in its place: the same for the points and for the outlines, so that they lie on each other. */
function placed(map: string, areaColor: string, borderColor: string): EChartsOption["geo"] {
  return {
    map,
    left: 8,
    right: 8,
    top: 8,
    bottom: 8,
    silent: true,
    itemStyle: { areaColor, borderColor },
    scaleLimit: { min: 1, max: 12 },
  };
}

function optionOf(context: Context, points: readonly MapPoint[], lines: readonly MapLine[]): EChartsOption {
  return {
    tooltip: {
      trigger: "item",
      formatter: (item: unknown) => {
        const { name, data: point } = item as { name: string; data?: { text?: string } };
        return point?.text === undefined ? "" : `${name}\n${point.text}`;
      },
    },
    geo: { ...placed(FRAME, "transparent", "transparent"), roam: true },
    series: seriesOf(context, points, lines),
  };
}

function seriesOf(context: Context, points: readonly MapPoint[], lines: readonly MapLine[]): EChartsOption["series"] {
  const seats = seatsOf(context);
  const largest = Math.max(...points.map((point) => point.value), 0);
  // Asked for once each: the browser works a style out again every time.
  const names = new Set(points.map((point) => point.colour ?? "series-1"));
  const colours = new Map([...names].map((name) => [name, colour(name)]));
  const data = points.flatMap((point) => {
    const seat = seats.get(point.areaCode);
    const area = context.site.areas.get(point.areaCode);
    if (!seat || !area) return [];
    return [
      {
        name: nameOf(area),
        value: seat,
        areaCode: point.areaCode,
        text: point.text,
        // The area of a point grows with its value.
        symbolSize:
          largest > 0 ? Math.max(SMALLEST, LARGEST * Math.sqrt(Math.max(0, point.value) / largest)) : SMALLEST,
        itemStyle: { color: colours.get(point.colour ?? "series-1") },
      },
    ];
  });
  const routes = lines.flatMap(({ from, to }) => {
    const [start, end] = [seats.get(from), seats.get(to)];
    return start && end ? [{ coords: [start, end] }] : [];
  });
  return [
    {
      type: "lines",
      coordinateSystem: "geo",
      silent: true,
      data: routes,
      lineStyle: { color: colour("text-soft"), width: 1, opacity: 0.5, curveness: 0.15 },
    },
    {
      type: "scatter",
      coordinateSystem: "geo",
      data,
      itemStyle: { opacity: 0.75, borderColor: colour("surface"), borderWidth: 0.5 },
    },
  ];
}
