"""Finds the files of each table in a folder, and reads each once to see whether it can be read at all."""

import codecs
import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ENDINGS = (".csv", ".csv.gz", ".parquet")
CHUNK = 1 << 20


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

    path: Path
    name: str
    sha256: str = ""
    size: int = 0
    header: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_parquet(self) -> bool:
        """Whether it is Parquet and not CSV."""
        return self.path.name.endswith(".parquet")


def find_files(folder: Path, tables: list[str]) -> tuple[dict[str, list[Path]], list[Fault]]:
    """Find <table>.csv, .csv.gz or .parquet, or a folder <table> of any number of them."""
    found: dict[str, list[Path]] = {}
    faults = []
    for table in tables:
        candidates = [folder / f"{table}{ending}" for ending in ENDINGS if (folder / f"{table}{ending}").is_file()]
        if (folder / table).is_dir():
            candidates.append(folder / table)
        if len(candidates) > 1:
            names = " and ".join(sorted(candidate.name for candidate in candidates))
            faults.append(Fault(table, "", names, "a table is one file, or one folder of files"))
        for candidate in candidates:
            inner = sorted(candidate.rglob("*")) if candidate.is_dir() else [candidate]
            found.setdefault(table, []).extend(path for path in inner if path.is_file() and is_data(path))
    known = {path for paths in found.values() for path in paths}
    for path in sorted(folder.glob("*")):
        if path.is_file() and is_data(path) and path not in known:
            rule = "a file has the name of a table of the contract, docs/data-contract.md: " + ", ".join(tables)
            faults.append(Fault(path.name, "", f"name={path.name}", rule))
    return found, faults


def is_data(path: Path) -> bool:
    """Whether a file is meant as data: notes and hidden files are not."""
    return path.name.endswith(ENDINGS) and not path.name.startswith(".")


def fingerprint(path: Path) -> tuple[str, int]:
    """Take the SHA-256 of a file and its size in bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), path.stat().st_size


def read_file(path: Path, name: str, encoding: str, converted: Path) -> InputFile:
    """Read a file once: fingerprint, header, encoding. A CSV in another encoding is converted to UTF-8 on the way."""
    file = InputFile(path=path, name=name)
    file.sha256, file.size = fingerprint(path)
    if file.is_parquet:
        return file
    if file.size == 0:
        file.faults.append(Fault(name, "", "0 bytes", "a file is not empty: its first line names the columns"))
        return file
    try:
        target = converted / f"{file.sha256}.csv" if encoding != "utf-8" else None
        line = check_encoding(path, encoding, target)
    except (OSError, EOFError) as error:
        file.faults.append(Fault(name, "", str(error), "a file can be read"))
        return file
    if line:
        hint = "" if encoding != "utf-8" else " (OWN_DATA_ENCODING=gbk reads GBK)"
        file.faults.append(Fault(name, f"line={line}", "bytes of another encoding", f"a file is {encoding}{hint}"))
        return file
    file.path = target or path
    file.header = read_header(file.path)
    return file


def check_encoding(path: Path, encoding: str, target: Path | None) -> int:
    """Return the line of the first bytes that are not of the encoding, or 0; write UTF-8 to the target, if any."""
    decoder = codecs.getincrementaldecoder(encoding)()
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    with (target or Path("/dev/null")).open("w", encoding="utf-8", newline="") as output:
        lines = 1
        for chunk in chunks(path):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            lines += chunk.count(b"\n")
            if target:
                output.write(text.removeprefix("\ufeff"))
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return lines
    return 0


def chunks(path: Path) -> Iterator[bytes]:
    """Read a file, unpacked, piece by piece."""
    with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def read_header(path: Path) -> tuple[str, ...]:
    """Read the names of the columns."""
    with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
        first_line = file.readline(CHUNK).decode("utf-8-sig")
    return tuple(name.strip() for name in next(csv.reader(io.StringIO(first_line.rstrip("\r\n"))), []))
