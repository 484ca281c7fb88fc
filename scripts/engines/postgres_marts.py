"""Copies the marts of a build into a schema for readers: tables, with plain types, descriptions, keys and rights."""

from typing import Any

from postgres_connection import Cursor, fetch, run
from psycopg2.sql import SQL, Composable, Identifier, Literal

# The types `string` and `double` are domains of the schema engine, which readers have no business with.
COLUMNS = """
select
    columns.attname,
    case
        when types.typtype = 'd' then format_type(types.typbasetype, types.typtypmod)
        when elements.typtype = 'd' then format_type(elements.typbasetype, elements.typtypmod) || '[]'
        else format_type(columns.atttypid, columns.atttypmod)
    end,
    columns.attnotnull
from pg_attribute as columns
inner join pg_type as types on columns.atttypid = types.oid
left join pg_type as elements on types.typelem = elements.oid and types.typcategory = 'A'
where columns.attrelid = %s::regclass and columns.attnum > 0 and not columns.attisdropped
order by columns.attnum
"""
CONSTRAINTS = """
select pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and contype in ('p', 'u', 'c')
order by contype desc, conname
"""
# Role 0 is everybody.
READERS = """
select distinct coalesce(roles.rolname, '')
from pg_class as tables
cross join aclexplode(tables.relacl) as rights
left join pg_roles as roles on rights.grantee = roles.oid
where tables.relnamespace = %s::regnamespace and (tables.relname = %s or %s is null)
    and rights.privilege_type = 'SELECT' and rights.grantee <> tables.relowner
order by 1
"""


def write_marts(cursor: Cursor, marts: dict[str, dict[str, Any]], built: str, schema: str) -> None:
    """Copy every mart, views as tables: what readers see must not change with the next build."""
    for mart, described in marts.items():
        write_mart(cursor, built, schema, mart, described)


def write_mart(cursor: Cursor, built: str, schema: str, mart: str, described: dict[str, Any]) -> None:
    """A table with the rights of the built one. Its rows have no order: to sort them took three times the copying."""
    source, target = Identifier(built, mart), Identifier(schema, mart)
    columns = fetch(cursor, COLUMNS, f'{built}."{mart}"')
    selected = [SQL(f"cast({{}} as {type_}) as {{}}").format(*[Identifier(name)] * 2) for name, type_, _ in columns]
    run(cursor, "create table {} as select {} from {}", target, SQL(", ").join(selected), source)
    rules = [SQL("alter column {} set not null").format(Identifier(name)) for name, _, required in columns if required]
    rules += [SQL(f"add {rule}") for (rule,) in fetch(cursor, CONSTRAINTS, f'{built}."{mart}"')]
    if rules:
        run(cursor, "alter table {} {}", target, SQL(", ").join(rules))
    run(cursor, "comment on table {} is {}", target, Literal(described["description"]))
    for name, description in described["columns"].items():
        run(cursor, "comment on column {} is {}", Identifier(schema, mart, name), Literal(description))
    grant(cursor, "select on", target, mart_readers(cursor, built, mart))
    run(cursor, "analyze {}", target)


def mart_readers(cursor: Cursor, schema: str, mart: str | None = None) -> list[Composable]:
    """Who may read a mart besides its owner: the roles of dbt's `grants`, and those of any mart if none is named."""
    return [Identifier(name) if name else SQL("public") for (name,) in fetch(cursor, READERS, schema, mart, mart)]


def grant(cursor: Cursor, right: str, target: Composable, readers: list[Composable]) -> None:
    """Give readers a right, if there are readers."""
    if readers:
        run(cursor, f"grant {right} {{}} to {{}}", target, SQL(", ").join(readers))
