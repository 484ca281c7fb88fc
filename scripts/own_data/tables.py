"""Makes a view of every table of the contract in the build file, and names what is wrong with files and columns."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import duckdb

from own_data.contract import Table, read_contract
from own_data.files import Fault, InputFile, Piece, fingerprint, quoted
from own_data.folder import read_folder
from own_data.remote import is_remote


def prepare_inputs(
    connection: duckdb.DuckDBPyConnection, own_data: str, encoding: str, build_file: Path, project: Path
) -> None:
    """Write the views of own data, the faults of their files, and the fingerprints of all input files."""
    faults: list[Fault] = []
    if not own_data:
        files = [
            InputFile(str(path), path.as_posix(), *fingerprint(path))
            for path in sorted([*Path("seeds").rglob("*.csv"), *Path("raw").glob("*.parquet")])
        ]
    else:
        tables = read_contract()
        if ".duckdb" in own_data and not is_remote(own_data):
            files, pieces, faults = read_database(connection, own_data, tables)
        else:
            files, pieces, faults = read_folder(
                connection, own_data, encoding, build_file.with_suffix(".copies"), list(tables)
            )
        connection.execute("create schema if not exists own_data")
        for table in tables.values():
            usable, column_faults = check_columns(table, pieces.get(table.name, []))
            faults += column_faults
            connection.execute(f"create or replace view own_data.{table.name} as {select_table(table, usable)}")
            is_missing = table.name not in pieces and not any(fault.table_name == table.name for fault in faults)
            if table.is_required and is_missing:
                rule = (
                    f"the table is there: {table.name}.csv, .csv.gz or .parquet, or a folder {table.name} of such files"
                )
                faults.append(Fault(table.name, "", "no file", rule))
            elif table.is_required and usable and not faults and not has_rows(connection, table.name):
                faults.append(Fault(table.name, "", "0 rows", "the table has at least one row below its header"))
    write_log(connection, files, faults, project_code(project))


def has_rows(connection: duckdb.DuckDBPyConnection, table_name: str) -> bool:
    """Whether the table has a row."""
    return bool(connection.execute(f"select 1 from own_data.{table_name} limit 1").fetchone())


def read_database(
    connection: duckdb.DuckDBPyConnection, own_data: str, tables: dict[str, Table]
) -> tuple[list[InputFile], dict[str, list[Piece]], list[Fault]]:
    """Read the tables of a schema of a DuckDB file: `file.duckdb` or `file.duckdb#schema`."""
    file_name, _, schema = own_data.partition("#")
    schema = schema or "main"
    path = Path(file_name)
    if not path.is_file():
        return [], {name: [] for name in tables}, [Fault("OWN_DATA", "", file_name, "the database file is there")]
    attached = {row[0] for row in connection.execute("select database_name from duckdb_databases()").fetchall()}
    if "own_database" not in attached:
        connection.execute(f"attach {quoted(file_name)} as own_database (read_only)")
    columns = connection.execute(
        """
        select table_name, list(column_name order by column_index) from duckdb_columns()
        where database_name = 'own_database' and schema_name = ? group by table_name
        """,
        [schema],
    ).fetchall()
    pieces = {
        name: [Piece(f'own_database."{schema}"."{name}"', f"{schema}.{name}", tuple(header))]
        for name, header in columns
        if name in tables
    }
    return [InputFile(file_name, path.name, *fingerprint(path))], pieces, []


def check_columns(table: Table, pieces: list[Piece]) -> tuple[list[Piece], list[Fault]]:
    """Say which columns are missing or not known; pieces without a fault can be used."""
    usable = []
    faults = []
    for piece in pieces:
        known = [column.name for column in table.columns]
        missing = [
            column.name for column in table.columns if not column.may_be_absent and column.name not in piece.columns
        ]
        unknown = [name for name in piece.columns if name not in known]
        has = "columns=" + ", ".join(piece.columns)
        faults += [Fault(piece.name, "line=1", has, f"the column {name} is there") for name in missing]
        faults += [
            Fault(piece.name, "line=1", f"column={name}", "a column is one of " + ", ".join(known)) for name in unknown
        ]
        if not missing and not unknown:
            usable.append(piece)
    return usable, faults


def select_table(table: Table, pieces: list[Piece]) -> str:
    """Return the SQL of a table's view: all columns of the contract, empty cells filled by their defaults."""
    selects = [select_columns(table, piece) for piece in pieces] or [
        select_columns(table, Piece(f"(values ({values_of(row)})) as rows_ ({', '.join(row)})", "", tuple(row)))
        for row in table.default_rows
    ]
    if not selects:
        columns = ", ".join(f"cast(null as varchar) as {column.name}" for column in table.columns)
        return f"select {columns} where false"
    return " union all ".join(selects)


