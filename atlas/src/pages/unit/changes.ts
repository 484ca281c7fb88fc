import { axisLook, chart } from "../../chart";
import { html } from "../../html";
import { say } from "../../language";
import { signed } from "../../numbers";
import { dataTable } from "../../parts/data_table";
import { folded, section } from "../../parts/page_parts";
import { colour } from "../../theme";
import type { Leaf } from "../../tree";
import { type Entry, leafName } from "./ledger";

const texts = {
  title: { zh: "较 {period} 的变化", en: "Change since {period}" },
  what: {
    zh: "得分变化 {score}:由各叶节点贡献的变化相加而成。",
    en: "The score changed by {score}: the changes of the leaves' contributions, added up.",
  },
  rest: { zh: "其余叶节点", en: "All other leaves" },
  leaf: { zh: "叶节点", en: "Leaf" },
  change: { zh: "贡献变化", en: "Change of contribution" },
};

const SHOWN = 12;

interface Change {
  name: string;
  change: number;
}

/** Which leaves moved the score: the largest, and the rest in one, so that it adds up. */
export function changeSection(
  leaves: ReadonlyMap<string, Leaf>,
  now: readonly Entry[],
  before: readonly Entry[],
  periodBefore: string,
): HTMLElement | null {
  if (now.length === 0 || before.length === 0) return null;
  const codes = new Set([...now, ...before].map((entry) => entry.node_code));
  const contribution = (entries: readonly Entry[]) =>
    new Map(entries.map((entry) => [entry.node_code, entry.contribution]));
  const [later, earlier] = [contribution(now), contribution(before)];
  const all = [...codes]
    .map(
      (code): Change => ({ name: leafName(leaves, code), change: (later.get(code) ?? 0) - (earlier.get(code) ?? 0) }),
    )
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
  const total = all.reduce((sum, row) => sum + row.change, 0);
  const rest = all.slice(SHOWN).reduce((sum, row) => sum + row.change, 0);
  const shown = [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [{ name: say(texts.rest), change: rest }] : [])];
  const heading = say(texts.title, { period: periodBefore });
  const bars = chart(
    {
      tooltip: { trigger: "item", valueFormatter: (value) => signed(value as number, 4) },
      grid: { left: 8, right: 24, top: 8, bottom: 24, containLabel: true },
      xAxis: { type: "value", ...axisLook() },
      yAxis: {
        type: "category",
        inverse: true,
        data: shown.map((row) => row.name),
        ...axisLook(),
        axisLabel: { color: colour("text-soft"), width: 170, overflow: "truncate" },
      },
      series: [
        {
          type: "bar",
          data: shown.map((row) => ({
            name: row.name,
            value: row.change,
            itemStyle: { color: colour(row.change < 0 ? "series-2" : "series-1") },
          })),
        },
      ],
    },
    { label: heading, height: 30 + 26 * shown.length },
  );
  const table = dataTable<Change>(
    heading,
    [
      { heading: say(texts.leaf), show: (row) => row.name, sortBy: (row) => row.name },
      { heading: say(texts.change), isNumber: true, show: (row) => signed(row.change, 4), sortBy: (row) => row.change },
    ],
    all,
  );
  return section(
    heading,
    html("p", { class: "note" }, say(texts.what, { score: signed(total, 4) })),
    bars.element,
    folded(table.element),
  );
}
