"""One choice at a time: other choices, other weight schemes, and the index without each of its nodes."""

from audit_report.draws import computed, reasons_of
from audit_report.text import Section, listed, number, of_all, plural
from audit_report.warehouse import Index, Row

WITHOUT_NODE = "without_node"
MOST_LEFT_OUT = 10
# A leaf whose loss moves ranks by less than this on average moves nothing to speak of.
NEGLIGIBLE = 1
HEADS = ["scenario", "units", "mean shift", "largest shift", "Spearman", "Kendall"]


def add_scenarios(section: Section, index: Index, scenarios: list[Row]) -> None:
    """Show what each scenario does to the ranking."""
    found = computed(scenarios)
    if not found:
        why = reasons_of(scenarios)
        section.add(f"No scenario is compared: {why}.")
        section.findings.append(f"Nothing can be said about scenarios: {why}.")
        return
    add_choices(section, [row for row in found if row["kind"] != WITHOUT_NODE])
    missing = [row for row in scenarios if row["status"] != "computed"]
    for reason in sorted({row["reason"] for row in missing}):
        names = [row["scenario"] for row in missing if row["reason"] == reason]
        section.add(f"Not compared: {listed(names, MOST_LEFT_OUT)}; {reason}.")
    add_left_out(section, index, [row for row in found if row["kind"] == WITHOUT_NODE])


def line_of(row: Row, name: str) -> list[str]:
    """A scenario in a line."""
    return [
        name,
        str(row["unit_count"]),
        number(row["mean_absolute_shift"], 1),
        str(row["largest_absolute_shift"]),
        number(row["spearman_rho"], 3),
        number(row["kendall_tau"], 3),
    ]


def choice_name(row: Row) -> str:
    """A scenario in words; a scheme has a code that users know."""
    return f"scheme `{row['code']}`" if row["kind"] == "scheme" else row["scenario"]


def add_choices(section: Section, found: list[Row]) -> None:
    """Show the scenarios that choose otherwise, with what moves nothing in one line."""
    if not found:
        return
    moving = [row for row in found if row["largest_absolute_shift"] > 0]
    still = [choice_name(row) for row in found if row["largest_absolute_shift"] == 0]
    if moving:
        section.add("One choice made otherwise, beside the default ranking:")
        section.add_table(HEADS, [line_of(row, choice_name(row)) for row in moving])
    if still:
        section.add(f"No rank moves under: {listed(still, len(still))}.")
    if not moving:
        section.findings.append(f"None of {plural(len(found), 'other choice')} moves a rank.")
        return
    strongest = moving[0]
    section.findings.append(
        f"Of {plural(len(found), 'other choice')} the strongest is {choice_name(strongest)}: ranks shift by "
        f"{number(strongest['mean_absolute_shift'], 1)} on average and by up to {strongest['largest_absolute_shift']}, "
        f"Spearman's rho is {number(strongest['spearman_rho'], 3)}."
    )


def add_left_out(section: Section, index: Index, found: list[Row]) -> None:
    """Show the nodes without which ranks move most, and how many leaves matter to none."""
    if not found:
        return
    most = [row for row in found if row["largest_absolute_shift"] > 0][:MOST_LEFT_OUT]
    leaves = [row for row in found if index.nodes[row["left_out"]].is_leaf]
    idle = sum(row["mean_absolute_shift"] < NEGLIGIBLE for row in leaves)
    if most:
        most_of_all = f", the {len(most)} of {len(found)} that move most" if len(found) > len(most) else ""
        section.add(f"Without one node{most_of_all}:")
        section.add_table(["without", *HEADS[1:]], [line_of(row, node_name(index, row)) for row in most])
    sentence = (
        f"{of_all(idle, len(leaves))} leaves hardly matter by themselves: without one of them ranks shift by less than "
        f"{NEGLIGIBLE} on average."
    )
    section.add(sentence)
    if most:
        section.findings.append(
            f"Ranks move most without {index.nodes[most[0]['left_out']].name}: by "
            f"{number(most[0]['mean_absolute_shift'], 1)} on average and by up to {most[0]['largest_absolute_shift']}."
        )
    section.findings.append(sentence)


def node_name(index: Index, row: Row) -> str:
    """A node, and what it is in the tree."""
    node = index.nodes[row["left_out"]]
    if node.code in index.nodes[index.code].children:
        return f"{node.name} (pillar)"
    return (
        f"{node.name} (leaf)"
        if node.is_leaf
        else f"{node.name} ({plural(len(index.leaves(node.code)), 'leaf', 'leaves')})"
    )
