import { html } from "../html";
import { type Label, say } from "../language";

const texts = {
  none: { zh: "此处没有数字。", en: "There are no figures for this." },
  asTable: { zh: "数字表", en: "The figures as a table" },
};

/** A section of a page with its heading. */
export function section(heading: string, ...children: readonly (Node | string | null)[]): HTMLElement {
  return html("section", {}, html("h2", {}, heading), ...children);
}

/** Says that there is nothing to show, so that nobody takes an empty chart for zeros. */
export function nothing(): HTMLElement {
  return html("p", { class: "nothing" }, say(texts.none));
}

/** The table of a chart's figures, folded up below it. */
export function folded(table: Node, heading: Label = texts.asTable): HTMLElement {
  return html("details", {}, html("summary", {}, say(heading)), table);
}

/** A row of numbers that matter, each with what it is. */
export function keyFigures(figures: readonly { label: string; value: string; note?: string }[]): HTMLElement {
  return html(
    "dl",
    { class: "key-figures" },
    ...figures.map(({ label, value, note }) =>
      html("div", {}, html("dt", {}, label), html("dd", {}, value), note ? html("dd", { class: "note" }, note) : null),
    ),
  );
}

/** A labelled choice among few. */
export function choice(
  label: string,
  options: readonly { value: string; text: string }[],
  chosen: string,
  onChange: (value: string) => void,
): HTMLElement {
  const select = html(
    "select",
    { onchange: () => onChange(select.value) },
    ...options.map(({ value, text }) => html("option", { value, selected: value === chosen }, text)),
  );
  return html("label", { class: "choice" }, html("span", {}, label), select);
}
