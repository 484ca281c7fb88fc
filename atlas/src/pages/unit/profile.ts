import { chart } from "../../chart";
import { html } from "../../html";
import { nameOf, say } from "../../language";
import { percent } from "../../numbers";
import { dataTable } from "../../parts/data_table";
import { folded, section } from "../../parts/page_parts";
import type { TreeNode } from "../../site";
import { colour } from "../../theme";

const texts = {
  title: { zh: "与相似地区比较", en: "Profile against its peers" },
  what: {
    zh: "各项指标中,得分不高于本单元的其他单元所占比例:第一名为 100%。",
    en: "For each indicator the share of all other units that do not score higher: the first has 100 %.",
  },
  own: { zh: "本单元", en: "This unit" },
  peers: { zh: "相似单元均值", en: "Mean of its peers" },
  indicator: { zh: "指标", en: "Indicator" },
};

const FEWEST_AXES = 3;

export interface Standing {
  node: TreeNode;
  own: number | null;
  peers: number | null;
}

/** A radar of how far ahead the unit is in each indicator; a table alone where that would be a line. */
export function profileSection(standings: readonly Standing[]): HTMLElement | null {
  if (standings.length === 0) return null;
  const hasPeers = standings.some((standing) => standing.peers !== null);
  const values = (pick: (standing: Standing) => number | null) => standings.map((standing) => pick(standing) ?? 0);
  const radar =
    standings.length >= FEWEST_AXES &&
    chart(
      {
        tooltip: { trigger: "item", valueFormatter: (value) => percent(value as number, 0) },
        legend: { bottom: 0, textStyle: { color: colour("text") } },
        radar: {
          indicator: standings.map(({ node }) => ({ name: nameOf(node), max: 1 })),
          radius: "55%",
          axisName: { color: colour("text-soft"), width: 84, overflow: "break" },
          splitArea: { show: false },
          splitLine: { lineStyle: { color: colour("line") } },
          axisLine: { lineStyle: { color: colour("line") } },
        },
        series: [
          {
            type: "radar",
            data: [
              { name: say(texts.own), value: values((standing) => standing.own), areaStyle: { opacity: 0.2 } },
              ...(hasPeers
                ? [
                    {
                      name: say(texts.peers),
                      value: values((standing) => standing.peers),
                      lineStyle: { type: "dashed" as const },
                    },
                  ]
                : []),
            ],
          },
        ],
      },
      { label: `${say(texts.title)}: ${say(texts.what)}`, height: 420 },
    );
  const table = dataTable<Standing>(
    say(texts.title),
    [
      { heading: say(texts.indicator), show: (row) => nameOf(row.node), sortBy: (row) => nameOf(row.node) },
      { heading: say(texts.own), isNumber: true, show: (row) => percent(row.own, 0), sortBy: (row) => row.own },
      ...(hasPeers
        ? [
            {
              heading: say(texts.peers),
              isNumber: true,
              show: (row: Standing) => percent(row.peers, 0),
              sortBy: (row: Standing) => row.peers,
            },
          ]
        : []),
    ],
    standings,
  );
  return section(
    say(texts.title),
    html("p", { class: "note" }, say(texts.what)),
    radar ? radar.element : null,
    radar ? folded(table.element) : table.element,
  );
}
