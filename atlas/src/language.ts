// Every text comes in both languages, so that none can be forgotten: the compiler asks for both.
export type Language = "zh" | "en";
export type Label = Readonly<Record<Language, string>>;

let language: Language = "en";

export function useLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
}

export function currentLanguage(): Language {
  return language;
}

/** The text in the language of the page; `{name}` in it stands for a value. */
export function say(label: Label, values: Readonly<Record<string, string | number>> = {}): string {
  return label[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The name of what a row is about; either language may be empty in a user's own index. */
export function nameOf(row: { name_zh: string | null; name_en: string | null }): string {
  return (language === "zh" ? row.name_zh || row.name_en : row.name_en || row.name_zh) ?? "";
}
