"""Signing in: by nobody, by a header of a proxy, by a token; and what is not believed."""

import base64
import hashlib
import hmac
import json
import time
from contextlib import contextmanager

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from pydantic import SecretStr

from assistant.commands.public import check_public
from assistant.settings import Settings
from index.errors import UsageError
from tests.clock import Clock
from tests.servers.web_serving import serving_site
from tests.walled import application, assistant_in, browser, join, stream
from ui.sign_in.claims import ClaimError
from ui.sign_in.token_sign_in import FetchedKeys, Tokens

ORIGIN = "https://intranet.example"
SECRET = "a secret of the page, 32 bytes at least"
NOW = 1_800_000_000
RSA = RSAKey.generate_key(2048, {"kid": "one"})


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with assistant_in(tmp_path_factory.mktemp("signed"), allowed_origins=(ORIGIN,)) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def header_app(assistant):
    return application(assistant, sign_in="header", trusted_proxies=("10.1.0.0/16",))


@pytest.fixture
def app(assistant):
    return application(assistant, sign_in="token", token_secret=SecretStr(SECRET))


def claims(**changed):
    now = changed.pop("now", int(time.time()))
    said = {"sub": "hanako", "groups": ["legal"], "aud": "tenkyo", "origin": ORIGIN}
    said |= {"jti": f"{time.perf_counter_ns()}", "iat": now, "exp": now + 60, **changed}
    return {name: value for name, value in said.items() if value is not None}


def token(algorithm="HS256", key=None, header=None, **changed):
    key = key or OctKey.import_key(SECRET)
    header = {"alg": algorithm, **(header or {})}
    return jwt.encode(header, claims(**changed), key, algorithms=[algorithm])


def tokens(**settings):
    settings = settings or {"token_secret": SecretStr(SECRET)}
    return Tokens(Settings(sign_in="token", allowed_origins=(ORIGIN,), **settings), lambda: NOW)


def from_proxy(app, address="10.1.2.3", **headers):
    client = TestClient(app, base_url="http://localhost", client=(address, 1), headers=headers)
    client.get("/")
    return client


def test_the_headers_of_the_proxy_name_the_reader(header_app):
    hanako = from_proxy(header_app, **{"x-remote-user": "hanako", "x-remote-groups": "a, b"})
    assert hanako.get("/documents").status_code == 200


@pytest.mark.parametrize("address", ["10.2.0.1", "127.0.0.1", "::1", "testclient"])
def test_the_same_headers_from_elsewhere_name_nobody(header_app, address):
    stranger = from_proxy(header_app, address, **{"x-remote-user": "hanako"})
    assert stranger.get("/documents").status_code == 401


@pytest.mark.parametrize("name", ["", " ", "local", "a\x00b", "x" * 201, "a\u200bb"])
def test_a_name_that_is_none_is_nobody(header_app, name):
    client = from_proxy(header_app, **{"x-remote-user": name.encode()})
    assert client.get("/documents").status_code == 401


def test_a_user_named_twice_is_nobody(header_app):
    named = [("x-remote-user", "hanako"), ("X-Remote-User", "admin")]
    assert from_proxy(header_app).get("/documents", headers=named).status_code == 401


@pytest.mark.parametrize(
    "groups", ["a\x85b", "a\nb", "a\r\nb", "a\u2028b", "a\u202eb", "a\u200bb", "\ufeffa", "a\x00"]
)
def test_a_group_with_what_cannot_be_seen_makes_nobody(header_app, groups):
    named = {"x-remote-user": b"hanako", "x-remote-groups": groups.encode()}
    assert from_proxy(header_app, **named).get("/documents").status_code == 401


@pytest.mark.parametrize(
    "claimed",
    [
        {"x-remote-user": "hanako", "x-forwarded-for": "10.1.2.3"},
        {"x-remote-user": "hanako", "forwarded": "for=10.1.2.3"},
        {"x-remote-user": "hanako", "x-real-ip": "10.1.2.3", "x-client-ip": "10.1.2.3"},
        {"x-forwarded-user": "hanako", "remote-user": "hanako", "x_remote_user": "hanako"},
    ],
)
@pytest.mark.parametrize("address", ["10.2.0.1", "::ffff:10.2.0.1", "127.0.0.1"])
def test_nobody_becomes_the_proxy_by_saying_so(header_app, address, claimed):
    assert from_proxy(header_app, address, **claimed).get("/documents").status_code == 401


