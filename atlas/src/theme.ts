export type Theme = "light" | "dark";

const KEY = "internet-plus-index-theme";

/** Light or dark: what the reader chose before, or else what the system asks for. */
export function startTheme(): void {
  const kept = remembered();
  apply(
    kept === "light" || kept === "dark" ? kept : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
}

export function currentTheme(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

export function switchTheme(): void {
  const next = currentTheme() === "dark" ? "light" : "dark";
  apply(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Some browsers keep nothing for pages from disk.
  }
}

function apply(theme: Theme): void {
  colours.clear();
  document.documentElement.dataset.theme = theme;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

// Those of the theme: to ask the browser makes it work out the style of the whole page.
const colours = new Map<string, string>();

/** A colour of the style sheet by the name of its variable. */
export function colour(name: string): string {
  let known = colours.get(name);
  if (known === undefined) {
    known = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    colours.set(name, known);
  }
  return known;
}

/** Colours of series, told apart by those who see colours differently too (Okabe and Ito). */
export function seriesColours(): string[] {
  return Array.from({ length: 7 }, (_, place) => colour(`series-${place + 1}`));
}
