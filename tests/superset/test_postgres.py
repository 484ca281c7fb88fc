"""Superset on PostgreSQL: the published schema as its reader sees it, by the address that Superset is given."""

import csv
import io
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import sqlalchemy
from assets import write_assets
from postgres_connection import Address, address_of, connected
from postgres_server import Server
from publication import publication as what_superset_reads
from refusal import Refusal


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What names a server that runs while the test does; libpq finds its passwords in their file."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, socket.socket() as free:
        # pytest's own folders are closed to others, and root runs the server as somebody else
        Path(folder).chmod(0o755)
        free.bind(("127.0.0.1", 0))
        settings = {
            "POSTGRES_FOLDER": folder,
            "POSTGRES_PORT": str(free.getsockname()[1]),
            "POSTGRES_DATABASE": "published",
            "SUPERSET_READS": "postgres",
        }
        free.close()
        monkeypatch.delenv("PGPASSFILE", raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        server = Server(Path(folder), int(settings["POSTGRES_PORT"]))
        try:
            server.up("published")
            yield settings
        finally:
            server.down()


def publish(warehouse: duckdb.DuckDBPyConnection, owner: Address) -> None:
    """Bring city_index there, with its descriptions, as a mart that the reader may read."""
    cities = warehouse.sql("select city_name_en, index_score from city_index")
    text = io.StringIO()
    csv.writer(text).writerows(cities.fetchall())
    text.seek(0)
    with connected(owner) as connection, connection, connection.cursor() as cursor:
        cursor.execute("""
            create schema marts;
            create table marts.city_index (city_name_en text, index_score double precision);
            comment on table marts.city_index is 'One row per city.';
            comment on column marts.city_index.index_score is 'Score of the index.';
            grant usage on schema marts to index_reader;
            grant select on marts.city_index to index_reader;
        """)
        cursor.copy_expert("copy marts.city_index from stdin (format csv)", text)


def test_superset_reads_postgres(settings: dict[str, str], publication: Path, tmp_path: Path) -> None:
    """Marts, meanings and figures; the address says no password, and who comes by it may not write."""
    with pytest.raises(Refusal, match="Nothing is published in published at"):
        what_superset_reads(settings)
    with duckdb.connect(str(publication / "warehouse.duckdb"), read_only=True) as warehouse:
        publish(warehouse, replace(address_of(settings), user="index_owner"))
        expected = warehouse.sql("select count(*), max(index_score) from city_index").fetchone()
    source = what_superset_reads(settings)
    assert source.address == f"postgresql+psycopg2://index_reader@127.0.0.1:{settings['POSTGRES_PORT']}/published"
    assert source.marts["city_index"].description == "One row per city."
    assert source.marts["city_index"].columns[1] == ("index_score", "double precision", "Score of the index.")
    assert write_assets(source, tmp_path / "assets") == 4
    assert [file.stem for file in (tmp_path / "assets" / "datasets").rglob("*.yaml")] == ["city_index"]
    with sqlalchemy.create_engine(source.address).connect() as connection:
        asked = connection.execute(sqlalchemy.text("select count(*), max(index_score) from marts.city_index"))
        assert tuple(asked.one()) == expected
        with pytest.raises(sqlalchemy.exc.ProgrammingError, match="permission denied"):
            connection.execute(sqlalchemy.text("delete from marts.city_index"))
