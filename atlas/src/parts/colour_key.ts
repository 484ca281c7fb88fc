import { html } from "../html";
import { colour } from "../theme";

/** What the colours of a chart mean. */
export function colourKey(entries: readonly { colour: string; text: string }[]): HTMLElement {
  return html(
    "ul",
    { class: "colour-key" },
    ...entries.map((entry) => {
      const mark = html("span", { class: "colour-mark", "aria-hidden": "true" });
      mark.style.backgroundColor = colour(entry.colour);
      return html("li", {}, mark, entry.text);
    }),
  );
}
