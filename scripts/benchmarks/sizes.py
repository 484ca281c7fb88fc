"""The sizes that are measured, by their name: millions of records."""

from dataclasses import dataclass

from panel import Panel


@dataclass(frozen=True)
class Size:
    """A panel, how often everything is measured on it, and how long a contestant may take."""

    panel: Panel
    repetitions: int = 1
    limit_minutes: int = 10


SIZES = {
    "0.2": Size(Panel(cities=340, measures=100, industries=1, periods=6), repetitions=3),
    "2": Size(Panel(cities=340, measures=300, industries=1, periods=20), repetitions=3),
    "20": Size(Panel(cities=3000, measures=300, industries=1, periods=24)),
    "200": Size(Panel(cities=3000, measures=300, industries=10, periods=24)),
    "1000": Size(Panel(cities=3000, measures=300, industries=50, periods=24), limit_minutes=60),
}

# One more period after fifty.
INCREMENTAL = Panel(cities=340, measures=300, industries=1, periods=50)
