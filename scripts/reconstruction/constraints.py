"""What a printed figure asks of the reconstructed records, and what they give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Constraint:
    """One printed figure: the value aimed at, the value reached, and how far apart they may be."""

    name: str
    target: float
    reached: float
    tolerance: float

    @property
    def residual(self) -> float:
        """Distance between the reached value and the target."""
        return abs(self.reached - self.target)

    @property
    def is_met(self) -> bool:
        """Whether the residual stays within the tolerance (a missing value does not)."""
        return self.residual <= self.tolerance


def missed(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Return the constraints whose residual exceeds the tolerance."""
    return [constraint for constraint in constraints if not constraint.is_met]


def summary(constraints: Sequence[Constraint]) -> str:
    """Return one line with the number of constraints and of those that are missed."""
    return f"{len(constraints)} constraints, {len(missed(constraints))} missed"


def report(constraints: Sequence[Constraint], only_missed: bool = False) -> str:
    """Return a table of the constraints, one a line, with the missed ones marked."""
    shown = missed(constraints) if only_missed else list(constraints)
    lines = [
        f"{' ' if one.is_met else 'X'} {one.name:<64} {one.target:>16.6f} {one.reached:>16.6f} "
        f"{one.residual:>12.3e} {one.tolerance:>10.1e}"
        for one in shown
    ]
    return "\n".join([f"  {'name':<64} {'target':>16} {'reached':>16} {'residual':>12} {'tolerance':>10}", *lines])


def print_report(constraints: Sequence[Constraint], only_missed: bool = False) -> None:
    """Print the table of the constraints and the summary line."""
    print(report(constraints, only_missed))
    print(summary(constraints))
