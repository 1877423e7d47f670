"""The chips above the box: what a page sends is kept to, and kept with the conversation."""

import json
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.servers.chat_client import ask_over_http, browser
from tests.servers.serving import QUESTION, served, small_assistant


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with (
        small_assistant(tmp_path_factory.mktemp("chips"), requests_per_minute=999) as assistant,
        served(assistant) as address,
    ):
        yield address.removesuffix("/")


def read(address):
    with urlopen(address, timeout=30) as answer:
        return json.load(answer)


def scopes(address, *names, find=""):
    asked = "&".join([*(f"in={quote(name)}" for name in names), f"find={quote(find)}"])
    return read(f"{address}/scopes?{asked}")


def test_a_question_is_kept_to_the_chips_and_so_is_its_conversation(address):
    opener = browser(address)
    told = ask_over_http(address, QUESTION, opener=opener, scope=["sea"])
    assert "Only one document of “sea” was looked at." in told["html"]
    with opener.open(f"{address}/conversations/{told['conversation']}", timeout=30) as answer:
        assert json.load(answer)["scope"] == ["sea"]


def test_a_chip_of_what_is_gone_fails_with_a_line_that_names_it(address):
    told = ask_over_http(address, QUESTION, scope=["sea", "Travel"])
    assert told["status"] == "failed"
    assert "There is nothing here called “Travel”." in told["html"]


@pytest.mark.parametrize("scope", ["sea", [7], {"in": "sea"}])
def test_a_scope_that_is_no_list_of_names_is_refused_and_not_passed_over(address, scope):
    with pytest.raises(HTTPError, match="422"):
        ask_over_http(address, QUESTION, scope=scope)


def test_names_are_told_in_full_with_how_much_they_hold(address):
    told = scopes(address, "ferry.md", "Nowhere", "SEA")
    assert told["names"] == ["sea/ferry.md", "sea", "Nowhere"]
    assert told["searching"] == "Searching 1 document"
    assert told["chips"].count("<li") == 3
    assert "Nowhere: not here any more" in told["chips"]


def test_what_can_be_added_is_found_by_its_name(address):
    assert 'data-name="舟.txt"' in scopes(address, find="舟")["found"]
    assert 'data-name="sea"' not in scopes(address, "sea", find="sea")["found"]
    assert "<button" not in scopes(address, find="nothing of that name")["found"]


def test_names_of_documents_are_no_markup(address):
    assert "<b>" not in scopes(address, "<b>x</b>")["chips"]
