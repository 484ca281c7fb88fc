import { type Context, keepSetting } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { nameOf, say } from "../language";
import { MISSING, percent, signed, whole } from "../numbers";
import { type Column, dataTable } from "../parts/data_table";
import { downloadCsv } from "../parts/download";
import { keptSort } from "../parts/kept_sort";
import { levelChoice } from "../parts/level_choice";
import { originNote } from "../parts/origin";
import { choice, nothing, section } from "../parts/page_parts";
import { areaName, placeColumns, rankColumn, scoreColumn, unitColumn } from "../parts/unit_columns";
import type { TreeNode } from "../site";
import { wordFor } from "../vocabulary";
import { unitFilters } from "./rankings/filters";
import { analysisName, rangeBar } from "./rankings/intervals";

const texts = {
  title: { zh: "排名", en: "Rankings" },
  what: {
    zh: "任一节点的榜单:可搜索、筛选、排序和下载。",
    en: "The list of any node of the index: search, filter, sort, and take it away.",
  },
  list: { zh: "榜单", en: "List" },
  defined: { zh: "报告与用户定义的榜单", en: "Lists that the index defines" },
  nodes: { zh: "指数的各节点", en: "Nodes of the index" },
  analysis: { zh: "名次区间", en: "Rank interval" },
  analysisNote: {
    zh: "名次区间:在 {analysis} 的随机抽取中,十次有九次落在其中(第 5 至第 95 百分位)。",
    en: "Rank interval: where the unit lies in nine of ten draws (5th to 95th percentile) of {analysis}.",
  },
  gained: { zh: "较上期", en: "Change" },
  rankInParent: { zh: "省内排名", en: "In province" },
  interval: { zh: "区间(条形为对数刻度)", en: "Interval (bar on a log scale)" },
  topProbability: { zh: "进前 10 概率", en: "Chance of first 10" },
  export: { zh: "下载 CSV", en: "Download CSV" },
  count: { zh: "{count} 行", en: "{count} rows" },
};

interface Rank {
  node_code: string;
  area_code: string;
  score: number | null;
  rank: number;
  places_gained: number | null;
  rank_in_parent: number | null;
  origin: string;
}
interface Interval {
  node_code: string;
  analysis_code: string;
  area_code: string;
  rank_p05: number;
  rank_p95: number;
  short_top_probability: number;
}
interface List {
  list_code: string;
  list_name_zh: string;
  list_name_en: string;
  node_code: string;
  /** Those of the node. */
  name_zh: string;
  name_en: string;
  length: number;
}
/** What a list is of: a node of the tree, or a leaf that the index defines a list of. */
type Listed = Pick<List, "node_code" | "name_zh" | "name_en">;
type Shown = Rank & { interval: Interval | undefined };

export async function rankings(context: Context): Promise<Node[]> {
  const { site, index, address, level } = context;
  const tables = await load("rankings", index.index_code, address.period, level);
  const ranks = rowsOf<Rank>(tables.ranks);
  const intervals = rowsOf<Interval>(tables.intervals);
  const lists = rowsOf<List>(tables.lists);
  const nodes = site.nodes.filter(
    (node) => node.index_code === index.index_code && ranks.some((rank) => rank.node_code === node.node_code),
  );
  const heading = [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    originNote(ranks.map((rank) => rank.origin)),
  ];
  const first = nodes[0];
  if (!first) return [...heading, nothing()];

  const analyses = [...new Set(intervals.map((row) => row.analysis_code))];
  const keep = (name: string, value: string) => keepSetting(context, name, value);
  // A list is a node, or one that the index defines: then it is as long as that says.
  const definedFirst = lists.find((list) => list.list_code === address.settings.get("list"));
  let listed: { node: Listed; length: number } = definedFirst
    ? { node: definedFirst, length: definedFirst.length }
    : { node: nodeOf(nodes, address.settings.get("node")) ?? first, length: Number.POSITIVE_INFINITY };
  let analysis =
    analyses.find((code) => code === address.settings.get("analysis")) ??
    analyses.find((code) => code === "weights") ??
    analyses[0] ??
    "";

  const place = html("div");
  const note = html("p", { class: "note" });
  const filters = unitFilters(
    context,
    ranks.map((rank) => rank.area_code),
    () => draw(),
  );
  let exported: readonly Shown[] = [];

  const listChoice = choiceOfList(nodes, lists, definedFirst?.list_code ?? null, listed.node, (chosen) => {
    const isDefined = "list_code" in chosen;
    keep("list", isDefined ? chosen.list_code : "");
    keep("node", isDefined ? "" : chosen.node_code);
    listed = { node: chosen, length: isDefined ? chosen.length : Number.POSITIVE_INFINITY };
    draw();
  });
  const analysisChoice =
    analyses.length > 0
      ? choice(
          say(texts.analysis),
          analyses.map((code) => ({ value: code, text: analysisName(code) })),
          analysis,
          (code) => {
            analysis = code;
            keep("analysis", code);
            draw();
          },
        )
      : null;

  function draw(): void {
    const byArea = new Map(
      intervals
        .filter((row) => row.node_code === listed.node.node_code && row.analysis_code === analysis)
        .map((row) => [row.area_code, row]),
    );
    const rows = ranks
      .filter((rank) => rank.node_code === listed.node.node_code && rank.rank <= listed.length)
      .map((rank) => ({ ...rank, interval: byArea.get(rank.area_code) }));
    const largest = Math.max(...rows.map((row) => Math.max(row.rank, row.interval?.rank_p95 ?? 0)), 1);
    exported = rows.filter((row) => filters.accepts(row.area_code));
    note.textContent = `${say(texts.count, { count: exported.length })}${byArea.size > 0 ? ` · ${say(texts.analysisNote, { analysis: analysisName(analysis) })}` : ""}`;
    place.replaceChildren(
      dataTable(nameOf(listed.node), columnsOf(context, rows, largest), exported, keptSort(context)).element,
    );
  }

  draw();
  return [
    ...heading,
    section(
      say(texts.list),
      html("div", { class: "choices" }, listChoice, levelChoice(context), analysisChoice),
      filters.element,
      note,
      html(
        "p",
        {},
        html(
          "button",
          { type: "button", onclick: () => exportShown(context, listed.node, analysis, exported) },
          say(texts.export),
        ),
      ),
      place,
    ),
  ];
}

