"""Ranks in random draws: how sure they are, and which units can be told from the next one."""

from statistics import median

from audit_report import engine
from audit_report.charts import interval_chart
from audit_report.text import EMPTY, Section, listed, number, of_all, percent, plural
from audit_report.warehouse import Index, Ranking, Row, Warehouse

FIRST_UNITS = 20
CHART_UNITS = 50
# An interval of fewer ranks is called narrow, as in the JRC's audits.
NARROW = 10
# Leaders that come first more rarely are not told.
RARE = 0.01
# From so many units on that share a rank on average, ties say more than the order does.
MANY = 2
ANALYSES = {
    "weights": "drawn weights",
    "experts": "other panels",
    "method": "drawn method",
    "mean": "drawn mean",
}
MEANS_WITH_ZEROS = ("geometric", "harmonic")


def computed(rows: list[Row], analysis: str | None = None) -> list[Row]:
    """The rows that have figures, of an analysis."""
    return [row for row in rows if row["status"] == "computed" and analysis in (None, row.get("analysis"))]


def reasons_of(rows: list[Row]) -> str:
    """Why rows have no figures."""
    return listed(sorted({row["reason"] for row in rows if row["reason"]})) if rows else "the marts have no rows"


def analysis_name(code: str) -> str:
    """An analysis in words; what users add has its own code."""
    return ANALYSES.get(code, f"`{code}`")


def analyses_of(rows: list[Row]) -> list[str]:
    """The analyses in their order."""
    codes = {str(row["analysis"]) for row in rows}
    return [code for code in ANALYSES if code in codes] + sorted(codes - set(ANALYSES))


def width(row: Row) -> int:
    """How many ranks lie between the ends of an interval."""
    return int(row["rank_p95"] - row["rank_p05"])


def add_draws(
    section: Section, warehouse: Warehouse, index: Index, ranking: Ranking, swaps: list[Row], chart: str
) -> None:
    """Show what all analyses say of the ranking and of its first units."""
    intervals = engine.read_intervals(warehouse, ranking)
    neighbours = engine.read_neighbours(warehouse, ranking)
    analyses = [code for code in analyses_of(intervals) if computed(intervals, code)]
    if analyses:
        add_analyses(section, intervals, neighbours, analyses)
        section.findings.append(first_places(engine.read_first_places(warehouse, ranking), analyses))
        add_interval_findings(section, intervals, neighbours, analyses)
    add_missing_analyses(section, intervals)
    add_ties(section, warehouse, ranking)
    add_first_units(section, index, intervals, neighbours, analyses, swaps)
    drawn = computed(intervals, engine.WEIGHTS)[:CHART_UNITS]
    if len(drawn) > 1:
        section.charts[chart] = interval_chart(f"Ranks under drawn weights: {index.name}, {ranking.title}", drawn)


def add_analyses(section: Section, intervals: list[Row], neighbours: list[Row], analyses: list[str]) -> None:
    """Sum up every analysis in a line."""
    lines = []
    for analysis in analyses:
        found = computed(intervals, analysis)
        pairs = computed(neighbours, analysis)
        lines.append(
            [
                analysis_name(analysis),
                str(found[0]["draws"]),
                str(max(row["failed_draws"] for row in found)),
                str(len(found)),
                number(median(width(row) for row in found), 1),
                str(max(width(row) for row in found)),
                of_all(count_narrow(found), len(found)) if len(found) > NARROW else EMPTY,
                of_all(sum(row["is_distinguishable"] for row in pairs), len(pairs)),
            ]
        )
    section.add_table(
        [
            "analysis",
            "draws",
            "failed",
            "units",
            "median width",
            "widest",
            f"narrower than {NARROW} ranks",
            "told from the next one",
        ],
        lines,
    )


def count_narrow(found: list[Row]) -> int:
    """How many units have narrow intervals."""
    return sum(width(row) < NARROW for row in found)


def first_places(rows: list[Row], analyses: list[str]) -> str:
    """Say who comes first, and how often."""
    parts = []
    for analysis in analyses:
        leaders = [row for row in rows if row["analysis"] == analysis and row["probability"] >= RARE]
        names = listed([f"{row['unit']} in {percent(row['probability'])}" for row in leaders], 3)
        parts.append(f"{names} of the draws under {analysis_name(analysis)}")
    return f"First place: {'; '.join(parts)}."


