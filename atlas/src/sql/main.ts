// DuckDB in the browser over the published database. A program of its own, loaded when the SQL page is opened: its
// engine alone is 34 MB.
import * as duckdb from "@duckdb/duckdb-wasm";
import workerUrl from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import engineUrl from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url";
import type { Answer, OpenWarehouse } from "./answer";

const DATABASE = "warehouse.duckdb";

export const openWarehouse: OpenWarehouse = async () => {
  const worker = new Worker(absolute(workerUrl));
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(absolute(engineUrl));
  await database.open({
    filesystem: { reliableHeadRequests: true, allowFullHTTPReads: true },
    query: { castBigIntToDouble: true, castDecimalToDouble: true },
  });
  await database.registerFileURL(
    DATABASE,
    new URL(`data/${DATABASE}`, document.baseURI).href,
    duckdb.DuckDBDataProtocol.HTTP,
    false,
  );
  const connection = await database.connect();
  // Extensions would come from the network, and nothing here asks it for anything.
  await connection.query("set autoinstall_known_extensions = false");
  await connection.query("set autoload_known_extensions = false");
  await connection.query(`attach '${DATABASE}' as warehouse (read_only)`);
  await connection.query("use warehouse");
  return async (query) => {
    const result = await connection.query(query);
    const columns = result.schema.fields.map((field) => field.name);
    const rows: Answer["rows"] = [];
    for (const row of result) rows.push(columns.map((_, place) => plain(Object.values(row.toJSON())[place])));
    return { columns, rows };
  };
};

// Beside this program, wherever the atlas is hosted.
function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}

function plain(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  return typeof value === "number" ? value : String(value);
}
