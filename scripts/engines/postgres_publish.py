"""Publishes a complete build: copies its marts beside those that readers see, and puts them in their place in one step.

Readers look into the schema `marts`. What it held before stays in `marts_before`, to go back to.

Usage: python scripts/engines/postgres_publish.py [--rollback]
"""

import argparse
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

import psycopg2
from build_file import CompletedBuild
from postgres_connection import (
    Address,
    Connection,
    Cursor,
    address_of,
    connected,
    fetch,
    first_line,
    run,
    sole_writer,
    use_passwords_of_server,
)
from postgres_marts import grant, mart_readers, write_marts
from psycopg2.sql import SQL, Identifier, Literal
from refusal import Refusal, exit_code

BUILT, INCOMING, PUBLISHED, BEFORE, RETIRED = "building", "marts_incoming", "marts", "marts_before", "marts_retired"
# How long readers' queries may keep a publication waiting.
PATIENCE = 120.0
# How long one attempt may keep new queries of readers waiting. Below PostgreSQL's deadlock_timeout of a second, after
# which a reader that waits for us while we wait for it would get an error.
ATTEMPT = "500ms"
PAUSE = 0.2

RELATIONS = """
select schemas.nspname, relations.relname
from pg_class as relations
inner join pg_namespace as schemas on relations.relnamespace = schemas.oid
where schemas.nspname = any(%s) and relations.relkind in ('r', 'v')
order by schemas.nspname, relations.relname
"""
# In `locks` a transaction has a lock on itself for as long as it lasts.
TRANSACTIONS = """
select locks.virtualxid, format('process %s (%s)', locks.pid, sessions.usename)
from pg_locks as locks
inner join pg_stat_activity as sessions on locks.pid = sessions.pid
where locks.locktype = 'virtualxid' and locks.granted and sessions.datname = current_database()
    and sessions.usename is not null and locks.pid <> pg_backend_pid()
order by locks.pid
"""
READERS_NOW = """
select distinct format('process %%s (%%s)', locks.pid, coalesce(sessions.usename, 'unknown'))
from pg_locks as locks
inner join pg_class as tables on locks.relation = tables.oid
inner join pg_namespace as schemas on tables.relnamespace = schemas.oid
inner join pg_stat_activity as sessions on locks.pid = sessions.pid
where schemas.nspname = any(%s) and locks.granted and locks.pid <> pg_backend_pid()
order by 1
"""


def publish(address: Address, own_data: str, patience: float = PATIENCE) -> str:
    """Publish the complete build, and say which one it was. What fails leaves everything as it was."""
    with connected(address) as connection:
        with connection, connection.cursor() as cursor:
            # Having read this table keeps dbt from dropping it, and so from building, until the end of the transaction.
            completed = read_completed(cursor, address, own_data)
            cursor.execute(f"drop schema if exists {INCOMING} cascade")  # of a publication that was killed
            cursor.execute(f"create schema {INCOMING}")
            write_marts(cursor, completed.marts, BUILT, INCOMING)
            run(cursor, "comment on schema {} is {}", Identifier(INCOMING), Literal(f"build {build_id(completed)}"))
        try:
            with connection, connection.cursor() as cursor:
                give_up = time.monotonic() + patience
                wait_for_older_transactions(cursor, give_up)
                lock_against_readers(cursor, [PUBLISHED], give_up)
                retire(cursor, BEFORE)
                rename(cursor, PUBLISHED, BEFORE)
                rename(cursor, INCOMING, PUBLISHED)
                let_read_published_alone(cursor)
        except BaseException:
            with connection, connection.cursor() as cursor:
                cursor.execute(f"drop schema if exists {INCOMING} cascade")
            raise
        remarks = drop_retired(connection)
    done = f"{address}: schema {PUBLISHED} now has {len(completed.marts)} marts (build {build_id(completed)[:12]})."
    return "\n".join([done, *remarks])


def roll_back(address: Address, patience: float = PATIENCE) -> str:
    """Swap the marts that readers see with those before them, and say which these are."""
    with connected(address) as connection, connection, connection.cursor() as cursor:
        if not has_schema(cursor, BEFORE) or not has_schema(cursor, PUBLISHED):
            raise Refusal(f"{address} has no version before the current one.")
        lock_against_readers(cursor, [PUBLISHED, BEFORE], time.monotonic() + patience)
        rename(cursor, PUBLISHED, INCOMING)
        rename(cursor, BEFORE, PUBLISHED)
        rename(cursor, INCOMING, BEFORE)
        let_read_published_alone(cursor)
        [(comment,)] = fetch(cursor, "select obj_description(%s::regnamespace)", PUBLISHED)
    return f"{address}: schema {PUBLISHED} has the version before again ({(comment or 'build unknown')[:18]})."


def read_completed(cursor: Cursor, address: Address, own_data: str) -> CompletedBuild:
    """The record of the complete build of these data, or a refusal."""
    builds = read_rows(cursor, "completed_build")
    if not builds:
        raise Refusal(f"{address} has no completed build: run `make postgres-build` until every test passes.")
    input_files = read_rows(cursor, "completed_build_inputs")
    if not input_files:
        raise Refusal(f"{address} does not say from which files it was built: run `make postgres-build` again.")
    completed = CompletedBuild(**builds[0], input_files=input_files)
    if os.path.abspath(completed.own_data or ".") != os.path.abspath(own_data or "."):
        built, asked = (data or "the embedded data" for data in (completed.own_data, own_data))
        raise Refusal(f"{address} was built from {built}, and not from {asked}: set OWN_DATA as in the build.")
    return completed


