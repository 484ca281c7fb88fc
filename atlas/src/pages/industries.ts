import { type Context, keepSetting, linkTo } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { nameOf, say } from "../language";
import { fixed, signed, whole } from "../numbers";
import { colourKey } from "../parts/colour_key";
import { dataTable } from "../parts/data_table";
import { levelChoice } from "../parts/level_choice";
import { unitMap } from "../parts/map";
import { originNote } from "../parts/origin";
import { choice, nothing, section } from "../parts/page_parts";
import { areaLink, rankColumn, scoreColumn, unitColumn } from "../parts/unit_columns";
import { wordFor } from "../vocabulary";

const texts = {
  title: { zh: "服务业细分行业", en: "Industries" },
  what: {
    zh: "每个行业各有指数:谁居前列,行业网络如何由龙头、核心和节点构成。",
    en: "Each industry has an index of its own: who leads, and how heads, cores and nodes form its network.",
  },
  industry: { zh: "行业", en: "Industry" },
  network: { zh: "行业网络", en: "Network" },
  networkLabel: {
    zh: "行业网络图:节点连到最近的核心,核心连到最近的龙头;点越大得分越高。",
    en: "Map of the network: nodes hang on the nearest core, cores on the nearest head; larger points score higher.",
  },
  role: { zh: "角色", en: "Role" },
  units: { zh: "行业排名", en: "Ranks in the industry" },
  change: { zh: "较上期", en: "Change" },
  regions: { zh: "各地区分区", en: "Regions" },
  region: { zh: "地区分区", en: "Region" },
  mean: { zh: "均值", en: "Mean" },
  toNation: { zh: "全国均值倍数", en: "Multiple of the nation's" },
  industryRank: { zh: "该区内行业名次", en: "Industry's rank in it" },
  leader: { zh: "领先者", en: "Leader" },
  page: { zh: "该行业指数的概览", en: "Overview of this industry's index" },
};
const COLOURS: Readonly<Record<string, string>> = { head: "series-2", core: "series-5", node: "series-1" };

interface Rank {
  industry_code: string;
  index_code: string;
  unit_level: string;
  area_code: string;
  rank: number | null;
  score: number | null;
  rank_change: number | null;
  origin: string;
}
interface Hub {
  industry_code: string;
  unit_level: string;
  area_code: string;
  network_role: string;
  rank: number;
  score: number;
}
interface Link {
  industry_code: string;
  unit_level: string;
  from_area_code: string;
  to_area_code: string;
  distance_km: number | null;
}
interface Region {
  industry_code: string;
  unit_level: string;
  region: string;
  region_mean: number | null;
  region_to_nation: number | null;
  industry_rank_in_region: number | null;
  leader_area_code: string | null;
}

export async function industries(context: Context): Promise<Node[]> {
  const { site, address, level } = context;
  const tables = await load("industries", address.period);
  const of = <Row extends { unit_level: string }>(rows: Row[]) => rows.filter((row) => row.unit_level === level);
  const ranks = of(rowsOf<Rank>(tables.ranks));
  const hubs = of(rowsOf<Hub>(tables.hubs));
  const links = of(rowsOf<Link>(tables.links));
  const regions = of(rowsOf<Region>(tables.regions));
  const codes = [...new Map(ranks.map((row) => [row.industry_code, row.index_code]))];
  const heading = [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    originNote(ranks.map((row) => row.origin)),
  ];
  const first = codes[0];
  if (!first) return [...heading, html("div", { class: "choices" }, levelChoice(context)), nothing()];
  const nameOfIndex = (code: string) => {
    const index = site.indices.find((row) => row.index_code === code);
    return index ? nameOf(index) : wordFor(code);
  };
  let [industry, indexCode] = codes.find(([code]) => code === address.settings.get("industry")) ?? first;
  const place = html("div");

  function draw(): void {
    const isShown = (row: { industry_code: string }) => row.industry_code === industry;
    const roles = new Map(hubs.filter(isShown).map((row) => [row.area_code, row.network_role]));
    const points = hubs.filter(isShown).map((row) => ({
      areaCode: row.area_code,
      value: row.score,
      text: `${wordFor(row.network_role)} · ${fixed(row.score)}`,
      colour: COLOURS[row.network_role] ?? "series-7",
    }));
    const map = unitMap(
      context,
      points,
      { label: say(texts.networkLabel) },
      links.filter(isShown).map((row) => ({ from: row.from_area_code, to: row.to_area_code })),
    );
    const table = dataTable<Rank>(
      say(texts.units),
      [
        rankColumn(),
        {
          heading: say(texts.change),
          isNumber: true,
          show: (row) => signed(row.rank_change),
          sortBy: (row) => row.rank_change,
        },
        unitColumn({ ...context, address: { ...context.address, index: indexCode } }),
        {
          heading: say(texts.role),
          show: (row) => wordFor(roles.get(row.area_code)),
          sortBy: (row) => roles.get(row.area_code) ?? null,
        },
        scoreColumn(),
      ],
      ranks.filter(isShown),
    );
    const profile = dataTable<Region>(
      say(texts.regions),
      [
        { heading: say(texts.region), show: (row) => wordFor(row.region), sortBy: (row) => wordFor(row.region) },
        {
          heading: say(texts.mean),
          isNumber: true,
          show: (row) => fixed(row.region_mean),
          sortBy: (row) => row.region_mean,
        },
        {
          heading: say(texts.toNation),
          isNumber: true,
          show: (row) => fixed(row.region_to_nation, 2),
          sortBy: (row) => row.region_to_nation,
        },
        {
          heading: say(texts.industryRank),
          isNumber: true,
          show: (row) => whole(row.industry_rank_in_region),
          sortBy: (row) => row.industry_rank_in_region,
        },
        { heading: say(texts.leader), show: (row) => areaLink(context, row.leader_area_code) },
      ],
      regions.filter(isShown),
    );
    place.replaceChildren(
      html(
        "div",
        { class: "map-and-list with-columns" },
        map
          ? section(
              say(texts.network),
              map.element,
              colourKey(Object.entries(COLOURS).map(([role, name]) => ({ colour: name, text: wordFor(role) }))),
              html("p", { class: "note" }, say(texts.networkLabel)),
            )
          : html("span"),
        section(
          say(texts.units),
          table.element,
          html("p", {}, html("a", { href: linkTo(context, { index: indexCode, page: "overview" }) }, say(texts.page))),
        ),
      ),
      regions.some(isShown) ? section(say(texts.regions), profile.element) : html("span"),
    );
  }

  draw();
  return [
    ...heading,
    html(
      "div",
      { class: "choices" },
      choice(
        say(texts.industry),
        codes.map(([code, index]) => ({ value: code, text: nameOfIndex(index) })),
        industry,
        (code) => {
          [industry, indexCode] = codes.find(([candidate]) => candidate === code) ?? first;
          keepSetting(context, "industry", code);
          draw();
        },
      ),
      levelChoice(context),
    ),
    place,
  ];
}
