import { axisLook, chart } from "../chart";
import type { Context } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { nameOf, say } from "../language";
import { fixed, percent, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { levelChoice } from "../parts/level_choice";
import { originNotes } from "../parts/origin";
import { nothing, section } from "../parts/page_parts";
import { withReason } from "../parts/reasons";
import { areaLink, areaName, rankColumn, scoreColumn, unitColumn } from "../parts/unit_columns";
import { colour } from "../theme";
import { wordFor } from "../vocabulary";

const texts = {
  title: { zh: "智慧城市", en: "Smart city" },
  what: {
    zh: "城市服务:哪些服务用的人多、回头的人多,哪些城市在各方面领先。",
    en: "City services: which have many users, to which users come back, and which cities lead in what.",
  },
  quadrants: { zh: "服务领域的四个象限", en: "Quadrants of service fields" },
  quadrantsNote: {
    zh: "虚线为全部领域的均值。放不下的名称不标出,见下表。",
    en: "The dashed lines are the means of all fields. Names without room are left out; the table has them all.",
  },
  users: { zh: "用户数", en: "Users" },
  returning: { zh: "回流率(%)", en: "Return rate (%)" },
  field: { zh: "领域", en: "Field" },
  type: { zh: "类别", en: "Kind" },
  services: { zh: "服务项数", en: "Services" },
  share: { zh: "用户占比", en: "Share of users" },
  quadrant: { zh: "象限", en: "Quadrant" },
  quadrant1: { zh: "用户多、常回来", en: "many users, who come back" },
  quadrant2: { zh: "用户少、常回来", en: "few users, who come back" },
  quadrant3: { zh: "用户少、少回来", en: "few users, who rarely come back" },
  quadrant4: { zh: "用户多、少回来", en: "many users, who rarely come back" },
  treemap: { zh: "用户在各领域的分布", en: "Users by field" },
  leaders: { zh: "各领域用户最多的城市", en: "Where each field has most users" },
  leader: { zh: "领先者", en: "Leader" },
  dimensions: { zh: "各维度的前 {count} 名", en: "The first {count} in each dimension" },
  ofLeader: { zh: "为领先者的", en: "Of the leader" },
  zones: { zh: "经济地带", en: "Economic zones" },
  dimension: { zh: "维度", en: "Dimension" },
  zone: { zh: "地带", en: "Zone" },
  scoreShare: { zh: "占总分", en: "Share of score" },
  mean: { zh: "均值", en: "Mean" },
  nationalMean: { zh: "全国均值", en: "Nation's mean" },
  internet: { zh: "服务用户与网民", en: "Service users and internet users" },
  province: { zh: "地区", en: "Unit" },
  internetShare: { zh: "占网民", en: "Share of internet users" },
  ratio: { zh: "两者之比", en: "Ratio" },
};

interface Profile {
  grouping_code: string;
  parent_group_code: string;
  group_code: string;
  service_count: number | null;
  service_users: number | null;
  user_share: number | null;
  return_rate: number | null;
  users_cut_line: number | null;
  return_rate_cut_line: number | null;
  quadrant: number | null;
  origin: string;
}
interface Leader {
  field_code: string;
  unit_level: string;
  user_rank: number;
  area_code: string;
  service_users: number;
  user_share: number | null;
  origin: string;
}
interface Users {
  unit_level: string;
  area_code: string;
  monthly_users: number | null;
  user_share: number | null;
  internet_user_share: number | null;
  user_share_ratio: number | null;
  reason: string | null;
  origin: string;
}
interface Dimension {
  area_code: string;
  node_code: string;
  name_zh: string;
  name_en: string;
  rank: number;
  score: number;
  percent_of_leader: number | null;
  origin: string;
}
interface Zone {
  economic_zone: string;
  node_code: string;
  name_zh: string;
  name_en: string;
  score_share: number | null;
  zone_mean: number | null;
  national_mean: number | null;
  leader_area_code: string | null;
  origin: string;
}

export async function smartCity(context: Context): Promise<Node[]> {
  const { index, address, level } = context;
  const [tables, services] = await Promise.all([
    load("smart_city", index.index_code, address.period, level),
    load("services", address.period),
  ]);
  const dimensions = rowsOf<Dimension>(tables.dimensions);
  const profile = rowsOf<Profile>(services.profile);
  const of = <Row extends { unit_level: string }>(rows: Row[]) => rows.filter((row) => row.unit_level === level);
  const leaders = of(rowsOf<Leader>(services.leaders));
  const zones = rowsOf<Zone>(tables.zones);
  const users = of(rowsOf<Users>(services.users));
  const heading = [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    originNotes([
      { what: say(texts.quadrants), origins: profile.map((row) => row.origin) },
      { what: say(texts.leaders), origins: leaders.map((row) => row.origin) },
      { what: say(texts.zones), origins: zones.map((row) => row.origin) },
      { what: say(texts.internet), origins: users.map((row) => row.origin) },
      { what: say(texts.title), origins: dimensions.map((row) => row.origin) },
    ]),
    html("div", { class: "choices" }, levelChoice(context)),
  ];
  if (dimensions.length === 0) return [...heading, nothing()];
  return [
    ...heading,
    ...fieldSections(profile.filter((row) => row.grouping_code === "field")),
    html(
      "div",
      { class: "columns" },
      leaderSection(context, leaders),
      zoneSection(context, zones),
      userSection(context, users),
    ),
    html("h2", {}, say(texts.dimensions, { count: Math.max(...dimensions.map((row) => row.rank)) })),
    html(
      "div",
      { class: "columns" },
      ...[...Map.groupBy(dimensions, (row) => row.node_code)].map(([, rows]) => dimensionSection(context, rows)),
    ),
  ];
}

function fieldSections(fields: readonly Profile[]): HTMLElement[] {
  if (fields.length === 0) return [];
  const kinds = [...new Set(fields.map((row) => row.parent_group_code))].sort();
  const [users, rate] = [fields[0]?.users_cut_line ?? null, fields[0]?.return_rate_cut_line ?? null];
  const quadrantName = (quadrant: number | null) =>
    quadrant === null ? "" : say(texts[`quadrant${quadrant}` as "quadrant1"]);
  const dots = chart(
    {
      tooltip: { trigger: "item", formatter: (item) => (item as { name: string }).name },
      legend: { bottom: 0, textStyle: { color: colour("text") } },
      grid: { left: 40, right: 44, top: 44, bottom: 76 },
      xAxis: { type: "log", name: say(texts.users), nameLocation: "middle", nameGap: 28, ...axisLook() },
      yAxis: { type: "value", name: say(texts.returning), ...axisLook() },
      series: kinds.map((kind, place) => ({
        type: "scatter" as const,
        name: wordFor(kind),
        symbolSize: 10,
        // Told apart by shape as well as by colour.
        symbol: ["circle", "rect", "triangle", "diamond", "pin"][place % 5],
        label: { show: true, position: "top" as const, formatter: "{b}", color: colour("text-soft"), fontSize: 11 },
        labelLayout: { hideOverlap: true },
        data: fields
          .filter((row) => row.parent_group_code === kind && row.service_users)
          .map((row) => ({ name: wordFor(row.group_code), value: [row.service_users ?? 0, row.return_rate ?? 0] })),
        ...(place === 0
          ? {
              markLine: {
                silent: true,
                symbol: "none",
                label: { show: false },
                lineStyle: { type: "dashed" as const, color: colour("text-soft") },
                data: [...(users === null ? [] : [{ xAxis: users }]), ...(rate === null ? [] : [{ yAxis: rate }])],
              },
            }
          : {}),
      })),
    },
    { label: say(texts.quadrants), height: 440 },
  );
  const tree = chart(
    {
      tooltip: { trigger: "item", valueFormatter: (value) => whole(value as number) },
      series: [
        {
          type: "treemap",
          left: 0,
          right: 0,
          top: 0,
          bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          label: { color: "#ffffff", fontSize: 12 },
          upperLabel: { show: true, color: colour("text") },
          itemStyle: { borderColor: colour("surface"), gapWidth: 1 },
          // Dark enough for white letters in both themes.
          color: ["#00558a", "#8a3d00", "#006b4e", "#7a3f63"],
          data: kinds.map((kind) => ({
            name: wordFor(kind),
            children: fields
              .filter((row) => row.parent_group_code === kind)
              .map((row) => ({ name: wordFor(row.group_code), value: row.service_users ?? 0 })),
          })),
        },
      ],
    },
    { label: say(texts.treemap), height: 380 },
  );
  const table = dataTable<Profile>(
    say(texts.quadrants),
    [
      { heading: say(texts.field), show: (row) => wordFor(row.group_code), sortBy: (row) => wordFor(row.group_code) },
      {
        heading: say(texts.type),
        show: (row) => wordFor(row.parent_group_code),
        sortBy: (row) => wordFor(row.parent_group_code),
      },
      {
        heading: say(texts.services),
        isNumber: true,
        show: (row) => whole(row.service_count),
        sortBy: (row) => row.service_count,
      },
      {
        heading: say(texts.users),
        isNumber: true,
        show: (row) => whole(row.service_users),
        sortBy: (row) => row.service_users,
      },
      {
        heading: say(texts.share),
        isNumber: true,
        show: (row) => ofHundred(row.user_share),
        sortBy: (row) => row.user_share,
      },
      {
        heading: say(texts.returning),
        isNumber: true,
        show: (row) => fixed(row.return_rate, 2),
        sortBy: (row) => row.return_rate,
      },
      { heading: say(texts.quadrant), show: (row) => quadrantName(row.quadrant), sortBy: (row) => row.quadrant },
    ],
    fields,
  );
  return [
    section(say(texts.quadrants), html("p", { class: "note" }, say(texts.quadrantsNote)), dots.element, table.element),
    section(say(texts.treemap), tree.element),
  ];
}

function leaderSection(context: Context, leaders: readonly Leader[]): HTMLElement | null {
  const firsts = leaders.filter((row) => row.user_rank === 1);
  if (firsts.length === 0) return null;
  const table = dataTable<Leader>(
    say(texts.leaders),
    [
      { heading: say(texts.field), show: (row) => wordFor(row.field_code), sortBy: (row) => wordFor(row.field_code) },
      { ...unitColumn(context), heading: say(texts.leader) },
      {
        heading: say(texts.users),
        isNumber: true,
        show: (row) => whole(row.service_users),
        sortBy: (row) => row.service_users,
      },
      {
        heading: say(texts.share),
        isNumber: true,
        show: (row) => ofHundred(row.user_share),
        sortBy: (row) => row.user_share,
      },
    ],
    firsts,
  );
  return section(say(texts.leaders), table.element);
}

function zoneSection(context: Context, zones: readonly Zone[]): HTMLElement | null {
  if (zones.length === 0) return null;
  const table = dataTable<Zone>(
    say(texts.zones),
    [
      { heading: say(texts.dimension), show: (row) => nameOf(row), sortBy: (row) => nameOf(row) },
      {
        heading: say(texts.zone),
        show: (row) => wordFor(row.economic_zone),
        sortBy: (row) => wordFor(row.economic_zone),
      },
      {
        heading: say(texts.scoreShare),
        isNumber: true,
        show: (row) => ofHundred(row.score_share),
        sortBy: (row) => row.score_share,
      },
      {
        heading: say(texts.mean),
        isNumber: true,
        show: (row) => fixed(row.zone_mean, 3),
        sortBy: (row) => row.zone_mean,
      },
      { heading: say(texts.nationalMean), isNumber: true, show: (row) => fixed(row.national_mean, 3) },
      { heading: say(texts.leader), show: (row) => areaLink(context, row.leader_area_code) },
    ],
    zones,
  );
  return section(say(texts.zones), table.element);
}

function userSection(context: Context, users: readonly Users[]): HTMLElement | null {
  if (users.length === 0) return null;
  const table = dataTable<Users>(
    say(texts.internet),
    [
      {
        heading: say(texts.province),
        show: (row) =>
          row.reason ? withReason(areaName(context, row.area_code), row.reason) : areaLink(context, row.area_code),
        sortBy: (row) => areaName(context, row.area_code),
      },
      {
        heading: say(texts.users),
        isNumber: true,
        show: (row) => whole(row.monthly_users),
        sortBy: (row) => row.monthly_users,
      },
      {
        heading: say(texts.share),
        isNumber: true,
        show: (row) => ofHundred(row.user_share),
        sortBy: (row) => row.user_share,
      },
      {
        heading: say(texts.internetShare),
        isNumber: true,
        show: (row) => ofHundred(row.internet_user_share),
        sortBy: (row) => row.internet_user_share,
      },
      {
        heading: say(texts.ratio),
        isNumber: true,
        show: (row) => fixed(row.user_share_ratio, 2),
        sortBy: (row) => row.user_share_ratio,
      },
    ],
    users,
  );
  return section(say(texts.internet), table.element);
}

function dimensionSection(context: Context, rows: readonly Dimension[]): HTMLElement {
  const heading = rows[0] ? nameOf(rows[0]) : "";
  const table = dataTable<Dimension>(
    heading,
    [
      rankColumn(),
      unitColumn(context),
      scoreColumn(),
      {
        heading: say(texts.ofLeader),
        isNumber: true,
        show: (row) => ofHundred(row.percent_of_leader),
        sortBy: (row) => row.percent_of_leader,
      },
    ],
    rows,
  );
  return html("section", {}, html("h3", {}, heading), table.element);
}

/** These marts have shares in percent, as the chapter of the report has them. */
function ofHundred(value: number | null): string {
  return percent(value === null ? null : value / 100);
}
