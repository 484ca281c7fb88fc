"""Reads what a build left behind, if the build is complete."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from refusal import Refusal


@dataclass(frozen=True)
class CompletedBuild:
    """The record of a complete build, written by macros/build_log.sql, and its input files."""

    own_data: str
    models: int
    seeds: int
    data_tests_passed: int
    data_tests_warned: int
    unit_tests_passed: int
    records_read: int
    code_fingerprint: str
    descriptions: str
    dbt_version: str
    engine: str
    engine_version: str
    input_files: list[dict[str, Any]]

    @property
    def marts(self) -> dict[str, dict[str, Any]]:
        """The marts of this build with their descriptions; the file may still hold those of an earlier one."""
        marts: dict[str, dict[str, Any]] = json.loads(self.descriptions)
        return dict(sorted(marts.items()))


def holder(error: duckdb.Error) -> str:
    """The process that holds a file, from DuckDB's message."""
    found = re.search(r"PID (\d+)", str(error))
    return f"process {found[1]}" if found else "another process"


@contextmanager
def opened(file: Path, read_only: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build file, or a refusal that says why it cannot be opened."""
    try:
        connection = duckdb.connect(str(file), read_only=read_only)
    except duckdb.IOException as error:
        if "Could not set lock" in str(error):
            raise Refusal(f"{file} is held by {holder(error)}: close it there, and try again.") from None
        raise Refusal(f"{file} cannot be opened: {str(error).splitlines()[0]}") from None
    with connection:
        yield connection


def read_rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """The rows of a table of the build log, or none if there is no such table."""
    try:
        cursor = connection.execute(f"from build_log.{table} order by all")
    except duckdb.CatalogException:
        return []
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_completed(connection: duckdb.DuckDBPyConnection, file: Path, own_data: str) -> CompletedBuild:
    """The record of the complete build of these data, or a refusal."""
    builds = read_rows(connection, "completed_build")
    if not builds:
        raise Refusal(f"{file} has no completed build: run `make build` until every test passes.")
    input_files = read_rows(connection, "completed_build_inputs")
    if not input_files:
        raise Refusal(f"{file} does not say from which files it was built: run `make build` again.")
    completed = CompletedBuild(**builds[0], input_files=input_files)
    if os.path.abspath(completed.own_data or ".") != os.path.abspath(own_data or "."):
        built, asked = (data or "the embedded data" for data in (completed.own_data, own_data))
        raise Refusal(f"{file} was built from {built}, and not from {asked}: set OWN_DATA as in the build.")
    return completed
