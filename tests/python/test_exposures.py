"""The exposures name the marts that are really read: by the atlas, the dashboards, the take-away files, the audit."""

import re
from pathlib import Path

import pytest
import yaml
from assets import DASHBOARDS, identifier
from audit_report.warehouse import Row, Warehouse
from conftest import PROJECT, Build
from export.tables import LISTS
from write_audit_report import EMBEDDED, report
from write_export import MARTS

EXPOSURES = yaml.safe_load((PROJECT / "models/marts/_marts__exposures.yml").read_text(encoding="utf-8"))["exposures"]
ALL_MARTS = {path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql")}


def named(exposure: str) -> set[str]:
    """The marts that an exposure says it rests on."""
    [found] = [row for row in EXPOSURES if row["name"] == exposure]
    return {re.sub(r"ref\('(\w+)'\)", r"\1", reference) for reference in found["depends_on"]}


def read_by(*queries: str) -> set[str]:
    """The marts that queries name."""
    words = set[str]().union(*(re.findall(r"\w+", query) for query in queries))
    return words & ALL_MARTS


def test_atlas() -> None:
    """All queries of all pages."""
    queries = [path.read_text(encoding="utf-8") for path in (PROJECT / "atlas" / "queries").rglob("*.sql")]
    assert len(queries) > 30
    assert named("atlas") == read_by(*queries)


def test_take_away_files() -> None:
    """The lists, the wide marts, and the periods there are."""
    assert named("take_away_files") == read_by(LISTS) | set(MARTS) | {"fct_scores"}


def test_statistical_audit(embedded: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every query that is run while the report is written."""
    queries: list[str] = []
    rows = Warehouse.rows

    def remember(self: Warehouse, sql: str, **parameters: object) -> list[Row]:
        queries.append(sql)
        return rows(self, sql, **parameters)

    monkeypatch.setattr(Warehouse, "rows", remember)
    report(embedded.warehouse, EMBEDDED)
    assert named("statistical_audit") == read_by(*queries)


def test_pages_that_they_point_to() -> None:
    """Are there."""
    assert all(Path(PROJECT / row["url"]).exists() for row in EXPOSURES)


def test_dashboards() -> None:
    """The datasets behind all charts, which are known by identifiers that follow from the names of marts."""
    datasets = {identifier("dataset", mart): mart for mart in ALL_MARTS}
    charts = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in DASHBOARDS.glob("charts/*.yaml")]
    assert len(charts) > 20
    assert named("dashboards") == {datasets[chart["dataset_uuid"]] for chart in charts}
