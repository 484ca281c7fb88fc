"""MetricFlow answers with the figures of the marts, for the embedded data and for the user's own."""

import csv
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, Build, Dbt, copy_project

LATEST = "{{ Entity('period') }} = '2015'"
INDEX = "{{ Entity('index') }} = 'internet_plus'"
# What mf is asked, and the same of the marts.
QUERIES = {
    "a sub-index by city": (
        ["--metrics", "city_smart_city_score,city_smart_city_rank", "--group-by", "index,period,area__name_en"],
        """
        select index_code, period_code, city_name_en, smart_city_score, smart_city_rank from city_index
        """,
    ),
    "the index by region, zone and type": (
        [
            *("--metrics", "city_index_score,scored_cities,city_index_rank"),
            *("--group-by", "area__region,area__economic_zone,area__city_type"),
            *("--where", f"{INDEX} and {LATEST}"),
        ],
        """
        select region, economic_zone, city_type, avg(index_score), count(index_score), min(index_rank)
        from city_index
        where index_code = 'internet_plus' and period_code = '2015'
        group by all
        """,
    ),
    "the index of the provinces by year": (
        ["--metrics", "province_index_score", "--group-by", "metric_time__year", "--where", INDEX],
        """
        select cast(date_trunc('year', period_start) as timestamp), avg(index_score) from province_index
        where index_code = 'internet_plus'
        group by all
        """,
    ),
    "cities of a province": (
        ["--metrics", "city_index_score", "--group-by", "area__province_name_en,period", "--where", INDEX],
        """
        select period_code, province_name_en, avg(index_score) from city_index
        where index_code = 'internet_plus'
        group by all
        """,
    ),
    "industries by region": (
        [
            *("--metrics", "city_industry_index_score,province_industry_index_rank"),
            *("--group-by", "industry,area__region", "--where", LATEST),
        ],
        """
        select
            industry_code, dim_area.region, avg(score) filter (unit_level = 'city'),
            min(rank) filter (unit_level = 'province')
        from industry_index
        inner join dim_area using (area_code)
        where period_code = '2015'
        group by all
        """,
    ),
    "shares of an indicator by province": (
        [
            *("--metrics", "city_leaf_share,province_leaf_share"),
            *("--group-by", "node,period,area__province_name_en", "--where", INDEX),
        ],
        """
        select
            node_code, period_code, province_name_en,
            sum(100 * value / total) filter (unit_level = 'city' and fct_normalised_values.is_unit),
            sum(100 * value / total) filter (unit_level = 'province' and fct_normalised_values.is_unit)
        from fct_normalised_values
        inner join dim_area using (area_code)
        where index_code = 'internet_plus'
        group by all
        """,
    ),
    "the ratio to GDP by zone": (
        [
            *("--metrics", "city_gdp_ratio,province_gdp_ratio,city_score_share"),
            *("--group-by", "area__economic_zone", "--where", f"{INDEX} and {LATEST}"),
            *("--where", "{{ Entity('statistic') }} = 'gdp'"),
        ],
        """
        select
            economic_zone,
            sum(score_share) filter (unit_level = 'city') / sum(statistic_share) filter (unit_level = 'city'),
            sum(score_share) filter (unit_level = 'province') / sum(statistic_share) filter (unit_level = 'province'),
            sum(score_share) filter (unit_level = 'city')
        from score_intensity
        inner join dim_area using (area_code)
        where index_code = 'internet_plus' and period_code = '2015' and statistic_code = 'gdp'
        group by all
        """,
    ),
    "the saved ranking lists": (
        ["--saved-query", "all_ranking_lists"],
        """
        select list_code, scheme_code, period_code, area_code, name_zh, name_en, rank, score from ranking_lists
        """,
    ),
    "the saved ranking of the cities": (
        ["--saved-query", "city_ranking"],
        """
        select
            index_code, period_code, area_code, city_name_zh, city_name_en, index_rank, index_score,
            infrastructure_score, industry_score, entrepreneurship_score, smart_city_score
        from city_index
        """,
    ),
    "the saved ranking of the provinces": (
        ["--saved-query", "province_ranking"],
        """
        select
            index_code, period_code, area_code, province_name_zh, province_name_en, index_rank, index_score,
            infrastructure_score, industry_score, entrepreneurship_score, smart_city_score
        from province_index
        """,
    ),
    "the saved ranking by industry": (
        ["--saved-query", "industry_ranking"],
        """
        select
            industry_code, period_code, area_code, name_zh, name_en,
            case when unit_level = 'city' then rank end, case when unit_level = 'city' then score end
        from industry_index
        """,
    ),
}

