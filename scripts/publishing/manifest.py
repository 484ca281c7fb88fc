"""Says what a publication holds and comes from. No time and no number in it: the same input gives the same text."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
from build_file import CompletedBuild
from places import PROJECT

Manifest = dict[str, Any]


def as_text(manifest: Manifest) -> str:
    """The manifest as it stands in its file."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def run_git(*arguments: str) -> str | None:
    """What git says about the project; none outside git."""
    try:
        done = subprocess.run(["git", "-C", PROJECT, *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def git_state() -> tuple[str | None, bool | None]:
    """The commit and whether the tree is clean; none and none outside git and in somebody else's repository."""
    top = run_git("rev-parse", "--show-toplevel")
    if not top or Path(top) != PROJECT:
        return None, None
    return run_git("rev-parse", "HEAD"), run_git("status", "--porcelain") == ""


def data_set(completed: CompletedBuild) -> str:
    """What was built, without where it lies: a folder may move."""
    return Path(completed.own_data).name if completed.own_data else "embedded"


def distinct(
    connection: duckdb.DuckDBPyConnection, marts: list[str], columns: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """The combinations of these columns in all marts of indices that have them; areas count where they are units."""
    needed = {"index_code", *columns}
    selects = []
    for mart in marts:
        present = {
            name
            for (name,) in connection.execute(
                "select column_name from duckdb_columns() where schema_name = 'main' and table_name = ?", [mart]
            ).fetchall()
        }
        if needed <= present:
            where = " where is_unit" if "is_unit" in present else ""
            selects.append(f'select distinct {", ".join(columns)} from main."{mart}"{where}')
    if not selects:
        return []
    return connection.execute(" union ".join(selects) + " order by all").fetchall()


def describe(connection: duckdb.DuckDBPyConnection, completed: CompletedBuild) -> Manifest:
    """The manifest of the build that the connection sees."""
    marts: dict[str, dict[str, int | str]] = {}
    for mart in completed.marts:
        # The sum does not depend on the order of rows. It tells a changed mart where everything else looks the same.
        counted = connection.execute(f'select count(*), sum(cast(hash(mart) as hugeint)) from main."{mart}" as mart')
        [(rows, content)] = counted.fetchall()
        marts[mart] = {"rows": rows, "content": str(content or 0)}
    versions = {"dbt": completed.dbt_version, completed.engine: completed.engine_version}
    fingerprints = [[file["path"], file["sha256"]] for file in completed.input_files]
    identity = json.dumps([fingerprints, completed.code_fingerprint, versions])
    commit, clean = git_state()
    quarantined = marts.get("quarantined_records")
    return {
        "build_id": hashlib.sha256(identity.encode()).hexdigest(),
        "data_set": data_set(completed),
        "indices": [code for (code,) in distinct(connection, list(marts), ("index_code",))],
        "periods": [code for (code,) in distinct(connection, list(marts), ("period_code",))],
        "records_read": completed.records_read,
        "rows_quarantined": quarantined["rows"] if quarantined else None,
        "marts": marts,
        "tests": {
            "data_tests_passed": completed.data_tests_passed,
            "data_tests_warned": completed.data_tests_warned,
            "unit_tests_passed": completed.unit_tests_passed,
        },
        "input_files": completed.input_files,
        "code_fingerprint": completed.code_fingerprint,
        "git_commit": commit,
        "git_tree_clean": clean,
        "versions": versions,
    }
