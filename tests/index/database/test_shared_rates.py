"""How often each reader has asked, counted by several servers together."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from index.database.server_database import ServerDatabase
from index.database.shared_rates import SharedRates
from tests.clock import Clock


@pytest.fixture
def address(postgres):
    name = postgres.make()
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture
def server(address, tmp_path):
    with closing(ServerDatabase(tmp_path, address)) as server:
        yield server


@pytest.fixture
def clock(monkeypatch):
    clock = Clock(1_000.0)
    monkeypatch.setattr("index.database.shared_rates.time", clock)
    return clock


def test_so_many_are_taken_in_any_minute_and_no_more(server, clock):
    rates = SharedRates(server)
    for second in (0, 20, 40):
        clock.now = 1_000.0 + second
        assert rates.take("anna", 3, 60) == 0
    clock.now = 1_050.0
    assert rates.take("anna", 3, 60) == 10
    clock.now = 1_060.0
    assert [rates.take("anna", 3, 60) for _ in range(2)] == [0, 20]


def test_one_that_is_refused_takes_nothing(server, clock):
    rates = SharedRates(server)
    assert [rates.take("anna", 1, 60) for _ in range(5)] == [0, 60, 60, 60, 60]
    clock.now = 1_060.0
    assert rates.take("anna", 1, 60) == 0


def test_each_has_their_own(server, clock):
    rates = SharedRates(server)
    names = ["anna", "ben", "\0", "\ud800", "花子"]
    assert [rates.take(name, 1, 60) for name in names] == [0] * len(names)
    assert all(rates.take(name, 1, 60) for name in names)


def test_servers_that_ask_at_once_take_no_more_together(address, tmp_path):
    servers = [ServerDatabase(tmp_path, address) for _ in range(3)]
    rates = [SharedRates(server) for server in servers] * 20
    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(lambda each: each.take("anna", 25, 60), rates))
    assert sum(not wait for wait in waits) == 25
    for server in servers:
        server.close()


def test_who_asked_long_ago_is_forgotten(server, clock):
    rates = SharedRates(server)
    rates.take("anna", 1, 60)
    clock.now += 3_601
    rates.take("ben", 1, 60)
    with server.transaction() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM rates").scalar() == 1
