"""Own data full of gaps: missing values of both rules, nodes with two parents, weights of 0, and all kinds of means."""

import random
import shutil
from pathlib import Path

from conftest import PROJECT
from test_bad_input import EXAMPLE
from test_normalisation import NODE_COLUMNS, PERIOD, Row, leaf, node, write

CITIES = [f"C{number:02}" for number in range(26)]
PROVINCES = ["P0", "P1", "P2"]
MEASURES = {**{f"more_{number}": "more_is_better" for number in range(6)}, "less": "less_is_better", "signed": "signed"}
GAPS: Row = {"normalisation": "min_max", "missing_rule": "skip"}
POSITIVE: Row = {**GAPS, "scale_low": 1, "scale_high": 100}
NODES = [
    # a leaf and an inner node with two parents, a leaf that weighs nothing, and nodes that ask for much of their weight
    node("gaps", "gaps", **GAPS, minimum_weight_present=0.3),
    node("gaps_a", "gaps", minimum_weight_present=0.6),
    node("gaps_b", "gaps"),
    node("gaps_shared", "gaps", minimum_weight_present=0.7),
    node("gaps_c", "gaps"),
    leaf("gaps_0", "gaps", "more_0"),
    leaf("gaps_1", "gaps", "more_1", missing_rule="zero"),
    leaf("gaps_2", "gaps", "less"),
    leaf("gaps_3", "gaps", "more_2"),
    leaf("gaps_4", "gaps", "more_3"),
    leaf("gaps_5", "gaps", "more_4", missing_rule="zero"),
    leaf("gaps_6", "gaps", "more_5"),
    node("geometric", "geometric", **POSITIVE, aggregation="geometric"),
    node("geometric_a", "geometric", aggregation="geometric", minimum_weight_present=0.5),
    node("geometric_b", "geometric", aggregation="geometric"),
    leaf("geometric_0", "geometric", "more_0"),
    leaf("geometric_1", "geometric", "more_1"),
    leaf("geometric_2", "geometric", "less"),
    leaf("geometric_3", "geometric", "more_3", missing_rule="zero"),
    node("harmonic", "harmonic", **POSITIVE, aggregation="harmonic"),
    leaf("harmonic_0", "harmonic", "more_2"),
    leaf("harmonic_1", "harmonic", "more_5"),
    node("mixed", "mixed", **POSITIVE, aggregation="geometric"),
    node("mixed_a", "mixed", aggregation="arithmetic"),
    leaf("mixed_0", "mixed", "more_0"),
    leaf("mixed_1", "mixed", "more_1"),
    leaf("mixed_2", "mixed", "more_2"),
    # below zero there is no geometric mean
    node("scores", "scores", normalisation="z_score", missing_rule="skip"),
    leaf("scores_0", "scores", "more_4"),
    leaf("scores_1", "scores", "signed"),
    leaf("scores_2", "scores", "less"),
    # no node of a chain has a mean of its own
    node("chain", "chain", **GAPS),
    node("chain_a", "chain", aggregation="geometric"),
    leaf("chain_0", "chain", "more_1"),
]
WEIGHTS: dict[str, dict[str, float]] = {
    "gaps": {"gaps_a": 0.5, "gaps_b": 0.3, "gaps_c": 0.2},
    "gaps_a": {"gaps_0": 0.35, "gaps_1": 0.25, "gaps_shared": 0.4},
    "gaps_b": {"gaps_shared": 0.6, "gaps_2": 0.4, "gaps_3": 0},
    "gaps_shared": {"gaps_4": 0.8, "gaps_5": 0.2},
    "gaps_c": {"gaps_6": 0.9, "gaps_0": 0.1},
    "geometric": {"geometric_a": 0.6, "geometric_b": 0.4},
    "geometric_a": {"geometric_0": 0.5, "geometric_1": 0.5},
    "geometric_b": {"geometric_2": 0.3, "geometric_3": 0.7},
    "harmonic": {"harmonic_0": 0.25, "harmonic_1": 0.75},
    "mixed": {"mixed_a": 0.5, "mixed_2": 0.5},
    "mixed_a": {"mixed_0": 0.5, "mixed_1": 0.5},
    "scores": {"scores_0": 0.5, "scores_1": 0.3, "scores_2": 0.2},
    "chain": {"chain_a": 1},
    "chain_a": {"chain_0": 1},
}
# what weighs something by default weighs nothing here, and the other way round
OTHER_WEIGHTS: dict[str, dict[str, float]] = {
    "gaps": {"gaps_a": 0.2, "gaps_b": 0.5, "gaps_c": 0.3},
    "gaps_b": {"gaps_shared": 0.1, "gaps_2": 0.2, "gaps_3": 0.7},
    "gaps_c": {"gaps_6": 1, "gaps_0": 0},
}
SCENARIOS = """\
entropy_skipped,,,entropy,as_stated,as_stated,as_stated,skip
critic_geometric,,,critic,min_max,geometric,as_stated,skip
zero_harmonic,,,as_stated,min_max,harmonic,treated,zero
equal_ranks,,,equal,percentile_rank,as_stated,treated,skip
"""
CHOICES = """\
analysis_code,factor_code,choice_code,probability
weights,weighting,around_default,1
any,weighting,any_weights,1
experts,weighting,expert_panel,1
method,weighting,as_stated,0.25
method,weighting,equal,0.25
method,weighting,any_weights,0.5
method,normalisation,as_stated,0.5
method,normalisation,min_max,0.25
method,normalisation,rank,0.25
method,aggregation,as_stated,0.5
method,aggregation,geometric,0.25
method,aggregation,harmonic,0.25
method,outliers,as_stated,0.5
method,outliers,treated,0.5
method,left_out,none,0.3
method,left_out,any_leaf,0.7
"""


