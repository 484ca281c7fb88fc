"""The documentation: every column of a mart with the columns that it comes from, and no dead link in the site."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import write_docs
from conftest import PROJECT, Build, Dbt
from documentation.column_lineage import Column, Schema, ancestors, direct_sources, origins
from documentation.site import PAGES, write_site
from mkdocs.exceptions import Abort

SCHEMA: Schema = {
    "w": {
        "seeds": {"sales": {"shop": "text", "amount": "double"}},
        "main": {"totals": {"shop": "text", "total": "double"}},
    }
}
MODELS = {
    "totals": """
        with sales as (select * from w.seeds.sales where amount > 0)
        select shop, sum(amount) as total from sales group by all
    """,
    "ranks": """
        with totals as (select * from w.main.totals),
        ranked as (select shop as code, rank() over (order by total desc) as place, 'own' as origin from totals)
        select ranked.*, totals.total / 2 as half from ranked inner join totals on ranked.code = totals.shop
        union all
        select shop, 0, 'none', null from totals
    """,
}


def test_lineage_of_two_models_by_hand() -> None:
    """Through stars, steps, windows and unions, model by model; a filter or a join is no part of a value."""
    nodes = {
        name: {"resource_type": "model", "language": "sql", "schema": "main", "name": name, "compiled_code": sql}
        for name, sql in MODELS.items()
    }
    sources = direct_sources({"nodes": nodes}, SCHEMA)
    shop, amount = Column("seeds", "sales", "shop"), Column("seeds", "sales", "amount")
    total = Column("main", "totals", "total")
    assert sources == {
        Column("main", "totals", "shop"): {shop},
        total: {amount},
        Column("main", "ranks", "code"): {Column("main", "totals", "shop")},
        Column("main", "ranks", "place"): {total},
        Column("main", "ranks", "origin"): set(),
        Column("main", "ranks", "half"): {total},
    }
    assert list(ancestors(Column("main", "ranks", "half"), sources)) == [total, amount]
    assert origins(Column("main", "ranks", "half"), sources) == {amount}


class Cells(HTMLParser):
    """The texts of all cells, row by row, and what the page loads."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.rows: list[list[str]] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember rows, cells and addresses."""
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
        elif tag == "br":
            self.handle_data(" ")
        self.loaded += [value for name, value in attrs if name == "src" and value]

    def handle_data(self, data: str) -> None:
        """Add to the cell."""
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def path(embedded_dbt: Dbt, embedded: Build) -> Path:
    """The page of the embedded data; what dbt has run since the build may have left only a part of it compiled."""
    assert embedded_dbt("compile").success
    return write_docs.write(embedded_dbt.folder / "target", embedded.warehouse)


def test_every_column_of_every_mart(path: Path, embedded: Build) -> None:
    """With its type and its meaning, and hardly one that comes from nowhere."""
    cells = Cells(path.read_text(encoding="utf-8"))
    rows = [row for row in cells.rows if row]
    in_build = embedded.query("select count(*) from duckdb_columns() where schema_name = 'main' and not internal")
    assert [(len(rows),)] == in_build
    assert all(len(row) == 5 and all(row) for row in rows)
    untraced = [row[0] for row in rows if row[3].startswith("no column")]
    assert 0 < len(untraced) < 40
    assert not [name for name in untraced if name.endswith(("_rank", "_share", "_value"))]
    assert cells.loaded == []


def test_a_score_rests_on_the_raw_files(path: Path) -> None:
    """From the wide mart to the extracts, and a name to the list of areas."""
    text = path.read_text(encoding="utf-8")
    city_index = text[text.index('<section id="city_index">') :].split("</section>")[0]
    rows = {row[0]: row for row in Cells(city_index).rows if row}
    assert rows["city_name_zh"][3:] == ["dim_area.name_zh", "areas.name_zh"]
    assert rows["index_score"][3] == "int_index_by_unit.index_score"
    files = set(re.findall(r"raw/(\w+)\.parquet", rows["index_score"][4]))
    assert {"expert_scores", "tencent__industry", "ctrip__records"} <= files


class Links(HTMLParser):
    """The addresses of a page, and the names within it."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.addresses: list[str] = []
        self.loaded: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember both."""
        values = dict(attrs)
        self.names |= {values.get("id") or "", values.get("name") or ""}
        if tag == "a" and values.get("href"):
            self.addresses.append(str(values["href"]))
        if tag in ("script", "img", "link") and (address := values.get("src") or values.get("href")):
            self.loaded.append(address)


def test_no_link_of_the_site_is_dead(path: Path, tmp_path: Path) -> None:
    """No page loads anything from elsewhere, and none tells where on this machine the project lies."""
    site = tmp_path / "site"
    by_dbt = tmp_path / "static_index.html"
    by_dbt.write_text(f'<script>{{"root_path": "{PROJECT}"}}</script>', encoding="utf-8")
    write_site(PROJECT, tmp_path / "scratch", site, {"marts.html": path, "dbt.html": by_dbt})
    pages = {file: Links(file.read_text(encoding="utf-8")) for file in site.glob("*.html")}
    assert len(pages) > 15
    dead = []
    for file, links in pages.items():
        for address in links.addresses + links.loaded:
            target, _, anchor = address.partition("#")
            if "://" in target and address in links.addresses:
                continue
            there = (file.parent / unquote(target)).resolve() if target else file
            known = pages.get(there)
            if not there.is_file() or (known and anchor and unquote(anchor) not in known.names):
                dead.append((file.name, address))
    assert [link for link in dead if link[0] != "404.html"] == []
    assert [file.name for file in pages if str(PROJECT) in file.read_text(encoding="utf-8")] == []


def test_a_dead_link_is_an_error(tmp_path: Path) -> None:
    """The page of operations names a chapter that there is not."""
    project = tmp_path / "project"
    for source in PAGES.values():
        (project / source).parent.mkdir(parents=True, exist_ok=True)
        (project / source).write_text("# A page\n", encoding="utf-8")
    (project / "docs" / "operations.md").write_text("[how](how-to.md#no-such-chapter)\n", encoding="utf-8")
    with pytest.raises(Abort):
        write_site(project, tmp_path / "scratch", tmp_path / "site", {})
