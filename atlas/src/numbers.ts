import { currentLanguage } from "./language";

const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${currentLanguage()} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(currentLanguage() === "zh" ? "zh-CN" : "en", options);
    formats.set(key, found);
  }
  return found;
}

/** What stands where there is no figure: missing is not zero. */
export const MISSING = "–";

// What rounds to zero is neither above nor below it.
const WITHOUT_MINUS_ZERO = { signDisplay: "negative" } as const;

/** A number with a fixed number of decimals; scores have four, as the report prints them. */
export function fixed(value: number | null | undefined, decimals = 4): string {
  if (value === null || value === undefined) return MISSING;
  return format({ ...WITHOUT_MINUS_ZERO, minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    value,
  );
}

export function whole(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : format({ maximumFractionDigits: 0 }).format(value);
}

export function percent(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined) return MISSING;
  return format({
    ...WITHOUT_MINUS_ZERO,
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** From one whole number to another; a single one if they are the same. */
export function span(low: number, high: number): string {
  return low === high ? whole(low) : `${whole(low)}–${whole(high)}`;
}

/** A change, with its sign. */
export function signed(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined) return MISSING;
  return format({
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "exceptZero",
  }).format(value);
}
