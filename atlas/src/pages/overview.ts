import { type Context, unitLink } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { nameOf, say } from "../language";
import { fixed, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { originNote } from "../parts/origin";
import { section } from "../parts/page_parts";

const texts = {
  top: { zh: "前列", en: "Top list" },
  rank: { zh: "排名", en: "Rank" },
  unit: { zh: "地区", en: "Unit" },
  score: { zh: "得分", en: "Score" },
};

interface TopUnit {
  unit_level: string;
  area_code: string;
  score: number;
  rank: number;
  origin: string;
}

export async function overview(context: Context): Promise<Node[]> {
  const { site, index, address } = context;
  const tables = await load("overview", index.index_code, address.period);
  const top = rowsOf<TopUnit>(tables.top_units).filter((row) => row.unit_level === context.level);
  const list = dataTable(
    say(texts.top),
    [
      { heading: say(texts.rank), isNumber: true, show: (row) => whole(row.rank), sortBy: (row) => row.rank },
      {
        heading: say(texts.unit),
        show: (row) => {
          const area = site.areas.get(row.area_code);
          return html(
            "a",
            { href: unitLink(context, row.unit_level, row.area_code) },
            area ? nameOf(area) : row.area_code,
          );
        },
      },
      { heading: say(texts.score), isNumber: true, show: (row) => fixed(row.score), sortBy: (row) => row.score },
    ],
    top,
  );
  return [
    html("h1", {}, nameOf(index)),
    originNote(top.map((row) => row.origin)),
    section(say(texts.top), list.element),
  ];
}
