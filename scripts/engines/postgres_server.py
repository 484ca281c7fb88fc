"""Starts and stops a PostgreSQL of the project's own, for this machine alone, out of the binaries that are installed.

Its folder (.engines/postgres, or POSTGRES_FOLDER) has the data, the server's log within them, and the file `passwords`.

Usage: python scripts/engines/postgres_server.py up|down
"""

import argparse
import os
import pwd
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

from ports import LOOPBACK, refuse_taken
from postgres_binaries import find_binaries
from postgres_connection import OWNER, READER, Address, address_of, connected, port_of, server_folder
from postgres_roles import prepare_database, prepare_server
from refusal import Refusal, exit_code

SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "timezone": "UTC",
    # For a build, which is a few large statements, and may be done again.
    "jit": "off",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Server:
    """A server in a folder. PostgreSQL refuses to run as root, so that root runs it as the user postgres."""

    def __init__(self, folder: Path, port: int) -> None:
        """Find the programs; nothing is started or written."""
        self.folder = folder
        self.data = folder / "data"
        self.port = port
        self.binaries = find_binaries(self.data)
        self.account = account_instead_of_root()

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs under the account that the server has."""
        command = [str(self.binaries / program), *arguments]
        if self.account:
            command = ["runuser", "-u", self.account.pw_name, "--", *command]
        environment = {**os.environ, "LC_ALL": "C"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def run_or_refuse(self, program: str, *arguments: str) -> None:
        """Run a program; if it fails, say what it said."""
        done = self.run(program, *arguments)
        if done.returncode != 0:
            raise Refusal(f"{program} failed: {(done.stderr or done.stdout).strip()}")

    def give_to_account(self, path: Path) -> None:
        """Let the server's account own a file or folder."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def running_port(self) -> int | None:
        """The port of the server if it runs."""
        if not self.data.exists() or self.run("pg_ctl", "status", "-D", str(self.data)).returncode != 0:
            return None
        return int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[3])

    def create(self) -> None:
        """Make the data folder and the passwords: whole or not at all."""
        partial = self.folder / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        self.give_to_account(partial)
        passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, READER)}
        with tempfile.NamedTemporaryFile("w", dir=self.folder) as file:
            file.write(passwords[SUPERUSER])
            file.flush()
            self.give_to_account(Path(file.name))
            # Text sorts by its bytes, as it does in the other engines.
            options = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", f"--username={SUPERUSER}"]
            self.run_or_refuse("initdb", *options, f"--pwfile={file.name}", "-D", str(partial))
        self.write_passwords(passwords)
        partial.rename(self.data)

    def write_passwords(self, passwords: dict[str, str]) -> None:
        """Write them as libpq reads them, for the eyes of this account alone."""
        lines = [f"{LOOPBACK}:*:*:{role}:{password}\n" for role, password in passwords.items()]
        file = self.folder / "passwords"
        file.unlink(missing_ok=True)
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as opened:
            opened.writelines(lines)

    def read_passwords(self) -> dict[str, str]:
        """The password of each role."""
        file = self.folder / "passwords"
        if not file.exists():
            raise Refusal(
                f"{file} is missing, and nobody else knows the passwords. Put it back, or remove {self.folder} "
                "to start with an empty database."
            )
        fields = [line.split(":") for line in file.read_text(encoding="utf-8").splitlines()]
        return {role: password for *_, role, password in fields}

    def make_folder(self) -> None:
        """Make the folder, and see to it that the server's account can reach it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.account:
            return
        reached = subprocess.run(
            ["runuser", "-u", self.account.pw_name, "--", "test", "-x", str(self.folder)], cwd="/", check=False
        )
        if reached.returncode != 0:
            raise Refusal(
                f"Root runs PostgreSQL as the user {self.account.pw_name}, who cannot reach {self.folder}, because it "
                "or a folder above it is closed to others. Name another by POSTGRES_FOLDER, or do not work as root."
            )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        refuse_taken(self.port, "POSTGRES_PORT")
        settings = {**SETTINGS, "port": str(self.port)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        log = self.data / "server.log"
        done = self.run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", str(log), "-o", options)
        if done.returncode != 0:
            last = log.read_text(encoding="utf-8").splitlines()[-3:] if log.exists() else [done.stderr.strip()]
            raise Refusal("\n".join(["PostgreSQL did not start:", *last, f"The whole log: {log}"]))

    def up(self, database: str) -> str:
        """Start the server unless it runs, with its roles and its database, and say how to connect."""
        self.make_folder()
        if not (self.data / "PG_VERSION").exists():
            self.create()
        passwords = self.read_passwords()
        runs = self.running_port()
        if runs is None:
            self.start()
        elif runs != self.port:
            raise Refusal(
                f"The server of {self.folder} runs on port {runs}: set POSTGRES_PORT={runs}, or stop it first."
            )
        superuser = Address(LOOPBACK, self.port, SUPERUSER, SUPERUSER, passwords[SUPERUSER])
        with connected(superuser) as connection:
            prepare_server(connection, database, passwords)
        with connected(Address(LOOPBACK, self.port, database, SUPERUSER, passwords[SUPERUSER])) as connection:
            prepare_database(connection, database)
        state = "runs" if runs is None else "already runs"
        return (
            f"PostgreSQL {state} on {LOOPBACK}:{self.port}, for this machine alone.\n\n{self.how_to_connect(database)}"
        )

    def how_to_connect(self, database: str) -> str:
        """A command for each role; the passwords stay in their file."""
        file = self.folder / "passwords"
        passwords = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
        commands = [
            f"  PGPASSFILE={passwords} psql -h {LOOPBACK} -p {self.port} -U {role} {database}  # {purpose}"
            for role, purpose in ((READER, "reads the marts"), (OWNER, "builds"))
        ]
        return "\n".join(
            [*commands, "", f"For other programs, the last field of each line of {passwords} is a password."]
        )

    def down(self) -> str:
        """Stop the server; its data stay."""
        if self.running_port() is None:
            return f"No PostgreSQL runs in {self.folder}."
        self.run_or_refuse("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))
        return f"PostgreSQL has stopped. Its data stay in {self.data}; `make postgres-up` starts it again."


def account_instead_of_root() -> pwd.struct_passwd | None:
    """The user that runs the server for root; none where one is not root."""
    if os.geteuid() != 0:
        return None
    try:
        account = pwd.getpwnam(SUPERUSER)
    except KeyError:
        account = None
    if account is None or not shutil.which("runuser"):
        raise Refusal(
            "PostgreSQL refuses to run as root. Work as another user, or have a user postgres, as Debian's package "
            "makes it, and the program runuser."
        )
    return account


def server_of(environment: Mapping[str, str]) -> Server:
    """The server that the environment names."""
    return Server(server_folder(environment), port_of(environment))


def main() -> None:
    """Start or stop the server."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("action", choices=["up", "down"])
    action = parser.parse_args().action
    server = server_of(os.environ)
    print(server.up(address_of(os.environ).database) if action == "up" else server.down())


if __name__ == "__main__":
    sys.exit(exit_code(main))
