"""The robustness engine once more, without SQL: means of means up the tree, in plain Python and numpy.

Only the tree, the values of the variants, the weights that the data give (test_variants.py has both) and the vars are
read. Weights are never multiplied down to a leaf: a node is the mean of its children, from the leaves up.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from conftest import PROJECT, Build
from scipy import stats

# what differs from draw to draw even where nothing else may be chosen
DRAWN = ("around_default", "any_weights", "expert_panel", "any_leaf")

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Weights = dict[str, dict[str, float]]
VARS: dict[str, Any] = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]


def fetch(build: Build, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query, of types that mypy need not know."""
    return list(build.query(sql))


def uniform(*parts: object) -> float:
    """From 0 to below 1: 53 bits of the second half of an MD5, last byte first."""
    half = hashlib.md5("|".join(map(str, parts)).encode(), usedforsecurity=False).digest()[8:]
    return (int.from_bytes(half, "little") >> 11) / 2**53


def rounded(scores: Floats) -> Floats:
    """To 14 digits, so that scores that are equal on paper are equal."""
    with np.errstate(divide="ignore", invalid="ignore"):
        places = 10.0 ** (13 - np.floor(np.log10(np.abs(scores))))
        return np.asarray(np.where(scores == 0, 0.0, np.round(scores * places) / places))


def competition_ranks(scores: Floats) -> Whole:
    """One more than how many are ahead; 0 where there is no score."""
    ranks = stats.rankdata(-rounded(scores), method="min", nan_policy="omit")
    return np.nan_to_num(ranks).astype(np.int64)


