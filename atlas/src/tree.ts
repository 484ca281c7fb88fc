import { load, rowsOf } from "./data";
import type { Site, TreeNode } from "./site";

export interface Leaf {
  node_code: string;
  parent_node_code: string;
  name_zh: string;
  name_en: string;
  unit: string | null;
  direction: string | null;
  rollup: string | null;
}

export async function leavesOf(indexCode: string): Promise<Map<string, Leaf>> {
  const tables = await load("leaves", indexCode);
  return new Map(rowsOf<Leaf>(tables.leaves).map((leaf) => [leaf.node_code, leaf]));
}

export function nodesOf(site: Site, indexCode: string): TreeNode[] {
  return site.nodes.filter((node) => node.index_code === indexCode);
}

export function rootOf(nodes: readonly TreeNode[]): TreeNode | undefined {
  return nodes.find((node) => node.parent_node_code === null);
}

export function childrenOf(nodes: readonly TreeNode[], code: string): TreeNode[] {
  return nodes.filter((node) => node.parent_node_code === code);
}
