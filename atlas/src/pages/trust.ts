import { axisLook, chart } from "../chart";
import { type Context, keepSetting } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { type Label, nameOf, say } from "../language";
import { fixed, MISSING, percent, signed, whole } from "../numbers";
import { type Column, dataTable } from "../parts/data_table";
import { levelChoice } from "../parts/level_choice";
import { originNote } from "../parts/origin";
import { choice, folded, nothing, section } from "../parts/page_parts";
import { reasonOf, withReason } from "../parts/reasons";
import { areaLink, areaName, unitColumn } from "../parts/unit_columns";
import { colour } from "../theme";
import { leavesOf, nodesOf, rootOf } from "../tree";
import { analysisName } from "./rankings/intervals";
import { leafName } from "./unit/ledger";

const texts = {
  title: { zh: "排名有多可靠", en: "How sure a rank is" },
  what: {
    zh: "换一种合理的选择,名次会怎样变化:随机抽取、其他方法、去掉一个指标、移动一个权重。",
    en: "What becomes of the ranks under other sound choices: random draws, other methods, without an indicator, with one weight moved.",
  },
  analysis: { zh: "随机抽取", en: "What is drawn" },
  intervals: { zh: "名次区间", en: "Rank intervals" },
  intervalsWhat: {
    zh: "前 {count} 名:横线为第 5 至第 95 百分位,点为名次。",
    en: "The first {count}: the line goes from the 5th to the 95th percentile of the draws, the point is the rank.",
  },
  unit: { zh: "地区", en: "Unit" },
  rank: { zh: "名次", en: "Rank" },
  low: { zh: "第 5 百分位", en: "5th percentile" },
  high: { zh: "第 95 百分位", en: "95th percentile" },
  neighbours: { zh: "相邻名次能否区分", en: "Can neighbours be told apart?" },
  neighboursWhat: {
    zh: "{count} 对相邻名次中,{apart} 对在至少 95% 的抽取中保持次序。",
    en: "Of {count} pairs of neighbours {apart} keep their order in at least 95 % of the draws.",
  },
  next: { zh: "下一名", en: "Next" },
  ahead: { zh: "保持领先的抽取", en: "Draws in which it stays ahead" },
  told: { zh: "可区分", en: "Told apart" },
  yes: { zh: "是", en: "yes" },
  no: { zh: "否", en: "no" },
  sensitivity: { zh: "哪种选择影响最大", en: "Which choice moves the ranks" },
  notDrawn: {
    zh: "{period} 没有重新抽取,因此没有名次区间、相邻名次、敏感性与情景:",
    en: "Nothing is drawn for {period}, so there are no intervals, neighbours, sensitivities or scenarios: ",
  },
  notDrawnOf: { zh: "没有“{analysis}”的区间:", en: "No intervals for {analysis}: " },
  sensitivityWhat: {
    zh: "名次平均变动的方差中由各选择解释的部分(Sobol 指数):一阶为单独作用,总阶包括交互作用;括号内为 95% 区间。",
    en: "The part of the variance of the mean rank shift that each choice explains (Sobol indices): alone, and with its interactions; 95 % intervals in brackets.",
  },
  factor: { zh: "选择", en: "Choice" },
  first: { zh: "一阶", en: "First order" },
  total: { zh: "总阶", en: "Total" },
  weighting: { zh: "权重", en: "weights" },
  normalisation: { zh: "标准化", en: "normalisation" },
  outliers: { zh: "异常值处理", en: "outliers" },
  left_out: { zh: "去掉一个指标", en: "an indicator left out" },
  aggregation: { zh: "平均方式", en: "kind of mean" },
  scenarios: { zh: "其他选择下的名次", en: "Scenarios" },
  scenariosWhat: {
    zh: "每种选择使名次平均变动多少。方案是指数自带的一组权重;方法是另行计算权重或得分。",
    en: "How far ranks move on average under each. A scheme is a set of weights that the index has; a method works out weights or scores in another way.",
  },
  ofScheme: { zh: "{name}(方案)", en: "{name} (scheme)" },
  ofChoice: { zh: "{name}(方法)", en: "{name} (method)" },
  scenario: { zh: "情景", en: "Scenario" },
  shift: { zh: "平均变动", en: "Mean shift" },
  largest: { zh: "最大变动", en: "Largest shift" },
  spearman: { zh: "斯皮尔曼", en: "Spearman" },
  kendall: { zh: "肯德尔", en: "Kendall" },
  compare: { zh: "与默认名次比较", en: "Beside the default ranks" },
  swaps: { zh: "权重移动多少,名次互换", en: "How far a weight has to move" },
  swapsWhat: {
    zh: "使相邻两名互换所需的最小单一权重变动(前 {count} 名)。",
    en: "The smallest change of one weight at which neighbours change places (the first {count}).",
  },
  node: { zh: "权重所属节点", en: "Weight of" },
  weight: { zh: "权重", en: "Weight" },
  atSwap: { zh: "互换时", en: "At the swap" },
  change: { zh: "变动", en: "Change" },
  importance: { zh: "权重与实际影响", en: "Weight and importance" },
  importanceWhat: {
    zh: "按权重应占的份额,与按相关性实际占的份额。",
    en: "The share that a part is meant to have by its weight, and the one it has by its correlation with the index.",
  },
  meant: { zh: "按权重", en: "By weight" },
  real: { zh: "实际影响", en: "By importance" },
};

