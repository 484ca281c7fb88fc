"""Which choice moves the ranks: variance-based sensitivity."""

from audit_report import engine
from audit_report.draws import analyses_of, analysis_name, computed, reasons_of
from audit_report.text import EMPTY, Section, listed, number
from audit_report.warehouse import Ranking, Row, Warehouse

FIRST_UNITS = 5
FACTORS = {
    "aggregation": "mean",
    "left_out": "leaf left out",
    "outliers": "treatment of outliers",
    "weighting": "weights",
}


def add_sensitivity(section: Section, warehouse: Warehouse, ranking: Ranking) -> None:
    """Show what the mean shift and the first ranks hang on, for every analysis of more than one choice."""
    rows = engine.read_sensitivity(warehouse, ranking)
    places = {row["area_code"]: row["rank"] for row in reversed(engine.read_intervals(warehouse, ranking))}
    for analysis in analyses_of(rows):
        of_analysis = [row for row in rows if row["analysis"] == analysis]
        factors = [row for row in of_analysis if row["output"] == engine.MEAN_SHIFT]
        found = computed(factors)
        if not found:
            section.add(f"No sensitivity index under {analysis_name(analysis)}: {reasons_of(factors)}.")
            continue
        section.add(
            f"How much of the variance of the mean shift under {analysis_name(analysis)} a choice accounts for, alone "
            f"and with all that it takes part in ({found[0]['draws']} draws of each, intervals of 95 %):"
        )
        section.add_table(
            ["choice", "alone", "in all"],
            [
                [factor_name(row["factor"]), with_bounds(row, "first_order"), with_bounds(row, "total_order")]
                for row in found
            ],
        )
        sentence = strongest_choices(found, analysis)
        section.add(sentence)
        section.findings.append(sentence)
        units = [row for row in of_analysis if row["output"] != engine.MEAN_SHIFT]
        add_units(section, units, places)


def factor_name(code: str) -> str:
    """A choice in words."""
    return FACTORS.get(code, code.replace("_", " "))


def with_bounds(row: Row, order: str) -> str:
    """A sensitivity index with its interval."""
    return f"{number(row[order])} ({number(row[f'{order}_low'])} to {number(row[f'{order}_high'])})"


def strongest_choices(found: list[Row], analysis: str) -> str:
    """Say which choices matter most; those whose intervals reach that of the first are not told from it."""
    first = found[0]
    equal = [row for row in found if row["total_order_high"] >= first["total_order_low"]]
    names = listed([f"{factor_name(row['factor'])} ({number(row['total_order'])})" for row in equal])
    told = ", whose intervals overlap" if len(equal) > 1 else ""
    alone = sum(row["first_order"] for row in found)
    together = "; what is missing to 1 they do together" if alone < 1 else ""
    return (
        f"Under {analysis_name(analysis)} the mean shift hangs most on {names}{told}. Alone, all choices account for "
        f"{number(alone)} of its variance{together}."
    )


def add_units(section: Section, units: list[Row], places: dict[str, int]) -> None:
    """Show which choice the ranks of the first units hang on."""
    strongest: dict[str, Row] = {}
    for row in units:
        strongest.setdefault(row["area_code"], row)
    first = sorted(strongest.values(), key=lambda row: (places[row["area_code"]], row["area_code"]))[:FIRST_UNITS]
    section.add("The choice that the ranks of the first units hang on most:")
    section.add_table(
        ["unit", "rank", "choice", "alone", "in all"],
        [
            [
                row["unit"],
                str(places[row["area_code"]]),
                *(
                    [factor_name(row["factor"]), with_bounds(row, "first_order"), with_bounds(row, "total_order")]
                    if row["status"] == "computed"
                    else [row["reason"], EMPTY, EMPTY]
                ),
            ]
            for row in first
        ],
    )
