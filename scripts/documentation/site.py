"""The pages of docs/, README.md first, as a site that opens from disk."""

import re
import shutil
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

PAGES = {
    "index.md": "README.md",
    "chinese.md": "README.zh-CN.md",
    "methodology.md": "docs/methodology.md",
    "data-contract.md": "docs/data-contract.md",
    "raw-data.md": "raw/README.md",
    "report-coverage.md": "docs/report-coverage.md",
    "audit-report.md": "docs/audit-report/embedded.md",
    "metrics.md": "docs/metrics.md",
    "atlas.md": "docs/atlas.md",
    "bi.md": "docs/bi.md",
    "how-to.md": "docs/how-to.md",
    "operations.md": "docs/operations.md",
    "engines.md": "docs/engines.md",
    "benchmarks.md": "docs/benchmarks.md",
    "architecture.md": "docs/architecture.md",
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
}
TITLES = {
    "index.md": "Start",
    "chinese.md": "中文",
    "marts.html": "Data dictionary",
    "dbt.html": "Models and tests",
    "bi.md": "Dashboards",
    "how-to.md": "How to",
}
# The programs and figures that pages link to lie beside them, as they are.
FILES = "files"
# The theme does not break lines in tables, and most of our pages are tables.
STYLE = """
.wy-nav-content { max-width: 75rem; }
.wy-table-responsive table td, .wy-table-responsive table th { white-space: normal; }
"""
LINK = re.compile(r"(!?\[[^\]]*\])\(([^)#\s]+)(#[^)\s]*)?\)")


def write_site(project: Path, scratch: Path, site: Path, others: dict[str, Path]) -> None:
    """Write the site, with other pages that are HTML already: marts.html and dbt.html. A dead link is an error."""
    shutil.rmtree(scratch, ignore_errors=True)
    pages = scratch / "pages"
    pages.mkdir(parents=True)
    for name, source in PAGES.items():
        text = (project / source).read_text(encoding="utf-8")
        (pages / name).write_text(relinked(text, (project / source).parent, project, pages), encoding="utf-8")
    for name, written in others.items():
        # dbt writes down where on this machine the project lies, which is nobody's business
        text = written.read_text(encoding="utf-8").replace(str(project.resolve()), ".")
        (pages / name).write_text(text, encoding="utf-8")
    (pages / "site.css").write_text(STYLE, encoding="utf-8")
    order = ["index.md", *others, *(name for name in PAGES if name != "index.md")]
    configuration = {
        "site_name": "Internet Plus Index",
        "theme": {"name": "readthedocs", "highlightjs": False, "include_homepage_in_sidebar": False},
        # The search of the theme needs a server, and the site opens from disk.
        "plugins": [],
        "extra_css": ["site.css"],
        "use_directory_urls": False,
        "markdown_extensions": ["tables", "fenced_code", "toc"],
        "nav": [{TITLES.get(name, Path(name).stem.replace("-", " ").capitalize()): name} for name in order],
        "docs_dir": str(pages.absolute()),
        "site_dir": str(site.absolute()),
        "strict": True,
        "validation": {"links": {"anchors": "warn"}},
    }
    file = scratch / "mkdocs.yml"
    file.write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
    build(load_config(str(file)))


def relinked(text: str, folder: Path, project: Path, pages: Path) -> str:
    """A page's text, with links to where its neighbours are in the site; folders are named without a link."""
    names = {(project / source).resolve(): name for name, source in PAGES.items()}

    def to(match: re.Match[str]) -> str:
        label, target, anchor = match[1], match[2], match[3] or ""
        if "://" in target:
            return match[0]
        file = (folder / target).resolve()
        if file in names:
            return f"{label}({names[file]}{anchor})"
        if file.is_dir():
            return label[1:-1]
        place = Path(FILES) / file.relative_to(project.resolve())
        (pages / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, pages / place)
        return f"{label}({place.as_posix()})"

    return LINK.sub(to, text)
