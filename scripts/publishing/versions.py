"""The folder of published versions: numbered folders that never change, and one link that says which is current.

Readers go through fixed links, and all of these through the one link `current`, so that they change in one step.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from lock import sole_writer

KEPT = 5
READ_BY_ALL = ("warehouse.duckdb", "marts", "manifest.json")


def fsync(path: Path) -> None:
    """Have the file or folder on the disk before anything points to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Versions:
    """What was published into a folder."""

    def __init__(self, published: Path) -> None:
        """Nothing is written before the first version is."""
        self.published = published
        self.folder = published / "versions"

    def locked(self) -> AbstractContextManager[None]:
        """One publication or rollback at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = f"another publication into {self.published} is under way ({{process}}); wait for it to end"
        return sole_writer(self.published / ".lock", held)

    def numbers(self) -> list[int]:
        """The numbers of all versions, in order."""
        names = os.listdir(self.folder) if self.folder.exists() else []
        return sorted(int(name) for name in names if re.fullmatch(r"\d{6,}", name))

    def current(self) -> int | None:
        """The number of the version that readers see."""
        try:
            return int(os.path.basename(os.readlink(self.published / "current")))
        except FileNotFoundError:
            return None

    def version(self, number: int) -> Path:
        """The folder of a version."""
        return self.folder / f"{number:06}"

    def manifest_of(self, number: int) -> str:
        """The text of a version's manifest."""
        return (self.version(number) / "manifest.json").read_text(encoding="utf-8")

    def clear_away(self) -> None:
        """Remove what killed runs left behind."""
        for partial in self.folder.glob(".partial-*"):
            shutil.rmtree(partial)
        for link in self.published.glob(".link-*"):
            link.unlink()

    @contextmanager
    def partial(self) -> Iterator[Path]:
        """A hidden folder to write a version into."""
        folder = Path(tempfile.mkdtemp(prefix=".partial-", dir=self.folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def add(self, partial: Path) -> int:
        """Make a version of a folder that is written to its end."""
        number = max(self.numbers(), default=0) + 1
        partial.chmod(0o755)
        for path in (*partial.rglob("*"), partial):
            fsync(path)
        partial.rename(self.version(number))
        fsync(self.folder)
        return number

    def switch_to(self, number: int) -> None:
        """Let readers see this version from now on."""
        for name in READ_BY_ALL:
            if not os.path.islink(self.published / name):
                self.link(name, f"current/{name}")
        self.link("current", f"versions/{number:06}")

    def link(self, name: str, target: str) -> None:
        """Point the link to the target in one step: a fresh link takes its place."""
        fresh = self.published / f".link-{name}"
        fresh.symlink_to(target)
        os.replace(fresh, self.published / name)
        fsync(self.published)

    def remove_old(self) -> None:
        """Keep the last few versions and always the current one."""
        for number in self.numbers()[:-KEPT]:
            if number != self.current():
                # Renamed first: a version that is half removed must not look like one.
                removed = self.folder / f".partial-{number:06}"
                self.version(number).rename(removed)
                shutil.rmtree(removed)
