"""What a file of own data is, and which files of a folder belong to which table."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from own_data import partitions

ENDINGS = (".csv", ".csv.gz", ".csv.zst", ".parquet")


@dataclass(frozen=True)
class Fault:
    """One broken rule: where, which row, what stands there, and the rule. The shape of the model input_faults."""

    table_name: str
    row_key: str
    faulty_value: str
    broken_rule: str


@dataclass
class InputFile:
    """A file: its place for reading, its name for people, what was read off it, and what is wrong with it."""

    place: str
    name: str
    sha256: str = ""
    size: int = 0
    header: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_parquet(self) -> bool:
        """Whether it is Parquet and not CSV."""
        return self.name.endswith(".parquet")

    @property
    def partition_columns(self) -> tuple[str, ...]:
        """The columns that stand in the names of its folders."""
        return partitions.columns(self.name)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, those in the names of its folders last."""
        return (*self.header, *self.partition_columns)


@dataclass(frozen=True)
class Piece:
    """A part of a table: SQL to select from, and the columns that it has."""

    relation: str
    name: str
    columns: tuple[str, ...]


def quoted(text: str) -> str:
    """Write a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def list_folder(folder: Path, tables: Iterable[str]) -> list[str]:
    """Return the names of the files of a folder and of its tables' folders; other folders hold something else."""
    paths = list(folder.glob("*"))
    for inner in [path for path in paths if path.is_dir() and (path.name in tables or "=" in path.name)]:
        paths += inner.rglob("*")
    return [path.relative_to(folder).as_posix() for path in paths if path.is_file()]


def find_files(names: Iterable[str], tables: Iterable[str]) -> tuple[dict[str, list[str]], list[Fault]]:
    """Find the files of each table, <table>.csv, .csv.gz, .csv.zst or .parquet, or a folder <table> of such files."""
    owners = {f"{table}{ending}": table for table in tables for ending in ENDINGS}
    owners |= {f"{table}/": table for table in tables}
    found: dict[str, list[str]] = {}
    candidates: dict[str, set[str]] = {}
    faults = []
    for name in sorted(name for name in names if is_data(name)):
        first, slash, _ = name.partition("/")
        table = owners.get(first + slash)
        if table:
            found.setdefault(table, []).append(name)
            candidates.setdefault(table, set()).add(first)
        elif not slash:
            rule = "a file has the name of a table of the contract, docs/data-contract.md: " + ", ".join(tables)
            faults.append(Fault(name, "", f"name={name}", rule))
        elif "=" in first:
            faults.append(Fault(name, "", first, "a folder column=value lies in the folder of its table"))
    for table, places in candidates.items():
        if len(places) > 1:
            faults.append(Fault(table, "", " and ".join(sorted(places)), "a table is one file, or one folder of files"))
    return {table: found[table] for table in tables if table in found}, faults


def is_data(name: str) -> bool:
    """Whether a file is meant as data: notes and hidden files are not."""
    return name.endswith(ENDINGS) and not name.rpartition("/")[2].startswith(".")


def fingerprint(path: Path) -> tuple[str, int]:
    """Take the SHA-256 of a file and its size in bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
