"""The statistical audit says what the marts say, of the embedded data and of own ones."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import PROJECT, Build, Dbt
from write_audit_report import EMBEDDED, FOLDER, data_set, report, write

CITIES = "index_code = 'internet_plus' and period_code = '2015' and unit_level = 'city'"


@pytest.fixture(scope="module")
def page(embedded: Build) -> str:
    """The page of the embedded data."""
    return report(embedded.warehouse, EMBEDDED)[f"{EMBEDDED}.md"]


@pytest.fixture(scope="module")
def shop_index(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The example of own data, without its tests."""
    build = Dbt(tmp_path_factory.mktemp("shop"), PROJECT / "examples" / "shop_index")("run")
    assert build.success, build.output
    return build


def part_of(page: str, index: str) -> str:
    """What a page says of an index."""
    return page.split(f"\n## {index}\n")[1].split("\n## ")[0]


def findings(page: str, index: str, ranking: str) -> str:
    """The sentences on a ranking."""
    return part_of(page, index).split("### 5. Findings")[1].split(f"**{ranking}**")[1].split("\n**")[0]


def figures(build: Build, sql: str) -> list[float]:
    """The numbers of a query's only row."""
    [row] = build.query(sql)
    return [float(str(value)) for value in row]


def test_the_page_is_that_of_the_build(embedded: Build) -> None:
    """After a change of what the marts say, `make audit-report` writes page and charts anew."""
    committed = [FOLDER / f"{EMBEDDED}.md", *(FOLDER / EMBEDDED).iterdir()]
    assert {str(file.relative_to(FOLDER)): file.read_text(encoding="utf-8") for file in committed} == report(
        embedded.warehouse, EMBEDDED
    )


def test_reconstructed_data_say_so_at_the_top(page: str) -> None:
    """Before anything else, and again with the index; the printed scores are told apart."""
    assert page.index("**Reconstructed data.**") < page.index("## ")
    for index in ("Internet Plus Index", "Internet Plus Index, recomputed from the published sub-indices"):
        is_reconstructed = "recomputed" not in index
        assert ("say nothing about any real city" in part_of(page, index)) is is_reconstructed
        assert ("which are real" in part_of(page, index)) is not is_reconstructed


def test_findings_on_data_and_coherence(embedded: Build, page: str) -> None:
    """Counts and coefficients straight from the marts."""
    said = findings(page, "Internet Plus Index", "City, 2015")
    needy, judged = figures(
        embedded,
        f"""
        select count(*) filter (where needs_outlier_treatment), count(needs_outlier_treatment)
        from indicator_statistics where {CITIES}
        """,
    )
    assert f"{needy:.0f} of {judged:.0f} (" in said
    assert needy < judged == 134
    [alpha] = figures(
        embedded,
        f"select cronbach_alpha from internal_consistency where {CITIES} and group_node_code = 'internet_plus'",
    )
    assert f"alpha is {alpha:.2f}, at least 0.7" in said
    [explained] = figures(
        embedded,
        f"""
        select max(explained_share) from principal_components
        where {CITIES} and group_node_code = 'internet_plus' and component = 1
        """,
    )
    assert f"one dimension by Kaiser's rule: the first component explains {100 * explained:.0f} %" in said
    weak, leaves = figures(
        embedded,
        f"""
        select count(*) filter (where pearson_r < 0.3), count(pearson_r) from indicator_correlations
        where {CITIES} and relation = 'root' and node_code in (select node_code from dim_node where is_leaf)
        """,
    )
    assert f"{weak:.0f} of {leaves:.0f} (4 %) leaves correlate with the index below 0.3" in said


def test_findings_on_draws(embedded: Build, page: str) -> None:
    """Intervals, neighbours and the first place under every analysis, of the index and not of its pillars."""
    said = findings(page, "Internet Plus Index", "City, 2015")
    drawn = f"{CITIES} and node_code = index_code and status = 'computed'"
    for analysis, name in (("weights", "drawn weights"), ("experts", "other panels"), ("method", "drawn method")):
        narrow, units, draws = figures(
            embedded,
            f"""
            select count(*) filter (where rank_p95 - rank_p05 < 10), count(*), max(draws + failed_draws)
            from rank_intervals where {drawn} and analysis_code = '{analysis}'
            """,
        )
        assert re.search(rf"{narrow:.0f} of {units:.0f} \([<>\d]+ %\) units under {name}", said)
        assert f"Each analysis takes {draws:.0f} draws" in page
        told, pairs = figures(
            embedded,
            f"""
            select count(*) filter (where is_distinguishable), count(*)
            from rank_neighbours where {drawn} and analysis_code = '{analysis}'
            """,
        )
        assert units == pairs + 1 == 351
        assert re.search(rf"{told:.0f} of {pairs:.0f} \([<>\d]+ %\) under {name}", said)
        [leader, probability] = embedded.query(
            f"""
            select unit_name_en, 100 * rank_probability from rank_probabilities
            where {CITIES} and node_code = index_code and analysis_code = '{analysis}' and rank = 1
            order by rank_probability desc limit 1
            """
        )[0]
        assert re.search(rf"{leader} in {float(str(probability)):.0f} %[^;]* of the draws under {name}", said)


