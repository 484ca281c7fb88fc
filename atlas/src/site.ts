import { load, rowsOf } from "./data";

// What every page needs: the indices with their periods, levels, nodes and areas. Loaded once, at the start.

export interface Index {
  index_code: string;
  name_zh: string;
  name_en: string;
  origin: string;
  default_scheme_code: string;
}
export interface Period {
  index_code: string;
  period_code: string;
}
export interface Level {
  index_code: string;
  unit_level: string;
  unit_count: number;
}
/** A node that is not a leaf; a node below several parents stands once, under its shallowest. */
export interface TreeNode {
  index_code: string;
  node_code: string;
  parent_node_code: string | null;
  node_kind: string;
  pillar_code: string | null;
  depth: number;
  name_zh: string;
  name_en: string;
  weight_in_parent: number | null;
}
export interface Area {
  area_code: string;
  area_level: string;
  parent_area_code: string | null;
  name_zh: string;
  name_en: string;
  province_code: string | null;
  region: string | null;
  economic_zone: string | null;
  city_type: string | null;
  longitude: number | null;
  latitude: number | null;
}

export interface Site {
  indices: Index[];
  periods: Period[];
  levels: Level[];
  nodes: TreeNode[];
  areas: Map<string, Area>;
  /** The bundles that have figures of an index (`bundle index`), or of the publication as a whole (`bundle `). */
  bundles: Set<string>;
  buildId: string;
}

export async function loadSite(): Promise<Site> {
  const tables = await load("site");
  const areas = rowsOf<Area>(tables.areas);
  return {
    indices: rowsOf<Index>(tables.indices),
    periods: rowsOf<Period>(tables.periods),
    levels: rowsOf<Level>(tables.levels),
    nodes: rowsOf<TreeNode>(tables.nodes),
    areas: new Map(areas.map((area) => [area.area_code, area])),
    bundles: new Set(
      rowsOf<{ bundle: string; index_code: string }>(tables.bundles).map((row) => `${row.bundle} ${row.index_code}`),
    ),
    buildId: rowsOf<{ build_id: string }>(tables.build)[0]?.build_id ?? "",
  };
}
