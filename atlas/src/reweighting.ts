// The scores of an index under other weights of its first two levels, by the rules of the warehouse: means of three
// kinds, weights rescaled among the siblings that have a score, and a least part of the weight that has to be there.

export interface WeightedNode {
  node_code: string;
  parent_node_code: string | null;
  depth: number;
  name_zh: string;
  name_en: string;
  aggregation: string | null;
  minimum_weight_present: number | null;
  weight_in_parent: number | null;
}

/** The values of a node by unit; NaN where the unit has none. */
export interface NodeValues {
  score: Float64Array;
  weightPresent: Float64Array;
}

/** Weights that were moved, by node; the others keep theirs. Siblings need not add up to 1. */
export type MovedWeights = ReadonlyMap<string, number>;

/** The scores of the root for each unit. */
export function reweighted(
  nodes: readonly WeightedNode[],
  values: ReadonlyMap<string, NodeValues>,
  unitCount: number,
  moved: MovedWeights,
): Float64Array {
  const childrenOf = Map.groupBy(nodes, (node) => node.parent_node_code);
  const root = childrenOf.get(null)?.[0];
  if (!root) return new Float64Array(unitCount).fill(Number.NaN);
  const children = childrenOf.get(root.node_code) ?? [];
  const parts = children.map((child) => {
    const below = childrenOf.get(child.node_code) ?? [];
    const isMoved = below.some((node) => moved.has(node.node_code));
    const own = values.get(child.node_code);
    return {
      weight: weightOf(child, moved),
      values:
        isMoved || !own
          ? combined(
              child,
              below.map((node) => ({ weight: weightOf(node, moved), values: values.get(node.node_code) })),
              unitCount,
            )
          : own,
    };
  });
  return combined(root, parts, unitCount).score;
}

export function weightOf(node: WeightedNode, moved: MovedWeights): number {
  return moved.get(node.node_code) ?? node.weight_in_parent ?? 0;
}

type Part = { weight: number; values: NodeValues | undefined };

function combined(node: WeightedNode, parts: readonly Part[], unitCount: number): NodeValues {
  const score = new Float64Array(unitCount).fill(Number.NaN);
  const weightPresent = new Float64Array(unitCount);
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  if (total <= 0) return { score, weightPresent };
  const least = node.minimum_weight_present ?? 0;
  for (let unit = 0; unit < unitCount; unit++) {
    let present = 0;
    let weights = 0;
    let sum = 0;
    for (const { weight, values } of parts) {
      const value = values?.score[unit] ?? Number.NaN;
      // A weight of 0 leaves the part out, and so does a missing score.
      if (weight <= 0 || Number.isNaN(value)) continue;
      present += (weight / total) * (values?.weightPresent[unit] ?? 0);
      weights += weight;
      if (node.aggregation === "geometric") sum += weight * Math.log(value);
      else if (node.aggregation === "harmonic") sum += weight / value;
      else sum += weight * value;
    }
    weightPresent[unit] = present;
    // What is present adds up from shares, so that a whole may be a last digit short.
    if (weights === 0 || present < least - 1e-9) continue;
    if (node.aggregation === "geometric") score[unit] = Math.exp(sum / weights);
    else if (node.aggregation === "harmonic") score[unit] = weights / sum;
    else score[unit] = sum / weights;
  }
  return { score, weightPresent };
}

// Scores that agree so far are equal, as sums in another order differ in the last digits.
const DECIMALS_THAT_RANK = 1e12;

/** Ranks from the highest score down; equal scores share the better rank; 0 where there is no score. */
export function ranksOf(scores: Float64Array): Int32Array {
  const ranks = new Int32Array(scores.length);
  const rounded = scores.map((score) => Math.round(score * DECIMALS_THAT_RANK));
  const order = Array.from(rounded.keys()).filter((unit) => !Number.isNaN(rounded[unit]));
  order.sort((one, other) => (rounded[other] as number) - (rounded[one] as number));
  order.forEach((unit, place) => {
    const before = order[place - 1];
    ranks[unit] = before !== undefined && rounded[before] === rounded[unit] ? (ranks[before] as number) : place + 1;
  });
  return ranks;
}
