import { type Context, linkTo, unitLink } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { nameOf, say } from "../language";
import { fixed, MISSING, signed, span, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { originNote } from "../parts/origin";
import { keyFigures, nothing, section } from "../parts/page_parts";
import { areaName } from "../parts/unit_columns";
import { childrenOf, leavesOf, nodesOf, rootOf } from "../tree";
import { wordFor, wordForOne } from "../vocabulary";
import { analysisName } from "./rankings/intervals";
import { changeSection } from "./unit/changes";
import { type Entry, leafName, ledgerSection } from "./unit/ledger";
import { type Member, memberSections, type Total } from "./unit/members";
import { profileSection, type Standing } from "./unit/profile";

const texts = {
  where: { zh: "{level},{index},{period}", en: "{level}, {index}, {period}" },
  score: { zh: "得分", en: "Score" },
  rank: { zh: "排名", en: "Rank" },
  of: { zh: "共 {count} 个", en: "of {count}" },
  change: { zh: "名次较 {period}", en: "Places gained since {period}" },
  interval: { zh: "名次区间", en: "Rank interval" },
  intervalNote: { zh: "十次抽取有九次落在其中:{analysis}", en: "nine of ten draws: {analysis}" },
  parts: { zh: "分指数", en: "Sub-indices" },
  node: { zh: "节点", en: "Node" },
  peers: { zh: "最相似的地区", en: "Its peers" },
  distance: { zh: "距离", en: "Distance" },
  unit: { zh: "地区", en: "Unit" },
  peersWhat: {
    zh: "各项指标得分最接近的单元,按距离排列。",
    en: "The units whose indicators are nearest, by distance.",
  },
  strengths: { zh: "优势", en: "Strengths" },
  weaknesses: { zh: "短板", en: "Weaknesses" },
  strengthsWhat: {
    zh: "名次比总指数名次靠前最多的叶节点。",
    en: "The leaves in which its rank is furthest ahead of its rank in the index.",
  },
  weaknessesWhat: {
    zh: "名次比总指数名次落后最多的叶节点。",
    en: "The leaves in which its rank is furthest behind its rank in the index.",
  },
  leaf: { zh: "叶节点", en: "Leaf" },
  lead: { zh: "领先名次", en: "Places ahead" },
  all: { zh: "全部{level}", en: "All: {level}" },
};

interface Rank {
  period_code: string;
  node_code: string;
  score: number | null;
  rank: number;
  ranked_units: number;
  origin: string;
}
interface Previous {
  period_code: string;
  previous_period_code: string;
  rank_change: number | null;
}
interface Peer {
  period_code: string;
  peer_area_code: string;
  distance: number;
}
interface Strength {
  period_code: string;
  node_code: string;
  rank: number;
  rank_lead: number;
  is_strength: boolean;
}
interface Interval {
  period_code: string;
  analysis_code: string;
  rank_p05: number;
  rank_p95: number;
}
interface RankOfAll {
  node_code: string;
  area_code: string;
  rank: number;
}

/** The page of one unit: `unit/<level>/<area code>`; without these, of the first of the first level. */
export async function unit(context: Context): Promise<Node[]> {
  const { site, index, address } = context;
  const [level = context.level, askedCode] = address.parts;
  const areaCode = askedCode ?? (await leaderOf(context, level));
  const area = site.areas.get(areaCode);
  const [tables, leaves] = await Promise.all([
    load("unit", index.index_code, level, areaCode),
    leavesOf(index.index_code),
  ]);
  const inPeriod = <Row extends { period_code: string }>(rows: Row[], period = address.period) =>
    rows.filter((row) => row.period_code === period);
  const ranks = inPeriod(rowsOf<Rank>(tables.ranks));
  const nodes = nodesOf(site, index.index_code);
  const root = rootOf(nodes);
  const own = ranks.find((row) => row.node_code === root?.node_code);
  const heading = [
    html("h1", {}, areaName(context, areaCode)),
    html(
      "p",
      {},
      say(texts.where, { level: wordForOne(level), index: nameOf(index), period: address.period }),
      " · ",
      html(
        "a",
        { href: linkTo(context, { page: "rankings", settings: { level } }) },
        say(texts.all, { level: wordFor(level) }),
      ),
      ...(area?.province_code &&
      area.province_code !== areaCode &&
      context.levels.some((row) => row.unit_level === "province")
        ? [
            " · ",
            html(
              "a",
              { href: unitLink(context, "province", area.province_code) },
              areaName(context, area.province_code),
            ),
          ]
        : []),
    ),
    originNote(ranks.map((row) => row.origin)),
  ];
  if (!root || !own) return [...heading, nothing()];

  const ledger = rowsOf<Entry>(tables.ledger);
  const previous = inPeriod(rowsOf<Previous>(tables.previous))[0];
  const intervals = inPeriod(rowsOf<Interval>(tables.intervals));
  const interval = intervals.find((row) => row.analysis_code === "weights") ?? intervals[0];
  const peers = inPeriod(rowsOf<Peer>(tables.peers));
  const strengths = inPeriod(rowsOf<Strength>(tables.strengths));
  return [
    ...heading,
    keyFigures([
      { label: say(texts.rank), value: whole(own.rank), note: say(texts.of, { count: own.ranked_units }) },
      { label: say(texts.score), value: fixed(own.score) },
      ...(previous
        ? [{ label: say(texts.change, { period: previous.previous_period_code }), value: signed(previous.rank_change) }]
        : []),
      ...(interval
        ? [
            {
              label: say(texts.interval),
              value: span(interval.rank_p05, interval.rank_p95),
              note: say(texts.intervalNote, { analysis: analysisName(interval.analysis_code) }),
            },
          ]
        : []),
    ]),
    html(
      "div",
      { class: "columns" },
      nodeSection(ranks, childrenOf(nodes, root.node_code)),
      profileSection(inPeriod(rowsOf<Standing>(tables.profile)), (code) => {
        const node = nodes.find((row) => row.node_code === code);
        return node ? nameOf(node) : leafName(leaves, code);
      }),
      peerSection(context, level, peers),
      strengthSection(
        say(texts.strengths),
        say(texts.strengthsWhat),
        strengths.filter((row) => row.is_strength),
        leaves,
      ),
      strengthSection(
        say(texts.weaknesses),
        say(texts.weaknessesWhat),
        strengths.filter((row) => !row.is_strength).reverse(),
        leaves,
      ),
    ),
    ledgerSection(root, nodes, leaves, inPeriod(ledger)),
    ...(previous
      ? [
          changeSection(
            leaves,
            inPeriod(ledger),
            inPeriod(ledger, previous.previous_period_code),
            previous.previous_period_code,
          ),
        ]
      : []),
    ...memberSections(
      context,
      inPeriod(rowsOf<Member>(tables.members)),
      inPeriod(rowsOf<Total>(tables.totals)),
      leaves,
    ),
  ].filter((part) => part !== null);
}

/** The first unit in the list of all. */
async function leaderOf(context: Context, level: string): Promise<string> {
  const { index, address } = context;
  const { ranks } = await load("rankings", index.index_code, address.period, level);
  const root = rootOf(nodesOf(context.site, index.index_code))?.node_code;
  return rowsOf<RankOfAll>(ranks).find((row) => row.node_code === root && row.rank === 1)?.area_code ?? "";
}

function nodeSection(ranks: readonly Rank[], children: ReturnType<typeof nodesOf>): HTMLElement | null {
  const rows = children
    .map((node) => ({ node, rank: ranks.find((row) => row.node_code === node.node_code) }))
    .filter(({ rank }) => rank);
  if (rows.length === 0) return null;
  const table = dataTable<(typeof rows)[number]>(
    say(texts.parts),
    [
      { heading: say(texts.node), show: (row) => nameOf(row.node) },
      {
        heading: say(texts.rank),
        isNumber: true,
        show: (row) => whole(row.rank?.rank),
        sortBy: (row) => row.rank?.rank ?? null,
      },
      {
        heading: say(texts.score),
        isNumber: true,
        show: (row) => (row.rank ? fixed(row.rank.score) : MISSING),
        sortBy: (row) => row.rank?.score ?? null,
      },
    ],
    rows,
  );
  return section(say(texts.parts), table.element);
}

function peerSection(context: Context, level: string, peers: readonly Peer[]): HTMLElement | null {
  if (peers.length === 0) return null;
  const table = dataTable<Peer>(
    say(texts.peers),
    [
      {
        heading: say(texts.unit),
        show: (row) =>
          html("a", { href: unitLink(context, level, row.peer_area_code) }, areaName(context, row.peer_area_code)),
      },
      {
        heading: say(texts.distance),
        isNumber: true,
        show: (row) => fixed(row.distance, 2),
        sortBy: (row) => row.distance,
      },
    ],
    peers,
  );
  return section(say(texts.peers), html("p", { class: "note" }, say(texts.peersWhat)), table.element);
}

function strengthSection(
  heading: string,
  what: string,
  rows: readonly Strength[],
  leaves: Awaited<ReturnType<typeof leavesOf>>,
): HTMLElement | null {
  if (rows.length === 0) return null;
  const table = dataTable<Strength>(
    heading,
    [
      {
        heading: say(texts.leaf),
        show: (row) => leafName(leaves, row.node_code),
        sortBy: (row) => leafName(leaves, row.node_code),
      },
      { heading: say(texts.rank), isNumber: true, show: (row) => whole(row.rank), sortBy: (row) => row.rank },
      {
        heading: say(texts.lead),
        isNumber: true,
        show: (row) => signed(row.rank_lead),
        sortBy: (row) => row.rank_lead,
      },
    ],
    rows,
  );
  return section(heading, html("p", { class: "note" }, what), table.element);
}
