"""What is audited: the indices of a build, their trees and their latest rankings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import yaml

PROJECT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]


class Warehouse:
    """A build file, open for reading."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read through this connection."""
        self.connection = connection

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """Rows of a query, each by the names of its columns."""
        result = self.connection.execute(sql, parameters or None)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@contextmanager
def opened(build_file: Path) -> Iterator[Warehouse]:
    """Open a build file for reading."""
    if not build_file.exists():
        raise SystemExit(f"There is no {build_file}: run `make build` first.")
    with duckdb.connect(str(build_file), read_only=True) as connection:
        yield Warehouse(connection)


@dataclass(frozen=True)
class Node:
    """A node of a tree under the default scheme."""

    code: str
    name: str
    kind: str
    weight: float
    is_leaf: bool
    children: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """What is ranked together: the units of a level in a period."""

    index: str
    period: str
    level: str
    level_name: str
    origin: str
    units: int
    scored: int

    @property
    def title(self) -> str:
        """For headings."""
        return f"{self.level_name}, {self.period}"

    @property
    def key(self) -> dict[str, str]:
        """For queries: the columns that every mart of a ranking has."""
        return {"index": self.index, "period": self.period, "level": self.level}


@dataclass(frozen=True)
class Index:
    """An index with its tree and the rankings of all periods, the latest first."""

    code: str
    name: str
    scheme: str
    aggregation: str
    nodes: dict[str, Node]
    rankings: list[Ranking] = field(default_factory=list)

    @property
    def pillars(self) -> list[Node]:
        """The children of the root that have a weight, the heaviest first."""
        children = [self.nodes[code] for code in self.nodes[self.code].children]
        return sorted((node for node in children if node.weight > 0), key=lambda node: (-node.weight, node.code))

    @property
    def has_pillars(self) -> bool:
        """True where the root combines parts of the index; a mere list of indicators has none."""
        parts = [node for node in self.pillars if not node.is_leaf or node.kind == "sub_index"]
        return len(parts) > 1

    @property
    def latest(self) -> list[Ranking]:
        """The rankings of the latest period of each level."""
        seen: dict[str, Ranking] = {}
        for ranking in self.rankings:
            seen.setdefault(ranking.level, ranking)
        return list(seen.values())

    @property
    def origins(self) -> list[str]:
        """Where the figures come from."""
        return sorted({ranking.origin for ranking in self.rankings})

    def leaves(self, code: str) -> list[str]:
        """The leaves below a node, or the node itself if it is one."""
        node = self.nodes[code]
        if node.is_leaf:
            return [code]
        return sorted({leaf for child in node.children for leaf in self.leaves(child)})

    @property
    def groups(self) -> list[Node]:
        """The nodes that have children, from the root down."""
        found: dict[str, Node] = {}
        waiting = [self.code]
        while waiting:
            node = self.nodes[waiting.pop(0)]
            if not node.is_leaf and node.code not in found:
                found[node.code] = node
                waiting += node.children
        return list(found.values())


def read_indices(warehouse: Warehouse) -> list[Index]:
    """Every index of the build, those with pillars first, by code."""
    nodes = {row["node_code"]: row for row in warehouse.rows("select * from dim_node")}
    schemes: dict[str, str] = {}
    children: dict[str, list[str]] = {}
    weights: dict[tuple[str, str], float] = {}
    for row in warehouse.rows("select * from tree_weights where is_default order by index_code, node_code"):
        schemes[row["index_code"]] = row["scheme_code"]
        children.setdefault(row["parent_node_code"], []).append(row["node_code"])
        weights[row["index_code"], row["node_code"]] = row["weight_in_index"]
    indices = []
    for code, scheme in sorted(schemes.items()):
        tree = {
            node: Node(
                code=node,
                name=row["name_en"] or row["name_zh"],
                kind=row["node_kind"],
                weight=weights.get((code, node), 1.0),
                is_leaf=row["is_leaf"],
                children=tuple(children.get(node, ())),
            )
            for node, row in nodes.items()
            if row["index_code"] == code
        }
        rankings = read_rankings(warehouse, code, scheme)
        indices.append(Index(code, tree[code].name, scheme, nodes[code]["aggregation"], tree, rankings))
    return sorted(indices, key=lambda index: (not index.has_pillars, index.code))


def read_rankings(warehouse: Warehouse, index: str, scheme: str) -> list[Ranking]:
    """The rankings of an index, the latest period first and the lowest level first."""
    found = warehouse.rows(
        """
        select scores.period_code, scores.unit_level, levels.name_en, scores.origin,
            count(*) as units, count(scores.score) as scored
        from fct_scores as scores
        inner join staging.stg_reference__periods as periods on scores.period_code = periods.period_code
        inner join staging.stg_reference__area_levels as levels on scores.unit_level = levels.area_level
        where scores.node_code = $index and scores.scheme_code = $scheme
        group by all
        order by any_value(periods.period_end) desc, scores.period_code desc, any_value(levels.depth) desc
        """,
        index=index,
        scheme=scheme,
    )
    return [
        Ranking(
            index=index,
            period=row["period_code"],
            level=row["unit_level"],
            level_name=row["name_en"] or row["unit_level"],
            origin=row["origin"],
            units=row["units"],
            scored=row["scored"],
        )
        for row in found
    ]


def read_limits() -> dict[str, Any]:
    """The limits that the marts judge by: vars of dbt_project.yml."""
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    return dict(project["vars"])
