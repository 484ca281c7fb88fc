"""The robustness engine against an oracle without SQL: every run of every ranking, and every row of the marts.

On the embedded data, and on own data full of gaps.
"""

import shutil
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from conftest import Build, Dbt
from gappy_data import write_gappy_data
from robustness_oracle import Floats, Oracle, Ranking, Run, Whole, competition_ranks, fetch, uniform
from scipy import stats

# the marts, and what the tests of the models between the input and them look at
ASKED = (
    *("rank_intervals", "rank_neighbours", "rank_probabilities", "rank_shifts", "sensitivity_indices"),
    *("dim_node", "quarantined_records", "rank_change_contributions"),
    *("fct_normalised_values", "fct_ranks", "fct_scores"),
)
KEY = "index_code, node_code, period_code, unit_level"


@dataclass
class Simulated:
    """A build, and what the oracle makes of its input."""

    build: Build
    oracle: Oracle

    @cached_property
    def runs(self) -> dict[tuple[str, int], Run]:
        """By index and number."""
        return self.oracle.numbered_runs()

    @cached_property
    def scores(self) -> dict[int, dict[int, Floats]]:
        """By ranking and run; NaN for units that have none."""
        return self.oracle.all_scores()

    @cached_property
    def ranks(self) -> dict[int, dict[int, Whole]]:
        """The same, 0 for units that have none."""
        return {
            ranking: {run: competition_ranks(scores) for run, scores in runs.items()}
            for ranking, runs in self.scores.items()
        }

    def draws(self, ranking: Ranking, analysis: str, sample: str | None = None) -> dict[int, Whole]:
        """Ranks by draw: in one sample, or in A and B one after the other."""
        found = {}
        for number, ranks in self.ranks.get(ranking.number, {}).items():
            run = self.runs[ranking.index, number]
            if run.analysis == analysis and run.draw and run.sample in ([sample] if sample else ["A", "B"]):
                found[run.draw if sample or run.sample == "A" else -run.draw] = ranks
        return found

    def rows(self, columns: str, mart: str) -> dict[tuple[Any, ...], Any]:
        """Lists of columns of a mart by ranking and what else the first of the columns name."""
        return {row[:-1]: row[-1] for row in fetch(self.build, f"select {columns} from {mart} group by all")}

    def analyses(self) -> set[str]:
        """The codes of the uncertainty analyses."""
        return {run.analysis for run in self.runs.values() if run.analysis}


@pytest.fixture(scope="module")
def gappy_dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """Runs dbt on the data full of gaps."""
    folder = tmp_path_factory.mktemp("gaps")
    (folder / "data").mkdir()
    write_gappy_data(folder / "data")
    return Dbt(folder, folder / "data")


@pytest.fixture(scope="module")
def gappy(gappy_dbt: Dbt) -> Build:
    """The models of the data full of gaps, their tests run."""
    build = gappy_dbt("build", "--select", *(f"+{mart}" for mart in ASKED), "--exclude", "test_type:unit")
    assert build.success, build.output
    return build


@pytest.fixture(scope="module", params=["embedded", "gappy"])
def simulated(request: pytest.FixtureRequest) -> Simulated:
    """One after the other."""
    build = request.getfixturevalue(request.param)
    return Simulated(build, Oracle(build))


def test_runs_are_those_of_the_oracle(simulated: Simulated) -> None:
    """Every choice and every drawn number, one number for each run, and numbers that look uniform."""
    [(count,)] = fetch(simulated.build, "select count(*) from intermediate.int_runs")
    assert len(simulated.runs) == count > 5000
    drawn = [
        drawn / weight
        for drawn, weight in fetch(
            simulated.build,
            """
            select draws.weight, edges.weight from intermediate.int_weight_draws as draws
            inner join intermediate.int_edge_weights as edges using (index_code, parent_node_code, node_code)
            where edges.is_default and edges.weight > 0 and draws.weighting_choice = 'around_default'
            """,
        )
    ]
    assert stats.kstest(drawn, stats.uniform(0.75, 0.5).cdf).pvalue > 0.01


