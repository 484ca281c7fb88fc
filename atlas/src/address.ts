import type { Language } from "./language";

// What is shown stands in the address, behind the #, so that every view has a link:
// #/language/index/period/page/more parts?settings

export interface Address {
  language: Language;
  index: string;
  period: string;
  page: string;
  parts: readonly string[];
  settings: URLSearchParams;
}

export function parseAddress(hash: string): Partial<Address> {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [language, index, period, page, ...parts] = path.split("/").map(decode);
  return {
    ...(language === "zh" || language === "en" ? { language } : {}),
    ...(index ? { index } : {}),
    ...(period ? { period } : {}),
    ...(page ? { page } : {}),
    parts: parts.filter((part) => part !== ""),
    settings: new URLSearchParams(query),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a link that somebody cut off
  }
}

export function formatAddress(address: Address): string {
  const path = [address.language, address.index, address.period, address.page, ...address.parts];
  const query = address.settings.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
}
