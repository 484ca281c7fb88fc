import { html } from "../html";
import { type Label, say } from "../language";

const origins: Record<string, { name: Label; meaning: Label }> = {
  published: {
    name: { zh: "已发布数据", en: "Published" },
    meaning: {
      zh: "本页数字由报告或统计机构发布的数据计算。",
      en: "The figures rest on figures that the report or a statistical office has published.",
    },
  },
  reconstructed: {
    name: { zh: "重建数据", en: "Reconstructed" },
    meaning: {
      zh: "本页数字来自反推的原始数据:它们能还原已发布的数字,但不说明任何地区的真实情况。",
      en: "The figures come from raw data solved backwards, so that they return what was published. They are no evidence about any place.",
    },
  },
  own: {
    name: { zh: "用户数据", en: "Own data" },
    meaning: { zh: "本页数字由用户自己的数据计算。", en: "The figures come from the user's own data." },
  },
};

/** Says of each origin that the figures of a page have what it means. */
export function originNote(present: Iterable<string | null | undefined>): HTMLElement {
  const codes = [...new Set(present)].filter((code): code is string => Boolean(code)).sort();
  return html(
    "aside",
    { class: "origin" },
    ...codes.map((code) => {
      const known = origins[code];
      return html(
        "p",
        {},
        html("strong", { class: `badge ${known ? code : ""}` }, known ? say(known.name) : code),
        " ",
        known ? say(known.meaning) : "",
      );
    }),
  );
}
