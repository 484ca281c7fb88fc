import type { Position, Projection, View } from "./projection";

interface Reactions<Mark> {
  /** The mark under a place of the map, in pixels. */
  at: (x: number, y: number) => Mark | undefined;
  /** What the reader points at, and where; nothing if at none. */
  onPoint: (mark: Mark | undefined, x: number, y: number) => void;
  onChoose: (mark: Mark) => void;
  /** The view and how it is drawn; null while there is nothing to be moved. */
  held: () => { view: View; scale: Projection } | null;
  onMove: (view: View) => void;
}

// So many pixels that a hand moves without meaning to.
const TREMOR = 4;

/** Pointing at marks, choosing one, and drawing a map along with the mouse. A finger scrolls the page as elsewhere. */
export function listenToPointer<Mark>(
  element: HTMLElement,
  { at, onPoint, onChoose, held, onMove }: Reactions<Mark>,
): void {
  let grip: { x: number; y: number; middle: Position } | undefined;
  let isMoved = false;
  element.addEventListener("pointerdown", (event) => {
    isMoved = false;
    const hold = held();
    if (!hold || event.pointerType !== "mouse" || event.button !== 0) return;
    grip = { x: event.offsetX, y: event.offsetY, middle: hold.view.middle };
  });
  element.addEventListener("pointermove", (event) => {
    const { offsetX: x, offsetY: y } = event;
    const hold = grip && held();
    if (grip && hold && (isMoved || Math.hypot(x - grip.x, y - grip.y) > TREMOR)) {
      // Not before it is moved: a captured pointer chooses nothing.
      if (!isMoved) element.setPointerCapture(event.pointerId);
      isMoved = true;
      onPoint(undefined, x, y);
      onMove({
        zoom: hold.view.zoom,
        middle: [grip.middle[0] - (x - grip.x) / hold.scale.east, grip.middle[1] + (y - grip.y) / hold.scale.north],
      });
    } else onPoint(at(x, y), x, y);
  });
  const release = () => {
    grip = undefined;
  };
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("pointerleave", () => onPoint(undefined, 0, 0));
  element.addEventListener("click", (event) => {
    const mark = isMoved ? undefined : at(event.offsetX, event.offsetY);
    isMoved = false;
    onPoint(mark, event.offsetX, event.offsetY);
    if (mark) onChoose(mark);
  });
}