interface Rank {
  node_code: string;
  area_code: string;
  rank: number;
  origin: string;
}
interface Interval {
  node_code: string;
  analysis_code: string;
  area_code: string;
  rank_p05: number;
  rank_p95: number;
}
interface Analysis {
  analysis_code: string;
  units_with_interval: number;
  reason: string | null;
}
interface Neighbour {
  analysis_code: string;
  place: number;
  area_code: string;
  rank: number;
  next_area_code: string;
  next_rank: number;
  share_ahead: number;
  is_distinguishable: boolean;
}
interface Sensitivity {
  analysis_code: string;
  factor_code: string;
  first_order: number | null;
  first_order_low: number | null;
  first_order_high: number | null;
  total_order: number | null;
  total_order_low: number | null;
  total_order_high: number | null;
  reason: string | null;
}
interface Shift {
  scenario_code: string;
  scenario_kind: string;
  scenario_name_zh: string;
  scenario_name_en: string;
  mean_absolute_shift: number | null;
  largest_absolute_shift: number | null;
  spearman_rho: number | null;
  kendall_tau: number | null;
  reason: string | null;
  origin: string;
}
interface ScenarioRank {
  scenario_code: string;
  area_code: string;
  rank: number;
}
interface Swap {
  place: number;
  area_code: string;
  next_area_code: string;
  node_code: string;
  weight: number;
  weight_at_swap: number;
  weight_change: number;
}
interface Importance {
  node_code: string;
  weight_share: number | null;
  importance_share: number | null;
  importance_to_weight: number | null;
  reason: string | null;
}

const SHOWN = 30;

