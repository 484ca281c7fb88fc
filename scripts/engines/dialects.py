"""Writes the table of docs/engines.md: how far the compiled SQL is from engines that cannot be run here.

sqlglot reads the SQL of every model and writes it for each engine. What differs there stands in CONSTRUCTS, what is the
same everywhere in PLAIN. A model that uses anything else stops the check until somebody has judged it.

Usage: python scripts/engines/dialects.py
"""

import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "publishing"))

import sqlglot
from refusal import Refusal, exit_code
from section import DOCUMENT, write_section
from sqlglot import exp

PROJECT = Path(__file__).resolve().parents[2]
COMPILED = PROJECT / "target" / "dialects"
COMMAND = "make dialects"
ENGINES = {"trino": "Trino", "bigquery": "BigQuery", "snowflake": "Snowflake", "clickhouse": "ClickHouse"}
FOLDERS_SHOWN = 2


class Construct(NamedTuple):
    """What is not the same everywhere: the kinds of nodes that show it, and an example as the models write it.

    sqlglot judges the example. Where it is silent or wrong, the vendor's documentation does (`docs`, by engine), or
    what this project does already (`judged`). `macro` is the macro of macros/engines that holds it; `name` stands in
    the table in place of the example.
    """

    kinds: str
    example: str
    docs: Mapping[str, str] = MappingProxyType({})
    judged: Mapping[str, str] = MappingProxyType({})
    macro: str = ""
    name: str = ""


def everywhere(verdict: str) -> dict[str, str]:
    """Give the same verdict for each engine."""
    return dict.fromkeys(ENGINES, verdict)


