"""The roles of the project's PostgreSQL: index_owner builds, index_reader reads the marts, the public has nothing."""

from postgres_connection import OWNER, READER, Connection, fetch, run
from psycopg2.extensions import encrypt_password
from psycopg2.sql import Identifier, Literal

# A reader that forgets to end a transaction would keep publications waiting.
READER_MAY_IDLE = "60s"


def prepare_server(connection: Connection, database: str, passwords: dict[str, str]) -> None:
    """Make roles and the database where there are none; rights and passwords are set each time."""
    connection.autocommit = True  # `create database` runs in no transaction
    with connection.cursor() as cursor:
        for role in (OWNER, READER):
            if not fetch(cursor, "select 1 from pg_roles where rolname = %s", role):
                run(cursor, "create role {}", Identifier(role))
            # encrypted here, so that it stands in no log of the server
            verifier = encrypt_password(passwords[role], role, connection, "scram-sha-256")
            rights = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
            run(cursor, f"alter role {{}} {rights} password {{}}", Identifier(role), Literal(verifier))
        if not fetch(cursor, "select 1 from pg_database where datname = %s", database):
            run(cursor, "create database {} owner {} template template0", Identifier(database), Identifier(OWNER))
        for name in ("postgres", "template1", database):
            run(cursor, "revoke all on database {} from public", Identifier(name))
        run(cursor, "grant connect on database {} to {}", Identifier(database), Identifier(READER))


def prepare_database(connection: Connection, database: str) -> None:
    """Close the schema that everybody may use by default, and let the reader find the marts without their schema."""
    with connection, connection.cursor() as cursor:
        run(cursor, "revoke all on schema public from public")
        # The planner takes what a step of a query hands to the next for a few rows, and joins row by row: the embedded
        # build took seven minutes, and takes one and a half without.
        no_joins_by_row = "alter role {} in database {} set enable_nestloop = off"
        run(cursor, no_joins_by_row, Identifier(OWNER), Identifier(database))
        settings = {"search_path": "marts", "idle_in_transaction_session_timeout": READER_MAY_IDLE}
        for name, value in settings.items():
            statement = f"alter role {{}} in database {{}} set {name} = {{}}"
            run(cursor, statement, Identifier(READER), Identifier(database), Literal(value))
