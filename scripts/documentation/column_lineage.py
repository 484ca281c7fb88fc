"""From which columns a column comes, read from the compiled SQL of the models.

What a row is joined to, filtered or ordered by is not in it: only what its value is made of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

Schema = dict[str, dict[str, dict[str, dict[str, str]]]]


@dataclass(frozen=True, order=True)
class Column:
    """A column of a table or view, each by the name it has in its schema."""

    schema: str
    table: str
    name: str


def schema_of(connection: duckdb.DuckDBPyConnection) -> Schema:
    """The columns of all tables and views, by catalogue, schema and table, as the parser wants them."""
    schema: Schema = {}
    columns = connection.sql("""
        select database_name, schema_name, table_name, column_name, data_type
        from duckdb_columns()
        where not internal
    """).fetchall()
    for catalogue, schema_name, table, column, data_type in columns:
        schema.setdefault(catalogue, {}).setdefault(schema_name, {}).setdefault(table, {})[column] = data_type
    return schema


def direct_sources(manifest: Mapping[str, Any], schema: Schema) -> dict[Column, set[Column]]:
    """For each column of each SQL model the columns that it is made of; none for a constant or a count of rows."""
    sources: dict[Column, set[Column]] = {}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["language"] == "sql":
            sources |= sources_of_model(node, schema)
    return sources


def sources_of_model(node: Mapping[str, Any], schema: Schema) -> dict[Column, set[Column]]:
    """The same for one model."""
    # A name that the parser cannot place is no reason to give up the rest of a model.
    query = qualify(
        parse_one(node["compiled_code"], dialect="duckdb"),
        dialect="duckdb",
        schema=dict(schema),
        validate_qualify_columns=False,
    )
    assert isinstance(query, exp.Query), node["name"]
    scope = build_scope(query)
    return {
        Column(node["schema"], node["name"], name): {
            Column(leaf.source.db, leaf.source.name, leaf.name.rpartition(".")[2].strip('"'))
            for leaf in lineage(name, query, dialect="duckdb", schema=dict(schema), scope=scope, copy=False).walk()
            if not leaf.downstream and isinstance(leaf.source, exp.Table)
        }
        for name in query.named_selects
    }


def origins(column: Column, sources: Mapping[Column, set[Column]]) -> set[Column]:
    """The columns at the very beginning that a column rests on: those that no model makes from others."""
    return {ancestor for ancestor in ancestors(column, sources) if not sources.get(ancestor)}


def ancestors(column: Column, sources: Mapping[Column, set[Column]]) -> Iterator[Column]:
    """All columns that a column is made of, directly or through others, each once."""
    seen: set[Column] = set()
    waiting = [column]
    while waiting:
        for source in sorted(sources.get(waiting.pop(), ())):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
                yield source
