"""Signing in with OpenID Connect, against a provider that runs on this machine."""

import socket
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from index.errors import UsageError
from tests.servers.provider import running_provider
from tests.walled import application, assistant_in


@pytest.fixture(scope="module")
def running():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running_provider(port) as provider:
        yield provider


@pytest.fixture
def provider(running):
    running.claims, running.key = {}, running.published
    return running


@pytest.fixture(scope="module")
def app(running, tmp_path_factory):
    with assistant_in(tmp_path_factory.mktemp("oidc")) as assistant:
        yield application(
            assistant,
            sign_in="oidc",
            public_url="http://localhost",
            oidc_issuer=running.address,
            oidc_client_id="tenkyo",
            oidc_client_secret=SecretStr("secret"),
            requests_per_minute=10_000,
        )


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


def begin(client):
    """Follows the browser to the provider and returns the address it is sent back to."""
    there = client.get("/sign-in").headers["location"]
    return httpx.get(there).headers["location"]


def test_a_page_sends_to_the_provider_and_back_to_a_session(client, provider):
    assert client.get("/").headers["location"] == "http://localhost/sign-in"
    back = client.get(begin(client))
    assert (back.status_code, back.headers["location"]) == (303, "http://localhost/")
    assert client.get("/documents").status_code == 200
    assert client.delete("/session").status_code == 204
    assert client.get("/documents").status_code == 303


def test_what_is_no_page_is_refused_and_not_sent_away(client, provider):
    assert client.get("/documents", headers={"sec-fetch-mode": "cors"}).status_code == 401


def test_the_request_has_state_nonce_and_a_challenge(client, provider):
    asked = parse_qs(urlsplit(client.get("/sign-in").headers["location"]).query)
    assert asked["redirect_uri"] == ["http://localhost/sign-in/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 32 for name in ("state", "nonce", "code_challenge"))


def test_groups_come_from_their_claim(client, provider, app):
    provider.claims = {"groups": ["legal"], "sub": "花子"}
    assert client.get(begin(client)).status_code == 303
    provider.claims = {"groups": "legal"}
    assert client.get(begin(client)).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "other"},
        {"nonce": "other"},
        {"nonce": None},
        {"exp": 1},
        {"sub": ""},
        {"sub": "local"},
    ],
)
def test_a_token_of_the_provider_that_does_not_hold_signs_nobody_in(client, provider, claims):
    provider.claims = claims
    assert client.get(begin(client)).status_code == 401
    assert client.get("/documents").status_code == 303


def test_a_token_of_another_key_signs_nobody_in(client, provider):
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert client.get(begin(client)).status_code == 401


def test_an_answer_in_another_browser_signs_nobody_in(client, provider, app):
    address = begin(client)
    other = TestClient(app, base_url="http://localhost", follow_redirects=False)
    other.get("/sign-in")
    assert other.get(address).status_code == 401


def test_an_answer_is_good_once(client, provider):
    address = begin(client)
    assert [client.get(address).status_code for _ in range(2)] == [303, 401]


def test_an_answer_that_failed_ends_what_was_begun_in_this_browser(client, provider):
    provider.claims = {"exp": 1}
    assert client.get(begin(client)).status_code == 401
    assert "tenkyo-signing-in" not in client.cookies


def test_no_link_of_another_page_ends_what_was_begun(client, provider):
    address = begin(client)
    assert client.get("/sign-in/back?code=x&state=0." + "x" * 43).status_code == 401
    assert client.get(address).status_code == 303


def test_however_many_begin_to_sign_in_each_can_finish(client, provider, app):
    address = begin(client)
    flood = TestClient(app, base_url="http://localhost", follow_redirects=False)
    assert all(flood.get("/sign-in").status_code == 303 for _ in range(1_001))
    assert client.get(address).status_code == 303


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=y", "?state=%00&code=%E6"])
def test_an_answer_to_nothing_signs_nobody_in(client, provider, query):
    assert client.get(f"/sign-in/back{query}").status_code == 401


def test_a_code_of_somebody_else_does_not_fit_the_verifier(client, provider):
    stolen = parse_qs(urlsplit(begin(client)).query)["code"][0]
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    assert client.get(f"/sign-in/back?code={stolen}&state={state}").status_code == 401


def test_what_is_not_set_is_named(tmp_path):
    with (
        assistant_in(tmp_path) as assistant,
        pytest.raises(UsageError, match="TENKYO_PUBLIC_URL is empty"),
    ):
        application(assistant, sign_in="oidc")


@pytest.mark.parametrize(
    "issuer",
    ["http://login.example", "http://127.0.0.1.evil.example", "login.example", "ftp://127.0.0.1"],
)
def test_a_provider_elsewhere_without_https_is_refused_at_the_start(tmp_path, issuer):
    oidc = {"public_url": "https://chat.example", "oidc_client_id": "tenkyo"}
    with (
        assistant_in(tmp_path) as assistant,
        pytest.raises(UsageError, match=r"^TENKYO_OIDC_ISSUER is .*https, or on this machine.*$"),
    ):
        application(assistant, sign_in="oidc", oidc_issuer=issuer, **oidc)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_a_provider_that_names_an_address_without_https_signs_nobody_in(running, tmp_path, name):
    oidc = {"sign_in": "oidc", "public_url": "http://localhost", "oidc_client_id": "tenkyo"}
    with assistant_in(tmp_path) as assistant:
        fresh = application(assistant, oidc_issuer=running.address, **oidc)
        running.metadata = {name: "http://login.example/x"}
        client = TestClient(fresh, base_url="http://localhost", follow_redirects=False)
        assert client.get("/sign-in").status_code == 502
        running.metadata = {}
        assert client.get("/sign-in").status_code == 303
