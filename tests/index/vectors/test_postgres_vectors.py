"""A database that vectors are searched in: what is said where it is not as it should be."""

import secrets
import socket
import sys
import threading
import time
from contextlib import closing
from functools import partial

import numpy as np
import pytest

from index.errors import UsageError, VectorStoreError
from index.vectors import postgres_connection
from index.vectors.opening import stores_at
from index.vectors.postgres_connection import PostgresConnection
from index.vectors.postgres_vectors import PostgresVectors
from index.vectors.vector_store import VectorSpace

ONE = np.ones((1, 1), np.float32)


@pytest.fixture
def database(pgvector_server):
    """The name of a new database."""
    return pgvector_server.make()


def refusal(stores):
    """Return the one line in which a check fails."""
    with closing(stores), pytest.raises(VectorStoreError) as caught:
        stores.check()
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_a_database_says_its_name_and_versions(pgvector_server, database):
    with closing(PostgresVectors(pgvector_server.address(database))) as stores:
        said = stores.check()
    assert "with pgvector 0." in said
    assert f"at 'postgresql:///{database}' answers" in said


def test_a_database_without_pgvector_says_what_has_to_be_done(pgvector_server, database):
    pgvector_server.run("DROP EXTENSION vector", database=database)
    said = refusal(PostgresVectors(pgvector_server.address(database)))
    assert "its owner adds by: CREATE EXTENSION vector" in said


def test_a_wrong_password_is_told_and_not_repeated(pgvector_server, database):
    pgvector_server.run("DROP ROLE IF EXISTS guarded", "CREATE ROLE guarded LOGIN PASSWORD 'right'")
    address = pgvector_server.address(database, "guarded")
    said = refusal(stores_at(address, "hush-hush"))
    assert "password authentication failed" in said
    assert "TENKYO_VECTORS_SECRET" in said
    assert "hush" not in said
    with closing(stores_at(address, "right")) as stores:
        assert stores.check()


def test_a_database_that_is_away_is_named():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"postgresql://me@127.0.0.1:{nobody.getsockname()[1]}/vectors"
        said = refusal(PostgresVectors(address))
    assert f"{address.replace('me@', '')!r} does not answer" in said


def test_vectors_of_another_model_are_refused_with_both_names(pgvector_server, database):
    home = secrets.token_hex(16)
    with closing(PostgresVectors(pgvector_server.address(database))) as stores:
        stores.check()
        stores.open(VectorSpace(None, home, 1, "the old model", 1)).put(["a"], ONE)
        other = stores.open(VectorSpace(None, home, 1, "the new model", 1))
        for use in (other.mark, other.count, other.ids, partial(other.put, ["b"], ONE)):
            with pytest.raises(VectorStoreError, match=r"'the old model', not of 'the new model'"):
                use()


def test_what_fails_in_the_middle_changes_nothing(pgvector_server, database):
    with closing(PostgresVectors(pgvector_server.address(database))) as stores:
        stores.check()
        store = stores.open(VectorSpace(None, secrets.token_hex(16), 1, "some model", 2))
        store.put(["a"], np.eye(2, dtype=np.float32)[:1])
        mark = store.seal()
        with pytest.raises(VectorStoreError, match="cannot do what is asked"):
            store.put(["b", "c"], np.ones((2, 3), np.float32))
        assert (store.ids(), store.mark()) == ({"a"}, mark)


def test_a_server_that_comes_back_is_asked_again(pgvector_server, database):
    with closing(PostgresVectors(pgvector_server.address(database))) as stores:
        stores.check()
        store = stores.open(VectorSpace(None, secrets.token_hex(16), 1, "some model", 1))
        store.put(["a"], ONE)
        pgvector_server.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        )
        with pytest.raises(VectorStoreError, match="does not answer"):
            store.ids()
        assert store.ids() == {"a"}


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(UsageError, match="TENKYO_VECTORS_SECRET") as caught:
        stores_at("postgresql://somebody:hush@127.0.0.1/vectors")
    assert "hush" not in str(caught.value)


def test_without_its_package_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "index.vectors.postgres_vectors", None)
    with pytest.raises(UsageError, match=r"pip install 'tenkyo\[postgres\]'"):
        stores_at("postgresql://127.0.0.1/vectors")


def hang_up_late(listener, connected):
    """Take connections, and end each without a word after a while."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        connected.append(connection)
        time.sleep(0.2)
        connection.close()


def test_a_silent_host_is_not_waited_for_by_one_question_after_the_other(monkeypatch):
    monkeypatch.setattr(postgres_connection, "_QUICK", 0.1)
    connected = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=hang_up_late, args=(listener, connected), daemon=True).start()
        address = f"postgresql://me@127.0.0.1:{listener.getsockname()[1]}/vectors"
        with closing(PostgresVectors(address)) as stores:
            store = stores.open(VectorSpace(None, "f" * 32, 1, "some model", 1))
            with pytest.raises(VectorStoreError, match="does not answer: conn"):
                store.nearest(ONE[0], 3)
            first = len(connected)
            for use in (store.mark, store.count, partial(store.nearest, ONE[0], 3)):
                with pytest.raises(VectorStoreError, match="it was silent just now"):
                    use()
            assert len(connected) == first
            # Who looks after it, or writes, is told how it is now.
            for use in (stores.check, partial(store.put, ["a"], ONE)):
                with pytest.raises(VectorStoreError, match="does not answer: conn"):
                    use()
            assert len(connected) > first
            listener.shutdown(socket.SHUT_RDWR)


def test_a_connection_ends_when_its_host_has_vanished(postgres):
    with (
        closing(PostgresConnection(postgres.address("postgres"))) as server,
        server.asking() as reading,
        server.asking(changing=True) as changing,
    ):
        for connection in (reading, changing):
            set_ = connection.info.get_parameters()
            assert int(set_["tcp_user_timeout"]) <= 15_000
            assert int(set_["keepalives_idle"]) + 2 * int(set_["keepalives_interval"]) <= 20
