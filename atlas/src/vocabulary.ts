import { type Label, say } from "./language";

// Words for codes of the vocabulary that the marts share. A user's own codes are shown as they are.
const words: Record<string, Label> = {
  city: { zh: "城市", en: "Cities" },
  province: { zh: "省级", en: "Provinces" },
  north_china: { zh: "华北", en: "North China" },
  northeast_china: { zh: "东北", en: "Northeast China" },
  east_china: { zh: "华东", en: "East China" },
  central_china: { zh: "华中", en: "Central China" },
  south_china: { zh: "华南", en: "South China" },
  southwest_china: { zh: "西南", en: "Southwest China" },
  northwest_china: { zh: "西北", en: "Northwest China" },
  east: { zh: "东部", en: "East" },
  centre: { zh: "中部", en: "Centre" },
  west: { zh: "西部", en: "West" },
  municipality: { zh: "直辖市", en: "Municipality" },
  provincial_capital: { zh: "省会城市", en: "Provincial capital" },
  sub_provincial_city: { zh: "副省级城市", en: "Sub-provincial city" },
  other_prefecture: { zh: "其他地级市", en: "Other prefecture" },
  directly_administered_county: { zh: "省直辖县级行政区", en: "Directly administered county" },
  head: { zh: "龙头", en: "Head" },
  core: { zh: "核心", en: "Core" },
  node: { zh: "节点", en: "Node" },
  gdp: { zh: "GDP", en: "GDP" },
  internet_users: { zh: "网民", en: "internet users" },
  over_gdp: { zh: "领先于 GDP", en: "ahead of GDP" },
  over_infrastructure: { zh: "领先于基础分指数", en: "ahead of infrastructure" },
  smart_city_over_others: { zh: "智慧城市领先于其他分指数", en: "smart city ahead of the other sub-indices" },
  infrastructure: { zh: "“互联网+基础”分指数", en: "Infrastructure" },
  industry: { zh: "“互联网+产业”分指数", en: "Industry" },
  entrepreneurship: { zh: "“互联网+创新创业”分指数", en: "Innovation and entrepreneurship" },
  smart_city: { zh: "“互联网+智慧城市”分指数", en: "Smart city" },
  industry_and_entrepreneurship: { zh: "产业与创新创业", en: "Industry and entrepreneurship" },
  government: { zh: "政务", en: "Government" },
  life: { zh: "生活", en: "Daily life" },
  travel: { zh: "出行", en: "Travel" },
  vehicle: { zh: "车辆", en: "Vehicles" },
  culture_life: { zh: "文化生活", en: "Culture" },
  education: { zh: "教育", en: "Education" },
  environment: { zh: "环保", en: "Environment" },
  exit_entry: { zh: "出入境", en: "Exit and entry" },
  expressway: { zh: "高速公路", en: "Expressways" },
  fuel_card: { zh: "加油卡", en: "Fuel cards" },
  heat_map: { zh: "城市热力图", en: "City heat map" },
  household_public_security: { zh: "户政治安", en: "Household and public security" },
  housing_fund: { zh: "公积金", en: "Housing fund" },
  judicial: { zh: "司法", en: "Judicial" },
  living_payments: { zh: "生活缴费", en: "Household payments" },
  medical: { zh: "医疗", en: "Medical" },
  public_transport: { zh: "公共交通", en: "Public transport" },
  social_security: { zh: "社保", en: "Social security" },
  tax: { zh: "税务", en: "Tax" },
  tourism: { zh: "旅游", en: "Tourism" },
  traffic_vehicle: { zh: "交通车辆", en: "Traffic and vehicles" },
  weather: { zh: "天气", en: "Weather" },
};

/** What a single unit of a level is, where the word above names all of them. */
const ones: Record<string, Label> = {
  city: { zh: "城市", en: "City" },
  province: { zh: "省级", en: "Province" },
};

export function wordForOne(level: string): string {
  const word = ones[level];
  return word ? say(word) : wordFor(level);
}

export function wordFor(code: string | null | undefined): string {
  if (!code) return "";
  const word = words[code];
  return word ? say(word) : code.replaceAll("_", " ");
}
