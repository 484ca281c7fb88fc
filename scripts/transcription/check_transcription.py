"""Check the seeds in seeds/published against the text of the 2016 report.

Why: every later comparison of recomputed with published figures rests on the transcription. The
report is read independently of the seeds, and the two are compared in both directions: each
printed table and each of its printings, each number of the statements, each area code, and every
number of the report that no seed holds, which then needs a stated reason to be left out.

Usage: python scripts/transcription/check_transcription.py [--report PATH] [--seeds DIR]
Exits 1 with one problem a line, or 0; also 0, saying so, where the report is not at hand.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from report_exclusions import context_reason, structural_reason
from report_tables import (
    Figures,
    appendix_rows,
    printed_leads,
    printed_ranks,
    printed_scores,
    smart_city_provinces,
)
from report_text import Section, Token, read_sections

PROJECT = Path(__file__).resolve().parents[2]
Row = dict[str, str]

AREA_SUFFIX = re.compile("(?<=..)(省|市|(?:.{1,3}族)?自治区|州|地区|盟|县|林区)$")


@dataclass
class Outcome:
    """What the check found: problems, and counts for the summary."""

    problems: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    excluded: Counter[str] = field(default_factory=Counter)

    def compare(self, table: str, section: str, seed: Figures, report: Figures) -> None:
        """Compare the figures of one table in both directions."""
        for key in sorted(seed.keys() | report.keys()):
            if seed.get(key) != report.get(key):
                values = f"seed {seed.get(key)!r}, report {report.get(key)!r} in {section}"
                self.problems.append(f"{table} {key}: {values}")


def check(report: Path, seeds: Path) -> Outcome:
    """Run every check."""
    outcome = Outcome()
    sections = read_sections(report)
    tables = {name: read_seed(seeds, name) for name in ("scores", "ranks", "rank_leads")}
    lists = {row["list_code"]: row for row in read_seed(seeds, "lists")}
    statements = read_seed(seeds, "statements")
    lead_tables = {row["table_code"] for row in tables["rank_leads"]}
    defined_lists = {row["list_code"] for row in read_csv(seeds / "methodology" / "list_definitions.csv")}
    for name, rows in (*tables.items(), ("statements", statements)):
        for row in rows:
            known = row.get("list_code") in (None, "", *lists, *lead_tables, *defined_lists)
            if not known:
                outcome.problems.append(f"published_{name}.csv: unknown list {row['list_code']}")
    check_scores(outcome, sections, tables["scores"])
    check_ranks(outcome, sections, tables["ranks"])
    check_leads(outcome, sections, tables["rank_leads"])
    areas = read_csv(seeds / "reference" / "areas.csv")
    for name, rows in tables.items():
        levels = {code: row["area_level"] for code, row in lists.items()}
        check_areas(outcome, f"published_{name}.csv", rows, areas, levels)
    check_appendix_provinces(outcome, sections, tables["scores"], areas)
    check_statements(outcome, sections, statements)
    check_completeness(outcome, sections, statements)
    return outcome


def read_csv(path: Path) -> list[Row]:
    """All rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_seed(seeds: Path, name: str) -> list[Row]:
    """All rows of a published seed."""
    return read_csv(seeds / "published" / f"published_{name}.csv")


def check_scores(outcome: Outcome, sections: dict[str, Section], seed: list[Row]) -> None:
    """Every printed score, with its rank and name."""
    file = "published_scores.csv"
    own: dict[str, Figures] = {}
    for row in seed:
        rank, name, value = row["printed_rank"], row["printed_name"], row["printed_value"]
        key, figure = (rank, f"{name} {value}") if rank else (name, value)
        _add(
            outcome,
            f"{file}: {row['list_code']}",
            own.setdefault(row["list_code"], {}),
            key,
            figure,
        )
    printed = printed_scores(sections)
    for code, (section, report) in printed.items():
        outcome.compare(f"{file}: {code}", section, own.get(code, {}), report)
        outcome.lines.append(f"{file}: {code}: {len(report)} scores of {section} compared")
        ranks = {int(key) for key in report if key.isdigit()}
        if ranks and (gaps := sorted(set(range(1, max(ranks) + 1)) - ranks)):
            outcome.lines.append(f"note: {code}: the text of the report has no ranks {gaps}")
    outcome.problems += [f"{file}: {c}: not printed" for c in sorted(own.keys() - printed.keys())]


def check_ranks(outcome: Outcome, sections: dict[str, Section], seed: list[Row]) -> None:
    """Every printing of the two tables of names by rank."""
    file = "published_ranks.csv"
    own: dict[str, Figures] = {}
    for row in seed:
        code, rank, name = row["list_code"], row["printed_rank"], row["printed_name"]
        _add(outcome, f"{file}: {code}", own.setdefault(code, {}), rank, name)
    printed: set[str] = set()
    for section, lists in printed_ranks(sections):
        printed |= lists.keys()
        for code, report in lists.items():
            outcome.compare(f"{file}: {code}", section, own.get(code, {}), report)
        outcome.lines.append(f"{file}: {len(lists)} lists of {section} compared")
    outcome.problems += [f"{file}: {c}: not printed" for c in sorted(own.keys() - printed)]


def check_leads(outcome: Outcome, sections: dict[str, Section], seed: list[Row]) -> None:
    """Every figure of the three tables of rank leads, in the printed order of the cities."""
    file = "published_rank_leads.csv"
    own: dict[str, Figures] = {}
    for row in seed:
        code, key = row["table_code"], f"{row['position']} {row['figure_code']}"
        figure = f"{row['printed_name']} {row['printed_value']}"
        _add(outcome, f"{file}: {code}", own.setdefault(code, {}), key, figure)
    printed = printed_leads(sections)
    for code, (section, report) in printed.items():
        outcome.compare(f"{file}: {code}", section, own.get(code, {}), report)
        outcome.lines.append(f"{file}: {code}: {len(report)} figures of {section} compared")
    outcome.problems += [f"{file}: {c}: not printed" for c in sorted(own.keys() - printed.keys())]