def mean_of(kind: str, columns: list[Floats], weights: list[float]) -> Floats:
    """The mean over the children that are there and weigh something."""
    values = np.column_stack(columns)
    there = ~np.isnan(values)
    shares = there * np.array(weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = shares / shares.sum(axis=1, keepdims=True)
        if kind == "arithmetic":
            return np.asarray((np.where(there, values, 0) * shares).sum(axis=1))
        counts = shares > 0
        known = np.where(counts, values, 1)
        if kind == "geometric":
            means = np.exp((shares * np.log(known)).sum(axis=1))
        else:
            means = 1 / (shares / known).sum(axis=1)
    return np.where((counts & (known == 0)).any(axis=1), 0.0, means)


@dataclass(frozen=True)
class Run:
    """One computation of an index: what it chooses and where it comes from."""

    index: str
    purpose: str
    weighting: str
    source: str
    normalisation: str = "as_stated"
    aggregation: str = "as_stated"
    outliers: str = "as_stated"
    missing: str = "as_stated"
    left_out: str | None = None
    scenario: str | None = None
    analysis: str | None = None
    sample: str | None = None
    draw: int | None = None


@dataclass(frozen=True)
class Ranking:
    """What is ranked together, the areas in the order of their places."""

    number: int
    index: str
    node: str
    period: str
    level: str
    areas: tuple[str, ...]
    ranks: tuple[int, ...]


class Oracle:
    """All runs of all rankings of a build."""

    def __init__(self, build: Build) -> None:
        """Read the tree and the tables of choices."""
        self.build = build
        self.vars = VARS
        self.edges: dict[tuple[str, str], Weights] = defaultdict(lambda: defaultdict(dict))
        for index, scheme, parent, node, weight in fetch(
            build,
            "select index_code, scheme_code, parent_node_code, node_code, weight from intermediate.int_edge_weights"
            " order by all",
        ):
            self.edges[index, scheme][parent][node] = weight
        schemes = fetch(
            build, "select index_code, scheme_code, is_default from staging.stg_methodology__index_schemes order by all"
        )
        self.schemes = [row[:2] for row in schemes]
        self.default_scheme = {index: scheme for index, scheme, is_default in schemes if is_default}
        self.index_of: dict[str, str] = {}
        self.leaves: dict[str, list[str]] = defaultdict(list)
        self.means: dict[str, dict[str, str]] = defaultdict(dict)
        self.minimum: dict[str, float] = {}
        for index, node, measure, mean, minimum in fetch(
            build,
            "select index_code, node_code, measure_code, aggregation, minimum_weight_present"
            " from intermediate.int_nodes order by node_code",
        ):
            self.index_of[node] = index
            self.minimum[node] = minimum
            if measure:
                self.leaves[index].append(node)
            else:
                self.means[index][node] = mean
        self.experts: dict[str, dict[str, float]] = defaultdict(dict)
        for expert, node, score in fetch(
            build, "select expert_code, node_code, expert_score from staging.stg_methodology__expert_scores"
        ):
            self.experts[expert][node] = score
        self.data_weights: dict[tuple[str, ...], Weights] = defaultdict(lambda: defaultdict(dict))
        for index, choice, period, level, parent, node, weight in fetch(
            build,
            "select index_code, weighting_choice, period_code, unit_level, parent_node_code, node_code, weight"
            " from intermediate.int_data_weights",
        ):
            self.data_weights[index, choice, period, level][parent][node] = weight
        self.rankings = [
            Ranking(number, index, node, period, level, tuple(areas), tuple(ranks))
            for number, index, node, period, level, areas, ranks in fetch(
                build,
                """
                select ranking_number, index_code, node_code, period_code, unit_level, list(area_code order by place),
                    list(rank order by place)
                from intermediate.int_ranked_units where status = 'computed' group by all order by all
                """,
            )
        ]
        self.read_values()
        self.weights = cache(self.weights_of)
        self.enough = cache(self.has_enough)

    def read_values(self) -> None:
        """Units by leaves, by root ranking and variant, and the units."""
        self.values: dict[tuple[str, ...], Floats] = {}
        self.areas: dict[tuple[str, ...], list[str]] = {}
        for *key, areas, values in fetch(
            self.build,
            """
            select index_code, period_code, unit_level, normalisation_choice, outlier_choice, missing_choice,
                list(distinct area_code order by area_code), list(variant_value order by area_code, node_code)
            from intermediate.int_value_variants group by all
            """,
        ):
            self.areas[tuple(key[:3])] = areas
            self.values[tuple(key)] = np.array(values, dtype=float).reshape(len(areas), -1)

    # --- what is computed ---

    def all_runs(self) -> list[Run]:
        """Scenarios, draws, and draws of the sensitivities, of every index."""
        return [*self.scenarios(), *(run for index in self.default_scheme for run in self.draws(index))]

    def scenarios(self) -> Iterator[Run]:
        """Those of the table, the schemes, and one without each node."""
        table = fetch(
            self.build,
            """
            select scenario_code, weighting_choice, normalisation_choice, aggregation_choice, outlier_choice,
                missing_choice
            from staging.stg_methodology__scenarios
            """,
        )
        for index, default in self.default_scheme.items():
            for code, weighting, *others in table:
                source = default if weighting == "as_stated" else weighting
                normalisation, mean, outliers, missing = others
                yield Run(index, "scenario", weighting, source, normalisation, mean, outliers, missing, None, code)
            for node in (node for node, at in self.index_of.items() if at == index != node):
                yield Run(index, "scenario", "as_stated", default, left_out=node, scenario=f"without_{node}")
        for index, scheme in self.schemes:
            yield Run(index, "scenario", "as_stated", scheme, scenario=scheme)

    def draws(self, index: str) -> Iterator[Run]:
        """Samples A and B, and for an analysis of several factors A with each factor out of B."""
        factors: dict[str, dict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
        for analysis, factor, choice, probability in fetch(
            self.build,
            """
            select analysis_code, factor_code, choice_code, probability
            from staging.stg_methodology__uncertain_choices order by all
            """,
        ):
            factors[analysis][factor].append((choice, probability))
        half = self.vars["robustness_draws"] // 2
        for analysis, by_factor in factors.items():
            samples = {"A": half, "B": half}
            varying = [name for name, each in by_factor.items() if len(each) > 1 or each[0][0] in DRAWN]
            if len(varying) > 1:
                samples |= dict.fromkeys(varying, min(half, self.vars["sensitivity_draws"]))
            for sample, count in samples.items():
                for draw in range(1, count + 1):
                    yield self.drawn(index, analysis, by_factor, sample, draw)

    def drawn(
        self, index: str, analysis: str, by_factor: dict[str, list[tuple[str, float]]], sample: str, draw: int
    ) -> Run:
        """The choices of one draw."""
        seed = self.vars["robustness_seed"]
        chosen, sources = {}, {}
        for factor, choices in by_factor.items():
            sources[factor] = f"{'B' if sample in ('B', factor) else 'A'}|{draw}"
            number, so_far = uniform(seed, sources[factor], factor), 0.0
            for choice, probability in choices:
                so_far += probability
                if number < so_far:
                    chosen[factor] = choice
                    break
        left_out = None
        if chosen.get("left_out") == "any_leaf":
            leaves = self.leaves[index]
            left_out = leaves[math.floor(len(leaves) * uniform(seed, sources["left_out"], "leaf"))]
        weighting = chosen.get("weighting", "as_stated")
        source = {"as_stated": self.default_scheme[index], "equal": "equal"}.get(weighting) or sources["weighting"]
        return Run(
            index,
            "uncertainty" if sample in ("A", "B") else "sensitivity",
            weighting,
            source,
            chosen.get("normalisation", "as_stated"),
            chosen.get("aggregation", "as_stated"),
            chosen.get("outliers", "as_stated"),
            left_out=left_out,
            analysis=analysis,
            sample=sample,
            draw=draw,
        )

    def numbered_runs(self) -> dict[tuple[str, int], Run]:
        """The runs by the engine's numbers in their index, as far as the engine has the same ones."""
        mine = {astuple(run): run for run in self.all_runs()}
        numbers: dict[tuple[str, int], Run] = {}
        for *key, number in fetch(
            self.build,
            """
            select index_code, purpose, weighting_choice, weighting_source, normalisation_choice, aggregation_choice,
                outlier_choice, missing_choice, left_out_node_code, scenario_code, analysis_code, sample_code, draw,
                run_number
            from intermediate.int_runs
            """,
        ):
            numbers[key[0], number] = mine.pop(tuple(key))
        assert not mine, f"the engine lacks {len(mine)} runs, among them {next(iter(mine))}"
        return numbers

    # --- weights ---

    def weights_of(self, index: str, weighting: str, source: str, period: str, level: str) -> Weights | None:
        """The weights of all edges, not rescaled; None where they are unknown."""
        default = self.edges[index, self.default_scheme[index]]
        seed, spread = self.vars["robustness_seed"], self.vars["weight_uncertainty"]
        if weighting == "as_stated":
            return self.edges[index, source]
        if weighting in ("experts", "expert_panel"):
            panel = [self.experts[expert] for expert in sorted(self.experts)]
            if weighting == "expert_panel":
                size = len(panel)
                panel = [panel[math.floor(size * uniform(seed, source, "seat", seat + 1))] for seat in range(size)]
            return self.expert_weights(default, panel)
        found: Weights = {}
        for parent, children in default.items():
            if weighting in ("entropy", "critic", "first_component"):
                by_data = self.data_weights.get((index, weighting, period, level), {}).get(parent, {})
                if any(by_data.get(node) is None for node in children):
                    return None
                found[parent] = {node: by_data[node] for node in children}
                continue
            for node, weight in children.items():
                number = uniform(seed, source, parent, node)
                drawn = {
                    "equal": 1.0,
                    "around_default": weight * (1 + spread * (2 * number - 1)),
                    "any_weights": -math.log1p(-number),
                }[weighting]
                found.setdefault(parent, {})[node] = drawn
        return found

    @staticmethod
    def expert_weights(default: Weights, panel: list[dict[str, float]]) -> Weights | None:
        """Sums of scores; a group that is not all on the sheet keeps its weights, and a tree without any has none."""
        found, is_known = {}, False
        for parent, children in default.items():
            if panel and all(node in panel[0] for node in children):
                found[parent] = {node: sum(scores[node] for scores in panel) for node in children}
                is_known = True
            else:
                found[parent] = children
        return found if is_known else None

    # --- scores ---

    def below(self, index: str, scheme: str, node: str, left_out: str | None) -> dict[str, float]:
        """How much each leaf weighs in a node when nothing is missing, on the ways past what is left out."""
        if node == left_out:
            return {}
        if node in self.leaves[index]:
            return {node: 1.0}
        found: dict[str, float] = defaultdict(float)
        for child, weight in self.edges[index, scheme].get(node, {}).items():
            for leaf, part in self.below(index, scheme, child, left_out).items():
                found[leaf] += weight * part
        return found

    def has_enough(self, key: tuple[str, ...], scheme: str, left_out: str | None) -> dict[str, npt.NDArray[np.bool_]]:
        """In which units enough of a node's weight has a value. What is left out on purpose is no gap."""
        index = key[0]
        there = ~np.isnan(self.values[key])
        found = {}
        for node in (node for node, at in self.index_of.items() if at == index):
            weights = self.below(index, scheme, node, left_out)
            row = np.array([weights.get(leaf, 0.0) for leaf in self.leaves[index]])
            found[node] = there @ row >= row.sum() * (self.minimum[node] - 1e-12)
        return found

    def mean_of_run(self, run: Run) -> str | None:
        """As stated there has to be one mean on all levels, of which a node with one child has none."""
        if run.aggregation != "as_stated":
            return run.aggregation
        children = self.edges[run.index, self.default_scheme[run.index]]
        means = {mean for node, mean in self.means[run.index].items() if len(children[node]) > 1}
        return (means or {"arithmetic"}).pop() if len(means) <= 1 else None

    def scores_of_tree(self, run: Run, mean: str, period: str, level: str) -> dict[str, Floats] | None:
        """Every node's score in every unit, from the leaves up."""
        weights = self.weights(run.index, run.weighting, run.source, period, level)
        if weights is None:
            return None
        key = (run.index, period, level, run.normalisation, run.outliers, run.missing)
        scheme = run.source if run.weighting == "as_stated" else self.default_scheme[run.index]
        enough = self.enough(key, scheme, run.left_out)
        values = self.values[key]
        scores: dict[str, Floats] = {leaf: values[:, number] for number, leaf in enumerate(self.leaves[run.index])}
        if run.left_out:
            scores[run.left_out] = np.full(len(values), np.nan)

        def score(node: str) -> Floats:
            if node not in scores:
                children = {child: weight for child, weight in weights[node].items() if weight > 0}
                means = mean_of(mean, [score(child) for child in children], list(children.values()))
                scores[node] = np.where(enough[node], means, np.nan)
            return scores[node]

        for node in self.means[run.index]:
            score(node)
        return scores

    def all_scores(self) -> dict[int, dict[int, Floats]]:
        """Scores by place, by the numbers of ranking and run; those that cannot be computed are not there."""
        found: dict[int, dict[int, Floats]] = defaultdict(dict)
        runs = self.numbered_runs()
        groups = defaultdict(list)
        for ranking in self.rankings:
            groups[ranking.index, ranking.period, ranking.level].append(ranking)
        for (index, period, level), rankings in groups.items():
            rows = {
                ranking.number: [self.areas[index, period, level].index(a) for a in ranking.areas]
                for ranking in rankings
            }
            lowest = cache(self.lowest)
            for (of_index, run_number), run in runs.items():
                mean = self.mean_of_run(run)
                tree = self.scores_of_tree(run, mean, period, level) if mean and of_index == index else None
                for ranking in rankings:
                    if tree is None:
                        break
                    scores = tree[ranking.node][rows[ranking.number]]
                    variant = (run.normalisation, run.outliers, run.missing)
                    is_possible = mean == "arithmetic" or lowest(ranking, variant) >= 0
                    if is_possible and not np.isnan(scores).all():
                        found[ranking.number][run_number] = scores
        return found

    def lowest(self, ranking: Ranking, variant: tuple[str, ...]) -> float:
        """The lowest value of the leaves of the ranked node in the units that are ranked."""
        key = (ranking.index, ranking.period, ranking.level)
        leaves = self.below(ranking.index, self.default_scheme[ranking.index], ranking.node, None)
        rows = [self.areas[key].index(area) for area in ranking.areas]
        values = self.values[(*key, *variant)][rows][:, [leaf in leaves for leaf in self.leaves[ranking.index]]]
        return float(np.nanmin(values, initial=np.inf))
