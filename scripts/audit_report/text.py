"""Numbers and tables as text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY = "–"


@dataclass
class Section:
    """Lines of a page, what they amount to, and charts by file name."""

    lines: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    charts: dict[str, str] = field(default_factory=dict)

    def add(self, *paragraphs: str) -> None:
        """Add paragraphs."""
        for paragraph in paragraphs:
            self.lines += [paragraph, ""]

    def add_table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table; columns of numbers stand to the right."""
        cells = list(rows)
        columns = list(zip(*cells, strict=True)) or [()] * len(heads)
        self.lines.append(table_row(heads))
        self.lines.append("|" + "|".join("---:" if is_numeric(column) else "---" for column in columns) + "|")
        self.lines += [table_row(row) for row in cells]
        self.lines.append("")

    def add_section(self, other: "Section") -> None:
        """Add all of another section."""
        self.lines += other.lines
        self.findings += other.findings
        self.charts |= other.charts


def is_numeric(cells: Sequence[str]) -> bool:
    """True for a column of numbers, empty cells aside."""
    return all(re.match(rf"[<>+−]?\d|{EMPTY}$", cell) for cell in cells)


def table_row(cells: Sequence[str]) -> str:
    """A line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def number(value: float | None, decimals: int = 2) -> str:
    """A number with so many decimals."""
    if value is None:
        return EMPTY
    text = f"{value:.{decimals}f}"
    # what rounds to zero has no sign
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def signed(value: float, decimals: int = 1) -> str:
    """A change, with its sign."""
    text = number(value, decimals)
    return text if text.startswith("−") or float(text) == 0 else f"+{text}"


def percent(part: float | None, decimals: int = 0) -> str:
    """A part of 1 in percent; what is not quite nothing or all does not look like it."""
    if part is None:
        return EMPTY
    text = f"{100 * part:.{decimals}f}"
    step = 10**-decimals
    if part > 0 and float(text) == 0:
        return f"<{step:.{decimals}f} %"
    if part < 1 and float(text) == 100:
        return f">{100 - step:.{decimals}f} %"
    return f"{text} %"


def of_all(part: int, whole: int) -> str:
    """A count with what it is a part of."""
    return f"{part} of {whole} ({percent(part / whole)})" if whole else "0 of 0"


def plural(count: int, singular: str, several: str = "") -> str:
    """A count and its noun."""
    return f"{count} {singular if count == 1 else several or singular + 's'}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names with commas; the rest is counted."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