def test_what_is_forwarded_names_no_reader_from_the_proxy_either(header_app):
    claimed = {"x-forwarded-user": "hanako", "x_remote_user": "hanako", "remote-user": "hanako"}
    assert from_proxy(header_app, **claimed).get("/documents").status_code == 401


def test_groups_named_twice_make_nobody(header_app):
    named = [("x-remote-user", "hanako"), ("x-remote-groups", "a"), ("X-Remote-Groups", "b")]
    assert from_proxy(header_app).get("/documents", headers=named).status_code == 401


def test_two_readers_with_the_same_hash_do_not_meet(header_app):
    hanako = from_proxy(header_app, **{"x-remote-user": "hanako"})
    taro = from_proxy(header_app, **{"x-remote-user": "太郎".encode()})
    assert join(hanako).status_code == 200
    assert (join(taro).status_code, stream(taro)) == (403, (403, []))


def test_a_token_becomes_a_session_and_signing_out_ends_it(app):
    client = TestClient(app, base_url="https://localhost")
    assert client.get("/documents").status_code == 401
    assert client.post("/session", json={"token": token()}).status_code == 204
    assert client.get("/documents").status_code == 200
    kept = dict(client.cookies)
    assert client.delete("/session").status_code == 204
    client.cookies.update(kept)
    assert client.get("/documents").status_code == 401


def test_a_token_is_good_for_one_session(app):
    used = token()
    codes = [browser(app).post("/session", json={"token": used}).status_code for _ in range(2)]
    assert codes == [204, 401]


def test_a_revoked_reader_is_out_at_the_next_request(app, assistant):
    client = TestClient(app, base_url="https://localhost")
    client.post("/session", json={"token": token(sub="taro")})
    assert client.get("/documents").status_code == 200
    assert assistant.sessions.revoke("taro") == 1
    assert client.get("/documents").status_code == 401


def test_static_files_are_there_before_signing_in(app):
    assert browser(app).get("/ui/chat.css").status_code == 200


def test_what_the_browser_holds_is_strict(app):
    cookie = browser(app).post("/session", json={"token": token()}).headers["set-cookie"]
    assert cookie.startswith("__Host-tenkyo-session=")
    kept = ["Path=/", "HttpOnly", "Secure", "SameSite=None", "Partitioned"]
    assert cookie.split("; ")[1:] == kept


def test_a_frame_over_https_has_a_cookie_of_its_own(assistant):
    app = application(
        assistant,
        sign_in="token",
        token_secret=SecretStr(SECRET),
        public_url="https://tenkyo.example",
    )
    client = TestClient(app, base_url="https://tenkyo.example")
    cookie = client.post("/session", json={"token": token()}).headers["set-cookie"]
    assert cookie.startswith("__Host-tenkyo-session=")
    assert cookie.endswith("; Path=/; HttpOnly; Secure; SameSite=None; Partitioned")


def test_a_page_elsewhere_cannot_sign_a_reader_in(app):
    client = browser(app, origin="https://evil.example")
    assert client.post("/session", json={"token": token()}).status_code == 403


@pytest.mark.parametrize("body", [b"{}", b'{"token": 1}', b"x", b'{"token": ""}'])
def test_a_body_without_a_token_signs_nobody_in(app, body):
    answer = browser(app).post("/session", content=body)
    assert answer.status_code in (401, 422)


def test_a_token_that_holds_names_the_reader():
    minted = tokens().check(token(now=NOW, sub="花子"))
    assert (minted.reader.name, minted.reader.groups) == ("花子", {"legal"})


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": NOW - 31},
        {"exp": NOW + 3_700},
        {"exp": "never"},
        {"exp": None},
        {"nbf": NOW + 31},
        {"iat": NOW + 31},
        {"aud": "other"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "local"},
        {"sub": ["hanako"]},
        {"jti": None},
        {"jti": 5},
        {"origin": "https://evil.example"},
        {"origin": None},
        {"groups": "legal"},
        {"groups": [1]},
        {"groups": [["a"]]},
    ],
)
def test_a_token_with_a_claim_that_is_wrong_does_not_hold(changed):
    with pytest.raises(ClaimError):
        tokens().check(token(now=NOW, **changed))


