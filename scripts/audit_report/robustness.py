"""Section 4: what becomes of the ranking under other choices."""

from statistics import mean, median

from audit_report import engine
from audit_report.charts import interval_chart
from audit_report.text import EMPTY, Section, listed, number, of_all, percent, plural, signed
from audit_report.warehouse import Index, Ranking, Row, Warehouse

FIRST_UNITS = 20
CHART_UNITS = 50
# An interval of fewer ranks is called narrow, as in the JRC's audits.
NARROW = 10
# Weights are rarely agreed on to a percentage point, and often to five.
POINTS = (1, 5)
ANALYSES = {
    "weights": "drawn weights",
    "experts": "experts drawn anew",
    "method": "drawn method",
}


def robustness(warehouse: Warehouse, index: Index, ranking: Ranking, chart: str) -> Section:
    """Intervals of ranks, neighbours, scenarios, sensitivity and swaps."""
    section = Section()
    if not ranking.scored:
        section.add("No unit has a score.")
        section.findings.append("Nothing can be said about ranks: no unit has a score.")
        return section
    intervals = engine.read_intervals(warehouse, ranking)
    neighbours = engine.read_neighbours(warehouse, ranking)
    swaps = engine.read_swaps(warehouse, ranking)
    add_analyses(section, intervals, neighbours)
    add_first_units(section, index, intervals, neighbours, swaps)
    add_interval_chart(section, index, ranking, intervals, chart)
    add_scenarios(section, index, engine.read_scenarios(warehouse, ranking))
    add_sensitivity(section, engine.read_sensitivity(warehouse, ranking))
    add_swaps(section, index, swaps)
    return section


def computed(rows: list[Row], analysis: str | None = None) -> list[Row]:
    """The rows that have figures, of an analysis."""
    return [row for row in rows if row["status"] == "computed" and analysis in (None, row.get("analysis"))]


def reasons_of(rows: list[Row]) -> str:
    """Why rows have no figures."""
    return listed(sorted({row["reason"] for row in rows if row["reason"]})) if rows else "the marts have no rows"


def width(row: Row) -> int:
    """How many ranks lie between the ends of an interval."""
    return int(row["rank_p95"] - row["rank_p05"])


def add_analyses(section: Section, intervals: list[Row], neighbours: list[Row]) -> None:
    """Sum up every analysis in a line."""
    names = {str(row["analysis"]) for row in intervals}
    analyses = [name for name in ANALYSES if name in names] + sorted(names - set(ANALYSES))
    lines = []
    for analysis in analyses:
        found = computed(intervals, analysis)
        pairs = computed(neighbours, analysis)
        name = ANALYSES.get(analysis, analysis)
        if not found:
            why = reasons_of([row for row in intervals if row["analysis"] == analysis])
            section.add(f"No interval under {name}: {why}.")
            section.findings.append(f"Nothing can be said about ranks under {name}: {why}.")
            continue
        told = sum(row["is_distinguishable"] for row in pairs)
        narrow = sum(width(row) < NARROW for row in found)
        lines.append(
            [
                name,
                str(found[0]["draws"]),
                str(len(found)),
                number(median(width(row) for row in found), 1),
                str(max(width(row) for row in found)),
                of_all(narrow, len(found)) if len(found) > NARROW else EMPTY,
                of_all(told, len(pairs)),
            ]
        )
        add_interval_findings(section, name, found, narrow)
        section.findings.append(f"{of_all(told, len(pairs))} units can be told from the next one under {name}.")
    if lines:
        section.add_table(
            [
                "analysis",
                "draws",
                "units",
                "median width",
                "widest",
                f"narrower than {NARROW} ranks",
                "told from the next one",
            ],
            lines,
        )


def add_interval_findings(section: Section, name: str, found: list[Row], narrow: int) -> None:
    """Say how sure the first rank is, and ranks at large."""
    first = [row for row in found if row["rank"] == 1]
    leader = first[0]
    if len(first) > 1:
        section.findings.append(f"{len(first)} units share rank 1.")
    elif width(leader) == 0:
        section.findings.append(
            f"Rank 1 is certain under {name}: from the 5 to the 95 percent quantile {leader['unit']} has rank "
            f"{leader['rank_p05']}."
        )
    else:
        section.findings.append(
            f"Rank 1 is not certain under {name}: {leader['unit']} has ranks from {leader['rank_p05']} to "
            f"{leader['rank_p95']}."
        )
    if len(found) <= NARROW:
        # all are narrow: there are no more ranks
        return
    widest = max(found, key=width)
    section.findings.append(
        f"{of_all(narrow, len(found))} units have intervals narrower than {NARROW} ranks under {name}; the widest goes "
        f"from rank {widest['rank_p05']} to {widest['rank_p95']} ({widest['unit']})."
    )


def add_first_units(
    section: Section, index: Index, intervals: list[Row], neighbours: list[Row], swaps: list[Row]
) -> None:
    """Show the first units with their intervals, and what parts them from the next."""
    found = computed(intervals, engine.WEIGHTS)[:FIRST_UNITS]
    if not found:
        return
    ahead = {row["area_code"]: row["share_ahead"] for row in computed(neighbours, engine.WEIGHTS)}
    nearest = {row["area_code"]: swap_text(index, row) for row in computed(swaps)}
    section.add(f"The first {plural(len(found), 'unit')} under drawn weights:")
    section.add_table(
        [
            "unit",
            "rank",
            "median",
            "5 to 95 %",
            "in the first 10",
            "ahead of the next",
            "nearest weight that swaps it with the next",
        ],
        [
            [
                row["unit"],
                str(row["rank"]),
                str(row["rank_p50"]),
                f"{row['rank_p05']} to {row['rank_p95']}",
                percent(row["short_top_probability"]),
                percent(ahead.get(row["area_code"])),
                nearest.get(row["area_code"], EMPTY),
            ]
            for row in found
        ],
    )


