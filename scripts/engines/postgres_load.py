"""Copies the input of a build into PostgreSQL, with its types: all of it in one transaction, or nothing."""

import os
import re
from concurrent.futures import ThreadPoolExecutor

import duckdb
from input_tables import Inputs, InputTable
from postgres_connection import Connection, Cursor

TYPES = {
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "HUGEINT": "numeric(39, 0)",
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric(20, 0)",
    "UHUGEINT": "numeric(39, 0)",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}


def postgres_type(duckdb_type: str) -> str:
    """The type that holds the same values; what has none there becomes text, as DuckDB writes it."""
    if re.fullmatch(r"DECIMAL\(\d+,\d+\)", duckdb_type):
        return duckdb_type.replace("DECIMAL", "numeric")
    return TYPES.get(duckdb_type, "text")


def load(connection: Connection, inputs: Inputs) -> int:
    """Replace the input tables, and return how many rows they have.

    What was built from the tables before is no longer what the input gives, and views of it go with them.
    """
    rows = 0
    with connection, connection.cursor() as cursor:
        cursor.execute("create schema if not exists build_log")
        cursor.execute("drop table if exists build_log.completed_build, build_log.completed_build_inputs")
        for table in inputs.tables:
            create_table(cursor, table)
            rows += copy_rows(inputs.connection, cursor, table)
            cursor.execute(f"analyze {table.relation}")
    return rows


def create_table(cursor: Cursor, table: InputTable) -> None:
    """Make the table anew, with the same columns in the same order."""
    columns = ", ".join(f"{quoted_name(name)} {postgres_type(type_)}" for name, type_ in table.columns.items())
    cursor.execute(f'create schema if not exists "{table.schema}"')
    cursor.execute(f"drop table if exists {table.relation} cascade")
    cursor.execute(f"create table {table.relation} ({columns})")


def quoted_name(name: str) -> str:
    """A column's name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def copy_rows(connection: duckdb.DuckDBPyConnection, cursor: Cursor, table: InputTable) -> int:
    """Let DuckDB write rows into a pipe while PostgreSQL reads them out of it, and return how many."""
    read_end, write_end = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write_csv, connection, table, write_end)
        with os.fdopen(read_end, "rb") as lines:
            cursor.copy_expert(f"copy {table.relation} from stdin (format csv)", lines)
        rows = cursor.rowcount
        written.result()  # raises what went wrong there
    return int(rows)


def write_csv(connection: duckdb.DuckDBPyConnection, table: InputTable, write_end: int) -> None:
    """Write a table's rows into a pipe and close it. Quotes tell an empty text from what is missing."""
    try:
        connection.cursor().execute(
            f"copy {table.relation} to '/dev/fd/{write_end}' (format csv, header false, force_quote *)"
        )
    finally:
        os.close(write_end)