def test_scores_and_ranks_of_every_run(simulated: Simulated) -> None:
    """Products of weights down to the leaves are means of means up to the root."""
    with duckdb.connect(str(simulated.build.warehouse), read_only=True) as connection:
        found = connection.execute(
            """
            select ranking_number, run_number, place, score,
                rank() over (partition by ranking_number, run_number order by score desc) as simulated_rank
            from intermediate.int_simulated_scores order by ranking_number, run_number, place
            """
        ).fetchnumpy()
    cuts = np.flatnonzero(np.diff(found["ranking_number"]) | np.diff(found["run_number"])) + 1
    places, scores, ranks = (np.split(found[column], cuts) for column in ("place", "score", "simulated_rank"))
    firsts = np.concatenate([[0], cuts])
    keys = list(zip(found["ranking_number"][firsts], found["run_number"][firsts], strict=True))
    assert set(keys) == {(ranking, run) for ranking, runs in simulated.scores.items() for run in runs}
    for (ranking, run), at, score, rank in zip(keys, places, scores, ranks, strict=True):
        expected = simulated.scores[ranking][run]
        engine = np.full(len(expected), np.nan)
        engine[at - 1] = score
        note = str((ranking, run))
        # what cancels out to next to nothing is compared by the size of what it comes from
        np.testing.assert_allclose(engine, expected, rtol=1e-9, atol=1e-12 * np.nanmax(np.abs(expected)), err_msg=note)
        np.testing.assert_array_equal(rank, simulated.ranks[ranking][run][at - 1], note)


def test_schemes_have_the_ranks_of_the_facts(simulated: Simulated) -> None:
    """The default scheme in every ranking, and all schemes, among the units that have a default score."""
    facts = {
        row[:-1]: row[-1]
        for row in fetch(
            simulated.build,
            """
            select node_code, scheme_code, period_code, unit_level, area_code, rank from fct_ranks
            where list_area_level = 'nation'
            """,
        )
    }
    for ranking in simulated.oracle.rankings:
        default = simulated.oracle.default_scheme[ranking.index]
        for number, run in ((number, run) for (index, number), run in simulated.runs.items() if index == ranking.index):
            ranks = simulated.ranks.get(ranking.number, {}).get(number)
            if run.scenario == default and ranks is not None:
                assert tuple(ranks) == ranking.ranks
            if run.scenario == run.source and ranks is not None:
                key = (ranking.node, run.source, ranking.period, ranking.level)
                of_facts = np.array([facts.get((*key, area), np.nan) for area in ranking.areas])
                np.testing.assert_array_equal(competition_ranks(-of_facts), ranks, str(key))


def test_scenario_ranks(simulated: Simulated) -> None:
    """Every unit under every scenario."""
    rows = simulated.rows(
        "index_code, period_code, unit_level, scenario_code,"
        " list((area_code, status, cast(score as double), rank, default_rank, rank_shift) order by area_code)",
        "scenario_ranks where status != 'too many units'",
    )
    kinds: dict[str, int] = defaultdict(int)
    for ranking in (each for each in simulated.oracle.rankings if each.node == each.index):
        for number, run in ((n, run) for (index, n), run in simulated.runs.items() if index == ranking.index):
            if run.purpose != "scenario":
                continue
            found = rows.pop((ranking.index, ranking.period, ranking.level, run.scenario))
            units = {area: rest for area, *rest in found}
            scores = simulated.scores.get(ranking.number, {}).get(number)
            for place, (area, default_rank) in enumerate(zip(ranking.areas, ranking.ranks, strict=True)):
                status, score, rank, *defaults = units.pop(area)
                kinds[status] += 1
                if scores is None or np.isnan(scores[place]):
                    assert status == ("not computed" if scores is None else "not enough data"), (run, area)
                    assert (score, rank, *defaults) == (None, None, default_rank, None)
                else:
                    expected = simulated.ranks[ranking.number][number][place]
                    assert (status, rank, *defaults) == ("computed", expected, default_rank, expected - default_rank)
                    # the mart has 15 places
                    assert score == pytest.approx(
                        scores[place], rel=1e-9, abs=2e-15 + 1e-12 * np.nanmax(np.abs(scores))
                    )
            assert {tuple(rest) for rest in units.values()} <= {("not enough data", None, None, None, None)}
    # nothing is left but rankings without units
    assert {status for found in rows.values() for _, status, *_ in found} <= {"not enough data"}
    assert kinds["computed"] > 2000
    assert kinds["not computed"] > 50


