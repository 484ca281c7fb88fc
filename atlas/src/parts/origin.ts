import { html } from "../html";
import { type Label, say } from "../language";

const texts = {
  and: { zh: "、", en: "; " },
  colon: { zh: "。", en: ". " },
};

const origins: Record<string, { name: Label; meaning: Label }> = {
  published: {
    name: { zh: "已发布数据", en: "Published" },
    meaning: {
      zh: "数字由报告或统计机构发布的数据计算。",
      en: "The figures rest on figures that the report or a statistical office has published.",
    },
  },
  reconstructed: {
    name: { zh: "重建数据", en: "Reconstructed" },
    meaning: {
      zh: "数字来自反推的原始数据:它们能还原已发布的数字,但不说明任何地区的真实情况。",
      en: "The figures come from raw data solved backwards, so that they return what was published. They are no evidence about any place.",
    },
  },
  own: {
    name: { zh: "用户数据", en: "Own data" },
    meaning: { zh: "数字由用户自己的数据计算。", en: "The figures come from the user's own data." },
  },
};

/** Says of each origin that the figures of a page have what it means. */
export function originNote(present: Iterable<string | null | undefined>): HTMLElement {
  return originNotes([{ what: "", origins: present }]);
}

/** The same for a page whose figures rest on different things: which are of which origin, unless all are of one. */
export function originNotes(
  figures: readonly { what: string; origins: Iterable<string | null | undefined> }[],
  isNamedAlways = false,
): HTMLElement {
  const named = new Map<string, string[]>();
  for (const { what, origins: present } of figures)
    for (const code of new Set(present)) if (code) named.set(code, [...(named.get(code) ?? []), what]);
  const codes = [...named.keys()].sort();
  return html(
    "aside",
    { class: "origin" },
    ...codes.map((code) => {
      const known = origins[code];
      const what =
        codes.length > 1 || isNamedAlways
          ? (named.get(code) ?? []).filter((part) => part !== "").join(say(texts.and))
          : "";
      return html(
        "p",
        {},
        html("strong", { class: `badge ${known ? code : ""}` }, known ? say(known.name) : code),
        what === "" ? "" : ` ${what}`,
        known ? `${what === "" ? " " : say(texts.colon)}${say(known.meaning)}` : "",
      );
    }),
  );
}
