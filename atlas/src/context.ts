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
  /** Called when a choice was kept: links outside of the page that name what is shown have to follow. */
  onKept?: () => void;
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

/** The choices of a view as they are now, for a link that takes them along. */
export function settingsNow(context: Context): Record<string, string> {
  return Object.fromEntries(context.address.settings);
}

/** Keep a choice in the address without a step in the history and without drawing the page anew. */
export function keepSetting(context: Context, name: string, value: string | null): void {
  if (value === null || value === "") context.address.settings.delete(name);
  else context.address.settings.set(name, value);
  writeAddress(context);
  context.onKept?.();
}

// A slider chooses with every pixel, and browsers refuse an address that changes more often than this, in milliseconds.
const PAUSE = 200;
let writtenAt = Number.NEGATIVE_INFINITY;
let waiting: ReturnType<typeof setTimeout> | undefined;

function writeAddress(context: Context): void {
  const here = location.hash;
  const write = () => {
    if (location.hash !== here) return; // the reader has gone on meanwhile
    writtenAt = performance.now();
    history.replaceState(null, "", formatAddress(context.address));
  };
  clearTimeout(waiting);
  const wait = writtenAt + PAUSE - performance.now();
  if (wait <= 0) write();
  else waiting = setTimeout(write, wait);
}

/** The link to the page of a unit. */
export function unitLink(context: Context, level: string, areaCode: string): string {
  return linkTo(context, { page: "unit", parts: [level, areaCode] });
}
