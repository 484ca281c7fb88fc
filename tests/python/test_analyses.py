"""The worked queries of analyses/ run on the warehouse and return rows."""

import pytest
from conftest import PROJECT, Build, Dbt

QUERIES = sorted(path.stem for path in (PROJECT / "analyses").glob("*.sql"))


@pytest.fixture(scope="module")
def compiled(embedded_dbt: Dbt, embedded: Build) -> dict[str, str]:
    """The queries as dbt compiles them."""
    assert embedded.success
    build = embedded_dbt("compile", "--select", "resource_type:analysis")
    assert build.success, build.output
    folder = embedded_dbt.folder / "target" / "compiled" / "internet_plus_index" / "analyses"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.sql")}


@pytest.mark.parametrize("query", QUERIES)
def test_query_returns_rows(embedded: Build, compiled: dict[str, str], query: str) -> None:
    """An empty result would be a broken query here."""
    assert embedded.query(compiled[query])
