"""The transcription of the 2016 report agrees with its text, and the check of that can fail."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = PROJECT / "scripts" / "transcription" / "check_transcription.py"
REPORT = PROJECT.parent / "shared" / "report" / "report-2016.txt"
needs_report = pytest.mark.skipif(not REPORT.is_file(), reason="the report's text is not at hand")

Row = dict[str, str]


def run_check(*arguments: str | Path) -> tuple[int, list[str]]:
    """Run the program; its exit code and the lines that it printed."""
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def problems(lines: list[str]) -> list[str]:
    """The problem lines, which stand after the last line of the summary."""
    last = max(i for i, line in enumerate(lines) if line.startswith("running text: "))
    return lines[last + 1 : -1]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds that the check reads."""
    folder = tmp_path / "seeds"
    shutil.copytree(PROJECT / "seeds" / "published", folder / "published")
    (folder / "reference").mkdir()
    shutil.copy(PROJECT / "seeds" / "reference" / "areas.csv", folder / "reference")
    (folder / "methodology").mkdir()
    shutil.copy(PROJECT / "seeds" / "methodology" / "list_definitions.csv", folder / "methodology")
    return folder


def edit(path: Path, change: Callable[[list[Row]], None]) -> None:
    """Change the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def find(rows: list[Row], **values: str) -> Row:
    """The one row with these values."""
    (row,) = [row for row in rows if all(row[key] == value for key, value in values.items())]
    return row


@needs_report
def test_seeds_agree_with_the_report() -> None:
    """No figure differs, is missing or has no reason to be left out."""
    code, lines = run_check("--report", REPORT)
    assert problems(lines) == []
    assert code == 0


def test_absent_report_is_said(tmp_path: Path) -> None:
    """Without the report nothing is checked, which is no failure but is not silent either."""
    code, lines = run_check("--report", tmp_path / "absent.txt")
    assert code == 0
    assert lines == ["not checked: the text of the report is not at hand (--report PATH)"]


@needs_report
def test_altered_seeds_are_reported(seeds: Path) -> None:
    """One altered score, one deleted name, one lead and one statement: exactly these are named."""

    def alter_score(rows: list[Row]) -> None:
        row = find(rows, list_code="industry_top_100", area_code="370200")
        row["printed_value"] = "0.983"  # the same number with another precision

    def delete_name(rows: list[Row]) -> None:
        rows.remove(find(rows, list_code="tourism_top_10", printed_rank="9"))

    def alter_lead(rows: list[Row]) -> None:
        row = find(rows, table_code="leads_over_gdp", position="1", figure_code="lead")
        row["printed_value"] = "156"

    def alter_statement(rows: list[Row]) -> None:
        find(rows, statement_id="industry_first_tier_sum")["printed_value"] = "33.06"

    edit(seeds / "published" / "published_scores.csv", alter_score)
    edit(seeds / "published" / "published_ranks.csv", delete_name)
    edit(seeds / "published" / "published_rank_leads.csv", alter_lead)
    edit(seeds / "published" / "published_statements.csv", alter_statement)
    code, lines = run_check("--report", REPORT, "--seeds", seeds)
    assert code == 1
    assert [line.split(" in '")[0] for line in problems(lines)] == [
        "published_scores.csv: industry_top_100 18: seed '青岛 0.983', report '青岛 0.9830' in front matter",
        "published_ranks.csv: tourism_top_10 9: seed None, report '苏州' in front matter",
        "published_ranks.csv: tourism_top_10 9: seed None, report '苏州' in executive summary",
        "published_ranks.csv: tourism_top_10 9: seed None, report '苏州' in 3.3.1",
        "published_rank_leads.csv: leads_over_gdp 1 lead: seed '洛阳 156', report '洛阳 155' in executive summary",
        "published_statements.csv: industry_first_tier_sum: seed '33.06', not in section 3.1.2",
        "not transcribed: section 3.1.2: 33.05",
    ]


@needs_report
def test_wrong_area_codes_are_reported(seeds: Path) -> None:
    """A code of another city, and a city in a province that the appendix does not print."""

    def swap_codes(rows: list[Row]) -> None:
        find(rows, list_code="total_appendix", printed_name="吉林市")["area_code"] = "220100"
        find(rows, list_code="total_appendix", printed_name="德阳市")["area_code"] = "440100"

    edit(seeds / "published" / "published_scores.csv", swap_codes)
    code, lines = run_check("--report", REPORT, "--seeds", seeds)
    assert code == 1
    assert problems(lines) == [
        "published_scores.csv: 德阳市: seed 440100, areas.csv [510600 德阳市]",
        "published_scores.csv: 吉林市: seed 220100, areas.csv [220200 吉林市]",
        "published_scores.csv: total_appendix 58 德阳市: seed in '广东省', report in '四川省'",
    ]
