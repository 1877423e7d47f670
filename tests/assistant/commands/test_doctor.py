"""Checks of an installation, on homes that are whole and broken ones."""

import shutil
import socket
from contextlib import suppress

import pytest

from assistant.assistant import open_assistant
from assistant.commands.doctor import _checked, _model, _reader, examine
from assistant.evidence.reader import EvidenceReader
from assistant.settings import Settings
from assistant.sources.fetching import sources_of
from assistant.sources.sources import DocumentSource
from index.database.lock import writing
from index.embedding.embedding import SentenceTransformersEmbedder
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.library import open_library
from index.store.file_sums import VECTORS, WORDS
from tests.fake_embedder import FakeEmbedder
from tests.servers.chat_servers import serving

NAMES = [
    *("python", "disk", "home", "writing", "vectors", "indexes", "search", "languages"),
    *("reader", "network"),
]


pytestmark = pytest.mark.usefixtures("loaded_model")


@pytest.fixture
def home(seeds_library, tmp_path):
    """A home folder of one's own with the sample article."""
    return shutil.copytree(seeds_library.home, tmp_path / "home")


def failures(home):
    return {check.name: check.finding for check in examine(Settings(home=home)) if not check.passed}


def test_a_whole_installation_passes_every_check(home):
    checks = examine(Settings(home=home))
    assert [check.name for check in checks] == NAMES
    assert [check for check in checks if not check.passed] == []


def test_a_short_limit_of_questions_is_no_failure(home):
    checks = examine(Settings(home=home, max_question=10))
    assert [check for check in checks if not check.passed] == []


def test_a_vector_server_that_is_away_is_named_and_a_passage_is_found_all_the_same(home):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        checks = examine(Settings(home=home, vectors=address))
    wrong = {check.name: check.finding for check in checks if not check.passed}
    assert wrong.keys() == {"vectors", "indexes"}
    assert all(f"{address!r} does not answer" in finding for finding in wrong.values())


def test_without_a_home_the_rest_is_not_looked_at(tmp_path):
    checks = examine(Settings(home=tmp_path / "a" / "b"))
    assert [(check.name, check.passed) for check in checks] == [
        *(("python", True), ("disk", True), ("home", False)),
        *(("reader", True), ("network", True)),
    ]
    assert "tenkyo index FOLDER" in checks[2].finding
    assert repr(str(tmp_path)) in checks[1].finding


def test_a_home_without_documents_says_how_to_fill_it(tmp_path, model):
    open_library(tmp_path / "home", model, create=True).close()
    assert failures(tmp_path / "home") == {
        "search": "nothing is indexed yet; build an index with: tenkyo index FOLDER"
    }


def test_a_second_model_that_is_not_installed_fails_with_the_remedy(tmp_path, monkeypatch):
    first = FakeEmbedder()
    first.second = SentenceTransformersEmbedder(MULTILINGUAL_MODEL)
    open_library(tmp_path / "home", first, create=True).close()
    monkeypatch.setattr("assistant.assistant.open_embedder", lambda _: first)
    monkeypatch.setattr("index.embedding.four_bit_file._PACKAGE", "no_such_package")
    assert "TENKYO_MODEL" in failures(tmp_path / "home")["second model"]


def test_a_home_that_is_a_file_fails(tmp_path):
    (tmp_path / "home").touch()
    assert failures(tmp_path / "home").keys() == {"home"}


def test_another_writer_is_named(home):
    with writing(home):
        found = failures(home)
    assert found.keys() == {"writing"}
    assert "is being written by" in found["writing"]


@pytest.mark.parametrize(("lost", "folder"), [("words", WORDS), ("vectors", VECTORS)])
def test_an_index_that_is_lost_fails_with_the_remedy(home, lost, folder):
    shutil.rmtree(home / "generations" / "1" / folder)
    assert f"passages differ in the {lost}; to mend them: tenkyo index" in failures(home)["indexes"]