def _add(outcome: Outcome, table: str, figures: Figures, key: str, figure: str) -> None:
    if key in figures:
        outcome.problems.append(f"{table} {key}: twice in the seed")
    figures[key] = figure


def check_areas(outcome: Outcome, file: str, rows: list[Row], areas: list[Row], levels: dict[str, str]) -> None:
    """The area code of a row is the only area of its level whose name begins as printed."""
    seen = set()
    for row in rows:
        name, code = row["printed_name"], row["area_code"]
        level = levels.get(row.get("list_code", ""), "city")
        if (name, code, level) in seen:
            continue
        seen.add((name, code, level))
        stem = AREA_SUFFIX.sub("", name)
        fits = [a for a in areas if a["area_level"] == level and a["name_zh"].startswith(stem)]
        if [area["area_code"] for area in fits] != [code]:
            found = ", ".join(f"{area['area_code']} {area['name_zh']}" for area in fits)
            outcome.problems.append(f"{file}: {name}: seed {code}, areas.csv [{found}]")
    outcome.lines.append(f"{file}: {len(seen)} pairs of name and code compared with areas.csv")


def check_appendix_provinces(outcome: Outcome, sections: dict[str, Section], seed: list[Row], areas: list[Row]) -> None:
    """The province that the appendix prints is the parent of the city's code."""
    names = {area["area_code"]: area["name_zh"] for area in areas}
    parents = {area["area_code"]: area["parent_area_code"] for area in areas}
    codes = {r["printed_rank"]: r["area_code"] for r in seed if r["list_code"] == "total_appendix"}
    for rank, (city, _, province) in appendix_rows(sections).items():
        parent = names.get(parents.get(codes.get(rank, ""), ""), "")
        if rank in codes and parent[:2] != province[:2]:
            values = f"seed in {parent!r}, report in {province!r}"
            place = f"total_appendix {rank} {city}"
            outcome.problems.append(f"published_scores.csv: {place}: {values}")


def figures_of_text(section: Section) -> tuple[list[Token], Counter[str]]:
    """The numbers of the running text that can be figures, and reasons why others cannot."""
    body = section.running_text()
    tokens = []
    excluded: Counter[str] = Counter()
    for token in body.tokens():
        if reason := structural_reason(section.code, body.text, token):
            excluded[reason] += 1
        else:
            tokens.append(token)
    return tokens, excluded


def check_statements(outcome: Outcome, sections: dict[str, Section], statements: list[Row]) -> None:
    """The number of each statement occurs in the running text of all its sections."""
    found = 0
    ids = Counter(row["statement_id"] for row in statements)
    for statement_id in (key for key, times in ids.items() if times > 1):
        outcome.problems.append(f"published_statements.csv: {statement_id}: twice in the seed")
    values = {
        code: section.running_text().written() | {t.value for t in figures_of_text(section)[0]}
        for code, section in sections.items()
    }
    for row in (row for row in statements if row["is_implied"] == "false"):
        for code in row["section"].split("; "):
            if row["printed_value"] in values.get(code, ()):
                found += 1
            else:
                key, value = row["statement_id"], row["printed_value"]
                outcome.problems.append(f"published_statements.csv: {key}: seed {value!r}, not in section {code}")
    implied = sum(row["is_implied"] == "true" for row in statements)
    outcome.lines.append(
        f"published_statements.csv: {len(statements)} statements, {found} places found in the "
        f"text, {implied} implied and not printed"
    )


def check_completeness(outcome: Outcome, sections: dict[str, Section], statements: list[Row]) -> None:
    """Each number of the running text is in a statement, or has a reason to be left out.

    Text and statement are matched by value within a section, not by position.
    """
    transcribed = 0
    for code, section in sections.items():
        text = section.running_text().text
        own = [row for row in statements if code in row["section"].split("; ")]
        values = {row[c] for row in own for c in ("printed_value", "rank_from", "rank_to")}
        if code == "5.2.1":
            for rank, figure in smart_city_provinces(section).items():
                values |= {rank, figure.split()[1]}
        tokens, excluded = figures_of_text(section)
        outcome.excluded += excluded
        for token in tokens:
            if token.value in values:
                transcribed += 1
            elif reason := context_reason(code, text, token):
                outcome.excluded[reason] += 1
            else:
                around = text[max(0, token.start - 15) : token.end + 15].replace("\n", " ")
                outcome.problems.append(f"not transcribed: section {code}: {token.value} in {around!r}")
    outcome.lines.append(f"running text: {transcribed} numbers are held by a seed")


def main() -> int:
    """Parse the command line, run the check, print what it found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--report", type=Path, default=PROJECT / "../shared/report/report-2016.txt")
    parser.add_argument("--seeds", type=Path, default=PROJECT / "seeds")
    arguments = parser.parse_args()
    if not arguments.report.is_file():
        print("not checked: the text of the report is not at hand (--report PATH)")
        return 0
    outcome = check(arguments.report, arguments.seeds)
    print(*outcome.lines, sep="\n")
    for reason, count in outcome.excluded.most_common():
        print(f"running text: {count} numbers left out: {reason}")
    print(*outcome.problems, f"{len(outcome.problems)} problem(s)", sep="\n")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