export async function trust(context: Context): Promise<Node[]> {
  const { site, index, address, level } = context;
  const [tables, lists, leaves] = await Promise.all([
    load("trust", index.index_code, address.period, level),
    load("rankings", index.index_code, address.period, level),
    leavesOf(index.index_code),
  ]);
  const nodes = nodesOf(site, index.index_code);
  const root = rootOf(nodes)?.node_code;
  const ranks = rowsOf<Rank>(lists.ranks).filter((row) => row.node_code === root);
  const intervals = rowsOf<Interval>(lists.intervals).filter((row) => row.node_code === root);
  const neighbours = rowsOf<Neighbour>(tables.neighbours);
  const heading = [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    originNote(ranks.map((row) => row.origin)),
    html("div", { class: "choices" }, levelChoice(context)),
    ...notDrawn(context, rowsOf<Analysis>(tables.analyses)),
  ];
  const nameOfNode = (code: string) => {
    const node = nodes.find((row) => row.node_code === code);
    return node ? nameOf(node) : leafName(leaves, code);
  };

  const analyses = [...new Set(intervals.map((row) => row.analysis_code))];
  let analysis =
    analyses.find((code) => code === address.settings.get("analysis")) ??
    analyses.find((code) => code === "weights") ??
    analyses[0] ??
    "";
  const place = html("div", { class: "columns" });
  const draw = () => {
    const of = <Row extends { analysis_code: string }>(rows: Row[]) =>
      rows.filter((row) => row.analysis_code === analysis);
    place.replaceChildren(
      ...[intervalSection(context, ranks, of(intervals)), neighbourSection(context, of(neighbours))].filter(
        (part) => part !== null,
      ),
    );
  };
  draw();
  const chooser =
    analyses.length > 1
      ? choice(
          say(texts.analysis),
          analyses.map((code) => ({ value: code, text: analysisName(code) })),
          analysis,
          (code) => {
            analysis = code;
            keepSetting(context, "analysis", code);
            draw();
          },
        )
      : null;
  const rest = [
    sensitivitySection(rowsOf<Sensitivity>(tables.sensitivity)),
    ...scenarioSections(context, rowsOf<Shift>(tables.shifts), rowsOf<ScenarioRank>(tables.scenarios), ranks),
    swapSection(context, rowsOf<Swap>(tables.swaps), nameOfNode),
    importanceSection(rowsOf<Importance>(tables.importance), nameOfNode),
  ].filter((part) => part !== null);
  if (analyses.length === 0 && rest.length === 0) return [...heading, nothing()];
  return [...heading, html("div", { class: "choices" }, chooser), place, ...rest];
}

/** Why there are no intervals: of the period as a whole, or of some analyses. */
function notDrawn(context: Context, analyses: readonly Analysis[]): HTMLElement[] {
  const without = analyses.filter((row) => row.units_with_interval === 0 && row.reason !== null);
  const isNone = without.length === analyses.length && new Set(without.map((row) => row.reason)).size === 1;
  return (isNone ? without.slice(0, 1) : without).map((row) =>
    html(
      "p",
      { class: "note" },
      isNone
        ? say(texts.notDrawn, { period: context.address.period })
        : say(texts.notDrawnOf, { analysis: analysisName(row.analysis_code) }),
      reasonOf(row.reason ?? ""),
      say({ zh: "。", en: "." }),
    ),
  );
}

function intervalSection(context: Context, ranks: readonly Rank[], intervals: readonly Interval[]): HTMLElement | null {
  const byArea = new Map(intervals.map((row) => [row.area_code, row]));
  const rows = ranks
    .filter((row) => row.rank <= SHOWN && byArea.has(row.area_code))
    .map((row) => ({ ...row, interval: byArea.get(row.area_code) as Interval }));
  if (rows.length === 0) return null;
  const names = rows.map((row) => areaName(context, row.area_code));
  const ranges = chart(
    {
      tooltip: { trigger: "item" },
      grid: { left: 8, right: 24, top: 8, bottom: 24, containLabel: true },
      xAxis: { type: "value", min: 0, minInterval: 1, ...axisLook() },
      yAxis: { type: "category", inverse: true, data: names, ...axisLook() },
      series: [
        {
          type: "bar",
          stack: "range",
          silent: true,
          itemStyle: { color: "transparent" },
          data: rows.map((row) => row.interval.rank_p05),
        },
        // As wide as a point where all draws agree.
        {
          type: "bar",
          stack: "range",
          silent: true,
          barWidth: 6,
          itemStyle: { color: colour("series-6"), borderRadius: 3 },
          data: rows.map((row) => Math.max(row.interval.rank_p95 - row.interval.rank_p05, 0.1)),
        },
        {
          type: "scatter",
          symbolSize: 8,
          itemStyle: { color: colour("series-1") },
          data: rows.map((row, at) => [row.rank, names[at] ?? ""]),
        },
      ],
    },
    { label: say(texts.intervalsWhat, { count: rows.length }), height: 40 + 18 * rows.length },
  );
  const columns: Column<(typeof rows)[number]>[] = [
    unitColumn(context),
    { heading: say(texts.rank), isNumber: true, show: (row) => whole(row.rank), sortBy: (row) => row.rank },
    {
      heading: say(texts.low),
      isNumber: true,
      show: (row) => whole(row.interval.rank_p05),
      sortBy: (row) => row.interval.rank_p05,
    },
    {
      heading: say(texts.high),
      isNumber: true,
      show: (row) => whole(row.interval.rank_p95),
      sortBy: (row) => row.interval.rank_p95,
    },
  ];
  return section(
    say(texts.intervals),
    html("p", { class: "note" }, say(texts.intervalsWhat, { count: rows.length })),
    ranges.element,
    folded(dataTable(say(texts.intervals), columns, rows).element),
  );
}

