import { type Context, keepSetting } from "../context";
import { load, rowsOf } from "../data";
import { html } from "../html";
import { type Label, say } from "../language";
import { fixed, MISSING, whole } from "../numbers";
import { dataTable } from "../parts/data_table";
import { originNotes } from "../parts/origin";
import { choice, keyFigures, section } from "../parts/page_parts";
import { inEnglish } from "../parts/reasons";
import { reasonOfFigure } from "./audit/reasons";
import { type Subject, sectionOf, subjectOf } from "./audit/subjects";

const texts = {
  title: { zh: "报告核对", en: "Audit of the report" },
  what: {
    zh: "报告中的每个数字,与重算结果并列。",
    en: "Every figure that the report prints, beside the recomputed one.",
  },
  basis: { zh: "重算依据", en: "Recomputed from" },
  "published tables": { zh: "报告的表格", en: "the report's tables" },
  "reconstructed raw data": { zh: "重建的原始数据", en: "reconstructed raw data" },
  verdict: { zh: "结论", en: "Verdict" },
  all: { zh: "全部", en: "All" },
  search: { zh: "搜索", en: "Search" },
  figures: { zh: "数字", en: "Figures" },
  section: { zh: "章节", en: "Section" },
  subject: { zh: "内容", en: "Subject" },
  published: { zh: "已发布", en: "Published" },
  recomputed: { zh: "重算", en: "Recomputed" },
  reason: { zh: "原因", en: "Reason" },
  count: { zh: "{count} 个数字。# 为名次。", en: "{count} figures. # is a rank." },
  statementsInEnglish: { zh: "正文陈述的内容以英文记录。", en: "" },
  printed: { zh: "报告刊印的数字", en: "Figures that the report prints" },
  again: { zh: "重算的数字,依据:{basis}", en: "Recomputed figures, from {basis}" },
};
const verdicts: Record<string, Label> = {
  agrees: { zh: "一致", en: "agrees" },
  "agrees within rounding": { zh: "在舍入范围内一致", en: "agrees within rounding" },
  contradicts: { zh: "矛盾", en: "contradicts" },
  "cannot be recomputed yet": { zh: "尚不能重算", en: "cannot be recomputed yet" },
};
// What contradicts is looked for first.
const ORDER = ["contradicts", "agrees within rounding", "agrees", "cannot be recomputed yet"];
const SIGNS: Record<string, string> = { at_least: "≥ ", at_most: "≤ ", about: "≈ " };
// More than any recomputed figure needs to be told from a printed one.
const MORE_DECIMALS = 2;

interface Figure extends Subject {
  published_value: number | null;
  printed_decimals: number | null;
  published_rank: number | null;
  recomputed_value: number | null;
  recomputed_rank: number | null;
  comparison: string;
  verdict: string;
  reason: string | null;
  origin: string;
}

const BASES = ["published tables", "reconstructed raw data"] as const;
/** What recomputed figures rest on; the mart has the origin of the published ones. */
const ORIGINS = { "published tables": "published", "reconstructed raw data": "reconstructed" } as const;