def test_ties_are_told(embedded: Build, page: str) -> None:
    """Counted draw by draw from the scores; panels and weights bring none, and nothing is said of them."""
    draws = embedded.query(
        f"""
        with ranked as (
            select runs.analysis_code, scores.run_number,
                rank() over (partition by scores.run_number order by scores.score desc) as drawn_rank
            from intermediate.int_simulated_scores as scores
            inner join intermediate.int_runs as runs using (index_code, run_number)
            where runs.purpose = 'uncertainty' and scores.is_root and scores.ranking_number = (
                select any_value(ranking_number) from intermediate.int_ranked_units
                where {CITIES} and node_code = index_code
            )
        )
        select analysis_code, drawn_rank, count(*) / (select count(distinct run_number) / 4 from ranked)
        from ranked group by all order by 3 desc
        """
    )
    assert not {str(analysis) for analysis, _, units in draws if float(str(units)) >= 2}
    assert "Ties decide" not in findings(page, "Internet Plus Index", "City, 2015")


def test_findings_on_choices(embedded: Build, page: str) -> None:
    """Scenarios, nodes left out, sensitivity and swaps."""
    said = findings(page, "Internet Plus Index", "City, 2015")
    shifts = f"from rank_shifts where {CITIES} and status = 'computed' and scenario_kind"
    largest = "max(mean_absolute_shift), max_by(largest_absolute_shift, mean_absolute_shift)"
    count, shift, most = figures(embedded, f"select count(*), {largest} {shifts} != 'without_node'")
    assert f"Of {count:.0f} other choices" in said
    assert f"ranks shift by {shift:.1f} on average and by up to {most:.0f}," in said
    shift, most = figures(embedded, f"select {largest} {shifts} = 'without_node'")
    assert re.search(rf"most without [\w ]+: by {shift:.1f} on average and by up to {most:.0f}\.", said)
    idle, leaves = figures(
        embedded,
        f"""
        select count(*) filter (where mean_absolute_shift < 1), count(*) {shifts} = 'without_node'
            and left_out_node_code in (select node_code from dim_node where is_leaf)
        """,
    )
    assert f"{idle:.0f} of {leaves:.0f} (" in said
    assert leaves == 135
    for analysis, choice in (("method", "normalisation"), ("mean", "mean")):
        total, alone = figures(
            embedded,
            f"""
            select max(total_order), sum(first_order) from sensitivity_indices
            where {CITIES} and output_code = 'mean_rank_shift' and analysis_code = '{analysis}'
            """,
        )
        assert f"Under drawn {analysis} the mean shift hangs most on {choice} ({total:.2f})" in said
        assert f"account for {alone:.2f} of its variance" in said
    near, wide = figures(
        embedded,
        f"""
        select count(*) filter (where abs(weight_change) <= 0.01), count(*) filter (where abs(weight_change) <= 0.05)
        from weight_swaps where {CITIES} and is_nearest
        """,
    )
    assert re.search(rf"{near:.0f} of 350 \(\d+ %\) by at most 1 and {wide:.0f} of 350 \(\d+ %\) by at most 5", said)


def test_tables_on_robustness(embedded: Build, page: str) -> None:
    """The rows of Fuzhou, of a scenario and of a sensitivity index are those of the marts; long tables are cut."""
    part = part_of(page, "Internet Plus Index").split("#### Robustness: City, 2015")[1].split("####")[0]
    intervals = embedded.query(
        f"""
        select rank_p05, rank_p95 from rank_intervals
        where {CITIES} and node_code = index_code and unit_name_en = 'Fuzhou'
        order by array_position(['weights', 'experts', 'method', 'mean'], analysis_code)
        """
    )
    assert f"| Fuzhou | 10 | {' | '.join(f'{low} to {high}' for low, high in intervals)} | none |" in part
    mean, largest, rho, tau = figures(
        embedded,
        "select mean_absolute_shift, largest_absolute_shift, spearman_rho, kendall_tau from rank_shifts "
        f"where {CITIES} and scenario_code = 'entropy_weights'",
    )
    assert f"| Entropy weights | 351 | {mean:.1f} | {largest:.0f} | {rho:.3f} | {tau:.3f} |" in part
    index, low, high = figures(
        embedded,
        f"""
        select total_order, total_order_low, total_order_high from sensitivity_indices
        where {CITIES} and analysis_code = 'method' and output_code = 'mean_rank_shift'
            and factor_code = 'normalisation'
        """,
    )
    assert f"| {index:.2f} ({low:.2f} to {high:.2f}) |" in part
    assert len(re.findall(r"^\| .+ \((?:pillar|leaf|\d+ leaves)\) \| 351", part, re.MULTILINE)) == 10
    assert "No rank moves under: Expert weights, Missing as zero, Missing skipped and scheme `expert`." in part


