"""Which cookies are read, and which were set by another host or are no cookies of ours."""

import pytest

from ui.sign_in.cookies import Jar


def read(jar, *headers):
    sent = [(b"cookie", header.encode()) for header in headers]
    return jar.read({"type": "http", "headers": sent}, "session")


def test_a_cookie_is_read_among_others():
    assert read(Jar(), "a=b; tenkyo-session=key; c=d") == "key"


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("tenkyo-session=",),
        ("tenkyo-session=a; tenkyo-session=b",),
        ("tenkyo-session=a", "tenkyo-session=b"),
        ("tenkyo-session=" + "x" * 201,),
        ("tenkyo-session",),
        ("Tenkyo-Session=a",),
        ("日本=a; ;;=",),
    ],
)
def test_a_cookie_that_is_missing_doubled_or_too_long_is_none(headers):
    assert read(Jar(), *headers) == ""


def test_a_cookie_that_another_host_of_the_domain_can_set_is_not_read_over_https():
    assert read(Jar(secure=True), "tenkyo-session=a") == ""
    assert read(Jar(secure=True), "__Host-tenkyo-session=a") == "a"


def test_a_frame_without_https_has_the_cookie_of_its_own_site_only():
    assert "SameSite=Lax" in Jar(embedded=True).setting("session", "a")


def test_removing_a_cookie_ends_it_at_once():
    assert "Max-Age=0" in Jar().removing("session")
