"""Reads every file of a folder once; groups files of the same columns, so that one scan reads them all."""

from pathlib import Path

import duckdb

from own_data import partitions, remote
from own_data.files import Fault, InputFile, Piece, find_files, list_folder, quoted
from own_data.reading import read_file

# one field of a megabyte is a fault of its own (a value has at most 1,000 characters), and has to be read to be named
LONGEST_LINE = 16_000_000
# a build scans the records half a dozen times, and each scan opens every file
MANY_FILES = 100


def read_folder(
    connection: duckdb.DuckDBPyConnection, own_data: str, encoding: str, scratch: Path, tables: list[str]
) -> tuple[list[InputFile], dict[str, list[Piece]], list[Fault]]:
    """Read the files of all tables, on this machine or in an object store."""
    folder = Path(own_data)
    if remote.is_remote(own_data):
        names, faults = remote.list_store(connection, own_data)
    elif folder.is_dir():
        names, faults = list_folder(folder, tables), []
    else:
        names, faults = [], [Fault("OWN_DATA", "", own_data, "the folder is there")]
    if faults:
        return [], {table: [] for table in tables}, faults
    found, faults = find_files(names, tables)
    connection.execute("drop schema if exists own_files cascade")
    files = []
    pieces = {}
    for table, table_names in found.items():
        if remote.is_remote(own_data):
            table_files = remote.read_store(connection, own_data, table_names, encoding, scratch)
        else:
            table_files = [read_file(connection, folder / name, name, encoding, scratch) for name in table_names]
        files += table_files
        pieces[table], table_faults = read_groups(connection, table, table_files)
        faults += table_faults
    return files, pieces, faults


def read_groups(
    connection: duckdb.DuckDBPyConnection, table: str, files: list[InputFile]
) -> tuple[list[Piece], list[Fault]]:
    """Put files together that one scan can read: of the same kind, columns and, in Parquet, types.

    DuckDB would bring the values of all files to the types of the first, and 0.25 to a whole number.
    """
    groups: dict[tuple[tuple[str, ...], ...], list[InputFile]] = {}
    pieces: list[Piece] = []
    faults = []
    for file in files:
        faults += file.faults
        if not file.faults:
            ending = (file.name.rpartition(".")[2],)
            groups.setdefault((ending, file.header, file.types, file.partition_columns), []).append(file)
    for group in groups.values():
        group_faults = check_header(group[0]) or ([] if group[0].is_parquet else csv_faults(group))
        faults += group_faults
        if not group_faults:
            relation = scan(group)
            if len(group) > MANY_FILES and not group[0].is_parquet:
                relation = copy_rows(connection, f"{table}_{len(pieces)}", relation)
            pieces.append(Piece(relation, group[0].name, group[0].columns))
    return pieces, faults


def copy_rows(connection: duckdb.DuckDBPyConnection, name: str, relation: str) -> str:
    """Copy the rows of many files into the build file, and return where they are."""
    connection.execute("create schema if not exists own_files")
    connection.execute(f"create table own_files.{name} as from {relation}")
    return f"own_files.{name}"


def check_header(file: InputFile) -> list[Fault]:
    """Name columns that have no name, or one that another has as well, and folders that cannot be read as columns."""
    columns = file.columns
    rule = "a column stands once" + (", in the file or in the name of a folder" if file.partition_columns else "")
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    faults = [Fault(file.name, "line=1", f"column={name}", rule) for name in twice]
    if "" in columns:
        number = columns.index("") + 1
        faults.append(Fault(file.name, "line=1", f"column number {number}", "a column has a name"))
    broken = partitions.broken_rule(file.name, file.place)
    return [*faults, Fault(file.name, "", *broken)] if broken else faults


def scan(group: list[InputFile], rejects: bool = False) -> str:
    """Return the SQL that reads files of the same columns."""
    places = ", ".join(quoted(file.place) for file in group)
    options = partitions.options(group[0].partition_columns)
    if group[0].is_parquet:
        return f"read_parquet([{places}], {options})"
    columns = ", ".join(f"{quoted(name)}: 'varchar'" for name in group[0].header)
    return (
        f"read_csv([{places}], auto_detect = false, header = true, columns = {{{columns}}}, delim = ',', quote = '\"', "
        f"escape = '\"', max_line_size = {LONGEST_LINE}, {options}{', store_rejects = true' if rejects else ''})"
    )


def csv_faults(group: list[InputFile]) -> list[Fault]:
    """Read every line of the files once and name those that cannot be read."""
    names = {file.place: file.name for file in group}
    try:
        # all columns, since what is not asked for is not parsed; a connection of its own, since rejects pile up in one
        scratch = duckdb.connect()
        scratch.execute(f"select count(columns(*)) from {scan(group, rejects=True)}").fetchall()
        rows = scratch.execute(
            """
            select distinct scans.file_path, errors.line, errors.error_message
            from reject_errors as errors
            inner join reject_scans as scans
                on errors.scan_id = scans.scan_id and errors.file_id = scans.file_id
            order by all
            limit 20
            """
        ).fetchall()
    except duckdb.Error as error:
        text = str(error).splitlines()[0][:200]
        return [Fault(group[0].name, "", text, "a file is CSV with commas, double quotes and a header")]
    rule = "a line has as many fields as the header, commas between them, double quotes around text that has a comma"
    return [Fault(names.get(path, path), f"line={line}", message.splitlines()[0], rule) for path, line, message in rows]
