"""Writes the page of the marts beside the one that `dbt docs generate --static` has written."""

import json
import os
import sys
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent / "publishing"))

from documentation.column_lineage import Column, direct_sources, schema_of
from documentation.page import page
from places import build_file
from refusal import exit_code


def write(target: Path, warehouse: Path) -> Path:
    """Write the page from the manifest in dbt's folder and the build file."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        schema = schema_of(connection)
    types = {
        Column(schema_name, table, column): data_type
        for tables in schema.values()
        for schema_name, columns_of in tables.items()
        for table, columns in columns_of.items()
        for column, data_type in columns.items()
    }
    path = target / "marts.html"
    path.write_text(page(manifest, direct_sources(manifest, schema), types), encoding="utf-8")
    return path


def main() -> None:
    """Write the page of the last build."""
    target = Path(os.environ.get("DBT_TARGET_PATH", "") or "target")
    path = write(target, build_file(os.environ))
    print(
        f"The marts, with what each column comes from, are in {path}; models and tests in {target}/static_index.html."
    )


if __name__ == "__main__":
    sys.exit(exit_code(main))