export async function audit(context: Context): Promise<Node[]> {
  const { settings } = context.address;
  const byBasis = new Map(
    await Promise.all(
      BASES.map(async (basis) => [basis, rowsOf<Figure>((await load("audit", basis)).figures)] as const),
    ),
  );
  let basis = BASES.find((candidate) => candidate === settings.get("basis")) ?? BASES[0];
  let verdict = settings.get("verdict") ?? "";
  let sought = settings.get("search") ?? "";
  const origin = html("div");
  const counts = html("div");
  const note = html("p", { class: "note" });
  const name = (code: string) => (verdicts[code] ? say(verdicts[code]) : code);
  const subject = (row: Figure) => subjectOf(context, row);
  const reason = (row: Figure) => (row.reason === null ? "" : reasonOfFigure(context, row.reason));
  const table = dataTable<Figure>(
    say(texts.figures),
    [
      { heading: say(texts.section), show: sectionOf, sortBy: (row) => row.section },
      {
        heading: say(texts.subject),
        show: (row) => subject(row) ?? inEnglish(row.subject),
        sortBy: (row) => subject(row) ?? row.subject,
      },
      {
        heading: say(texts.published),
        isNumber: true,
        show: (row) =>
          (SIGNS[row.comparison] ?? "") +
          figure(row, row.published_value, row.published_rank, row.printed_decimals ?? 0),
        sortBy: (row) => row.published_value,
      },
      {
        heading: say(texts.recomputed),
        isNumber: true,
        show: (row) =>
          figure(
            row,
            row.recomputed_value,
            row.recomputed_rank,
            (row.printed_decimals ?? 0) + (row.verdict === "agrees" ? 0 : MORE_DECIMALS),
          ),
        sortBy: (row) => row.recomputed_value,
      },
      {
        heading: say(texts.verdict),
        show: (row) =>
          html(
            "span",
            { class: row.verdict === "contradicts" ? "bad" : row.verdict.startsWith("agrees") ? "good" : null },
            name(row.verdict),
          ),
        sortBy: (row) => ORDER.indexOf(row.verdict),
      },
      { heading: say(texts.reason), show: (row) => reason(row) ?? inEnglish(row.reason ?? "") },
    ],
    [],
  );
  const draw = () => {
    const rows = byBasis.get(basis) ?? [];
    origin.replaceChildren(
      originNotes(
        [
          { what: say(texts.printed), origins: rows.map((row) => row.origin) },
          { what: say(texts.again, { basis: say(texts[basis]) }), origins: [ORIGINS[basis]] },
        ],
        true,
      ),
    );
    counts.replaceChildren(
      keyFigures(
        ORDER.map((code) => ({ label: name(code), value: whole(rows.filter((row) => row.verdict === code).length) })),
      ),
    );
    const words = sought.trim().toLowerCase();
    const filtered = rows
      .filter(
        (row) =>
          (verdict === "" || row.verdict === verdict) &&
          (words === "" ||
            [sectionOf(row), row.section, subject(row), row.subject, reason(row), row.reason]
              .join(" ")
              .toLowerCase()
              .includes(words)),
      )
      .sort((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict));
    note.textContent = `${say(texts.count, { count: filtered.length })} ${say(texts.statementsInEnglish)}`;
    table.update(filtered);
  };
  const search = html("input", { type: "search", value: sought });
  search.addEventListener("input", () => {
    sought = search.value;
    keepSetting(context, "search", sought);
    draw();
  });
  draw();
  return [
    html("h1", {}, say(texts.title)),
    html("p", {}, say(texts.what)),
    origin,
    section(
      say(texts.figures),
      html(
        "div",
        { class: "choices" },
        choice(
          say(texts.basis),
          BASES.map((code) => ({ value: code, text: say(texts[code]) })),
          basis,
          (code) => {
            basis = BASES.find((candidate) => candidate === code) ?? basis;
            keepSetting(context, "basis", basis);
            draw();
          },
        ),
        choice(
          say(texts.verdict),
          [{ value: "", text: say(texts.all) }, ...ORDER.map((code) => ({ value: code, text: name(code) }))],
          verdict,
          (code) => {
            verdict = code;
            keepSetting(context, "verdict", code);
            draw();
          },
        ),
        html("label", { class: "choice" }, html("span", {}, say(texts.search)), search),
      ),
      counts,
      note,
      table.element,
    ),
  ];
}

/** A value with its rank in brackets; a rank alone where the report prints an order and no scores. */
function figure(row: Figure, value: number | null, rank: number | null, decimals: number): string {
  if (row.figure_kind === "rank") return value === null ? MISSING : `#${whole(value)}`;
  return fixed(value, decimals) + (rank === null ? "" : ` (#${whole(rank)})`);
}
