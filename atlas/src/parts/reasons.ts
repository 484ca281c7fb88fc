import { html } from "../html";
import { currentLanguage, type Label, say } from "../language";

// Why a figure is missing stands in the marts in English. These are the reasons that the embedded data have; numbers
// in them are taken over.
const reasons: readonly [RegExp, Label][] = [
  [
    /^later periods take up all (?<count>\d+) units: see robustness_most_units$/,
    {
      zh: "只重算最近的时期,每个指数至多 {count} 个单元(设置项 robustness_most_units)",
      en: "only the latest periods are drawn, up to {count} units of an index (the setting robustness_most_units)",
    },
  ],
  [
    /^fewer than (?<count>\d+) draws could be computed$/,
    { zh: "可计算的抽取不足 {count} 次", en: "fewer than {count} draws could be computed" },
  ],
  [/^fewer than (?<count>\d+) units$/, { zh: "单元不足 {count} 个", en: "fewer than {count} units" }],
  [
    /^fewer than (?<count>\d+) units have both numbers$/,
    { zh: "两项数字齐全的单元不足 {count} 个", en: "fewer than {count} units have both numbers" },
  ],
  [
    /^fewer than (?<count>\d+) units of the zone have a score$/,
    { zh: "地带内有得分的单元不足 {count} 个", en: "fewer than {count} units of the zone have a score" },
  ],
  [/^the unit has no score$/, { zh: "该单元没有得分", en: "the unit has no score" }],
  [/^the output never changes$/, { zh: "结果从不变化", en: "the output never changes" }],
  [/^all units have the same value$/, { zh: "所有单元数值相同", en: "all units have the same value" }],
  [
    /^no weights of this kind, levels of the tree with different means, or values below 0 under a mean that has none of them$/,
    {
      zh: "没有此类权重,或各级平均方式不同,或平均方式不容许负值",
      en: "no weights of this kind, levels of the tree with different means, or values below 0 under a mean that has none of them",
    },
  ],
];

/** A reason of the marts in the language of the page; one that is not known stays in English, and says so. */
export function reasonOf(reason: string): Node {
  for (const [pattern, label] of reasons) {
    const match = pattern.exec(reason);
    if (match) return document.createTextNode(say(label, match.groups));
  }
  return inEnglish(reason);
}

/** Text that the data have in English only: read out and broken into lines as such. */
export function inEnglish(text: string): Node {
  return currentLanguage() === "en" ? document.createTextNode(text) : html("span", { lang: "en" }, text);
}

/** A name, and beside it why its row has no figures. */
export function withReason(name: string, reason: string | null): string | Node {
  return reason === null ? name : html("span", {}, name, " (", reasonOf(reason), ")");
}
