"""Servers that hold vectors, one of each kind for all tests of a run."""

import pytest

from tests.servers.chroma import RunningChroma


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    server = RunningChroma(tmp_path_factory.mktemp("chroma")).start()
    yield server
    server.stop()
