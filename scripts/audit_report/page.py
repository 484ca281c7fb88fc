"""The page as a whole."""

import re
from collections import Counter
from itertools import groupby
from math import sqrt
from pathlib import Path
from xml.sax.saxutils import unescape

from audit_report import engine
from audit_report.coherence import ALPHA, coherence
from audit_report.data_checks import data_checks
from audit_report.draws import analyses_of, analysis_name
from audit_report.other_indices import add_others
from audit_report.robustness import robustness
from audit_report.sensitivity import factor_name
from audit_report.text import EMPTY, Section, listed, number, percent, plural
from audit_report.warehouse import (
    Index,
    Node,
    Ranking,
    Row,
    Warehouse,
    opened,
    read_indices,
    read_limits,
)

NOTICES = {
    "reconstructed": (
        "**Reconstructed data.** These figures describe data that were solved backwards from published scores. They "
        "show how the data were made and how the method behaves, and say nothing about any real city or province."
    ),
    "published": "These figures rest on printed scores, which are real.",
    "own": "These figures rest on the user's own data.",
}

CHOICES = {
    "around_default": "each weight of the tree times {lowest} to {highest}, rescaled",
    "any_weights": "all weights that add up to 1 are as likely",
    "expert_panel": "as many experts as there are, drawn from them with replacement",
    "any_leaf": "one leaf, any as likely",
    "treated": "outliers treated",
}

READING = """\
Each index with pillars is audited in the steps of the audits that the Joint Research Centre of the European Commission
makes, for the latest period of each level and under its default weights. Section 5 sums up, by rules alone: whatever it
says is a figure of the sections before. What is computed and how:
{method}.

| word | means |
|---|---|
| leaf | an indicator, the lowest node of the tree |
| need treatment | leaves with skewness beyond ±{skewness} and kurtosis above {kurtosis}: a few units dominate them |
| with outliers | leaves with units further than {fence} times the distance of the quartiles beyond these |
| too high, weak, negative | correlations above {too_high}; from {negative} to {weak}; below {negative} |
| alpha | Cronbach's; {alpha} is a common lower limit for items that are meant to measure one thing |
| eigenvalues above 1 | how many dimensions the children have, by Kaiser's rule |
| importance | the part of the squared correlations with the index that falls to a pillar |
| draws, failed | how often the index was computed anew with random choices; failed where one cannot be computed |
| rank 3 to 7 | at most 5 percent of the draws bring a better rank than 3, and at most 5 percent a worse one than 7 |
| told from the next one | ahead of it in at least {confidence} of the draws |
| first place | units that tie are all first, so that their shares may add up to more than 100 percent |
| shift | rank under another choice less default rank, without its sign |
| alone, in all | first-order and total sensitivity index. Estimates: few draws may take them below 0 or above 1 |
"""


def audit_report(build_file: Path, name: str, title: str, docs: str = "") -> dict[str, str]:
    """The files of a report by their paths: a page `name.md`, and its charts in the folder `name`.

    docs leads from the page to docs/, for links; without it there are none.
    """
    limits = read_limits()
    with opened(build_file) as warehouse:
        indices = read_indices(warehouse)
        full = [index for index in indices if index.has_pillars]
        others = [index for index in indices if not index.has_pillars]
        page = Section()
        page.add(f"# Statistical audit: {title}", *notices(indices))
        page.add("`make audit-report` writes this page from the marts of the last build.")
        add_contents(page, full, others)
        page.add("## How to read it", reading(limits, docs).rstrip())
        add_analyses(page, warehouse, limits)
        for index in full:
            page.add_section(index_part(warehouse, index, limits, name))
        if others:
            add_others(page, warehouse, others)
    text = "\n".join(page.lines).rstrip() + "\n"
    return {f"{name}.md": text, **{f"{name}/{file}": chart for file, chart in sorted(page.charts.items())}}


def notices(indices: list[Index]) -> list[str]:
    """What the origins of the data mean, the least real first."""
    by_origin = {
        origin: [index.name for index in indices if origin in index.origins]
        for origin in sorted({origin for index in indices for origin in index.origins}, reverse=True)
    }
    if len(by_origin) == 1:
        return [f"> {NOTICES[origin]}" for origin in by_origin]
    return [f"> {NOTICES[origin]}\n> That is so of {listed(names, 20)}." for origin, names in by_origin.items()]


def reading(limits: Row, docs: str) -> str:
    """How to read the page, with the limits that the marts judge by."""
    method = "docs/methodology.md of the warehouse"
    if docs:
        page = f"{docs}/methodology.md"
        method = f"[coherence]({page}#coherence), [robustness]({page}#how-sure-is-a-rank)"
    return READING.format(
        method=method,
        skewness=limits["outlier_skewness"],
        kurtosis=limits["outlier_kurtosis"],
        fence=limits["outlier_fence"],
        too_high=limits["correlation_too_high"],
        weak=limits["correlation_weak"],
        negative=str(limits["correlation_negative"]).replace("-", "−"),
        alpha=ALPHA,
        confidence=percent(limits["robustness_confidence"]),
    )


