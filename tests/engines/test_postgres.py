"""PostgreSQL: who may do what, how the input gets in, and that readers never see half of a publication."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest
from conftest import Database
from input_tables import Inputs, list_tables
from postgres_connection import Address, connected, sole_writer
from postgres_load import load
from postgres_publish import publish, roll_back
from postgres_server import Server
from refusal import Refusal

AREAS = 500
DESCRIPTIONS = {
    "scores": {"description": "Scores; it's small.", "columns": {"area_code": "Place", "score": "100 %"}},
    "totals": {"description": "One row.", "columns": {"generation": "Which build"}},
}


@contextmanager
def entered(address: Address) -> Iterator[Any]:
    """A cursor whose statements are committed one by one."""
    with connected(address) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        yield cursor


def rows_of(address: Address, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with entered(address) as cursor:
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def write_build(owner: Address, generation: int, descriptions: dict[str, Any] = DESCRIPTIONS) -> None:
    """Leave behind what a complete build of two marts does: a table, and a view of a table that is no mart."""
    with entered(owner) as cursor:
        for schema in ("building", "staging", "intermediate", "build_log"):
            cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        cursor.execute(
            f"""
            create schema if not exists engine;
            drop domain if exists engine.string, engine.double;
            create domain engine.string as text;
            create domain engine.double as double precision;
            create table staging.stg_records as select 1 as value;
            create table intermediate.int_totals as select {generation} as generation, {AREAS} as areas;
            create table building.scores (
                area_code engine.string not null, generation integer not null, score engine.double,
                rounded numeric(10, 4), primary key (area_code)
            );
            insert into building.scores
            select 'A' || number, {generation}, number / 3.0, number / 3.0
            from generate_series({AREAS}, 1, -1) as numbers (number);
            create view building.totals as select generation, areas from intermediate.int_totals;
            grant select on building.scores, building.totals to index_reader;
            create table build_log.completed_build_inputs as select 'areas.csv' as path, 'abc' as sha256, 1 as bytes;
            """
        )
        cursor.execute(
            """
            create table build_log.completed_build as
            select
                '' as own_data, 2 as models, 0 as seeds, 1 as data_tests_passed, 0 as data_tests_warned,
                0 as unit_tests_passed, 1 as records_read, %s as code_fingerprint, %s as descriptions,
                '1.11' as dbt_version, 'postgres' as engine, version() as engine_version
            """,
            [f"code {generation}", json.dumps(descriptions)],
        )


def published_generation(reader: Address) -> int:
    """Which build a reader sees, provided that both marts are of the same one."""
    [(scores, areas, totals)] = rows_of(
        reader, "select (select min(generation) from scores), (select count(*) from scores), generation from totals"
    )
    assert scores == totals
    assert areas == AREAS
    return int(totals)


def test_a_second_up_finds_the_server_running(server: Server) -> None:
    """And changes no password."""
    passwords = server.read_passwords()
    assert "already runs" in server.up("first")
    assert server.read_passwords() == passwords
    assert (server.folder / "passwords").stat().st_mode & 0o777 == 0o600


def test_no_password_no_entrance(database: Database) -> None:
    """Not even for the owner on this machine."""
    owner = database.owner
    with (
        pytest.raises(Refusal, match="cannot be entered as index_owner"),
        connected(Address(owner.host, owner.port, owner.database, owner.user, "guess")),
    ):
        pass


def test_a_reader_reads_what_was_published(database: Database) -> None:
    """Tables with plain types, descriptions and keys, found without naming the schema."""
    write_build(database.owner, 1)
    message = publish(database.owner, "")
    assert "schema marts now has 2 marts" in message
    assert published_generation(database.reader) == 1
    columns = rows_of(
        database.reader,
        """
        select column_name, data_type, domain_name, is_nullable, col_description('scores'::regclass, ordinal_position)
        from information_schema.columns where table_schema = 'marts' and table_name = 'scores' order by ordinal_position
        """,
    )
    assert columns == [
        ("area_code", "text", None, "NO", "Place"),
        ("generation", "integer", None, "NO", None),
        ("score", "double precision", None, "YES", "100 %"),
        ("rounded", "numeric", None, "YES", None),
    ]
    assert rows_of(
        database.owner, "select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'marts.scores'::regclass"
    ) == [("PRIMARY KEY (area_code)",)]
    assert rows_of(database.reader, "select obj_description('scores'::regclass)") == [("Scores; it's small.",)]
    assert rows_of(database.reader, "select area_code, score, rounded::text from scores order by score limit 1") == [
        ("A1", 1 / 3, "0.3333")
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from building.scores",
        "select * from intermediate.int_totals",
        "select * from staging.stg_records",
        "select * from build_log.completed_build",
        "insert into marts.totals values (1, 1)",
        "update marts.totals set areas = 0",
        "delete from marts.totals",
        "truncate marts.totals",
        "drop table marts.totals",
        "create table marts.mine (number integer)",
        "create table public.mine (number integer)",
        "create temporary table mine (number integer)",
        "create schema mine",
        "create role mine",
    ],
)
def test_a_reader_is_refused_all_else(database: Database, statement: str) -> None:
    """By its rights: 42501 is insufficient_privilege."""
    write_build(database.owner, 1)
    publish(database.owner, "")
    with pytest.raises(Refusal) as refused, entered(database.reader) as cursor:
        cursor.execute(statement)
    assert isinstance(refused.value.__cause__, psycopg2.Error)
    assert refused.value.__cause__.pgcode == "42501"


def test_the_version_before_is_closed_to_readers(database: Database) -> None:
    """It is there to go back to, and not to be read by mistake."""
    for generation in (1, 2):
        write_build(database.owner, generation)
        publish(database.owner, "")
    with pytest.raises(Refusal, match="permission denied for schema marts_before"), entered(database.reader) as cursor:
        cursor.execute("select * from marts_before.totals")


class Reader(threading.Thread):
    """Queries in a loop until it is told to stop, and notes what it sees."""

    def __init__(self, address: Address, isolation: str, queries: list[str]) -> None:
        """Each query of a round gives the generation of one or both marts and how many rows there are."""
        super().__init__()
        self.address, self.isolation, self.queries = address, isolation, queries
        self.stopped = threading.Event()
        self.seen: list[set[tuple[Any, ...]]] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Query; an error ends it."""
        try:
            with connected(self.address) as connection, connection.cursor() as cursor:
                connection.set_session(isolation_level=self.isolation)
                while not self.stopped.is_set():
                    rows = set()
                    for query in self.queries:
                        cursor.execute(query)
                        rows.update(cursor.fetchall())
                    connection.commit()
                    self.seen.append(rows)
        except Refusal as refusal:
            self.errors.append(str(refusal))


