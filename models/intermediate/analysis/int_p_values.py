"""Two-sided p-values: the one step that SQL has no function for. Only scipy.special is loaded: scipy.stats is slow."""

from typing import Any

import numpy as np
from scipy.special import ndtr, stdtr


def model(dbt: Any, session: Any) -> Any:  # noqa: ANN401 - dbt hands over objects of its own
    """One row per test: twice the part of Student's t beyond its value, of the normal distribution for Moran's I."""
    dbt.config(materialized="table")
    t_tests = (
        dbt.ref("int_correlations")
        .project("test_key, t_statistic, cast(degrees_of_freedom as double) as degrees_of_freedom")
        .union(dbt.ref("int_regressions").project("test_key, t_statistic, cast(degrees_of_freedom as double)"))
        .union(dbt.ref("int_convergence").project("test_key, t_value, cast(unit_count - 2 as double)"))
    )
    tests = t_tests.union(dbt.ref("int_spatial_autocorrelation").project("test_key, z_value, cast('inf' as double)"))
    found = tests.filter("t_statistic is not null").order("test_key").fetchnumpy()
    degrees, distance = found["degrees_of_freedom"].astype(float), -np.abs(found["t_statistic"].astype(float))
    is_normal = np.isinf(degrees)
    beyond = np.where(is_normal, ndtr(distance), stdtr(np.where(is_normal, 1, degrees), distance))
    session.register("p_values_found", {"test_key": found["test_key"], "p_value": 2 * beyond})
    # without rows numpy has no type for a text
    return session.query("select cast(test_key as string) as test_key, p_value from p_values_found")
