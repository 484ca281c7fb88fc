"""Lets readers see the version before the current one again.

Usage: python scripts/publishing/rollback.py
"""

import json
import os
import sys
from collections.abc import Mapping

import places
from refusal import Refusal, exit_code
from versions import Versions


def roll_back(environment: Mapping[str, str]) -> str:
    """Switch to the version before the current one and say what readers see now."""
    versions = Versions(places.published_folder(environment))
    current = versions.current()
    if current is None:
        raise Refusal(f"Nothing is published in {versions.published}.")
    with versions.locked():
        current = versions.current() or 0
        # A version with the same manifest is the same once more, and no step back.
        now = versions.manifest_of(current)
        earlier = [n for n in versions.numbers() if n < current and versions.manifest_of(n) != now]
        if not earlier:
            raise Refusal(f"{versions.published} has no version before version {current}.")
        versions.clear_away()
        versions.switch_to(earlier[-1])
        build_id = json.loads(versions.manifest_of(earlier[-1]))["build_id"]
    return f"{versions.published} has version {earlier[-1]} again (build {build_id[:12]})."


def main() -> None:
    """Roll back and say to what."""
    print(roll_back(os.environ))


if __name__ == "__main__":
    sys.exit(exit_code(main))
