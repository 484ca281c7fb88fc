import { type Context, keepSetting } from "../../context";
import { html } from "../../html";
import { say } from "../../language";
import { choice } from "../../parts/page_parts";
import { areaName } from "../../parts/unit_columns";
import { wordFor } from "../../vocabulary";

const texts = {
  search: { zh: "搜索", en: "Search" },
  province: { zh: "省份", en: "Province" },
  region: { zh: "地区分区", en: "Region" },
  city_type: { zh: "城市类型", en: "Type" },
  all: { zh: "全部", en: "All" },
};

/** Search and filters over units; what is chosen stands in the address. */
export function unitFilters(
  context: Context,
  codes: readonly string[],
  onChange: () => void,
): { element: HTMLElement; accepts: (areaCode: string) => boolean } {
  const { site, address } = context;
  const kept = (name: string) => address.settings.get(name) ?? "";
  const chosen = {
    search: kept("search"),
    province: kept("province"),
    region: kept("region"),
    city_type: kept("type"),
  };
  const areas = codes.map((code) => site.areas.get(code));
  const options = {
    // A province is not below itself.
    province: [...new Set(areas.map((area) => (area?.province_code === area?.area_code ? null : area?.province_code)))],
    region: [...new Set(areas.map((area) => area?.region))],
    city_type: [...new Set(areas.map((area) => area?.city_type))],
  };
  const nameFor = (kind: keyof typeof options, code: string) =>
    kind === "province" ? areaName(context, code) : wordFor(code);
  const select = (kind: keyof typeof options) => {
    const values = options[kind].filter((code): code is string => Boolean(code)).sort();
    if (values.length < 2) return null;
    return choice(
      say(texts[kind]),
      [{ value: "", text: say(texts.all) }, ...values.map((code) => ({ value: code, text: nameFor(kind, code) }))],
      chosen[kind],
      (code) => {
        chosen[kind] = code;
        keepSetting(context, kind === "city_type" ? "type" : kind, code);
        onChange();
      },
    );
  };
  const search = html("input", { type: "search", value: chosen.search });
  search.addEventListener("input", () => {
    chosen.search = search.value;
    keepSetting(context, "search", search.value);
    onChange();
  });
  return {
    element: html(
      "div",
      { class: "choices" },
      html("label", { class: "choice" }, html("span", {}, say(texts.search)), search),
      select("province"),
      select("region"),
      select("city_type"),
    ),
    accepts: (areaCode) => {
      const area = site.areas.get(areaCode);
      const sought = chosen.search.trim().toLowerCase();
      return (
        (chosen.province === "" || area?.province_code === chosen.province) &&
        (chosen.region === "" || area?.region === chosen.region) &&
        (chosen.city_type === "" || area?.city_type === chosen.city_type) &&
        (sought === "" || [area?.name_zh, area?.name_en, areaCode].some((name) => name?.toLowerCase().includes(sought)))
      );
    },
  };
}
