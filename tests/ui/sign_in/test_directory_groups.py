"""Groups that a directory adds to a sign-in by a proxy, a session or a key; and when it is away."""

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.commands.doctor import examine
from assistant.settings import Settings
from assistant.types import Reader
from index.errors import UsageError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.servers.directory import dn_of, group, person, slapd
from ui.server import build_app

RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr", "board"]

[[rule]]
paths = ["drafts/"]
allow = ["*"]
deny = ["trainees"]
"""
PAPERS = ("open/ferry.txt", "hr/pay.txt", "drafts/plan.txt")
HR = (person("hanako"), person("taro"), group("hr", dn_of("hanako")))
TRAINEE = (*HR, group("trainees", dn_of("taro")))


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = tmp_path_factory.mktemp("directory")
    for name in PAPERS:
        (root / "papers" / name).parent.mkdir(parents=True)
        (root / "papers" / name).write_text(f"This is {name.partition('/')[2]}.")
    (root / "rules.toml").write_text(RULES)
    library = open_library(root / "home", FakeEmbedder(), create=True)
    library.sync([root / "papers"])
    yield library
    library.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with slapd(tmp_path_factory.mktemp("slapd")) as server:
        yield server


@pytest.fixture
def assistant(library, server):
    server.begin(*TRAINEE)
    rules = library.home.parent / "rules.toml"
    proxies = {"sign_in": "header", "trusted_proxies": ("10.1.0.0/16",)}
    return Assistant(
        library, Settings(home=library.home, rules=rules, **proxies, **server.settings())
    )


@pytest.fixture
def seen(assistant):
    app = build_app(assistant)

    def seen(user="", **headers):
        client = TestClient(app, base_url="http://localhost", client=("10.1.2.3", 1))
        named = {"x-remote-user": user} if user else {}
        answer = client.get("/api/documents", headers={**named, **headers})
        assert answer.status_code == 200, answer.text
        return {name for name in PAPERS if name in answer.text}

    return seen


def test_who_a_proxy_names_sees_what_the_groups_in_the_directory_may(seen):
    assert seen("hanako") == set(PAPERS)
    assert seen("taro") == {"open/ferry.txt"}
    assert seen("stranger") == {"open/ferry.txt", "drafts/plan.txt"}


def test_groups_of_the_sign_in_count_beside_them(seen):
    assert seen("taro", **{"x-remote-groups": "board"}) == {"open/ferry.txt", "hr/pay.txt"}


def test_the_holder_of_a_key_has_the_groups_of_the_reader(seen, assistant):
    key = assistant.keys.add(Reader("hanako"))
    assert seen(authorization=f"Bearer {key}") == set(PAPERS)
    assistant.keys.revoke(key.split("_")[1])


def test_a_group_called_with_what_cannot_be_seen_is_not_named_by_a_sign_in(assistant):
    client = TestClient(build_app(assistant), base_url="http://localhost", client=("10.1.2.3", 1))
    named = {"x-remote-user": "hanako", "x-remote-groups": "\x7f"}
    assert client.get("/api/documents", headers=named).status_code == 401


def test_with_the_directory_away_nobody_sees_more_than_before(seen, server):
    assert seen("hanako") == set(PAPERS)
    server.kill()
    # What it said is not old yet.
    assert seen("hanako") == set(PAPERS)
    # Nothing is known of the others: what is denied to any group is denied to them.
    assert seen("taro") == {"open/ferry.txt"}
    assert seen("stranger") == {"open/ferry.txt"}


def test_with_the_directory_away_the_chat_answers_from_what_needs_no_group(assistant, server):
    server.kill()
    client = TestClient(build_app(assistant), base_url="http://localhost", client=("10.1.2.3", 1))
    named = {"x-remote-user": "hanako"}
    assert client.get("/", headers=named).status_code == 200
    asked = client.post("/api/ask", headers=named, json={"question": "What is ferry.txt?"})
    assert asked.status_code == 200
    assert "pay" not in asked.text


def test_who_signs_in_anew_is_asked_for_anew(assistant, server):
    hanako = Reader("hanako")
    first = assistant.sessions.begin(hanako)
    assert "hr" in assistant.memberships.whole(assistant.sessions.reader(first)).groups
    server.begin(person("hanako"))
    assert "hr" in assistant.memberships.whole(assistant.sessions.reader(first)).groups
    assistant.sessions.revoke("hanako")
    second = assistant.sessions.begin(hanako)
    assert assistant.memberships.whole(assistant.sessions.reader(second)).groups == set()


def test_who_is_known_by_a_browser_alone_is_not_asked_for(assistant, server):
    server.kill()
    for name in ("local", "browser-0123"):
        assert assistant.memberships.whole(Reader(name)) == Reader(name)


def test_a_directory_that_cannot_be_set_so_keeps_the_chat_from_being_served(assistant):
    changed = {**dict(assistant.settings), "ldap_url": "ldap://directory.example"}
    wrong = Assistant(assistant.library, Settings(**changed))
    with pytest.raises(UsageError, match="could be read and changed on the way"):
        build_app(wrong)


@pytest.mark.parametrize(
    ("changed", "passed", "found"),
    [
        ({}, True, "answers 'cn=tenkyo,dc=example,dc=org' below 'dc=example,dc=org'"),
        ({"ldap_password": SecretStr("wrong")}, False, "Mend TENKYO_LDAP_BIND"),
        ({"ldap_base": "dc=other"}, False, "Mend TENKYO_LDAP_BASE"),
    ],
)
def test_doctor_says_whether_the_directory_answers(assistant, tmp_path, changed, passed, found):
    settings = Settings(**{**dict(assistant.settings), "home": tmp_path / "none", **changed})
    [check] = [check for check in examine(settings) if check.name == "directory"]
    assert check.passed is passed
    assert found in check.finding
