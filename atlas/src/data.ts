// The figures lie in script files and not in JSON: a page opened from disk may load a script, but may not fetch a file.

import { runScript } from "./script";

/** A table as its query gave it: a list of values for each column. */
export type Table = Readonly<Record<string, readonly unknown[]>>;
/** The tables of one data file, by the names of their queries. */
export type Tables = Readonly<Record<string, Table>>;

const arrived = new Map<string, Tables>();
const asked = new Map<string, Promise<Tables>>();

declare global {
  interface Window {
    atlasData: (name: string, tables: Tables) => void;
  }
}
window.atlasData = (name, tables) => {
  arrived.set(name, tables);
};

// The same rule as in scripts/atlas/data_files.py.
function fileName(key: string): string {
  return Array.from(new TextEncoder().encode(key), (byte) => {
    const character = String.fromCharCode(byte);
    return /[a-zA-Z0-9_-]/.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}

let bundles: ReadonlySet<string> | undefined;

/** From now on ask for files of these bundles only (Site.bundles): one that is not there would be an error. */
export function askOnlyFor(known: ReadonlySet<string>): void {
  bundles = known;
}

/** Load the tables of a bundle (a folder of `queries`) for one key; none if there is no such file. */
export function load(bundle: string, ...keys: readonly string[]): Promise<Tables> {
  if (bundles && ![keys[0], ""].some((index) => bundles?.has(`${bundle} ${index}`))) return Promise.resolve({});
  const name = [bundle, ...keys.map(fileName)].join("/");
  let promise = asked.get(name);
  if (!promise) {
    promise = runScript(`data/${name}.js`).then(() => arrived.get(name) ?? {});
    asked.set(name, promise);
  }
  return promise;
}

/** The rows of a table as objects; none if the table is not there. */
export function rowsOf<Row>(table: Table | undefined): Row[] {
  const columns = Object.entries(table ?? {});
  const count = columns[0]?.[1].length ?? 0;
  return Array.from(
    { length: count },
    (_, place) => Object.fromEntries(columns.map(([name, values]) => [name, values[place]])) as Row,
  );
}
