"""Seconds against records as an SVG, both on logarithmic scales, in the style of the statistical audit's charts."""

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from audit_report.charts import FAINT, LINE, document, line, text

COLOURS = {"warehouse": "#1f5f99", "floor": "#1b1f24", "polars": "#b24828", "pandas": "#6a7f1f"}
LEFT, TOP, WIDTH, HEIGHT, RIGHT = 70, 60, 520, 320, 110
KEY_HEIGHT = 20

Point = tuple[float, float]


def decades(values: Sequence[float]) -> range:
    """The powers of ten that enclose the values."""
    return range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)


def records_label(power: int) -> str:
    """A power of ten in words."""
    thousands, rest = divmod(power, 3)
    return f"{10**rest}{['', ' thousand', ' million', ' billion'][thousands]}"


def scale_chart(title: str, series: Mapping[str, Sequence[Point]]) -> str:
    """Draw a line for each contestant through its points of records and seconds."""
    points = [point for line_points in series.values() for point in line_points]
    across_decades = decades([x for x, _ in points])
    up_decades = decades([y for _, y in points])

    def across(x: float) -> float:
        return LEFT + WIDTH * (math.log10(x) - across_decades[0]) / max(1, len(across_decades) - 1)

    def up(y: float) -> float:
        return TOP + HEIGHT * (1 - (math.log10(y) - up_decades[0]) / max(1, len(up_decades) - 1))

    parts = [text(12, 42, "seconds of a whole process, by number of records; both scales logarithmic", fill=FAINT)]
    for power in across_decades:
        x = across(10.0**power)
        parts += [line(x, TOP, x, TOP + HEIGHT, LINE)]
        parts += [text(x, TOP + HEIGHT + 18, records_label(power), "middle", FAINT, 11)]
    for power in up_decades:
        y = up(10.0**power)
        parts += [
            line(LEFT, y, LEFT + WIDTH, y, LINE),
            text(LEFT - 8, y + 4, f"{10.0**power:,.4g} s", "end", FAINT, 11),
        ]
    for place, (name, of_name) in enumerate((name, of_name) for name, of_name in series.items() if of_name):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in of_name)
        colour, key = COLOURS[name], TOP + 8 + KEY_HEIGHT * place
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in of_name]
        parts.append(line(LEFT + WIDTH + 16, key, LEFT + WIDTH + 36, key, colour, 2))
        parts.append(text(LEFT + WIDTH + 42, key + 4, name, fill=colour))
    return document(LEFT + WIDTH + RIGHT, TOP + HEIGHT + 34, title, parts)
