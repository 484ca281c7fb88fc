"""Processes that outlive the program that starts them, each with a log and a file that says which process it is."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS_TO_END = 20


def _started_at(process: int) -> str:
    """When it started, or '' if there is none: a number alone may belong to another process by now."""
    listed = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout.split(maxsplit=1)
    return "" if len(listed) < 2 or listed[0].startswith("Z") else listed[1].strip()


class Process:
    """One process of the cluster, known by its name."""

    def __init__(self, name: str, folder: Path) -> None:
        """Its files stand in the folder."""
        self.name = name
        self.log = folder / f"{name}.log"
        self.pid_file = folder / f"{name}.pid"

    def running(self) -> int | None:
        """Its process id, if it runs and this program started it."""
        if not self.pid_file.exists():
            return None
        process, started = self.pid_file.read_text(encoding="utf-8").split("\n", maxsplit=1)
        return int(process) if started and _started_at(int(process)) == started else None

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it apart from this program, in the folder of its log."""
        with self.log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                command,
                env=environment,
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ).pid
        self.pid_file.write_text(f"{process}\n{_started_at(process)}", encoding="utf-8")

    def stop(self) -> bool:
        """Ask it to end, and make it after a while; whether it ran."""
        process = self.running()
        if process:
            os.kill(process, signal.SIGTERM)
            latest = time.monotonic() + SECONDS_TO_END
            while self.running() and time.monotonic() < latest:
                time.sleep(0.2)
            if self.running():
                os.kill(process, signal.SIGKILL)
        self.pid_file.unlink(missing_ok=True)
        return process is not None

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