def add_interval_findings(section: Section, intervals: list[Row], neighbours: list[Row], analyses: list[str]) -> None:
    """Say how sure ranks at large are."""
    narrow, told, widest = [], [], []
    for analysis in analyses:
        found = computed(intervals, analysis)
        pairs = computed(neighbours, analysis)
        name = analysis_name(analysis)
        row = max(found, key=width)
        narrow.append(f"{of_all(count_narrow(found), len(found))} units under {name}")
        widest.append(f"{row['unit']} from {row['rank_p05']} to {row['rank_p95']} under {name}")
        told.append(f"{of_all(sum(pair['is_distinguishable'] for pair in pairs), len(pairs))} under {name}")
    # of fewer units all are narrow: there are no more ranks
    if len(computed(intervals, analyses[0])) > NARROW:
        section.findings.append(f"Intervals are narrower than {NARROW} ranks for {listed(narrow)}.")
        section.findings.append(f"The widest intervals: {listed(widest)}.")
    section.findings.append(f"Units that can be told from the next one: {listed(told)}.")


def add_missing_analyses(section: Section, intervals: list[Row]) -> None:
    """Say which analyses have no figures."""
    for analysis in analyses_of(intervals):
        if not computed(intervals, analysis):
            why = reasons_of([row for row in intervals if row["analysis"] == analysis])
            section.add(f"No interval under {analysis_name(analysis)}: {why}.")
            section.findings.append(f"Nothing can be said about ranks under {analysis_name(analysis)}: {why}.")


def add_ties(section: Section, warehouse: Warehouse, ranking: Ranking) -> None:
    """Warn where many units share a rank: intervals and sensitivities then are about ties first of all."""
    choices = engine.read_choices(warehouse)
    for row in engine.read_ties(warehouse, ranking):
        if row["units"] < MANY:
            continue
        name = analysis_name(row["analysis"])
        means = [
            f"{choice['choice']} mean"
            for choice in choices
            if choice["analysis"] == row["analysis"] and choice["choice"] in MEANS_WITH_ZEROS
        ]
        zeros = engine.count_units_with_zeros(warehouse, ranking)
        cause = (
            f" {of_all(zeros, ranking.scored)} units have a 0 among their values as normalised, and score 0 as soon as "
            f"a {' or a '.join(means)} of these is drawn."
            if means and zeros > 1
            else ""
        )
        sentence = (
            f"Ties decide much under {name}: on rank {row['rank']} stand {number(row['units'], 1)} units on "
            f"average.{cause} Widths, neighbours and sensitivity indices under {name} are about this first of all."
        )
        section.add(sentence)
        section.findings.append(sentence)


def add_first_units(
    section: Section,
    index: Index,
    intervals: list[Row],
    neighbours: list[Row],
    analyses: list[str],
    swaps: list[Row],
) -> None:
    """Show the first units with their intervals, and what parts them from the next."""
    if not analyses:
        return
    by_analysis = {code: {row["area_code"]: row for row in computed(intervals, code)} for code in analyses}
    told = {(row["analysis"], row["area_code"]) for row in computed(neighbours) if row["is_distinguishable"]}
    nearest = {row["area_code"]: swap_text(index, row) for row in computed(swaps)}
    found = computed(intervals, analyses[0])
    first = found[:FIRST_UNITS]
    last = found[-1]["area_code"]
    section.add(f"The first {plural(len(first), 'unit')}, with their ranks from the 5 to the 95 % quantile:")
    section.add_table(
        [
            "unit",
            "rank",
            *[analysis_name(code) for code in analyses],
            "told from the next one under",
            "nearest weight that swaps it with the next",
        ],
        [
            [
                row["unit"],
                str(row["rank"]),
                *[interval_text(by_analysis[code].get(row["area_code"])) for code in analyses],
                EMPTY if row["area_code"] == last else told_text(told, row["area_code"], analyses),
                nearest.get(row["area_code"], EMPTY),
            ]
            for row in first
        ],
    )


def interval_text(row: Row | None) -> str:
    """An interval of ranks."""
    if row is None:
        return EMPTY
    return f"{row['rank_p05']} to {row['rank_p95']}" if width(row) else str(row["rank_p05"])


def told_text(told: set[tuple[str, str]], area: str, analyses: list[str]) -> str:
    """The analyses under which a unit can be told from the next one."""
    names = [analysis_name(code) for code in analyses if (code, area) in told]
    if len(names) == len(analyses) > 1:
        return "all"
    return ", ".join(names) or "none"


def swap_text(index: Index, row: Row) -> str:
    """How far the nearest weight has to move."""
    if row["node_code"] is None:
        return "none"
    name = index.nodes[row["node_code"]].name
    return f"{name} {percent(row['weight'], 1)} → {percent(row['weight_at_swap'], 1)}"
