import { type Context, linkTo, settingsNow } from "../context";
import { say } from "../language";
import { wordFor } from "../vocabulary";
import { choice } from "./page_parts";

const texts = { level: { zh: "层级", en: "Level" } };

/** The choice between the levels of units, if there is more than one; the page is drawn anew. */
export function levelChoice(context: Context): HTMLElement | null {
  if (context.levels.length < 2) return null;
  const { page, parts } = context.address;
  return choice(
    say(texts.level),
    context.levels.map(({ unit_level }) => ({ value: unit_level, text: wordFor(unit_level) })),
    context.level,
    (level) => {
      location.hash = linkTo(context, { page, parts, settings: { ...settingsNow(context), level } });
    },
  );
}
