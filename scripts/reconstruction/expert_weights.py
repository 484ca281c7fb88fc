"""The weights inside every group of siblings, from the score sheet: a node's sum over that of the group."""

from collections import Counter
from pathlib import Path

import expert_scores
import published

PRINTED_INDEX = "report_2016_published"


def weighted_nodes(seeds: Path) -> list[str]:
    """Return the nodes that the experts score, in the order of the tree."""
    index_of = {row["node_code"]: row["index_code"] for row in published.read_rows(seeds, "methodology/nodes")}
    edges = published.read_rows(seeds, "methodology/node_edges")
    return [row["node_code"] for row in edges if index_of[row["node_code"]] != PRINTED_INDEX]


def group_weights(seeds: Path) -> list[dict[str, str]]:
    """Return one row per edge: index_code, parent, node, measure_code, industry_code, alpha_in_group."""
    nodes = {row["node_code"]: row for row in published.read_rows(seeds, "methodology/nodes")}
    sums: Counter[str] = Counter()
    for _, node, score in expert_scores.score_sheet(weighted_nodes(seeds)):
        sums[node] += score
    edges = [row for row in published.read_rows(seeds, "methodology/node_edges") if row["node_code"] in sums]
    groups: Counter[str] = Counter()
    for edge in edges:
        groups[edge["parent_node_code"]] += sums[edge["node_code"]]
    return [
        {
            "index_code": nodes[edge["node_code"]]["index_code"],
            "parent": edge["parent_node_code"],
            "node": edge["node_code"],
            "measure_code": nodes[edge["node_code"]]["measure_code"],
            "industry_code": nodes[edge["node_code"]]["industry_code"],
            "alpha_in_group": repr(sums[edge["node_code"]] / groups[edge["parent_node_code"]]),
        }
        for edge in edges
    ]
