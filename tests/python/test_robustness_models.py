"""Models of the robustness engine on their own: a known answer, and the same bits with any number of threads."""

import duckdb
import numpy as np
import pytest
from conftest import Build, Dbt
from scipy.stats import qmc

MODELS = ("int_run_weights", "int_simulated_ranks", "sensitivity_indices", "rank_shifts")


def compiled(embedded_dbt: Dbt, model: str) -> str:
    """The SQL of a model."""
    [file] = (embedded_dbt.folder / "target" / "compiled" / "internet_plus_index" / "models").glob(
        f"*/robustness/{model}.sql"
    )
    return file.read_text(encoding="utf-8")


def test_indices_of_a_function_with_a_known_answer(embedded_dbt: Dbt, embedded: Build) -> None:
    """The function of Ishigami and Homma, sin x + 7 sin² y + 0.1 z⁴ sin x, over -π to π: z alone has no effect."""
    count = 2**11
    points = qmc.scale(qmc.Sobol(6, rng=2016).random(count), -np.pi, np.pi)
    samples = {"A": points[:, :3], "B": points[:, 3:]}
    for number, factor in enumerate("xyz"):
        samples[factor] = samples["A"].copy()
        samples[factor][:, number] = samples["B"][:, number]
    values = {
        sample: np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
        for sample, (x, y, z) in ((sample, table.T) for sample, table in samples.items())
    }
    columns = [
        np.repeat(list("xyz"), count).tolist(),
        [*range(1, count + 1)] * 3,
        *(np.tile(values[sample], 3).tolist() for sample in "AB"),
        np.concatenate([values[factor] for factor in "xyz"]).tolist(),
    ]
    sql = compiled(embedded_dbt, "sensitivity_indices")
    for old, new in (("generate_series(1, 100)", f"generate_series(1, {count})"), ("(0, 200)", "(0, 2)")):
        assert sql.count(old) == 1
        sql = sql.replace(old, new)
    [relation] = {word for word in sql.split() if word.endswith('"int_sensitivity_outputs"')}
    with duckdb.connect(str(embedded.warehouse), read_only=True) as connection:
        connection.execute(
            """
            create temp table known as
            select
                'known' as analysis_code, 1 as ranking_number, cast(null as integer) as place, unnest(?) as factor_code,
                unnest(?) as draw, unnest(?) as output_a, unnest(?) as output_b, unnest(?) as output_mixed
            """,
            columns,
        )
        found = connection.execute(
            f"select factor_code, first_order, total_order from ({sql.replace(relation, 'known')}) order by factor_code"
        ).fetchall()
    expected = {"x": (0.3139, 0.5576), "y": (0.4424, 0.4424), "z": (0, 0.2437)}
    assert {factor: figures for factor, *figures in found} == {
        factor: pytest.approx(list(figures), abs=0.02) for factor, figures in expected.items()
    }


def test_same_bits_with_any_number_of_threads(embedded_dbt: Dbt, embedded: Build) -> None:
    """The models that add up floats or count pairs, once more with one thread and with four."""
    for model in MODELS:
        sql = compiled(embedded_dbt, model)
        with duckdb.connect(str(embedded.warehouse), read_only=True) as connection:
            connection.execute("set threads = 1")
            connection.execute(f"create temp table one as {sql}")
            connection.execute("set threads = 4")
            connection.execute(f"create temp table four as {sql}")
            differences = "(from one except all from four) union all (from four except all from one)"
            assert connection.execute(differences).fetchall() == [], model
            assert connection.execute("select count(*) > 600 from one").fetchall() == [(True,)]
