"""Whether two contestants came to the same: the same rows, figures equal to 1e-9, and equal ranks.

A rank may differ only among units whose scores differ by less than that, since sums of doubles depend on the order of
the addends in their last digits. Leaves have a normalised value and no score or rank of their own here.

A contestant is a DuckDB file (the warehouse or the floor) or a folder of Parquet files (a peer).

Usage: python scripts/benchmarks/compare.py FOLDER EXPECTED FOUND
"""

import argparse
import sys
from pathlib import Path

import duckdb

TOLERANCE = 1e-9
UNIT = "period_code, unit_level, area_code, node_code"
KEYS = {"normalised_values": UNIT, "scores": UNIT, "ranks": f"{UNIT}, list_area_code"}
FIGURES = {"normalised_values": ["value", "normalised_value"], "scores": ["score"], "ranks": ["score"]}
WAREHOUSE = {"normalised_values": "fct_normalised_values", "scores": "fct_scores", "ranks": "fct_ranks"}


def attach(connection: duckdb.DuckDBPyConnection, name: str, place: Path) -> None:
    """Make a view of each table of a contestant, called after it."""
    tables = {table: f"read_parquet('{place / table}*.parquet')" for table in KEYS}
    restriction = dict.fromkeys(KEYS, "true")
    if place.is_file():
        # under its own name, by which its views find their tables
        connection.execute(f"attach '{place}' (read_only)")
        tables = {table: f'"{place.stem}".{table}' for table in KEYS}
        found = connection.execute(
            "select table_name from information_schema.tables where table_catalog = ?", [place.stem]
        ).fetchall()
        if ("fct_scores",) in found:
            tables = {table: f'"{place.stem}".{mart}' for table, mart in WAREHOUSE.items()}
            inner = "node_code in (select inner_nodes.node_code from inner_nodes)"
            restriction = {"normalised_values": "is_unit", "scores": inner, "ranks": inner}
    for table, keys in KEYS.items():
        columns = ", ".join(f"cast({key} as varchar) as {key}" for key in keys.split(", "))
        figures = ", ".join(f"cast({figure} as double) as {figure}" for figure in FIGURES[table])
        rank = ", cast(rank as bigint) as rank" if table == "ranks" else ""
        connection.execute(
            f"create view {name}_{table} as "
            f"select {columns}, {figures}{rank} from {tables[table]} where {restriction[table]}"
        )


def rows_that_differ(table: str) -> str:
    """A query of the rows of a period that only one of the two has, or whose figures differ."""
    keys = KEYS[table]
    conditions = [
        f"expected.{figure} is null and found.{figure} is not null or found.{figure} is null and expected.{figure} "
        f"is not null or abs(expected.{figure} - found.{figure}) > {TOLERANCE} * abs(expected.{figure})"
        for figure in FIGURES[table]
    ]
    if table == "ranks":
        conditions.append("expected.rank is distinct from found.rank")
    figures = [*FIGURES[table], *(["rank"] if table == "ranks" else [])]
    shown = ", ".join(f"expected.{figure} as expected_{figure}, found.{figure} as found_{figure}" for figure in figures)
    return f"""
        select
            {keys}, {shown},
            case
                when found.present is null then 'missing'
                when expected.present is null then 'not expected'
                else 'different'
            end as fault
        from (select *, true as present from expected_{table} where period_code = $period) as expected
        full join (select *, true as present from found_{table} where period_code = $period) as found using ({keys})
        where expected.present is null or found.present is null or {" or ".join(f"({c})" for c in conditions)}
    """


# A rank may be that of a unit which is level with it: as many places away as there are such units.
DROP_TIES = f"""
    delete from differences
    where fault = 'different'
        and abs(expected_score - found_score) <= {TOLERANCE} * abs(expected_score)
        and abs(expected_rank - found_rank) < (
            select count(*) from expected_ranks as level
            where level.period_code = differences.period_code and level.unit_level = differences.unit_level
                and level.node_code = differences.node_code and level.list_area_code = differences.list_area_code
                and abs(level.score - differences.expected_score) <= {TOLERANCE} * abs(differences.expected_score)
        )
"""


def compare(folder: Path, expected: Path, found: Path) -> list[str]:
    """What differs, as lines of text; nothing if the two are equal."""
    faults = []
    with duckdb.connect() as connection:
        connection.execute(
            f"create table inner_nodes as select node_code from read_csv('{folder}/nodes.csv', all_varchar = true) "
            "where measure_code is null"
        )
        attach(connection, "expected", expected)
        attach(connection, "found", found)
        for table in KEYS:
            counts = [
                connection.execute(f"select count(*) from {name}_{table}").fetchone() for name in ("expected", "found")
            ]
            if counts[0] != counts[1]:
                faults.append(f"{table}: expected {counts[0]} rows, found {counts[1]}")
            # a period at a time, so that any size fits
            periods = connection.execute(
                f"select period_code from expected_{table} union select period_code from found_{table} order by all"
            ).fetchall()
            for (period,) in periods:
                connection.execute(
                    f"create or replace temp table differences as {rows_that_differ(table)}", {"period": period}
                )
                if table == "ranks":
                    connection.execute(DROP_TIES)
                number = (connection.execute("select count(*) from differences").fetchone() or (0,))[0]
                if number:
                    first = connection.execute("from differences order by all limit 3").fetchall()
                    faults.append(f"{table} of {period}: {number} rows differ, such as {first}")
    return faults


def main() -> None:
    """Compare, and exit with 1 if the two are not equal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="the panel")
    parser.add_argument("expected", type=Path)
    parser.add_argument("found", type=Path)
    arguments = parser.parse_args()
    faults = compare(arguments.folder, arguments.expected, arguments.found)
    print("\n".join(faults) or "equal")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
