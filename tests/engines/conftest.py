"""What the tests of other engines share: a PostgreSQL of their own, which they leave behind no trace of."""

import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "publishing"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "engines"))

from postgres_connection import Address, connected, fetch
from postgres_server import Server
from refusal import Refusal


@dataclass(frozen=True)
class Database:
    """An empty database, and how its builder and its reader enter it."""

    owner: Address
    reader: Address


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that runs while the tests do."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        # pytest's own folders are closed to others, and root runs the server as somebody else
        Path(folder).chmod(0o755)
        try:
            server = Server(Path(folder), free_port())
        except Refusal as refusal:
            pytest.skip(str(refusal))
        try:
            server.up("first")
            yield server
        finally:
            server.down()


@pytest.fixture
def database(server: Server) -> Database:
    """A database with nothing in it: always the same one, as the server takes a second to put another one away."""
    passwords = server.read_passwords()
    owner, reader = (
        Address("127.0.0.1", server.port, "first", role, passwords[role]) for role in ("index_owner", "index_reader")
    )
    with connected(owner) as connection, connection, connection.cursor() as cursor:
        schemas = fetch(cursor, "select quote_ident(nspname) from pg_namespace where nspowner = current_user::regrole")
        for (schema,) in schemas:
            cursor.execute(f"drop schema {schema} cascade")
    return Database(owner, reader)
