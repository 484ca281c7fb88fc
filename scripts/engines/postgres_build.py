"""Builds the warehouse in PostgreSQL and publishes it there. Stops without publishing if anything fails.

Usage: python scripts/engines/postgres_build.py [--vars VARS]
"""

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

from build import check_input, run_dbt
from input_tables import input_tables
from own_data.tables import settings
from places import PROJECT
from postgres_connection import Address, address_of, connected, sole_writer, use_passwords_of_server
from postgres_load import load
from postgres_publish import publish
from refusal import exit_code


def load_input(address: Address) -> int:
    """Copy the input into the database, and return how many rows."""
    own_data, encoding = settings()
    with input_tables(own_data, encoding, PROJECT) as inputs, connected(address) as connection:
        return load(connection, inputs)


def build(variables: str) -> None:
    """Load, build, publish, and say how long it took."""
    own_data, _ = settings()
    check_input(own_data)
    use_passwords_of_server()
    address = address_of(os.environ)
    with sole_writer(address):
        started = time.monotonic()
        rows = load_input(address)
        loaded = time.monotonic()
        print(f"{rows:,} rows of input are in {address}.", flush=True)
        # What dbt remembers of a target would be read anew each time if another engine shared it.
        os.environ.setdefault("DBT_TARGET_PATH", "target/postgres")
        run_dbt(variables, "--target", "postgres")
        built = time.monotonic()
        message = publish(address, own_data)
        published = time.monotonic()
    print(f"\n{message}")
    print(f"Seconds: loading {loaded - started:.1f}, build {built - loaded:.1f}, publishing {published - built:.1f}.")


def main() -> None:
    """Build, and say at the end if nothing came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--vars", default="", help="variables of dbt_project.yml to change, as dbt takes them")
    variables = parser.parse_args().vars
    code = exit_code(lambda: build(variables))
    if code != 0:
        print("Nothing was published; what readers see is what they saw before.", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