@pytest.mark.parametrize("changed", [{"exp": NOW - 29}, {"nbf": NOW + 29}, {"iat": NOW + 29}])
def test_clocks_may_be_apart_by_the_leeway(changed):
    assert tokens().check(token(now=NOW, **changed)).reader.name == "hanako"


def segment(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE"])
def test_an_unsigned_token_does_not_hold(algorithm):
    unsigned = f"{segment({'alg': algorithm})}.{segment(claims(now=NOW))}."
    with pytest.raises(ClaimError):
        tokens().check(unsigned)


def test_a_token_of_another_secret_does_not_hold():
    with pytest.raises(ClaimError):
        tokens().check(token(key=OctKey.import_key("b" * 40), now=NOW))


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "..", "x" * 9_000, "日本.語.a", "[" * 5_000])
def test_what_is_no_token_does_not_hold(text):
    with pytest.raises(ClaimError):
        tokens().check(text)


@pytest.fixture(params=["pem", "jwks"])
def public_keys(request, tmp_path):
    path = tmp_path / "keys"
    jwks = json.dumps(KeySet([RSA]).as_dict(private=False))
    path.write_bytes(RSA.as_pem(private=False) if request.param == "pem" else jwks.encode())
    return path


def test_a_token_of_a_private_key_holds_by_its_public_one(public_keys):
    signed = token("RS256", RSA, {"kid": "one"}, now=NOW)
    assert tokens(token_keys=str(public_keys)).check(signed).reader.name == "hanako"


def test_the_public_key_is_no_secret(public_keys):
    head, body = segment({"alg": "HS256", "kid": "one"}), segment(claims(now=NOW))
    mac = hmac.digest(public_keys.read_bytes(), f"{head}.{body}".encode(), hashlib.sha256)
    forged = f"{head}.{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
    with pytest.raises(ClaimError):
        tokens(token_keys=str(public_keys)).check(forged)


def test_a_key_that_the_token_brings_along_is_not_used(public_keys):
    mine = RSAKey.generate_key(2048, {"kid": "two"})
    header = {"kid": "two", "jwk": mine.as_dict(private=False)}
    with pytest.raises(ClaimError):
        tokens(token_keys=str(public_keys)).check(token("RS256", mine, header, now=NOW))


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({}, "Set one of"),
        ({"token_secret": SecretStr("short")}, "shorter than 32"),
        ({"token_keys": "/no/such/file"}, "No such file"),
        ({"token_secret": SecretStr(SECRET), "token_keys": "x"}, "Set one of"),
    ],
)
def test_keys_that_cannot_be_used_are_one_line(settings, problem):
    with pytest.raises(UsageError, match=problem) as e:
        Tokens(Settings(sign_in="token", **settings))
    assert "\n" not in str(e.value)


def test_header_sign_in_needs_the_addresses_of_the_proxy(assistant):
    with pytest.raises(UsageError, match="TENKYO_TRUSTED_PROXIES is empty"):
        application(assistant, sign_in="header")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.5", "tenkyo.example", ""])
def test_without_sign_in_only_this_machine_is_served(host):
    with pytest.raises(UsageError, match="everybody who reaches that address"):
        check_public(Settings(), host)


def test_who_wants_it_public_is_warned(capsys):
    check_public(Settings(), "0.0.0.0", insecure=True)
    assert "everybody who reaches that address" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_this_machine_needs_no_sign_in(host):
    check_public(Settings(), host)


@contextmanager
def published_keys():
    """Publishes the keys; yields their address, where nobody answers any more afterwards."""
    jwks = json.dumps(KeySet([RSA]).as_dict(private=False))
    with serving_site({"/jwks": jwks}) as port:
        yield f"http://127.0.0.1:{port}/jwks"


def test_the_time_of_day_does_not_say_how_old_fetched_keys_are():
    wall = Clock(NOW)
    with published_keys() as address:
        checking = Tokens(Settings(token_keys=address, allowed_origins=(ORIGIN,)), wall)
        minted = token("RS256", RSA, {"kid": "one"}, exp=NOW + 3_000)
        checking.check(minted)
    wall.now += 700
    assert checking.check(minted).reader.name == "hanako"


def test_fetched_keys_are_fetched_again_after_ten_minutes():
    clock = Clock()
    with published_keys() as address:
        keys = FetchedKeys(address, clock)
        keys()
    clock.now = 600
    keys()
    clock.now = 601
    with pytest.raises(httpx.ConnectError):
        keys()
