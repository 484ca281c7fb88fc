"""What is taken away from a publication: ranking lists, the wide marts, and what says what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Column:
    """A column with its headings, and how a number in it is shown."""

    name: str
    heading_zh: str
    heading_en: str
    number_format: str = ""


@dataclass(frozen=True)
class Table:
    """Rows with a name and titles."""

    name: str
    title_zh: str
    title_en: str
    columns: Sequence[Column]
    rows: Sequence[tuple[Cell, ...]]


LIST_COLUMNS = (
    Column("rank", "排名", "Rank", "0"),
    Column("area_code", "地区代码", "Area code"),
    Column("name_zh", "名称", "Name (Chinese)"),
    Column("name_en", "英文名称", "Name"),
    Column("province_zh", "省份", "Province (Chinese)"),
    Column("province_en", "英文省份", "Province"),
    Column("score", "得分", "Score", "0.0000"),
    Column("origin", "来源", "Origin"),
)
LISTS = """
    with

    default_schemes as (
        select distinct index_code, scheme_code from tree_weights where is_default
    ),

    lists as (
        select ranking_lists.* from ranking_lists semi join default_schemes using (index_code, scheme_code)
    ),

    periods as (
        select list_code, max(period_code) as period_code from lists where $period in ('', period_code) group by all
    )

    select
        list_code, list_name_zh, list_name_en, period_code,
        rank, area_code, lists.name_zh, lists.name_en, province_name_zh, province_name_en, score, origin,
    from lists
    inner join periods using (list_code, period_code)
    left join dim_area using (area_code)
    order by list_code, rank, area_code
"""


def ranking_lists(connection: duckdb.DuckDBPyConnection, period: str) -> list[Table]:
    """One table for each list under its index's default weights: of a period, or of the last that the list has."""
    lists: dict[tuple[str, str, str, str], list[tuple[Cell, ...]]] = {}
    for code, name_zh, name_en, list_period, *cells in connection.execute(LISTS, {"period": period}).fetchall():
        rows = lists.setdefault((code, name_zh, name_en, list_period), [])
        rows.append(tuple(cells))
    return [
        Table(code, f"{name_zh}({list_period})", f"{name_en} ({list_period})", LIST_COLUMNS, rows)
        for (code, name_zh, name_en, list_period), rows in lists.items()
    ]


def mart(connection: duckdb.DuckDBPyConnection, name: str) -> Table:
    """A mart as it is."""
    result = connection.sql(f'select * from "{name}" order by all')
    columns = [Column(column, column, column) for column in result.columns]
    return Table(name, name, name, columns, result.fetchall())


def dictionary(connection: duckdb.DuckDBPyConnection) -> Table:
    """Every column of every mart, with its description."""
    rows = connection.sql("""
        select table_name, column_name, data_type, comment
        from duckdb_columns()
        where schema_name = 'main' and not internal
        order by table_name, column_index
    """).fetchall()
    columns = (
        Column("mart", "表", "Mart"),
        Column("column", "列", "Column"),
        Column("type", "类型", "Type"),
        Column("description", "说明(英文)", "Description"),
    )
    return Table("dictionary", "数据字典", "Data dictionary", columns, rows)


def origins(connection: duckdb.DuckDBPyConnection) -> Table:
    """How many rows of each mart rest on what."""
    marts = connection.sql("""
        select table_name from duckdb_columns()
        where schema_name = 'main' and not internal and column_name = 'origin'
        order by table_name
    """).fetchall()
    counts = " union all ".join(
        f"select '{name}' as mart, origin, count(*) as row_count from \"{name}\" group by origin" for (name,) in marts
    )
    columns = (
        Column("mart", "表", "Mart"),
        Column("origin", "来源", "Origin"),
        Column("row_count", "行数", "Rows", "#,##0"),
    )
    rows = connection.sql(f"{counts} order by mart, origin").fetchall()
    return Table("origins", "各表的数据来源", "What the rows of each mart rest on", columns, rows)
