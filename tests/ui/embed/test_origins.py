"""Origins as a browser names them."""

import pytest

from ui.embed.origins import is_loopback, is_origin, origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://intranet.example", "https://intranet.example"),
        (" https://Intranet.Example/wiki?a#b ", "https://intranet.example"),
        ("https://intranet.example:443", "https://intranet.example"),
        ("http://intranet.example:8080/", "http://intranet.example:8080"),
        ("https://典拠.example", "https://xn--i6q373b.example"),
        ("http://[::1]:3000/x", "http://[::1]:3000"),
        ("intranet.example", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://user:pass@intranet.example", ""),
        ("https://a.example; script-src *", ""),
        ("https://a_b.example", ""),
        ("https://a.example:99999", ""),
        ("https://[bad", ""),
        ("null", ""),
        ("", ""),
    ],
)
def test_the_origin_of_an_address(address, origin):
    assert origin_of(address) == origin


def test_an_origin_in_the_settings_has_nothing_more():
    assert is_origin("https://intranet.example")
    assert not is_origin("https://intranet.example/")
    assert not is_origin("")


def test_this_machine_is_told_from_others():
    assert is_loopback("http://127.0.0.1:80")
    assert is_loopback("http://localhost")
    assert not is_loopback("http://localhost.evil.example")
