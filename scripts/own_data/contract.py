"""The contract of the input tables, as models/staging/own/_own_data__sources.yml states it."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[2]
CONTRACT = PROJECT / "models" / "staging" / "own" / "_own_data__sources.yml"
DESCRIPTIONS = PROJECT / "models" / "columns.md"


@dataclass(frozen=True)
class Column:
    """A column: its name, type and rules."""

    name: str
    data_type: str
    description: str
    rules: dict[str, Any]

    @property
    def may_be_absent(self) -> bool:
        """Whether a file may leave the column out."""
        return not self.rules.get("required") or "default" in self.rules

    @property
    def defaults(self) -> list[str]:
        """What stands for an empty cell, as SQL expressions, the first that is not empty."""
        texts = ["'" + str(self.rules["default"]).replace("'", "''") + "'"] if "default" in self.rules else []
        return [*self.rules.get("default_from", []), *texts]


@dataclass(frozen=True)
class Table:
    """A table: its name, key and columns, whether it has to be there, and the rows it has when it is not."""

    name: str
    description: str
    key: list[str]
    is_required: bool
    default_rows: list[dict[str, str]]
    columns: list[Column]


def read_contract() -> dict[str, Table]:
    """Read every table of the contract, in the order in which they build on each other."""
    sources = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["sources"]
    [source] = [source for source in sources if source["name"] == "own_data"]
    texts = read_descriptions()
    tables = {}
    for table in source["tables"]:
        meta = table["config"]["meta"]
        tables[table["name"]] = Table(
            name=table["name"],
            description=table["description"].strip(),
            key=meta["key"],
            is_required=meta["rows"] == "required",
            default_rows=read_default_rows(meta.get("default_rows", [])),
            columns=[
                Column(
                    name=column["name"],
                    data_type=column["data_type"],
                    description=re.sub(
                        r"\{\{ doc\('(\w+)'\) \}\}", lambda match: texts[str(match[1])], column["description"]
                    ),
                    rules=column.get("config", {}).get("meta", {}),
                )
                for column in table["columns"]
            ],
        )
    return tables


def read_default_rows(rows: list[dict[str, str]] | str) -> list[dict[str, str]]:
    """Return the rows of a table that is not there: given as they are, or as the path of an embedded table."""
    if isinstance(rows, str):
        with (PROJECT / rows).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    return rows


def read_descriptions() -> dict[str, str]:
    """Read the doc blocks of columns.md by name."""
    blocks = re.findall(
        r"\{% docs (\w+) %\}(.*?)\{% enddocs %\}", DESCRIPTIONS.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return {name: text.strip() for name, text in blocks}
