import type { Context } from "../../context";
import { currentLanguage } from "../../language";
import { areaName } from "../../parts/unit_columns";

// What figures are about stands in the mart in English. Lists and tables of leads are a closed set; what the text of the
// report states is free text, and stays as it is.
const tables: Readonly<Record<string, string>> = {
  total_appendix: "351城市总指数",
  total_top_100: "总指数前100城市",
  infrastructure_top_100: "基础分指数前100城市",
  industry_top_100: "产业分指数前100城市",
  entrepreneurship_top_100: "创新创业分指数前100城市",
  smart_city_top_100: "智慧城市分指数前100城市",
  retail_top_100: "零售指数前100城市",
  transport_logistics_top_100: "交通物流指数前100城市",
  catering_lodging_top_100: "餐饮住宿指数前100城市",
  tourism_top_100: "旅游指数前100城市",
  life_services_top_100: "生活服务指数前100城市",
  finance_top_100: "金融指数前100城市",
  infrastructure_top_50: "基础分指数前50城市",
  industry_top_50: "产业分指数前50城市",
  entrepreneurship_top_50: "创新创业分指数前50城市",
  retail_top_10: "零售细分行业前10城市",
  finance_top_10: "金融细分行业前10城市",
  transport_logistics_top_10: "交通物流细分行业前10城市",
  healthcare_top_10: "医疗细分行业前10城市",
  education_top_10: "教育细分行业前10城市",
  culture_entertainment_top_10: "文化娱乐细分行业前10城市",
  catering_lodging_top_10: "餐饮住宿细分行业前10城市",
  tourism_top_10: "旅游细分行业前10城市",
  business_services_top_10: "商业服务细分行业前10城市",
  life_services_top_10: "生活服务细分行业前10城市",
  traffic_vehicle_users_top_10: "交管车管服务月活跃用户前10城市",
  medical_users_top_10: "医疗服务月活跃用户前10城市",
  social_security_users_top_10: "人社服务月活跃用户前10城市",
  housing_fund_users_top_10: "公积金服务月活跃用户前10城市",
  household_public_security_users_top_10: "户证治安服务月活跃用户前10城市",
  public_transport_users_top_10: "公共交通服务月活跃用户前10城市",
  culture_life_users_top_10: "文化生活服务月活跃用户前10城市",
  exit_entry_users_top_10: "出入境服务月活跃用户前10城市",
  industry_provinces: "产业分指数31省",
  total_nine_provinces: "总指数全国占比九省",
  gdp_share_nine_provinces: "GDP全国占比九省",
  index_to_gdp_ratio_nine_provinces: "指数占比与GDP占比之比九省",
  smart_city_provinces: "智慧城市分指数前5省",
  leads_over_gdp: "领先于 GDP 的城市",
  leads_over_infrastructure: "领先于基础分指数的城市",
  smart_city_leads: "智慧城市领先的城市",
};
const columnsOfLeads: Readonly<Record<string, string>> = {
  gdp_rank: "GDP 名次",
  industry_entrepreneurship_rank: "产业与创新创业名次",
  lead: "领先名次",
  entrepreneurship_lead: "创新创业领先名次",
  industry_lead: "产业领先名次",
  smart_city_lead: "智慧城市领先名次",
  smart_city_rank: "智慧城市名次",
  lead_over_entrepreneurship: "领先于创新创业的名次",
  lead_over_industry: "领先于产业的名次",
  lead_over_infrastructure: "领先于基础的名次",
};
const sections: readonly [RegExp, string][] = [
  [/executive summary/g, "摘要"],
  [/front matter/g, "卷首"],
  [/core views/g, "核心观点"],
  [/introduction/g, "引言"],
  [/appendix/g, "附录"],
  [/table (\d+)/g, "表 $1"],
];

export interface Subject {
  figure_kind: string;
  section: string;
  subject: string;
  source_table: string;
  statistic: string;
  area_code: string | null;
}

/** What a figure is about, in the language of the page; nothing if there are no words for it but the English ones. */
export function subjectOf(context: Context, row: Subject): string | null {
  if (currentLanguage() === "en") return row.subject;
  const table = tables[row.source_table];
  if (!table || row.area_code === null) return null;
  const column = row.figure_kind === "rank_lead" ? `,${columnsOfLeads[row.statistic] ?? row.statistic}` : "";
  return `${table}${column}:${areaName(context, row.area_code)}`;
}

/** Where in the report a figure stands. */
export function sectionOf(row: Subject): string {
  if (currentLanguage() === "en") return row.section;
  return sections.reduce((text, [pattern, word]) => text.replace(pattern, word), row.section).replaceAll("; ", ";");
}
