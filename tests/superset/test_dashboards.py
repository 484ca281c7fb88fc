"""The dashboards of bi/superset in a fresh Superset: every chart's query, one page looked at, publishing meanwhile."""

import copy
import json
import re
import shutil
import threading
import urllib.request
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from assets import DASHBOARDS, identifier, without_missing
from conftest import Superset, command
from playwright.sync_api import Page, Response

FILES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in DASHBOARDS.glob("dashboards/*.yaml")}
CHARTS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in DASHBOARDS.glob("charts/*.yaml")}


def charts_of(dashboard: dict[str, Any]) -> list[str]:
    """The identifiers of the charts on a dashboard."""
    parts = dashboard["position"].values()
    return [part["meta"]["uuid"] for part in parts if isinstance(part, dict) and part["type"] == "CHART"]


def test_every_chart_is_on_a_dashboard() -> None:
    """Once, and no dashboard asks for one that there is not."""
    placed = [identity for dashboard in FILES.values() for identity in charts_of(dashboard)]
    assert len(FILES) == 4
    assert sorted(placed) == sorted(chart["uuid"] for chart in CHARTS.values())


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_query_of_a_dashboard(page: Page, superset: Superset, name: str) -> None:
    """Each is answered with rows, and nothing but Superset answers."""
    answers: dict[int, Any] = {}
    failed: list[str] = []
    elsewhere: list[str] = []

    def on_response(response: Response) -> None:
        if not response.url.startswith((superset.address, "data:", "blob:")):
            elsewhere.append(response.url)
        if "/api/v1/chart/data" not in response.url:
            return
        if response.status != 200:
            failed.append(response.text())
            return
        asked = re.search(r'"slice_id":\s*(\d+)', response.request.post_data or "")
        if asked:
            answers[int(asked[1])] = response.json()["result"][0]

    page.on("response", on_response)
    page.goto(f"{superset.address}/superset/dashboard/{FILES[name]['slug']}/")
    expected = len(charts_of(FILES[name]))
    page.wait_for_function("() => document.querySelectorAll('[data-test=chart-container]').length > 0")
    for _ in range(120):
        if len(answers) == expected or failed:
            break
        page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", on_response)
    assert failed == []
    assert elsewhere == []
    assert len(answers) == expected
    assert [answer["rowcount"] for answer in answers.values() if not answer["rowcount"]] == []
    assert page.get_by_text("Unexpected error").count() == 0


def test_overview_shows_the_first_cities(page: Page, superset: Superset) -> None:
    """In the ranking, with the scores of the mart, of one index and one period."""
    page.goto(f"{superset.address}/superset/dashboard/overview/")
    page.get_by_text("351", exact=True).first.wait_for()
    # The head of the table is a table of its own.
    page.get_by_role("columnheader", name="Index rank change").first.wait_for()
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length >= 20")
    cells = [row.locator("td").all_inner_texts() for row in page.locator("tbody tr").all()]
    rows = [[" ".join(cell.split()) for cell in row] for row in cells]
    shown = [row[:4] for row in rows if len(row) == 10][:5]
    with duckdb.connect(str(superset.published / "warehouse.duckdb"), read_only=True) as connection:
        expected = connection.sql("""
            select index_rank, city_name_zh || ' ' || city_name_en, province_name_en, printf('%.2f', index_score)
            from city_index where index_code = 'internet_plus' and period_code = '2015' and index_rank <= 5
            order by index_rank
        """).fetchall()
    assert shown == [[str(cell) for cell in row] for row in expected]


