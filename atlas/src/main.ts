import { type Address, parseAddress } from "./address";
import type { Context } from "./context";
import { askOnlyFor } from "./data";
import { useLanguage } from "./language";
import { pages } from "./pages";
import { overview } from "./pages/overview";
import { shell } from "./shell";
import { loadSite, type Site } from "./site";
import { startTheme } from "./theme";

const FIRST_PAGE = "overview";

async function start(): Promise<void> {
  startTheme();
  const site = await loadSite();
  askOnlyFor(site.bundles);
  let shown = "";
  const show = async (asked: Partial<Address>) => {
    const context = contextOf(site, asked);
    useLanguage(context.address.language);
    const here = location.hash;
    const { page } = pages[context.address.page] ?? { page: overview };
    const content = await page(context);
    if (here !== location.hash) return; // the reader has gone on meanwhile
    const isAnother = shown !== "" && shown !== here;
    shown = here;
    const main = shell(context, content, async () => {
      // The same view in other colours: who has pressed the switch by key stands on it still.
      shown = location.hash;
      await show(context.address);
      document.getElementById("theme")?.focus();
    });
    if (isAnother) {
      // As when a browser loads a page: from its top, and for a screen reader with its heading.
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", () => show(parseAddress(location.hash)));
  await show(parseAddress(location.hash));
}

/** What the address leaves open: the language of the browser, the first index, its last period, the first page. */
function contextOf(site: Site, asked: Partial<Address>): Context {
  const index = site.indices.find((candidate) => candidate.index_code === asked.index) ?? site.indices[0];
  if (!index) throw new Error("The publication has no index.");
  const periods = site.periods
    .filter((period) => period.index_code === index.index_code)
    .map((period) => period.period_code);
  const levels = site.levels.filter((level) => level.index_code === index.index_code);
  const settings = asked.settings ?? new URLSearchParams();
  const wanted = levels.find((level) => level.unit_level === settings.get("level")) ?? levels[0];
  return {
    site,
    index,
    levels,
    level: wanted?.unit_level ?? "",
    address: {
      language: asked.language ?? (navigator.language.startsWith("zh") ? "zh" : "en"),
      index: index.index_code,
      period: asked.period && periods.includes(asked.period) ? asked.period : (periods.at(-1) ?? ""),
      page: asked.page && asked.page in pages ? asked.page : FIRST_PAGE,
      parts: asked.parts ?? [],
      settings,
    },
  };
}

start().catch((reason) => {
  document.body.replaceChildren(String(reason));
});
