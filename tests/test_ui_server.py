"""The routes and headers around the chat, without a browser."""

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.errors import UsageError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.security import security_headers
from ui.server import build_app, serve

TEXT = 'Cables & "ships".\r\n\r\n<script>alert(1)</script> A cable crosses the Arctic sea.\r\nEnd.'
QUOTE = "<script>alert(1)</script> A cable crosses the Arctic sea.\r\nEnd."


class MarkReader(HTMLParser):
    """Collects the text of `mark` as a browser would read it back."""

    def __init__(self, html):
        super().__init__()
        self.marked, self.scripts, self._inside = "", 0, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._inside = self._inside or tag == "mark"
        self.scripts += tag == "script"

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data):
        self.marked += data if self._inside else ""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    (folder / "papers").mkdir()
    (folder / "papers" / "cable.txt").write_bytes(TEXT.encode())
    library = open_library(folder / "home", FakeEmbedder(), create=True)
    library.sync([folder / "papers"])
    yield Assistant(
        library, Settings(home=folder / "home", allowed_origins=("https://good.example",))
    )
    library.close()


@pytest.fixture(scope="module")
def client(assistant):
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def place(assistant):
    [document] = assistant.library.documents()
    start = TEXT.index(QUOTE)
    return f"{document.id}?start={start}&end={start + len(QUOTE)}"


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/ui/chat.css", "/sources/none?start=0&end=1", "/x"]
)
def test_every_response_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    expected = security_headers(["https://good.example"])
    assert {name: headers.get(name) for name in expected} == expected


def test_a_request_to_another_name_is_refused(client):
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("https://evil.example", None), ("https://good.example", "https://good.example")],
)
def test_only_listed_origins_may_read(client, origin, allowed):
    headers = client.get("/healthz", headers={"origin": origin}).headers
    assert headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize("route", ["sources", "documents"])
def test_the_mark_reads_back_as_the_quote_and_nothing_runs(client, place, route):
    answer = client.get(f"/{route}/{place}")
    read = MarkReader(answer.text)
    assert answer.status_code == 200
    assert (read.marked, read.scripts) == (QUOTE, 0)


@pytest.mark.parametrize("route", ["sources", "documents"])
def test_an_unknown_document_is_not_found(client, route):
    assert client.get(f"/{route}/unknown?start=0&end=5").status_code == 404


@pytest.mark.parametrize(
    ("offsets", "status"),
    [("start=5&end=2", 400), ("start=0&end=9999", 400), ("start=-1&end=4", 422), ("start=a", 422)],
)
def test_offsets_out_of_range_are_refused(client, place, offsets, status):
    document = place.split("?")[0]
    assert client.get(f"/sources/{document}?{offsets}").status_code == status


@pytest.mark.parametrize(
    "path", ["/ui/../server.py", "/ui/%2e%2e/server.py", "/ui/%2e%2e%2fserver.py"]
)
def test_static_files_are_only_those_of_their_folder(client, path):
    assert client.get(path).status_code == 404


def test_the_page_names_no_other_host(client):
    named = set(re.findall(r"(?:src|href)=[\"'](?:https?:)?//([^/\"']+)", client.get("/").text))
    assert named <= {"localhost"}


def test_no_api_is_offered(client):
    assert client.get("/config").json()["dependencies"]
    visible = [each["api_visibility"] for each in client.get("/config").json()["dependencies"]]
    assert set(visible) == {"private"}


def test_an_address_that_is_not_ours_is_one_line(assistant):
    with pytest.raises(UsageError, match=r"no address '192\.0\.2\.1'"):
        serve(assistant, "192.0.2.1", 7999)


def test_the_files_are_listed_with_their_states(client, place):
    page = client.get("/documents", headers={"accept-language": "ja"}).text
    assert "文書一覧" in page
    assert re.search(r'<a href="documents/\w+">cable\.txt</a>', page)
