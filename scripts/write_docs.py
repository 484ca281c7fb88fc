"""Writes the documentation as a site: the pages of docs/, that of the marts, and the one that dbt has written."""

import json
import logging
import os
import sys
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent / "publishing"))

from documentation.column_lineage import Column, direct_sources, schema_of
from documentation.page import page
from documentation.site import write_site
from places import PROJECT, build_file
from refusal import exit_code


def write(target: Path, warehouse: Path) -> Path:
    """Write the page of the marts from the manifest in dbt's folder and the build file."""
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
    """Write the site of the last build."""
    logging.basicConfig(format="%(message)s")  # the links that MkDocs finds dead
    target = Path(os.environ.get("DBT_TARGET_PATH", "") or "target")
    others = {"marts.html": write(target, build_file(os.environ)), "dbt.html": target / "static_index.html"}
    site = target / "site"
    write_site(PROJECT, target / "site_pages", site, others)
    print(f"The documentation is in {site}: open {site}/index.html.")


if __name__ == "__main__":
    sys.exit(exit_code(main))
