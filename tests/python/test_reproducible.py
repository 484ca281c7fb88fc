"""Same input, same output, to the last bit, with any number of threads."""

import csv
import os
import random
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import Dbt, copy_marts
from test_bad_input import EXAMPLE, append
from test_normalisation import NODE_COLUMNS, leaf, node


def write_other_means(folder: Path) -> None:
    """An index whose sums are those of logarithms, reciprocals and squares."""
    nodes = [
        node("mixed", "mixed", aggregation="geometric", missing_rule="skip", normalisation="min_max", scale_low=1),
        node("pillar", "mixed", aggregation="harmonic"),
        leaf("mixed_orders", "mixed", "orders"),
        leaf("mixed_income", "mixed", "income"),
        leaf("mixed_distance", "mixed", "income", normalisation="distance_to_reference", reference="mean"),
        node("z", "z", missing_rule="zero", normalisation="z_score"),
        leaf("z_orders", "z", "orders"),
        leaf("z_income", "z", "income"),
    ]
    with (folder / "nodes.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, NODE_COLUMNS).writerows(nodes)
    edges = {"mixed,mixed_orders": 0.3, "mixed,pillar": 0.7, "pillar,mixed_income": 0.6, "pillar,mixed_distance": 0.4}
    edges |= {"z,z_orders": 0.45, "z,z_income": 0.55}
    for edge, weight in edges.items():
        append("node_edges", edge)(folder)
        append("weights", f"listed,{edge},{weight}")(folder)
    append("index_schemes", "mixed,listed,true\nz,listed,true")(folder)


def write_many_records(folder: Path) -> None:
    """Enough records, with enough decimals, for the order of sums to show: four row groups."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    write_other_means(folder)
    numbers = random.Random(2016)
    cities = [f"C{i}" for i in range(1100)]
    with (folder / "areas.csv").open("a", encoding="utf-8") as file:
        for city in cities:
            province = numbers.choice("AB")
            file.write(f"{city},city,{province},{city},{city},,,,false,false,true,,\n")
    months = [f"{year}-{month:02d}" for year in range(2010, 2015) for month in range(1, 13)]
    with (folder / "periods.csv").open("a", encoding="utf-8") as file:
        for month in months:
            file.write(f"{month},month,{month}-01,{month}-28,\n")
    with (folder / "records.csv").open("a", encoding="utf-8") as file:
        for month in months:
            for city in cities:
                file.write(f"{month},{city},orders,all,{numbers.lognormvariate(3, 2):.9f}\n")
                if numbers.random() < 0.9:
                    file.write(f"{month},{city},income,all,{numbers.lognormvariate(1, 3) + 1e-5:.9f}\n")
            file.write(f"{month},A,users,all,3\n")
            file.write(f"{month},{cities[0]},users,all,3\n")


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has only one order")
def test_any_number_of_threads(own_data: tuple[Dbt, Path], tmp_path: Path) -> None:
    """One core and one dbt thread give what all cores and four dbt threads give."""
    dbt, folder = own_data
    write_many_records(folder)
    cores = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(cores)})
        one = dbt("build", "--exclude", "test_type:unit", "--threads", "1")
    finally:
        os.sched_setaffinity(0, cores)
    assert one.success, one.output
    shutil.move(one.warehouse, tmp_path / "warehouse.duckdb")
    many = dbt("build", "--exclude", "test_type:unit", "--threads", "4")
    assert many.success, many.output
    with duckdb.connect() as connection:
        for name, warehouse in (("one", tmp_path / "warehouse.duckdb"), ("many", many.warehouse)):
            connection.execute(f"attach '{copy_marts(warehouse, tmp_path / f'{name}.duckdb')}' (read_only)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'one' and schema_name = 'main'"
        ).fetchall()
        assert len(tables) >= 9
        [(shares,)] = connection.execute("select count(*) from one.main.fct_normalised_values").fetchall()
        assert shares > 4 * 122_880
        for (table,) in tables:
            differences = connection.execute(
                f"""
                (from one.main.{table} except all from many.main.{table})
                union all
                (from many.main.{table} except all from one.main.{table})
                limit 1
                """
            ).fetchall()
            assert differences == [], table