# Kinds are names of sqlglot's classes, functions unknown to it, and the names that kinds_of gives.
CONSTRUCTS = [
    Construct("TEXT", "cast(a as string)"),
    Construct("DOUBLE", "cast(a as double)"),
    Construct("INT BIGINT", "cast(a as bigint)", name="`cast(a as bigint)`, `integer`"),
    Construct("BOOLEAN", "cast(a as boolean)"),
    Construct("DATE", "cast(a as date)"),
    Construct(
        "DECIMAL",
        "cast(a as decimal(38, 15))",
        {"bigquery": "transpiled as `bignumeric(38, 15)`: `numeric` has 9 decimals"},
        name="`cast(a as decimal(38, 15))`, `18`, `24`",
    ),
    Construct(
        "TryCast",
        "try_cast(a as double)",
        {
            "snowflake": "to dispatch: takes text only, and some whole numbers are cast from a double",
            "clickhouse": "to dispatch: `accurateCastOrNull(a, 'Float64')`",
        },
        macro="try_cast",
    ),
    Construct(
        "File",
        "select a from 'raw/a.parquet'",
        judged=everywhere("to dispatch: a table that is loaded before"),
        name="files of `raw/`, read in place",
    ),
    Construct(
        "OuterJoin",
        "select a from t left join u on t.b = u.b",
        {"clickhouse": "same with the setting `join_use_nulls = 1`; else 0 and `''` in place of NULL"},
        name="`left join`, `full join`",
    ),
    Construct(
        "JoinWithoutEquality",
        "select a from t inner join u on t.b > u.b",
        {"clickhouse": "to dispatch: `cross join` and `where`"},
        name="`inner join` on no equality of both sides",
    ),
    Construct(
        "AliasLikeColumn",
        "select coalesce(a, 0) as a from t where a > 1",
        {"clickhouse": "same with the setting `prefer_column_name_to_alias = 1`"},
        name="an alias with the name of a column that the same `select` reads",
    ),
    Construct(
        "RecursiveWith",
        "with recursive w as (select 1 as n union all select n + 1 as n from w where n < 9) select n from w",
        {"trino": "transpiled as `with recursive w (n) as`; 10 levels unless `max_recursion_depth` says more"},
        name="`with recursive w as`",
    ),
    Construct(
        "Values NamedColumns",
        "with w (a, b) as (values ('x', 1), ('y', 2)) select a from w",
        judged={
            "trino": "same",
            "bigquery": "to dispatch: `unnest([struct('x' as a, 1 as b), ...])`",
            "snowflake": "transpiled as `select * from values ('x', 1), ('y', 2)`",
            "clickhouse": "to dispatch: `select 'x' as a, 1 as b union all ...`",
        },
        name="`with w (a, b) as (values ...)`",
    ),
    Construct("UnionDistinct", "select a from t union select a from u", name="`union`"),
    Construct(
        "Ordered",
        "select a from t order by a, b desc",
        judged={
            "bigquery": "transpiled as `order by a nulls last`; not inside aggregates and frames",
            "snowflake": "transpiled as `order by b desc nulls last`",
        },
        name="`order by a, b desc`: NULL comes last",
    ),
    Construct(
        "Div",
        "a / b",
        {
            "trino": "same; of whole numbers a whole number, by 0 an error, as on PostgreSQL",
            "bigquery": "same; by 0 an error, as on PostgreSQL",
            "snowflake": "same; of whole numbers six decimals, by 0 an error",
        },
    ),
    Construct(
        "StrPosition",
        "position(a in b)",
        dict.fromkeys(("trino", "snowflake", "clickhouse"), "same") | {"bigquery": "transpiled as `strpos(b, a)`"},
    ),
    Construct("RegexpReplace", "regexp_replace(a, '[.]?0+$', '')", judged=everywhere("same: the text ends there")),
    Construct("Left Right", "left(a, 3)", name="`left(a, 3)`, `right(a, 3)`"),
    Construct("Length", "length(a)"),
    Construct(
        "GroupConcat",
        "string_agg(a, ' ' order by b)",
        {"clickhouse": "to dispatch: `groupConcat` has no order; sort an array and join it"},
        judged={"bigquery": "same where `b` is never NULL"},
    ),
    Construct(
        "ArrayAgg",
        "array_agg(a order by b)",
        {"clickhouse": "to dispatch: `groupArray` has no order; sort pairs with `arraySort`"},
        judged={"bigquery": "same where `b` is never NULL"},
    ),
    Construct("Filter", "count(*) filter (where a > 0)"),
    Construct(
        "NullSafeNEQ NullSafeEQ",
        "a is distinct from b",
        {"clickhouse": "same in new versions only (issue 86763); before, in `on` alone"},
        name="`is distinct from`, `is not distinct from`",
    ),
    Construct(
        "Greatest Least",
        "greatest(a, b)",
        dict.fromkeys(("trino", "bigquery"), "to dispatch: NULL where one side is NULL")
        | {"clickhouse": "same from 24.12 on"},
        name="`greatest(a, b)`, `least(a, b)`",
    ),
    Construct(
        "Round",
        "round(a, 3)",
        {"clickhouse": "to dispatch: halves of doubles go to the even neighbour"},
    ),
    Construct("Trunc", "trunc(a)"),
    Construct("Radians", "radians(a)", {"bigquery": "to dispatch: `a * acos(-1) / 180`"}),
    Construct("EuclideanDistance", "list_distance(a, b)", {"snowflake": "to dispatch: takes vectors, not arrays"}),
    Construct(
        "PercentileCont WithinGroup",
        "percentile_cont(0.25) within group (order by a)",
        {
            "trino": "to dispatch: has `approx_percentile` only",
            "bigquery": "to dispatch: a window function only",
            "clickhouse": "to dispatch: `quantileExactInclusive(0.25)(a)`",
        },
    ),
    Construct(
        "DateDiff TIMESTAMPNTZ",
        "date_diff('day', a, b)",
        judged=everywhere("same: each adapter of dbt has it"),
        name="`dbt.datediff`",
    ),
    Construct("MD5", "md5(a)", {"trino": "transpiled as `lower(to_hex(md5(to_utf8(a))))`"}),
    Construct(
        "bitstring_agg bit_count",
        "bit_count(bitstring_agg(a))",
        judged=everywhere("same: the macro's default is `count(distinct a)`"),
        macro="count_of_distinct_numbers",
    ),
    Construct(
        "hash INT128",
        "sum(cast(hash(a) as hugeint))",
        {
            "trino": "to dispatch: `xxhash64` of the columns as text",
            "bigquery": "to dispatch: `farm_fingerprint(to_json_string(a))`",
            "snowflake": "to dispatch: `sum(hash(a.*))`",
            "clickhouse": "to dispatch: `sum(toInt128(cityHash64(a.*)))`",
        },
        macro="sum_of_hashes",
    ),
    Construct(
        "GenerateSeries",
        "select number from generate_series(1, 5) as numbers (number)",
        {
            "trino": "to dispatch: `unnest(sequence(1, 5))`",
            "bigquery": "to dispatch: `unnest(generate_array(1, 5))`, which names no column",
            "snowflake": "to dispatch: `table(generator(rowcount => 5))`",
        },
        macro="whole_numbers",
        name="`generate_series(1, 5)` as a table",
    ),
    Construct(
        "md5_number_lower BitwiseRightShift",
        "md5_number_lower(a) >> 11",
        judged=everywhere("to dispatch: half an MD5 as a number"),
        macro="uniform_number",
    ),
    Construct("ConcatWs", "concat_ws('|', a, b)", {"bigquery": "to dispatch: `array_to_string([a, b], '|')`"}),
    Construct(
        "PercentileDisc",
        "percentile_disc(0.25) within group (order by a)",
        {
            "trino": "to dispatch: has `approx_percentile` only",
            "bigquery": "to dispatch: a window function only",
            "clickhouse": "to dispatch: has other quantiles",
        },
    ),
    Construct("LogicalOr", "bool_or(a)"),
    Construct("Log", "log(10, a)", {"trino": "same", "snowflake": "same"}),
    Construct(
        "list_dot_product list_sum list_product list_zip list_count Array ArrayAppend ArrayContains ArrayMin Transform"
        " Lambda Bracket",
        "list_dot_product(a, b)",
        judged=everywhere("to dispatch: other functions of arrays, other first places"),
        name="lists: `a[1]`, `lambda`, `list_dot_product`, `list_zip` ...",
    ),
]

