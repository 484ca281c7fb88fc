"""The marts that readers see, with the descriptions that dbt gave them: the published DuckDB file, or PostgreSQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from places import published_folder
from refusal import Refusal

DUCKDB_TABLES = """
    select duckdb_columns.table_name, duckdb_tables.comment, column_name, data_type, duckdb_columns.comment
    from duckdb_columns()
    inner join duckdb_tables() using (database_oid, schema_oid, table_oid)
    where duckdb_columns.schema_name = 'main'
    order by duckdb_columns.table_name, column_index
"""
# The marts are tables, or views of them, in the schema of what is published.
POSTGRES_TABLES = """
    select
        relname, obj_description(pg_class.oid), attname, format_type(atttypid, null),
        col_description(pg_class.oid, attnum)
    from pg_attribute
    inner join pg_class on attrelid = pg_class.oid
    inner join pg_namespace on relnamespace = pg_namespace.oid
    where nspname = 'marts' and relkind in ('r', 'v', 'm') and attnum > 0 and not attisdropped
    order by relname, attnum
"""


@dataclass
class Mart:
    """A table with its columns: name, type, meaning."""

    description: str
    columns: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Publication:
    """How Superset reaches the marts, and what they are."""

    address: str
    schema: str
    connect_arguments: dict[str, Any]
    marts: dict[str, Mart]


def publication(environment: Mapping[str, str]) -> Publication:
    """What SUPERSET_READS names: duckdb, which is the default, or postgres."""
    source = environment.get("SUPERSET_READS", "") or "duckdb"
    if source not in ("duckdb", "postgres"):
        raise Refusal(f"SUPERSET_READS is duckdb or postgres, and not {source}.")
    return in_duckdb(environment) if source == "duckdb" else in_postgres(environment)


def in_duckdb(environment: Mapping[str, str]) -> Publication:
    """The published file, by the link that a new publication changes; read-only, and nothing but this file."""
    file = published_folder(environment).absolute() / "warehouse.duckdb"
    if not file.exists():
        raise Refusal(f"Nothing is published in {file.parent} yet: run make build first.")
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(DUCKDB_TABLES).fetchall()
    arguments = {"read_only": True, "config": {"enable_external_access": "false"}}
    return Publication(f"duckdb:///{file}", "main", arguments, marts_of(rows))


def in_postgres(environment: Mapping[str, str]) -> Publication:
    """The published schema of the server that POSTGRES_HOST and its like name, as the role that may only read."""
    import postgres_connection as postgres  # needs psycopg2, which who reads DuckDB need not have

    postgres.use_passwords_of_server()
    reader = postgres.reader_of(environment)
    with postgres.connected(reader) as connection, connection.cursor() as cursor:
        rows = postgres.fetch(cursor, POSTGRES_TABLES)
    if not rows:
        raise Refusal(f"Nothing is published in {reader} yet: run make postgres-build first.")
    address = f"postgresql+psycopg2://{reader.user}@{reader.host}:{reader.port}/{reader.database}"
    return Publication(address, "marts", {}, marts_of(rows))


def marts_of(rows: list[tuple[Any, ...]]) -> dict[str, Mart]:
    """The tables, each with its columns."""
    marts: dict[str, Mart] = {}
    for table, about, column, data_type, meaning in rows:
        marts.setdefault(table, Mart(about or "")).columns.append((column, data_type, meaning or ""))
    return marts


def default_folder(environment: Mapping[str, str]) -> Path:
    """Where Superset keeps its own database, its secret and its log."""
    return Path(environment.get("SUPERSET_FOLDER", "") or ".superset").absolute()