def test_a_projection_that_is_lost_fails_the_search(home):
    (home / "generations" / "1" / "projection.npy").unlink()
    found = failures(home)
    assert found.keys() == {"indexes", "search", "languages"}
    assert "projection.npy' cannot be used" in found["search"]


def test_records_that_are_damaged_fail(home):
    for file in home.glob("records.sqlite*"):
        file.unlink()
    (home / "records.sqlite").write_bytes(b"no database" * 1_000)
    assert failures(home).keys() == {"home"}


def chosen(url, name="openai:m"):
    return Settings(chat_model=name, chat_base_url=url, chat_first_token_seconds=8)


def model_check(settings):
    [check] = _model(settings)
    assert check.name == "language model"
    assert "\n" not in check.finding
    return check


def test_without_a_language_model_there_is_nothing_to_check():
    assert list(_model(Settings())) == []


def test_a_language_model_that_writes_is_well():
    with serving(["ready"]) as server:
        check = model_check(chosen(server.url))
    assert check.passed
    assert "'openai:m' wrote its first words after" in check.finding


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("<!doctype html><html></html>", "TENKYO_CHAT_BASE_URL"),
        (404, "has no model 'openai:m'"),
        (401, "TENKYO_CHAT_API_KEY"),
        ([], "'openai:m'"),
    ],
)
def test_a_language_model_that_does_not_write_fails_with_the_remedy(reply, said):
    with serving(reply) as server:
        check = model_check(chosen(server.url))
    assert not check.passed
    assert said in check.finding


def test_a_language_model_that_nobody_serves_fails():
    check = model_check(chosen("http://127.0.0.1:1/v1"))
    assert not check.passed
    assert "cannot be reached" in check.finding


def test_a_provider_that_nobody_knows_fails():
    check = model_check(chosen("", "nobody:x"))
    assert not check.passed
    assert "TENKYO_CHAT_MODEL is 'nobody:x'" in check.finding


def test_what_tries_to_leave_the_machine_fails(home, monkeypatch):
    def leaving(*_):
        with suppress(OSError):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        return []

    monkeypatch.setattr("index.library.Library.self_check", leaving)
    found = failures(home)
    assert "tried to leave this machine: socket.getaddrinfo 192.0.2.1" in found["network"]


class WithModel(Settings):
    """Settings that name a language model."""

    chat_base_url: str = "https://api.example.com/v1"


def test_a_setting_that_contacts_others_is_named(home):
    last = examine(WithModel(home=home))[-1]
    assert (last.name, last.passed) == ("network", True)
    assert last.finding == (
        "NOT closed, as the settings say so: TENKYO_CHAT_BASE_URL contacts api.example.com"
    )


@pytest.mark.parametrize(("contents", "told"), [(False, "without"), (True, "with")])
def test_where_traces_go_is_named_and_whether_they_hold_contents(home, contents, told):
    address = "https://traces.example.com"
    found = {
        check.name: check
        for check in examine(Settings(home=home, traces=address, traces_contents=contents))
    }
    assert found["traces"].finding == f"go to '{address}', {told} what is asked"
    assert "TENKYO_TRACES contacts traces.example.com" in found["network"].finding


def test_weights_of_the_reader_that_are_missing_are_a_failed_check(tmp_path):
    check = _checked("reader", lambda: _reader(EvidenceReader(tmp_path / "reader.safetensors")))
    assert not check.passed
    assert check.finding.endswith("Until then, answers are chosen without reading.")


def test_a_source_is_named_with_the_host_that_it_contacts(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.assistant.open_embedder", lambda name: FakeEmbedder())
    settings = Settings(home=tmp_path / "home")
    with open_assistant(settings) as assistant:
        kept = sources_of(assistant)
        kept.add(DocumentSource("site", "https://intranet.example/docs/"))
        kept.note_tried(kept.named("site"), "the site answers 503")
    found = {check.name: check for check in examine(settings)}
    assert not found["source 'site'"].passed
    assert "answers 503" in found["source 'site'"].finding
    assert "the source 'site' contacts intranet.example" in found["network"].finding
