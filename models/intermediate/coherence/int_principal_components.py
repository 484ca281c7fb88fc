"""Principal components of each group of siblings: eigenvectors, which SQL has no function for."""

from typing import Any

import numpy as np

# Like the order of the rows, these digits make the result the same for any number of threads.
DECIMALS = 12

GROUPS = """
    select
        index_code, period_code, unit_level, group_node_code, child_count,
        list(node_code order by area_code, node_code)[:child_count] as nodes,
        list(scaled_deviation order by area_code, node_code) as deviations
    from group_values
    where is_complete
    group by all
    order by all
"""


def model(dbt: Any, session: Any) -> Any:  # noqa: ANN401 - dbt hands over objects of its own
    """One row per group, component and child, of the correlation matrix over the units that have all children."""
    dbt.config(materialized="table")
    found: list[tuple[Any, ...]] = []
    for *group, child_count, nodes, deviations in dbt.ref("int_group_values").query("group_values", GROUPS).fetchall():
        values = np.array(deviations, dtype=float).reshape(-1, child_count)
        # a single child has no components, and one that is the same everywhere no correlations
        if child_count > 1 and np.all(np.ptp(values, axis=0) > 0):
            for component, (eigenvalue, loadings) in enumerate(components(values), start=1):
                found += [
                    (*group, component, node, eigenvalue, loading)
                    for node, loading in zip(nodes, loadings, strict=True)
                ]
    names = ("index_code", "period_code", "unit_level", "group_node_code", "component", "node_code")
    columns = dict(zip((*names, "eigenvalue", "loading"), zip(*found, strict=True), strict=True)) if found else {}
    session.register(
        "components_found",
        {
            **{name: np.array(columns.get(name, ()), dtype=object) for name in names if name != "component"},
            "component": np.array(columns.get("component", ()), dtype=np.int32),
            "eigenvalue": np.array(columns.get("eigenvalue", ()), dtype=float),
            "loading": np.array(columns.get("loading", ()), dtype=float),
        },
    )
    # without rows numpy has no type for a text
    texts = ", ".join(f"cast({name} as varchar) as {name}" for name in names if name != "component")
    return session.query(f"select {texts}, component, eigenvalue, loading from components_found")


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
