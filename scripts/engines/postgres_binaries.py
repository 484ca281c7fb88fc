"""Finds the programs of PostgreSQL's server, which distributions keep out of PATH."""

import re
import shutil
import subprocess
from pathlib import Path

from refusal import Refusal

NEEDED = ("initdb", "pg_ctl", "postgres")
# hash_record_extended, which the models take fingerprints with
OLDEST = 14


def major_version(folder: Path) -> int:
    """The version of the server in a folder of programs; 0 if the folder has not all of them."""
    if not all((folder / name).is_file() for name in NEEDED):
        return 0
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", told)
    return int(found[1]) if found else 0


def candidates() -> list[Path]:
    """Where the programs may be."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if in_path := shutil.which("postgres"):
        folders.append(Path(in_path).resolve().parent)
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout
        folders.append(Path(told.strip()))
    return folders


def find_binaries(data: Path) -> Path:
    """The folder of the newest server, or of the one that made the data if there are any."""
    versions = {major_version(folder): folder for folder in candidates()}
    versions.pop(0, None)
    if (data / "PG_VERSION").exists():
        made_by = int((data / "PG_VERSION").read_text(encoding="utf-8"))
        if made_by not in versions:
            raise Refusal(
                f"{data} was made by PostgreSQL {made_by}, and its server is not installed. On Debian or Ubuntu: "
                f"apt install postgresql-{made_by}. Or name another folder by POSTGRES_FOLDER."
            )
        return versions[made_by]
    if not versions:
        raise Refusal(
            f"PostgreSQL's server is not installed: there is no {', '.join(NEEDED)} in `pg_config --bindir`, PATH or "
            "/usr/lib/postgresql/*/bin. On Debian or Ubuntu: apt install postgresql. Or name a server that runs "
            "elsewhere by POSTGRES_HOST, and leave out `make postgres-up`."
        )
    if max(versions) < OLDEST:
        raise Refusal(f"PostgreSQL {OLDEST} or newer is needed, and the newest one here is {max(versions)}.")
    return versions[max(versions)]
