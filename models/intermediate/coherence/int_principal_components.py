"""Principal components of each group of siblings: eigenvectors, which SQL has no function for."""

from typing import Any

import numpy as np

# Like the order of the rows, these digits make the result the same for any number of threads.
DECIMALS = 12

GROUPS = """
    select
        index_code, period_code, unit_level, group_node_code,
        row_number() over (order by period_code, unit_level, group_node_code) as group_number,
        list(distinct node_code order by node_code) as nodes,
        list(scaled_deviation order by area_code, node_code) as deviations
    from group_values
    where is_complete
    group by index_code, period_code, unit_level, group_node_code
"""


def model(dbt: Any, session: Any) -> Any:  # noqa: ANN401 - dbt hands over objects of its own
    """One row per group, component and child, of the correlation matrix over the units that have all children."""
    dbt.config(materialized="table")
    groups = dbt.ref("int_group_values").query("group_values", GROUPS)
    # only numbers go back: DuckDB takes seconds to read texts out of Python
    found: list[tuple[float, ...]] = []
    for number, nodes, deviations in groups.project("group_number, len(nodes), deviations").fetchall():
        values = np.array(deviations, dtype=float).reshape(-1, nodes)
        # a single child has no components, and one that is the same everywhere no correlations
        if nodes > 1 and np.all(np.ptp(values, axis=0) > 0):
            for component, (eigenvalue, loadings) in enumerate(components(values), start=1):
                found += [(number, component, place, eigenvalue, loadings[place - 1]) for place in range(1, nodes + 1)]
    names = ("group_number", "component", "place", "eigenvalue", "loading")
    table = np.array(found, dtype=float).reshape(-1, len(names))
    session.register("components_found", {name: table[:, column].copy() for column, name in enumerate(names)})
    return (
        groups.set_alias("groups")
        .join(session.table("components_found"), "group_number")
        .project(
            """
        index_code, period_code, unit_level, group_node_code,
        cast(component as integer) as component, nodes[cast(place as integer)] as node_code, eigenvalue, loading
        """
        )
    )


def components(values: Any) -> list[tuple[float, Any]]:  # noqa: ANN401 - numpy is not typed in dbt's environment
    """Eigenvalue and loadings of each component, the largest first; the largest loading of each is above 0."""
    scaled = values - values.mean(axis=0)
    scaled /= np.sqrt((scaled * scaled).sum(axis=0))
    # einsum adds up in one thread, unlike the product of matrices
    eigenvalues, vectors = np.linalg.eigh(np.einsum("ui,uj->ij", scaled, scaled))
    eigenvalues = np.maximum(eigenvalues, 0)
    loadings = np.round(vectors * np.sqrt(eigenvalues), DECIMALS)
    largest = np.argmax(np.abs(loadings), axis=0)
    loadings = loadings * np.where(loadings[largest, np.arange(len(largest))] < 0, -1, 1) + 0.0
    eigenvalues = np.round(eigenvalues, DECIMALS)
    return [(eigenvalues[place], loadings[:, place]) for place in reversed(range(len(eigenvalues)))]
