import { html } from "../../html";
import { type Label, say } from "../../language";
import { type Extent, middleOf, type Position, type View } from "./projection";

const texts = {
  group: { zh: "地图视野", en: "View of the map" },
  nearer: { zh: "放大", en: "Zoom in" },
  farther: { zh: "缩小", en: "Zoom out" },
  whole: { zh: "显示全图", en: "Whole map" },
  west: { zh: "向西移动", en: "Move west" },
  north: { zh: "向北移动", en: "Move north" },
  south: { zh: "向南移动", en: "Move south" },
  east: { zh: "向东移动", en: "Move east" },
};

const STEP = 1.6;
const NEAREST = 12;

/** The view of the whole map. */
export function wholeOf(extent: Extent): View {
  return { zoom: 1, middle: middleOf(extent) };
}

/** The view, kept so near and so far inside that it never shows nothing. */
export function within(extent: Extent, { zoom, middle }: View): View {
  const near = Math.min(Math.max(zoom, 1), NEAREST);
  const whole = middleOf(extent);
  // Of the half that is not seen.
  const reach = [extent.east - extent.west, extent.north - extent.south].map((span) => (span / 2) * (1 - 1 / near));
  const kept = middle.map((degree, axis) => {
    const [centre, far] = [whole[axis] ?? 0, reach[axis] ?? 0];
    return Math.min(Math.max(degree, centre - far), centre + far);
  });
  return { zoom: near, middle: kept as unknown as Position };
}

/** Buttons that zoom and move, so that a wheel or a finger over the map goes on scrolling the page. */
export function viewButtons(extent: Extent, viewNow: () => View, onChange: (view: View) => void): HTMLElement {
  const button = (sign: string, label: Label, next: (view: View) => View) =>
    html(
      "button",
      {
        type: "button",
        "aria-label": say(label),
        title: say(label),
        onclick: () => {
          onChange(within(extent, next(viewNow())));
          moves.hidden = viewNow().zoom === 1;
        },
      },
      sign,
    );
  const move = (sign: string, label: Label, east: number, north: number) =>
    button(sign, label, ({ zoom, middle }) => ({
      zoom,
      // A quarter of what is seen.
      middle: [
        middle[0] + (east * (extent.east - extent.west)) / zoom / 4,
        middle[1] + (north * (extent.north - extent.south)) / zoom / 4,
      ],
    }));
  const moves = html(
    "span",
    { class: "map-moves", hidden: true },
    move("←", texts.west, -1, 0),
    move("↑", texts.north, 0, 1),
    move("↓", texts.south, 0, -1),
    move("→", texts.east, 1, 0),
  );
  return html(
    "div",
    { class: "map-buttons", role: "group", "aria-label": say(texts.group) },
    button("+", texts.nearer, ({ zoom, middle }) => ({ zoom: zoom * STEP, middle })),
    button("−", texts.farther, ({ zoom, middle }) => ({ zoom: zoom / STEP, middle })),
    button("⟲", texts.whole, () => wholeOf(extent)),
    moves,
  );
}
