"""Writes docs/data-contract.md and the README of a new index from the contract of the input tables."""

from pathlib import Path

from own_data.contract import PROJECT, Column, Table, read_contract

DOCUMENT = PROJECT / "docs" / "data-contract.md"
INTRODUCTION = Path(__file__).parent / "own_data" / "data_contract_introduction.md"


def main() -> None:
    """Write the page."""
    tables = read_contract()
    DOCUMENT.write_text(document(tables), encoding="utf-8")
    print(f"{DOCUMENT.relative_to(PROJECT)}: {len(tables)} tables")


def document(tables: dict[str, Table]) -> str:
    """Return the page."""
    lines = ["| table | has to be there | key |", "|---|---|---|"]
    lines += [
        f"| [{table.name}](#{table.name}) | {'yes' if table.is_required else 'no'} | {', '.join(table.key)} |"
        for table in tables.values()
    ]
    return "\n".join(
        [INTRODUCTION.read_text(encoding="utf-8"), *lines, "", *(section(table) for table in tables.values())]
    )


def section(table: Table) -> str:
    """Return what the page says about a table."""
    lines = [f"### {table.name}", "", table.description]
    if len(table.default_rows) > 1:
        lines[-1] += f" Without the table there are the rows of `seeds/methodology/{table.name}.csv`."
    elif table.default_rows:
        rows = "; ".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in table.default_rows)
        lines[-1] += f" Without the table there is one row: {rows}."
    lines += ["", "| column | type | required | allowed | meaning |", "|---|---|---|---|---|"]
    lines += [
        f"| {column.name}{' (key)' if column.name in table.key else ''} | {type_of(column)} | {required(column)} "
        f"| {allowed(column)} | {column.description.replace('|', '/')} |"
        for column in table.columns
    ]
    return "\n".join([*lines, ""])


def type_of(column: Column) -> str:
    """Return type and unit in words."""
    words = {"string": "text", "double": "number", "integer": "whole number", "boolean": "true or false"}
    unit = f", {column.rules['unit']}" if "unit" in column.rules else ""
    return words.get(column.data_type, column.data_type) + unit


def required(column: Column) -> str:
    """Return whether a cell may be empty, and what stands for an empty one."""
    if "default" in column.rules and column.rules["default"] != "":
        return f"no: {column.rules['default']}"
    if "default_from" in column.rules:
        return "no: " + " or ".join(column.rules["default_from"])
    return "yes" if not column.may_be_absent else "no"


def allowed(column: Column) -> str:
    """Return what a cell may hold."""
    rules = column.rules
    parts = []
    if "allowed" in rules:
        parts.append(", ".join(rules["allowed"]))
    if "minimum" in rules:
        parts.append(f"from {rules['minimum']}" + (f" to {rules['maximum']}" if "maximum" in rules else " up"))
    if "references" in rules:
        parts.append(f"a code of {rules['references']}")
    return "; ".join(parts)


if __name__ == "__main__":
    main()
