import type { Page } from "./context";
import type { Label } from "./language";
import { audit } from "./pages/audit";
import { economy } from "./pages/economy";
import { industries } from "./pages/industries";
import { overview } from "./pages/overview";
import { rankings } from "./pages/rankings";
import { smartCity } from "./pages/smart_city";
import { sql } from "./pages/sql";
import { trust } from "./pages/trust";
import { unit } from "./pages/unit";
import { weights } from "./pages/weights";

interface Entry {
  page: Page;
  /** The name in the menu; without one the page is reached by links. */
  menu?: Label;
  /** The bundle of data that the page needs: without figures of the index it is not in the menu. */
  bundle?: string;
}

/** The pages by the part of the address that names them, in the order of the menu. */
export const pages: Readonly<Record<string, Entry>> = {
  overview: { page: overview, menu: { zh: "概览", en: "Overview" }, bundle: "overview" },
  rankings: { page: rankings, menu: { zh: "排名", en: "Rankings" }, bundle: "rankings" },
  unit: { page: unit },
  industries: { page: industries, menu: { zh: "行业", en: "Industries" }, bundle: "industries" },
  economy: { page: economy, menu: { zh: "实体经济", en: "Economy" }, bundle: "economy" },
  "smart-city": { page: smartCity, menu: { zh: "智慧城市", en: "Smart city" }, bundle: "smart_city" },
  trust: { page: trust, menu: { zh: "可靠性", en: "Trust" }, bundle: "trust" },
  weights: { page: weights, menu: { zh: "权重", en: "Weights" }, bundle: "weights" },
  audit: { page: audit, menu: { zh: "报告核对", en: "Audit" }, bundle: "audit" },
  sql: { page: sql, menu: { zh: "SQL 查询", en: "SQL" } },
};
