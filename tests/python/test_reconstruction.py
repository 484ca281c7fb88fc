"""The reconstructed raw data return what was published, and nothing published leaks into what they give."""

import filecmp
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, Build, Dbt, copy_marts

# Besides what contradicts itself in the printed tables:
KNOWN_CONTRADICTIONS = {
    "statement:user_share_top_10_fields_rounded",  # the report calls its own 66.1 percent nearly seven tenths
    "statement:user_share_nine_service_fields",  # "nearly six tenths" did not fit together with the other user shares
    "statement:quadrant_one_service_count",  # the report does not say where it cuts; with means weather falls short
    "statement:technology_base_effect",  # the product of the two bases has no such effect in the reconstructed data
}


def test_every_published_figure_comes_back(embedded: Build) -> None:
    """What the raw data can give agrees to all printed decimals and in rank order."""
    rows = embedded.query(
        """
        select figure_id from audit_published_figures
        where basis = 'reconstructed raw data' and verdict = 'contradicts'
        """
    )
    by_the_report = embedded.query(
        "select figure_id from audit_published_figures where basis = 'published tables' and verdict = 'contradicts'"
    )
    explained = {figure for (figure,) in by_the_report} | KNOWN_CONTRADICTIONS
    assert {figure for (figure,) in rows} <= explained


def test_totals_of_the_cities_come_back(embedded: Build) -> None:
    """351 of 351, to four decimals and in order."""
    assert embedded.query(
        """
        select verdict, count(*) from audit_published_figures
        where basis = 'reconstructed raw data' and source_table = 'total_appendix' group by 1
        """
    ) == [("agrees", 351)]


def test_beijing_and_guangdong(embedded: Build) -> None:
    """Beijing has 10.19 as a city and 11.26 as a province; Guangdong's cities 16.77, the province 11.00."""
    rows = embedded.query(
        """
        select unit_level, area_code, node_code, round(cast(score as double), 2) from fct_scores
        where scheme_code = 'as_computed' and period_code = '2015' and (
            (node_code = 'internet_plus' and area_code in ('110100', '110000'))
            or (node_code = 'smart_city' and area_code = '440000')
        )
        """
    )
    assert set(rows) == {
        ("city", "110100", "internet_plus", 10.19),
        ("province", "110000", "internet_plus", 11.26),
        ("province", "440000", "smart_city", 11.0),
    }
    [(cities,)] = embedded.query(
        """
        select round(sum(cast(scores.score as double)), 2)
        from fct_scores as scores inner join dim_area using (area_code)
        where scores.scheme_code = 'as_computed' and scores.period_code = '2015' and scores.unit_level = 'city'
            and scores.node_code = 'smart_city' and dim_area.province_code = '440000'
        """
    )
    assert cities == 16.77


@pytest.mark.skipif(platform.machine() != "x86_64", reason="another processor may end a linear programme elsewhere")
def test_the_generator_gives_what_is_committed(tmp_path: Path) -> None:
    """Same input, same bytes of every table."""
    subprocess.run(
        [sys.executable, str(PROJECT / "scripts" / "reconstruction" / "reconstruct.py"), "--output", str(tmp_path)],
        check=True,
        capture_output=True,
    )
    committed = sorted(path.name for path in (PROJECT / "raw").glob("*.parquet"))
    assert sorted(path.name for path in tmp_path.glob("*.parquet")) == committed
    differing = filecmp.cmpfiles(PROJECT / "raw", tmp_path, committed, shallow=False)[1]
    assert not differing


@pytest.fixture(scope="module")
def perturbed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The warehouse built with every published score changed."""
    folder = tmp_path_factory.mktemp("perturbed")
    for part in ("models", "macros", "seeds", "tests", "analyses", "raw"):
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("python"))
    for part in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / part, folder / part)
    scores = folder / "seeds" / "published" / "published_scores.csv"
    header, *lines = scores.read_text(encoding="utf-8").splitlines()
    changed = [header]
    for line in lines:
        cells = line.split(",")
        changed.append(",".join([*cells[:-1], f"{float(cells[-1]) * 1.5:.4f}"]))
    scores.write_text("\n".join(changed) + "\n", encoding="utf-8")
    dbt = Dbt(folder, project=folder)
    assert dbt("seed").success
    build = dbt("run")
    assert build.success, build.output
    return build


def test_nothing_published_leaks(perturbed: Build, embedded: Build, tmp_path: Path) -> None:
    """With other published figures, no row of origin reconstructed changes outside the audit.

    Analyses of the index of printed scores are left out: beside reconstructed statistics they count as reconstructed.
    """
    with duckdb.connect() as connection:
        for name, warehouse in (("before", embedded.warehouse), ("after", perturbed.warehouse)):
            connection.execute(f"attach '{copy_marts(warehouse, tmp_path / f'{name}.duckdb')}' (read_only)")
        tables = connection.execute(
            """
            select table_name, list_contains(list(column_name), 'index_code') from duckdb_columns()
            where database_name = 'before' and schema_name = 'main' and table_name not like 'audit%'
            group by table_name having list_contains(list(column_name), 'origin')
            """
        ).fetchall()
        assert len(tables) >= 30
        for table, has_index in tables:
            rows = "where origin = 'reconstructed'"
            if has_index:
                rows += (
                    " and index_code not in (select index_code from before.main.fct_scores where origin = 'published')"
                )
            [(differences,)] = connection.execute(
                f"""
                select count(*) from (
                    (from before.main.{table} {rows} except all from after.main.{table} {rows})
                    union all
                    (from after.main.{table} {rows} except all from before.main.{table} {rows})
                )
                """
            ).fetchall()
            assert differences == 0, table
        [(changed,)] = connection.execute(
            "select count(*) from (from before.main.fct_scores except from after.main.fct_scores)"
        ).fetchall()
        assert changed > 0
