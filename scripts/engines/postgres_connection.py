"""Where the project's PostgreSQL is, and how to reach it: POSTGRES_HOST, _PORT, _DATABASE, _USER and _PASSWORD.

profiles.yml reads the same variables, with the same defaults. Without POSTGRES_PASSWORD libpq looks for a password: in
the file that PGPASSFILE names, in ~/.pgpass, or, for the server of `make postgres-up`, in the file that this made.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

import psycopg2
from ports import LOOPBACK, number_named
from psycopg2.sql import SQL, Composable
from refusal import Refusal

# A connection or cursor of psycopg2, which has no types.
Connection = Any
Cursor = Any

OWNER = "index_owner"
READER = "index_reader"
# The number by which builds and publications of one database know each other.
WRITERS_LOCK = 20160415


@dataclass(frozen=True)
class Address:
    """A database of a server, and the role to enter it as."""

    host: str
    port: int
    database: str
    user: str
    password: str

    def __str__(self) -> str:
        """The database and where it is."""
        return f"{self.database} at {self.host}:{self.port}"


def server_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the server of `make postgres-up`."""
    return Path(environment.get("POSTGRES_FOLDER", "") or ".engines/postgres").absolute()


def port_of(environment: Mapping[str, str]) -> int:
    """The port of the server."""
    return number_named(environment, "POSTGRES_PORT", 5544)


def address_of(environment: Mapping[str, str]) -> Address:
    """The database that the environment names."""
    return Address(
        environment.get("POSTGRES_HOST", "") or LOOPBACK,
        port_of(environment),
        environment.get("POSTGRES_DATABASE", "") or "internet_plus_index",
        environment.get("POSTGRES_USER", "") or OWNER,
        environment.get("POSTGRES_PASSWORD", ""),
    )


def reader_of(environment: Mapping[str, str]) -> Address:
    """The same database, as the first role that may read the marts; libpq looks for its password."""
    reader = (environment.get("POSTGRES_READERS", "") or READER).split(",")[0].strip()
    return replace(address_of(environment), user=reader, password="")


def use_passwords_of_server() -> None:
    """Let libpq, and so dbt as well, find the passwords of the project's own server."""
    passwords = server_folder(os.environ) / "passwords"
    own_server = address_of(os.environ).host == LOOPBACK and passwords.exists()
    if own_server and not os.environ.get("PGPASSFILE"):
        os.environ["PGPASSFILE"] = str(passwords)


@contextmanager
def connected(address: Address) -> Iterator[Connection]:
    """A connection that is closed at the end, which undoes what was not committed. Its errors become refusals."""
    try:
        connection = psycopg2.connect(
            host=address.host,
            port=address.port,
            dbname=address.database,
            user=address.user,
            password=address.password or None,
            application_name="internet_plus_index",
        )
    except psycopg2.OperationalError as error:
        raise Refusal(
            f"{address} cannot be entered as {address.user}: {first_line(error)}\n"
            "`make postgres-up` starts a server; POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DATABASE, POSTGRES_USER and "
            "POSTGRES_PASSWORD name another."
        ) from None
    try:
        yield connection
    except psycopg2.Error as error:
        raise Refusal(f"{address}: {first_line(error)}") from error
    finally:
        connection.close()


def first_line(error: psycopg2.Error) -> str:
    """What a message of PostgreSQL says first, which is what went wrong."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def fetch(cursor: Cursor, query: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """The rows of a query."""
    cursor.execute(query, values or None)  # without values, % is a percent sign
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def run(cursor: Cursor, statement: str, *parts: Composable) -> None:
    """Run a statement with names and values put in as SQL has them."""
    cursor.execute(SQL(statement).format(*parts))


@contextmanager
def sole_writer(address: Address) -> Iterator[None]:
    """One build or publication of a database at a time. The server lets go of the lock when the connection ends."""
    with connected(address) as connection, connection.cursor() as cursor:
        connection.autocommit = True  # a transaction that stays open would keep the server from clearing up
        cursor.execute("select pg_try_advisory_lock(%s)", [WRITERS_LOCK])
        if not cursor.fetchone()[0]:
            raise Refusal(f"Another build or publication is writing {address}; wait for it to end.")
        yield
