import { type Context, keepSetting } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { say } from "../language";
import { fixed, signed, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { keptSort } from "../parts/kept_sort";
import { levelChoice } from "../parts/level_choice";
import { unitMap } from "../parts/map";
import { originNote } from "../parts/origin";
import { keyFigures, nothing, section } from "../parts/page_parts";
import { areaName, rankColumn, scoreColumn, unitColumn } from "../parts/unit_columns";
import { type NodeValues, ranksOf, reweighted, type WeightedNode, weightOf } from "../reweighting";
import { sliders } from "./weights/sliders";

const texts = {
  title: { zh: "权重", en: "Weights" },
  what: {
    zh: "移动滑块,所有名次和地图随之变化;同级权重总会换算为 100%。链接会保存所选权重。",
    en: "Move a slider, and all ranks and the map follow; weights of siblings are always rescaled to 100 %. The link keeps what was chosen.",
  },
  weights: { zh: "权重", en: "Weights" },
  reset: { zh: "恢复默认权重", en: "Default weights" },
  allZero: {
    zh: "同级权重不能全部为零;上次的结果保持不变。",
    en: "The weights of siblings cannot all be zero; the last result stands.",
  },
  ranks: { zh: "新名次", en: "New ranks" },
  map: { zh: "地图", en: "Map" },
  mapLabel: {
    zh: "新权重下各单元得分的地图;数字见下表。",
    en: "Map of the scores under these weights; the figures are in the table.",
  },
  colours: {
    zh: "蓝色:名次上升;橙色:名次下降;灰色:不变。",
    en: "Blue: gained places; orange: lost places; grey: as before.",
  },
  before: { zh: "默认名次", en: "Default rank" },
  shift: { zh: "名次变化", en: "Places gained" },
  scoreBefore: { zh: "默认得分", en: "Default score" },
  moved: { zh: "名次变化的单元", en: "Units that moved" },
  meanShift: { zh: "平均变化", en: "Mean shift" },
  places: { zh: "名次", en: "places" },
  spearman: { zh: "斯皮尔曼相关", en: "Spearman correlation" },
  riser: { zh: "上升最多", en: "Largest riser" },
  faller: { zh: "下降最多", en: "Largest faller" },
};

interface Score {
  node_code: string;
  area_code: string;
  score: number;
  weight_present: number;
}
interface Default {
  area_code: string;
  score: number | null;
  rank: number | null;
  origin: string;
}
interface Row {
  area_code: string;
  rank: number | null;
  score: number | null;
  before: Default;
  shift: number | null;
}

// More rows take the browser longer to lay out than all else that a slider moves.
const ROWS_AT_FIRST = 25;
// Weights in the address are named by their node behind this.
const PREFIX = "w.";

export async function weights(context: Context): Promise<Node[]> {
  const { index, address, level } = context;
  const [tables, tree] = await Promise.all([
    load("weights", index.index_code, address.period, level),
    load("weighted_nodes", index.index_code),
  ]);
  const nodes = rowsOf<WeightedNode>(tree.nodes);
  const defaults = rowsOf<Default>(tables.defaults);
  const heading = [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    originNote(defaults.map((row) => row.origin)),
  ];
  if (defaults.length === 0) return [...heading, nothing()];

  const values = valuesByNode(rowsOf<Score>(tables.scores), defaults);
  const moved = new Map<string, number>();
  for (const node of nodes) {
    const kept = address.settings.get(PREFIX + node.node_code);
    const weight = Number(kept);
    if (kept !== null && weight >= 0 && weight <= 1) moved.set(node.node_code, weight);
  }

  const table = dataTable<Row>(
    say(texts.ranks),
    [
      rankColumn(),
      unitColumn(context),
      {
        code: "default-rank",
        heading: say(texts.before),
        isNumber: true,
        show: (row) => whole(row.before.rank),
        sortBy: (row) => row.before.rank,
      },
      {
        code: "shift",
        heading: say(texts.shift),
        isNumber: true,
        show: (row) => signed(row.shift),
        sortBy: (row) => row.shift,
      },
      scoreColumn(),
      {
        code: "default-score",
        heading: say(texts.scoreBefore),
        isNumber: true,
        show: (row) => fixed(row.before.score),
        sortBy: (row) => row.before.score,
      },
    ],
    [],
    { rowsAtFirst: ROWS_AT_FIRST, ...keptSort(context) },
  );
  const points = (rows: readonly Row[]) =>
    rows.map((row) => ({
      areaCode: row.area_code,
      value: row.score ?? 0,
      text: () => `${whole(row.rank)} (${signed(row.shift)}) · ${fixed(row.score)}`,
      colour: colourOf(row.shift),
    }));
  const map = unitMap(context, points(rowsFor()), { label: say(texts.mapLabel) });
  const figures = html("div");
  const status = html("p", { role: "status", class: "bad" });
  const controls = sliders(nodes, moved, (node, weight) => {
    moved.set(node.node_code, weight);
    keepSetting(context, PREFIX + node.node_code, String(weight));
    draw();
  });

  function rowsFor(): Row[] {
    // Unmoved, scores and ranks are those of the marts, to the last digit.
    const isDefault = moved.size === 0;
    const scores = isDefault
      ? Float64Array.from(defaults, (row) => row.score ?? Number.NaN)
      : reweighted(nodes, values, defaults.length, moved);
    const ranks = isDefault ? Int32Array.from(defaults, (row) => row.rank ?? 0) : ranksOf(scores);
    return defaults
      .map((before, unit): Row => {
        const rank = ranks[unit] || null;
        return {
          area_code: before.area_code,
          rank,
          score: rank === null ? null : (scores[unit] as number),
          before,
          shift: rank === null || before.rank === null ? null : before.rank - rank,
        };
      })
      .sort(
        (one, other) =>
          (one.rank ?? Number.POSITIVE_INFINITY) - (other.rank ?? Number.POSITIVE_INFINITY) ||
          (one.before.rank ?? 0) - (other.before.rank ?? 0),
      );
  }

  function draw(): void {
    controls.show(moved);
    const isAllZero = [...Map.groupBy(nodes, (node) => node.parent_node_code)].some(
      ([parent, siblings]) => parent !== null && siblings.every((node) => weightOf(node, moved) === 0),
    );
    status.textContent = isAllZero ? say(texts.allZero) : "";
    if (isAllZero) return;
    const rows = rowsFor();
    table.update(rows);
    map?.update(points(rows));
    figures.replaceChildren(summary(context, rows));
  }

  function reset(): void {
    for (const code of moved.keys()) keepSetting(context, PREFIX + code, null);
    moved.clear();
    draw();
  }

  draw();
  return [
    ...heading,
    html(
      "div",
      { class: "choices" },
      levelChoice(context),
      html("button", { type: "button", onclick: reset }, say(texts.reset)),
    ),
    html(
      "div",
      { class: "map-and-list" },
      map ? section(say(texts.map), map.element, html("p", { class: "note" }, say(texts.colours))) : null,
      section(say(texts.weights), controls.element, status),
    ),
    figures,
    section(say(texts.ranks), table.element),
  ];
}

function valuesByNode(scores: readonly Score[], units: readonly Default[]): Map<string, NodeValues> {
  const places = new Map(units.map((unit, place) => [unit.area_code, place]));
  const values = new Map<string, NodeValues>();
  for (const row of scores) {
    const place = places.get(row.area_code);
    if (place === undefined) continue;
    let node = values.get(row.node_code);
    if (!node) {
      node = { score: new Float64Array(units.length).fill(Number.NaN), weightPresent: new Float64Array(units.length) };
      values.set(row.node_code, node);
    }
    node.score[place] = row.score;
    node.weightPresent[place] = row.weight_present;
  }
  return values;
}

function colourOf(shift: number | null): string {
  return shift === null || shift === 0 ? "series-7" : shift > 0 ? "series-1" : "series-2";
}

function summary(context: Context, rows: readonly Row[]): HTMLElement {
  const ranked = rows.filter(
    (row): row is Row & { rank: number; shift: number; before: { rank: number } } =>
      row.rank !== null && row.shift !== null,
  );
  const largest = (sign: number) =>
    ranked.reduce<(typeof ranked)[number] | undefined>(
      (best, row) => (sign * row.shift > (best ? sign * best.shift : 0) ? row : best),
      undefined,
    );
  const told = (row: (typeof ranked)[number] | undefined) =>
    row ? `${areaName(context, row.area_code)} ${signed(row.shift)}` : "–";
  return keyFigures([
    { label: say(texts.moved), value: whole(ranked.filter((row) => row.shift !== 0).length) },
    {
      label: say(texts.meanShift),
      value: fixed(ranked.reduce((sum, row) => sum + Math.abs(row.shift), 0) / Math.max(ranked.length, 1), 2),
      note: say(texts.places),
    },
    { label: say(texts.spearman), value: fixed(correlation(ranked.map((row) => [row.rank, row.before.rank])), 4) },
    { label: say(texts.riser), value: told(largest(1)) },
    { label: say(texts.faller), value: told(largest(-1)) },
  ]);
}

/** Pearson's correlation; of ranks it is Spearman's. */
function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
  const [first, second] = [mean(0), mean(1)];
  let [product, one, other] = [0, 0, 0];
  for (const pair of pairs) {
    product += (pair[0] - first) * (pair[1] - second);
    one += (pair[0] - first) ** 2;
    other += (pair[1] - second) ** 2;
  }
  return one > 0 && other > 0 ? product / Math.sqrt(one * other) : null;
}
