"""A build file with two small marts, made without dbt, whose every row carries the number of its generation."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
from conftest import PROJECT

# How often the tests kill a process; KILLS=30 is more thorough.
KILLS = int(os.environ.get("KILLS", "8"))
KILLS_OF_BUILDS = max(1, KILLS // 4)
MARTS = ("alpha_index", "beta_index")
DESCRIPTIONS = {
    mart: {"description": f"The {mart}, it's small.", "columns": {"generation": "Which build's row."}} for mart in MARTS
}


def write_build(file: Path, generation: int, rows: int = 1000, own_data: str = "") -> None:
    """What a complete build leaves behind; each generation comes from another input."""
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as connection:
        for mart in MARTS:
            connection.execute(
                f"""
                create table {mart} (
                    index_code string not null, period_code string, unit_level string, area_code string,
                    is_unit boolean, generation integer not null, score decimal(38, 15)
                );
                insert into {mart}
                select 'tiny', '2015', 'city', 'A' || (i * 7919 % {rows}), true, {generation}, i / 3
                from range({rows}) as numbers (i)
                """
            )
        connection.execute("create table left_by_an_earlier_build as select 1 as id")
        connection.execute("create schema build_log")
        connection.execute(
            """
            create table build_log.completed_build as
            select
                ? as own_data, 2 as models, 0 as seeds, 5 as data_tests_passed, 0 as data_tests_warned,
                0 as unit_tests_passed, 7 as records_read, 'code' as code_fingerprint, ? as descriptions,
                '1.11' as dbt_version, 'duckdb' as engine, version() as engine_version
            """,
            [own_data, json.dumps(DESCRIPTIONS)],
        )
        connection.execute(
            "create table build_log.completed_build_inputs as select 'in.csv' as path, ? as sha256, 3 as bytes",
            [str(generation)],
        )


def places(folder: Path) -> dict[str, str]:
    """An environment whose build file and published files are in the folder."""
    return {
        "WAREHOUSE_FILE": str(folder / "build.duckdb"),
        "PUBLISHED_FOLDER": str(folder / "published"),
        "OWN_DATA": "",
    }


def start(script: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A script of the project as a process of its own.

    Shells let what they start in the background ignore Ctrl-C, and its children would, too: not so here.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, str(PROJECT / "scripts" / script)],
            cwd=PROJECT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def run(script: str, environment: dict[str, str]) -> tuple[int, str]:
    """A script's exit code and what it printed."""
    process = start(script, environment)
    output, _ = process.communicate()
    return process.returncode, output


def fetch(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query against a DuckDB file."""
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def generation_of(version: Path) -> int:
    """The generation of a published version, the same in every table of the DuckDB file and in every Parquet file."""
    found = set()
    for mart in MARTS:
        for relation in (mart, f"'{version}/marts/{mart}.parquet'"):
            found |= set(
                fetch(version / "warehouse.duckdb", f"select generation, count(*) from {relation} group by all")
            )
    [(generation, rows)] = found
    manifest = json.loads((version / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["input_files"][0]["sha256"] == str(generation)
    assert manifest["marts"][MARTS[0]]["rows"] == rows
    return int(generation)


def kill_after(process: subprocess.Popen[str], seconds: float) -> int:
    """Kill -9 at this moment; the exit code."""
    time.sleep(seconds)
    process.kill()
    process.communicate()
    return process.returncode


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file and link below a folder, to the byte."""
    return {
        str(path.relative_to(folder)): os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }
