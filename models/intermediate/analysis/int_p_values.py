"""Two-sided p-values of Student's t: the one step that SQL has no function for."""

from typing import Any

import numpy as np
from scipy.special import stdtr


def model(dbt: Any, session: Any) -> Any:  # noqa: ANN401 - dbt hands over objects of its own
    """One row per correlation or coefficient: twice the part of the distribution beyond its t."""
    dbt.config(materialized="table")
    columns = "test_key, t_statistic, degrees_of_freedom"
    tests = dbt.ref("int_correlations").project(columns).union(dbt.ref("int_regressions").project(columns))
    found = tests.filter("t_statistic is not null").order("test_key").fetchnumpy()
    beyond = stdtr(found["degrees_of_freedom"].astype(float), -np.abs(found["t_statistic"]))
    session.register("p_values_found", {"test_key": found["test_key"], "p_value": 2 * beyond})
    # without rows numpy has no type for a text
    return session.query("select cast(test_key as varchar) as test_key, p_value from p_values_found")
