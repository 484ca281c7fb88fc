"""A publication that is killed at any moment leaves readers with a whole version, and the next one works."""

import random
import time
from pathlib import Path

from tiny_build import KILLS, KILLS_OF_BUILDS, generation_of, kill_after, places, run, start, write_build

ROWS = 100_000


def test_kills_while_publishing(tmp_path: Path) -> None:
    """What is published is the version before or the new one, whole; the next publication clears up."""
    here, moments = places(tmp_path), random.Random(2016)
    build_file, folder = Path(here["WAREHOUSE_FILE"]), Path(here["PUBLISHED_FOLDER"])
    write_build(build_file, 1, ROWS)
    started = time.monotonic()
    assert run("publishing/publish.py", here)[0] == 0
    seconds = time.monotonic() - started
    readers_see, killed = 1, 0
    for generation in range(2, 2 + KILLS - KILLS_OF_BUILDS):
        write_build(build_file, generation, ROWS)
        # The first part of the time goes by before a file is written.
        killed += kill_after(start("publishing/publish.py", here), seconds * moments.uniform(0.3, 1)) != 0
        seen = generation_of(folder)
        assert seen in (readers_see, generation)
        readers_see = seen
    assert killed > 0
    assert run("publishing/publish.py", here)[0] == 0
    assert generation_of(folder) == generation
    assert not list((folder / "versions").glob(".*"))
