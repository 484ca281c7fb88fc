"""What Superset imports: the charts and dashboards of bi/superset, and a dataset for each mart."""

import json
import uuid
from pathlib import Path
from typing import Any

import yaml
from places import PROJECT
from publication import Mart, Publication

DASHBOARDS = PROJECT / "bi" / "superset"
DATABASE = "warehouse"
# The identifiers of datasets follow from the names of marts, so that the charts in bi/superset find them anywhere.
NAMESPACE = uuid.UUID("6f0e3a8e-1f4b-5a1c-9a53-3d2f0c5f2016")

LANGUAGES = {"zh": "(Chinese)", "en": "(English)"}


def identifier(kind: str, name: str) -> str:
    """The identifier of something that has a name."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}/{name}"))


def heading(column: str) -> str:
    """What stands above a column."""
    first, *others = (LANGUAGES.get(word, word) for word in column.split("_"))
    return " ".join([first.capitalize(), *others])


def dataset(name: str, mart: Mart, schema: str) -> dict[str, Any]:
    """A mart, with the meaning of each column, and the name of its units in both languages in one column."""
    columns = [
        {
            "column_name": column,
            "verbose_name": heading(column),
            "type": data_type.upper(),
            "is_dttm": data_type.lower() == "date",
            "description": meaning,
            "groupby": True,
            "filterable": True,
            "is_active": True,
        }
        for column, data_type, meaning in mart.columns
    ]
    names = {column for column, *_ in mart.columns}
    metrics = [{"metric_name": "count", "expression": "COUNT(*)", "verbose_name": "Rows"}]
    for stem in ("unit_name", "city_name", "province_name", "name"):
        if {"area_code", f"{stem}_zh", f"{stem}_en"} <= names:
            columns.append(
                {
                    "column_name": "unit",
                    "verbose_name": "Unit",
                    "type": "VARCHAR",
                    "expression": f"{stem}_zh || ' ' || {stem}_en",
                    "description": "Name of the unit in Chinese and English.",
                    "groupby": True,
                    "filterable": True,
                    "is_active": True,
                }
            )
            break
    if "index_score" in names:
        metrics.append(
            {
                "metric_name": "mean_index_score",
                "expression": "AVG(index_score)",
                "verbose_name": "Mean score of the index",
            }
        )
    return {
        "table_name": name,
        "description": mart.description,
        "schema": schema,
        "main_dttm_col": "period_start" if "period_start" in names else None,
        "uuid": identifier("dataset", name),
        "database_uuid": identifier("database", DATABASE),
        "columns": columns,
        "metrics": metrics,
        "version": "1.0.0",
    }


def without_missing(dashboard: dict[str, Any], charts: set[str], datasets: set[str]) -> dict[str, Any]:
    """A dashboard with the charts and filters that there are data for: own data have no report to audit."""
    position = dashboard["position"]
    missing = {
        key
        for key, part in position.items()
        if isinstance(part, dict) and part["type"] == "CHART" and part["meta"]["uuid"] not in charts
    }
    empty = {
        key
        for key, part in position.items()
        if isinstance(part, dict) and part["type"] == "ROW" and set(part["children"]) <= missing
    }
    kept = {key: part for key, part in position.items() if key not in missing | empty}
    for part in kept.values():
        if isinstance(part, dict) and "children" in part:
            part["children"] = [child for child in part["children"] if child in kept]
    metadata = dashboard["metadata"]
    filters = [
        one
        for one in metadata["native_filter_configuration"]
        if {target["datasetUuid"] for target in one["targets"]} <= datasets
    ]
    return {**dashboard, "position": kept, "metadata": {**metadata, "native_filter_configuration": filters}}


def write_assets(source: Publication, folder: Path) -> int:
    """Write them into an empty folder, in the form of Superset's own exports; the number of dashboards."""
    database = {
        "database_name": DATABASE,
        "sqlalchemy_uri": source.address,
        "expose_in_sqllab": True,
        "allow_dml": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_file_upload": False,
        "extra": {"engine_params": {"connect_args": source.connect_arguments}},
        "uuid": identifier("database", DATABASE),
        "version": "1.0.0",
    }
    write(folder / "metadata.yaml", {"version": "1.0.0", "type": "assets"})
    write(folder / "databases" / f"{DATABASE}.yaml", database)
    datasets = set()
    for name, mart in source.marts.items():
        made = dataset(name, mart, source.schema)
        datasets.add(made["uuid"])
        write(folder / "datasets" / DATABASE / f"{name}.yaml", made)
    charts = set()
    for path in sorted(DASHBOARDS.glob("charts/*.yaml")):
        chart = yaml.safe_load(path.read_text(encoding="utf-8"))
        if chart["dataset_uuid"] in datasets:
            charts.add(chart["uuid"])
            write(folder / "charts" / path.name, chart)
    dashboards = sorted(DASHBOARDS.glob("dashboards/*.yaml"))
    for path in dashboards:
        dashboard = yaml.safe_load(path.read_text(encoding="utf-8"))
        write(folder / "dashboards" / path.name, without_missing(dashboard, charts, datasets))
    return len(dashboards)


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a file of the bundle: JSON, which is YAML as well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
