import { axisLook, chart } from "../chart";
import { type Context, keepSetting, unitLink } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { type Label, nameOf, say } from "../language";
import { fixed, percent, signed, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { levelChoice } from "../parts/level_choice";
import { originNotes } from "../parts/origin";
import { choice, nothing, section } from "../parts/page_parts";
import { withReason } from "../parts/reasons";
import { areaName, unitColumn } from "../parts/unit_columns";
import { colour } from "../theme";
import { leavesOf, nodesOf } from "../tree";
import { wordFor } from "../vocabulary";

const texts = {
  title: { zh: "实体经济", en: "Real economy" },
  what: {
    zh: "指数与经济总量的关系:谁领先于自己的经济地位。",
    en: "The index beside the economy: who is ahead of where its economy stands.",
  },
  node: { zh: "节点", en: "Node" },
  scatter: { zh: "占指数与占{statistic}的比例", en: "Share of the index and of {statistic}" },
  scatterNote: {
    zh: "两轴均为对数刻度;线上方的单元占指数的比例高于占{statistic}的比例。点按可打开该地区的页面。",
    en: "Both axes are logarithmic; units above the line have a larger share of the index than of {statistic}. Press a point for its page.",
  },
  share: { zh: "占总分", en: "Share of the total score" },
  statisticShare: { zh: "占{statistic}", en: "Share of {statistic}" },
  quotient: { zh: "区位商", en: "Location quotient" },
  rank: { zh: "指数名次", en: "Rank" },
  statisticRank: { zh: "{statistic}名次", en: "Rank by {statistic}" },
  lead: { zh: "领先名次", en: "Places ahead" },
  scores: { zh: "得分与名次", en: "Scores and ranks" },
  horses: { zh: "黑马", en: "Dark horses" },
  ahead: { zh: "领先项", en: "Ahead in" },
  behind: { zh: "落后项", en: "Behind in" },
  aheadRank: { zh: "领先项名次", en: "Rank there" },
  behindRank: { zh: "落后项名次", en: "Rank here" },
  correlations: { zh: "与经济的相关", en: "Correlation with the economy" },
  statistic: { zh: "统计指标", en: "Statistic" },
  units: { zh: "单元数", en: "Units" },
  r: { zh: "皮尔逊相关", en: "Pearson correlation" },
  p: { zh: "p 值", en: "p-value" },
  bases: { zh: "市场基础与技术基础", en: "Market base and technology base" },
  market: { zh: "市场基础名次", en: "Rank by market base" },
  technology: { zh: "技术基础名次", en: "Rank by technology base" },
  ratio: { zh: "技术/市场得分比", en: "Technology to market score" },
};

interface Ratio {
  node_code: string;
  statistic_code: string;
  area_code: string;
  total_share: number;
  statistic_total_share: number;
  location_quotient: number;
  rank: number;
  statistic_rank: number;
  rank_lead: number;
}
interface Origin {
  subject: string;
  subject_code: string;
  origin: string;
}
interface Horse {
  dark_horse_code: string;
  place: number;
  area_code: string;
  ahead_code: string;
  behind_code: string;
  ahead_rank: number;
  behind_rank: number;
  rank_lead: number;
}
interface Correlation {
  node_code: string;
  statistic_code: string;
  observation_count: number;
  pearson_r: number | null;
  p_value: number | null;
  reason: string | null;
}
interface Base {
  area_code: string;
  market_rank: number;
  technology_rank: number;
  technology_market_ratio: number;
}

export async function economy(context: Context): Promise<Node[]> {
  const { site, index, address, level } = context;
  const [tables, leaves] = await Promise.all([
    load("economy", index.index_code, address.period, level),
    leavesOf(index.index_code),
  ]);
  const ratios = rowsOf<Ratio>(tables.ratios);
  const nodes = nodesOf(site, index.index_code).filter((node) =>
    ratios.some((row) => row.node_code === node.node_code),
  );
  const nameOfNode = (code: string) => {
    const node = nodesOf(site, index.index_code).find((row) => row.node_code === code || row.pillar_code === code);
    const leaf = leaves.get(code);
    return node ? nameOf(node) : leaf ? nameOf(leaf) : wordFor(code);
  };
  const heading = [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    originNotes(rowsOf<Origin>(tables.origins).map((row) => ({ what: subjectOf(row), origins: [row.origin] }))),
  ];
  const first = nodes[0];
  if (!first) return [...heading, html("div", { class: "choices" }, levelChoice(context)), nothing()];

  let node = nodes.find((row) => row.node_code === address.settings.get("node")) ?? first;
  const place = html("div");
  const draw = () =>
    place.replaceChildren(
      ...ratioSections(
        context,
        ratios.filter((row) => row.node_code === node.node_code),
      ),
    );
  draw();
  return [
    ...heading,
    html(
      "div",
      { class: "choices" },
      choice(
        say(texts.node),
        nodes.map((row) => ({ value: row.node_code, text: `${"\u2003".repeat(row.depth)}${nameOf(row)}` })),
        node.node_code,
        (code) => {
          node = nodes.find((row) => row.node_code === code) ?? node;
          keepSetting(context, "node", code);
          draw();
        },
      ),
      levelChoice(context),
    ),
    place,
    ...horseSections(context, rowsOf<Horse>(tables.horses), nameOfNode),
    html(
      "div",
      { class: "columns" },
      correlationSection(rowsOf<Correlation>(tables.correlations), nameOfNode),
      baseSection(context, rowsOf<Base>(tables.bases)),
    ),
  ];
}

function ratioSections(context: Context, ratios: readonly Ratio[]): HTMLElement[] {
  return [...Map.groupBy(ratios, (row) => row.statistic_code)].map(([code, rows]) => {
    const statistic = wordFor(code);
    // A logarithm needs something to count.
    const positive = rows.filter((row) => row.total_share > 0 && row.statistic_total_share > 0);
    const shares = positive.flatMap((row) => [row.total_share, row.statistic_total_share]);
    const [low, high] = [Math.min(...shares), Math.max(...shares)];
    const dots = chart(
      {
        tooltip: { trigger: "item", formatter: (item) => (item as { name: string }).name },
        grid: { left: 64, right: 24, top: 34, bottom: 46 },
        xAxis: {
          type: "log",
          name: say(texts.statisticShare, { statistic }),
          nameLocation: "middle",
          nameGap: 28,
          ...axisLook(),
          axisLabel: shareLabel(),
        },
        yAxis: { type: "log", name: say(texts.share), ...axisLook(), axisLabel: shareLabel() },
        series: [
          {
            type: "line",
            silent: true,
            showSymbol: false,
            lineStyle: { type: "dashed" },
            data: [
              [low, low],
              [high, high],
            ],
          },
          {
            type: "scatter",
            symbolSize: 8,
            itemStyle: { opacity: 0.75 },
            data: positive.map((row) => ({
              name: areaName(context, row.area_code),
              value: [row.statistic_total_share, row.total_share],
              areaCode: row.area_code,
            })),
          },
        ],
      },
      {
        label: say(texts.scatter, { statistic }),
        height: 420,
        onChoose: (data) => {
          location.hash = unitLink(context, context.level, (data as { areaCode: string }).areaCode);
        },
      },
    );
    const table = dataTable<Ratio>(
      say(texts.scatter, { statistic }),
      [
        unitColumn(context),
        {
          heading: say(texts.share),
          isNumber: true,
          show: (row) => percent(row.total_share, 2),
          sortBy: (row) => row.total_share,
        },
        {
          heading: say(texts.statisticShare, { statistic }),
          isNumber: true,
          show: (row) => percent(row.statistic_total_share, 2),
          sortBy: (row) => row.statistic_total_share,
        },
        {
          heading: say(texts.quotient),
          isNumber: true,
          show: (row) => fixed(row.location_quotient, 2),
          sortBy: (row) => row.location_quotient,
        },
        { heading: say(texts.rank), isNumber: true, show: (row) => whole(row.rank), sortBy: (row) => row.rank },
        {
          heading: say(texts.statisticRank, { statistic }),
          isNumber: true,
          show: (row) => whole(row.statistic_rank),
          sortBy: (row) => row.statistic_rank,
        },
        {
          heading: say(texts.lead),
          isNumber: true,
          show: (row) => signed(row.rank_lead),
          sortBy: (row) => row.rank_lead,
        },
      ],
      rows,
    );
    return section(
      say(texts.scatter, { statistic }),
      html("p", { class: "note" }, say(texts.scatterNote, { statistic })),
      dots.element,
      table.element,
    );
  });
}

/** What figures an origin is named for. */
function subjectOf({ subject, subject_code: code }: Origin): string {
  const heading: Record<string, string> = {
    ratios: say(texts.scatter, { statistic: wordFor(code) }),
    horses: `${say(texts.horses)}: ${wordFor(code)}`,
  };
  const named: Record<string, Label> = texts;
  return heading[subject] ?? (named[subject] ? say(named[subject]) : subject);
}

/** The powers of ten of an axis of shares in percent, as the table has them. */
function shareLabel(): { color: string; formatter: (value: number) => string } {
  return {
    color: colour("text-soft"),
    formatter: (value) => percent(value, Math.max(0, -2 - Math.floor(Math.log10(value)))),
  };
}

function horseSections(
  context: Context,
  horses: readonly Horse[],
  nameOfNode: (code: string) => string,
): HTMLElement[] {
  return [...Map.groupBy(horses, (row) => row.dark_horse_code)].map(([code, rows]) => {
    const heading = `${say(texts.horses)}: ${wordFor(code)}`;
    const table = dataTable<Horse>(
      heading,
      [
        unitColumn(context),
        {
          heading: say(texts.ahead),
          show: (row) => nameOfNode(row.ahead_code),
          sortBy: (row) => nameOfNode(row.ahead_code),
        },
        {
          heading: say(texts.aheadRank),
          isNumber: true,
          show: (row) => whole(row.ahead_rank),
          sortBy: (row) => row.ahead_rank,
        },
        {
          heading: say(texts.behind),
          show: (row) => nameOfNode(row.behind_code),
          sortBy: (row) => nameOfNode(row.behind_code),
        },
        {
          heading: say(texts.behindRank),
          isNumber: true,
          show: (row) => whole(row.behind_rank),
          sortBy: (row) => row.behind_rank,
        },
        {
          heading: say(texts.lead),
          isNumber: true,
          show: (row) => signed(row.rank_lead),
          sortBy: (row) => row.rank_lead,
        },
      ],
      rows,
    );
    return section(heading, table.element);
  });
}

function correlationSection(rows: readonly Correlation[], nameOfNode: (code: string) => string): HTMLElement | null {
  if (rows.length === 0) return null;
  const table = dataTable<Correlation>(
    say(texts.correlations),
    [
      {
        heading: say(texts.node),
        show: (row) => withReason(nameOfNode(row.node_code), row.reason),
        sortBy: (row) => nameOfNode(row.node_code),
      },
      { heading: say(texts.statistic), show: (row) => wordFor(row.statistic_code) },
      {
        heading: say(texts.units),
        isNumber: true,
        show: (row) => whole(row.observation_count),
        sortBy: (row) => row.observation_count,
      },
      { heading: say(texts.r), isNumber: true, show: (row) => fixed(row.pearson_r, 3), sortBy: (row) => row.pearson_r },
      {
        heading: say(texts.p),
        isNumber: true,
        show: (row) => (row.p_value !== null && row.p_value < 0.0001 ? "< 0.0001" : fixed(row.p_value)),
        sortBy: (row) => row.p_value,
      },
    ],
    rows,
  );
  return section(say(texts.correlations), table.element);
}

function baseSection(context: Context, rows: readonly Base[]): HTMLElement | null {
  if (rows.length === 0) return null;
  const table = dataTable<Base>(
    say(texts.bases),
    [
      unitColumn(context),
      {
        heading: say(texts.market),
        isNumber: true,
        show: (row) => whole(row.market_rank),
        sortBy: (row) => row.market_rank,
      },
      {
        heading: say(texts.technology),
        isNumber: true,
        show: (row) => whole(row.technology_rank),
        sortBy: (row) => row.technology_rank,
      },
      {
        heading: say(texts.ratio),
        isNumber: true,
        show: (row) => fixed(row.technology_market_ratio, 2),
        sortBy: (row) => row.technology_market_ratio,
      },
    ],
    rows,
  );
  return section(say(texts.bases), table.element);
}
