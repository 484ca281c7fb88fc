"""How many neighbours swap when a single weight moves."""

from statistics import mean

from audit_report.draws import computed, reasons_of
from audit_report.text import EMPTY, Section, listed, number, of_all, percent, plural, signed
from audit_report.warehouse import Index, Row

# Weights are rarely agreed on to a percentage point, and often to five.
POINTS = (1, 5)


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