def write_gappy_data(folder: Path) -> None:
    """Cities with every second value missing for some, and provinces that add them up."""
    numbers = random.Random(11)
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    measure_columns = (EXAMPLE / "measures.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    measures: list[Row] = [
        {
            **dict.fromkeys(measure_columns, code),
            **{"source_code": "shop", "rollup": "additive", "upper_bound": ""},
            "direction": "more_is_better" if direction == "signed" else direction,
            "may_be_negative": direction == "signed",
        }
        for code, direction in MEASURES.items()
    ]
    write(folder, "measures", measure_columns, measures)
    area_columns = (EXAMPLE / "areas.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    areas = [("N", "nation", ""), *((code, "province", "N") for code in PROVINCES)]
    areas += [(code, "city", PROVINCES[number % 3]) for number, code in enumerate(CITIES)]
    write(
        folder,
        "areas",
        area_columns,
        [
            {
                **dict.fromkeys(area_columns, ""),
                **{"area_code": code, "area_level": level, "parent_area_code": parent, "name_zh": code},
                **{"name_en": code, "is_first_tier": False, "is_sub_provincial": False, "is_unit": level != "nation"},
            }
            for code, level, parent in areas
        ],
    )
    write(folder, "nodes", NODE_COLUMNS, NODES)
    edges = [(parent, child, weight) for parent, group in WEIGHTS.items() for child, weight in group.items()]
    write(
        folder,
        "node_edges",
        ["parent_node_code", "node_code"],
        [{"parent_node_code": parent, "node_code": child} for parent, child, _ in edges],
    )
    schemes = {"listed": WEIGHTS, "other": OTHER_WEIGHTS}
    write(
        folder,
        "weights",
        ["scheme_code", "parent_node_code", "node_code", "weight"],
        [
            {"scheme_code": scheme, "parent_node_code": parent, "node_code": child, "weight": weight}
            for scheme, groups in schemes.items()
            for parent, group in groups.items()
            for child, weight in group.items()
        ],
    )
    (folder / "weight_schemes.csv").write_text(
        (EXAMPLE / "weight_schemes.csv").read_text(encoding="utf-8") + "other,listed,listed,另,Other,Others\n",
        encoding="utf-8",
    )
    indices = list(dict.fromkeys(str(row["index_code"]) for row in NODES))
    rows: list[Row] = [{"index_code": index, "scheme_code": "listed", "is_default": "true"} for index in indices]
    rows.append({"index_code": "gaps", "scheme_code": "other", "is_default": "false"})
    write(folder, "index_schemes", ["index_code", "scheme_code", "is_default"], rows)
    list_columns = ["list_code", "node_code", "unit_level", "list_length", "name_zh", "name_en"]
    write(folder, "list_definitions", list_columns, [])
    # the sheet has two groups as a whole and one in part; of the other indices it has nothing
    sheet = ["gaps_a", "gaps_b", "gaps_c", "gaps_4", "gaps_5", "gaps_2", "scores_0", "scores_1", "scores_2"]
    write(
        folder,
        "expert_scores",
        ["expert_code", "node_code", "score"],
        [
            {"expert_code": f"E{expert}", "node_code": code, "score": numbers.randint(1, 5)}
            for expert in range(7)
            for code in sheet
        ],
    )
    (folder / "analysis_roles.csv").write_text(
        "role_code,node_code,statistic_code\nuncertain_node,gaps_b,\nuncertain_node,geometric_a,\n", encoding="utf-8"
    )
    seeds = (PROJECT / "seeds" / "methodology" / "scenarios.csv").read_text(encoding="utf-8")
    (folder / "scenarios.csv").write_text(seeds + named(SCENARIOS), encoding="utf-8")
    (folder / "uncertain_choices.csv").write_text(CHOICES, encoding="utf-8")
    lines = [
        f"{PERIOD},{city},{measure},all,{numbers.lognormvariate(1, 1) - (2 if measure == 'signed' else 0):.3f}"
        for number, city in enumerate(CITIES)
        for measure in MEASURES
        # the first have all, the last next to nothing
        if numbers.random() > number / len(CITIES)
    ]
    header = "period_code,area_code,measure_code,industry_code,value\n"
    (folder / "records.csv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")


def named(scenarios: str) -> str:
    """The code for both names."""
    return "".join(
        ",".join([code, code, code, *others]) + "\n"
        for code, _, _, *others in (line.split(",") for line in scenarios.splitlines())
    )
