"""Names: which are the same where something is granted, and which where it is denied."""

import pytest

from assistant.access.names import alike, is_called


@pytest.mark.parametrize("name", ["hanako", "Hanako", "HANAKO"])
def test_small_and_capital_letters_are_the_same(name):
    assert is_called("hanako", name)
    assert is_called("büro", "BÜRO")


@pytest.mark.parametrize("name", ["ｈanako", "hana\u212ao", "hanako\ufe0f", "hana\u034fko"])
def test_what_looks_like_a_name_is_another(name):
    assert not is_called("hanako", name)


def test_where_something_is_denied_it_is_so_however_a_name_is_written():
    assert alike("ｈana\u212aO") == alike("hanako")
    assert not is_called("ﬁn", "fin")
    assert alike("ﬁn") == alike("fin")
