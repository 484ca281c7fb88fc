"""Builds the warehouse, publishes it, and says what came of it. Stops without publishing if anything fails.

Usage: python scripts/build.py [--example QUERY] [--vars VARS]
"""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent / "publishing"))

import duckdb
import places
from build_file import opened, read_rows
from lock import sole_writer
from own_data.remote import is_remote
from own_data.tables import project_code
from publish import publish
from refusal import Refusal, exit_code
from summary import summarise
from versions import Versions

REASONS_SHOWN = 10
ERRORS = ("RunResultError", "MainEncounteredError")  # events of dbt that say why; others say only that


class Progress:
    """Shows dbt's lines as they come, and remembers why a build failed."""

    def __init__(self) -> None:
        """Nothing failed yet."""
        self.faults: list[str] = []
        self.errors: list[str] = []

    def __call__(self, event: Any) -> None:  # noqa: ANN401
        """Take an event of dbt. Stack traces go to its log alone."""
        name, level, text = event.info.name, event.info.level, event.info.msg
        if level in ("info", "warn", "error") and name != "MainStackTrace":
            print(text, flush=True)
        if name == "JinjaLogInfo" and text.startswith(("BAD INPUT", "FAILED")):
            self.faults.append(text)
        elif name in ERRORS and text.strip():
            self.errors.append(text.strip())

    def __str__(self) -> str:
        """What failing tests found, or else what went wrong."""
        reasons = self.faults or self.errors or ["See the lines above."]
        more = [f"... and {len(reasons) - REASONS_SHOWN} more above."] if len(reasons) > REASONS_SHOWN else []
        return "\n".join([*reasons[:REASONS_SHOWN], *more])


def run_dbt(variables: str, *more: str) -> None:
    """Run `dbt build`, with more arguments if any, in this process: starting another one takes seconds."""
    # Not at the top: a refusal should not wait for these.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    # Unit tests test the code and not the data, and take half as long as all the rest: `make test` runs them.
    arguments = ["build", "--exclude-resource-type", "unit_test", *more]
    arguments += ["--log-level", "none", *(() if sys.stdout.isatty() else ("--no-use-colors",))]
    arguments += ["--vars", variables] if variables else []
    progress = Progress()
    try:
        result = dbtRunner(callbacks=[progress]).invoke(arguments)
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if isinstance(result.exception, KeyboardInterrupt):
        raise result.exception
    if not result.success:
        raise Refusal(f"\nThe build failed:\n{progress}")


def check_input(own_data: str) -> None:
    """Refuse own data that are not there, before a folder is made for what is built from them."""
    if own_data and not is_remote(own_data) and not Path(own_data.split("#")[0]).exists():
        raise Refusal(f"OWN_DATA names {own_data}, and there is no such folder or file.")


def was_built_by_this_code(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether what the build file holds may stay where its data have not changed: see macros/changed_periods.sql."""
    codes = {row["project_code"] for row in read_rows(connection, "built_periods")}
    return codes == {project_code(places.PROJECT)}


def build(example: str, variables: str) -> None:
    """Build, publish, summarise."""
    started = time.monotonic()
    own_data = os.environ.get("OWN_DATA", "")
    check_input(own_data)
    build_file = places.build_file(os.environ)
    build_file.parent.mkdir(parents=True, exist_ok=True)
    held = f"another build is writing {build_file} ({{process}}); wait for it to end"
    with sole_writer(build_file.with_name(f"{build_file.name}.lock"), held):
        if build_file.exists():
            # opened for writing: if somebody else has it open, dbt could not write it either
            with opened(build_file, read_only=False) as connection:
                os.environ["ONLY_CHANGED_PERIODS"] = "yes" if was_built_by_this_code(connection) else ""
        run_dbt(variables)
        built = time.monotonic()
        publication = publish(os.environ)
        seconds = (built - started, time.monotonic() - built)
        print(summarise(publication, build_file, own_data, seconds, example))


def main() -> None:
    """Build, and say at the end if nothing came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--example", default="", help="a query to show at the end")
    parser.add_argument("--vars", default="", help="variables of dbt_project.yml to change, as dbt takes them")
    arguments = parser.parse_args()
    versions = Versions(places.published_folder(os.environ))
    current = versions.current()
    code = exit_code(lambda: build(arguments.example, arguments.vars))
    if code != 0 and versions.current() == current:
        still = "is still empty" if current is None else f"still has version {current}"
        print(f"Nothing was published; {versions.published} {still}.", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
