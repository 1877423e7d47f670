"""From where a request comes: the connection itself, or what a proxy of ours says."""

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from tests.ui.sign_in.test_sign_in import SECRET
from tests.walled import application, assistant_in

HERE = "10.1.0.1"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with assistant_in(tmp_path_factory.mktemp("addresses")) as assistant:
        app = application(
            assistant,
            sign_in="token",
            token_secret=SecretStr(SECRET),
            trusted_proxies=("10.1.0.0/16",),
            requests_per_minute=3,
        )
        app.state.assistant = assistant
        yield app


def refused(app, told, peer=HERE):
    """Returns whether the fourth request is one too many, each of them saying what is `told`."""
    client = TestClient(app, base_url="http://localhost", client=(peer, 1))
    headers = [("x-forwarded-for", each) for each in told]
    sent = [client.post("/session", json={"token": "x"}, headers=headers) for _ in range(4)]
    return [answer.status_code for answer in sent] == [401, 401, 401, 429]


def test_one_behind_the_proxy_does_not_use_up_the_limits_of_another(app):
    assert refused(app, ["8.8.8.1"])
    assert refused(app, ["8.8.8.2"])
    assert refused(app, ["2001:db8::1"])


@pytest.mark.parametrize("behind_proxy", [True, False])
def test_all_addresses_of_one_site_have_the_limits_of_one(app, behind_proxy):
    site = f"2001:db8:1:{int(behind_proxy)}"
    for number in range(8):
        address = f"{site}:{number}::1"
        peer, told = (HERE, [address]) if behind_proxy else (address, [])
        client = TestClient(app, base_url="http://localhost", client=(peer, 1))
        headers = [("x-forwarded-for", each) for each in told]
        status = client.post("/session", json={"token": "x"}, headers=headers).status_code
    assert status == 429
    neighbour = f"2001:db8:2:{int(behind_proxy)}::1"
    assert refused(app, [neighbour]) if behind_proxy else refused(app, [], neighbour)


@pytest.mark.parametrize(
    "told",
    ["1.1.1.{}, 8.8.4.4", "evil{}, 8.8.4.4", "1.1.1.{}:80,8.8.4.4", "1.1.1.{},::ffff:8.8.4.4"],
)
def test_only_what_the_proxy_wrote_last_counts(app, told):
    client = TestClient(app, base_url="http://localhost", client=(HERE, 1))
    for number in range(8):
        said = {"x-forwarded-for": told.format(number)}
        status = client.post("/session", json={"token": "x"}, headers=said).status_code
    assert status == 429


@pytest.mark.parametrize("told", [["1.1.1.1", "1.1.1.2"], ["nowhere"], [""], [","], ["1.1.1.1:80"]])
def test_what_names_no_one_address_counts_as_the_proxy_itself(app, told):
    client = TestClient(app, base_url="http://localhost", client=("10.1.9.9", 1))
    headers = [("x-forwarded-for", each) for each in told]
    for _ in range(4):
        answer = client.post("/session", json={"token": "x"}, headers=headers)
    assert answer.status_code == 429


def test_from_elsewhere_it_is_not_believed(app):
    for number in range(4):
        client = TestClient(app, base_url="http://localhost", client=("10.2.0.1", 1))
        said = {"x-forwarded-for": f"9.9.9.{number}"}
        answer = client.post("/session", json={"token": "x"}, headers=said)
    assert answer.status_code == 429


def test_the_record_names_who_came_to_the_proxy(app):
    client = TestClient(app, base_url="http://localhost", client=(HERE, 1))
    client.post("/session", json={"token": "x"}, headers={"x-forwarded-for": "8.8.8.9"})
    found = {entry.content for entry in app.state.assistant.audit.entries()}
    assert any('"source":"8.8.8.9"' in content for content in found)
