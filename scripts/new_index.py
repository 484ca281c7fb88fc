"""Starts a new index: a folder with a small example that builds at once, and a page on what each table means."""

import argparse
import shutil
import sys
from pathlib import Path

from data_contract import section
from own_data.contract import PROJECT, read_contract

EXAMPLE = PROJECT / "examples" / "shop_index"
INTRODUCTION = Path(__file__).parent / "own_data" / "new_index_introduction.md"


def main(arguments: list[str] | None = None) -> int:
    """Write the folder; never over something that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"{folder} is there already and not empty: name a new folder.", file=sys.stderr)
        return 1
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    tables = [section(table) for table in read_contract().values() if (folder / f"{table.name}.csv").exists()]
    text = INTRODUCTION.read_text(encoding="utf-8").format(folder=folder) + "\n" + "\n".join(tables)
    (folder / "README.md").write_text(text.rstrip() + "\n", encoding="utf-8")
    print(f"{folder} has a small index that builds at once, and README.md says what each table means. Build it with\n")
    print(f"  OWN_DATA={folder} make build\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
