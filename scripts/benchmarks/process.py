"""One command as a process of its own: seconds, peak memory, and how it ended.

A process that runs too long or takes too much memory is ended and reported, so that the others are still measured.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

POLL_SECONDS = 0.02
LINES_KEPT = 5
MEMORY_WORDS = ("out of memory", "memoryerror", "cannot allocate memory", "failed to allocate", "bad_alloc")


@dataclass(frozen=True)
class Outcome:
    """How a process ended; without `done` its figures say only how far it came."""

    status: str
    seconds: float
    peak_bytes: int
    message: str = ""

    @property
    def done(self) -> bool:
        """Whether it did what it was asked to."""
        return self.status == "done"

    def as_dict(self) -> dict[str, object]:
        """For a file of results."""
        return asdict(self)


def resident_bytes(process: int) -> int:
    """What a running process has in memory now; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def status_of(code: int, output: str) -> str:
    """Done, out of memory or failed. The system ends what takes the last memory with signal 9."""
    if code == 0:
        return "done"
    if code == -signal.SIGKILL or any(word in output.lower() for word in MEMORY_WORDS):
        return "out of memory"
    return "failed"


def run(
    command: Sequence[str | Path],
    log: Path,
    limit_seconds: float,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    most_bytes: int | None = None,
) -> Outcome:
    """Run a command and measure it; its output goes to the log.

    The peak is that of the one process, as the system keeps it. A child starts with the peak of the process that starts
    it, so this one has to stay small: it works nothing out itself.
    """
    ended = ""
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=folder,
            start_new_session=True,
        )
        try:
            while True:
                pid, wait_status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if not ended and time.perf_counter() - start > limit_seconds:
                    ended = f"over {limit_seconds / 60:g} minutes"
                elif not ended and most_bytes is not None and resident_bytes(process.pid) > most_bytes:
                    ended = "out of memory"
                if ended:
                    os.killpg(process.pid, signal.SIGKILL)
                time.sleep(POLL_SECONDS)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(wait_status)
    text = log.read_text(encoding="utf-8", errors="replace")
    status = ended or status_of(process.returncode, text)
    message = "" if status == "done" else "\n".join(text.strip().splitlines()[-LINES_KEPT:])
    return Outcome(status, seconds, usage.ru_maxrss * 1024, message)
