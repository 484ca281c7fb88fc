"""The page on what of the report is where says what the build says."""

from conftest import Build
from report_coverage import CHAPTERS, DOCUMENT, document


def test_the_page_is_that_of_the_build(embedded: Build) -> None:
    """After a change of marts, worked queries or verdicts, `make coverage` writes it anew."""
    assert DOCUMENT.read_text(encoding="utf-8") == document(embedded.warehouse)


def test_every_printed_list_is_on_the_page(embedded: Build) -> None:
    """No table of the audit is forgotten, and none is named that there is not."""
    named = {word for entries in CHAPTERS.values() for entry in entries for word in entry.audited.split()}
    audited = {str(row[0]) for row in embedded.query("select distinct source_table from audit_published_figures")}
    assert {word for word in named if not word.startswith("§")} == audited - {"statements"}
