"""Writes the atlas: the program that Vite has built, the figures of the current publication, and its database.

The folder is written aside and takes its place by a rename, so that nobody opens half of it.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

from data_files import data_files
from places import PROJECT, own_folder, published_folder
from refusal import Refusal, exit_code

PROGRAM = PROJECT / "atlas" / "build"
QUERIES = PROJECT / "atlas" / "queries"
# By this file a folder is known as an atlas that may be replaced.
MARK = "atlas.js"


def atlas_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the atlas; that of own data lies beside their publication."""
    default = "/".join(filter(None, [own_folder(environment), "atlas_site"]))
    return Path(environment.get("ATLAS_FOLDER", "") or default)


def write(published: Path, folder: Path) -> str:
    """Write the atlas of a publication into a folder, and say what is in it."""
    # One version, even if another one is published meanwhile.
    version = (published / "current").resolve()
    if not (version / "warehouse.duckdb").exists():
        raise Refusal(f"Nothing is published in {published} yet: run make build first.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Refusal(f"{folder} is not empty and no atlas: name another folder with ATLAS_FOLDER.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        fresh = Path(scratch) / "fresh"
        shutil.copytree(PROGRAM, fresh)
        build_id = json.loads((version / "manifest.json").read_text(encoding="utf-8"))["build_id"]
        count, size = write_data(version / "warehouse.duckdb", fresh / "data", build_id)
        shutil.copyfile(version / "warehouse.duckdb", fresh / "data" / "warehouse.duckdb")
        fresh.chmod(0o755)
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        fresh.rename(folder)
    return f"{folder}/index.html is the atlas: {count:,} files of figures, {size / 1e6:.1f} MB."


def write_data(warehouse: Path, folder: Path, build_id: str) -> tuple[int, int]:
    """Write the files of figures, and return how many and how large."""
    written: dict[str, int] = {}
    for path, text in data_files(warehouse, QUERIES, build_id):
        # Two codes that differ in capitals alone would share a file on some disks.
        if path.lower() in written:
            raise Refusal(f"{path}: another code differs from this one in capital letters alone.")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        written[path.lower()] = len(text.encode())
    return len(written), sum(written.values())


def main() -> None:
    """Write the atlas of the current publication."""
    print(write(published_folder(os.environ), atlas_folder(os.environ)))


if __name__ == "__main__":
    sys.exit(exit_code(main))
