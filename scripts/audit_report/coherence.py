"""Section 3: whether the parts of an index measure one thing, and whether its weights do what they say."""

from collections import Counter

from audit_report.charts import correlation_chart
from audit_report.text import EMPTY, Section, listed, number, of_all, percent, plural
from audit_report.warehouse import Index, Ranking, Row, Warehouse

# A leaf whose part of the index is off by more than this factor is told.
IMPORTANCE_FACTOR = 2
# From here on the items of a scale are usually taken to be consistent (Nunnally).
ALPHA = 0.7
# Ranks in a pillar and in the index further apart than this are told, as in the JRC's audits.
FAR_RANKS = 10
KEY = "index_code = $index and period_code = $period and unit_level = $level"


def coherence(warehouse: Warehouse, index: Index, ranking: Ranking, limits: Row, chart: str) -> Section:
    """Correlations, alpha, principal components, importance of weights, and what the index adds to its pillars."""
    section = Section()
    correlations = warehouse.rows(
        f"select * from indicator_correlations where {KEY} order by group_node_code, node_code, compared_node_code",
        **ranking.key,
    )
    if not any(row["status"] == "computed" for row in correlations):
        reasons = sorted({row["reason"] for row in correlations if row["reason"]})
        why = listed(reasons) if reasons else "the marts have no scores of this ranking"
        section.add(f"No correlation is computed: {why}.")
        section.findings.append(f"Nothing can be said about coherence: {why}.")
        return section
    add_groups(section, warehouse, index, ranking, correlations, limits)
    add_pillar_chart(section, index, ranking, correlations, chart)
    add_leaves(section, index, correlations, limits)
    add_importance(section, warehouse, index, ranking)
    add_added_value(section, warehouse, index, ranking)
    return section


def add_groups(
    section: Section, warehouse: Warehouse, index: Index, ranking: Ranking, correlations: list[Row], limits: Row
) -> None:
    """Show how the children of each node hang together."""
    alphas = {
        row["group_node_code"]: row
        for row in warehouse.rows(f"select * from internal_consistency where {KEY}", **ranking.key)
    }
    components: dict[str, dict[int, tuple[float, float]]] = {}
    without_components: dict[str, Row] = {}
    for row in warehouse.rows(f"select * from principal_components where {KEY} order by component", **ranking.key):
        if row["status"] != "computed":
            without_components[row["group_node_code"]] = row
            continue
        components.setdefault(row["group_node_code"], {})[row["component"]] = (
            row["eigenvalue"],
            row["explained_share"],
        )
    pairs: dict[str, list[Row]] = {}
    for row in correlations:
        if row["relation"] == "sibling" and row["status"] == "computed":
            pairs.setdefault(row["group_node_code"], []).append(row)
    rows = []
    for node in index.groups:
        siblings = pairs.get(node.code, [])
        found = components.get(node.code, {})
        alpha = alphas.get(node.code, {}).get("cronbach_alpha")
        rows.append(
            [
                node.name,
                str(len(node.children)),
                str(len(siblings)),
                str(sum(row["is_too_high"] for row in siblings)) if siblings else EMPTY,
                str(sum(row["is_weak"] for row in siblings)) if siblings else EMPTY,
                str(sum(row["is_negative"] for row in siblings)) if siblings else EMPTY,
                number(alpha, 3),
                percent(found[1][1]) if found else EMPTY,
                str(dimensions(found)) if found else EMPTY,
            ]
        )
    section.add_table(
        [
            "children of",
            "children",
            "pairs",
            "too high",
            "weak",
            "negative",
            "alpha",
            "first component",
            "eigenvalues above 1",
        ],
        rows,
    )
    add_reasons(section, "an alpha", alphas)
    add_reasons(section, "components", without_components)
    add_group_findings(section, index, pairs, alphas, components, limits)


def dimensions(components: dict[int, tuple[float, float]]) -> int:
    """How many dimensions the children have, by Kaiser's rule."""
    return sum(eigenvalue > 1 for eigenvalue, _ in components.values())