# Standard SQL that every engine of the table has under the same name: statements and operators, functions, windows.
PLAIN_WORDS = """
Add Alias And Between Boolean CTE Case Cast Column DPipe DataTypeParam Distinct EQ Exists From GT GTE Group Having
Identifier If In Is Join LT LTE Like Limit Literal Mul NEQ Neg Not Null Or Order Paren Select Star Sub Subquery Table
TableAlias Tuple Union Var Where With
Abs Asin Avg Coalesce Corr Cos Count Exp Floor Ln Lower Max Min Nullif Pad Pow Replace Sign Sin Sqrt Sum
DenseRank FirstValue Lead PercentRank Rank RowNumber Window WindowSpec
"""
PLAIN = frozenset(PLAIN_WORDS.split())

# What sqlglot warns of while it writes a model, by how the warning begins: the kind that the construct judges.
WARNINGS = {
    "'NULLS LAST' translation not supported": "Ordered",
    "Named columns are not supported in table alias": "NamedColumns",
    "Can't push down CTE column names": "NamedColumns",
}

INTRODUCTION = """\
`same` runs as it is written, perhaps with a setting; `transpiled as` has other words, which are known; `to dispatch`
has to be written by hand. The last two need a macro in `macros/engines` with the engine's name before its own, as
PostgreSQL and Spark have one; where the table names a macro, only the new engine's form is missing. Verdicts are those
of sqlglot {version}; those with (docs) are from the vendor's documentation.
"""

SOURCES = """\
Documentation: [Trino](https://trino.io/docs/current/functions/list.html),
[BigQuery](https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-all),
[Snowflake](https://docs.snowflake.com/en/sql-reference-functions),
[ClickHouse](https://clickhouse.com/docs/sql-reference/functions) and
[its joins](https://clickhouse.com/docs/sql-reference/statements/select/join).
"""


class Model(NamedTuple):
    """A model as the check sees it: its folder below models/, its SQL, and whether it runs on DuckDB alone."""

    name: str
    folder: str
    sql: str
    only_on_duckdb: bool


class Findings(NamedTuple):
    """What the models use: the kinds of each, and the warnings of sqlglot that nobody has judged."""

    kinds: dict[str, set[str]]
    unknown_warnings: set[str]


