"""Compares the marts that two engines built of the same data, row by row on their grain and column by column."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

# Relative; and where two numbers cancel to nothing, what is left of rounding.
TOLERANCE = 1e-9
NOTHING = 1e-12


@dataclass(frozen=True)
class Mart:
    """A mart as dbt knows it."""

    name: str
    grain: tuple[str, ...]
    column_types: dict[str, str]


@dataclass(frozen=True)
class Comparison:
    """How many rows of a mart there are, how many stand on one side alone, and how many differ, by column."""

    mart: str
    rows: int
    one_sided: int
    differing: dict[str, int]

    @property
    def agrees(self) -> bool:
        """Whether both sides are the same: keys, ranks and texts exactly, numbers to the tolerance."""
        return not self.one_sided and not self.differing


def marts_of(manifest_file: Path) -> dict[str, Mart]:
    """Read the marts that are switched on, with their contracts and grains, from dbt's manifest."""
    nodes = json.loads(manifest_file.read_text(encoding="utf-8"))["nodes"].values()
    grains: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        test = node.get("test_metadata") or {}
        if test.get("name") == "grain":
            grains[node["attached_node"]] = tuple(test["kwargs"]["columns"])
    return {
        node["name"]: Mart(
            node["name"],
            grains.get(node["unique_id"], ()),
            {name: column["data_type"] for name, column in node["columns"].items()},
        )
        for node in nodes
        if node["resource_type"] == "model" and node["fqn"][1] == "marts"
    }


def compare(connection: duckdb.DuckDBPyConnection, mart: Mart, one: str, other: str) -> Comparison:
    """Compare a mart in two relations. Without a grain of its own, every column that is no number is the key."""
    numbers = [name for name, kind in mart.column_types.items() if kind == "double" or kind.startswith("decimal")]
    keys = mart.grain or tuple(name for name in mart.column_types if name not in numbers)
    on = " and ".join(f'one."{name}" is not distinct from other."{name}"' for name in keys)
    differences = {
        name: is_another_number(name) if name in numbers else f'one."{name}" is distinct from other."{name}"'
        for name in mart.column_types
        if name not in keys
    }
    counts = ", ".join(f"count(*) filter (where {sql} and one.here and other.here)" for sql in differences.values())
    found = connection.execute(
        f"""
        with one as (select *, true as here from {one}), other as (select *, true as here from {other})
        select (select count(*) from one), count(*) filter (where one.here is null or other.here is null)
            {", " + counts if counts else ""}
        from one full outer join other on {on}
        """
    ).fetchone()
    assert found is not None
    differing = {name: count for name, count in zip(differences, found[2:], strict=True) if count}
    return Comparison(mart.name, found[0], found[1], differing)


def is_another_number(name: str) -> str:
    """The SQL of: these numbers are further apart than rounding explains, or one of them is empty."""
    one, other = f'cast(one."{name}" as double)', f'cast(other."{name}" as double)'
    return (
        f"({one} is null) != ({other} is null) "
        f"or abs({one} - {other}) > {TOLERANCE} * greatest(abs({one}), abs({other})) "
        f"and abs({one} - {other}) > {NOTHING}"
    ).join("()")


def as_table(comparisons: dict[str, list[Comparison]]) -> str:
    """The table of marts and engines, as Markdown."""
    engines = list(comparisons)
    lines = ["| mart | rows | " + " | ".join(engines) + " |", "|---|---:|" + "---|" * len(engines)]
    found = {engine: {item.mart: item for item in items} for engine, items in comparisons.items()}
    for mart in sorted({item.mart for items in comparisons.values() for item in items}):
        items = [found[engine].get(mart) for engine in engines]
        rows = next(item.rows for item in items if item)
        lines.append(f"| {mart} | {rows:,} | " + " | ".join(verdict(item) for item in items) + " |")
    return "\n".join(lines)


def verdict(comparison: Comparison | None) -> str:
    """What a cell of the table says."""
    if comparison is None:
        return "not built"
    if comparison.agrees:
        return "equal"
    sides = [f"{comparison.one_sided} rows on one side"] if comparison.one_sided else []
    return ", ".join(sides + [f"{name}: {count}" for name, count in comparison.differing.items()])
