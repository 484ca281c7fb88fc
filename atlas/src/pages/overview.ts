import { axisLook, chart } from "../chart";
import { type Context, linkTo, unitLink } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { nameOf, say } from "../language";
import { fixed, percent, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { levelChoice } from "../parts/level_choice";
import { unitMap } from "../parts/map";
import { originNote } from "../parts/origin";
import { folded, keyFigures, nothing, section } from "../parts/page_parts";
import { areaName, rankColumn, scoreColumn, unitColumn } from "../parts/unit_columns";
import { colour } from "../theme";
import { wordFor } from "../vocabulary";

const texts = {
  what: {
    zh: "{period} 年{level}的总体情况:谁居前列,指数有多集中。",
    en: "{level} in {period}: who leads, and how concentrated the index is.",
  },
  units: { zh: "参评单元", en: "Units ranked" },
  leader: { zh: "第一名", en: "Leader" },
  topShare: { zh: "前 10 名占总分", en: "Share of the first 10" },
  gini: { zh: "基尼系数", en: "Gini coefficient" },
  giniNote: { zh: "0 为完全均等,1 为完全集中", en: "0 is even, 1 is all in one" },
  map: { zh: "地图", en: "Map" },
  mapLabel: {
    zh: "各单元得分的地图;点越大得分越高。数字见“排名”页。",
    en: "Map of the scores: the larger a point, the higher the score. The figures are on the page Rankings.",
  },
  mapNote: {
    zh: "点的面积与得分成正比;点按可打开该地区的页面;地图下方的按钮可缩放。",
    en: "The area of a point grows with the score. Press one for its page; the buttons below the map zoom.",
  },
  top: { zh: "前 {count} 名", en: "The first {count}" },
  all: { zh: "全部排名", en: "All ranks" },
  concentration: { zh: "集中程度", en: "Concentration" },
  curve: { zh: "累计得分占比", en: "Share of the total score" },
  curveUnits: { zh: "累计单元占比(由高到低)", en: "Share of units, from the top" },
  curveLabel: {
    zh: "集中曲线:由高到低累计的单元占总得分的比例。",
    en: "Concentration curve: share of the total score that the units, from the top, add up to.",
  },
  groups: { zh: "分组占比", en: "Shares of groups" },
  group: { zh: "组", en: "Group" },
  groupUnits: { zh: "单元数", en: "Units" },
  share: { zh: "占总分", en: "Share of total" },
  multiple: { zh: "均值倍数", en: "Multiple of the mean" },
  region: { zh: "按地区分区", en: "By region" },
  economic_zone: { zh: "按经济地带", en: "By economic zone" },
  city_type: { zh: "按城市类型", en: "By type" },
  other: { zh: "{level}排名", en: "{level}: ranks" },
};

interface Unit {
  unit_level: string;
  area_code: string;
  score: number;
  rank: number;
  origin: string;
}
interface Concentration {
  unit_level: string;
  gini: number | null;
  top_10_share: number | null;
  reason: string | null;
}
interface CurvePoint {
  unit_level: string;
  place: number;
  cumulated_unit_share: number;
  cumulated_share: number;
}
interface Group {
  unit_level: string;
  grouping_code: string;
  group_code: string;
  units: number;
  total_share: number | null;
  multiple_of_mean: number | null;
}

const TOP = 20;

export async function overview(context: Context): Promise<Node[]> {
  const { index, address, level } = context;
  const tables = await load("overview", index.index_code, address.period);
  const units = rowsOf<Unit>(tables.units);
  const shown = units.filter((unit) => unit.unit_level === level);
  const ofLevel = <Row extends { unit_level: string }>(rows: Row[]) => rows.filter((row) => row.unit_level === level);
  const concentration = ofLevel(rowsOf<Concentration>(tables.concentration))[0];
  const map = unitMap(
    context,
    shown.map((unit) => ({
      areaCode: unit.area_code,
      value: unit.score,
      text: `${say({ zh: "第 {rank} 名", en: "Rank {rank}" }, { rank: unit.rank })} · ${fixed(unit.score)}`,
    })),
    {
      label: say(texts.mapLabel),
      onChoose: (code) => {
        location.hash = unitLink(context, level, code);
      },
    },
  );
  const first = shown.filter((unit) => unit.rank <= TOP);
  const top = say(texts.top, { count: first.length });
  const list = dataTable<Unit>(top, [rankColumn(), unitColumn(context), scoreColumn()], first);
  const leaders = shown.filter((unit) => unit.rank === 1);
  return [
    html("h1", {}, nameOf(index)),
    html("p", {}, say(texts.what, { level: wordFor(level), period: address.period })),
    originNote(units.map((unit) => unit.origin)),
    html("div", { class: "choices" }, levelChoice(context)),
    shown.length === 0
      ? nothing()
      : keyFigures([
          { label: say(texts.units), value: whole(shown.length) },
          { label: say(texts.leader), value: leaders.map((unit) => areaName(context, unit.area_code)).join(", ") },
          { label: say(texts.topShare), value: percent(concentration?.top_10_share) },
          {
            label: say(texts.gini),
            value: fixed(concentration?.gini, 3),
            note: concentration?.reason ?? say(texts.giniNote),
          },
        ]),
    html(
      "div",
      { class: "map-and-list" },
      map && section(say(texts.map), map.element, html("p", { class: "note" }, say(texts.mapNote))),
      shown.length > 0 &&
        section(
          top,
          list.element,
          html(
            "p",
            {},
            html("a", { href: linkTo(context, { page: "rankings", settings: { level } }) }, say(texts.all)),
          ),
        ),
    ),
    html(
      "div",
      { class: "columns" },
      concentrationSection(ofLevel(rowsOf<CurvePoint>(tables.curve))),
      ...groupSections(ofLevel(rowsOf<Group>(tables.groups))),
      ...otherLevels(context, units),
    ),
  ];
}

function concentrationSection(points: readonly CurvePoint[]): HTMLElement | null {
  if (points.length === 0) return null;
  const line = chart(
    {
      tooltip: { trigger: "axis", valueFormatter: (value) => percent(value as number) },
      grid: { left: 50, right: 20, top: 30, bottom: 45 },
      xAxis: {
        type: "value",
        min: 0,
        max: 1,
        name: say(texts.curveUnits),
        nameLocation: "middle",
        nameGap: 28,
        ...axisLook(),
        axisLabel: { color: colour("text-soft"), formatter: (value: number) => percent(value, 0) },
      },
      yAxis: {
        type: "value",
        min: 0,
        max: 1,
        name: say(texts.curve),
        ...axisLook(),
        axisLabel: { color: colour("text-soft"), formatter: (value: number) => percent(value, 0) },
      },
      series: [
        {
          type: "line",
          showSymbol: false,
          name: say(texts.curve),
          areaStyle: { opacity: 0.15 },
          data: [[0, 0], ...points.map((point) => [point.cumulated_unit_share, point.cumulated_share])],
        },
        {
          type: "line",
          showSymbol: false,
          silent: true,
          lineStyle: { type: "dashed", color: colour("text-soft") },
          data: [
            [0, 0],
            [1, 1],
          ],
          tooltip: { show: false },
        },
      ],
    },
    { label: say(texts.curveLabel), height: 300 },
  );
  const table = dataTable<CurvePoint>(
    say(texts.curveLabel),
    [
      { heading: say(texts.units), isNumber: true, show: (row) => whole(row.place) },
      { heading: say(texts.curveUnits), isNumber: true, show: (row) => percent(row.cumulated_unit_share) },
      { heading: say(texts.curve), isNumber: true, show: (row) => percent(row.cumulated_share) },
    ],
    points,
  );
  return section(say(texts.concentration), line.element, folded(table.element));
}

function groupSections(groups: readonly Group[]): HTMLElement[] {
  return (["region", "economic_zone", "city_type"] as const).flatMap((grouping) => {
    const rows = groups.filter((group) => group.grouping_code === grouping);
    if (rows.length < 2) return [];
    const heading = `${say(texts.groups)}: ${say(texts[grouping])}`;
    const table = dataTable<Group>(
      heading,
      [
        { heading: say(texts.group), show: (row) => wordFor(row.group_code), sortBy: (row) => wordFor(row.group_code) },
        { heading: say(texts.groupUnits), isNumber: true, show: (row) => whole(row.units), sortBy: (row) => row.units },
        {
          heading: say(texts.share),
          isNumber: true,
          show: (row) => percent(row.total_share),
          sortBy: (row) => row.total_share,
        },
        {
          heading: say(texts.multiple),
          isNumber: true,
          show: (row) => fixed(row.multiple_of_mean, 2),
          sortBy: (row) => row.multiple_of_mean,
        },
      ],
      rows,
    );
    return [section(heading, table.element)];
  });
}

function otherLevels(context: Context, units: readonly Unit[]): HTMLElement[] {
  return context.levels
    .filter(({ unit_level }) => unit_level !== context.level)
    .map(({ unit_level }) => {
      const heading = say(texts.other, { level: wordFor(unit_level) });
      const rows = units.filter((unit) => unit.unit_level === unit_level && unit.rank <= TOP);
      return section(
        heading,
        dataTable<Unit>(heading, [rankColumn(), unitColumn(context, unit_level), scoreColumn()], rows).element,
      );
    });
}
