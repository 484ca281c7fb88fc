import { chart } from "../../chart";
import { html } from "../../html";
import { currentLanguage, say } from "../../language";
import { percent } from "../../numbers";
import { type Column, dataTable } from "../../parts/data_table";
import { folded, section } from "../../parts/page_parts";
import { colour } from "../../theme";

const texts = {
  title: { zh: "各项指标的位置", en: "Profile" },
  titleWithPeers: { zh: "与相似地区比较", en: "Profile against its peers" },
  what: {
    zh: "各项指标中,得分不高于本单元的其他单元所占比例:第一名为 100%。",
    en: "For each indicator the share of all other units that do not score higher: the first has 100 %.",
  },
  own: { zh: "本单元", en: "This unit" },
  peers: { zh: "相似单元均值", en: "Mean of its peers" },
  indicator: { zh: "指标", en: "Indicator" },
};

// Fewer axes would be a line.
const FEWEST_AXES = 3;
/** As many lines of names as there is room for around a radar. */
const MOST_LINES = 24;
/** As many letters as there is room for beside a radar on a phone. */
const LETTERS = { zh: 7, en: 13 };

export interface Standing {
  period_code: string;
  node_code: string;
  standing: number | null;
  peers_standing: number | null;
}

/** A radar of how far ahead the unit is in each indicator; a table alone where a radar could not be read. */
export function profileSection(
  standings: readonly Standing[],
  nameOfNode: (code: string) => string,
): HTMLElement | null {
  if (standings.length === 0) return null;
  const hasPeers = standings.some((row) => row.peers_standing !== null);
  const title = say(hasPeers ? texts.titleWithPeers : texts.title);
  const lines = standings.flatMap((row) => wrapped(nameOfNode(row.node_code)).split("\n"));
  const isReadable = standings.length >= FEWEST_AXES && lines.length <= MOST_LINES;
  const radar = isReadable && radarOf(standings, nameOfNode, hasPeers, `${title}: ${say(texts.what)}`);
  const columns: Column<Standing>[] = [
    {
      heading: say(texts.indicator),
      show: (row) => nameOfNode(row.node_code),
      sortBy: (row) => nameOfNode(row.node_code),
    },
    { heading: say(texts.own), isNumber: true, show: (row) => percent(row.standing, 0), sortBy: (row) => row.standing },
  ];
  if (hasPeers)
    columns.push({
      heading: say(texts.peers),
      isNumber: true,
      show: (row) => percent(row.peers_standing, 0),
      sortBy: (row) => row.peers_standing,
    });
  const table = dataTable<Standing>(title, columns, standings);
  return section(
    title,
    html("p", { class: "note" }, say(texts.what)),
    radar ? radar.element : null,
    radar ? folded(table.element) : table.element,
  );
}

function radarOf(
  standings: readonly Standing[],
  nameOfNode: (code: string) => string,
  hasPeers: boolean,
  label: string,
): ReturnType<typeof chart> {
  // A dash stands for a value that is missing.
  const values = (pick: (row: Standing) => number | null) => standings.map((row) => pick(row) ?? "-") as number[];
  return chart(
    {
      tooltip: { trigger: "item", valueFormatter: (value) => percent(value as number, 0) },
      legend: { bottom: 0, textStyle: { color: colour("text") } },
      radar: {
        indicator: standings.map((row) => ({ name: nameOfNode(row.node_code), max: 1 })),
        radius: "50%",
        axisNameGap: 8,
        axisName: {
          color: colour("text-soft"),
          fontSize: 11,
          lineHeight: 13,
          formatter: (name) => wrapped(name ?? ""),
        },
        splitArea: { show: false },
        splitLine: { lineStyle: { color: colour("line") } },
        axisLine: { lineStyle: { color: colour("line") } },
      },
      series: [
        {
          type: "radar",
          data: [
            { name: say(texts.own), value: values((row) => row.standing), areaStyle: { opacity: 0.2 } },
            ...(hasPeers
              ? [
                  {
                    name: say(texts.peers),
                    value: values((row) => row.peers_standing),
                    lineStyle: { type: "dashed" as const },
                  },
                ]
              : []),
          ],
        },
      ],
    },
    { label, height: 370 },
  );
}

/** A name in lines that have room: broken at spaces and after hyphens, in Chinese anywhere. */
function wrapped(name: string): string {
  const language = currentLanguage();
  const pieces = language === "zh" ? [...name.replace(/[“”]/g, "")] : (name.match(/[^\s-]+[\s-]?/g) ?? [name]);
  const lines = [""];
  for (const piece of pieces) {
    const last = lines.length - 1;
    if (`${lines[last]}${piece}`.trimEnd().length <= LETTERS[language]) lines[last] += piece;
    else lines.push(piece);
  }
  return lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}