def test_rank_shifts(simulated: Simulated) -> None:
    """Shifts by numpy, correlations by scipy."""
    rows = simulated.rows(
        "index_code, period_code, unit_level, scenario_code,"
        " first((status, unit_count, mean_absolute_shift, largest_absolute_shift, spearman_rho, kendall_tau))",
        "rank_shifts where status != 'too many units'",
    )
    seen: dict[str, int] = defaultdict(int)
    for ranking in (each for each in simulated.oracle.rankings if each.node == each.index):
        for number, run in ((n, run) for (index, n), run in simulated.runs.items() if index == ranking.index):
            if run.purpose != "scenario" or run.scenario == simulated.oracle.default_scheme[run.index]:
                continue
            status, count, *figures = rows.pop((ranking.index, ranking.period, ranking.level, run.scenario))
            seen[status] += 1
            ranks = simulated.ranks.get(ranking.number, {}).get(number)
            if ranks is None:
                assert (status, count, *figures) == ("not computed", 0, *[None] * 4), run
                continue
            before, after = np.array(ranking.ranks)[ranks > 0], ranks[ranks > 0]
            assert count == len(after)
            if count < simulated.oracle.vars["analysis_least_units"]:
                assert (status, *figures) == ("not enough data", *[None] * 4)
                continue
            shifts = np.abs(after - before)
            assert status == "computed"
            rho, tau = stats.spearmanr(before, after).statistic, stats.kendalltau(before, after).statistic
            assert figures == pytest.approx([shifts.mean(), shifts.max(), rho, tau], rel=1e-12, abs=1e-12), run
    assert not [key for key in rows if rows[key][0] != "not enough data"]
    assert seen["computed"] > 50
    assert seen["not computed"] > 2


def test_rank_intervals_and_probabilities(simulated: Simulated) -> None:
    """Quantiles by numpy, heads by counting, and how often a unit had each rank."""
    intervals = simulated.rows(
        f"{KEY}, analysis_code, map(list(area_code), list((status, draws, failed_draws, rank, rank_p05, rank_p25,"
        " rank_p50, rank_p75, rank_p95, short_top_probability, long_top_probability)))",
        "rank_intervals",
    )
    probabilities = simulated.rows(
        f"{KEY}, analysis_code, area_code, map(list(rank), list((draws, rank_probability)))",
        "rank_probabilities",
    )
    settings = simulated.oracle.vars
    everything = settings["robustness_draws"] // 2 * 2
    seen: dict[str, int] = defaultdict(int)
    for ranking in simulated.oracle.rankings:
        for analysis in simulated.analyses():
            key = (ranking.index, ranking.node, ranking.period, ranking.level, analysis)
            draws = list(simulated.draws(ranking, analysis).values())
            table = np.array(draws, dtype=np.int64).reshape(-1, len(ranking.areas)).T
            for area, default_rank, row in zip(ranking.areas, ranking.ranks, table, strict=True):
                ranks = row[row > 0]
                status, *found = intervals[key][area]
                counts = {
                    int(r): (int(n), n / len(ranks)) for r, n in zip(*np.unique(ranks, return_counts=True), strict=True)
                }
                assert probabilities.pop((*key, area), {}) == counts
                seen[status] += 1
                seen["failed"] += status == "computed" and len(ranks) < everything
                if len(ranks) < settings["robustness_fewest_draws"]:
                    assert (status, *found) == ("not computed", None, None, default_rank, *[None] * 7)
                    continue
                quantiles = np.quantile(ranks, [0.05, 0.25, 0.5, 0.75, 0.95], method="inverted_cdf")
                heads = [(ranks <= settings[f"robustness_{length}_top"]).mean() for length in ("short", "long")]
                expected = [len(ranks), everything - len(ranks), default_rank, *quantiles, *heads]
                assert (status, found) == ("computed", expected), (key, area)
    assert not probabilities
    others = fetch(simulated.build, "select count(*) from rank_intervals where status in ('computed', 'not computed')")
    assert others == [(seen["computed"] + seen["not computed"],)]
    assert min(seen["computed"], seen["not computed"] + seen["failed"]) > 0