def add_analyses(page: Section, warehouse: Warehouse, limits: Row) -> None:
    """Say what the analyses draw, and how often."""
    choices = engine.read_choices(warehouse)
    draws = engine.read_draws(warehouse)
    if draws is None:
        return
    error = 100 * sqrt(limits["robustness_confidence"] * (1 - limits["robustness_confidence"]) / draws)
    page.add(
        f"Each analysis takes {draws} draws. They depend on nothing but the seed, {limits['robustness_seed']}: the "
        f"next build draws the same. A share of {percent(limits['robustness_confidence'])} of them has a standard "
        f"error of {number(error, 1)} percentage points. What is drawn, with its probability:"
    )
    spread = limits["weight_uncertainty"]
    factors = {
        (analysis, factor): ", ".join(choice_text(row, spread) for row in rows)
        for (analysis, factor), rows in groupby(choices, key=lambda row: (row["analysis"], row["factor"]))
    }
    page.add_table(
        ["analysis", "choice", "what may be chosen"],
        [
            [analysis_name(analysis), factor_name(factor), text]
            for analysis in analyses_of(choices)
            for (of_analysis, factor), text in factors.items()
            if of_analysis == analysis
        ],
    )


def choice_text(row: Row, spread: float) -> str:
    """A choice and how probable it is."""
    meaning = CHOICES.get(row["choice"], row["choice"].replace("_", " "))
    meaning = meaning.format(lowest=number(1 - spread), highest=number(1 + spread))
    return meaning if row["probability"] == 1 else f"{meaning} ({percent(row['probability'])})"


def anchor(heading: str) -> str:
    """The link to a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def add_contents(page: Section, full: list[Index], others: list[Index]) -> None:
    """List the parts of the page."""
    headings = [index.name for index in full] + (["Other indices"] if others else [])
    page.add("\n".join(f"- [{heading}](#{anchor(heading)})" for heading in headings))


def index_part(warehouse: Warehouse, index: Index, limits: Row, folder: str) -> Section:
    """The five sections on an index."""
    part = Section()
    part.add(f"## {index.name}")
    part.add(*[f"> {NOTICES[origin]}" for origin in index.origins])
    part.add("### 1. What is audited")
    add_subject(part, warehouse, index)
    findings: dict[str, list[str]] = {ranking.title: [] for ranking in index.latest}
    for heading, introduction, topic in (
        ("2. Conceptual and data checks", "Values before normalisation, after the direction.", "Data"),
        ("3. Statistical coherence", "Scores, and normalised values of leaves.", "Coherence"),
        (
            "4. Robustness",
            "Ranks in random draws of choices, under one other choice at a time, and under moved weights.",
            "Robustness",
        ),
    ):
        part.add(f"### {heading}", introduction)
        for ranking in index.latest:
            part.add(f"#### {heading.split('. ')[1]}: {ranking.title}")
            section = step_of(topic, warehouse, index, ranking, limits)
            for file, chart in section.charts.items():
                part.add(f"![{chart_title(chart)}]({folder}/{file})")
            findings[ranking.title] += [f"**{topic}.** {sentence}" for sentence in section.findings]
            part.add_section(Section(section.lines, charts=section.charts))
    part.add("### 5. Findings")
    for title, sentences in findings.items():
        part.add(f"**{title}**", "\n".join(f"- {sentence}" for sentence in sentences))
    return part


def chart_title(chart: str) -> str:
    """The title of a chart, for those who cannot see it."""
    found = re.search(r"<title>(.*?)</title>", chart)
    return unescape(found.group(1)) if found else ""


def step_of(topic: str, warehouse: Warehouse, index: Index, ranking: Ranking, limits: Row) -> Section:
    """One step of the audit for one ranking."""
    file = re.sub(r"\W+", "-", f"{index.code}-{ranking.level}")
    if topic == "Data":
        return data_checks(warehouse, index, ranking, limits)
    if topic == "Coherence":
        return coherence(warehouse, index, ranking, limits, f"{file}-pillars.svg")
    return robustness(warehouse, index, ranking, f"{file}-ranks.svg")


def add_subject(part: Section, warehouse: Warehouse, index: Index) -> None:
    """Say what the index is made of and whom it ranks."""
    leaves = index.leaves(index.code)
    methods = warehouse.rows(
        """
        select normalisation, missing_rule, count(*) as leaves from dim_node
        where index_code = $index and is_leaf group by all order by leaves desc, normalisation, missing_rule
        """,
        index=index.code,
    )
    normalised = listed(
        [f"`{row['normalisation']}`, missing `{row['missing_rule']}` ({row['leaves']})" for row in methods]
    )
    means = Counter(
        row["aggregation"]
        for row in warehouse.rows(
            "select aggregation from dim_node where index_code = $index and not is_leaf", index=index.code
        )
    )
    part.add(
        f"`{index.code}`: {plural(len(index.pillars), 'pillar')}, {plural(len(index.groups), 'node')} with children, "
        f"{plural(len(leaves), 'leaf', 'leaves')}. Means of nodes: "
        f"{listed([f'{mean} ({count})' for mean, count in sorted(means.items())])}. "
        f"Normalisation of leaves: {normalised}. Default weights: `{index.scheme}`."
    )
    part.add_table(
        ["pillar", "weight", "children", "leaves"],
        [pillar_row(index, node) for node in index.pillars],
    )
    latest = index.latest
    part.add_table(
        ["ranking", "units", "with a score", "origin", "audited here"],
        [
            [
                ranking.title,
                str(ranking.units),
                str(ranking.scored),
                ranking.origin,
                "yes" if ranking in latest else "no",
            ]
            for ranking in index.rankings
        ],
    )


def pillar_row(index: Index, node: Node) -> list[str]:
    """A pillar in a line."""
    children = str(len(node.children)) if node.children else EMPTY
    return [node.name, percent(node.weight, 2), children, str(len(index.leaves(node.code)))]
