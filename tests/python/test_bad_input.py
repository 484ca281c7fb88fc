"""Every fault that the contract names, brought in through `make build`: it stops, says why, and publishes nothing."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import build
import pytest
from conftest import PROJECT
from tiny_build import snapshot

EXAMPLE = PROJECT / "examples" / "shop_index"
Change = Callable[[Path], None]


def append(table: str, rows: str) -> Change:
    """Add rows to a table."""

    def change(folder: Path) -> None:
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(rows + "\n")

    return change


def replace(table: str, old: str, new: str) -> Change:
    """Replace a piece of a table that stands there."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def write(file: str, content: str | bytes) -> Change:
    """Write a file."""

    def change(folder: Path) -> None:
        data = content.encode() if isinstance(content, str) else content
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(data)

    return change


def remove(file: str) -> Change:
    """Remove a file."""
    return lambda folder: (folder / file).unlink()


def both(*changes: Change) -> Change:
    """Make several changes."""

    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def encode(table: str, encoding: str) -> Change:
    """Write a table in another encoding."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    return change


def catalogue(areas: str = "2026-10,wide,A1", services: str = "wide,query,province,A,", items: str = "") -> Change:
    """Add a small catalogue of services."""
    return both(
        write("service_actions.csv", "action,points\nquery,1\ntransaction,3\n"),
        write("services.csv", f"service_code,action,coverage,province_code,city_code\n{services}\n"),
        write("service_areas.csv", f"period_code,service_code,area_code\n{areas}\n"),
        write("service_quality_items.csv", f"service_code,item_number,passed\nwide,1,1\n{items}"),
    )


def memberships(*rows: str) -> Change:
    """Say which parent areas have in which time."""
    return write("area_memberships.csv", "\n".join(["area_code,parent_area_code,valid_from,valid_to", *rows, ""]))


def value_of_orders(value: str) -> Change:
    """Give the orders of A2 another value."""
    return replace("records", "A2,orders,all,2", f"A2,orders,all,{value}")


ORDERS = "BAD INPUT in records [period_code=2026-10, area_code=A2, measure_code=orders, industry_code=all]: "
DOMAIN = "Rule: a value is 0 or a number from 0.000001 to 1e18; what is missing has no row."
NUMBER = "Rule: value is a number: digits with a decimal point, nothing between thousands."
LINES = (
    "Rule: a line has as many fields as the header, commas between them, double quotes around text that has a comma."
)
FAULTS: dict[str, tuple[Change, str]] = {
    # files
    "missing file": (
        remove("areas.csv"),
        "BAD INPUT in areas: no file. Rule: the table is there: areas.csv, .csv.gz or .parquet, or a folder",
    ),
    "file of an unknown name": (
        both(remove("weights.csv"), write("weight.csv", "a\n1\n")),
        "BAD INPUT in weight.csv: name=weight.csv. Rule: a file has the name of a table of the contract",
    ),
    "table in two places": (
        write("areas/more.csv", "area_code,area_level\nX,city\n"),
        "BAD INPUT in areas: areas and areas.csv. Rule: a table is one file, or one folder of files.",
    ),
    "empty file": (
        write("records.csv", ""),
        "BAD INPUT in records.csv: 0 bytes. Rule: a file is not empty: its first line names the columns.",
    ),
    "header only": (
        write("records.csv", "period_code,area_code,measure_code,value\n"),
        "BAD INPUT in records: 0 rows. Rule: the table has at least one row below its header.",
    ),
    "missing column": (
        write("expert_scores.csv", "expert_code,node_code\nexpert_1,activity\n"),
        "BAD INPUT in expert_scores.csv [line=1]: columns=expert_code, node_code. Rule: the column score is there.",
    ),
    "column without a name": (
        replace("areas", "area_level,", ","),
        "BAD INPUT in areas.csv [line=1]: column number 2. Rule: a column has a name.",
    ),
    "renamed column": (
        replace("areas", "area_level,", "level,"),
        "BAD INPUT in areas.csv [line=1]: column=level. Rule: a column is one of area_code, area_level,",
    ),
    "column twice": (
        replace("areas", "region,", "name_zh,"),
        "BAD INPUT in areas.csv [line=1]: column=name_zh. Rule: a column stands once.",
    ),
    "wrong encoding": (
        encode("areas", "gbk"),
        "BAD INPUT in areas.csv [line=2]: bytes of another encoding. "
        "Rule: a file is utf-8 (OWN_DATA_ENCODING=gbk reads GBK).",
    ),
    "UTF-16 with its byte order mark": (
        encode("areas", "utf-16"),
        "BAD INPUT in areas.csv [line=1]: bytes of another encoding.",
    ),
    "thousands separator without quotes": (
        value_of_orders("1,234"),
        f"BAD INPUT in records.csv [line=3]: Expected Number of Columns: 5 Found: 6. {LINES}",
    ),
    "quote that never ends": (
        value_of_orders('"2'),
        "BAD INPUT in records.csv [line=3]: Value with unterminated quote found.",
    ),
    "broken gzip": (
        both(remove("records.csv"), write("records.csv.gz", gzip.compress(b"period_code\n" * 99)[:40])),
        "BAD INPUT in records.csv.gz: Compressed file ended",
    ),
    "no Parquet": (
        both(remove("records.csv"), write("records.parquet", "period_code\n")),
        "Rule: a file whose name ends in .parquet is Parquet.",
    ),
    # cells
    "text in a number": (value_of_orders("many"), f"{ORDERS}value=many. {NUMBER}"),
    "thousands separator": (value_of_orders('"1,234"'), f"{ORDERS}value=1,234. {NUMBER}"),
    "wrong type": (
        replace("area_levels", "city,2", "city,two"),
        "BAD INPUT in area_levels [area_level=city]: depth=two. Rule: depth is a whole number.",
    ),
    "depth beyond whole numbers": (
        replace("area_levels", "city,2", "city,3000000000"),
        "BAD INPUT in area_levels [area_level=city]: depth=3000000000. Rule: depth is a whole number.",
    ),
    "infinite upper bound": (
        replace("measures", "less_is_better,1,", "less_is_better,Infinity,"),
        "BAD INPUT in measures [measure_code=failure_rate]: upper_bound=Infinity. "
        "Rule: upper_bound is a number from -1e+18 to 1e+18.",
    ),
    "not a date": (
        replace("periods", "2026-10-31", "2026-10-32"),
        "BAD INPUT in periods [period_code=2026-10]: period_end=2026-10-32. "
        "Rule: period_end is a date such as 2015-12-31.",
    ),
    "ten million characters": (
        value_of_orders("9" * 10_000_000),
        f"{ORDERS}value={'9' * 60}.... Rule: value has at most 1000 characters.",
    ),
    "negative": (value_of_orders("-2"), f"{ORDERS}value=-2. {DOMAIN}"),
    "NaN": (value_of_orders("NaN"), f"{ORDERS}value=NaN. {DOMAIN}"),
    "infinity": (value_of_orders("Infinity"), f"{ORDERS}value=Infinity. {DOMAIN}"),
    "beyond 1e300": (value_of_orders("1e301"), f"{ORDERS}value=1e301. {DOMAIN}"),
    "beyond doubles": (value_of_orders("1e999"), f"{ORDERS}value=1e999. {DOMAIN}"),
    "empty value": (value_of_orders(""), f"{ORDERS}value=. Rule: value is not empty."),
    "above the upper bound": (
        replace("records", "A1,failure_rate,all,0.25", "A1,failure_rate,all,1.25"),
        "value=1.25. Rule: a value does not lie above the upper bound of its measure.",
    ),
    # keys and codes
    "duplicate key": (append("records", "2026-10,A2,orders,all,2"), f"{ORDERS}rows=2. Rule: the key stands once."),
    "unknown area": (
        append("records", "2026-10,Z9,orders,all,1"),
        "area_code=Z9. Rule: the code stands in areas.area_code.",
    ),
    "unknown measure": (
        append("records", "2026-10,A1,sheep,all,1"),
        "measure_code=sheep. Rule: the code stands in measures.measure_code.",
    ),
    "unknown industry": (
        append("records", "2026-10,A1,orders,magic,1"),
        "industry_code=magic. Rule: the code stands in industries.industry_code.",
    ),
    "unknown period": (
        append("records", "2026-13,A1,orders,all,1"),
        "period_code=2026-13. Rule: the code stands in periods.period_code.",
    ),
    "unknown node": (
        append("node_edges", "shop_index,nobody"),
        "BAD INPUT in node_edges [parent_node_code=shop_index, node_code=nobody]: node_code=nobody. "
        "Rule: the code stands in nodes.node_code.",
    ),
    # periods and areas over time
    "city whose province changes inside a period": (
        memberships("A2,A,2020-01-01,2026-10-14", "A2,B,2026-10-15,"),
        "BAD INPUT in area_memberships [area_code=A2, valid_from=2026-10-15]: valid_from=2026-10-15, "
        "period_code=2026-10. Rule: the parent of an area does not change inside a period.",
    ),
    "records of an area without a parent then": (
        memberships("A2,B,2026-11-01,"),
        "BAD INPUT in area_memberships [area_code=A2]: period_code=2026-10. "
        "Rule: an area with memberships has one for every period in which it has records.",
    ),
    "mixed periods": (
        replace("periods", "2026-09,month,2026-09-01,2026-09-30,", "2026-09,quarter,2026-07-01,2026-09-30,"),
        "BAD INPUT in periods [period_code=2026-10]: previous_period_code=2026-09, period_grain=quarter. "
        "Rule: a period is compared with one of the same grain.",
    ),
    "dates out of order": (
        replace("periods", "2026-09,month,2026-09-01,2026-09-30,", "2026-09,month,2026-11-01,2026-11-30,"),
        "BAD INPUT in periods [period_code=2026-10]: previous_period_code=2026-09, period_end=2026-11-30. "
        "Rule: the period compared with ends before the period starts; only a base may be the period itself.",
    ),
    "period that ends before it starts": (
        replace("periods", "2026-10-01,2026-10-31", "2026-10-31,2026-10-01"),
        "BAD INPUT in periods [period_code=2026-10]: period_start=2026-10-31, period_end=2026-10-01. "
        "Rule: period_end is not before period_start.",
    ),
    "month as long as a quarter": (
        replace("periods", "2026-10-01,2026-10-31", "2026-10-01,2026-12-31"),
        "BAD INPUT in periods [period_code=2026-10]: period_grain=month, days=92. "
        "Rule: a year has 364 to 371 days, a quarter 84 to 98, a month 28 to 31, a week 7, a day 1.",
    ),
    # values as a whole
    "national total of zero": (
        replace("records", "income,,10\n2026-10,B1,income,,30", "income,,0"),
        "BAD INPUT in records [period_code=2026-10, measure_code=income, industry_code=all, unit_level=city]: ",
    ),
    "measure without a record": (
        append("measures", "sheep,shop,shop,羊,Sheep,heads,more_is_better,,additive,"),
        "BAD INPUT in measures [measure_code=sheep]: 0 records. Rule: a measure has a record.",
    ),
    "leaf without data": (
        both(
            append("industries", "retail,,零售,Retail"),
            replace("nodes", "订单,Orders,orders,all", "订单,Orders,orders,retail"),
        ),
        "BAD INPUT in nodes [node_code=leaf_orders]: 0 records of measure_code=orders, industry_code=retail. "
        "Rule: a leaf of a computed index has a record.",
    ),
    # tree
    "cycle in the tree": (
        append("node_edges", "leaf_orders,shop_index"),
        "BAD INPUT in node_edges [node_code=shop_index]: node_code=shop_index. Rule: no node lies below itself.",
    ),
    "orphan node": (
        replace("node_edges", "quality,leaf_income\n", ""),
        "BAD INPUT in nodes [node_code=leaf_income]: index_code=shop_index. "
        "Rule: every node but the root of its index has a parent.",
    ),
    "two roots": (
        both(
            replace("node_edges", "shop_index,quality\n", ""),
            replace("weights", "listed,shop_index,quality,0.5\n", ""),
            replace("weights", "listed,shop_index,activity,0.5", "listed,shop_index,activity,1"),
        ),
        "BAD INPUT in nodes [node_code=quality]: index_code=shop_index. "
        "Rule: every node but the root of its index has a parent.",
    ),
    # weights and scores
    "weights that do not add up": (
        replace("weights", "shop_index,quality,0.5", "shop_index,quality,0.4"),
        "BAD INPUT in weights [scheme_code=listed, parent_node_code=shop_index]: "
        "sum of weights=0.900000000000000000. Rule: the weights of a group of siblings add up to 1.",
    ),
    "negative weight": (
        replace("weights", "shop_index,quality,0.5", "shop_index,quality,-0.5"),
        "BAD INPUT in weights [scheme_code=listed, parent_node_code=shop_index, node_code=quality]: weight=-0.5. "
        "Rule: weight is a number from 0 to 1.",
    ),
    "missing weight": (
        replace("weights", "listed,quality,leaf_income,0.25\n", ""),
        "[scheme_code=listed, parent_node_code=quality, node_code=leaf_income]: no weight. "
        "Rule: every child has a weight under every scheme of its index.",
    ),
    "score outside 1 to 5": (
        append("expert_scores", "expert_1,activity,6"),
        "BAD INPUT in expert_scores [expert_code=expert_1, node_code=activity]: score=6. "
        "Rule: score is a number from 1 to 5.",
    ),
    "missing score": (
        append("expert_scores", "expert_1,activity,4\nexpert_1,quality,4\nexpert_2,quality,4"),
        "BAD INPUT in expert_scores [expert_code=expert_2, node_code=activity]: no score. "
        "Rule: every expert scores every item of the sheet.",
    ),
    "expert scored twice": (
        append("expert_scores", "expert_1,activity,4\nexpert_1,activity,5"),
        "BAD INPUT in expert_scores [expert_code=expert_1, node_code=activity]: rows=2. Rule: the key stands once.",
    ),
    # robustness
    "probabilities that do not add up": (
        write(
            "uncertain_choices.csv", "analysis_code,factor_code,choice_code,probability\nmine,outliers,treated,0.9\n"
        ),
        "BAD INPUT in uncertain_choices [analysis_code=mine, factor_code=outliers]: "
        "sum of probabilities=0.900000000000000000. Rule: the probabilities of a factor add up to 1.",
    ),
    "choice of another factor": (
        write("uncertain_choices.csv", "analysis_code,factor_code,choice_code,probability\nmine,outliers,rank,1\n"),
        "[analysis_code=mine, factor_code=outliers, choice_code=rank]: choice_code=rank. "
        "Rule: the choice of outliers is as_stated or treated.",
    ),
    "scenario called like a scheme": (
        write("scenarios.csv", "scenario_code\nlisted\n"),
        "BAD INPUT in scenarios [scenario_code=listed]: scenario_code=listed. "
        "Rule: a scenario has no code of a weight scheme, which is a scenario of its own.",
    ),
    # services
    "province-wide service in another province": (
        catalogue(areas="2026-10,wide,A1\n2026-10,wide,B1"),
        "BAD INPUT in service_areas [period_code=2026-10, service_code=wide, area_code=B1]: province_code=A. "
        "Rule: a province-wide service covers areas of its province only.",
    ),
    "service with two values": (
        catalogue(services="wide,query,province,A,\nwide,transaction,province,A,"),
        "BAD INPUT in services [service_code=wide]: rows=2. Rule: the key stands once.",
    ),
    "quality item with two values": (
        catalogue(items="wide,1,0\n"),
        "BAD INPUT in service_quality_items [service_code=wide, item_number=1]: rows=2. Rule: the key stands once.",
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example, built and published once; faults are brought into it one by one."""
    folder = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(EXAMPLE, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OWN_DATA", str(folder))
        patch.setenv("DBT_TARGET_PATH", str(folder / "target"))
        patch.setenv("DBT_LOG_PATH", str(folder / "logs"))
        patch.setattr("sys.argv", ["build.py"])
        with pytest.raises(SystemExit) as ending:
            build.main()
        assert ending.value.code == 0
    return folder


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_input_stops_the_build(
    published: Path, fault: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, the message on one screen, no stack trace, and every published file as it was, byte for byte."""
    before = snapshot(published / "published")
    for path in published.glob("*.csv*"):
        path.unlink()
    for left_over in (*published.glob("*.parquet"), published / "areas"):
        shutil.rmtree(left_over, ignore_errors=True) if left_over.is_dir() else left_over.unlink(missing_ok=True)
    shutil.copytree(EXAMPLE, published, dirs_exist_ok=True)
    spoil, message = FAULTS[fault]
    spoil(published)
    monkeypatch.setenv("OWN_DATA", str(published))
    monkeypatch.setenv("DBT_TARGET_PATH", str(published / "target"))
    monkeypatch.setenv("DBT_LOG_PATH", str(published / "logs"))
    monkeypatch.setattr("sys.argv", ["build.py"])
    with pytest.raises(SystemExit) as ending:
        build.main()
    output = capfd.readouterr()
    told = output.err[output.err.index("The build failed") :]
    assert ending.value.code == 1
    assert message in told
    assert len(told) < 8000
    assert told.count("\n") < 30
    assert "Traceback" not in output.out + output.err
    assert "Nothing was published" in told
    assert snapshot(published / "published") == before