def test_readers_never_see_half_of_a_publication(database: Database) -> None:
    """Neither in one query over two marts, nor in a transaction that reads one mart after the other."""
    write_build(database.owner, 0)
    publish(database.owner, "")
    joined = "select scores.generation, totals.generation, count(*) from scores cross join totals group by 1, 2"
    one_by_one = ["select generation, count(*) from scores group by 1", "select generation, areas from totals"]
    readers = [
        Reader(database.reader, "READ COMMITTED", [joined]),
        Reader(database.reader, "READ COMMITTED", [joined]),
        Reader(database.reader, "REPEATABLE READ", one_by_one),
    ]
    for reader in readers:
        reader.start()
    try:
        for generation in range(1, 16):
            write_build(database.owner, generation)
            publish(database.owner, "")
    finally:
        for reader in readers:
            reader.stopped.set()
            reader.join()
    for reader in readers:
        assert reader.errors == []
        assert [rows for rows in reader.seen if len(rows) != 1] == []
        seen = [row for rows in reader.seen for row in rows]
        assert all(row[-1] == AREAS and len(set(row[:-1])) == 1 for row in seen)
        generations = [row[0] for row in seen]
        assert generations == sorted(generations)
        assert len(set(generations)) > 5


def test_a_failed_publication_changes_nothing(database: Database) -> None:
    """Here one of the marts that the build is said to have is missing."""
    write_build(database.owner, 1)
    publish(database.owner, "")
    write_build(database.owner, 2, {**DESCRIPTIONS, "zones": {"description": "", "columns": {}}})
    with pytest.raises(Refusal, match="zones"):
        publish(database.owner, "")
    assert published_generation(database.reader) == 1
    assert rows_of(database.owner, "select nspname from pg_namespace where nspname like 'marts%'") == [("marts",)]


def test_only_a_complete_build_of_the_same_data_is_published(database: Database) -> None:
    """The messages say what to do."""
    write_build(database.owner, 1)
    publish(database.owner, "")
    write_build(database.owner, 2)
    with pytest.raises(Refusal, match="was built from the embedded data, and not from shops: set OWN_DATA"):
        publish(database.owner, "shops")
    with entered(database.owner) as cursor:
        cursor.execute("drop table build_log.completed_build")
    with pytest.raises(Refusal, match="has no completed build: run `make postgres-build`"):
        publish(database.owner, "")
    assert published_generation(database.reader) == 1


def test_rollback_goes_back_and_again_forward(database: Database) -> None:
    """To the version before, as the readers' rights do."""
    write_build(database.owner, 1)
    publish(database.owner, "")
    with pytest.raises(Refusal, match="no version before"):
        roll_back(database.owner)
    write_build(database.owner, 2)
    publish(database.owner, "")
    roll_back(database.owner)
    assert published_generation(database.reader) == 1
    roll_back(database.owner)
    assert published_generation(database.reader) == 2