def read_rows(cursor: Cursor, table: str) -> list[dict[str, Any]]:
    """The rows of a table of the build log, or none if there is no such table."""
    [(exists,)] = fetch(cursor, "select to_regclass(%s) is not null", f"build_log.{table}")
    if not exists:
        return []
    rows = fetch(cursor, f"select * from build_log.{table} order by 1")
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in rows]


def build_id(completed: CompletedBuild) -> str:
    """A fingerprint of input, code and versions, as in the manifest of DuckDB's publications."""
    versions = {"dbt": completed.dbt_version, completed.engine: completed.engine_version}
    fingerprints = [[file["path"], file["sha256"]] for file in completed.input_files]
    return hashlib.sha256(json.dumps([fingerprints, completed.code_fingerprint, versions]).encode()).hexdigest()


def wait_for_older_transactions(cursor: Cursor, give_up: float) -> None:
    """Wait for the end of every transaction that began before the new marts were written.

    One that is `repeatable read` goes on seeing the rows of its beginning, and would find the new marts empty.
    """
    older = {transaction for transaction, _ in fetch(cursor, TRANSACTIONS)}
    while running := [session for transaction, session in fetch(cursor, TRANSACTIONS) if transaction in older]:
        refuse_after(give_up, running)
        time.sleep(PAUSE)


def refuse_after(give_up: float, sessions: list[str]) -> None:
    """Say who has kept the publication waiting, when it has waited long enough."""
    if time.monotonic() > give_up:
        raise Refusal(
            f"The marts are still in use by {', '.join(sessions)}. Readers would see half of the old and half of the "
            "new ones, so nothing was changed: let these end their transactions, and run `make postgres-publish`."
        )


def lock_against_readers(cursor: Cursor, schemas: list[str], give_up: float) -> None:
    """Wait for a moment in which nobody reads the marts.

    A query finds its tables one after the other, so that schemas that change places in between would give it one table
    of each; and so would a transaction of several queries.
    """
    names = fetch(cursor, RELATIONS, schemas)
    if not names:
        return
    tables = SQL(", ").join(Identifier(*name) for name in names)
    while True:
        cursor.execute("savepoint before_lock")
        try:
            cursor.execute(f"set local statement_timeout = '{ATTEMPT}'")
            cursor.execute(SQL("lock table {} in access exclusive mode").format(tables))
            cursor.execute("set local statement_timeout = 0")
        except (psycopg2.errors.QueryCanceled, psycopg2.errors.DeadlockDetected):
            cursor.execute("rollback to savepoint before_lock")
        else:
            return
        readers = [session for (session,) in fetch(cursor, READERS_NOW, schemas)]
        refuse_after(give_up, readers or ["one query after the other"])
        time.sleep(PAUSE)


def has_schema(cursor: Cursor, schema: str) -> bool:
    """Whether there is such a schema."""
    [(exists,)] = fetch(cursor, "select to_regnamespace(%s) is not null", schema)
    return bool(exists)


def rename(cursor: Cursor, schema: str, name: str) -> None:
    """Give a schema another name, if there is such a schema."""
    if has_schema(cursor, schema):
        run(cursor, "alter schema {} rename to {}", Identifier(schema), Identifier(name))


def retire(cursor: Cursor, schema: str) -> None:
    """Put a schema out of the way: to drop it now would mean to wait for who reads it."""
    if has_schema(cursor, schema):
        [(number,)] = fetch(cursor, "select %s::regnamespace::oid", schema)
        rename(cursor, schema, f"{RETIRED}_{number}")


def let_read_published_alone(cursor: Cursor) -> None:
    """Open the published schema to those who may read a mart of it, and the one before to nobody."""
    grant(cursor, "usage on schema", Identifier(PUBLISHED), mart_readers(cursor, PUBLISHED))
    if has_schema(cursor, BEFORE):
        for reader in mart_readers(cursor, BEFORE):
            run(cursor, "revoke all on schema {} from {}", Identifier(BEFORE), reader)


def drop_retired(connection: Connection) -> list[str]:
    """Drop what is older than the version before. What cannot be dropped is told, and tried again the next time."""
    remarks = []
    with connection, connection.cursor() as cursor:
        names = fetch(cursor, "select nspname from pg_namespace where nspname ~ %s", rf"^{RETIRED}_\d+$")
    for (schema,) in names:
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute("set local lock_timeout = '5s'")
                drop_schema(cursor, schema)
        except psycopg2.Error as error:
            hint = f" {error.diag.message_detail}" if error.diag.message_detail else ""
            remarks.append(f"An old version is kept as schema {schema}: {first_line(error)}.{hint}")
    return remarks


def drop_schema(cursor: Cursor, schema: str) -> None:
    """Drop a schema of marts, unless something outside it, such as somebody's view, rests on them."""
    relations = fetch(cursor, "select relname, relkind from pg_class where relnamespace = %s::regnamespace", schema)
    for kind, statement in (("v", "drop view {}"), ("r", "drop table {}")):
        names = [Identifier(schema, name) for name, relation_kind in relations if relation_kind == kind]
        if names:
            cursor.execute(SQL(statement).format(SQL(", ").join(names)))
    run(cursor, "drop schema {}", Identifier(schema))


def main() -> None:
    """Publish or go back, and say what readers see now."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rollback", action="store_true", help="let readers see the version before the current one")
    rollback = parser.parse_args().rollback
    use_passwords_of_server()
    address = address_of(os.environ)
    with sole_writer(address):
        print(roll_back(address) if rollback else publish(address, os.environ.get("OWN_DATA", "")))


if __name__ == "__main__":
    sys.exit(exit_code(main))
