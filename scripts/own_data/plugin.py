"""The dbt-duckdb plugin that profiles.yml names: it prepares the inputs whenever dbt opens the build file."""

from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.flags import get_flags

from own_data.memory import limit_memory
from own_data.tables import prepare_inputs, settings


class Plugin(BasePlugin):
    """Own data as views of the build file, within the memory that a build may take."""

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Make the folder of the build file, which DuckDB does not."""
        Path(creds.path).absolute().parent.mkdir(parents=True, exist_ok=True)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Limit the memory and prepare the inputs."""
        limit_memory(conn)
        own_data, encoding = settings()
        assert self.creds is not None
        project = Path(get_flags().PROJECT_DIR)  # type: ignore[no-untyped-call]
        prepare_inputs(conn, own_data, encoding, Path(self.creds.path), project)
