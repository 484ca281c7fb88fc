"""docs/how-to.md, followed to the letter on the example, gives what it promises."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import PROJECT, Build, Dbt

PAGE = (PROJECT / "docs" / "how-to.md").read_text(encoding="utf-8")
# The file, what the lines begin with that are replaced, and the rows.
ROWS = re.compile(r"^```csv (\S+\.csv)(?: replacing (\S+))?\n(.*?)^```", re.S | re.M)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The example with all rows of the page, built with its tests."""
    folder = tmp_path_factory.mktemp("how_to")
    data = folder / "data"
    shutil.copytree(PROJECT / "examples" / "shop_index", data)
    for name, replaced, rows in ROWS.findall(PAGE):
        follow(data / name, replaced, rows)
    build = Dbt(folder, data)("build", "--exclude-resource-type", "unit_test")
    assert build.success, build.output
    return build


def follow(file: Path, replaced: str, rows: str) -> None:
    """Do with a file what the page says."""
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not (replaced and line.startswith(replaced))]
    assert (len(kept) < len(lines)) == bool(replaced), f"{file.name} has no line that begins with {replaced}"
    file.write_text("\n".join([*kept, rows]), encoding="utf-8")


def test_the_measure_counts(followed: Build) -> None:
    """3, 1 and 4 of 8 returns, with a weight of a tenth of the index: half of activity's 0.2."""
    shares = followed.query("""
        select area_code, round(normalised_value, 6) from fct_normalised_values
        where node_code = 'leaf_returns' and unit_level = 'city' and is_unit order by 1
    """)
    assert shares == [("A1", 37.5), ("A2", 12.5), ("B1", 50.0)]
    assert followed.query("""
        select distinct round(weight, 6) from fct_contributions
        where node_code = 'shop_index' and leaf_node_code = 'leaf_returns' and area_code = 'A1'
    """) == [(0.1,)]


def test_the_index_has_scores_and_ranks(followed: Build) -> None:
    """Beside the other one: its only leaf is its score."""
    differing = followed.query("""
        select count(*) from fct_scores as roots
        inner join fct_scores as leaves using (index_code, scheme_code, period_code, unit_level, area_code)
        where roots.node_code = 'reach_index' and leaves.node_code = 'reach_users' and roots.score != leaves.score
    """)
    assert differing == [(0,)]
    assert followed.query("select min(index_rank) from city_index where index_code = 'reach_index'") == [(1,)]
