"""What libraries raise over damaged files, as our error."""

import pytest

from index.errors import DamagedError, HomeLockedError
from index.integrity.damage import damage_told


class PanicException(BaseException):
    """Of the form that Rust code has for a panic."""


class OurOwn(Exception):
    """An error of some library."""


@pytest.mark.parametrize("error", [OSError("a\nb"), ValueError(), OurOwn("c"), PanicException("d")])
def test_an_error_of_a_library_is_one_line_with_the_remedy(tmp_path, error):
    said = r"'.*' cannot be used: .+\. .*tenkyo index FOLDER"
    with pytest.raises(DamagedError, match=said) as e, damage_told(tmp_path, OurOwn):
        raise error
    assert "\n" not in str(e.value)
    assert e.value.__cause__ is error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), HomeLockedError("x"), TypeError("y")])
def test_other_errors_stay_what_they_are(tmp_path, error):
    with pytest.raises(type(error)), damage_told(tmp_path):
        raise error
