"""Addresses of the web are decided on by the host that they name, not by how they begin."""

import pytest

from assistant.access.addresses import (
    host_of,
    is_safe_to_fetch,
    is_this_machine,
    network_of,
    site_of,
)
from assistant.commands.egress import contacts
from assistant.settings import Settings
from index.errors import UsageError
from ui.embed.origins import is_loopback
from ui.sign_in.token_sign_in import Tokens

THIS_MACHINE = [
    *("http://127.0.0.1:8080/keys", "http://localhost:80/keys", "http://localhost/keys"),
    *("http://[::1]:9/keys", "http://127.8.9.1/keys", "http://[::ffff:127.0.0.1]/keys"),
    *("http://evil@127.0.0.1:80/keys", "HTTP://LOCALHOST:1/keys"),
]
OTHERS = [
    *("http://127.0.0.1:80@evil.example/keys", "http://localhost:1@evil.example/keys"),
    *("http://127.0.0.1.evil.example/keys", "http://localhost.evil.example:1/keys"),
    *("http://127.0.0.1\\@evil.example/keys", "http://10.0.0.1/keys", "http:///keys", "http://"),
    *("http://ⓛocalhost/keys", "http://[::1/keys", "http://0.0.0.0/keys"),
]


@pytest.mark.parametrize("address", THIS_MACHINE)
def test_this_machine_is_known_however_it_is_written(address):
    assert is_this_machine(host_of(address))
    assert is_safe_to_fetch(address)


@pytest.mark.parametrize("address", OTHERS)
def test_another_machine_is_never_taken_for_this_one(address):
    assert not is_this_machine(host_of(address))
    assert not is_safe_to_fetch(address)


def test_others_are_fetched_from_by_https_only():
    assert is_safe_to_fetch("https://keys.example/jwks")
    assert not is_safe_to_fetch("ftp://127.0.0.1/jwks")
    assert not is_safe_to_fetch("https://")


@pytest.mark.parametrize("address", OTHERS)
def test_keys_are_not_fetched_from_another_machine_without_https(address):
    settings = Settings(token_keys=address, token_audience="chat", _env_file=None)
    with pytest.raises(UsageError, match="by https, or from this machine"):
        Tokens(settings)


def test_an_origin_that_only_begins_as_this_machine_is_another():
    assert is_loopback("http://127.0.0.1:7860")
    assert is_loopback("http://chat.localhost:1")
    assert not is_loopback("http://127.0.0.1.evil.example")


def test_a_model_whose_address_lacks_its_scheme_is_named():
    settings = Settings(
        chat_model="openai:a", chat_base_url="evil.example:11434/v1", _env_file=None
    )
    assert ("evil.example", True) in [(c.host, c.foreign) for c in contacts(settings)]


@pytest.mark.parametrize(
    ("address", "site", "network"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("::1", "::/64", "::/48"),
        ("testclient", "unknown", "unknown"),
        ("", "unknown", "unknown"),
    ],
)
def test_whose_an_address_is(address, site, network):
    assert (site_of(address), network_of(address)) == (site, network)
