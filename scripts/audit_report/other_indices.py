"""Indices without pillars: a line for each."""

from statistics import median

from audit_report import engine
from audit_report.draws import computed, width
from audit_report.text import EMPTY, Section, number, of_all, percent
from audit_report.warehouse import Index, Ranking, Warehouse

KEY = "index_code = $index and period_code = $period and unit_level = $level"
HEADS = [
    "index",
    "ranking",
    "origin",
    "units",
    "leaves",
    "need treatment",
    "pairs too high",
    "alpha",
    "median width of intervals",
    "told from the next one",
]


def add_others(page: Section, warehouse: Warehouse, others: list[Index]) -> None:
    """One line for each index that is a list of indicators, by its latest ranking of the lowest level."""
    page.add("## Other indices", "Indices without pillars, by the latest ranking of their lowest level:")
    page.add_table(HEADS, [index_row(warehouse, index, index.latest[0]) for index in others if index.latest])


def index_row(warehouse: Warehouse, index: Index, ranking: Ranking) -> list[str]:
    """The main figures of an index."""
    [leaves] = warehouse.rows(
        f"""
        select count(*) as judged, count(case when needs_outlier_treatment then 1 end) as needy
        from indicator_statistics where {KEY} and status = 'computed'
        """,
        **ranking.key,
    )
    [pairs] = warehouse.rows(
        f"""
        select count(*) as pairs, count(case when is_too_high then 1 end) as too_high
        from indicator_correlations where {KEY} and status = 'computed' and relation = 'sibling'
        """,
        **ranking.key,
    )
    alphas = warehouse.rows(
        f"select cronbach_alpha from internal_consistency where {KEY} and group_node_code = $index", **ranking.key
    )
    intervals = computed(engine.read_intervals(warehouse, ranking), engine.WEIGHTS)
    neighbours = computed(engine.read_neighbours(warehouse, ranking), engine.WEIGHTS)
    told = sum(row["is_distinguishable"] for row in neighbours)
    return [
        index.name,
        ranking.title,
        ranking.origin,
        str(ranking.scored),
        str(len(index.leaves(index.code))),
        of_all(leaves["needy"], leaves["judged"]) if leaves["judged"] else EMPTY,
        percent(pairs["too_high"] / pairs["pairs"]) if pairs["pairs"] else EMPTY,
        number(alphas[0]["cronbach_alpha"]) if alphas else EMPTY,
        number(median(width(row) for row in intervals), 1) if intervals else EMPTY,
        of_all(told, len(neighbours)) if neighbours else EMPTY,
    ]
