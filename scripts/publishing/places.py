"""Where the build file and the published files are; profiles.yml has the rule for the build file again, in Jinja."""

from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def own_folder(environment: Mapping[str, str]) -> str:
    """The folder beside which own data are built and published; empty for the embedded data.

    OWN_DATA names a folder, `file.duckdb` or `file.duckdb#schema`; a file's products go into a folder of its name.
    Those of s3://bucket/folder, where nothing is written, go into s3/bucket/folder below the current folder.
    """
    return environment.get("OWN_DATA", "").split(".duckdb")[0].rstrip("/").replace("://", "/")


def build_file(environment: Mapping[str, str]) -> Path:
    """The DuckDB file that dbt writes."""
    default = "/".join(filter(None, [own_folder(environment), "warehouse.duckdb"]))
    return Path(environment.get("WAREHOUSE_FILE", "") or default)


def published_folder(environment: Mapping[str, str]) -> Path:
    """The folder that readers look into."""
    default = "/".join(filter(None, [own_folder(environment), "published"]))
    return Path(environment.get("PUBLISHED_FOLDER", "") or default)
