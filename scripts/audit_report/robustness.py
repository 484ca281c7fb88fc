"""Section 4: what becomes of the ranking under other choices."""

from audit_report import engine
from audit_report.draws import add_draws
from audit_report.scenarios import add_scenarios
from audit_report.sensitivity import add_sensitivity
from audit_report.swaps import add_swaps
from audit_report.text import Section
from audit_report.warehouse import Index, Ranking, Warehouse


def robustness(warehouse: Warehouse, index: Index, ranking: Ranking, chart: str) -> Section:
    """Intervals of ranks, neighbours, scenarios, sensitivity and swaps."""
    section = Section()
    if not ranking.scored:
        section.add("No unit has a score.")
        section.findings.append("Nothing can be said about ranks: no unit has a score.")
        return section
    swaps = engine.read_swaps(warehouse, ranking)
    add_draws(section, warehouse, index, ranking, swaps, chart)
    add_sensitivity(section, warehouse, ranking)
    add_scenarios(section, index, engine.read_scenarios(warehouse, ranking))
    add_swaps(section, index, swaps)
    return section
