import { type Context, keepSetting } from "../context";
import type { Sort } from "./data_table";

const SETTING = "sort";
const DOWNWARDS = "-";

/** The order of a table in the address: the code of a column, behind a minus if it is descending. */
export function keptSort(context: Context): { sort: Sort | undefined; onSort: (sort: Sort) => void } {
  const kept = context.address.settings.get(SETTING);
  const descending = kept?.startsWith(DOWNWARDS) ?? false;
  return {
    sort: kept ? { code: descending ? kept.slice(DOWNWARDS.length) : kept, descending } : undefined,
    onSort: (sort) => keepSetting(context, SETTING, (sort.descending ? DOWNWARDS : "") + sort.code),
  };
}