function neighbourSection(context: Context, rows: readonly Neighbour[]): HTMLElement | null {
  if (rows.length === 0) return null;
  const table = dataTable<Neighbour>(
    say(texts.neighbours),
    [
      { heading: say(texts.rank), isNumber: true, show: (row) => whole(row.rank), sortBy: (row) => row.place },
      unitColumn(context),
      { heading: say(texts.next), show: (row) => areaLink(context, row.next_area_code) },
      {
        heading: say(texts.ahead),
        isNumber: true,
        show: (row) => percent(row.share_ahead, 0),
        sortBy: (row) => row.share_ahead,
      },
      {
        heading: say(texts.told),
        show: (row) => say(row.is_distinguishable ? texts.yes : texts.no),
        sortBy: (row) => Number(row.is_distinguishable),
      },
    ],
    rows,
  );
  const apart = rows.filter((row) => row.is_distinguishable).length;
  return section(
    say(texts.neighbours),
    html("p", { class: "note" }, say(texts.neighboursWhat, { count: rows.length, apart })),
    table.element,
  );
}

function sensitivitySection(rows: readonly Sensitivity[]): HTMLElement | null {
  if (rows.length === 0) return null;
  const named: Record<string, Label> = texts;
  const factorName = (code: string) => (named[code] ? say(named[code]) : code);
  // Without spaces around the dash, as two columns of it have to find room on a phone.
  const range = (value: number | null, low: number | null, high: number | null) =>
    value === null ? MISSING : `${fixed(value, 2)} (${fixed(low, 2)}–${fixed(high, 2)})`;
  const columns: Column<Sensitivity>[] = [
    {
      heading: say(texts.factor),
      show: (row) => withReason(factorName(row.factor_code), row.reason),
      sortBy: (row) => factorName(row.factor_code),
    },
    {
      heading: say(texts.first),
      isNumber: true,
      show: (row) => range(row.first_order, row.first_order_low, row.first_order_high),
      sortBy: (row) => row.first_order,
    },
    {
      heading: say(texts.total),
      isNumber: true,
      show: (row) => range(row.total_order, row.total_order_low, row.total_order_high),
      sortBy: (row) => row.total_order,
    },
  ];
  return section(
    say(texts.sensitivity),
    html("p", { class: "note" }, say(texts.sensitivityWhat)),
    html(
      "div",
      { class: "columns" },
      ...[...Map.groupBy(rows, (row) => row.analysis_code)].map(([code, ofAnalysis]) => {
        const name = analysisName(code);
        return html("div", {}, html("h3", {}, name), dataTable(name, columns, ofAnalysis).element);
      }),
    ),
  );
}

