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
};

export function wordFor(code: string | null | undefined): string {
  if (!code) return "";
  const word = words[code];
  return word ? say(word) : code.replaceAll("_", " ");
}
