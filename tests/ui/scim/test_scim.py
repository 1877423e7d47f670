"""What an identity provider pushes, as Entra ID and Okta send it, and what comes of it."""

import json
import time
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Reader
from index.errors import HomeError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.scim.scim_routes import LARGEST_BODY
from ui.server import build_app

RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]

[[rule]]
paths = ["drafts/"]
allow = ["*"]
deny = ["trainees"]
"""
PAPERS = ("open/ferry.txt", "hr/pay.txt", "drafts/plan.txt")
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
# What Entra ID sends for somebody, all of it.
ENTRA_USER = {
    "schemas": [USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "hanako@example.org",
    "active": True,
    "emails": [{"primary": True, "type": "work", "value": "hanako@example.org"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "Hanako Sato", "familyName": "Sato", "givenName": "Hanako"},
    "roles": [],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = tmp_path_factory.mktemp("scim")
    for name in PAPERS:
        (root / "papers" / name).parent.mkdir(parents=True)
        (root / "papers" / name).write_text(f"This is {name.partition('/')[2]}.")
    (root / "rules.toml").write_text(RULES)
    library = open_library(root / "home", FakeEmbedder(), create=True)
    library.sync([root / "papers"])
    yield library
    library.close()


@pytest.fixture(scope="module")
def assistant(library):
    rules = library.home.parent / "rules.toml"
    proxies = {"sign_in": "header", "trusted_proxies": ("10.1.0.0/16",)}
    limits = {"requests_per_minute": 100_000, "questions_per_minute": 100_000}
    return Assistant(library, Settings(home=library.home, rules=rules, **proxies, **limits))


@pytest.fixture(scope="module")
def app(assistant):
    return build_app(assistant)


@pytest.fixture(scope="module")
def key(assistant):
    return assistant.keys.add(Reader("entra"), ["people"])


@pytest.fixture
def push(app, key):
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    headers = {"authorization": f"Bearer {key}", "content-type": "application/scim+json"}

    def push(method, path, body=None, **more):
        content = None if body is None else json.dumps(body)
        return client.request(
            method, f"/scim/v2/{path}", content=content, headers={**headers, **more}
        )

    yield push
    for kind in ("Groups", "Users"):
        for each in push("GET", f"{kind}?count=200").json()["Resources"]:
            push("DELETE", f"{kind}/{each['id']}")


@pytest.fixture
def seen(app):
    def seen(user="", **headers):
        client = TestClient(app, base_url="http://localhost", client=("10.1.2.3", 1))
        named = {"x-remote-user": user.encode()} if user else {}
        answer = client.get("/api/documents", headers={**named, **headers})
        if answer.status_code == 401:
            return None
        return {name for name in PAPERS if name in answer.text}

    return seen


def user(push, name="hanako", **more):
    answer = push("POST", "Users", {"schemas": [USER], "userName": name, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def group(push, name, *members):
    body = {"schemas": [GROUP], "displayName": name, "members": [{"value": m} for m in members]}
    answer = push("POST", "Groups", body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def patch(push, path, *operations):
    return push("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})


def members_of(push, group_id):
    return {each["value"] for each in push("GET", f"Groups/{group_id}").json().get("members", [])}


def test_groups_that_were_pushed_count_at_sign_in(push, seen):
    hanako, taro = user(push, "hanako"), user(push, "taro")
    group(push, "hr", hanako)
    group(push, "trainees", taro)
    assert seen("hanako") == set(PAPERS)
    assert seen("HANAKO") == set(PAPERS)
    assert seen("taro") == {"open/ferry.txt"}
    assert seen("stranger") == {"open/ferry.txt", "drafts/plan.txt"}


def test_who_only_looks_like_somebody_is_in_no_group_of_theirs(push, seen):
    group(push, "hr", user(push, "hanako"))
    assert seen("ｈanako") == {"open/ferry.txt"}


def test_with_an_account_that_holds_no_more_all_ends_at_once(push, seen, assistant):
    hanako = user(push, "hanako")
    group(push, "hr", hanako)
    session = assistant.sessions.begin(Reader("hanako"))
    held = assistant.keys.add(Reader("Hanako"))
    assert seen(authorization=f"Bearer {held}") == set(PAPERS)
    other = {"op": "replace", "path": "active", "value": False}
    assert patch(push, f"Users/{hanako}", other).json()["active"] is False
    assert assistant.sessions.reader(session) is None
    assert assistant.keys.find(held) is None
    assert seen("hanako") is None
    assert seen("HANAKO") is None
    assert seen("ｈanako") is None
    assert seen("stranger") == {"open/ferry.txt", "drafts/plan.txt"}


def test_who_was_deleted_signs_in_no_more_until_pushed_again(push, seen):
    hanako = user(push, "hanako")
    assert push("DELETE", f"Users/{hanako}").status_code == 204
    assert seen("hanako") is None
    assert push("GET", f"Users/{hanako}").status_code == 404
    assert push("GET", 'Users?filter=userName eq "hanako"').json()["totalResults"] == 0
    user(push, "hanako")
    assert seen("hanako") == {"open/ferry.txt", "drafts/plan.txt"}


def test_who_is_called_otherwise_now_does_not_sign_in_as_before(push, seen, assistant):
    hanako = user(push, "hanako")
    session = assistant.sessions.begin(Reader("hanako"))
    patch(push, f"Users/{hanako}", {"op": "replace", "path": "userName", "value": "sato"})
    assert assistant.sessions.reader(session) is None
    assert seen("hanako") is None
    assert seen("sato") is not None


def test_nobody_begins_a_session_whose_account_was_withdrawn(push, assistant):
    from assistant.identities.withdrawing import WithdrawnError

    user(push, "hanako", active=False)
    with pytest.raises(WithdrawnError, match="withdrawn"):
        assistant.sessions.begin(Reader("hanako"))


def test_a_token_of_the_page_around_signs_nobody_in_whose_account_was_withdrawn(push, assistant):
    user(push, "hanako", active=False)
    origin, secret = "https://intranet.example", "a secret of the page, 32 bytes at least"
    changed = {"sign_in": "token", "token_secret": secret, "allowed_origins": (origin,)}
    app = build_app(
        Assistant(assistant.library, Settings(**{**dict(assistant.settings), **changed}))
    )
    for name, status in (("hanako", 401), ("stranger", 204)):
        claims = {"sub": name, "aud": "tenkyo", "origin": origin, "jti": f"of-{name}"}
        claims["exp"] = int(time.time()) + 60
        minted = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))
        client = TestClient(app, base_url="http://localhost")
        assert client.post("/session", json={"token": minted}).status_code == status
    last = [json.loads(e.content) for e in assistant.audit.entries() if e.kind == "sign-in"]
    assert "the account was withdrawn" in [facts.get("reason") for facts in last]


def test_entra_creates_finds_and_takes_an_account(push):
    assert push("GET", 'Users?filter=userName eq "hanako@example.org"').json()["Resources"] == []
    made = push("POST", "Users", ENTRA_USER)
    assert made.status_code == 201
    assert made.headers["content-type"] == "application/scim+json"
    assert made.headers["location"].endswith(f"/scim/v2/Users/{made.json()['id']}")
    [found] = push("GET", f'Users?filter=externalId eq "{ENTRA_USER["externalId"]}"').json()[
        "Resources"
    ]
    assert found == made.json()
    operations = [
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "sato@example.org"},
        {"op": "Replace", "path": "name.familyName", "value": "Sato"},
        {"op": "Add", "path": "displayName", "value": "Hanako Sato"},
        {"op": "Replace", "path": "active", "value": "False"},
    ]
    changed = patch(push, f"Users/{found['id']}", *operations).json()
    assert (changed["displayName"], changed["active"]) == ("Hanako Sato", False)
    # Nothing is kept that decides nothing.
    assert "emails" not in changed
    assert "name" not in changed


def test_entra_manages_the_members_of_a_group(push):
    hanako, taro = user(push, "hanako"), user(push, "taro")
    hr = group(push, "hr")
    added = {"op": "Add", "path": "members", "value": [{"value": hanako}, {"value": taro}]}
    assert patch(push, f"Groups/{hr}", added).status_code == 204
    assert members_of(push, hr) == {hanako, taro}
    patch(push, f"Groups/{hr}", {"op": "Remove", "path": f'members[value eq "{taro}"]'})
    assert members_of(push, hr) == {hanako}
    # An earlier form of it, which it still sends where a flag is not set.
    patch(push, f"Groups/{hr}", {"op": "Remove", "path": "members", "value": [{"value": hanako}]})
    assert members_of(push, hr) == set()
    found = push("GET", 'Groups?excludedAttributes=members&filter=displayName eq "hr"').json()
    assert [each["id"] for each in found["Resources"]] == [hr]


def test_entra_asks_whether_somebody_is_a_member(push):
    hanako, taro = user(push, "hanako"), user(push, "taro")
    hr = group(push, "hr", hanako)
    for member, found in ((hanako, 1), (taro, 0)):
        for asked in (f'members eq "{member}"', f'members[value eq "{member}"]'):
            answer = push("GET", f'Groups?filter=id eq "{hr}" and {asked}').json()
            assert answer["totalResults"] == found


def test_okta_creates_replaces_and_takes_an_account(push):
    sent = {
        "schemas": [USER],
        "userName": "taro@example.org",
        "name": {"givenName": "Taro", "familyName": "Yamada"},
        "emails": [{"primary": True, "value": "taro@example.org", "type": "work"}],
        "displayName": "Taro Yamada",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq",
        "active": True,
    }
    taro = push("POST", "Users", sent).json()
    assert "password" not in taro
    assert push("GET", "Users?startIndex=1&count=100").json()["totalResults"] == 1
    whole = push("PUT", f"Users/{taro['id']}", {**sent, "displayName": "T. Yamada"}).json()
    assert whole["displayName"] == "T. Yamada"
    off = patch(push, f"Users/{taro['id']}", {"op": "replace", "value": {"active": False}})
    assert off.json()["active"] is False
    # Only who says so gives an account back.
    del sent["active"]
    assert push("PUT", f"Users/{taro['id']}", sent).json()["active"] is False


def test_okta_renames_a_group_and_replaces_its_members(push):
    hanako, taro = user(push, "hanako"), user(push, "taro")
    hr = group(push, "hr", hanako)
    renamed = {"op": "replace", "value": {"id": hr, "displayName": "people"}}
    replaced = {"op": "replace", "path": "members", "value": [{"value": taro, "display": "taro"}]}
    assert patch(push, f"Groups/{hr}", renamed, replaced).status_code == 204
    found = push("GET", f"Groups/{hr}").json()
    assert (found["displayName"], members_of(push, hr)) == ("people", {taro})
    whole = {"schemas": [GROUP], "displayName": "people", "members": []}
    assert push("PUT", f"Groups/{hr}", whole).status_code == 200
    assert members_of(push, hr) == set()


def test_a_user_tells_the_groups(push):
    hanako = user(push, "hanako")
    hr = group(push, "hr", hanako)
    [told] = push("GET", f"Users/{hanako}").json()["groups"]
    assert (told["value"], told["display"]) == (hr, "hr")
    assert "groups" not in push("GET", f"Users/{hanako}?attributes=userName").json()


def test_of_a_patch_that_cannot_be_nothing_is_done(push):
    hanako = user(push, "hanako")
    hr = group(push, "hr")
    added = {"op": "add", "path": "members", "value": [{"value": hanako}]}
    unknown = {"op": "add", "path": "members", "value": [{"value": "nobody"}]}
    answer = patch(push, f"Groups/{hr}", added, unknown)
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")
    assert members_of(push, hr) == set()
    off = {"op": "replace", "path": "active", "value": False}
    assert patch(push, f"Users/{hanako}", off, {"op": "x"}).status_code == 400
    assert push("GET", f"Users/{hanako}").json()["active"] is True


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "remove", "path": "active"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "replace", "path": "active", "value": "perhaps"}, "invalidValue"),
        ({"op": "replace", "path": "active", "value": 0.5}, "invalidValue"),
        ({"op": "replace", "path": "userName", "value": "local"}, "invalidValue"),
        ({"op": "replace", "path": "userName", "value": "a\x00b"}, "invalidValue"),
        ({"op": "replace", "path": "userName", "value": "x" * 201}, "invalidValue"),
        ({"op": "replace", "path": "userName", "value": "TARO"}, "uniqueness"),
        ({"op": "replace", "value": "x"}, "invalidSyntax"),
        ("replace", "invalidSyntax"),
    ],
)
def test_what_a_user_cannot_be_is_said(push, operation, kind):
    user(push, "taro")
    answer = patch(push, f"Users/{user(push)}", operation)
    assert answer.status_code in (400, 409)
    assert answer.json()["scimType"] == kind


@pytest.mark.parametrize("op", ["remove", "replace", "add"])
@pytest.mark.parametrize(
    "path",
    [
        'members[value eq "{0}" or value eq "{1}"]',
        'members[type eq "User"]',
        'members[display eq "hanako"]',
        "members[value eq '{0}']",
        'members [value eq "{0}"]',
        'members[value eq "{0}"].value',
        "members.value",
        "members[",
        "Group:members",
        f"{GROUP}.members",
        "displayName.value",
    ],
)
def test_a_change_of_members_that_is_not_understood_is_refused(push, assistant, path, op):
    members = user(push, "hanako"), user(push, "taro")
    hr, before = group(push, "hr", *members), assistant.audit.head().number
    answer = patch(push, f"Groups/{hr}", {"op": op, "path": path.format(*members), "value": "x"})
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidPath")
    assert members_of(push, hr) == set(members)
    assert assistant.audit.head().number == before


@pytest.mark.parametrize(
    "path",
    [
        f"{USER}.active",
        "urn:ietf:params:scim:schemas:core:1.0:User:active",
        "User.active",
        ".active",
        "active ",
        "active.value",
        'active[value eq "true"]',
        "username[",
        "externalId.value",
    ],
)
def test_a_change_of_an_account_that_is_not_understood_is_refused(push, path):
    hanako = user(push)
    named = {"op": "replace", "path": path, "value": False}
    for operation in (named, {"op": "replace", "value": {path: False}}):
        answer = patch(push, f"Users/{hanako}", operation)
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidPath")
    assert push("GET", f"Users/{hanako}").json()["active"] is True


def test_groups_are_not_taken_away_at_a_user(push):
    hanako = user(push)
    hr = group(push, "hr", hanako)
    for path in ("groups", f'groups[value eq "{hr}"]', f"{USER}:groups"):
        answer = patch(push, f"Users/{hanako}", {"op": "remove", "path": path})
        assert (answer.status_code, answer.json()["scimType"]) == (400, "mutability")
    assert members_of(push, hr) == {hanako}


@pytest.mark.parametrize(
    "path",
    [
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName",
        'phoneNumbers[type eq "work"].value',
        'roles[display eq "active"].value',
        "badge.active",
    ],
)
def test_what_is_not_kept_is_taken_without_a_word(push, path):
    hanako = user(push)
    for op in ("add", "replace", "remove"):
        operation = {"op": op, "path": path, "value": "x"}
        assert patch(push, f"Users/{hanako}", operation).json()["active"] is True


@pytest.mark.parametrize(
    "asked",
    ['userName sw "h"', 'userName eq "a" or userName eq "b"', "userName eq hanako", 'x eq "a"'],
)
def test_a_filter_that_is_not_supported_finds_not_everybody(push, asked):
    answer = push("GET", f"Users?filter={asked}")
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidFilter")


UNSEEN = ["\ud800", "a\udfffb", "a\x00b", "\x7f"]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize(
    ("kind", "name"),
    [("Users", "userName"), ("Users", "externalId"), ("Groups", "id"), ("Groups", "members")],
)
def test_a_filter_for_what_cannot_be_seen_is_refused(push, kind, name, unseen):
    asked = f"{name} eq {json.dumps(unseen)}"
    answers = [
        push("GET", f"{kind}?{urlencode({'filter': asked})}"),
        push("POST", f"{kind}/.search", {"filter": f'{name} eq "{unseen}"'}),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidFilter")


@pytest.mark.parametrize("unseen", [*UNSEEN, ""])
def test_a_member_whose_id_cannot_be_seen_is_refused(push, unseen):
    hr, listed = group(push, "hr"), [{"value": unseen}]
    body = {"schemas": [GROUP], "displayName": "board", "members": listed}
    answers = [push("POST", "Groups", body), push("PUT", f"Groups/{hr}", body)]
    operations = [{"op": op, "path": "members", "value": listed} for op in ("add", "remove")]
    operations.append({"op": "remove", "path": f'members[value eq "{unseen}"]'})
    answers += [patch(push, f"Groups/{hr}", operation) for operation in operations]
    for answer in answers:
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")


def test_a_filter_can_be_sent_in_a_body(push):
    hanako = user(push, "hanako")
    user(push, "taro")
    asked = {"filter": 'userName eq "hanako"', "attributes": ["userName"], "count": 1}
    [found] = push("POST", "Users/.search", asked).json()["Resources"]
    assert (found["id"], "active" in found) == (hanako, False)


def test_a_list_is_read_in_parts(push):
    names = [f"reader{number}" for number in range(5)]
    for name in names:
        user(push, name)
    pages = [push("GET", f"Users?startIndex={start}&count=2").json() for start in (1, 3, 5)]
    told = [each["userName"] for page in pages for each in page["Resources"]]
    assert told == names
    assert {page["totalResults"] for page in pages} == {5}


def test_ten_thousand_members_are_pushed_and_read(push, assistant, seen):
    from assistant.provisioning.pushed import PushedUser

    users = assistant.pushed_users
    ids = [users.add(PushedUser(f"reader{number}"), "test") for number in range(200)]
    # The table of members knows nothing of people; so many of them are made quickly.
    with assistant.library.records.people.transaction(writing=True) as connection:
        import sqlalchemy as sa

        from assistant.provisioning.pushed_tables import users_table

        row = connection.execute(sa.select(users_table).where(users_table.c.id == ids[0])).one()
        many = [
            {**row._mapping, "id": f"{n:032x}", "key": f"k{n}", "name": f"n{n}"}
            for n in range(9_800)
        ]
        connection.execute(sa.insert(users_table), many)
    ids += [row["id"] for row in many]
    hr = group(push, "hr", *ids)
    assert members_of(push, hr) == set(ids)
    one = {"op": "remove", "path": f'members[value eq "{ids[0]}"]'}
    assert patch(push, f"Groups/{hr}", one).status_code == 204
    assert len(members_of(push, hr)) == 9_999
    assert seen("reader1") == set(PAPERS)
    push("DELETE", f"Groups/{hr}")
    with assistant.library.records.people.transaction(writing=True) as connection:
        connection.execute(sa.delete(users_table))


@pytest.mark.parametrize("path", ["ServiceProviderConfig", "ResourceTypes", "Schemas"])
def test_this_server_says_what_it_can_do(push, path):
    answer = push("GET", path)
    assert answer.status_code == 200
    for each in answer.json().get("Resources", []):
        assert push("GET", f"{path}/{each['id']}").json() == each


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "Users/unknown", 404),
        ("PATCH", "Groups/unknown", 404),
        ("PUT", "Users/unknown", 404),
        ("DELETE", "Groups/unknown", 404),
        ("GET", "Nothing", 404),
        ("GET", "Schemas/unknown", 404),
        ("POST", "Schemas", 405),
        ("DELETE", "Users", 405),
        ("POST", "Users/unknown", 405),
    ],
)
def test_what_is_not_there_is_said_as_scim_says_it(push, method, path, status):
    sent = {"schemas": [USER], "userName": "x", "Operations": [{"op": "add", "path": "x"}]}
    answer = push(method, path, sent | {"displayName": "x"})
    assert (answer.status_code, answer.json()["status"]) == (status, str(status))


def test_a_second_user_of_a_name_in_any_case_is_refused(push):
    user(push, "hanako")
    answer = push("POST", "Users", {"schemas": [USER], "userName": "Hanako"})
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")


# Who may push


def test_only_a_key_for_it_pushes(app, assistant, key):
    client = TestClient(app, base_url="http://localhost", client=("10.1.2.3", 1))
    reading = assistant.keys.add(Reader("hanako"))
    parts = key.split("_", 3)
    forged = f"tenkyo_{parts[2]}_{parts[3]}"
    for sent in (None, reading, forged, reading.replace("tenkyo_", "tenkyo_scim_"), key[:-1]):
        headers = {"authorization": f"Bearer {sent}"} if sent else {"x-remote-user": "hanako"}
        for path in ("Users", "ServiceProviderConfig", "Nothing"):
            answer = client.get(f"/scim/v2/{path}", headers=headers)
            assert (answer.status_code, answer.json()["status"]) == (401, "401")


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/api/documents", "/api/openapi.json", "/v1/models", "/mcp"]
)
def test_a_key_for_it_opens_nothing_else(app, key, path):
    client = TestClient(app, base_url="http://localhost")
    parts = key.split("_", 3)
    for sent in (key, f"tenkyo_{parts[2]}_{parts[3]}"):
        answer = client.get(path, headers={"authorization": f"Bearer {sent}"})
        assert answer.status_code == 401


def test_a_key_that_was_revoked_pushes_no_more(app, assistant):
    made = assistant.keys.add(Reader("okta"), ["people"])
    client = TestClient(app, base_url="http://localhost")
    headers = {"authorization": f"Bearer {made}"}
    assert client.get("/scim/v2/Users", headers=headers).status_code == 200
    [shown] = [each.shown for each in assistant.keys.of("okta")]
    assert made.startswith(shown)
    assistant.keys.revoke(shown)
    assert client.get("/scim/v2/Users", headers=headers).status_code == 401


def test_a_provider_is_not_stopped_by_whom_it_pushes(push, app):
    user(push, "entra", active=False)
    assert push("GET", "Users").status_code == 200


def test_a_body_that_is_huge_is_not_read(app, push, key):
    huge = b"x" * (LARGEST_BODY + 1)
    client = TestClient(app, base_url="http://localhost")
    told = {"content-type": "application/scim+json"}
    refused = client.post("/scim/v2/Users", content=huge, headers=told)
    assert refused.status_code == 401
    told |= {"authorization": f"Bearer {key}"}
    assert client.post("/scim/v2/Users", content=huge, headers=told).status_code == 413
    deep = b"[" * 100_000
    assert client.post("/scim/v2/Users", content=deep, headers=told).status_code == 400
    form = {**told, "content-type": "application/x-www-form-urlencoded"}
    assert client.post("/scim/v2/Users", content=b"{}", headers=form).status_code == 415


def test_a_page_of_another_origin_pushes_nothing(app, key):
    client = TestClient(app, base_url="http://localhost")
    headers = {"authorization": f"Bearer {key}", "origin": "https://evil.example"}
    assert client.post("/scim/v2/Users", json={}, headers=headers).status_code == 403


def test_what_was_pushed_is_on_record(push, assistant):
    before = assistant.audit.head().number
    hanako = user(push, "hanako")
    hr = group(push, "hr", hanako)
    assistant.sessions.begin(Reader("hanako"))
    push("DELETE", f"Users/{hanako}")
    push("DELETE", f"Groups/{hr}")
    entries = [e for e in assistant.audit.entries() if e.number > before]
    told = [(e.kind, json.loads(e.content)) for e in entries if e.kind in ("account", "group")]
    assert [(kind, facts["change"]) for kind, facts in told] == [
        ("account", "added"),
        ("group", "added"),
        ("account", "removed"),
        ("group", "removed"),
    ]
    assert told[2][1]["sessions"] == 1
    assert {facts["by"] for _, facts in told} == {"entra"}


# What is between a provider and what is kept


@pytest.mark.parametrize("known", [True, False])
def test_while_the_database_is_away_a_provider_is_told_to_try_again(push, key, assistant, known):
    other = key[:-1] + ("a" if key[-1] != "a" else "b")
    headers = {"authorization": f"Bearer {key if known else other}"}
    group = {"displayName": "hr"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(assistant.library.records.people, "transaction", _away)
        answers = [push("GET", "Users", **headers), push("POST", "Groups", group, **headers)]
    for answer in answers:
        assert (answer.status_code, answer.json()["status"]) == (503, "503")
        assert answer.headers["retry-after"] == "1"
        assert answer.headers["content-type"] == "application/scim+json"


def _away(**_):
    raise HomeError("The database 'there/people' cannot be used: no route to host.")


def test_who_pushes_too_much_is_told_so_as_scim_says_it(library):
    app = build_app(Assistant(library, Settings(home=library.home, requests_per_minute=1)))
    client = TestClient(app, base_url="http://localhost")
    _, second = (client.get("/scim/v2/Users") for _ in range(2))
    assert (second.status_code, second.json()["status"]) == (429, "429")
    assert second.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert second.headers["content-type"] == "application/scim+json"
    assert int(second.headers["retry-after"]) > 0
    foreign = client.post("/scim/v2/Users", json={}, headers={"origin": "https://evil.example"})
    assert (foreign.status_code, foreign.json()["status"]) == (403, "403")