DOCUMENTED = [
    line
    for line in (PROJECT / "docs" / "metrics.md").read_text(encoding="utf-8").splitlines()
    if line.startswith(".venv/bin/mf ")
]

MetricFlow = Callable[..., str]


def metric_flow(dbt: Dbt) -> MetricFlow:
    """Run mf as a user does, in a copy of the project: what dbt has parsed must lie in its folder target."""
    project = copy_project(dbt.folder / "metrics")
    (project / "target").mkdir()
    shutil.copy(dbt.folder / "target" / "semantic_manifest.json", project / "target")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [PROJECT / ".venv" / "bin" / "mf", *arguments],
            cwd=project,
            env=os.environ | dbt.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def mf(embedded_dbt: Dbt, embedded: Build) -> MetricFlow:
    """The embedded data, and every semantic model, dimension, measure and metric tried on them."""
    run = metric_flow(embedded_dbt)
    said = run("validate-configs")
    for part in ("semantics of built manifest", "dimensions", "entities", "measures", "metrics"):
        assert f"Successfully validated {'the ' if part.startswith('sem') else ''}{part}" in said
    assert said.count("(ERRORS: 0, FUTURE_ERRORS: 0, WARNINGS: 0)") == said.count("Successfully validated") == 6
    return run


def comparable(rows: list[tuple[object, ...]] | list[list[str]]) -> list[tuple[str, ...]]:
    """Rows in an order of their own; figures to 9 digits, as sums of doubles depend on the order."""

    def text(value: object) -> str:
        try:
            return f"{float(str(value)):.9g}"
        except ValueError:
            return "" if value is None else str(value).replace("T00:", " 00:")

    return sorted(tuple(text(value) for value in row) for row in rows)


@pytest.mark.parametrize("asked", QUERIES)
def test_metrics_are_the_marts(mf: MetricFlow, embedded: Build, tmp_path: Path, asked: str) -> None:
    """All rows."""
    arguments, sql = QUERIES[asked]
    answer = tmp_path / "answer.csv"
    mf("query", *arguments, "--csv", str(answer))
    with answer.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert len(rows) > 1
    assert comparable(rows) == comparable(embedded.query(sql))


@pytest.mark.parametrize("command", DOCUMENTED)
def test_documented_commands(mf: MetricFlow, tmp_path: Path, command: str) -> None:
    """As they stand in docs/metrics.md; one that takes a list away takes its ten cities in their order."""
    _, *arguments = shlex.split(command)
    answer = tmp_path / "list.csv"
    mf(*(str(answer) if argument == answer.name else argument for argument in arguments))
    if answer.name in command:
        with answer.open(encoding="utf-8", newline="") as file:
            ranks = [row["list_rank"] for row in csv.DictReader(file)]
        assert ranks == [str(rank) for rank in range(1, 11)]


def test_every_metric_is_documented(mf: MetricFlow) -> None:
    """A table of docs/metrics.md has each of them."""
    listed = mf("list", "metrics")
    metrics = [line.split()[1].rstrip(":") for line in listed.splitlines() if line.startswith("•")]
    page = (PROJECT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert len(metrics) > 20
    assert [name for name in metrics if f"`{name}`" not in page] == []


def test_a_period_starts_when_it_does_everywhere(embedded: Build) -> None:
    """Each mart that has its first day has that of dim_period."""
    marts = [
        name
        for (name,) in embedded.query("""
            select table_name from duckdb_columns()
            where schema_name = 'main' and column_name = 'period_start' and table_name != 'dim_period'
        """)
    ]
    assert len(marts) == 6
    for mart in marts:
        differing = embedded.query(f"""
            select count(*) from {mart}
            left join dim_period using (period_code)
            where {mart}.period_start is distinct from dim_period.period_start
        """)
        assert differing == [(0,)], mart


def test_own_data(tmp_path: Path) -> None:
    """An index of the user's own has the same metrics."""
    dbt = Dbt(tmp_path, PROJECT / "examples" / "shop_index")
    build = dbt("run", "--select", "+city_index", "+dim_period")
    assert build.success, build.output
    mf = metric_flow(dbt)
    answer = tmp_path / "answer.csv"
    mf(
        "query",
        "--metrics",
        "city_index_score,city_index_rank",
        "--group-by",
        "index,period,area",
        "--csv",
        str(answer),
    )
    with answer.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert rows
    assert comparable(rows) == comparable(
        build.query("select index_code, period_code, area_code, index_score, index_rank from city_index")
    )
