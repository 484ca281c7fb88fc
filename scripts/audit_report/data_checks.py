"""Section 2: what the indicators look like before they are normalised."""

from audit_report.text import EMPTY, Section, listed, number, of_all, percent, plural
from audit_report.warehouse import Index, Ranking, Row, Warehouse

# A unit with values for less of its leaves is thinly covered: the JRC asks for 65 percent in its audits.
COVERAGE = 0.65
MOST_ASYMMETRIC = 5


def data_checks(warehouse: Warehouse, index: Index, ranking: Ranking, limits: Row) -> Section:
    """Missing values, zeros and outliers of the leaves of an index."""
    section = Section()
    statistics = {
        row["node_code"]: row
        for row in warehouse.rows(
            """
            select * from indicator_statistics
            where index_code = $index and period_code = $period and unit_level = $level order by node_code
            """,
            **ranking.key,
        )
    }
    if not statistics:
        section.add("The marts have no values of this ranking.")
        return section
    section.add_table(
        ["pillar", "leaves", "missing", "zero", "with outliers", "need treatment", "largest skewness"],
        [
            pillar_row(node.name, [statistics[leaf] for leaf in index.leaves(node.code) if leaf in statistics])
            for node in [*index.pillars, index.nodes[index.code]]
        ],
    )
    judged = [row for row in statistics.values() if row["status"] == "computed"]
    if judged:
        add_asymmetric(section, index, judged)
        needy = sum(row["needs_outlier_treatment"] for row in judged)
        section.findings.append(
            f"{of_all(needy, len(judged))} leaves are asymmetric enough to need treatment of outliers: skewness beyond "
            f"±{limits['outlier_skewness']} and kurtosis above {limits['outlier_kurtosis']}."
        )
    for reason in sorted({row["reason"] for row in statistics.values() if row["reason"]}):
        names = [index.nodes[code].name for code, row in statistics.items() if row["reason"] == reason]
        section.add(f"{of_all(len(names), len(statistics))} leaves are not judged, since {reason}: {listed(names)}.")
        if not judged:
            section.findings.append(f"No leaf can be judged for outliers: {reason}.")
    add_treatment(section, warehouse, ranking)
    add_coverage(section, warehouse, ranking)
    return section


def pillar_row(name: str, leaves: list[Row]) -> list[str]:
    """What the leaves of a pillar have in common."""
    cells = sum(row["unit_count"] for row in leaves)
    observed = sum(row["observed_count"] for row in leaves)
    judged = [row for row in leaves if row["status"] == "computed"]
    strongest = max((row["skewness"] for row in judged), key=abs, default=None)
    return [
        name,
        str(len(leaves)),
        percent(sum(row["missing_count"] for row in leaves) / cells if cells else None, 1),
        percent(sum(row["zero_count"] for row in leaves) / observed if observed else None, 1),
        str(sum(row["outlier_count"] > 0 for row in judged)) if judged else EMPTY,
        str(sum(row["needs_outlier_treatment"] for row in judged)) if judged else EMPTY,
        number(strongest, 1),
    ]


def add_asymmetric(section: Section, index: Index, judged: list[Row]) -> None:
    """Show the leaves that are furthest from symmetric."""
    most = sorted(judged, key=lambda row: (-abs(row["skewness"]), row["node_code"]))[:MOST_ASYMMETRIC]
    section.add("The most asymmetric:")
    section.add_table(
        ["leaf", "units with a value", "zeros", "outliers", "skewness", "kurtosis"],
        [
            [
                f"{index.nodes[row['node_code']].name} (`{row['node_code']}`)",
                str(row["observed_count"]),
                str(row["zero_count"]),
                str(row["outlier_count"]),
                number(row["skewness"], 1),
                number(row["kurtosis"], 1),
            ]
            for row in most
        ],
    )


def add_treatment(section: Section, warehouse: Warehouse, ranking: Ranking) -> None:
    """Say what treating the outliers comes to, and where it does not help."""
    rows = warehouse.rows(
        """
        select * from outlier_treatment
        where index_code = $index and period_code = $period and unit_level = $level and status = 'computed'
        """,
        **ranking.key,
    )
    treated = [row for row in rows if row["outlier_treatment"] != "none"]
    if not treated:
        return
    winsorised = [row for row in treated if row["outlier_treatment"] == "winsorised"]
    values = sum(row["winsorised_count"] for row in winsorised)
    left = sum(row["has_outliers_left"] for row in treated)
    section.add(
        f"Where a scenario treats outliers, {of_all(len(winsorised), len(rows))} leaves are winsorised, "
        f"{plural(values, 'value')} in all, and {of_all(len(treated) - len(winsorised), len(rows))} take a logarithm. "
        f"Beyond the limits even so are {left}."
    )
    section.findings.append(f"Treating outliers leaves {of_all(left, len(treated))} treated leaves beyond the limits.")


def add_coverage(section: Section, warehouse: Warehouse, ranking: Ranking) -> None:
    """Say how many units lack values."""
    [coverage] = warehouse.rows(
        f"""
        select count(*) as units, count(case when observed < leaves then 1 end) as with_gaps,
            count(case when observed < {COVERAGE} * leaves then 1 end) as thin
        from (
            select area_code, count(*) as leaves, count(case when value_status = 'recorded' then 1 end) as observed
            from fct_normalised_values
            where index_code = $index and period_code = $period and unit_level = $level and is_unit
            group by area_code
        )
        """,
        **ranking.key,
    )
    if coverage["with_gaps"]:
        sentence = (
            f"{of_all(coverage['with_gaps'], coverage['units'])} units lack a value of at least one leaf; "
            f"{of_all(coverage['thin'], coverage['units'])} have values of less than {percent(COVERAGE)} of them."
        )
    else:
        sentence = f"All {coverage['units']} units have a value of every leaf."
    section.add(sentence)
    section.findings.append(sentence)
