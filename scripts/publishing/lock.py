"""One writer at a time. The operating system lets go of the lock when the process ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from refusal import Refusal


@contextmanager
def sole_writer(lock_file: Path, held: str) -> Iterator[None]:
    """Hold the lock; if another process has it, refuse with the message, whose {process} is that process."""
    with lock_file.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refusal(held.format(process=f"process {file.read() or 'unknown'}")) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
