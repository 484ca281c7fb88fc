"""A linear programme put together row by row and solved by HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class InfeasibleError(RuntimeError):
    """The programme has no solution."""


@dataclass
class _Rows:
    """The rows of one kind (equations or inequalities), as the triplets of a sparse matrix."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)

    def add(self, columns: Sequence[int], values: Sequence[float], right: float) -> None:
        self.rows.extend([len(self.right)] * len(columns))
        self.columns.extend(columns)
        self.values.extend(values)
        self.right.append(right)

    def matrix(self, width: int) -> csr_array:
        return csr_array((self.values, (self.rows, self.columns)), shape=(len(self.right), width))


@dataclass
class LinearProgramme:
    """Minimise cost · x subject to rows low <= a · x <= high and bounds on x."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    equations: _Rows = field(default_factory=_Rows)
    inequalities: _Rows = field(default_factory=_Rows)

    def variable(self, lower: float = 0.0, upper: float = np.inf, cost: float = 0.0) -> int:
        """Add a variable and return its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        return len(self.cost) - 1

    def variables(self, count: int, lower: float = 0.0, upper: float = np.inf) -> IntArray:
        """Add some variables and return their numbers."""
        return np.array([self.variable(lower, upper) for _ in range(count)], dtype=np.int64)

    def row(self, columns: Sequence[int] | IntArray, values: Sequence[float], low: float, high: float) -> None:
        """Add the row low <= values · x[columns] <= high; either end may be infinite."""
        numbers = [int(column) for column in columns]
        if low == high:
            self.equations.add(numbers, values, low)
            return
        if np.isfinite(high):
            self.inequalities.add(numbers, values, high)
        if np.isfinite(low):
            self.inequalities.add(numbers, [-value for value in values], -low)

    def total(self, columns: Sequence[int] | IntArray, low: float, high: float) -> None:
        """Add a row for a plain sum."""
        self.row(columns, [1.0] * len(columns), low, high)

    def at_least(self, larger: int, smaller: int, margin: float) -> None:
        """Add the row x[larger] >= x[smaller] + margin."""
        self.row([larger, smaller], [1.0, -1.0], margin, np.inf)

    def near(self, column: int, prior: float, price: float, free: float = 0.25, steep: float = 4.0) -> None:
        """Price the distance of x from a prior: beyond the free part of the prior it costs `steep` times as much."""
        parts = [
            self.variable(0.0, free * prior, price),
            self.variable(0.0, free * prior, price),
            self.variable(0.0, np.inf, steep * price),
            self.variable(0.0, np.inf, steep * price),
        ]
        self.row([column, *parts], [1.0, -1.0, 1.0, -1.0, 1.0], prior, prior)

    def solve(self) -> FloatArray:
        """Return the solution, or raise an error where there is none."""
        width = len(self.cost)
        answer = linprog(  # type: ignore[call-overload, unused-ignore]  # sparse matrices are missing in the stubs
            np.array(self.cost),
            A_ub=self.inequalities.matrix(width),
            b_ub=np.array(self.inequalities.right),
            A_eq=self.equations.matrix(width),
            b_eq=np.array(self.equations.right),
            bounds=np.column_stack([self.lower, self.upper]),
            method="highs",
            options={"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-7},
        )
        if answer.status != 0:
            raise InfeasibleError(answer.message)
        return np.asarray(answer.x, dtype=np.float64)