function scenarioSections(
  context: Context,
  shifts: readonly Shift[],
  scenarioRanks: readonly ScenarioRank[],
  ranks: readonly Rank[],
): HTMLElement[] {
  if (shifts.length === 0) return [];
  // An index may have a scheme that is called as a method is.
  const kinds: Record<string, Label> = { scheme: texts.ofScheme, choice: texts.ofChoice };
  const scenarioName = (row: Shift) => {
    const name = nameOf({ name_zh: row.scenario_name_zh, name_en: row.scenario_name_en }) || row.scenario_code;
    const kind = kinds[row.scenario_kind];
    return kind ? say(kind, { name }) : name;
  };
  const overview = dataTable<Shift>(
    say(texts.scenarios),
    [
      { heading: say(texts.scenario), show: (row) => withReason(scenarioName(row), row.reason), sortBy: scenarioName },
      {
        heading: say(texts.shift),
        isNumber: true,
        show: (row) => fixed(row.mean_absolute_shift, 2),
        sortBy: (row) => row.mean_absolute_shift,
      },
      {
        heading: say(texts.largest),
        isNumber: true,
        show: (row) => whole(row.largest_absolute_shift),
        sortBy: (row) => row.largest_absolute_shift,
      },
      {
        heading: say(texts.spearman),
        isNumber: true,
        show: (row) => fixed(row.spearman_rho, 3),
        sortBy: (row) => row.spearman_rho,
      },
      {
        heading: say(texts.kendall),
        isNumber: true,
        show: (row) => fixed(row.kendall_tau, 3),
        sortBy: (row) => row.kendall_tau,
      },
    ],
    shifts,
  );
  const compared = shifts.filter((row) => scenarioRanks.some((rank) => rank.scenario_code === row.scenario_code));
  const byScenario = Map.groupBy(scenarioRanks, (row) => row.scenario_code);
  const firsts = ranks.filter((row) => row.rank <= SHOWN);
  const beside = dataTable<Rank>(
    say(texts.compare),
    [
      unitColumn(context),
      { heading: say(texts.rank), isNumber: true, show: (row) => whole(row.rank), sortBy: (row) => row.rank },
      ...compared.map((scenario): Column<Rank> => {
        const places = new Map((byScenario.get(scenario.scenario_code) ?? []).map((row) => [row.area_code, row.rank]));
        const rankOf = (row: Rank) => places.get(row.area_code) ?? null;
        return { heading: scenarioName(scenario), isNumber: true, show: (row) => whole(rankOf(row)), sortBy: rankOf };
      }),
    ],
    firsts,
  );
  return [
    section(say(texts.scenarios), html("p", { class: "note" }, say(texts.scenariosWhat)), overview.element),
    ...(compared.length > 0 && firsts.length > 0 ? [section(say(texts.compare), beside.element)] : []),
  ];
}

function swapSection(
  context: Context,
  rows: readonly Swap[],
  nameOfNode: (code: string) => string,
): HTMLElement | null {
  if (rows.length === 0) return null;
  const table = dataTable<Swap>(
    say(texts.swaps),
    [
      unitColumn(context),
      { heading: say(texts.next), show: (row) => areaLink(context, row.next_area_code) },
      {
        heading: say(texts.node),
        show: (row) => nameOfNode(row.node_code),
        sortBy: (row) => nameOfNode(row.node_code),
      },
      {
        heading: say(texts.weight),
        isNumber: true,
        show: (row) => percent(row.weight, 2),
        sortBy: (row) => row.weight,
      },
      {
        heading: say(texts.atSwap),
        isNumber: true,
        show: (row) => percent(row.weight_at_swap, 2),
        sortBy: (row) => row.weight_at_swap,
      },
      {
        heading: say(texts.change),
        isNumber: true,
        show: (row) => signed(100 * row.weight_change, 2),
        sortBy: (row) => Math.abs(row.weight_change),
      },
    ],
    rows,
  );
  return section(
    say(texts.swaps),
    html("p", { class: "note" }, say(texts.swapsWhat, { count: rows.length })),
    table.element,
  );
}

function importanceSection(rows: readonly Importance[], nameOfNode: (code: string) => string): HTMLElement | null {
  if (rows.length === 0) return null;
  const table = dataTable<Importance>(
    say(texts.importance),
    [
      {
        heading: say(texts.node),
        show: (row) => nameOfNode(row.node_code),
        sortBy: (row) => nameOfNode(row.node_code),
      },
      {
        heading: say(texts.meant),
        isNumber: true,
        show: (row) => percent(row.weight_share),
        sortBy: (row) => row.weight_share,
      },
      {
        heading: say(texts.real),
        isNumber: true,
        show: (row) => percent(row.importance_share),
        sortBy: (row) => row.importance_share,
      },
    ],
    rows,
  );
  return section(say(texts.importance), html("p", { class: "note" }, say(texts.importanceWhat)), table.element);
}
