"""Own data in an object store, through DuckDB's extension httpfs and the secret that the user keeps for it.

Parquet is read where it lies; CSV is copied beside the build file first, for Python checks its encoding.
"""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import duckdb

from own_data import partitions
from own_data.files import Fault, InputFile, quoted
from own_data.reading import read_file, read_parquet_header

# those that can list what they hold; https:// cannot
STORES = ("s3://", "gs://", "r2://")
# a store takes its time to answer, and answers many at once
READERS = 8


def is_remote(own_data: str) -> bool:
    """Whether own data lie elsewhere."""
    return "://" in own_data


def list_store(connection: duckdb.DuckDBPyConnection, own_data: str) -> tuple[list[str], list[Fault]]:
    """Return the names of all objects below the address, or what keeps it from being listed."""
    root = f"{own_data.rstrip('/')}/"
    if not root.startswith(STORES) or ".duckdb" in root:
        rule = "own data lie in a folder, a DuckDB file on this machine, or a folder of an object store: "
        return [], [Fault("OWN_DATA", "", own_data, rule + ", ".join(STORES))]
    try:
        load_extension(connection)
    except duckdb.Error:
        package = f"duckdb-extension-httpfs=={duckdb.__version__}"
        rule = f"DuckDB has its extension httpfs: `pip install {package}`, or `install httpfs` in DuckDB itself"
        return [], [Fault("OWN_DATA", "", own_data, rule)]
    try:
        rows = connection.execute("select file from glob(?)", [f"{root}**"]).fetchall()
    except duckdb.Error as error:
        rule = "the folder can be listed: its address is right, and a secret of DuckDB or AWS_* variables open it"
        return [], [Fault("OWN_DATA", "", str(error).splitlines()[0][:200], rule)]
    if not rows:
        return [], [Fault("OWN_DATA", "", own_data, "the folder is there")]
    return [address.removeprefix(root) for (address,) in rows], []


def load_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load httpfs from its Python package, or where DuckDB installs extensions. Nothing is downloaded unasked."""
    package = find_spec("duckdb_extension_httpfs")
    for folder in (package and package.submodule_search_locations) or []:
        file = Path(folder) / "extensions" / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
        if file.is_file():
            connection.execute(f"load {quoted(str(file))}")
            return
    connection.execute("load httpfs")


def read_store(
    connection: duckdb.DuckDBPyConnection, own_data: str, names: Iterable[str], encoding: str, scratch: Path
) -> list[InputFile]:
    """Read every object once."""

    def read(name: str) -> InputFile:
        return read_object(connection.cursor(), f"{own_data.rstrip('/')}/{name}", name, encoding, scratch)

    with ThreadPoolExecutor(READERS) as pool:
        return list(pool.map(read, names))


def read_object(
    connection: duckdb.DuckDBPyConnection, address: str, name: str, encoding: str, scratch: Path
) -> InputFile:
    """Read an object once. The fingerprint is that of its content, wherever it lies and whenever it was put there."""
    file = InputFile(address, name)
    what = "sha256(content), size" if file.is_parquet else "content, size"
    try:
        [(content, file.size)] = connection.execute(f"select {what} from read_blob(?)", [address]).fetchall()
    except duckdb.Error as error:
        file.faults.append(Fault(name, "", str(error).splitlines()[0][:200], "a file can be read"))
        return file
    if not file.is_parquet:
        copy = partitions.beside(scratch, name, hashlib.sha256(content).hexdigest() + name[name.index(".csv") :])
        copy.write_bytes(content)
        return read_file(connection, copy, name, encoding, scratch)
    file.sha256 = content
    read_parquet_header(connection, file)
    return file