def test_rank_neighbours(simulated: Simulated) -> None:
    """In which part of the draws that have both a unit is ahead of the next one."""
    neighbours = simulated.rows(
        f"{KEY}, analysis_code, list((area_code, rank, next_area_code, next_rank, status, draws, share_ahead,"
        " is_distinguishable) order by place)",
        "rank_neighbours where status not in ('too many units', 'not enough data')",
    )
    settings = simulated.oracle.vars
    seen = 0
    for ranking in simulated.oracle.rankings:
        for analysis in simulated.analyses():
            draws = list(simulated.draws(ranking, analysis).values())
            table = np.array(draws, dtype=np.int64).reshape(-1, len(ranking.areas))
            expected: list[tuple[Any, ...]] = []
            for place, (area, rank) in enumerate(zip(ranking.areas[:-1], ranking.ranks, strict=False)):
                both = table[(table[:, place] > 0) & (table[:, place + 1] > 0), place : place + 2]
                named = (area, rank, ranking.areas[place + 1], ranking.ranks[place + 1])
                if len(both) < settings["robustness_fewest_draws"]:
                    expected.append((*named, "not computed", None, None, None))
                    continue
                ahead = int((both[:, 0] < both[:, 1]).sum())
                is_told = ahead >= settings["robustness_confidence"] * len(both)
                expected.append((*named, "computed", len(both), ahead / len(both), is_told))
                seen += is_told
            key = (ranking.index, ranking.node, ranking.period, ranking.level, analysis)
            assert neighbours.pop(key, []) == expected, key
    assert not neighbours
    assert seen > 0


def indices(outputs: Floats, times: Floats) -> Floats:
    """First-order (Saltelli) and total indices (Jansen) of outputs under A, B and A with a factor out of B."""
    center = outputs[:, :2].mean()
    first, second, mixed = outputs.T - center
    count = len(outputs)
    pooled = np.concatenate([first, second])
    weights = np.concatenate([times, times], axis=1)
    # the sample variance of what is drawn
    means = weights @ pooled / (2 * count)
    variance = ((pooled - means[:, None]) ** 2 * weights).sum(axis=1) / (2 * count - 1)
    parts = np.column_stack([times @ (second * (mixed - first)) / count, times @ (first - mixed) ** 2 / (2 * count)])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(variance[:, None] > 1e-12, parts / variance[:, None], np.nan))


def resamples(count: int, seed: int, number: int) -> Floats:
    """How often each draw is in each resample; in the first one once."""
    times = np.zeros((number + 1, count))
    times[0] = 1
    for resample in range(1, number + 1):
        for place in range(1, count + 1):
            times[resample, int(count * uniform(seed, "resample", resample, place))] += 1
    return times


