"""Where the password of a source is."""

import pytest

from assistant.sources.secrets import refuse_reference, secret_of, without_secret
from index.errors import UsageError


def test_a_password_is_read_from_where_it_is_named(tmp_path):
    (tmp_path / "pw").write_text("hush\n")
    assert secret_of("env:PW", {"PW": "hush"}) == "hush"
    assert secret_of(f"file:{tmp_path / 'pw'}") == "hush"
    assert secret_of("") == ""


@pytest.mark.parametrize("reference", ["env:PW", "file:/nowhere/pw"])
def test_a_password_that_is_not_there_is_named_by_its_place(reference):
    with pytest.raises(UsageError, match="password"):
        secret_of(reference, {})


@pytest.mark.parametrize("typed", ["hush-hush", "env:", "pw:x"])
def test_a_password_in_the_place_of_its_place_is_refused_and_not_repeated(typed):
    with pytest.raises(UsageError) as refused:
        refuse_reference(typed)
    assert "hush" not in str(refused.value)


def test_a_password_in_a_reason_is_struck_out():
    assert without_secret("401 for anna:hush", "hush") == "401 for anna:***"
    assert without_secret("nothing", "") == "nothing"
