// Degrees become pixels: parallels as far apart as meridians are in the middle of the map, so that nothing there is
// drawn wider or taller than it is.

export type Position = readonly [longitude: number, latitude: number];

export interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** What a map is looked at through: how near, and what lies in its middle. */
export interface View {
  zoom: number;
  middle: Position;
}

export function extentOf(positions: Iterable<Position>, margin: number): Extent {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude - margin);
    east = Math.max(east, longitude + margin);
    south = Math.min(south, latitude - margin);
    north = Math.max(north, latitude + margin);
  }
  return { west, south, east, north };
}

export function middleOf({ west, south, east, north }: Extent): Position {
  return [(west + east) / 2, (south + north) / 2];
}

function degreeOfLongitude(extent: Extent): number {
  return Math.cos((middleOf(extent)[1] * Math.PI) / 180);
}

/** How many times as wide as high a map is. */
export function aspectOf(extent: Extent): number {
  return ((extent.east - extent.west) * degreeOfLongitude(extent)) / (extent.north - extent.south);
}

export interface Projection {
  /** Pixels of a degree, to the east and to the north. */
  east: number;
  north: number;
  /** How large marks are drawn, as a part of their size: on a phone they would lie on each other. */
  size: number;
  place: (position: Position) => [x: number, y: number];
}

// Pixels around what is shown.
const MARGIN = 8;
// Where marks have their size, in pixels.
const WIDE = 700;

export function projection(extent: Extent, width: number, height: number, { zoom, middle }: View): Projection {
  const degree = degreeOfLongitude(extent);
  const north =
    zoom *
    Math.min(
      (width - 2 * MARGIN) / ((extent.east - extent.west) * degree),
      (height - 2 * MARGIN) / (extent.north - extent.south),
    );
  const east = north * degree;
  return {
    east,
    north,
    size: Math.sqrt(Math.min(1, width / WIDE)),
    place: ([longitude, latitude]) => [
      width / 2 + (longitude - middle[0]) * east,
      height / 2 - (latitude - middle[1]) * north,
    ],
  };
}
