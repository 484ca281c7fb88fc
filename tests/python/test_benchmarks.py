"""The benchmark: panels are what they say, the warehouse comes to what the floor comes to, and faults are seen."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from compare import compare
from conftest import PROJECT, Dbt
from floor import build_floor
from node_seconds import node_seconds
from panel import PROVINCES, Panel, write_panel
from process import run
from report import write_report

SMALL = Panel(cities=60, measures=60, industries=2, periods=3)
WITH_SERVICES = Panel(cities=40, measures=12, industries=2, periods=2, services=40)
DOCS = PROJECT / "docs"


@pytest.fixture(scope="session")
def panel_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small panel."""
    folder = tmp_path_factory.mktemp("panel") / "data"
    write_panel(SMALL, folder)
    return folder


@pytest.fixture(scope="session")
def floor_file(panel_folder: Path) -> Path:
    """The floor of it."""
    file = panel_folder.with_name("floor.duckdb")
    build_floor(panel_folder, file)
    return file


def digests(folder: Path) -> dict[str, str]:
    """A digest of each file below a folder."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_panel_has_the_same_bytes_every_time(panel_folder: Path, tmp_path: Path) -> None:
    """Written again by another process; and with services; and a longer panel begins with the same records."""
    numbers = [f"--{name}={number}" for name, number in vars(SMALL).items()]
    script = PROJECT / "scripts/benchmarks/panel.py"
    subprocess.run([sys.executable, script, tmp_path / "again", *numbers], check=True, capture_output=True)
    assert digests(tmp_path / "again") == digests(panel_folder)
    for folder in ("one", "other"):
        write_panel(WITH_SERVICES, tmp_path / folder)
    assert digests(tmp_path / "one") == digests(tmp_path / "other")
    write_panel(SMALL.with_another_period(), tmp_path / "longer")
    before, longer = digests(panel_folder / "records"), digests(tmp_path / "longer" / "records")
    assert before.items() < longer.items()


def test_a_panel_has_gaps_sizes_and_records_of_provinces(panel_folder: Path) -> None:
    """One record in twenty is missing, a measure in fifty altogether; sizes fall as the rank of a city grows."""
    with duckdb.connect() as connection:
        connection.execute(f"create view records as from read_parquet('{panel_folder}/records/*.parquet')")

        def ask(query: str) -> tuple[float, ...]:
            return connection.execute(query).fetchone() or ()

        units = SMALL.cities + PROVINCES
        all_cells = units * SMALL.measures * SMALL.periods
        all_records = all_cells * SMALL.industries
        (records,) = ask("select count(*) from records")
        (cells,) = ask("select count(*) from (select distinct period_code, area_code, measure_code from records)")
        assert records / all_records == pytest.approx(0.95 * 0.98, abs=0.01)
        assert cells / all_cells == pytest.approx((1 - 0.05**2) * 0.98, abs=0.01)
        assert ask("select count(distinct area_code) from records where area_code like 'P%'") == (PROVINCES,)
        mean = "select avg(value) from records where area_code = '{}' and measure_code = '{}'"
        first, tenth = (ask(mean.format(city, "m001"))[0] for city in ("C00001", "C00010"))
        assert first / tenth == pytest.approx(10, rel=0.6)
        assert ask("select count(*) from records where value != floor(value) or value < 1") == (0,)
        skipped = f"select count(*) from read_csv('{panel_folder}/nodes.csv') where missing_rule = 'skip'"
        assert ask(skipped) == (2,)


def test_the_warehouse_comes_to_what_the_floor_comes_to(
    panel_folder: Path, floor_file: Path, own_data: tuple[Dbt, Path]
) -> None:
    """Values, scores and ranks, all rows; among them missing ones of both rules."""
    dbt, folder = own_data
    shutil.copytree(panel_folder, folder, dirs_exist_ok=True)
    build = dbt("run", "--select", "+fct_normalised_values", "+fct_scores", "+fct_ranks")
    assert build.success, build.output
    assert compare(folder, floor_file, build.warehouse) == []
    counted = """
        select count(*), count(value), count(normalised_value) from normalised_values
    """
    with duckdb.connect(str(floor_file), read_only=True) as connection:
        rows, values, normalised = connection.execute(counted).fetchone() or (0, 0, 0)
    assert rows == (SMALL.cities + PROVINCES) * SMALL.measures * SMALL.periods
    assert values < normalised < rows


FAULTS = {
    "a score": ("update scores set score = score * 1.00000001 where area_code = 'C00007'", "scores of 1900"),
    "a value": (
        "update normalised_values set value = value * 1.00000001 where area_code = 'P03'",
        "normalised_values of 1900",
    ),
    "no value": ("update normalised_values set normalised_value = null where area_code = 'P03'", "normalised_values"),
    "a row less": ("delete from scores where area_code = 'C00007' and period_code = '1901'", "scores of 1901"),
    "a rank": ("update ranks set rank = rank + 1 where area_code = 'C00007'", "ranks of 1900"),
    "a rank less": ("delete from ranks where list_area_code = 'P01'", "ranks: expected"),
}


@pytest.mark.parametrize(("change", "expected"), FAULTS.values(), ids=FAULTS)
def test_what_differs_is_seen(panel_folder: Path, floor_file: Path, tmp_path: Path, change: str, expected: str) -> None:
    """Another score, value, row or rank."""
    changed = tmp_path / "changed.duckdb"
    changed.write_bytes(floor_file.read_bytes())
    with duckdb.connect(str(changed)) as connection:
        connection.execute(change)
    assert any(fault.startswith(expected) for fault in compare(panel_folder, floor_file, changed))


def test_ranks_may_differ_among_level_units_alone(panel_folder: Path, floor_file: Path, tmp_path: Path) -> None:
    """Two units with scores that differ in the last digits may change places, and no others."""
    level, found = tmp_path / "level.duckdb", tmp_path / "found.duckdb"
    level.write_bytes(floor_file.read_bytes())
    where = "period_code = '1900' and node_code = 'panel' and list_area_code = 'N' and unit_level = 'city'"
    with duckdb.connect(str(level)) as connection:
        connection.execute(
            f"""
            update ranks set score = (select score from ranks where {where} and rank = 4) * (1 - 1e-14)
            where {where} and rank = 5
            """
        )
    found.write_bytes(level.read_bytes())
    with duckdb.connect(str(found)) as connection:
        connection.execute(f"update ranks set rank = 9 - rank where {where} and rank in (4, 5)")
    assert compare(panel_folder, level, found) == []
    with duckdb.connect(str(found)) as connection:
        connection.execute(f"update ranks set rank = 15 - rank where {where} and rank in (7, 8)")
    assert len(compare(panel_folder, level, found)) == 1


def test_services_of_a_panel_arrive_in_full(own_data: tuple[Dbt, Path]) -> None:
    """Every service of every unit counts once at each level, against plain Python over the files."""
    dbt, folder = own_data
    write_panel(WITH_SERVICES, folder)
    build = dbt("run", "--select", "+fct_normalised_values")
    assert build.success, build.output

    def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
        file = next(folder.glob(f"{table}.*"))
        return duckdb.sql(f"select {columns} from '{file}'").fetchall()

    points: dict[str, float] = dict(rows("service_actions", "action, points"))
    of_service = {code: points[action] for code, action in rows("services", "service_code, action")}
    passed = {(code, item): bit for code, item, bit in rows("service_quality_items", "*")}
    offered = set(rows("service_key_items", "service_code, item_number"))
    province_of: dict[str, str] = dict(rows("areas", "area_code, parent_area_code"))
    services: dict[tuple[str, str], set[str]] = {}
    covered = rows("service_areas", "period_code, service_code, area_code")
    for period, service, area in covered:
        for unit in (area, province_of[area]):
            services.setdefault((period, unit), set()).add(service)
    assert len(covered) == len(set(covered)) > 300

    expected: dict[tuple[str, str, str], float] = {}
    for (period, unit), codes in services.items():
        expected[period, unit, "service_value"] = sum(of_service[code] for code in codes)
        for item in range(1, 22):
            quality = sum(passed[code, item] for code in codes) / len(codes)
            expected[period, unit, f"service_quality_{item:02}"] = quality
            expected[period, unit, f"key_field_richness_{item:02}"] = sum((code, item) in offered for code in codes)
    users = "period_code, area_code, monthly_users, returning_users / users_month_before, failure_hours / service_hours"
    for period, unit, monthly, returned, failed in rows("unit_users", users):
        expected[period, unit, "monthly_active_users"] = float(monthly)
        expected[period, unit, "return_rate"] = float(returned)
        expected[period, unit, "failure_rate"] = 1 - float(failed)
    found = {
        (str(period), str(unit), str(node).removeprefix("leaf_")): value
        for period, unit, node, value in build.query(
            """
            select period_code, area_code, node_code, value from fct_normalised_values
            where node_code not like 'leaf_m0%' and value is not null
            """
        )
    }
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=1e-12)


def test_a_process_that_takes_too_much_is_ended_and_told(tmp_path: Path) -> None:
    """Too long, too much memory, no memory, a failure, and success, with its peak."""

    def outcome(code: str, seconds: float = 60, most_bytes: int | None = None) -> str:
        return run([sys.executable, "-c", code], tmp_path / "log", seconds, most_bytes=most_bytes).status

    assert outcome("import time; time.sleep(60)", seconds=0.3) == "over 0.005 minutes"
    hold = "import time; held = b'x' * 200_000_000; time.sleep({})"
    assert outcome(hold.format(60), most_bytes=100_000_000) == "out of memory"
    assert outcome("raise MemoryError") == "out of memory"
    assert outcome("import os; os.kill(os.getpid(), 9)") == "out of memory"
    assert outcome("raise ValueError('no')") == "failed"
    done = run([sys.executable, "-c", hold.format(0)], tmp_path / "log", 60)
    assert done.done
    assert done.peak_bytes > 200_000_000


def test_nodes_that_run_at_once_share_the_time() -> None:
    """Of six seconds two were spent on both; nothing ran for a while, and a skipped node took nothing."""

    def result(key: str, *parts: tuple[str, int, int]) -> dict[str, Any]:
        moment = "2016-06-01T00:00:{:02}.000000Z".format
        timing = [{"name": n, "started_at": moment(s), "completed_at": moment(e)} for n, s, e in parts]
        return {"unique_id": key, "timing": timing, "execution_time": 99}

    first = result("model.a", ("compile", 0, 1), ("execute", 1, 4))
    second = result("model.b", ("compile", 2, 2), ("execute", 2, 6))
    third = result("test.c", ("execute", 30, 31))
    assert node_seconds([third, second, first, result("model.d")]) == {"model.a": 3, "model.b": 3, "test.c": 1}


def test_the_page_tells_what_was_measured(tmp_path: Path) -> None:
    """A contestant that ended early stands in the table and not in the chart."""
    row = {"status": "done", "seconds": 2.0, "all_seconds": [1.5, 2.0, 9.0], "peak_bytes": 3e9, "message": ""}
    ended = row | {"status": "out of memory", "seconds": 7.5}
    result = {
        "machine": {"cores": "2"},
        "memory_limit": "4GB",
        "size": "20",
        "panel": vars(SMALL),
        "records": 20_000_000,
        "contestants": {"floor": row, "warehouse": row | {"seconds": 20.0, "compared": "equal"}, "polars": ended},
        "parts": {"chain": 4.0, "analysis": 10.0, "test": 3.0, "hook": 0.5, "dbt": 2.5},
        "steps": [{"name": "fct_scores", "kind": "chain", "rows": 1000, "seconds": 0.5}],
    }
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks/20.json").write_text(json.dumps(result))
    write_report(tmp_path)
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "| warehouse | 20.0 (1.50 to 9.00) | 10.0 | 3.00 | 1,000,000 | equal |" in page
    assert "| polars | out of memory, after 7.50 |  | 3.00 |  |  |" in page
    assert "| `fct_scores` | 0.50 | 1,000 | 2,000 |" in page
    chart = (tmp_path / "benchmarks.svg").read_text(encoding="utf-8")
    assert ">warehouse<" in chart
    assert ">polars<" not in chart


def test_the_page_is_that_of_the_results(tmp_path: Path) -> None:
    """Whoever changes the results or the script writes the page anew."""
    (tmp_path / "benchmarks").symlink_to(DOCS / "benchmarks")
    write_report(tmp_path)
    for name in ("benchmarks.md", "benchmarks.svg"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (DOCS / name).read_text(encoding="utf-8")
    scripts = {path.name for path in (PROJECT / "scripts/benchmarks").iterdir()}
    page = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\.\./scripts/benchmarks/(\w+\.py)", page)) <= scripts
