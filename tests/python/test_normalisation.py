"""Normalisations and means on data of one's own: worked out by hand, and against numpy on random data."""

import csv
import math
import random
import shutil
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from conftest import Dbt
from test_bad_input import EXAMPLE, append

NODE_COLUMNS = (EXAMPLE / "nodes.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
PERIOD = "2026-10"
Row = dict[str, object]


def node(node_code: str, index_code: str, **columns: object) -> Row:
    """A row of nodes.csv."""
    return {
        **dict.fromkeys(NODE_COLUMNS, ""),
        **{"node_code": node_code, "index_code": index_code, "node_kind": "index", "name_zh": "节点"},
        **{"name_en": node_code, "minimum_weight_present": 0},
        **columns,
    }


def leaf(node_code: str, index_code: str, measure_code: str, **columns: object) -> Row:
    """A row of nodes.csv for a leaf."""
    return node(node_code, index_code, measure_code=measure_code, industry_code="all", **columns)


def write(folder: Path, table: str, header: list[str], rows: list[Row]) -> None:
    """Write an input table."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)


ROOT: Row = {
    **{"aggregation": "geometric", "normalisation": "min_max", "missing_rule": "skip"},
    **{"goalpost_low": 0, "minimum_weight_present": 0.5},
}


def write_two_indices(folder: Path, changes: dict[str, Row] | None = None) -> None:
    """The example's data under a geometric index over arithmetic pillars, and z-scores and ranks in another index."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    shop = "shop_index"
    nodes = [
        # what the leaves leave empty they take from here
        node(shop, shop, **ROOT),
        node("activity", shop, aggregation="arithmetic"),
        node("quality", shop, aggregation="arithmetic", minimum_weight_present=0.5),
        leaf("leaf_orders", shop, "orders", missing_rule="zero", goalpost_high=8),
        leaf("leaf_users", shop, "users", missing_rule="zero", goalpost_high=4),
        leaf("leaf_availability", shop, "failure_rate", goalpost_high=1),
        leaf("leaf_income", shop, "income", normalisation="distance_to_reference", reference="maximum"),
        node("other_index", "other_index", missing_rule="zero", normalisation="z_score"),
        leaf("z_orders", "other_index", "orders"),
        leaf("rank_of_users", "other_index", "users", normalisation="rank"),
    ]
    write(folder, "nodes", NODE_COLUMNS, [row | (changes or {}).get(str(row["node_code"]), {}) for row in nodes])
    append("node_edges", "other_index,z_orders\nother_index,rank_of_users")(folder)
    append("weights", "listed,other_index,z_orders,0.5\nlisted,other_index,rank_of_users,0.5")(folder)
    append("index_schemes", "other_index,listed,true")(folder)


def test_two_indices_by_hand(own_data: tuple[Dbt, Path]) -> None:
    """Every figure from a sheet of paper.

    Orders of 6, 2 and 2 between goalposts of 0 and 8 are 75, 25 and 25; the province's 12 are clipped to 100. Users of
    3, none and 1 between 0 and 4 are 75, 0 and 25. A failure rate of 0.25 between 0 and 1 is 75, of 0.5 is 50, of 0.75
    is 25. Income of 10 is a third of the largest, 30; A2 has none and all of its quality is availability. So A2 has
    an activity of 12.5, a quality of 50 and an index of sqrt(12.5 · 50) = 25, half of it from each; nothing of the
    half from activity comes from users, since these are 0. Provinces have no availability, 0.25 of the weight of
    quality, which asks for 0.5: their index is their activity.

    Orders of 6, 2 and 2 have a mean of 10 / 3 and a standard deviation of sqrt(48) / 3, so the z-scores are 2 / sqrt(3)
    and twice -1 / sqrt(3); users of 3, none and 1 have the places 3, 1 and 2.
    """
    dbt, folder = own_data
    write_two_indices(folder)
    build = dbt("build", "--exclude", "test_type:unit")
    assert build.success, build.output
    scores = {
        (area, code): score
        for area, code, score in build.query("select area_code, node_code, cast(score as double) from fct_scores")
    }
    expected = {
        ("A1", "activity"): 75,
        ("A1", "quality"): 0.75 * 75 + 0.25 * 100 / 3,
        ("A1", "shop_index"): math.sqrt(75 * (56.25 + 25 / 3)),
        ("A2", "activity"): 12.5,
        ("A2", "quality"): 50,
        ("A2", "shop_index"): 25,
        ("B1", "shop_index"): math.sqrt(25 * (0.75 * 25 + 25)),
        ("A", "leaf_orders"): 100,
        ("A", "activity"): 100,
        ("A", "shop_index"): 100,
        ("B", "shop_index"): 62.5,
        ("A1", "z_orders"): 2 / math.sqrt(3),
        ("A1", "other_index"): 1 / math.sqrt(3) + 1.5,
        ("A2", "other_index"): -0.5 / math.sqrt(3) + 0.5,
        ("B1", "other_index"): -0.5 / math.sqrt(3) + 1,
        ("B", "z_orders"): -1 / math.sqrt(2),
    }
    for key, value in expected.items():
        assert scores[key] == pytest.approx(value, rel=1e-12), key
    assert scores["A", "quality"] is None
    parts = build.query(
        "select leaf_node_code, weight, cast(contribution as double) from fct_contributions"
        " where area_code = 'A2' and node_code = 'shop_index' order by all"
    )
    assert parts == [
        ("leaf_availability", 0.5, pytest.approx(12.5, rel=1e-12)),
        ("leaf_orders", 0.25, pytest.approx(12.5, rel=1e-12)),
        ("leaf_users", 0.25, 0),
    ]
    inherited = build.query(
        "select node_code, aggregation, normalisation, missing_rule, goalpost_low, goalpost_high from dim_node"
        " where node_code in ('shop_index', 'leaf_availability') order by all"
    )
    assert inherited == [
        ("leaf_availability", None, "min_max", "skip", 0, 1),
        ("shop_index", "geometric", None, None, None, None),
    ]


def key_of(measure: str, unit_level: str) -> str:
    """How a fault names the records of a measure."""
    return f"period_code={PERIOD}, measure_code={measure}, industry_code=all, unit_level={unit_level}"


FAULTS: dict[str, tuple[dict[str, Row], str]] = {
    "units without a difference": (
        {"rank_of_users": {"normalisation": "z_score"}},
        f"BAD INPUT in records [{key_of('users', 'province')}]: rank_of_users: low end=5.0, high end=5.0. "
        "Rule: min_max and z_score need units with different values, and goalposts that leave a range.",
    ),
    "a reference area without a value": (
        {"leaf_income": {"reference": "area", "reference_area_code": "A2"}},
        f"BAD INPUT in records [{key_of('income', 'city')}]: leaf_income: area=. "
        "Rule: the reference of a distance is there and above zero.",
    ),
    "a negative value under a geometric mean": (
        {"other_index": {"aggregation": "geometric"}},
        f"BAD INPUT in records [period_code={PERIOD}, area_code=A2, scheme_code=listed, node_code=other_index]: "
        "z_orders=-0.57735026918962",
    ),
    "a share of what may be negative": (
        {"z_orders": {"measure_code": "profit", "normalisation": "share_of_total", "denominator": "units"}},
        "BAD INPUT in nodes [node_code=z_orders]: measure_code=profit, normalisation=share_of_total. "
        "Rule: no share and no distance to a reference is taken of a measure that may be negative.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_normalised_or_averaged_stops_the_build(own_data: tuple[Dbt, Path], fault: str) -> None:
    """The message names table, key, value and rule, and there are no scores."""
    dbt, folder = own_data
    changes, message = FAULTS[fault]
    write_two_indices(folder, changes)
    append("measures", "profit,shop,shop,利润,Profit,yuan,more_is_better,,additive,true")(folder)
    append("records", f"{PERIOD},A1,profit,all,-1")(folder)
    build = dbt("build", "--exclude", "test_type:unit")
    assert not build.success
    assert message in build.output
    assert build.status["fct_scores"] == "skipped"
    assert build.query("select table_name from information_schema.tables where table_name = 'fct_scores'") == []


# --- random data against numpy ---

MEANS = ("arithmetic", "geometric", "harmonic")
CITIES = [f"C{number}" for number in range(14)]
MEASURES: dict[str, tuple[str, object, bool]] = {
    # measure: direction, upper bound, may be negative
    **{f"more_{number}": ("more_is_better", "", False) for number in range(5)},
    "bounded": ("less_is_better", 50, False),
    "unbounded": ("less_is_better", "", False),
    "signed": ("more_is_better", "", True),
}
LEAVES: dict[str, Row] = {
    "share_nation": {"measure_code": "more_0", "normalisation": "share_of_total", "denominator": "nation"},
    "share_units": {"measure_code": "bounded", "normalisation": "share_of_total", "denominator": "units"},
    "min_max_free": {"measure_code": "more_1", "normalisation": "min_max", "scale_low": 5, "scale_high": 95},
    "min_max_clipped": {"measure_code": "more_2", "normalisation": "min_max", "goalpost_low": 2, "goalpost_high": 9},
    "min_max_unclipped": {
        **{"measure_code": "unbounded", "normalisation": "min_max", "is_clipped": "false"},
        **{"goalpost_low": 3, "goalpost_high": 60},
    },
    "rank": {"measure_code": "unbounded", "normalisation": "rank"},
    "rank_signed": {"measure_code": "signed", "normalisation": "rank"},
    "percentile": {"measure_code": "more_3", "normalisation": "percentile_rank", "scale_low": 1, "scale_high": 7},
    "to_best": {"measure_code": "more_4", "normalisation": "distance_to_reference", "reference": "maximum"},
    "to_mean": {"measure_code": "bounded", "normalisation": "distance_to_reference", "reference": "mean"},
    "to_area": {
        **{"measure_code": "more_1", "normalisation": "distance_to_reference", "reference": "area"},
        "reference_area_code": CITIES[0],
    },
    "to_value": {
        **{"measure_code": "bounded", "normalisation": "distance_to_reference", "reference": "value"},
        "reference_value": 8,
    },
    "as_it_is": {"measure_code": "more_4", "normalisation": "none"},
    # z-scores are negative for some: they live beside values that make up for it, under arithmetic means
    "z_score": {"measure_code": "signed", "normalisation": "z_score"},
}


class Random:
    """Random trees over random records, and what numpy makes of them."""

    def __init__(self, seed: int) -> None:
        """Throw the dice."""
        self.numbers = random.Random(seed)
        self.records = {
            (city, measure): round(self.numbers.uniform(-20, 20) if signed else self.numbers.uniform(0.5, 20), 4)
            for city, (measure, (_, _, signed)) in product(CITIES, MEASURES.items())
            if city == CITIES[0] or self.numbers.random() < 0.85
        }
        self.records[CITIES[1], "more_0"] = self.records[CITIES[2], "more_0"] = 7.0
        self.outside = 3.5
        self.nodes: dict[str, Row] = {}
        self.edges: dict[str, dict[str, float]] = {}
        for root, pillar in product(MEANS, MEANS):
            self.add_index(f"{root}_{pillar}", root, [pillar, pillar])
        for index, means in (("deep", ["arithmetic", "harmonic", "geometric"]), ("flat", [])):
            self.add_index(index, "geometric", means, is_chain=True)

    def add_index(self, index: str, root: str, means: list[str], is_chain: bool = False) -> None:
        """Inner nodes beside each other or in a chain, each with leaves, one leaf under two of them."""
        self.nodes[index] = node(index, index, aggregation=root, minimum_weight_present=0.3)
        inner = [f"{index}_{number}" for number in range(len(means))]
        for code, mean in zip(inner, means, strict=True):
            self.nodes[code] = node(code, index, aggregation=mean)
        parents = [index, *inner]
        children: dict[str, list[str]] = {code: [] for code in parents}
        for number, code in enumerate(inner):
            children[parents[number] if is_chain else index].append(code)
        for number, (code, columns) in enumerate(LEAVES.items()):
            homes = parents if is_chain else inner
            if code == "z_score" and self.nodes[homes[-1]]["aggregation"] != "arithmetic":
                continue
            home = homes[-1] if code in ("z_score", "as_it_is", "rank_signed") else homes[number % len(homes)]
            is_better_when_missing = columns["measure_code"] in ("bounded", "unbounded")
            rule = "zero" if code == "to_best" or (number % 3 == 0 and not is_better_when_missing) else "skip"
            row = leaf(f"{index}_{code}", index, str(columns["measure_code"]), missing_rule=rule) | columns
            self.nodes[str(row["node_code"])] = row
            children[home].append(str(row["node_code"]))
        self.nodes[homes[-1]]["minimum_weight_present"] = 0.3 if len(homes) == 1 else 0.6
        if len(homes) > 1:
            children[homes[0]].append(f"{index}_as_it_is")
        for parent, codes in children.items():
            cuts = [self.numbers.randint(1, 9) for _ in codes]
            weights = [round(cut / sum(cuts), 6) for cut in cuts[1:]]
            self.edges[parent] = dict(zip(codes, [round(1 - sum(weights), 6), *weights], strict=True))

    def write(self, folder: Path) -> None:
        """Write the input tables."""
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        measure_columns = (EXAMPLE / "measures.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        measures: list[Row] = [
            {
                **dict.fromkeys(measure_columns, code),
                **{"source_code": "shop", "direction": direction, "upper_bound": bound, "rollup": "additive"},
                "may_be_negative": signed,
            }
            for code, (direction, bound, signed) in MEASURES.items()
        ]
        write(folder, "measures", measure_columns, measures)
        area_columns = (EXAMPLE / "areas.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        areas: list[Row] = [
            {
                **dict.fromkeys(area_columns, ""),
                **{"area_code": code, "area_level": "city" if parent else "nation", "parent_area_code": parent},
                **{"name_zh": code, "name_en": code, "is_first_tier": False, "is_sub_provincial": False},
                "is_unit": bool(parent),
            }
            for code, parent in [("N", ""), *((city, "N") for city in CITIES)]
        ]
        write(folder, "areas", area_columns, areas)
        write(folder, "nodes", NODE_COLUMNS, list(self.nodes.values()))
        edges = [(parent, code, weight) for parent, group in self.edges.items() for code, weight in group.items()]
        weights: list[Row] = [
            {"scheme_code": "listed", "parent_node_code": parent, "node_code": code, "weight": weight}
            for parent, code, weight in edges
        ]
        write(folder, "weights", ["scheme_code", "parent_node_code", "node_code", "weight"], weights)
        pairs: list[Row] = [{"parent_node_code": parent, "node_code": code} for parent, code, _ in edges]
        write(folder, "node_edges", ["parent_node_code", "node_code"], pairs)
        indices = sorted({str(row["index_code"]) for row in self.nodes.values()})
        schemes: list[Row] = [{"index_code": i, "scheme_code": "listed", "is_default": "true"} for i in indices]
        write(folder, "index_schemes", ["index_code", "scheme_code", "is_default"], schemes)
        write(
            folder,
            "list_definitions",
            ["list_code", "node_code", "unit_level", "list_length", "name_zh", "name_en"],
            [],
        )
        lines = [f"{PERIOD},{city},{measure},all,{value}" for (city, measure), value in self.records.items()]
        lines.append(f"{PERIOD},N,more_0,all,{self.outside}")
        header = "period_code,area_code,measure_code,industry_code,value\n"
        (folder / "records.csv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")

    def turned(self, measure: str, value: object) -> float:
        """More is better."""
        direction, bound, _ = MEASURES[measure]
        return float(str(value)) if direction == "more_is_better" else float(str(bound or 0)) - float(str(value))

    def normalised(self, row: Row) -> dict[str, float]:
        """The normalised values of a leaf."""
        measure = str(row["measure_code"])
        recorded = {city: self.turned(measure, v) for (city, m), v in self.records.items() if m == measure}
        values = dict(recorded)
        if row["missing_rule"] == "zero":
            values |= {city: 0.0 for city in CITIES if city not in values}
        cities, x = list(values), np.array(list(values.values()))
        low, high = (
            float(str(row[end])) if row[end] != "" else d for end, d in (("scale_low", 0), ("scale_high", 100))
        )
        match row["normalisation"]:
            case "share_of_total":
                y = 100 * x / (sum(recorded.values()) + (self.outside if row["denominator"] == "nation" else 0))
            case "min_max":
                posts = [self.turned(measure, row[p]) for p in ("goalpost_low", "goalpost_high") if row[p] != ""]
                ends = sorted(posts) or [float(x.min()), float(x.max())]
                clipped = x if row["is_clipped"] == "false" else np.clip(x, ends[0], ends[1])
                y = low + (high - low) * (clipped - ends[0]) / (ends[1] - ends[0])
            case "z_score":
                y = (x - np.mean(x)) / np.std(x, ddof=1)
            case "rank":
                y = np.array([1.0 + np.sum(x < one) for one in x])
            case "percentile_rank":
                y = low + (high - low) * np.array([np.sum(x < one) / (len(x) - 1) for one in x])
            case "distance_to_reference":
                references = {"maximum": x.max(), "mean": np.mean(x), "area": values[CITIES[0]]}
                value = self.turned(measure, row["reference_value"] or 0)
                y = 100 * x / references.get(str(row["reference"]), value)
            case _:
                y = x
        return dict(zip(cities, (float(one) for one in y), strict=True))

    def weight_present(self, code: str, values: dict[str, float]) -> float:
        """The part of the weight whose leaves have a value."""
        if code not in self.edges:
            return float(code in values)
        return sum(weight * self.weight_present(child, values) for child, weight in self.edges[code].items())

    def score(self, code: str, values: dict[str, float]) -> float | None:
        """The mean of the children that have a score, from the top down."""
        if code not in self.edges:
            return values.get(code)
        if self.weight_present(code, values) < float(str(self.nodes[code]["minimum_weight_present"])):
            return None
        children = [(self.score(child, values), weight) for child, weight in self.edges[code].items()]
        present = [(score, weight) for score, weight in children if score is not None]
        if not present:
            return None
        x, w = (np.array(column) for column in zip(*present, strict=True))
        if self.nodes[code]["aggregation"] == "arithmetic":
            return float(np.average(x, weights=w))
        if x.min() == 0:
            return 0.0
        if self.nodes[code]["aggregation"] == "geometric":
            return float(np.prod(x ** (w / w.sum())))
        return float(w.sum() / np.sum(w / x))


def is_close(value: object, by_numpy: float | None) -> bool:
    """The same to 1e-9, or both empty."""
    return value is None if by_numpy is None else value == pytest.approx(by_numpy, rel=1e-9, abs=1e-12)


def test_random_trees_against_numpy(own_data: tuple[Dbt, Path]) -> None:
    """Every normalisation under every mean, with gaps; contributions against numerical derivatives."""
    dbt, folder = own_data
    chance = Random(seed=7)
    chance.write(folder)
    build = dbt("build", "--exclude", "test_type:unit")
    assert build.success, build.output
    expected = {code: chance.normalised(row) for code, row in chance.nodes.items() if row["measure_code"]}
    normalised = build.query("select node_code, area_code, normalised_value from fct_normalised_values where is_unit")
    assert len(normalised) == len(expected) * len(CITIES)
    for code, city, value in normalised:
        assert is_close(value, expected[str(code)].get(str(city))), (code, city)
    values = {c: {code: by_city[c] for code, by_city in expected.items() if c in by_city} for c in CITIES}
    scores = build.query("select node_code, area_code, cast(score as double) from fct_scores")
    assert len(scores) == len(chance.nodes) * len(CITIES)
    empty = 0
    for code, city, score in scores:
        by_numpy = chance.score(str(code), values[str(city)])
        empty += by_numpy is None and str(code) in chance.edges
        assert is_close(score, by_numpy), (code, city)
    assert empty > 0, "no node has too little weight: the gaps are too few"
    step = 1e-5
    contributions = build.query(
        "select node_code, area_code, leaf_node_code, cast(contribution as double) from fct_contributions"
    )
    for code, city, leaf_code, contribution in contributions:
        unit = values[str(city)]
        ends = []
        for factor in (1 + step, 1 - step):
            end = chance.score(str(code), unit | {str(leaf_code): unit[str(leaf_code)] * factor})
            assert end is not None
            ends.append(end)
        derivative = (ends[0] - ends[1]) / (2 * step)
        assert contribution == pytest.approx(derivative, rel=1e-6, abs=1e-6), (code, city, leaf_code)
