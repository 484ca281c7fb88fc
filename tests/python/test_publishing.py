"""What a publication holds, what is refused, which versions are kept, and the way back."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from publish import publish
from refusal import Refusal
from rollback import roll_back
from tiny_build import DESCRIPTIONS, MARTS, fetch, generation_of, places, run, snapshot, write_build
from versions import Versions


@pytest.fixture
def here(tmp_path: Path) -> dict[str, str]:
    """Places with a complete build of generation 1."""
    write_build(tmp_path / "build.duckdb", 1)
    return places(tmp_path)


def versions(here: dict[str, str]) -> list[str]:
    """The names of what lies in the folder of versions."""
    return sorted(path.name for path in (Path(here["PUBLISHED_FOLDER"]) / "versions").iterdir())


def publish_generation(here: dict[str, str], generation: int) -> int:
    """Publish a new build and return the number of the version."""
    write_build(Path(here["WAREHOUSE_FILE"]), generation)
    return publish(here).number


def test_a_publication(here: dict[str, str]) -> None:
    """Sorted tables with constraints and descriptions, the same as Parquet, a manifest; nothing of earlier builds."""
    publication = publish(here)
    published = Path(here["PUBLISHED_FOLDER"])
    file = published / "warehouse.duckdb"
    assert (publication.number, publication.is_new) == (1, True)
    assert fetch(file, "select table_name, comment from duckdb_tables() order by all") == [
        (mart, DESCRIPTIONS[mart]["description"]) for mart in MARTS
    ]
    assert fetch(file, "select distinct comment from duckdb_columns() where column_name = 'generation'") == [
        ("Which build's row.",)
    ]
    assert fetch(
        file, "select column_name from duckdb_columns() where not is_nullable and table_name = 'beta_index'"
    ) == [
        ("index_code",),
        ("generation",),
    ]
    for mart in MARTS:
        rows = fetch(file, f"from {mart}")
        assert len(rows) == 1000
        assert rows == sorted(rows)
        assert rows == fetch(file, f"from '{published}/marts/{mart}.parquet'")
    assert fetch(file, f"select distinct compression from parquet_metadata('{published}/marts/*.parquet')") == [
        ("ZSTD",)
    ]
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["marts"]) == list(MARTS)
    assert manifest["marts"]["alpha_index"]["rows"] == 1000
    assert (manifest["data_set"], manifest["periods"], manifest["indices"]) == ("embedded", ["2015"], ["tiny"])
    assert manifest["input_files"] == [{"path": "in.csv", "sha256": "1", "bytes": 3}]
    assert manifest["rows_quarantined"] is None
    assert generation_of(published) == 1


def test_quarantined_rows_are_counted(here: dict[str, str]) -> None:
    """A mart of that name is all it takes."""
    with duckdb.connect(here["WAREHOUSE_FILE"]) as connection:
        connection.execute("create table quarantined_records as select unnest([1, 2, 3]) as id")
        marts = DESCRIPTIONS | {"quarantined_records": {"description": "x", "columns": {}}}
        connection.execute("update build_log.completed_build set descriptions = ?", [json.dumps(marts)])
    assert publish(here).manifest["rows_quarantined"] == 3


def test_the_same_input_gives_the_same_bytes(here: dict[str, str], tmp_path: Path) -> None:
    """Manifest and Parquet, wherever and however often they are written, and whatever the order of the rows."""
    publish(here)
    with duckdb.connect(here["WAREHOUSE_FILE"]) as connection:
        connection.execute("create or replace table alpha_index as from alpha_index order by random()")
        connection.execute("alter table alpha_index alter index_code set not null")
        connection.execute("alter table alpha_index alter generation set not null")
    elsewhere = here | {"PUBLISHED_FOLDER": str(tmp_path / "elsewhere")}
    publish(elsewhere)
    first, second = (snapshot(Path(place["PUBLISHED_FOLDER"]) / "versions") for place in (here, elsewhere))
    for files in (first, second):
        files.pop("000001/warehouse.duckdb")
    assert first == second
    assert len(first) == 3


def test_an_unchanged_build_is_not_published_again(here: dict[str, str]) -> None:
    """But a changed row is, even where inputs and code seem the same."""
    publish(here)
    again = publish(here)
    assert (again.number, again.is_new) == (1, False)
    assert again.message.startswith("Nothing has changed")
    with duckdb.connect(here["WAREHOUSE_FILE"]) as connection:
        connection.execute("update alpha_index set score = 5 where area_code = 'A3'")
    assert publish(here).number == 2


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ("drop table build_log.completed_build", "has no completed build"),
        ("delete from build_log.completed_build", "has no completed build"),
        ("drop table build_log.completed_build_inputs", "does not say from which files it was built"),
        ("update build_log.completed_build set own_data = 'my_data'", "was built from my_data, and not from"),
    ],
)
def test_an_incomplete_build_is_refused(here: dict[str, str], spoil: str, reason: str) -> None:
    """In one line, and nothing is published."""
    with duckdb.connect(here["WAREHOUSE_FILE"]) as connection:
        connection.execute(spoil)
    code, output = run("publishing/publish.py", here)
    assert code == 1
    assert reason in output
    assert output.count("\n") == 1
    assert not Path(here["PUBLISHED_FOLDER"]).exists()


def test_a_missing_or_broken_build_file_is_refused(here: dict[str, str]) -> None:
    """Each with its own line."""
    file = Path(here["WAREHOUSE_FILE"])
    file.write_bytes(b"no database" * 2000)
    code, output = run("publishing/publish.py", here)
    assert (code, output.count("\n")) == (1, 1)
    assert "cannot be opened" in output
    file.unlink()
    code, output = run("publishing/publish.py", here)
    assert (code, output) == (1, f"There is no {file}: run `make build` first.\n")


@pytest.fixture
def holder(here: dict[str, str]) -> Iterator[int]:
    """The id of another process that has the build file open, as a BI tool would."""
    code = f"import duckdb; held = duckdb.connect({here['WAREHOUSE_FILE']!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process.pid
        process.kill()


@pytest.mark.parametrize("script", ["publishing/publish.py", "build.py"])
def test_a_build_file_that_is_held_is_refused(here: dict[str, str], holder: int, script: str) -> None:
    """The message names the process."""
    code, output = run(script, here)
    assert code == 1
    assert f"build.duckdb is held by process {holder}: close it there, and try again." in output
    assert "Traceback" not in output


def test_the_last_five_versions_are_kept(here: dict[str, str]) -> None:
    """Numbers go on."""
    for generation in range(1, 8):
        assert publish_generation(here, generation) == generation
    assert versions(here) == [f"{number:06}" for number in range(3, 8)]


def test_the_current_version_is_kept(here: dict[str, str]) -> None:
    """However old it is."""
    for generation in range(1, 6):
        publish_generation(here, generation)
    for _ in range(4):
        roll_back(here)
    published = Versions(Path(here["PUBLISHED_FOLDER"]))
    for number in (6, 7):
        shutil.copytree(published.version(5), published.version(number))
    published.remove_old()
    assert versions(here) == [f"{number:06}" for number in (1, 3, 4, 5, 6, 7)]


def test_the_way_back(here: dict[str, str]) -> None:
    """One version, one more, never the current one removed; the next publication takes a number above all."""
    published = Path(here["PUBLISHED_FOLDER"])
    with pytest.raises(Refusal, match="Nothing is published"):
        roll_back(here)
    for generation in (1, 2, 3):
        publish_generation(here, generation)
    assert roll_back(here).startswith(f"{published} has version 2 again")
    assert generation_of(published) == 2
    roll_back(here)
    assert generation_of(published) == 1
    with pytest.raises(Refusal, match="no version before version 1"):
        roll_back(here)
    assert run("publishing/rollback.py", here)[0] == 1
    assert publish_generation(here, 4) == 4
    assert generation_of(published) == 4
    for generation in range(5, 9):
        publish_generation(here, generation)
    for _ in range(4):
        roll_back(here)
    assert generation_of(published) == 4
    assert publish_generation(here, 9) == 9
    assert versions(here) == [f"{number:06}" for number in range(5, 10)]


def test_a_version_that_is_the_same_is_no_way_back(here: dict[str, str]) -> None:
    """A run that was killed between writing a version and switching to it leaves such a one."""
    published = Path(here["PUBLISHED_FOLDER"])
    publish_generation(here, 1)
    publish_generation(here, 2)
    shutil.copytree(published / "versions" / "000002", published / "versions" / "000003")
    publish_generation(here, 3)
    assert roll_back(here).startswith(f"{published} has version 3 again")
    roll_back(here)
    assert generation_of(published) == 1


def test_what_killed_runs_left_is_cleared_away(here: dict[str, str]) -> None:
    """Hidden folders and half-made links."""
    publish(here)
    published = Path(here["PUBLISHED_FOLDER"])
    (published / "versions" / ".partial-killed" / "marts").mkdir(parents=True)
    (published / ".link-current").symlink_to("versions/000009")
    publish_generation(here, 2)
    assert versions(here) == ["000001", "000002"]
    assert not (published / ".link-current").is_symlink()
