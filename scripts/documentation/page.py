"""The page of the marts: every table and column with its description, and what each column comes from."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from documentation.column_lineage import Column, origins

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { border-bottom: 1px solid #8886; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
code { overflow-wrap: anywhere; }
nav { columns: 14rem; }
section { margin-top: 2.5rem; overflow-x: auto; }
"""
# More than these are folded up.
MOST_AT_ONCE = 5
NOT_TRACED = "no column: a constant, or a count of rows"


def page(manifest: Mapping[str, Any], sources: Mapping[Column, set[Column]], types: Mapping[Column, str]) -> str:
    """The whole page; it loads nothing."""
    marts = sorted(
        (node for node in manifest["nodes"].values() if node["resource_type"] == "model" and node["fqn"][1] == "marts"),
        key=lambda node: str(node["name"]),
    )
    links = "".join(f'<div><a href="#{escape(mart["name"])}">{escape(mart["name"])}</a></div>' for mart in marts)
    sections = "".join(section(mart, sources, types) for mart in marts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>The marts and their columns</title><style>{STYLE}</style></head><body>"
        "<h1>The marts and their columns</h1>"
        "<p>What each column means, which columns its value is made of, and on which columns at the very beginning "
        "it rests. What rows are joined to or filtered by is not in it. "
        '<a href="dbt.html">Models, tests and the graph between them</a> are on dbt\'s own page.</p>'
        f"<nav>{links}</nav>{sections}</body></html>\n"
    )


def section(mart: Mapping[str, Any], sources: Mapping[Column, set[Column]], types: Mapping[Column, str]) -> str:
    """A mart with its columns."""
    name = str(mart["name"])
    rows = "".join(
        row(Column(mart["schema"], name, column), described["description"], sources, types)
        for column, described in mart["columns"].items()
    )
    return (
        f'<section id="{escape(name)}"><h2>{escape(name)}</h2><p>{escape(mart["description"])}</p><table><thead><tr>'
        '<th scope="col">Column</th><th scope="col">Type</th><th scope="col">Meaning</th>'
        f'<th scope="col">Made of</th><th scope="col">Rests on</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def row(column: Column, description: str, sources: Mapping[Column, set[Column]], types: Mapping[Column, str]) -> str:
    """A column."""
    cells = [
        f"<code>{escape(column.name)}</code>",
        escape(types.get(column, "")),
        escape(description),
        named(sources.get(column, ())),
        named(origins(column, sources)),
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def named(columns: Iterable[Column]) -> str:
    """Columns by their tables."""
    names = [f"<code>{escape(column.table)}.{escape(column.name)}</code>" for column in sorted(columns)]
    if len(names) > MOST_AT_ONCE:
        return f"<details><summary>{len(names)} columns</summary>{'<br>'.join(names)}</details>"
    return "<br>".join(names) or NOT_TRACED
