import { colour } from "../../theme";
import type { Position, Projection } from "./projection";

/** A point in its place on the map. */
export interface Mark {
  areaCode: string;
  name: string;
  text: string | (() => string);
  seat: Position;
  /** In pixels of a wide map. */
  radius: number;
  /** As the style sheet has it. */
  colour: string;
}

export function drawOutlines(
  sheet: CanvasRenderingContext2D,
  { place }: Projection,
  rings: readonly (readonly Position[])[],
): void {
  sheet.beginPath();
  for (const ring of rings) {
    ring.forEach((position, corner) => {
      const [x, y] = place(position);
      if (corner === 0) sheet.moveTo(x, y);
      else sheet.lineTo(x, y);
    });
    sheet.closePath();
  }
  sheet.fillStyle = colour("land");
  sheet.fill();
  sheet.strokeStyle = colour("border");
  sheet.lineWidth = 1;
  sheet.stroke();
}

export function drawMarks(sheet: CanvasRenderingContext2D, { place, size }: Projection, marks: readonly Mark[]): void {
  sheet.strokeStyle = colour("surface");
  sheet.lineWidth = 0.5;
  sheet.globalAlpha = 0.75;
  for (const mark of marks) {
    const [x, y] = place(mark.seat);
    sheet.beginPath();
    sheet.arc(x, y, mark.radius * size, 0, 2 * Math.PI);
    sheet.fillStyle = mark.colour;
    sheet.fill();
    sheet.stroke();
  }
  sheet.globalAlpha = 1;
}

// How far a line between two seats swings out, as a part of its length.
const SWING = 0.15;

export function drawRoutes(
  sheet: CanvasRenderingContext2D,
  { place }: Projection,
  routes: readonly (readonly [Position, Position])[],
): void {
  sheet.strokeStyle = colour("text-soft");
  sheet.lineWidth = 1;
  sheet.globalAlpha = 0.5;
  sheet.beginPath();
  for (const [from, to] of routes) {
    const [start, end] = [place(from), place(to)];
    const across = [end[0] - start[0], end[1] - start[1]] as const;
    sheet.moveTo(...start);
    sheet.quadraticCurveTo(
      (start[0] + end[0]) / 2 + across[1] * SWING,
      (start[1] + end[1]) / 2 - across[0] * SWING,
      ...end,
    );
  }
  sheet.stroke();
  sheet.globalAlpha = 1;
}

/** The mark whose middle is nearest, of those that a place is on or right beside. */
export function markAt(
  { place, size }: Projection,
  marks: readonly Mark[],
  x: number,
  y: number,
  beside: number,
): Mark | undefined {
  let nearest: Mark | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const [left, top] = place(mark.seat);
    const distance = Math.hypot(left - x, top - y);
    if (distance <= mark.radius * size + beside && distance < least) [nearest, least] = [mark, distance];
  }
  return nearest;
}