def values_of(row: dict[str, str]) -> str:
    """Write a row as literals of SQL."""
    return ", ".join(quoted(value) for value in row.values())


def select_columns(table: Table, piece: Piece) -> str:
    """Return the SQL that brings a piece into the shape of the contract."""
    columns = []
    for column in table.columns:
        expressions = [f'"{column.name}"'] if column.name in piece.columns else []
        for default in column.defaults:
            if default.startswith("'") or default in piece.columns:
                expressions.append(default)
        if not expressions:
            columns.append(f'cast(null as varchar) as "{column.name}"')
        elif len(expressions) == 1:
            columns.append(f'{expressions[0]} as "{column.name}"')
        elif len(expressions) == 2 and expressions[1].startswith("'"):
            # one function of one column: of what Parquet keeps in a dictionary DuckDB works each entry out once, where
            # coalesce looks at every row, which took a third of the time of a pass over all records
            filled = f"regexp_replace(concat({expressions[0]}), '^$', {expressions[1]})"
            columns.append(f'{filled} as "{column.name}"')
        else:
            texts = [f"nullif(cast({expression} as varchar), '')" for expression in expressions]
            columns.append(f'coalesce({", ".join(texts)}) as "{column.name}"')
    return f"select {', '.join(columns)} from {piece.relation}"


def write_log(
    connection: duckdb.DuckDBPyConnection, files: Iterable[InputFile], faults: list[Fault], code: str
) -> None:
    """Keep fingerprints and faults in the build file, where models and publishing find them."""
    connection.execute("create schema if not exists build_log")
    connection.execute("create or replace table build_log.input_files (path varchar, sha256 varchar, bytes bigint)")
    connection.execute("create or replace table build_log.project_code as select ? as fingerprint", [code])
    connection.execute(
        "create table if not exists build_log.built_periods"
        " (period_code varchar, fingerprint varchar, project_code varchar)"
    )
    # as one text: parameters take DuckDB half a millisecond each, and there may be thousands of files
    rows = ", ".join(f"({quoted(file.name)}, {quoted(file.sha256)}, {file.size})" for file in files)
    if rows:
        connection.execute(f"insert into build_log.input_files values {rows}")
    connection.execute(
        "create or replace table build_log.file_faults"
        " (table_name varchar, row_key varchar, faulty_value varchar, broken_rule varchar)"
    )
    if faults:
        connection.executemany(
            "insert into build_log.file_faults values (?, ?, ?, ?)",
            [(fault.table_name, fault.row_key, fault.faulty_value, fault.broken_rule) for fault in faults],
        )


def project_code(project: Path) -> str:
    """Take a fingerprint of everything that decides what is computed, apart from the data."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    paths = sorted(
        path for folder in ("models", "macros") for kind in ("*.sql", "*.py") for path in (project / folder).rglob(kind)
    )
    for path in [*paths, project / "dbt_project.yml"]:
        digest.update(path.relative_to(project).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(os.environ.get("ON_BAD_ROWS", "").encode())
    return digest.hexdigest()


def settings() -> tuple[str, str]:
    """Return what OWN_DATA and OWN_DATA_ENCODING say."""
    return os.environ.get("OWN_DATA", ""), os.environ.get("OWN_DATA_ENCODING", "") or "utf-8"
