"""Where a document was fetched from, on its page and below a citation."""

from contextlib import closing

import pytest

from assistant.assistant import Assistant
from assistant.indexing.home_folders import index_folder
from assistant.settings import Settings
from assistant.sources.fetching import indexed_folder, origin_of_document, sources_of
from assistant.sources.sources import DocumentSource, FetchedFile
from index.library import open_library
from index.sync.sync import ReadingOptions
from prompts.catalogues import wording
from tests.fake_embedder import FakeEmbedder
from ui.sources.sources import origin_html


@pytest.fixture
def assistant(tmp_path, folder):
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        (folder / "badge.txt").write_text("It was never fetched.")
        library.sync([folder])
        yield Assistant(library, Settings(home=tmp_path / "home"))


def fetched(assistant, origin):
    source = DocumentSource("site", "https://intranet.example/")
    sources_of(assistant).add(source)
    place = indexed_folder(assistant, source)
    place.mkdir(parents=True)
    (place / "badge.txt").write_text("A badge costs 20 euro.")
    index_folder(assistant.library, place, lambda _: None, ReadingOptions())
    sources_of(assistant).note_file("site", FetchedFile("k", "badge.txt", "m", "v", 22, origin))
    return next(d for d in assistant.library.documents() if "20 euro" in d.text)


def test_a_page_of_the_web_is_linked(assistant):
    document = fetched(assistant, "https://intranet.example/badge?a=1&b=2")
    shown = origin_html(assistant, document, wording("en"))
    assert 'href="https://intranet.example/badge?a=1&amp;b=2"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown


@pytest.mark.parametrize("origin", ["imap://mail.example/INBOX/;UID=3", "javascript:alert(1)"])
def test_what_is_not_on_the_web_is_text(assistant, origin):
    shown = origin_html(assistant, fetched(assistant, origin), wording("en"))
    assert "href" not in shown
    assert "Fetched from" in shown


def test_a_document_of_the_same_path_that_was_not_fetched_has_no_origin(assistant):
    fetched(assistant, "https://intranet.example/badge")
    other = next(d for d in assistant.library.documents() if "never" in d.text)
    assert origin_of_document(assistant, other) == ""
    assert origin_html(assistant, other, wording("en")) == ""
