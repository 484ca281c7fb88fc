"""Sections of docs/engines.md that a command writes, each between two comments that name the command."""

from pathlib import Path

from refusal import Refusal

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "engines.md"


def with_section(document: str, command: str, text: str) -> str:
    """Put the text in its place in the document."""
    start, end = f"<!-- {command}: start -->", f"<!-- {command}: end -->"
    before, found_start, rest = document.partition(start)
    _, found_end, after = rest.partition(end)
    if not (found_start and found_end):
        raise Refusal(
            f"{DOCUMENT.name} has lost its markers. Put these two lines where the text belongs: {start} {end}"
        )
    return f"{before}{start}\n\n{text}\n\n{end}{after}"


def write_section(command: str, text: str) -> None:
    """Write it there."""
    document = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(with_section(document, command, text), encoding="utf-8")
