"""Starts and stops Apache Superset on the published marts, for this machine alone.

Its folder (.superset, or SUPERSET_FOLDER) has its own database, the secret of its sessions, the administrator's
password and its log. SUPERSET_PORT is 8088 unless named; SUPERSET_READS=postgres takes the marts from PostgreSQL.

Usage: python scripts/dashboards/superset_server.py up|down
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "engines"))

from assets import write_assets
from ports import LOOPBACK, number_named, refuse_taken
from publication import default_folder, publication
from refusal import Refusal, exit_code

SCRIPTS = Path(__file__).resolve().parents[1]
PATIENCE = 120


def running(folder: Path) -> int | None:
    """The process that serves this folder, if it runs; a number that another program has got since is not meant."""
    file = folder / "gunicorn.pid"
    if not file.exists():
        return None
    process = int(file.read_text(encoding="utf-8"))
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return None
    return process if str(file).encode() in command else None


def keep_secret(file: Path, content: str) -> None:
    """Write a file for the eyes of this account alone, once."""
    if not file.exists():
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as opened:
            opened.write(content)


def up(folder: Path, port: int) -> str:
    """Import the dashboards, start the server unless it runs, and say where it is."""
    source = publication(os.environ)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_secret(folder / "secret", secrets.token_urlsafe(48))
    keep_secret(folder / "password", secrets.token_urlsafe(12))
    os.environ["SUPERSET_FOLDER"] = str(folder)
    os.environ["SUPERSET_CONFIG_PATH"] = str(SCRIPTS / "dashboards" / "superset_config.py")
    log = folder / "superset.log"
    serves = running(folder)
    if serves is None:
        refuse_taken(port, "SUPERSET_PORT")
    with tempfile.TemporaryDirectory() as assets, log.open("w", encoding="utf-8") as output:
        dashboards = write_assets(source, Path(assets))
        prepare = [sys.executable, str(SCRIPTS / "dashboards" / "prepare.py"), assets]
        done = subprocess.run(prepare, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        last = log.read_text(encoding="utf-8").splitlines()[-1:]
        raise Refusal("\n".join(["Superset could not be prepared:", *last, f"The whole log: {log}"]))
    if serves is None:
        start(folder, port, log)
    marts = f"{len(source.marts)} marts and {dashboards} dashboards"
    return (
        f"Superset {'runs' if serves is None else 'already runs'} on http://{LOOPBACK}:{port}, for this machine alone, "
        f"with {marts}.\nThe user is admin; the password is in {folder / 'password'}."
    )


def start(folder: Path, port: int, log: Path) -> None:
    """Start the server and wait until it answers."""
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"{LOOPBACK}:{port}", "--pid", str(folder / "gunicorn.pid")),
        *("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "120", "--daemon"),
        *("--error-logfile", str(log), "superset.app:create_app()"),
    ]
    subprocess.run(command, check=True)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise Refusal(f"Superset did not answer for {PATIENCE} seconds; its log: {log}")


def down(folder: Path) -> str:
    """Stop the server; what was made in it stays."""
    process = running(folder)
    if process is None:
        return f"No Superset runs in {folder}."
    os.kill(process, signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    while running(folder) is not None:
        if time.monotonic() > end:
            raise Refusal(f"Superset did not stop for {PATIENCE} seconds: it is process {process}.")
        time.sleep(0.1)
    return f"Superset has stopped. What was made in it stays in {folder}; `make bi-up` starts it again."


def main() -> None:
    """Start or stop the server."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("action", choices=["up", "down"])
    folder = default_folder(os.environ)
    if parser.parse_args().action == "up":
        print(up(folder, number_named(os.environ, "SUPERSET_PORT", 8088)))
    else:
        print(down(folder))


if __name__ == "__main__":
    sys.exit(exit_code(main))
