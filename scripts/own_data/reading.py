"""Reads each file once to see whether it can be read at all: fingerprint, header, encoding."""

import codecs
import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import duckdb

from own_data import partitions, zstandard
from own_data.files import Fault, InputFile, quoted

CHUNK = 1 << 20


def read_file(connection: duckdb.DuckDBPyConnection, path: Path, name: str, encoding: str, scratch: Path) -> InputFile:
    """Read a file once: fingerprint, header, encoding. A CSV in another encoding is converted to UTF-8 on the way."""
    file = InputFile(str(path.absolute()), name)
    with path.open("rb") as raw:
        file.sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
        file.size = raw.tell()
        if file.is_parquet:
            read_parquet_header(connection, file)
        elif file.size == 0:
            file.faults.append(Fault(name, "", "0 bytes", "a file is not empty: its first line names the columns"))
        elif name.endswith(".zst"):
            if zstandard.is_whole(raw, file.size):
                read_zstd_header(connection, file, encoding)
            else:
                file.faults.append(Fault(name, "", "no end", "a .csv.zst file is Zstandard, and whole"))
        else:
            raw.seek(0)
            read_csv_header(file, raw, encoding, scratch)
    return file


def read_parquet_header(connection: duckdb.DuckDBPyConnection, file: InputFile) -> None:
    """Read the columns off a Parquet file, or say that it is none."""
    try:
        rows = connection.execute(f"describe from read_parquet({quoted(file.place)}, hive_partitioning = false)")
        file.header, file.types = zip(*[row[:2] for row in rows.fetchall()], strict=True)
    except duckdb.Error as error:
        text = str(error).splitlines()[0][:100]
        file.faults.append(Fault(file.name, "", text, "a file whose name ends in .parquet is Parquet"))


def read_zstd_header(connection: duckdb.DuckDBPyConnection, file: InputFile, encoding: str) -> None:
    """Read the header through DuckDB, for which a line is one cell here."""
    if encoding != "utf-8":
        file.faults.append(Fault(file.name, "", f"OWN_DATA_ENCODING={encoding}", "a .csv.zst file is utf-8"))
        return
    line = (
        f"from read_csv({quoted(file.place)}, auto_detect = false, header = false, columns = {{line: 'varchar'}}, "
        f"delim = '\x01', quote = '', escape = '', compression = 'zstd', hive_partitioning = false) limit 1"
    )
    try:
        file.header = split_header("".join(str(cell) for (cell,) in connection.execute(line).fetchall()))
    except duckdb.Error as error:
        file.faults.append(
            Fault(file.name, "", str(error).splitlines()[0][:100], "a .csv.zst file is Zstandard, and utf-8 inside")
        )


def read_csv_header(file: InputFile, raw: io.BufferedIOBase, encoding: str, scratch: Path) -> None:
    """Read the header of a CSV file, or say where it is of another encoding; convert it if it shall be of another."""
    target = partitions.beside(scratch, file.name, f"{file.sha256}.csv") if encoding != "utf-8" else None
    source: io.BufferedIOBase = gzip.GzipFile(fileobj=raw) if file.name.endswith(".gz") else raw
    try:
        line = check_encoding(source, encoding, target)
    except (OSError, EOFError) as error:
        file.faults.append(Fault(file.name, "", str(error), "a file can be read"))
        return
    if line:
        hint = "" if encoding != "utf-8" else " (OWN_DATA_ENCODING=gbk reads GBK)"
        rule = f"a file is {encoding}{hint}"
        file.faults.append(Fault(file.name, f"line={line}", "bytes of another encoding", rule))
        return
    if target:
        file.place = str(target.absolute())
    source.seek(0)
    with target.open("rb") if target else nullcontext(source) as utf8:
        file.header = split_header(utf8.readline(CHUNK).decode())


def check_encoding(source: io.BufferedIOBase, encoding: str, target: Path | None) -> int:
    """Return the line of the first bytes that are not of the encoding, or 0; write UTF-8 to the target, if any."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with target.open("w", encoding="utf-8", newline="") if target else nullcontext() as output:
        lines = 1
        for chunk in chunks(source):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            lines += chunk.count(b"\n")
            if output:
                output.write(text.removeprefix("\ufeff"))
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return lines
    return 0


def chunks(source: io.BufferedIOBase) -> Iterator[bytes]:
    """Read a file piece by piece."""
    while chunk := source.read(CHUNK):
        yield chunk


def split_header(line: str) -> tuple[str, ...]:
    """Read the names of the columns off the first line."""
    text = line.removeprefix("\ufeff").rstrip("\r\n")
    return tuple(name.strip() for name in next(csv.reader(io.StringIO(text)), []))