def test_sensitivity_indices(simulated: Simulated) -> None:
    """The formulas with numpy, and the intervals out of the same resamples."""
    found = simulated.rows(
        f"{KEY}, analysis_code, list((factor_code, area_code, status, draws, first_order, total_order,"
        " first_order_low, first_order_high, total_order_low, total_order_high))",
        "sensitivity_indices",
    )
    settings = simulated.oracle.vars
    times: dict[int, Floats] = {}
    seen: dict[str, int] = defaultdict(int)
    for ranking in (each for each in simulated.oracle.rankings if each.node == each.index):
        default = np.array(ranking.ranks)
        for analysis in simulated.analyses():
            samples = {run.sample for run in simulated.runs.values() if run.analysis == analysis}
            if len(samples) == 2:
                continue
            key = (ranking.index, ranking.node, ranking.period, ranking.level, analysis)
            rows = {row[:2]: row[2:] for row in found.pop(key, [])}
            first, second = (simulated.draws(ranking, analysis, sample) for sample in ("A", "B"))
            for factor in samples - {"A", "B"}:
                mixed = simulated.draws(ranking, analysis, str(factor))
                areas = [None, *ranking.areas[: settings["sensitivity_units"]]]
                for place, area in enumerate(areas, start=-1):
                    outputs = [
                        [np.abs(ranks - default)[ranks > 0].mean() if area is None else ranks[place] for ranks in draws]
                        for draw in sorted(mixed)
                        if draw in first and draw in second
                        for draws in [(first[draw], second[draw], mixed[draw])]
                        if area is None or all(ranks[place] > 0 for ranks in draws)
                    ]
                    count = len(outputs)
                    if count == 0:
                        assert (factor, area) not in rows
                        continue
                    if count not in times:
                        times[count] = resamples(count, settings["robustness_seed"], settings["sensitivity_resamples"])
                    table = indices(np.array(outputs, dtype=float), times[count])
                    status, draws_found, *figures = rows[factor, area]
                    assert draws_found == count
                    seen[status] += 1
                    if count < settings["sensitivity_fewest_draws"] or np.isnan(table[0, 0]):
                        assert (status, figures) == ("not enough data", [None] * 6)
                        continue
                    ends = [
                        np.quantile(column[~np.isnan(column)], part, method="inverted_cdf")
                        for column in table[1:].T
                        for part in (0.025, 0.975)
                    ]
                    np.testing.assert_allclose(figures, [*table[0], *ends], rtol=1e-7, atol=1e-9)
                    assert figures[1] >= 0
                    # alone it explains no more than with all it takes part in; single ranks may move too seldom to tell
                    assert area is not None or figures[2] <= figures[5] + 0.01
                    assert status == "computed"
    assert not found
    assert seen["computed"] > 100


def test_gaps_and_means_that_cannot_be_computed_say_so(gappy: Build) -> None:
    """Levels with different means, no experts, values below 0 under a geometric mean, units without a value left."""
    states = {
        row[:2]: row[2:]
        for row in fetch(
            gappy,
            """
            select index_code, analysis_code, mode(status), mode(reason), max(failed_draws) from rank_intervals
            where unit_level = 'city' and node_code = index_code and status in ('computed', 'not computed') group by all
            """,
        )
    }
    few = "fewer than 100 draws could be computed"
    assert states["mixed", "weights"] == ("not computed", few, None)
    assert states["geometric", "experts"] == ("not computed", few, None)
    assert states["gaps", "experts"][:2] == states["chain", "weights"][:2] == ("computed", None)
    status, _, failed = states["scores", "method"]
    assert status == "computed"
    assert failed > 20
    [(reason,)] = fetch(
        gappy, "select distinct reason from rank_shifts where index_code = 'mixed' and status = 'not computed'"
    )
    assert "levels of the tree with different means" in reason
    [(least, most)] = fetch(
        gappy,
        "select min(draws), max(draws) from rank_neighbours where node_code = 'gaps' and analysis_code = 'method'",
    )
    assert 100 <= least < most
    # a node that is left out takes nothing from its siblings
    assert fetch(
        gappy,
        """
        select count(*) > 0 from scenario_ranks where scenario_code = 'without_gaps_a' and status = 'computed'
        and area_code in (
            select area_code from fct_scores where node_code = 'gaps_shared' and score is not null
            except select area_code from fct_scores where node_code in ('gaps_2', 'gaps_6') and score is not null
        )
        """,
    ) == [(True,)]


def test_without_uncertainty_every_draw_has_the_default_ranks(gappy_dbt: Dbt, gappy: Build, tmp_path: Path) -> None:
    """Around each weight by nothing."""
    shutil.copy(gappy.warehouse, tmp_path / "warehouse.duckdb")
    models = ("int_weight_draws", "int_weight_lists", "int_run_weights", "int_simulated_ranks", "rank_intervals")
    dbt = Dbt(tmp_path, gappy_dbt.folder / "data")
    build = dbt("run", "--select", *models, "--vars", "{weight_uncertainty: 0}")
    assert build.success, build.output
    changed = "rank_p05 != rank or rank_p95 != rank or failed_draws > 0"
    [(count, moved)] = fetch(
        build,
        f"""
        select count(*), count(*) filter (where {changed}) from rank_intervals
        where analysis_code = 'weights' and status = 'computed'
        """,
    )
    assert count > 100
    assert moved == 0
    assert fetch(
        gappy, f"select count(*) > 20 from rank_intervals where analysis_code = 'weights' and ({changed})"
    ) == [(True,)]