@pytest.mark.parametrize("first_query", ["select generation from totals", "select 1"])
def test_a_transaction_left_open_is_named_and_not_disturbed(database: Database, first_query: str) -> None:
    """It would otherwise see one mart of the old version and one of the new, or new ones without rows."""
    write_build(database.owner, 1)
    publish(database.owner, "")
    write_build(database.owner, 2)
    with connected(database.reader) as connection, connection.cursor() as cursor:
        connection.set_session(isolation_level="REPEATABLE READ")
        cursor.execute(first_query)
        with pytest.raises(Refusal, match=r"by process \d+ \(index_reader\)"):
            publish(database.owner, "", patience=1)
        cursor.execute("select distinct generation from scores")
        assert cursor.fetchall() == [(1,)]
    publish(database.owner, "", patience=1)
    assert published_generation(database.reader) == 2


def test_what_others_made_of_an_old_version_is_kept(database: Database) -> None:
    """And told; the version goes when it goes."""
    write_build(database.owner, 1)
    publish(database.owner, "")
    with entered(database.owner) as cursor:
        cursor.execute("create schema desk; create view desk.best as select * from marts.scores where score > 100")
    messages = [publish(database.owner, "") for _ in range(2)]
    assert "kept" not in messages[0]
    assert "view desk.best depends on table marts_retired_" in messages[1]
    with entered(database.owner) as cursor:
        cursor.execute("drop schema desk cascade")
    assert "kept" not in publish(database.owner, "")
    schemas = rows_of(database.owner, "select nspname from pg_namespace where nspname like 'marts%' order by 1")
    assert schemas == [("marts",), ("marts_before",)]


def test_one_build_at_a_time(database: Database) -> None:
    """The second is refused, and not kept waiting."""
    with (
        sole_writer(database.owner),
        pytest.raises(Refusal, match="Another build or publication"),
        sole_writer(database.owner),
    ):
        pass
    with sole_writer(database.owner):
        pass


def inputs_of(connection: duckdb.DuckDBPyConnection, select: str) -> Inputs:
    """An input of one table, own_data.records."""
    connection.execute("create schema if not exists own_data")
    connection.execute(f"create or replace view own_data.records as {select}")
    return Inputs(connection, list_tables(connection, ["own_data"]))


def test_input_arrives_as_it_was(database: Database) -> None:
    """Missing and empty texts, line ends, quotes, backslashes, large and small numbers, types."""
    select = r"""
        select * from (values
            (1, 'a', 0.1::double, 12345678901234567.89::decimal(38, 2),
                170141183460469231731687303715884105727::hugeint, date '2016-02-29',
                timestamp '2016-01-01 12:00:00.123456', true),
            (2, '', 1e-300, -0.01, -1, null, null, false),
            (3, null, 'inf', null, null, null, null, null),
            (4, '深圳, "x"' || chr(10) || chr(13), null, 0, 0, date '0001-01-01', null, null),
            (5, '\.', 1 / 3, 1, 1, null, null, null)
        ) as records (number, text, value, amount, count, day, moment, is_unit)
    """
    with duckdb.connect() as source, connected(database.owner) as connection:
        assert load(connection, inputs_of(source, select)) == 5
        expected = source.execute("from own_data.records order by number").fetchall()
    assert rows_of(database.owner, "select * from own_data.records order by number") == expected
    types = "select data_type, numeric_scale from information_schema.columns where table_schema = 'own_data'"
    assert rows_of(database.owner, f"{types} order by ordinal_position") == [
        ("integer", 0), ("text", None), ("double precision", None), ("numeric", 2), ("numeric", 0), ("date", None),
        ("timestamp without time zone", None), ("boolean", None),
    ]  # fmt: skip


def test_a_load_that_fails_changes_nothing(database: Database) -> None:
    """Whichever side fails: PostgreSQL takes no zero byte, and DuckDB casts no x."""
    write_build(database.owner, 1)
    with duckdb.connect() as source:
        with connected(database.owner) as connection:
            load(connection, inputs_of(source, "select 'before' as text"))
        write_build(database.owner, 1)
        for failing, error in (("select chr(0) as text", Refusal), ("select 'x'::integer as text", duckdb.Error)):
            with pytest.raises(error), connected(database.owner) as connection:
                load(connection, inputs_of(source, f"{failing} from range(100000)"))
    assert rows_of(database.owner, "select text from own_data.records") == [("before",)]
    publish(database.owner, "")


def test_new_input_is_not_published_with_what_was_built_before(database: Database) -> None:
    """From the input on, the build is no longer that of the input."""
    write_build(database.owner, 1)
    with duckdb.connect() as source, connected(database.owner) as connection:
        load(connection, inputs_of(source, "select 1 as number"))
    with pytest.raises(Refusal, match="has no completed build"):
        publish(database.owner, "")


def test_passwords_stay_in_their_file(server: Server) -> None:
    """Neither what is printed nor the server's log has one."""
    log = (server.data / "server.log").read_text(encoding="utf-8")
    printed = server.up("first")
    assert str(Path("passwords")) in printed
    assert not any(password in log + printed for password in server.read_passwords().values())
