import { formatAddress } from "./address";
import { type Context, linkTo, settingsNow } from "./context";
import { load, rowsOf } from "./data";
import { html } from "./html";
import { nameOf, say } from "./language";
import { pages } from "./pages";
import { choice } from "./parts/page_parts";
import { currentTheme, switchTheme } from "./theme";

const texts = {
  index: { zh: "指数", en: "Index" },
  period: { zh: "时期", en: "Period" },
  menu: { zh: "页面", en: "Pages" },
  dark: { zh: "深色", en: "Dark" },
  light: { zh: "浅色", en: "Light" },
  skip: { zh: "跳到正文", en: "Skip to content" },
  made: { zh: "由发布版本 {build} 生成。", en: "Made from publication {build}." },
};

/** Put a page into its frame: the menu, the choices of index and period, the switches of language and theme. What was
 * chosen on the page goes along with each of them. */
export function shell(context: Context, content: Node | readonly Node[], redraw: () => void): HTMLElement {
  const { site, address, index } = context;
  const other = address.language === "zh" ? "en" : "zh";
  const menu = Object.entries(pages).filter(
    ([, { menu, bundle }]) =>
      menu && (!bundle || [index.index_code, ""].some((code) => site.bundles.has(`${bundle} ${code}`))),
  );
  const otherLanguage = html("a", { class: "button", lang: other === "zh" ? "zh-CN" : "en" });
  otherLanguage.append(other === "zh" ? "中文" : "English");
  const point = () => otherLanguage.setAttribute("href", formatAddress({ ...address, language: other }));
  point();
  context.onKept = point;
  const main = html("main", { id: "content", tabindex: -1 }, ...(content instanceof Node ? [content] : content));
  const heading = main.querySelector("h1")?.textContent ?? "";
  document.title = [...new Set([heading, nameOf(index)])].filter(Boolean).join(" – ");
  document.body.replaceChildren(
    html(
      "a",
      {
        class: "skip",
        href: "#content",
        onclick: (event) => {
          event.preventDefault(); // the address behind the # names the page
          main.focus();
        },
      },
      say(texts.skip),
    ),
    html(
      "header",
      {},
      html("a", { class: "brand", href: linkTo(context, { page: "overview" }) }, nameOf(index)),
      html(
        "nav",
        { "aria-label": say(texts.menu) },
        html(
          "ul",
          {},
          ...menu.map(([name, { menu: label }]) =>
            html(
              "li",
              {},
              html(
                "a",
                { href: linkTo(context, { page: name }), "aria-current": name === address.page ? "page" : null },
                label ? say(label) : name,
              ),
            ),
          ),
        ),
      ),
      html(
        "div",
        { class: "switches" },
        choice(
          say(texts.index),
          site.indices.map((row) => ({ value: row.index_code, text: nameOf(row) })),
          index.index_code,
          async (code) => {
            location.hash = linkTo(context, await samePlace(context, code));
          },
        ),
        choice(
          say(texts.period),
          site.periods
            .filter((row) => row.index_code === index.index_code)
            .map((row) => ({ value: row.period_code, text: row.period_code })),
          address.period,
          (code) => {
            location.hash = linkTo(context, { period: code, parts: address.parts, settings: settingsNow(context) });
          },
        ),
        otherLanguage,
        html(
          "button",
          {
            id: "theme",
            type: "button",
            onclick: () => {
              switchTheme();
              redraw();
            },
          },
          say(currentTheme() === "dark" ? texts.light : texts.dark),
        ),
      ),
    ),
    main,
    html("footer", {}, html("p", {}, say(texts.made, { build: site.buildId.slice(0, 12) }))),
  );
  return main;
}

/** The place in another index: the same page with the same choices, or the first page if the index lacks the unit. */
async function samePlace(context: Context, code: string): Promise<Parameters<typeof linkTo>[1]> {
  const { page, parts, period } = context.address;
  const kept = { index: code, parts, settings: settingsNow(context) };
  const [level, areaCode] = parts;
  if (page !== "unit" || level === undefined || areaCode === undefined) return kept;
  const periods = context.site.periods.filter((row) => row.index_code === code).map((row) => row.period_code);
  const shown = periods.includes(period) ? period : (periods.at(-1) ?? "");
  const hasLevel = context.site.levels.some((row) => row.index_code === code && row.unit_level === level);
  const { ranks } = hasLevel ? await load("rankings", code, shown, level) : {};
  const hasUnit = rowsOf<{ area_code: string }>(ranks).some((row) => row.area_code === areaCode);
  return hasUnit ? kept : { index: code, page: "overview" };
}
