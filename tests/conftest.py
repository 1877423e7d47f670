"""What many tests need: a fake embedder, the shipped model, and small libraries."""

import gc
import os
from pathlib import Path

import pytest

# Before NumPy is loaded, which reads it then: its threads wait for each other at full speed, and
# where every core has a test of its own to run, that is nearly all they do.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from index.database.place_of_people import open_people
from index.embedding.embedding import SentenceTransformersEmbedder
from index.embedding.multilingual import BOTH_MODELS, open_embedder
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.made_once import fitted_projections, lent_processes
from tests.servers.talking import open_records
from tests.transactions import watched_transactions

# What a terminal says is looked for in English, whoever runs the tests.
os.environ.pop("LC_ALL", None)
os.environ["LC_MESSAGES"] = "C"

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Looks once for garbage in what is imported for the tests: nearly all of it stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _made_once():
    """What every home folder would take a part of a second for is made once."""
    with lent_processes(), fitted_projections():
        yield


@pytest.fixture
def _watched():
    """Fails what would write on a state of the database that may be out of date."""
    with watched_transactions():
        yield


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of the tests."""
    # Most tests do without the driver, and without the server.
    from tests.servers.postgres import postgres_server

    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def ready(postgres, tmp_path_factory):
    """The name of a database on it in which nobody has said anything."""
    return postgres.make_ready(tmp_path_factory.mktemp("ready"))


@pytest.fixture(params=["in the home", "on a server"])
def address_of(request, monkeypatch):
    """What people say is kept in the home folder, then on a server: of each home one database.

    Returns the address of that of a home, empty for none.
    """
    if request.param == "in the home":
        yield lambda home: ""
        return
    postgres, ready = request.getfixturevalue("postgres"), request.getfixturevalue("ready")
    made, databases = {}, []

    def address(home):
        if home.resolve() not in made:
            made[home.resolve()] = postgres.make(f"TEMPLATE {ready}")
        return postgres.address(made[home.resolve()])

    def opened(home, given=""):
        databases.append(open_people(home, given or address(home)))
        return databases[-1]

    monkeypatch.setattr("index.store.records.open_people", opened)
    yield address
    for database in databases:
        database.close()
    for name in made.values():
        postgres.drop(name)


@pytest.fixture
def embedder():
    return FakeEmbedder()


@pytest.fixture(scope="session")
def model():
    """The embedding model that is shipped; loading it takes seconds."""
    return SentenceTransformersEmbedder()


@pytest.fixture
def loaded_model(monkeypatch, model):
    """Opens homes with the model that is loaded already: loading it takes a second.

    It stands for both models that are the default: few tests need the second.
    """

    def embedder(name):
        return model if name in (model.name, BOTH_MODELS) else open_embedder(name)

    monkeypatch.setattr("assistant.assistant.open_embedder", embedder)


@pytest.fixture
def folder(tmp_path):
    """An empty folder for documents."""
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


@pytest.fixture
def records(tmp_path):
    """The records of a new home folder."""
    records = open_records(tmp_path)
    yield records
    records.close()


@pytest.fixture
def library(tmp_path, embedder):
    """A new library over the fake embedder."""
    library = open_library(tmp_path / "home", embedder, create=True)
    yield library
    library.close()


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory, model):
    """The sample article, indexed with the shipped model."""
    library = open_library(tmp_path_factory.mktemp("seeds") / "home", model, create=True)
    library.sync([SEEDS])
    yield library
    library.close()
