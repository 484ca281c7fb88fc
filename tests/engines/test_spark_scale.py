"""What Spark's event log says of a step, what an estimate makes of two sizes, and what a measurement is refused for."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from section import DOCUMENT, with_section
from spark_estimate import Assumed, estimate
from spark_events import steps_of_log
from spark_report import COMMAND, section
from spark_scale import RESULT, check

STATEMENT = (
    '/* {"app": "dbt", "node_id": "model.internet_plus_index.int_scores"} */ create table int_scores as select 1'
)


def plan(*operators: str) -> dict[str, Any]:
    """A plan as Spark writes it, one operator below the other."""
    return {"nodeName": operators[0], "children": [plan(*operators[1:])] if operators[1:] else []}


def task(stage: int, shuffled: int, read: int) -> dict[str, Any]:
    """The end of a task."""
    return {
        "Event": "SparkListenerTaskEnd",
        "Stage ID": stage,
        "Task Metrics": {
            "Executor Run Time": 1500,
            "Disk Bytes Spilled": 7,
            "Input Metrics": {"Bytes Read": 100, "Records Read": 10},
            "Output Metrics": {"Records Written": 5},
            "Shuffle Write Metrics": {"Shuffle Bytes Written": shuffled},
            "Shuffle Read Metrics": {"Remote Bytes Read": read, "Local Bytes Read": 1},
        },
    }


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A log with one statement of dbt and one of somebody else."""
    start, change = "SparkListenerSQLExecutionStart", "SparkListenerSQLAdaptiveExecutionUpdate"
    first, final = plan("Project", "SortMergeJoin"), plan("Project", "BroadcastHashJoin", "BroadcastHashJoin")
    lines = [
        {"Event": f"org.apache.{start}", "executionId": 1, "description": STATEMENT, "sparkPlanInfo": first},
        {"Event": f"org.apache.{start}", "executionId": 2, "description": "select 1", "sparkPlanInfo": first},
        {"Event": f"org.apache.{change}", "executionId": 1, "sparkPlanInfo": plan("Project", "CartesianProduct")},
        {"Event": f"org.apache.{change}", "executionId": 1, "sparkPlanInfo": final},
        {"Event": "SparkListenerJobStart", "Stage IDs": [1, 2], "Properties": {"spark.sql.execution.id": "1"}},
        {"Event": "SparkListenerJobStart", "Stage IDs": [2], "Properties": {"spark.sql.execution.id": "1"}},
        {"Event": "SparkListenerJobStart", "Stage IDs": [3], "Properties": {"spark.sql.execution.id": "2"}},
        *(task(1, 2**27, 0) for _ in range(2)),
        task(2, 0, 2**28),
        task(3, 999, 999),
    ]
    folder = tmp_path / "eventlog_v2_app"
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute("create table lines (line json)")
        connection.executemany("insert into lines values (?)", [(json.dumps(line),) for line in lines])
        connection.execute(
            f"copy (select line from lines) to '{folder}/events_1_app.zstd' "
            "(format csv, header false, quote '', delimiter '\x01', compression zstd)"
        )
    return tmp_path


def test_a_step_is_what_its_statements_did(events: Path) -> None:
    """Joins of the last plan, each task once although two jobs name its stage, and nothing of other statements."""
    step = steps_of_log(events)["model.internet_plus_index.int_scores"]
    assert (step["BroadcastHashJoin"], step["SortMergeJoin"], step["CartesianProduct"]) == (2, 0, 0)
    assert (step["stages"], step["tasks"], step["task_seconds"]) == (2, 3, 4.5)
    assert (step["shuffle_bytes"], step["spilled_bytes"], step["rows_read"]) == (2**28, 21, 30)
    assert step["shuffle_bytes_of_a_task"] == 2**28 + 1
    assert step["fewest_partitions_of_a_long_shuffle"] == 1


def result(records: int, seconds: float, task_seconds: float, shuffle_bytes: int) -> dict[str, Any]:
    """A measured size with one step."""
    step = {"seconds": seconds, "task_seconds": task_seconds, "shuffle_bytes": shuffle_bytes}
    return {"records": records, "workers": 2, "worker_cores": 1, "steps": {"int_scores": step}}


def test_an_estimate_by_hand() -> None:
    """9 core seconds and 900 bytes for 9 records more: 1 second and 100 bytes a record; 3 seconds are fixed."""
    assumed = Assumed(records=1000, workers=10, cores=5, network=100, disk=1000, slowdown=2)
    found = estimate(result(1, 3.5, 1, 100), result(10, 8, 10, 1000), "int_scores", assumed)
    assert found.fixed == 3
    assert found.computing == pytest.approx(1 * 1000 * 2 / 50)
    assert found.shuffle_bytes == pytest.approx(100 * 1000)
    assert found.shuffling == pytest.approx(10_000 * 0.9 / 100 + 2 * 10_000 / 1000)


def test_what_does_not_grow_costs_what_is_fixed() -> None:
    """A step may take less time with more records, which is noise."""
    found = estimate(result(1, 3.5, 1, 100), result(10, 3, 0.5, 100), "int_scores", Assumed())
    assert (found.computing, found.shuffling) == (0, 0)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"CartesianProduct": 1}, "pairs everything with everything"),
        ({"SortMergeJoin": 1}, "shuffles both sides of a join"),
        ({"fewest_partitions_of_a_long_shuffle": 1}, "fewer partitions than there are cores"),
    ],
)
def test_a_bad_plan_is_a_fault(change: dict[str, int], fault: str) -> None:
    """And a good one is none."""
    step = {name: 0 for name in ("CartesianProduct", "SortMergeJoin", "ShuffledHashJoin")}
    step["fewest_partitions_of_a_long_shuffle"] = 2
    measured = {"compared": {}, "workers": 2, "worker_cores": 1, "steps": {"int_units": step}}
    assert check("2", measured) == []
    measured["steps"] = {"int_units": {**step, **change}}
    assert fault in check("2", measured)[0]


def test_other_scores_are_a_fault() -> None:
    """Whichever way they differ."""
    same = {"rows": 1, "one_sided": 0, "differing": {}}
    measured: dict[str, Any] = {"workers": 2, "worker_cores": 1, "steps": {}, "compared": {"fct_scores": same}}
    assert check("2", measured) == []
    for change in ({"one_sided": 1}, {"differing": {"score": 1}}):
        measured["compared"] = {"fct_scores": {**same, **change}}
        assert "fct_scores is not that of DuckDB" in check("2", measured)[0]


def test_the_section_is_that_of_the_result() -> None:
    """After a measurement, the command writes it anew."""
    document = DOCUMENT.read_text(encoding="utf-8")
    sizes = json.loads(RESULT.read_text(encoding="utf-8"))["sizes"]
    assert document == with_section(document, COMMAND, section(sizes))
