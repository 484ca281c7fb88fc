import { html } from "../html";
import { say } from "../language";

const texts = {
  showAll: { zh: "显示全部 {count} 行", en: "Show all {count} rows" },
};

const ROWS_AT_FIRST = 500;

export interface Column<Row> {
  heading: string;
  /** What is shown: a text, or an element such as a link. */
  show: (row: Row) => string | Node;
  /** What it is sorted by; without it the column cannot be sorted. Nothing comes last either way. */
  sortBy?: (row: Row) => string | number | null;
  isNumber?: boolean;
}

export interface DataTable<Row> {
  element: HTMLElement;
  /** Show other rows, in the order that was chosen. */
  update: (rows: readonly Row[]) => void;
}

/** A table whose columns sort by a press on their headings. */
export function dataTable<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  rowsAtFirst = ROWS_AT_FIRST,
): DataTable<Row> {
  const body = html("tbody");
  const more = html("p");
  let shown = rows;
  let count = rowsAtFirst;
  let sorted: { column: Column<Row>; descending: boolean } | undefined;

  const headings = columns.map((column) => {
    const cell = html("th", { scope: "col", class: column.isNumber ? "number" : null });
    if (!column.sortBy) cell.append(column.heading);
    else cell.append(html("button", { type: "button", class: "sort", onclick: () => sort(column) }, column.heading));
    return cell;
  });

  function sort(column: Column<Row>): void {
    sorted = { column, descending: sorted?.column === column ? !sorted.descending : false };
    headings.forEach((cell, place) => {
      if (columns[place] === column) cell.setAttribute("aria-sort", sorted?.descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    fill();
  }

  function fill(): void {
    const ordered = sorted ? inOrder(shown, sorted.column, sorted.descending) : shown;
    body.replaceChildren(
      ...ordered
        .slice(0, count)
        .map((row) =>
          html(
            "tr",
            {},
            ...columns.map((column) => html("td", { class: column.isNumber ? "number" : null }, column.show(row))),
          ),
        ),
    );
    more.replaceChildren(
      ...(ordered.length > count
        ? [
            html(
              "button",
              {
                type: "button",
                onclick: () => {
                  count = Number.POSITIVE_INFINITY;
                  fill();
                },
              },
              say(texts.showAll, { count: ordered.length }),
            ),
          ]
        : []),
    );
  }

  fill();
  const element = html(
    "div",
    { class: "table", role: "region", tabindex: 0, "aria-label": caption },
    html("table", {}, html("caption", {}, caption), html("thead", {}, html("tr", {}, ...headings)), body),
    more,
  );
  return {
    element,
    update: (next) => {
      shown = next;
      fill();
    },
  };
}

function inOrder<Row>(rows: readonly Row[], column: Column<Row>, descending: boolean): Row[] {
  const collator = new Intl.Collator(document.documentElement.lang);
  const sign = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const left = column.sortBy?.(one) ?? null;
    const right = column.sortBy?.(other) ?? null;
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return (
      sign *
      (typeof left === "number" && typeof right === "number"
        ? left - right
        : collator.compare(String(left), String(right)))
    );
  });
}