def swap_text(index: Index, row: Row) -> str:
    """How far the nearest weight has to move."""
    if row["node_code"] is None:
        return "none"
    name = index.nodes[row["node_code"]].name
    return f"{name} {percent(row['weight'], 1)} → {percent(row['weight_at_swap'], 1)}"


def add_interval_chart(section: Section, index: Index, ranking: Ranking, intervals: list[Row], chart: str) -> None:
    """Draw the intervals of the first units."""
    found = computed(intervals, engine.WEIGHTS)[:CHART_UNITS]
    if len(found) > 1:
        section.charts[chart] = interval_chart(f"Ranks under drawn weights: {index.name}, {ranking.title}", found)


def add_scenarios(section: Section, index: Index, scenarios: list[Row]) -> None:
    """Show what each scenario does to the ranking."""
    found = computed(scenarios)
    if not found:
        why = reasons_of(scenarios)
        section.add(f"No scenario is compared: {why}.")
        section.findings.append(f"Nothing can be said about scenarios: {why}.")
        return
    section.add("Scenarios, beside the default ranking:")
    section.add_table(
        ["scenario", "units", "mean shift", "largest shift", "Spearman", "Kendall"],
        [
            [
                scenario_name(index, row),
                str(row["unit_count"]),
                number(row["mean_absolute_shift"], 1),
                str(row["largest_absolute_shift"]),
                number(row["spearman_rho"], 3),
                number(row["kendall_tau"], 3),
            ]
            for row in found
        ],
    )
    for reason in sorted({row["reason"] for row in scenarios if row["reason"]}):
        section.add(f"{plural(sum(row['reason'] == reason for row in scenarios), 'scenario')} not compared: {reason}.")
    strongest = max(found, key=lambda row: row["mean_absolute_shift"])
    section.findings.append(
        f"Of {plural(len(found), 'scenario')} the strongest is {scenario_name(index, strongest)}: ranks shift by "
        f"{number(strongest['mean_absolute_shift'], 1)} on average and by up to {strongest['largest_absolute_shift']}, "
        f"Spearman's rho is {number(strongest['spearman_rho'], 3)}."
    )


def scenario_name(index: Index, row: Row) -> str:
    """A scenario in words, where it has any."""
    if row["dropped"]:
        return f"without {index.nodes[row['dropped']].name}"
    return f"weights `{row['scenario']}`" if row["kind"] == "scheme" else f"`{row['scenario']}`"


def add_sensitivity(section: Section, factors: list[Row]) -> None:
    """Show which choice the ranks hang on, where the marts say."""
    if not factors:
        return
    section.add("Sensitivity indices: the part of the variance of ranks that a choice accounts for, alone and in all.")
    section.add_table(
        ["choice", "alone", "in all"],
        [
            [row["factor"].replace("_", " "), with_bounds(row, "first_order"), with_bounds(row, "total_order")]
            for row in factors
        ],
    )
    strongest = factors[0]
    section.findings.append(
        f"Ranks hang most on {strongest['factor'].replace('_', ' ')}: in all it accounts for "
        f"{percent(strongest['total_order'])} of their variance."
    )


def with_bounds(row: Row, order: str) -> str:
    """A sensitivity index, with its interval if there is one."""
    text = number(row[order])
    if row[f"{order}_low"] is not None:
        text += f" ({number(row[f'{order}_low'])} to {number(row[f'{order}_high'])})"
    return text


def add_swaps(section: Section, index: Index, swaps: list[Row]) -> None:
    """Say how many neighbours swap when a single weight moves."""
    found = computed(swaps)
    if not found:
        section.add(f"No weight at which neighbours swap: {reasons_of(swaps)}.")
        return
    can = [row for row in found if row["weight_change"] is not None]
    section.add(f"{of_all(len(can), len(found))} pairs of neighbours swap when a single weight moves far enough.")
    if not can:
        section.findings.append("No single weight swaps two neighbours.")
        return
    near = {points: sum(abs(row["weight_change"]) <= points / 100 for row in can) for points in POINTS}
    section.add_table(
        ["nearest weight", "pairs", *[f"within {plural(points, 'point')}" for points in POINTS], "mean change, points"],
        [
            [
                node.name,
                str(len(of_node)),
                *[str(sum(abs(row["weight_change"]) <= points / 100 for row in of_node)) for points in POINTS],
                number(100 * mean(abs(row["weight_change"]) for row in of_node), 1) if of_node else EMPTY,
            ]
            for node in index.pillars
            for of_node in [[row for row in can if row["node_code"] == node.code]]
        ],
    )
    counts = [f"{of_all(count, len(found))} by at most {points}" for points, count in near.items()]
    section.findings.append(
        f"Pairs of neighbours that swap when a single weight moves: {listed(counts)} percentage points."
    )
    first = next((row for row in found if row["place"] == 1), None)
    if first and first["weight_change"] is not None:
        section.findings.append(
            f"{first['unit']} and {first['next_unit']} swap the first place when the weight of "
            f"{index.nodes[first['node_code']].name} moves by {signed(100 * first['weight_change'])} percentage "
            f"points, to {percent(first['weight_at_swap'], 1)}; no other single weight gets there with less."
        )
    elif first:
        section.findings.append(f"No single weight takes the first place from {first['unit']}.")
