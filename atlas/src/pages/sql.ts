import { type Context, keepSetting } from "../context";
import { html } from "../html";
import { say } from "../language";
import { MISSING } from "../numbers";
import { dataTable } from "../parts/data_table";
import { downloadCsv } from "../parts/download";
import { choice, section } from "../parts/page_parts";
import type { Answer, OpenWarehouse } from "../sql/answer";
import { examples } from "../sql/examples";

const texts = {
  title: { zh: "SQL 查询", en: "SQL" },
  what: {
    zh: "在浏览器中用 DuckDB 查询已发布的全部数据表;数据不离开本页。每一行的 origin 列说明数字的来源。",
    en: "All published marts, queried by DuckDB in this browser; nothing leaves the page. The column origin of each row says what its figures rest on.",
  },
  needsHost: {
    zh: "本页需要网页服务器:浏览器不允许从磁盘打开的页面读取数据库。在图集所在的文件夹中运行下面的命令,然后打开它所显示的地址。",
    en: "This page needs a web host: browsers keep pages that are opened from disk from reading a database. Run this in the folder of the atlas, and open the address that it prints.",
  },
  example: { zh: "示例", en: "Example" },
  query: { zh: "查询", en: "Query" },
  run: { zh: "运行(Ctrl+Enter)", en: "Run (Ctrl+Enter)" },
  starting: { zh: "正在启动 DuckDB……", en: "Starting DuckDB …" },
  running: { zh: "正在运行……", en: "Running …" },
  rows: { zh: "{rows} 行,{seconds} 秒", en: "{rows} rows in {seconds} s" },
  result: { zh: "结果", en: "Result" },
  export: { zh: "下载 CSV", en: "Download CSV" },
};

// One engine for all visits of the page.
let warehouse: ReturnType<OpenWarehouse> | undefined;

export async function sql(context: Context): Promise<Node[]> {
  const heading = [html("h1", {}, say(texts.title)), html("p", {}, say(texts.what))];
  if (location.protocol === "file:")
    return [
      ...heading,
      section(
        say(texts.query),
        html("p", {}, say(texts.needsHost)),
        html("pre", {}, "python3 -m http.server --bind 127.0.0.1"),
      ),
    ];

  const first = context.address.settings.get("query") ?? examples[0]?.query ?? "";
  const input = html("textarea", { rows: 16, spellcheck: "false", autocapitalize: "off", class: "query" });
  input.value = first;
  const status = html("p", { role: "status" });
  const result = html("div");
  const run = async () => {
    keepSetting(context, "query", input.value);
    const started = performance.now();
    status.textContent = say(warehouse ? texts.running : texts.starting);
    try {
      warehouse ??= open();
      const ask = await warehouse;
      status.textContent = say(texts.running);
      show(result, await ask(input.value));
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      status.textContent = say(texts.rows, { rows: result.dataset.rows ?? "", seconds });
    } catch (reason) {
      result.replaceChildren();
      status.textContent = String(reason);
    }
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  const chooser = choice(
    say(texts.example),
    examples.map(({ name, query }) => ({ value: query, text: say(name) })),
    first,
    (query) => {
      input.value = query;
      run();
    },
  );
  return [
    ...heading,
    section(
      say(texts.query),
      html("div", { class: "choices" }, chooser),
      html("label", { class: "stacked" }, html("span", {}, say(texts.query)), input),
      html("p", {}, html("button", { type: "button", onclick: run }, say(texts.run))),
      status,
      result,
    ),
  ];
}

async function open(): ReturnType<OpenWarehouse> {
  try {
    // Behind a name that the bundler does not follow: the program is loaded when it is needed.
    const program = new URL("sql.js", document.baseURI).href;
    const { openWarehouse } = (await import(/* @vite-ignore */ program)) as { openWarehouse: OpenWarehouse };
    return await openWarehouse();
  } catch (reason) {
    warehouse = undefined; // to try again
    throw reason;
  }
}

function show(place: HTMLElement, { columns, rows }: Answer): void {
  const isNumber = columns.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const table = dataTable(
    say(texts.result),
    columns.map((heading, column) => ({
      heading,
      isNumber: isNumber[column] ?? false,
      show: (row: Answer["rows"][number]) => String(row[column] ?? MISSING),
      sortBy: (row: Answer["rows"][number]) => row[column] ?? null,
    })),
    rows,
  );
  place.dataset.rows = String(rows.length);
  place.replaceChildren(
    html(
      "p",
      {},
      html("button", { type: "button", onclick: () => downloadCsv("query", columns, rows) }, say(texts.export)),
    ),
    table.element,
  );
}
