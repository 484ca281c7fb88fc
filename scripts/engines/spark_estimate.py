"""How long a large cluster would take for how many records, on paper: from two measured sizes, step by step.

A step has a fixed part, planning and starting tasks, and work that grows with the records: seconds of cores, and bytes
that change places between the workers. The work per record is the difference of the two sizes over the difference of
their records, so that what is fixed drops out. Steps run one after the other, and so do the three parts of a step:
nothing is taken to happen at the same time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Result = Mapping[str, Any]


@dataclass(frozen=True)
class Assumed:
    """The cluster that nobody measured."""

    records: float = 1e11
    workers: int = 50
    cores: int = 16  # of each worker, as fast as those that were measured
    network: float = 1.25e9  # bytes a second of each worker: 10 Gbit/s
    disk: float = 1e9  # bytes a second of each worker; a shuffle is written once and read once
    slowdown: float = 1.5  # for partitions of different sizes and the last tasks of a stage

    @property
    def billions(self) -> float:
        """Records, as people say it."""
        return self.records / 1e9

    @property
    def gigabits(self) -> float:
        """Of the network, a second."""
        return self.network * 8 / 1e9

    @property
    def gigabytes(self) -> float:
        """Of the disk, a second."""
        return self.disk / 1e9


@dataclass(frozen=True)
class Estimate:
    """What one step would take, in seconds, and the bytes that it shuffles."""

    fixed: float
    computing: float
    shuffling: float
    shuffle_bytes: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.fixed + self.computing + self.shuffling


def per_record(small: Result, large: Result, step: str, figure: str) -> float:
    """By how much a figure of a step grows with each record; nothing where it does not grow."""
    one, other = ((size["steps"].get(step, {}).get(figure) or 0) for size in (small, large))
    return float(max(0.0, (other - one) / (large["records"] - small["records"])))


def estimate(small: Result, large: Result, step: str, assumed: Assumed) -> Estimate:
    """One step on the large cluster."""
    measured = small["steps"][step]
    cores = small["workers"] * small["worker_cores"]
    fixed = max(0.0, measured["seconds"] - (measured["task_seconds"] or 0) / cores)
    core_seconds = per_record(small, large, step, "task_seconds") * assumed.records * assumed.slowdown
    shuffled = per_record(small, large, step, "shuffle_bytes") * assumed.records
    of_a_worker = shuffled / assumed.workers
    elsewhere = (assumed.workers - 1) / assumed.workers
    return Estimate(
        fixed=fixed,
        computing=core_seconds / (assumed.workers * assumed.cores),
        shuffling=of_a_worker * elsewhere / assumed.network + 2 * of_a_worker / assumed.disk,
        shuffle_bytes=shuffled,
    )
