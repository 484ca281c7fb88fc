"""Prepares Superset's own database in one go: its tables, its administrator, its roles and what it imports.

Usage: python scripts/dashboards/prepare.py FOLDER_OF_ASSETS, with SUPERSET_FOLDER and SUPERSET_CONFIG_PATH set
"""

import os
import sys
from pathlib import Path

from superset.app import create_app
from superset.cli.main import superset

ADMINISTRATOR = "admin"


def main() -> int:
    """Run Superset's own commands; the first that fails ends it."""
    password = (Path(os.environ["SUPERSET_FOLDER"]) / "password").read_text(encoding="utf-8").strip()
    person = ["--firstname", "Index", "--lastname", "Administrator", "--email", "admin@localhost"]
    runner = create_app().test_cli_runner()
    for command in (
        ["db", "upgrade"],
        ["fab", "create-admin", "--username", ADMINISTRATOR, *person, "--password", password],
        ["init"],
        ["import-directory", "--overwrite", sys.argv[1]],
    ):
        done = runner.invoke(superset, args=command)
        if done.exit_code != 0:
            print(f"superset {command[0]} failed: {done.output.strip() or done.exception}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
