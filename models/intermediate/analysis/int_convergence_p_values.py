"""Two-sided p-values of the t-values of int_convergence and the z-values of int_spatial_autocorrelation.

SQL has no distribution functions. Only scipy.special is loaded: scipy.stats would take a second.
"""

from typing import Any

from duckdb import DuckDBPyConnection, DuckDBPyRelation
from scipy.special import ndtr, stdtr


def model(dbt: Any, session: DuckDBPyConnection) -> DuckDBPyRelation:  # noqa: ANN401
    """One row per test: node, level, period, earlier period (empty for the z-values) and p-value."""
    dbt.config(materialized="table")
    regressions = dbt.ref("int_convergence").filter("t_value is not null")
    morans = dbt.ref("int_spatial_autocorrelation").filter("z_value is not null")
    rows = [
        (*key, float(2 * stdtr(unit_count - 2, -abs(t_value))))
        for *key, unit_count, t_value in regressions.project(
            "node_code, unit_level, period_code, earlier_period_code, unit_count, t_value"
        ).fetchall()
    ] + [
        (*key, None, float(2 * ndtr(-abs(z_value))))
        for *key, z_value in morans.project("node_code, unit_level, period_code, z_value").fetchall()
    ]
    return session.sql(
        """
        select
            unnest(cast($1 as varchar[])) as node_code,
            unnest(cast($2 as varchar[])) as unit_level,
            unnest(cast($3 as varchar[])) as period_code,
            unnest(cast($4 as varchar[])) as earlier_period_code,
            unnest(cast($5 as double[])) as p_value
        """,
        params=[[row[column] for row in rows] for column in range(5)],
    )
