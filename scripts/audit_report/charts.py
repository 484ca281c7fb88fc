"""Two charts as SVG, written by hand: the same figures give the same bytes, and no drawing library is needed."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from audit_report.text import number
from audit_report.warehouse import Row

INK, FAINT, LINE, BAR = "#1b1f24", "#57606a", "#d8dee4", "#9ec5e8"
DARK = "#1f5f99"
ROW, TOP = 18, 70
PLOT_WIDTH = 520
CELL = 64
NEGATIVE, POSITIVE = (178, 72, 40), (31, 95, 153)


def text(x: float, y: float, content: str, anchor: str = "start", fill: str = INK, size: int = 12) -> str:
    """A piece of text."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{fill}" font-size="{size}">{escape(content)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"/>'


def text_width(content: str, size: int = 12) -> float:
    """About how wide a text is: Chinese characters are as wide as they are high."""
    return sum(size if ord(character) > 0x2E7F else 0.58 * size for character in content)


def document(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    """A whole file."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" font-family="sans-serif" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
            text(12, 22, title, size=14),
            *parts,
            "</svg>",
            "",
        ]
    )


def tick_step(highest: int) -> int:
    """The distance between ticks: five to ten of them."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if highest / step <= 10:
            return step
    return 1000


def interval_chart(title: str, rows: Sequence[Row]) -> str:
    """Draw the interval of each unit, its middle half, its median and its default rank."""
    highest = max(int(max(row["rank_p95"], row["rank"])) for row in rows)
    bottom = TOP + ROW * len(rows)
    labels = [f"{row['unit']} {row['rank']}" for row in rows]
    margin = 22 + max(map(text_width, labels))

    def across(rank: float) -> float:
        return margin + PLOT_WIDTH * (rank - 0.5) / highest

    step = tick_step(highest)
    ticks = [1, *[tick for tick in range(step, highest + 1, step) if tick > 1]]
    parts = [
        text(12, 42, "5 to 95 % (line), middle half (bar), median (stroke), default rank (dot)", fill=FAINT, size=11)
    ]
    for tick in ticks:
        parts.append(line(across(tick), TOP - 4, across(tick), bottom, LINE))
        parts.append(text(across(tick), TOP - 8, str(tick), "middle", FAINT, 10))
    for place, row in enumerate(rows):
        middle = TOP + ROW * (place + 0.5)
        left, right = across(row["rank_p25"]), across(row["rank_p75"])
        parts += [
            text(margin - 10, middle + 4, labels[place], "end"),
            line(across(row["rank_p05"]), middle, across(row["rank_p95"]), middle, DARK, 1.5),
            f'<rect x="{left - 2:.1f}" y="{middle - 4.5:.1f}" width="{right - left + 4:.1f}" height="9" fill="{BAR}"/>',
            line(across(row["rank_p50"]), middle - 6, across(row["rank_p50"]), middle + 6, DARK, 2),
            f'<circle cx="{across(row["rank"]):.1f}" cy="{middle:.1f}" r="3" fill="{INK}"/>',
        ]
    return document(max(margin + PLOT_WIDTH + 12, 24 + text_width(title, 14)), bottom + 16, title, parts)


def shade(value: float) -> str:
    """Darker for a stronger correlation, in another colour below zero."""
    strength = min(abs(value), 1)
    full = POSITIVE if value >= 0 else NEGATIVE
    return "#" + "".join(f"{round(255 + (part - 255) * strength):02x}" for part in full)


def correlation_chart(title: str, names: Sequence[str], values: Sequence[Sequence[float | None]]) -> str:
    """Draw the lower half of a matrix of correlations; the columns are numbered as the rows are."""
    labels = [f"{name} {place}" for place, name in enumerate(names, start=1)]
    margin = 22 + max(map(text_width, labels))
    top, height = 56, CELL // 2
    parts = []
    for row, label in enumerate(labels):
        middle = top + height * (row + 0.5)
        parts.append(text(margin + CELL * (row + 0.5), top - 8, str(row + 1), "middle", FAINT))
        parts.append(text(margin - 10, middle + 4, label, "end"))
        for column in range(row + 1):
            value = values[row][column]
            left = margin + CELL * column
            fill = "#f0f2f4" if value is None else shade(value)
            place = f'x="{left:.1f}" y="{middle - height / 2:.1f}" width="{CELL - 2}" height="{height - 2}"'
            parts.append(f'<rect {place} fill="{fill}"/>')
            if column < row:
                ink = "#ffffff" if value is not None and abs(value) > 0.6 else INK
                parts.append(text(left + CELL / 2 - 1, middle + 3, number(value), "middle", ink))
    width = max(margin + CELL * len(names) + 12, 24 + text_width(title, 14))
    return document(width, top + height * len(names) + 12, title, parts)