def test_treatment_of_outliers(embedded: Build, page: str) -> None:
    """How many leaves are winsorised, take a logarithm, and do not come right even so."""
    winsorised, logged, left, leaves = figures(
        embedded,
        f"""
        select count(*) filter (where outlier_treatment = 'winsorised'),
            count(*) filter (where outlier_treatment = 'logarithm'), count(*) filter (where has_outliers_left), count(*)
        from outlier_treatment where {CITIES} and status = 'computed'
        """,
    )
    part = part_of(page, "Internet Plus Index")
    assert f"{winsorised:.0f} of {leaves:.0f} (1 %) leaves are winsorised" in part
    assert f"{logged:.0f} of {leaves:.0f} (84 %) take a logarithm. Beyond the limits even so are {left:.0f}." in part


def test_every_index_is_there(embedded: Build, page: str) -> None:
    """Those with pillars in full, the others in a line."""
    full = re.findall(r"^## (.+)$", page, re.MULTILINE)
    others = page.split("## Other indices")[1]
    names = {str(row[0]) for row in embedded.query("select name_en from dim_node where node_code = index_code")}
    assert len(names) == 12
    assert {name for name in names if f"| {name} |" in others} == names - set(full)


def test_charts_are_small_and_well_formed(embedded: Build) -> None:
    """Each is linked from the page, and is XML without scripts."""
    files = report(embedded.warehouse, EMBEDDED)
    charts = [path for path in files if path.endswith(".svg")]
    assert len(charts) == 6
    for path in charts:
        assert f"]({path})" in files[f"{EMBEDDED}.md"]
        assert len(files[path].encode()) < 150_000
        tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(files[path]).iter()}
        assert tags <= {"svg", "title", "rect", "text", "line", "circle"}


def test_own_data_have_a_page_of_their_own(shop_index: Build, tmp_path: Path) -> None:
    """Three cities are too few for most of it, and the page says so; charts that are gone are taken away."""
    environment = {
        "WAREHOUSE_FILE": str(shop_index.warehouse),
        "OWN_DATA": "examples/shop_index",
        "AUDIT_REPORT": str(tmp_path),
    }
    (tmp_path / "shop_index").mkdir()
    (tmp_path / "shop_index" / "old.svg").touch()
    file = write(environment)
    page = file.read_text(encoding="utf-8")
    assert file == tmp_path / "shop_index.md"
    assert "Reconstructed" not in page
    assert str(PROJECT) not in page
    assert "**Data.** No leaf can be judged for outliers: fewer than 10 units have a value." in page
    assert "**Coherence.** Nothing can be said about coherence: fewer than 10 units have both numbers." in page
    assert (
        "**Robustness.** Nothing can be said about scenarios: fewer than 10 units and no weights of this kind" in page
    )
    assert "No interval under other panels: fewer than 100 draws could be computed." in page
    assert "| drawn method | 171 | 29 | 2 |" in page
    assert "No single weight takes the first place from City A1." in page
    assert {chart.name for chart in (tmp_path / "shop_index").iterdir()} == {
        "shop_index-city-ranks.svg",
        "shop_index-province-ranks.svg",
    }


def test_names_of_data_sets() -> None:
    """A folder's or a file's own name, and never that of the committed page."""
    assert data_set({}) == EMBEDDED
    assert data_set({"OWN_DATA": "/data/shops/"}) == "shops"
    assert data_set({"OWN_DATA": "/data/all.duckdb#shops"}) == "all"
    assert data_set({"OWN_DATA": "/data/embedded"}) == "own_embedded"


def test_without_a_build_it_says_so(tmp_path: Path) -> None:
    """And not with an error of the database."""
    with pytest.raises(SystemExit, match="make build"):
        report(tmp_path / "none.duckdb", EMBEDDED)