def add_reasons(section: Section, figure: str, groups: dict[str, Row]) -> None:
    """Say why groups lack a figure."""
    reasons = Counter(row["reason"] for row in groups.values() if row["reason"])
    for reason, count in sorted(reasons.items()):
        section.add(f"{plural(count, 'node')} without {figure}: {reason}.")


def add_group_findings(
    section: Section,
    index: Index,
    pairs: dict[str, list[Row]],
    alphas: dict[str, Row],
    components: dict[str, dict[int, tuple[float, float]]],
    limits: Row,
) -> None:
    """Say what pillars and siblings amount to."""
    found = components.get(index.code)
    alpha = alphas.get(index.code, {}).get("cronbach_alpha")
    if found and alpha is not None:
        side = "at least" if alpha >= ALPHA else "below"
        shared = "one dimension" if dimensions(found) == 1 else f"{dimensions(found)} dimensions"
        section.findings.append(
            f"The {len(index.pillars)} pillars have {shared} by Kaiser's rule: the first component explains "
            f"{percent(found[1][1])} of their variance. Cronbach's alpha is {number(alpha)}, {side} {ALPHA}."
        )
    low = [
        node
        for node in index.groups
        if node.code != index.code
        and alphas.get(node.code, {}).get("cronbach_alpha") is not None
        and alphas[node.code]["cronbach_alpha"] < ALPHA
    ]
    if low:
        names = listed([f"{node.name} ({number(alphas[node.code]['cronbach_alpha'])})" for node in low])
        section.findings.append(f"Below {ALPHA} is the alpha of the children of {names}.")
    twins = [row for row in pairs.get(index.code, []) if row["is_too_high"] or row["is_negative"]]
    if twins:
        couples = [
            f"{index.nodes[row['node_code']].name} with {index.nodes[row['compared_node_code']].name} "
            f"({number(row['pearson_r'])})"
            for row in sorted(twins, key=lambda row: -abs(row["pearson_r"]))
        ]
        section.findings.append(f"Too high or negative are the correlations of the pillars {listed(couples)}.")
    siblings = [row for rows in pairs.values() for row in rows]
    if siblings:
        section.findings.append(
            f"Of {plural(len(siblings), 'pair')} of siblings "
            f"{percent(sum(row['is_too_high'] for row in siblings) / len(siblings))} correlate above "
            f"{limits['correlation_too_high']}, so that one repeats the other; "
            f"{percent(sum(row['is_weak'] for row in siblings) / len(siblings))} are weak, "
            f"{percent(sum(row['is_negative'] for row in siblings) / len(siblings))} negative."
        )


def add_pillar_chart(section: Section, index: Index, ranking: Ranking, correlations: list[Row], chart: str) -> None:
    """Draw the correlations of the pillars with each other and with the index."""
    pillars = {node.code for node in index.pillars}
    found = {
        (row["node_code"], row["compared_node_code"]): row["pearson_r"]
        for row in correlations
        if row["status"] == "computed" and row["node_code"] in pillars and row["relation"] in ("sibling", "root")
    }
    if not found:
        return
    nodes = [*index.pillars, index.nodes[index.code]]
    section.charts[chart] = correlation_chart(
        f"Correlations of the pillars: {index.name}, {ranking.title}",
        [*(node.name for node in index.pillars), "Index"],
        [[found.get((low.code, high.code), found.get((high.code, low.code))) for high in nodes] for low in nodes],
    )


def add_leaves(section: Section, index: Index, correlations: list[Row], limits: Row) -> None:
    """Say how the leaves go with their parents and with the index."""
    for relation, other in (("parent", "its parent"), ("root", "the index")):
        found = [
            row
            for row in correlations
            if row["relation"] == relation and index.nodes[row["node_code"]].is_leaf and row["status"] == "computed"
        ]
        if not found:
            continue
        weak = sorted(
            (row for row in found if row["is_weak"] or row["is_negative"]),
            key=lambda row: (row["pearson_r"], row["node_code"]),
        )
        names = [f"{index.nodes[row['node_code']].name} ({number(row['pearson_r'])})" for row in weak]
        lowest = f" The lowest: {listed(names)}." if names else ""
        section.add(
            f"{of_all(len(weak), len(found))} correlations of a leaf with {other} are weak or negative, below "
            f"{limits['correlation_weak']}.{lowest}"
        )
        if relation == "root":
            section.findings.append(
                f"{of_all(len(weak), len(found))} leaves correlate with the index below {limits['correlation_weak']}."
            )


