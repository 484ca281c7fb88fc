"""The data files of the atlas: what the queries of atlas/queries return, as scripts that a page from disk may load.

A bundle is a folder of queries. Its tables lie together in one file for each value of the columns that bundles.yml
names, as lists of values by column.
"""

import decimal
import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import yaml
from refusal import Refusal

Table = dict[str, list[Any]]
# As many as a double has for certain: the page of the weights ranks scores that differ late.
SIGNIFICANT_DIGITS = 15


def data_files(warehouse: Path, queries: Path, build_id: str) -> Iterator[tuple[str, str]]:
    """The path and the text of each file, from the published warehouse."""
    settings: dict[str, Any] = yaml.safe_load((queries / "bundles.yml").read_text(encoding="utf-8"))
    bundles: dict[str, list[str]] = settings["files_by"]
    folders = {folder.name for folder in queries.iterdir() if folder.is_dir()}
    if folders != set(bundles):
        raise Refusal(f"{queries}/bundles.yml has {sorted(bundles)}, and the folders are {sorted(folders)}.")
    # Read only, and only this one file.
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        marts = {name for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall()}
        indices_of: dict[str, set[str]] = {}
        for bundle, keys in bundles.items():
            lacking = [mart for mart in marts_of(connection, queries / bundle) if mart not in marts]
            if lacking and bundle in settings["embedded_only"]:
                continue
            if lacking:
                raise Refusal(f"{queries / bundle}: the publication has no mart {lacking[0]}.")
            for key, tables in files_of_bundle(connection, queries / bundle, keys).items():
                # A bundle that is not divided by index belongs to all of them.
                indices_of.setdefault(bundle, set()).add(key[keys.index("index_code")] if "index_code" in keys else "")
                if bundle != "site":
                    yield data_file(bundle, key, tables)
                else:
                    site = tables
        pairs = sorted((bundle, index) for bundle, indices in indices_of.items() for index in indices)
        site["bundles"] = {"bundle": [pair[0] for pair in pairs], "index_code": [pair[1] for pair in pairs]}
        site["build"] = {"build_id": [build_id]}
        yield data_file("site", (), site)


def marts_of(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """The marts that the queries of a bundle read."""
    texts = [query.read_text(encoding="utf-8") for query in folder.glob("*.sql")]
    return sorted(set[str]().union(*(connection.get_table_names(text) for text in texts)))


def files_of_bundle(
    connection: duckdb.DuckDBPyConnection, folder: Path, keys: Sequence[str]
) -> dict[tuple[str, ...], dict[str, Table]]:
    """The tables of each file of a bundle, by its key; a table without rows for a key is not in its file."""
    files: dict[tuple[str, ...], dict[str, Table]] = {(): {}} if not keys else {}
    for query in sorted(folder.glob("*.sql")):
        result = connection.sql(query.read_text(encoding="utf-8"))
        missing = [key for key in keys if key not in result.columns]
        if missing:
            raise Refusal(f"{query}: the column {missing[0]} is missing, by which bundles.yml divides the files.")
        names = [name for name in result.columns if name not in keys]
        places = [result.columns.index(name) for name in names]
        key_places = [result.columns.index(key) for key in keys]
        for row in result.fetchall():
            tables = files.setdefault(tuple(str(row[place]) for place in key_places), {})
            table = tables.setdefault(query.stem, {name: [] for name in names})
            for name, place in zip(names, places, strict=True):
                table[name].append(plain(row[place]))
    return files


def plain(value: object) -> object:
    """A value as JSON knows it."""
    if isinstance(value, decimal.Decimal):
        value = float(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        rounded = float(f"{value:.{SIGNIFICANT_DIGITS}g}")
        return int(rounded) if rounded.is_integer() and abs(rounded) < 2**53 else rounded
    return value


def data_file(bundle: str, key: Sequence[str], tables: dict[str, Table]) -> tuple[str, str]:
    """The path and the text of one file."""
    name = "/".join([bundle, *(file_name(part) for part in key)])
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False)
    return f"{name}.js", f"atlasData({json.dumps(name)},{text});\n"


def file_name(key: str) -> str:
    """A file name that holds on every disk and in every address; src/data.ts has the same rule."""
    return re.sub(rb"[^a-zA-Z0-9_-]", lambda match: b"~%02x" % match[0][0], key.encode()).decode()
