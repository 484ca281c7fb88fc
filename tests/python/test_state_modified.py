"""Continuous integration builds what has changed and what depends on it: `state:modified+` beside a manifest."""

import shutil
from pathlib import Path

from conftest import Build, Dbt, copy_project

CHANGED = "models/marts/coherence/internal_consistency.sql"


def test_a_changed_model_alone_is_built_with_what_depends_on_it(
    tmp_path: Path, embedded_dbt: Dbt, embedded: Build
) -> None:
    """The mart and its tests, out of hundreds of nodes, and with the new rows."""
    project = copy_project(tmp_path / "project")
    shutil.copy(embedded.warehouse, tmp_path / "warehouse.duckdb")
    state = tmp_path / "state"
    state.mkdir()
    shutil.copy(embedded_dbt.folder / "target" / "manifest.json", state)
    dbt = Dbt(tmp_path, project=project)
    command = ("build", "--select", "state:modified+", "--state", str(state))

    unchanged = dbt(*command)
    assert unchanged.success
    assert unchanged.status == {}

    model = project / CHANGED
    model.write_text(model.read_text(encoding="utf-8") + "where period_code = '2015'\n", encoding="utf-8")
    changed = dbt(*command)

    assert changed.success, changed.output
    assert {name for name in changed.status if not name.startswith("internet_plus_index-on-run")} - {
        "internal_consistency",
        "grain_of_internal_consistency",
        "statistical_audit",
    } == changed.unit_tests
    assert changed.query("select distinct period_code from internal_consistency") == [("2015",)]