def add_importance(section: Section, warehouse: Warehouse, index: Index, ranking: Ranking) -> None:
    """Set weights beside what they do."""
    rows = warehouse.rows(
        f"select * from effective_importance where {KEY} and status = 'computed' order by node_code", **ranking.key
    )
    pillars = sorted(
        (row for row in rows if row["node_set"] == "root_children"), key=lambda row: -row["weight_in_index"]
    )
    leaves = [row for row in rows if row["node_set"] == "leaves"]
    if not pillars:
        section.add("No weight is set beside its effect: fewer than two pillars have a correlation with the index.")
        return
    section.add("Weights of the pillars, and their part of the squared correlations with the index:")
    section.add_table(
        ["pillar", "weight", "squared correlation", "importance", "importance over weight"],
        [
            [
                index.nodes[row["node_code"]].name,
                percent(row["weight_share"], 1),
                number(row["squared_correlation"]),
                percent(row["importance_share"], 1),
                number(row["importance_to_weight"]),
            ]
            for row in pillars
        ],
    )
    furthest = max(pillars, key=lambda row: abs(row["importance_share"] - row["weight_share"]))
    section.findings.append(
        f"Furthest from its weight is {index.nodes[furthest['node_code']].name}: "
        f"{percent(furthest['weight_share'], 1)} of the weights and {percent(furthest['importance_share'], 1)} of the "
        "importance."
    )
    if leaves:
        heavy = sum(row["importance_to_weight"] > IMPORTANCE_FACTOR for row in leaves)
        light = sum(row["importance_to_weight"] < 1 / IMPORTANCE_FACTOR for row in leaves)
        section.add(
            f"Of {plural(len(leaves), 'leaf', 'leaves')} {heavy} have more than {IMPORTANCE_FACTOR} times the "
            f"importance that their weight says, and {light} less than 1/{IMPORTANCE_FACTOR} of it."
        )


def add_added_value(section: Section, warehouse: Warehouse, index: Index, ranking: Ranking) -> None:
    """Say how far ranks in a pillar are from those in the index: where they are the same the index adds nothing."""
    rows = warehouse.rows(
        f"""
        with ranked as (
            select area_code, node_code,
                rank() over (partition by node_code order by score desc) as node_rank
            from fct_scores where {KEY} and scheme_code = $scheme and score is not null
        )
        select pillars.node_code, count(*) as units,
            avg(abs(pillars.node_rank - roots.node_rank)) as mean_distance,
            count(case when abs(pillars.node_rank - roots.node_rank) >= {FAR_RANKS} then 1 end) as far
        from ranked as pillars
        inner join ranked as roots on pillars.area_code = roots.area_code and roots.node_code = $index
        group by pillars.node_code
        """,
        scheme=index.scheme,
        **ranking.key,
    )
    found = {row["node_code"]: row for row in rows}
    pillars = [node for node in index.pillars if node.code in found]
    if not pillars:
        return
    section.add("Ranks in a pillar beside the rank in the index:")
    section.add_table(
        ["pillar", "units with both", "mean distance", f"{FAR_RANKS} ranks or more apart"],
        [
            [
                node.name,
                str(found[node.code]["units"]),
                number(found[node.code]["mean_distance"], 1),
                of_all(found[node.code]["far"], found[node.code]["units"]),
            ]
            for node in pillars
        ],
    )
    far, units = (sum(found[node.code][part] for node in pillars) for part in ("far", "units"))
    section.findings.append(
        f"{of_all(far, units)} ranks in a pillar are {FAR_RANKS} or more away from the rank of the unit in the index."
    )
