"""Settings from the environment."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings, read_settings
from index.errors import UsageError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TENKYO_{name.upper()}", raising=False)


def test_an_empty_environment_gives_the_defaults():
    settings = read_settings()
    assert (settings.home, settings.threshold) == (Path(".tenkyo"), 0.5)
    assert (settings.max_file_mb, settings.max_question) == (100, 2_000)
    assert settings.allowed_hosts == settings.allowed_origins == ()


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("home", "/srv/index", Path("/srv/index")),
        ("model", "models/mine", "models/mine"),
        ("threshold", "0", 0),
        ("threshold", "1", 1),
        ("max_file_mb", "0.5", 0.5),
        ("max_question", "10", 10),
        ("api", "keys", "keys"),
        ("allowed_hosts", '["a.example", "b.example"]', ("a.example", "b.example")),
        ("allowed_origins", '["https://a.example"]', ("https://a.example",)),
    ],
)
def test_every_field_is_read_from_its_variable(monkeypatch, name, value, read):
    monkeypatch.setenv(f"TENKYO_{name.upper()}", value)
    assert getattr(read_settings(), name) == read


def test_the_home_that_is_given_goes_before_the_environment(monkeypatch):
    monkeypatch.setenv("TENKYO_HOME", "/from/environment")
    assert read_settings(Path("/given")).home == Path("/given")


def test_variables_without_the_prefix_are_not_read(monkeypatch):
    monkeypatch.setenv("THRESHOLD", "0.9")
    assert read_settings().threshold == 0.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THRESHOLD", "1.1"),
        ("THRESHOLD", "-0.1"),
        ("THRESHOLD", "high"),
        ("THRESHOLD", "nan"),
        ("MAX_FILE_MB", "0"),
        ("MAX_QUESTION", "0"),
        ("API", "on"),
        ("MAX_QUESTION", "1.5"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_in_one_line(monkeypatch, name, value):
    monkeypatch.setenv(f"TENKYO_{name}", value)
    with pytest.raises(UsageError) as e:
        read_settings()
    assert str(e.value).startswith(f"TENKYO_{name} is {value!r}: ")
    assert "\n" not in str(e.value)


@pytest.mark.parametrize("value", ["a.example", "[", ""])
def test_a_list_that_is_no_json_is_refused_with_the_remedy(monkeypatch, value):
    monkeypatch.setenv("TENKYO_ALLOWED_HOSTS", value)
    with pytest.raises(UsageError, match=r"allowed_hosts.*A list is JSON\.$") as e:
        read_settings()
    assert "\n" not in str(e.value)


def test_a_list_of_another_form_is_refused(monkeypatch):
    monkeypatch.setenv("TENKYO_ALLOWED_HOSTS", '{"a": 1}')
    with pytest.raises(UsageError, match="TENKYO_ALLOWED_HOSTS is"):
        read_settings()


def test_settings_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        read_settings().threshold = 0.1


@pytest.mark.parametrize(
    "origin",
    [
        *("*", "null", "https://*.example", "https://a.example/", "https://a.example; x", ""),
        *("a.example", "https://a.example:port", "https://A b", "javascript:alert(1)"),
    ],
)
def test_what_is_no_origin_is_not_let_in(monkeypatch, origin):
    monkeypatch.setenv("TENKYO_ALLOWED_ORIGINS", json.dumps([origin]))
    with pytest.raises(UsageError, match="is no origin such as"):
        read_settings()


@pytest.mark.parametrize(
    "address", ["intranet", "https://a.example/a b", "https://a.example/?x", "https://a/../b#c"]
)
def test_what_is_no_address_is_not_taken(monkeypatch, address):
    monkeypatch.setenv("TENKYO_PUBLIC_URL", address)
    with pytest.raises(UsageError, match="TENKYO_PUBLIC_URL is"):
        read_settings()


def test_a_secret_is_not_shown(monkeypatch):
    monkeypatch.setenv("TENKYO_TOKEN_SECRET", "a secret of the page")
    assert "a secret" not in repr(read_settings())