def compile_models(folder: Path) -> list[Model]:
    """Compile the SQL of all models for DuckDB into a folder, without building anything."""
    from dbt.cli.main import dbtRunner

    folder.mkdir(parents=True, exist_ok=True)
    before = dict(os.environ)
    # What a user has set must not change the SQL: the table is that of the embedded data and of a whole build.
    os.environ.update({"WAREHOUSE_FILE": str(folder / "warehouse.duckdb"), "OWN_DATA": "", "ONLY_CHANGED_PERIODS": ""})
    os.environ.pop("ON_BAD_ROWS", None)
    arguments = ["compile", "--select", "resource_type:model", "--target", "duckdb", "--no-populate-cache"]
    arguments += ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(folder)]
    arguments += ["--log-path", str(folder / "logs"), "--log-level", "none"]
    try:
        result = dbtRunner().invoke(arguments)
    finally:
        os.environ.clear()
        os.environ.update(before)
    if not result.success:
        raise Refusal(f"The models do not compile: {result.exception or 'see ' + str(folder / 'logs' / 'dbt.log')}")
    return read_models(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def read_models(manifest: Mapping[str, Any]) -> list[Model]:
    """Read the models of a manifest of dbt. Those in Python have no SQL and run on DuckDB alone."""
    models = []
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            is_python = node["language"] == "python"
            only_on_duckdb = is_python or "duckdb" in str(node["unrendered_config"].get("enabled"))
            folder = Path(node["original_file_path"]).parent.relative_to("models").as_posix()
            models.append(Model(node["name"], folder, "" if is_python else node["compiled_code"], only_on_duckdb))
    return sorted(models)


def has_equality(join: exp.Join) -> bool:
    """Whether a column of the joined table has to equal something of the other side."""
    condition = join.args.get("on")
    own = join.this.alias_or_name
    for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
        if isinstance(part, exp.EQ):
            sides = [{column.table for column in side.find_all(exp.Column)} for side in (part.this, part.expression)]
            if all(sides) and sum(side == {own} for side in sides) == 1 and sum(own in side for side in sides) == 1:
                return True
    return False


def has_alias_like_column(select: exp.Select) -> bool:
    """Whether an expression gets the name of a column that the same select reads."""
    aliases = {part.alias for part in select.expressions if isinstance(part, exp.Alias) and not part.this.is_star}
    aliases -= {part.alias for part in select.expressions if isinstance(part.this, exp.Column)}
    read = [*select.expressions, *(select.args[key] for key in ("where", "group", "having") if select.args.get(key))]
    return any(column.name in aliases for part in read for column in part.find_all(exp.Column))


def kinds_of(node: exp.Expr) -> Iterator[str]:
    """Name what a node of parsed SQL is: one or more of the kinds that CONSTRUCTS and PLAIN list."""
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        yield node.name.lower()
    elif isinstance(node, exp.DataType):
        yield node.this.value
    else:
        yield type(node).__name__
    if isinstance(node, exp.Join) and node.args.get("on"):
        if node.side:
            yield "OuterJoin"
        if not has_equality(node):
            yield "JoinWithoutEquality"
    elif isinstance(node, exp.Join) and node.args.get("using"):
        yield "JoinUsing"
    elif isinstance(node, exp.Select) and has_alias_like_column(node):
        yield "AliasLikeColumn"
    elif isinstance(node, exp.Union) and node.args.get("distinct"):
        yield "UnionDistinct"
    elif isinstance(node, exp.With) and node.args.get("recursive"):
        yield "RecursiveWith"
    elif isinstance(node, exp.CTE) and node.args["alias"].args.get("columns"):
        yield "NamedColumns"
    elif isinstance(node, exp.Table) and "/" in node.name:
        yield "File"


def kinds_in(sql: str) -> set[str]:
    """Name everything that a statement of DuckDB uses."""
    return {kind for node in sqlglot.parse_one(sql, read="duckdb").walk() for kind in kinds_of(node)}


def written_for(engine: str, tree: exp.Expr) -> tuple[str, list[str]]:
    """Write parsed SQL for an engine; also what sqlglot warns of."""
    generator = sqlglot.Dialect.get_or_raise(engine).generator(unsupported_level=sqlglot.ErrorLevel.IGNORE)
    return generator.generate(tree), generator.unsupported_messages


def examine(models: list[Model]) -> Findings:
    """Parse every model and write it for every engine."""
    kinds: dict[str, set[str]] = {}
    unknown_warnings = set()
    for model in models:
        if model.sql:
            try:
                tree = sqlglot.parse_one(model.sql, read="duckdb")
            except sqlglot.ParseError as error:
                raise Refusal(
                    f"sqlglot cannot read {model.folder}/{model.name}: {str(error).splitlines()[0]}"
                ) from error
            kinds[model.name] = {kind for node in tree.walk() for kind in kinds_of(node)}
            for engine in ENGINES:
                for warning in written_for(engine, tree)[1]:
                    if not warning.startswith(tuple(WARNINGS)):
                        unknown_warnings.add(f"{model.name} for {ENGINES[engine]}: {warning}")
    return Findings(kinds, unknown_warnings)


def judged_kinds() -> frozenset[str]:
    """List all that somebody has judged."""
    return PLAIN | {kind for construct in CONSTRUCTS for kind in construct.kinds.split()}


def unjudged(findings: Findings) -> list[str]:
    """Say what the models use that nobody has judged, one line each."""
    lines = []
    for kind in sorted(set().union(*findings.kinds.values()) - judged_kinds()):
        models = sorted(name for name, kinds in findings.kinds.items() if kind in kinds)
        lines.append(f"{kind} in {', '.join(models)}")
    return lines + sorted(findings.unknown_warnings)


def in_lower_case(sql: str) -> str:
    """Write keywords as the project does; names of ClickHouse such as Float64 stay as they are."""
    return re.sub(r"\b[A-Z][A-Z0-9_]*\b", lambda word: word[0].lower(), sql)


def verdict(construct: Construct, engine: str) -> str:
    """Judge a construct for an engine: by what stands with it, else by sqlglot."""
    if engine in construct.judged:
        return construct.judged[engine]
    if engine in construct.docs:
        return f"{construct.docs[engine]} (docs)"
    tree = sqlglot.parse_one(construct.example, read="duckdb")
    written, warnings = written_for(engine, tree)
    if warnings or any(tree.find_all(exp.Anonymous)):
        return "to dispatch: unknown to sqlglot"
    written = in_lower_case(written)
    is_same = re.sub(r"\W+", "", written) == re.sub(r"\W+", "", construct.example)
    return "same" if is_same else f"transpiled as `{written}`"


def used_in(construct: Construct, models: list[Model], findings: Findings) -> list[Model]:
    """List the models that use a construct."""
    kinds = set(construct.kinds.split())
    return [model for model in models if kinds & findings.kinds.get(model.name, set())]


def places(models: list[Model]) -> str:
    """Say in how many models, and in which folders most of them are."""
    folders = [folder for folder, _ in Counter(model.folder for model in models).most_common()]
    more = f", {len(folders) - FOLDERS_SHOWN} more" if len(folders) > FOLDERS_SHOWN else ""
    return f"{len(models)}: {', '.join(folders[:FOLDERS_SHOWN])}{more}"


def table(constructs: list[Construct], models: list[Model], findings: Findings) -> list[str]:
    """Write a row for each construct."""
    lines = [f"| what | models | {' | '.join(ENGINES.values())} |", "|---|---|" + "---|" * len(ENGINES)]
    for construct in constructs:
        name = construct.name or f"`{construct.example}`"
        name += f" (macro `{construct.macro}`)" if construct.macro else ""
        cells = [name, places(used_in(construct, models, findings))]
        cells += [verdict(construct, engine) for engine in ENGINES]
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return lines


def summary(constructs: list[Construct], models: list[Model], findings: Findings) -> list[str]:
    """Count constructs by verdict, and models in which nothing has to be written by hand, for each engine."""
    lines = [
        "| engine | constructs that are the same | transpiled | to dispatch | models without any to dispatch |",
        "|---|---|---|---|---|",
    ]
    for engine, name in ENGINES.items():
        verdicts = {construct.example: verdict(construct, engine).split()[0] for construct in constructs}
        counts = Counter(verdicts.values())
        by_hand = {
            model.name
            for construct in constructs
            if verdicts[construct.example] == "to"
            for model in used_in(construct, models, findings)
        }
        cells = [name, *(str(counts[word]) for word in ("same", "transpiled", "to"))]
        lines.append(f"| {' | '.join(cells)} | {len(models) - len(by_hand)} of {len(models)} |")
    return lines


def section(models: list[Model], findings: Findings) -> str:
    """Write the section of the document."""
    elsewhere = [model for model in models if not model.only_on_duckdb]
    only_here = [model for model in models if model.only_on_duckdb]
    shared = [construct for construct in CONSTRUCTS if used_in(construct, elsewhere, findings)]
    rest = [
        construct for construct in CONSTRUCTS if construct not in shared and used_in(construct, only_here, findings)
    ]
    python = sum(not model.sql for model in only_here)
    return "\n".join(
        [
            *summary(shared, elsewhere, findings),
            "",
            INTRODUCTION.format(version=version("sqlglot")),
            *table(shared, elsewhere, findings),
            "",
            f"{len(only_here)} more models run on DuckDB only, {python} of them in Python; they are switched off on any"
            " other engine. What they use besides:",
            "",
            *table(rest, only_here, findings),
            "",
            SOURCES,
        ]
    )


def write() -> None:
    """Compile, examine, and write the section; refuse what nobody has judged."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    models = compile_models(COMPILED)
    findings = examine(models)
    if unknown := unjudged(findings):
        raise Refusal(
            "Nobody has judged these for other engines. Add each to CONSTRUCTS in scripts/engines/dialects.py, or to"
            " PLAIN_WORDS there if all engines have it:\n" + "\n".join(unknown)
        )
    write_section(COMMAND, section(models, findings))
    print(f"{len(models)} models examined; the table is in {DOCUMENT.relative_to(PROJECT)}.")


if __name__ == "__main__":
    sys.exit(exit_code(write))
