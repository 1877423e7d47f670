"""Debian's PostgreSQL, started for the tests on a socket in a folder of its own."""

import os
import shutil
import subprocess
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from index.database.database import Database
from index.store.records import Records

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
# What is written need not outlive the machine.
_QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=200")
_ENTRY = "local all guarded scram-sha-256\nlocal all all trust\n"


class Postgres:
    """A server that is running, and the databases on it."""

    def __init__(self, socket):
        self.socket = socket
        self._numbers = count()

    def address(self, database, user="tenkyo", password=""):
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={self.socket}"

    def run(self, *statements, database="postgres"):
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def make(self, options=""):
        """Makes a database, and returns its name."""
        name = f"t{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return name

    def drop(self, name):
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def make_ready(self, folder):
        """Makes the database that others are copies of: one in which nobody has said anything."""
        name = self.make()
        with closing(Records(Database(folder / "records.sqlite"), address=self.address(name))):
            return name


@contextmanager
def postgres_server():
    """Runs a server. Root may not, so it is that of the account which Debian makes for it."""
    with TemporaryDirectory(prefix="tenkyo-postgres-") as made:
        folder = Path(made)
        account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if account:
            shutil.chown(folder, **account)
        _run("initdb", f"--pgdata={folder / 'data'}", "--no-sync", "--username=tenkyo", **account)
        (folder / "data" / "pg_hba.conf").write_text(_ENTRY)
        settings = [f"--{each}" for each in (*_QUICK, f"unix_socket_directories={folder}")]
        command = [_program("postgres"), "-D", folder / "data", *settings]
        log = (folder / "log").open("wb")
        with log, subprocess.Popen(command, stdout=log, stderr=log, **account) as process:
            try:
                _await(process, folder)
                yield Postgres(folder)
            finally:
                process.send_signal(3)  # SIGQUIT: at once
                process.wait()


def _await(process, folder):
    """Waits until the server takes connections: it says so in its own program."""
    ready = [_program("pg_isready"), "--quiet", f"--host={folder}", "--timeout=1"]
    while subprocess.run(ready, check=False).returncode:
        if process.poll() is not None:
            raise RuntimeError((folder / "log").read_text())


def _program(name):
    if not _PROGRAMS:
        raise RuntimeError("PostgreSQL is not there. Install it with: make programs")
    return _PROGRAMS[0] / name


def _run(name, *arguments, **account):
    # It sorts as in English, as most servers do: a column that does not say otherwise shows.
    locale = ["--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"]
    command = [_program(name), *locale, *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd="/", **account)
