"""The scripts and dbt's profile have one rule for where the build file is."""

import os
from pathlib import Path

import places
import pytest
import yaml
from conftest import PROJECT
from jinja2 import Environment

CASES = [
    ({}, "warehouse.duckdb", "published"),
    ({"OWN_DATA": ""}, "warehouse.duckdb", "published"),
    ({"OWN_DATA": "mine"}, "mine/warehouse.duckdb", "mine/published"),
    ({"OWN_DATA": "/data/mine/"}, "/data/mine/warehouse.duckdb", "/data/mine/published"),
    ({"OWN_DATA": "/data/mine.duckdb"}, "/data/mine/warehouse.duckdb", "/data/mine/published"),
    ({"OWN_DATA": "mine.duckdb#staging"}, "mine/warehouse.duckdb", "mine/published"),
    ({"OWN_DATA": "s3://bucket/mine/"}, "s3/bucket/mine/warehouse.duckdb", "s3/bucket/mine/published"),
    ({"OWN_DATA": "mine", "WAREHOUSE_FILE": "w.duckdb"}, "w.duckdb", "mine/published"),
    ({"WAREHOUSE_FILE": "", "PUBLISHED_FOLDER": "here"}, "warehouse.duckdb", "here"),
]


@pytest.mark.parametrize(("environment", "build_file", "published"), CASES)
def test_one_rule(environment: dict[str, str], build_file: str, published: str) -> None:
    """As the table says, in Python and in the profile."""
    assert places.build_file(environment) == Path(build_file)
    assert places.published_folder(environment) == Path(published)
    profile = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    rule = profile["internet_plus_index"]["outputs"]["duckdb"]["path"]
    rendered = Environment().from_string(rule).render(env_var=lambda name, default: environment.get(name, default))
    assert os.path.normpath(rendered) == build_file
