import { type Context, unitLink } from "../context";
import { html } from "../html";
import { nameOf, say } from "../language";
import { fixed, whole } from "../numbers";
import { wordFor } from "../vocabulary";
import type { Column } from "./data_table";

// Columns that tables of units share.

const texts = {
  rank: { zh: "排名", en: "Rank" },
  unit: { zh: "地区", en: "Unit" },
  score: { zh: "得分", en: "Score" },
  province: { zh: "省份", en: "Province" },
  region: { zh: "地区分区", en: "Region" },
  type: { zh: "城市类型", en: "Type" },
};

/** The name of an area, or its code if it has none. */
export function areaName(context: Context, areaCode: string | null): string {
  if (areaCode === null) return "";
  const area = context.site.areas.get(areaCode);
  return (area && nameOf(area)) || areaCode;
}

export function rankColumn<Row extends { rank: number | null }>(): Column<Row> {
  return {
    code: "rank",
    heading: say(texts.rank),
    isNumber: true,
    show: (row) => whole(row.rank),
    sortBy: (row) => row.rank,
  };
}

export function scoreColumn<Row extends { score: number | null }>(): Column<Row> {
  return {
    code: "score",
    heading: say(texts.score),
    isNumber: true,
    show: (row) => fixed(row.score),
    sortBy: (row) => row.score,
  };
}

/** The name of an area as a link to its page; nothing if there is none. */
export function areaLink(context: Context, areaCode: string | null, level = context.level): Node | string {
  return areaCode === null ? "" : html("a", { href: unitLink(context, level, areaCode) }, areaName(context, areaCode));
}

/** The name of the unit, as a link to its page. */
export function unitColumn<Row extends { area_code: string }>(context: Context, level = context.level): Column<Row> {
  // Worked out once for each unit, since some tables are filled anew while a slider moves.
  const known = new Map<string, { href: string; name: string }>();
  const linkOf = (code: string) => {
    let link = known.get(code);
    if (!link) {
      link = { href: unitLink(context, level, code), name: areaName(context, code) };
      known.set(code, link);
    }
    return html("a", { href: link.href }, link.name);
  };
  return {
    code: "unit",
    heading: say(texts.unit),
    show: (row) => linkOf(row.area_code),
    sortBy: (row) => areaName(context, row.area_code),
  };
}

/** Province, region and type, as far as any unit of the level has them. */
export function placeColumns<Row extends { area_code: string }>(context: Context, rows: readonly Row[]): Column<Row>[] {
  const areaOf = (row: Row) => context.site.areas.get(row.area_code);
  const provinceOf = (row: Row) => {
    const code = areaOf(row)?.province_code ?? null;
    return code === row.area_code ? "" : areaName(context, code);
  };
  const columns = [
    { code: "province", heading: say(texts.province), text: provinceOf },
    { code: "region", heading: say(texts.region), text: (row: Row) => wordFor(areaOf(row)?.region) },
    { code: "type", heading: say(texts.type), text: (row: Row) => wordFor(areaOf(row)?.city_type) },
  ];
  return columns
    .filter(({ text }) => rows.some((row) => text(row) !== ""))
    .map(({ code, heading, text }) => ({ code, heading, show: text, sortBy: text }));
}
