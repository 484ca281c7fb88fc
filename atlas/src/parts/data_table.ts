import { html } from "../html";
import { say } from "../language";

const texts = {
  showAll: { zh: "显示全部 {count} 行", en: "Show all {count} rows" },
};

const ROWS_AT_FIRST = 500;
// As many as are in sight at once, and some more.
const IN_SIGHT = 40;

export interface Column<Row> {
  heading: string;
  /** What is shown: a text, or an element such as a link. */
  show: (row: Row) => string | Node;
  /** What it is sorted by; without it the column cannot be sorted. Nothing comes last either way. */
  sortBy?: (row: Row) => string | number | null;
  isNumber?: boolean;
  /** Names the column in the address, in any language. */
  code?: string;
}

/** The column that rows are sorted by. */
export interface Sort {
  code: string;
  descending: boolean;
}

interface Settings {
  /** More are shown when somebody asks for all. */
  rowsAtFirst?: number;
  /** What the rows are sorted by at first; else they stay as they are given. */
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
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
  { rowsAtFirst = ROWS_AT_FIRST, sort: sortAtFirst, onSort }: Settings = {},
): DataTable<Row> {
  const body = html("tbody");
  const more = html("p");
  let shown = rows;
  let count = rowsAtFirst;
  let later = 0;
  const columnAtFirst = columns.find((column) => column.code !== undefined && column.code === sortAtFirst?.code);
  let sorted =
    sortAtFirst && columnAtFirst?.sortBy ? { column: columnAtFirst, descending: sortAtFirst.descending } : undefined;

  // The column that says what a row is about stays in sight when the others are scrolled.
  const naming = columns.find((column) => !column.isNumber);
  const kindOf = (column: Column<Row>) => (column.isNumber ? "number" : column === naming ? "name" : null);
  const headings = columns.map((column) => {
    const cell = html("th", { scope: "col", class: kindOf(column) });
    if (!column.sortBy) cell.append(column.heading);
    else cell.append(html("button", { type: "button", class: "sort", onclick: () => sort(column) }, column.heading));
    return cell;
  });

  function sort(column: Column<Row>): void {
    sorted = { column, descending: sorted?.column === column ? !sorted.descending : false };
    if (column.code !== undefined) onSort?.({ code: column.code, descending: sorted.descending });
    showSort();
    fill();
  }

  function showSort(): void {
    headings.forEach((cell, place) => {
      if (sorted && columns[place] === sorted.column)
        cell.setAttribute("aria-sort", sorted.descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
  }

  function fillRows(visible: readonly Row[], from: number, to: number): void {
    const cells = body.getElementsByTagName("td");
    let place = from * columns.length;
    for (const row of visible.slice(from, to))
      for (const column of columns) showIn(cells[place++] as HTMLTableCellElement, column.show(row), !column.isNumber);
  }

  function emptyRow(): HTMLTableRowElement {
    return html("tr", {}, ...columns.map((column) => html("td", { class: kindOf(column) })));
  }

  /** Fill the table; `quickly` those rows first that are in sight, and the others when these have been drawn. */
  function fill(quickly = false): void {
    const ordered = sorted ? inOrder(shown, sorted.column, sorted.descending) : shown;
    const visible = ordered.slice(0, count);
    // Rows that are there are filled anew: a slider does it many times a second.
    while (body.rows.length > visible.length) body.lastElementChild?.remove();
    const lacking = visible.slice(body.rows.length).map(emptyRow);
    body.append(...lacking);
    cancelAnimationFrame(later);
    if (quickly && visible.length > IN_SIGHT) {
      // Not on the page yet, it has no height.
      const above = Math.floor((element.scrollTop / (element.scrollHeight || 1)) * visible.length);
      const first = Math.max(0, Math.min(above - 5, visible.length - IN_SIGHT));
      fillRows(visible, first, first + IN_SIGHT);
      later = requestAnimationFrame(() => {
        later = requestAnimationFrame(() => {
          fillRows(visible, 0, first);
          fillRows(visible, first + IN_SIGHT, visible.length);
        });
      });
    } else fillRows(visible, 0, visible.length);
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

  const element = html(
    "div",
    { class: "table", role: "region", tabindex: 0, "aria-label": caption },
    html("table", {}, html("caption", {}, caption), html("thead", {}, html("tr", {}, ...headings)), body),
    more,
  );
  showSort();
  fill();
  return {
    element,
    update: (next) => {
      shown = next;
      fill(true);
    },
  };
}

// As wide as so many letters; Chinese ones are twice as wide.
const LONG = 20;
const VERY_LONG = 60;

/** Show it in a cell. Short texts stand on one line, however narrow the screen; long ones are broken. */
function showIn(cell: HTMLTableCellElement, content: string | Node, isText: boolean): void {
  if (typeof content !== "string") cell.replaceChildren(content);
  else if (cell.textContent === content) return;
  else cell.textContent = content;
  if (!isText) return;
  const text = cell.textContent ?? "";
  const width = text.length + (text.match(/[\u2e80-\uffff]/g)?.length ?? 0);
  cell.classList.toggle("long", width > LONG);
  cell.classList.toggle("very-long", width > VERY_LONG);
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
