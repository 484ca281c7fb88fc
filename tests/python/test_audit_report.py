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


def test_findings_on_robustness(embedded: Build, page: str) -> None:
    """The first rank, intervals, neighbours, scenarios and swaps of the printed scores and of the cities."""
    said = findings(page, "Internet Plus Index", "City, 2015")
    with_analysis = "analysis_code" in {str(row[0]) for row in embedded.query("describe rank_intervals")}
    drawn = f"{CITIES} and status = 'computed'" + (" and analysis_code = 'weights'" if with_analysis else "")
    narrow, units, sure = figures(
        embedded,
        f"""
        select count(*) filter (where rank_p95 - rank_p05 < 10), count(*),
            count(*) filter (where rank = 1 and rank_p95 = 1) from rank_intervals where {drawn}
        """,
    )
    assert f"{narrow:.0f} of {units:.0f} (" in said
    assert ("Rank 1 is certain under drawn weights" in said) is (sure == 1)
    told, pairs = figures(
        embedded, f"select count(*) filter (where is_distinguishable), count(*) from rank_neighbours where {drawn}"
    )
    assert f"{told:.0f} of {pairs:.0f} (" in said
    shift, largest = figures(
        embedded,
        f"select max(mean_absolute_shift), max_by(largest_absolute_shift, mean_absolute_shift) from rank_shifts"
        f" where {CITIES} and status = 'computed'",
    )
    assert f"ranks shift by {shift:.1f} on average and by up to {largest:.0f}," in said
    near, wide = figures(
        embedded,
        f"""
        select count(*) filter (where abs(weight_change) <= 0.01), count(*) filter (where abs(weight_change) <= 0.05)
        from weight_swaps where {CITIES} and is_nearest
        """,
    )
    assert re.search(rf"{near:.0f} of 350 \(\d+ %\) by at most 1 and {wide:.0f} of 350 \(\d+ %\) by at most 5", said)


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
    assert "**Robustness.** Nothing can be said about scenarios: fewer than 10 units." in page
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
