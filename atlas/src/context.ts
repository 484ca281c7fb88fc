import { type Address, formatAddress } from "./address";
import type { Index, Level, Site } from "./site";

/** What a page is given: where it is, and what is known of the index that it shows. */
export interface Context {
  site: Site;
  address: Address;
  index: Index;
  /** The unit levels of the index, the one with the most units first. */
  levels: Level[];
  /** The level that the settings ask for, or else the first. */
  level: string;
}

/** A page: the address part that names it, and the function that makes it. */
export type Page = (context: Context) => Promise<Node | readonly Node[]>;

/** The link to another view: what is not named stays; settings are taken over only if named. */
export function linkTo(
  context: Context,
  change: Partial<Omit<Address, "settings">> & { settings?: Record<string, string> },
): string {
  const { settings, ...rest } = change;
  return formatAddress({ ...context.address, parts: [], ...rest, settings: new URLSearchParams(settings) });
}

/** Keep a choice in the address without a step in the history and without drawing the page anew. */
export function keepSetting(context: Context, name: string, value: string | null): void {
  if (value === null || value === "") context.address.settings.delete(name);
  else context.address.settings.set(name, value);
  history.replaceState(null, "", formatAddress(context.address));
}

/** The link to the page of a unit. */
export function unitLink(context: Context, level: string, areaCode: string): string {
  return linkTo(context, { page: "unit", parts: [level, areaCode] });
}
