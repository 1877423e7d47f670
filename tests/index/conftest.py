"""Servers that hold vectors, one of each kind for all tests of a run."""

import pytest

from tests.servers.chroma import RunningChroma
from tests.servers.pgvector import running_postgres


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    server = RunningChroma(tmp_path_factory.mktemp("chroma")).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def pgvector_server():
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def pgvector_database(pgvector_server):
    """The address of a database that stores are made in."""
    return pgvector_server.address(pgvector_server.make())
