"""Publishes a complete build, in one step, into a folder that readers can rely on.

DuckDB lets one process write a file or many read it. So dbt writes a file of its own, and readers get a copy of its
marts, once every test has passed.

Usage: python scripts/publishing/publish.py
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import places
from build_file import opened, read_completed
from manifest import Manifest, as_text, describe
from marts import write_marts
from refusal import Refusal, exit_code
from versions import Versions


@dataclass(frozen=True)
class Publication:
    """What readers see now."""

    folder: Path
    number: int
    is_new: bool
    manifest: Manifest

    @property
    def message(self) -> str:
        """What happened, in a line."""
        build = f"build {self.manifest['build_id'][:12]}"
        if self.is_new:
            return f"{self.folder} now has version {self.number} ({build})."
        return f"Nothing has changed: {self.folder} still has version {self.number} ({build})."


def publish(environment: Mapping[str, str]) -> Publication:
    """Publish the build file, unless readers see the same already."""
    build_file = places.build_file(environment)
    if not build_file.exists():
        raise Refusal(f"There is no {build_file}: run `make build` first.")
    with opened(build_file) as connection:
        completed = read_completed(connection, build_file, environment.get("OWN_DATA", ""))
        manifest = describe(connection, completed)
        versions = Versions(places.published_folder(environment))
        with versions.locked():
            versions.clear_away()
            current = versions.current()
            if current is not None and versions.manifest_of(current) == as_text(manifest):
                return Publication(versions.published, current, False, manifest)
            with versions.partial() as partial:
                write_marts(build_file, completed, partial)
                (partial / "manifest.json").write_text(as_text(manifest), encoding="utf-8")
                number = versions.add(partial)
            versions.switch_to(number)
            versions.remove_old()
    return Publication(versions.published, number, True, manifest)


def main() -> None:
    """Publish and say what was published."""
    print(publish(os.environ).message)


if __name__ == "__main__":
    sys.exit(exit_code(main))
