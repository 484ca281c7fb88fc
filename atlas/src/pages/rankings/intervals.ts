import { html } from "../../html";
import { type Label, say } from "../../language";
import { span } from "../../numbers";

const analyses: Record<string, Label> = {
  weights: { zh: "权重(各在默认值附近)", en: "weights, each around its default" },
  experts: { zh: "专家组成(重抽专家)", en: "panels of the same experts" },
  method: { zh: "全部方法选择", en: "all choices of the method at once" },
  mean: { zh: "权重与平均方式", en: "weights and kind of mean" },
};

/** What is drawn in an uncertainty analysis; a user's own has its code. */
export function analysisName(code: string): string {
  const label = analyses[code];
  return label ? say(label) : code;
}

/** Ranks from one to another, as text and as a bar on a logarithmic scale of all ranks, with the rank itself marked. */
export function rangeBar(low: number, high: number, rank: number, largest: number): HTMLElement {
  const bar = html(
    "span",
    { class: "range", "aria-hidden": "true" },
    html("span", { class: "range-extent" }),
    html("span", { class: "range-mark" }),
  );
  const [extent, mark] = bar.children as unknown as [HTMLElement, HTMLElement];
  // By orders of magnitude: a place more or less says much at the top and little at the end.
  const percent = (value: number) => `${(100 * Math.log(value)) / Math.log(Math.max(largest, 2))}%`;
  extent.style.left = percent(low);
  extent.style.right = `calc(100% - ${percent(high)})`;
  mark.style.left = percent(rank);
  return html("span", { class: "range-cell" }, html("span", { class: "range-text" }, span(low, high)), bar);
}
