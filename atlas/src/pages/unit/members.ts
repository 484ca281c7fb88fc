import type { Context } from "../../context";
import { html } from "../../html";
import { say } from "../../language";
import { fixed, percent, whole } from "../../numbers";
import { dataTable } from "../../parts/data_table";
import { section } from "../../parts/page_parts";
import { rankColumn, scoreColumn, unitColumn } from "../../parts/unit_columns";
import { unitOfMeasure } from "../../parts/units_of_measure";
import type { Leaf } from "../../tree";
import { wordFor } from "../../vocabulary";
import { leafName } from "./ledger";

const texts = {
  members: { zh: "下属{level}", en: "{level} in it" },
  rankInside: { zh: "内部排名", en: "Rank in it" },
  share: { zh: "占比", en: "Share" },
  totals: { zh: "本级数值与下级合计", en: "Its own values and the sum of those below" },
  additive: {
    zh: "“可加”的指标:本级数值 = 下级合计 + 只记到本级的记录,每条记录只计一次。",
    en: "Where values add up, the unit has what those below it have, and records of its own as such: each record counts once.",
  },
  own_level: {
    zh: "“本级提取”的指标(如去重用户、比率、评分):每一级各自提取,下级不相加,因为两个城市都计入的用户在省里只算一次。",
    en: "Where each level has an extract of its own (distinct users, rates, scores), those below are never added up: a user whom two cities count is one user of the province.",
  },
  leaf: { zh: "叶节点", en: "Leaf" },
  rule: { zh: "汇总方式", en: "How it adds up" },
  ruleAdditive: { zh: "可加", en: "adds up" },
  ruleOwnLevel: { zh: "本级提取", en: "own extract" },
  own: { zh: "本级", en: "Its own" },
  below: { zh: "下级合计", en: "Sum below" },
  difference: { zh: "差额", en: "Difference" },
  unit: { zh: "单位", en: "Unit" },
};

export interface Member {
  period_code: string;
  member_level: string;
  member_area_code: string;
  score: number;
  rank: number;
  rank_in_parent: number;
}
export interface Total {
  period_code: string;
  member_level: string;
  node_code: string;
  own_value: number | null;
  members_value: number | null;
}

/** The units below a unit, and how its own figures relate to theirs. */
export function memberSections(
  context: Context,
  members: readonly Member[],
  totals: readonly Total[],
  leaves: ReadonlyMap<string, Leaf>,
): HTMLElement[] {
  return [...Map.groupBy(members, (member) => member.member_level)].flatMap(([level, rows]) => {
    const heading = say(texts.members, { level: wordFor(level) });
    const total = rows.reduce((sum, row) => sum + row.score, 0);
    const shown = rows.map((row) => ({ ...row, area_code: row.member_area_code }));
    const table = dataTable<(typeof shown)[number]>(
      heading,
      [
        {
          heading: say(texts.rankInside),
          isNumber: true,
          show: (row) => whole(row.rank_in_parent),
          sortBy: (row) => row.rank_in_parent,
        },
        unitColumn(context, level),
        rankColumn(),
        scoreColumn(),
        {
          heading: say(texts.share),
          isNumber: true,
          show: (row) => percent(total === 0 ? null : row.score / total),
          sortBy: (row) => row.score,
        },
      ],
      shown,
    );
    return [
      section(heading, table.element),
      ...totalSection(
        totals.filter((row) => row.member_level === level),
        leaves,
      ),
    ];
  });
}

function totalSection(totals: readonly Total[], leaves: ReadonlyMap<string, Leaf>): HTMLElement[] {
  if (totals.length === 0) return [];
  const ruleOf = (row: Total) => leaves.get(row.node_code)?.rollup ?? "";
  const isAdditive = (row: Total) => ruleOf(row) === "additive";
  const difference = (row: Total) =>
    row.own_value === null || row.members_value === null ? null : row.own_value - row.members_value;
  const decimals = (value: number | null) => (value === null || Number.isInteger(value) ? 0 : 2);
  const table = dataTable<Total>(
    say(texts.totals),
    [
      {
        heading: say(texts.leaf),
        show: (row) => leafName(leaves, row.node_code),
        sortBy: (row) => leafName(leaves, row.node_code),
      },
      {
        heading: say(texts.rule),
        show: (row) => say(isAdditive(row) ? texts.ruleAdditive : texts.ruleOwnLevel),
        sortBy: ruleOf,
      },
      { heading: say(texts.unit), show: (row) => unitOfMeasure(leaves.get(row.node_code)?.unit) },
      {
        heading: say(texts.own),
        isNumber: true,
        show: (row) => fixed(row.own_value, decimals(row.own_value)),
        sortBy: (row) => row.own_value,
      },
      // Rates and distinct counts have no sum.
      {
        heading: say(texts.below),
        isNumber: true,
        show: (row) => fixed(isAdditive(row) ? row.members_value : null, decimals(row.members_value)),
        sortBy: (row) => (isAdditive(row) ? row.members_value : null),
      },
      {
        heading: say(texts.difference),
        isNumber: true,
        show: (row) => fixed(isAdditive(row) ? difference(row) : null, decimals(difference(row))),
        sortBy: (row) => (isAdditive(row) ? difference(row) : null),
      },
    ],
    totals,
  );
  return [
    section(
      say(texts.totals),
      html("p", { class: "note" }, say(texts.additive)),
      html("p", { class: "note" }, say(texts.own_level)),
      table.element,
    ),
  ];
}
