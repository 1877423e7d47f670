"""The routes by which files are attached to one conversation, through all that stands before."""

from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from assistant.access.attached import attached_to
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from tests.assistant.adding.test_adding import until
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app

PAY = b"# Pay\n\nThe salary of the captain is 900 crowns."
BYTES = {"content-type": "application/octet-stream"}
BATCH = "b" * 22
RULES = '[[rule]]\npaths = ["**"]\nallow = ["*"]\nadd = ["editors"]\n'


@pytest.fixture(scope="module")
def client_of(tmp_path_factory):
    """Clients of one server for who signs in there: nobody may add to its library."""
    base = tmp_path_factory.mktemp("attaching")
    (base / "rules.toml").write_text(RULES)
    signed = {"sign_in": "header", "trusted_proxies": ["127.0.0.1/32"]}
    made = {**signed, "rules": base / "rules.toml", "requests_per_minute": 100_000}
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        settings = Settings(home=base / "home", threshold=0.25, max_file_mb=1, **made)
        assistant = Assistant(library, settings)
        with closing(assistant.background):
            app = build_app(assistant)

            def client_of(name):
                client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50_000))
                client.headers["x-remote-user"] = name
                client.assistant = assistant
                return client

            yield client_of


@pytest.fixture
def anna(client_of):
    return client_of("anna")


@pytest.fixture
def bob(client_of):
    return client_of("bob")


def begin(client, title="pay.md"):
    return client.post("/conversations", json={"title": title}).json()["id"]


def attach(client, conversation, name="pay.md", data=PAY, **headers):
    sent = {**BYTES, **{key.replace("_", "-"): value for key, value in headers.items()}}
    address = f"/conversations/{conversation}/files/{BATCH}"
    added = client.post(address, params={"name": name}, content=data, headers=sent)
    until(lambda: not client.assistant.background.is_busy)
    return added


def document_of(client, conversation):
    [file] = client.assistant.library.records.files(
        source=str(client.app.state.attached.adding.root)
    )
    assert file.path.startswith(f"{attached_to(conversation)}/")
    return client.assistant.library.records.document(file.document_id)


def test_a_file_is_attached_read_listed_and_removed(anna):
    conversation = begin(anna)
    assert attach(anna, conversation).json() == {"number": 0}
    told = anna.get(f"/conversations/{conversation}/files/{BATCH}").json()["files"]
    assert told == [{"name": "pay.md", "outcome": "indexed", "text": "read"}]
    listed = anna.get(f"/conversations/{conversation}/files").json()
    assert not listed["busy"]
    assert ">pay.md</span></a>" in listed["html"]
    path = f"{attached_to(conversation)}/pay.md"
    address = f"/conversations/{conversation}/files"
    assert anna.delete(address, params={"path": path}).status_code == 204
    assert anna.delete(address, params={"path": path}).status_code == 404
    assert anna.get(address).json() == {"html": "", "busy": False}
    until(lambda: not anna.assistant.background.is_busy)


def test_it_is_read_by_its_owner_alone(anna, bob):
    conversation = begin(anna)
    attach(anna, conversation)
    document = document_of(anna, conversation)
    pages = f"/documents/{document.id}"
    for address in (pages, f"{pages}/why", f"{pages}/{document.version}/original"):
        assert (anna.get(address).status_code, bob.get(address).status_code) == (200, 404), address
    page = anna.get(pages).text
    assert '<p class="path">pay.md</p>' in page
    assert "ask-only" not in page
    for client in (anna, bob):
        for listing in ("/documents", "/documents/files", "/scopes?find=pay", "/api/documents"):
            assert "pay.md" not in client.get(listing).text
    mine = f"/scopes?find=pay&conversation={conversation}"
    assert "pay.md" in anna.get(mine).text
    assert "pay.md" not in bob.get(mine).text
    asked = {"question": "What is the salary of the captain?", "conversation": conversation}
    assert "900 crowns" in anna.post("/api/ask", json=asked).text
    assert "900 crowns" not in bob.post("/api/ask", json=asked).text
    assert anna.delete(f"/conversations/{conversation}").status_code == 204
    until(lambda: not anna.assistant.background.is_busy)
    assert anna.get(pages).status_code == 404


def test_nobody_attaches_to_or_looks_into_the_conversation_of_another(anna, bob):
    conversation = begin(anna)
    attach(anna, conversation)
    address = f"/conversations/{conversation}/files"
    path = f"{attached_to(conversation)}/pay.md"
    refused = [
        attach(bob, conversation, "more.md"),
        bob.get(address),
        bob.get(f"{address}/{BATCH}"),
        bob.delete(address, params={"path": path}),
        # In one's own conversation, the file of another.
        bob.delete(f"/conversations/{begin(bob)}/files", params={"path": path}),
        attach(anna, "0" * 16),
        attach(anna, "..%2F..", "up.md"),
    ]
    assert [each.status_code for each in refused] == [404] * len(refused)
    assert document_of(anna, conversation).text.endswith("900 crowns.")
    anna.delete(f"/conversations/{conversation}")
    until(lambda: not anna.assistant.background.is_busy)


@pytest.mark.parametrize("name", ["../up.md", "../../up.md", "~0123456789abcdef/up.md", "/up.md"])
def test_a_name_leads_nowhere_but_into_the_conversation(anna, name):
    conversation = begin(anna)
    assert attach(anna, conversation, name).status_code == 200
    document_of(anna, conversation)
    anna.delete(f"/conversations/{conversation}")
    until(lambda: not anna.assistant.background.is_busy)


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "text/plain"},
        {"sec_fetch_site": "cross-site"},
        {"origin": "https://elsewhere.example"},
    ],
)
def test_no_page_of_another_origin_can_attach(anna, headers):
    assert attach(anna, begin(anna), **headers).status_code == 403


def test_what_is_too_large_is_refused(anna):
    assert attach(anna, begin(anna), data=bytes(1_000_001)).status_code == 413


def test_who_may_add_nothing_to_the_library_can_attach_in_the_chat(anna):
    assert "adding-nobody" in anna.get("/uploads").text
    form = anna.get("/uploads?chat=true").text
    assert "adding-own-told" in form
    assert "adding-collection" not in form
    assert "adding-whose" not in form


def test_who_may_add_chooses(client_of):
    editor = client_of("eve")
    editor.headers["x-remote-groups"] = "editors"
    form = editor.get("/uploads?chat=true").text
    assert "adding-whose" in form
    assert "adding-collection" in form
    assert "adding-whose" not in editor.get("/uploads").text
