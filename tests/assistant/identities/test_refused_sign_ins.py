"""Refused sign-ins in the audit record: why and from where, bounded, and without what was sent."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.audit.audit import Audit
from assistant.identities.refused_sign_ins import ELSEWHERE, Reason, RefusedSignIns
from tests.clock import Clock
from tests.servers.talking import open_records
from tests.ui.sign_in.test_sign_in import ORIGIN, SECRET, OctKey, from_proxy, token
from tests.walled import application, assistant_in, browser


@pytest.fixture
def audit(tmp_path):
    records = open_records(tmp_path)
    yield Audit(records)
    records.close()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with assistant_in(tmp_path_factory.mktemp("refused"), allowed_origins=(ORIGIN,)) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def token_app(assistant):
    return application(assistant, sign_in="token", token_secret=SecretStr(SECRET))


@pytest.fixture
def recorded(assistant):
    """Returns the refusals that the record of the assistant got since the test began."""
    before = len(refusals(assistant.audit))
    return lambda: refusals(assistant.audit)[before:]


def refusals(audit):
    said = [json.loads(entry.content) for entry in audit.entries() if entry.kind == "sign-in"]
    return [facts for facts in said if not facts["passed"]]


def test_the_first_of_a_source_is_recorded_at_once_with_why_and_from_where(audit):
    RefusedSignIns(audit).note("token", Reason.EXPIRED, "10.0.0.1")
    assert refusals(audit) == [
        {
            "method": "token",
            "passed": False,
            "reader": "",
            "reason": "the token has expired",
            "source": "10.0.0.1",
            "times": 1,
        }
    ]


def test_a_flood_of_one_source_is_a_handful_of_entries_that_say_how_many(audit):
    refused = RefusedSignIns(audit)
    for _ in range(20_000):
        refused.note("token", Reason.TOKEN, "10.0.0.1")
    assert [said["times"] for said in refusals(audit)] == [1, 10, 100, 1_000, 10_000]


def test_a_flood_of_many_sources_is_told_apart_only_so_far(audit):
    refused = RefusedSignIns(audit)
    for number in range(5_000):
        refused.note("token", Reason.TOKEN, f"10.{number // 250}.{number % 250}.1")
    found = refusals(audit)
    assert len(found) == 20 + 4
    assert [said["times"] for said in found if said["source"] == ELSEWHERE] == [1, 10, 100, 1_000]


@pytest.mark.parametrize(
    ("network", "sites"),
    [
        ("10.0.0.0/24", [f"10.0.0.{number}" for number in range(250)]),
        ("2001:db8::/48", [f"2001:db8:0:{number:x}::1" for number in range(250)]),
    ],
)
def test_of_one_network_a_few_are_told_apart_and_take_nobodys_place(audit, network, sites):
    refused = RefusedSignIns(audit)
    for site in sites:
        for reason in Reason:
            refused.note("token", reason, site)
    refused.note("token", Reason.TOKEN, "10.9.9.9")
    sources = Counter(said["source"] for said in refusals(audit))
    assert sources[network] == 3 * len(Reason)
    assert len(sources) == 4 + 1 + 1
    assert sources["10.9.9.9"] == 1


def test_all_addresses_of_one_site_are_one_source(audit):
    refused = RefusedSignIns(audit)
    for number in range(100):
        refused.note("token", Reason.TOKEN, f"2001:db8::{number:x}")
    assert {said["source"] for said in refusals(audit)} == {"2001:db8::/64"}


@pytest.mark.parametrize("address", ["", "x" * 9_999, "\n", "a/b", "testclient", "10.0.0.1 or so"])
def test_what_is_no_address_is_not_kept(audit, address):
    RefusedSignIns(audit).note("token", Reason.TOKEN, address)
    assert [said["source"] for said in refusals(audit)] == ["unknown"]


def test_counting_begins_anew_after_an_hour(audit):
    clock = Clock()
    refused = RefusedSignIns(audit, clock)
    for clock.now in (0, 10, 3_601, 3_602):
        refused.note("token", Reason.TOKEN, "10.0.0.1")
    assert [said["times"] for said in refusals(audit)] == [1, 1]


def test_threads_count_together(audit):
    refused = RefusedSignIns(audit)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(100):
            pool.submit(refused.note, "token", Reason.TOKEN, "10.0.0.1")
    assert sorted(said["times"] for said in refusals(audit)) == [1, 10, 100]
    assert not audit.verify().broken


def test_a_record_that_cannot_be_written_lets_nobody_in(audit, caplog):
    caplog.set_level("WARNING", logger="assistant")
    with audit.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE audit_contents")
    RefusedSignIns(audit).note("token", Reason.TOKEN, "10.0.0.1")
    assert "could not be recorded" in caplog.text


OTHER = OctKey.import_key("another secret, which is not that of us")


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"key": OTHER}, "the token does not hold"),
        ({"exp": int(time.time()) - 100}, "the token has expired"),
        ({"aud": "elsewhere"}, "the token is for another audience"),
        ({"origin": "https://evil.example"}, "the token is for a page that is not listed"),
        ({"sub": "a\x00b"}, "no reader has such a name or such groups"),
    ],
)
def test_a_token_that_is_refused_is_recorded_without_it(
    token_app, assistant, recorded, sent, reason
):
    minted = token(**sent)
    assert browser(token_app).post("/session", json={"token": minted}).status_code == 401
    [said] = recorded()
    assert (said["method"], said["reason"], said["reader"]) == ("token", reason, "")
    entries = "".join(entry.content for entry in assistant.audit.entries())
    assert not any(part in entries for part in (*minted.split("."), "evil", "elsewhere", "hanako"))


def test_a_token_that_was_used_before_is_recorded(token_app, recorded):
    used = token()
    for _ in range(2):
        browser(token_app).post("/session", json={"token": used})
    assert [said["reason"] for said in recorded()] == ["the token was used before"]


@pytest.mark.parametrize(
    ("address", "name", "reason"),
    [
        ("10.2.0.1", "hanako", "the address is not that of the proxy"),
        ("10.1.0.1", "a\x00b", "no reader has such a name or such groups"),
    ],
)
def test_a_header_that_is_refused_is_recorded(assistant, recorded, address, name, reason):
    app = application(assistant, sign_in="header", trusted_proxies=("10.1.0.0/16",))
    from_proxy(app, address, **{"x-remote-user": name.encode()})
    [said] = recorded()
    assert (said["method"], said["reason"], said["source"]) == ("header", reason, address)


def test_who_only_comes_without_signing_in_is_not_recorded(assistant, recorded):
    from_proxy(application(assistant, sign_in="header", trusted_proxies=("10.1.0.0/16",)))
    assert recorded() == []


def test_an_api_key_that_is_not_good_is_recorded_without_it(assistant, recorded):
    client = TestClient(application(assistant), base_url="http://localhost")
    sent = {"authorization": f"Bearer tenkyo_0123456789ab_{'s' * 43}"}
    assert client.get("/api/documents", headers=sent).status_code == 401
    [said] = recorded()
    assert (said["method"], said["reason"]) == ("key", "the API key is not good")
    assert "sss" not in json.dumps(said)


def test_the_limits_come_before_the_record(assistant, recorded):
    app = application(
        assistant, sign_in="token", token_secret=SecretStr(SECRET), requests_per_minute=5
    )
    client = TestClient(app, base_url="http://localhost")
    codes = [client.post("/session", json={"token": "x"}).status_code for _ in range(12)]
    assert set(codes[5:]) == {429}
    assert [said["times"] for said in recorded()] == [1]