class Client:
    """Superset's programming interface."""

    def __init__(self, superset: Superset) -> None:
        """Log in."""
        self.address = superset.address
        self.token = ""
        login = {"username": "admin", "password": superset.password, "provider": "db"}
        self.token = self.call("/api/v1/security/login", login)["access_token"]

    def call(self, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask, and have the answer."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(content).encode() if content else None
        with urllib.request.urlopen(
            urllib.request.Request(self.address + path, data=data, headers=headers), timeout=60
        ) as answer:
            content = json.load(answer)
        assert isinstance(content, dict)
        return content

    def dataset(self, name: str) -> dict[str, Any]:
        """A dataset by the name of its mart."""
        query = f"(filters:!((col:table_name,opr:eq,value:{name})))"
        [found] = self.call(f"/api/v1/dataset/?q={query}")["result"]
        return dict(self.call(f"/api/v1/dataset/{found['id']}")["result"])

    def best_score(self, dataset: int) -> float:
        """The highest score of all cities, as a chart would ask for it."""
        metric = {"expressionType": "SQL", "sqlExpression": "MAX(index_score)", "label": "score"}
        answer = self.call(
            "/api/v1/chart/data",
            {
                "datasource": {"id": dataset, "type": "table"},
                "queries": [{"columns": [], "metrics": [metric]}],
                "result_type": "full",
            },
        )
        return float(answer["result"][0]["data"][0]["score"])


def test_pages_may_load_nothing_from_elsewhere(superset: Superset) -> None:
    """The login page, which has a picture of a web analytics firm, forbids browsers every other host."""
    with urllib.request.urlopen(f"{superset.address}/login/", timeout=60) as answer:
        policy = answer.headers["Content-Security-Policy"]
    hosts = [word for word in policy.replace(";", " ").split() if "." in word or "http" in word]
    assert "default-src 'self'" in policy
    assert hosts == []


def test_datasets_have_the_descriptions_of_dbt(superset: Superset) -> None:
    """Of the mart and of every column."""
    dataset = Client(superset).dataset("city_index")
    assert "One row per" in dataset["description"]
    described = {column["column_name"]: column["description"] for column in dataset["columns"]}
    assert described["period_start"] == "First day of the period."
    assert all(described.values())


def test_publishing_while_superset_runs(superset: Superset) -> None:
    """Readers that never stop get an answer each time, and the new figures after the link has moved."""
    client = Client(superset)
    dataset = client.dataset("city_index")["id"]
    before = client.best_score(dataset)
    stop, seen, errors = threading.Event(), set[float](), list[Exception]()

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(client.best_score(dataset))
            except Exception as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    published_again(superset.published)
    for _ in range(100):
        if before + 1000 in seen:
            break
        stop.wait(0.2)
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert seen == {before, before + 1000}
    assert client.best_score(dataset) == before + 1000


def published_again(published: Path) -> None:
    """A version with other scores, which takes the place of the current one as publishing does it: by one rename."""
    current = (published / "current").resolve()
    following = current.parent / "999999"
    shutil.copytree(current, following)
    with duckdb.connect(str(following / "warehouse.duckdb")) as connection:
        connection.execute("update city_index set index_score = index_score + 1000")
    link = published / "current.new"
    link.symlink_to(Path("versions") / following.name)
    link.rename(published / "current")


def test_charts_without_data_are_left_out() -> None:
    """Own data have no report to audit: its two charts go with their row, and the rest stays."""
    trust = copy.deepcopy(FILES["trust"])
    audit = identifier("dataset", "audit_published_figures")
    kept = {chart["uuid"] for chart in CHARTS.values() if chart["dataset_uuid"] != audit}
    datasets = {chart["dataset_uuid"] for chart in CHARTS.values()} - {audit}
    left = without_missing(trust, kept, datasets)
    assert len(charts_of(FILES["trust"])) - len(charts_of(left)) == 2
    assert len(left["position"]["GRID_ID"]["children"]) == len(FILES["trust"]["position"]["GRID_ID"]["children"]) - 1
    assert left["metadata"] == FILES["trust"]["metadata"]


def test_nothing_published(tmp_path: Path) -> None:
    """Said, and nothing is left behind."""
    settings = {"SUPERSET_FOLDER": str(tmp_path / "home"), "PUBLISHED_FOLDER": str(tmp_path), "SUPERSET_READS": ""}
    done = command("up", settings)
    assert (done.returncode, done.stderr) == (1, f"Nothing is published in {tmp_path} yet: run make build first.\n")
    assert not (tmp_path / "home").exists()
    done = command("up", {**settings, "SUPERSET_READS": "oracle"})
    assert done.stderr == "SUPERSET_READS is duckdb or postgres, and not oracle.\n"
