"""Every command in the documentation works: it is run here, or by the test that is named here."""

import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT

PAGES = [
    *PROJECT.glob("*.md"),
    *(PROJECT / "docs").rglob("*.md"),
    *(PROJECT / "atlas" / "outlines").glob("*.md"),
]
COMMANDS = [
    (page.relative_to(PROJECT).as_posix(), line.partition("  #")[0].strip())
    for page in sorted(PAGES)
    for block in re.findall(r"^```bash\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M)
    for line in block.splitlines()
]
# Commands that are no target of make, and the test that runs them, or why none can.
RUN_ELSEWHERE = {
    ".venv/bin/python -c": "test_readme_query",
    "mkdir -p state": "test_state_modified.py",
    ".venv/bin/dbt build --select state:modified+": "test_state_modified.py",
    "cd atlas_site && python3 -m http.server": "tests/atlas/test_sql.py serves the site in the same way",
    "tar --": "test_backup_and_restore",
    ".venv/bin/mf ": "test_metrics.py",
    "git pull": "git's own",
    "npm pack echarts": "asks the package registry; its result is committed",
}


@pytest.mark.parametrize(("page", "command"), [command for command in COMMANDS if "make " in command[1]])
def test_make_has_the_target(page: str, command: str) -> None:
    """And takes the settings that the page gives it. What the targets do is what the other tests are about."""
    settings, _, target = command.rpartition("make ")
    assert re.fullmatch(r"(\w+=\S+ )*", settings), f"{page}: {command}"
    done = subprocess.run(
        f"{settings}make --dry-run {target}", shell=True, cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{page}: {command}: {done.stderr}"


def test_other_commands_are_run_somewhere() -> None:
    """A new one belongs into the table above, with the test that runs it."""
    others = [(page, command) for page, command in COMMANDS if "make " not in command]
    unknown = [(page, command) for page, command in others if not command.startswith(tuple(RUN_ELSEWHERE))]
    assert len(others) > 5
    assert unknown == []


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of a few rows in the form that all have: a version, and links to it."""
    folder = tmp_path_factory.mktemp("operations") / "published"
    version = folder / "versions" / "000001"
    version.mkdir(parents=True)
    with duckdb.connect(str(version / "warehouse.duckdb")) as connection:
        connection.execute("create table city_index as select 'internet_plus' as index_code, 1 as index_rank")
    (folder / "current").symlink_to("versions/000001")
    (folder / "warehouse.duckdb").symlink_to("current/warehouse.duckdb")
    return folder


def test_backup_and_restore(published: Path, tmp_path: Path) -> None:
    """The two commands of docs/operations.md, into another folder; the links hold."""
    backup, restore = [command for _, command in COMMANDS if command.startswith("tar --")]
    subprocess.run(backup, shell=True, cwd=published.parent, check=True)
    shutil.move(published.parent / "backup.tar.gz", tmp_path)
    subprocess.run(restore, shell=True, cwd=tmp_path, check=True)
    with duckdb.connect(str(tmp_path / "published" / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.sql("select index_rank from city_index").fetchall() == [(1,)]
    assert (tmp_path / "published" / "current").is_symlink()


def test_readme_query(published: Path) -> None:
    """The same in both languages."""
    queries = {command for _, command in COMMANDS if command.startswith(".venv/bin/python -c")}
    [query] = queries
    done = subprocess.run(
        query.replace(".venv/bin/python", str(PROJECT / ".venv/bin/python")),
        shell=True,
        cwd=published.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "internet_plus" in done.stdout
