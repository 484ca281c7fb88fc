import type { Context } from "../../context";
import { currentLanguage, nameOf } from "../../language";

// Why a figure differs or cannot be recomputed stands in the mart in English, in sentences of these patterns.
const statistics: Readonly<Record<string, string>> = {
  "app share": "应用占比",
  "apps per project": "每个项目的应用数",
  "area count": "地区数",
  "confidence level": "置信水平",
  correlation: "相关系数",
  count: "计数",
  coverage: "覆盖率",
  "gdp share": "GDP 占比",
  lead: "领先名次",
  "multiple of national mean": "全国均值倍数",
  "multiple of region mean": "地区均值倍数",
  "node count": "指标数",
  "p value": "p 值",
  "project share": "项目占比",
  rank: "名次",
  "rank band": "名次区间",
  ratio: "比值",
  "regression effect": "回归系数",
  "return rate": "回流率",
  score: "得分",
  "score rule": "评分规则",
  "service count": "服务数",
  "service share": "服务占比",
  "source dataset count": "数据集数",
  "source volume": "数据量",
  sum: "合计",
  "survey share": "调查占比",
  "user share": "用户占比",
  weight: "权重",
};
const sources: Readonly<Record<string, string>> = {
  "the raw data": "原始数据",
  "the list from raw data": "由原始数据得到的榜单",
  "the printed list": "刊印的榜单",
  "the marts of analyses": "分析结果",
  "the ranks": "各名次",
  "the areas": "各地区",
  "least squares of the printed totals on the printed sub-indices, two standard errors":
    "以刊印总分对刊印分指数作最小二乘,两倍标准误",
};
const whole: Readonly<Record<string, string>> = {
  "the report prints no scores for this list; it needs the raw indicators": "报告未刊印此榜单的得分;需要原始指标",
  "the report prints nothing that this score follows from; it needs the raw indicators":
    "报告未刊印可推出此得分的数字;需要原始指标",
  "one of the two ranks is not printed; it needs the raw indicators or city GDP":
    "两个名次之一未刊印;需要原始指标或城市 GDP",
};

/** A reason in the language of the page; nothing if there are no words for it but the English ones. */
export function reasonOfFigure(context: Context, reason: string): string | null {
  if (currentLanguage() === "en") return reason;
  if (whole[reason]) return whole[reason];
  const lacking =
    /^(?:no printed table has the inputs of this|the raw data have nothing to recompute this) (.+?)(?: from)?$/;
  const statistic = statistics[lacking.exec(reason)?.[1] ?? ""];
  if (statistic)
    return reason.startsWith("no printed")
      ? `刊印的表格没有计算此${statistic}的输入`
      : `原始数据无法重算此${statistic}`;
  const rank = /^the values put it at rank (\d+)$/.exec(reason)?.[1];
  if (rank) return `按数值应为第 ${rank} 名`;
  const [, source = "", outside, value = ""] =
    /^(.+?)(?:; not in the (?:table|appendix): (.+))? gives (\S+)$/.exec(reason) ?? [];
  const known = sources[source] ?? listIn(source);
  if (!known) return null;
  return `${known}得出 ${value}${outside ? `(表中没有${inChinese(context, outside)})` : ""}`;
}

/** Lists, trees and measures are named by their codes. */
function listIn(source: string): string | null {
  const [, kind = "", code = ""] = /^the (list|tree of|measures of) (\w+)(?: by sector)?$/.exec(source) ?? [];
  const kinds: Readonly<Record<string, string>> = { list: "榜单", "tree of": "指标树", "measures of": "分部门指标" };
  return kinds[kind] ? `${kinds[kind]} ${code} ` : null;
}

function inChinese(context: Context, names: string): string {
  const areas = [...context.site.areas.values()];
  return names
    .split(", ")
    .map((name) => nameOf(areas.find((area) => area.name_en === name) ?? { name_zh: name, name_en: name }))
    .join("、");
}
