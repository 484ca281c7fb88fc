"""What a benchmark ran on: the machine and the versions."""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

OURS = ("dbt-core", "dbt-duckdb", "duckdb")
PEERS = ("polars", "pandas", "pyarrow")


def line_of(file: str, start: str) -> str:
    """What a file of /proc says after a word; empty where there is no such file."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(start)), "")


def memory_bytes() -> int:
    """All memory of the machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def describe(peers_python: Path | None = None) -> dict[str, str]:
    """Machine and versions, as a table of names and texts; with the versions of peers where they took part."""
    versions = {name: version(name) for name in OURS}
    if peers_python:
        script = f"from importlib.metadata import version; print(*[version(name) for name in {PEERS}])"
        asked = subprocess.run([peers_python, "-c", script], capture_output=True, text=True, check=True)
        versions |= dict(zip(PEERS, asked.stdout.split(), strict=True))
    return {
        "processor": line_of("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{memory_bytes() / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "load when it began": f"{os.getloadavg()[0]:.1f}",
        "python": ".".join(map(str, sys.version_info[:3])),
    } | versions