function nodeOf(nodes: readonly TreeNode[], code: string | null): TreeNode | undefined {
  return nodes.find((node) => node.node_code === code);
}

function choiceOfList(
  nodes: readonly TreeNode[],
  lists: readonly List[],
  chosenList: string | null,
  chosenNode: Listed,
  onChange: (chosen: List | TreeNode) => void,
): HTMLElement {
  const select = html("select", {
    onchange: () => {
      const [kind, code] = [select.value.slice(0, 5), select.value.slice(5)];
      const chosen = kind === "list:" ? lists.find((row) => row.list_code === code) : nodeOf(nodes, code);
      if (chosen) onChange(chosen);
    },
  });
  select.append(
    html(
      "optgroup",
      { label: say(texts.nodes) },
      ...nodes.map((node) =>
        html(
          "option",
          { value: `node:${node.node_code}`, selected: !chosenList && node === chosenNode },
          `${"\u2003".repeat(node.depth)}${nameOf(node)}`,
        ),
      ),
    ),
  );
  if (lists.length > 0)
    select.append(
      html(
        "optgroup",
        { label: say(texts.defined) },
        ...lists.map((list) =>
          html(
            "option",
            { value: `list:${list.list_code}`, selected: list.list_code === chosenList },
            nameOf({ name_zh: list.list_name_zh, name_en: list.list_name_en }),
          ),
        ),
      ),
    );
  return html("label", { class: "choice" }, html("span", {}, say(texts.list)), select);
}

function columnsOf(context: Context, rows: readonly Shown[], largest: number): Column<Shown>[] {
  const columns: Column<Shown>[] = [rankColumn()];
  if (rows.some((row) => row.places_gained !== null))
    columns.push({
      code: "change",
      heading: say(texts.gained),
      isNumber: true,
      show: (row) => signed(row.places_gained),
      sortBy: (row) => row.places_gained,
    });
  columns.push(unitColumn(context), ...placeColumns(context, rows));
  if (rows.some((row) => row.rank_in_parent !== null))
    columns.push({
      code: "in-province",
      heading: say(texts.rankInParent),
      isNumber: true,
      show: (row) => whole(row.rank_in_parent),
      sortBy: (row) => row.rank_in_parent,
    });
  columns.push(scoreColumn());
  if (rows.some((row) => row.interval))
    columns.push(
      {
        code: "interval",
        heading: say(texts.interval),
        show: (row) =>
          row.interval ? rangeBar(row.interval.rank_p05, row.interval.rank_p95, row.rank, largest) : MISSING,
        sortBy: (row) => row.interval?.rank_p05 ?? null,
      },
      {
        code: "first-10",
        heading: say(texts.topProbability),
        isNumber: true,
        show: (row) => percent(row.interval?.short_top_probability, 0),
        sortBy: (row) => row.interval?.short_top_probability ?? null,
      },
    );
  return columns;
}

function exportShown(context: Context, node: Listed, analysis: string, rows: readonly Shown[]): void {
  const { index, address, level } = context;
  downloadCsv(
    [index.index_code, node.node_code, address.period, level].join("-"),
    [
      "rank",
      "area_code",
      "name",
      "province",
      "region",
      "city_type",
      "score",
      "places_gained",
      "rank_in_province",
      "analysis",
      "rank_p05",
      "rank_p95",
      "first_10_probability",
      "origin",
    ],
    rows.map((row) => {
      const area = context.site.areas.get(row.area_code);
      return [
        row.rank,
        row.area_code,
        areaName(context, row.area_code),
        areaName(context, area?.province_code ?? null),
        wordFor(area?.region),
        wordFor(area?.city_type),
        row.score,
        row.places_gained,
        row.rank_in_parent,
        row.interval ? analysis : null,
        row.interval?.rank_p05 ?? null,
        row.interval?.rank_p95 ?? null,
        row.interval?.short_top_probability ?? null,
        row.origin,
      ];
    }),
  );
}
