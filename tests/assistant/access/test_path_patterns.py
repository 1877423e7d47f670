"""Patterns of paths, beside an independent reader of `.gitignore` patterns."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.access.path_patterns import path_pattern

SEGMENTS = [
    *("a", "b", "hr", "人事", "ガ", "a b", "*", "**", "?", "*.md", "a*", "***", "a**b", "**a"),
    *("[ab]", "[!a]", "[^a]", "[a-c]", "[]]", "[!]a]", "[a-]", "[", "]", "[z-a]"),
    *("\\*", "\\a", "\\#", "\\", "a\\", "{a,b}", "(a|b)", "+(a)", "@(a|b)", "~", "-a", "|", ".a"),
]
NAMES = [
    *("a", "b", "c", "hr", "HR", "人事", "ガ", "a.md", "abc", "ab", "a b", ".a", "a.", "-a", "#"),
    *("*", "**", "[", "]", "^", "!", "\\", "-", "~", "{a,b}", "(a|b)", "a|b", "+(a)"),
]
patterns = st.builds(
    lambda start, parts, end: start + "/".join(parts) + end,
    st.sampled_from(["", "", "/"]),
    st.lists(st.sampled_from(SEGMENTS), min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " "]),
)
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join)
# “*/” and “**/”, of which the other reader makes an expression that fits nothing from its start.
ANY_FOLDER = re.compile(r"/?(?:\*\*/)*(?:\*\*|\*)/ *")


def other_reader(pattern):
    """Returns the expression that `pathspec` makes of a pattern, None if it refuses it."""
    basic = pytest.importorskip("pathspec.patterns.gitignore.basic")  # it comes with mypy
    try:
        expression, includes = basic.GitIgnoreBasicPattern.pattern_to_regex(pattern)
        return re.compile(expression, re.DOTALL) if includes else None
    except (ValueError, re.error):
        return None


@settings(max_examples=1_500, deadline=None)
@given(patterns, st.lists(paths, min_size=5, max_size=5))
def test_a_pattern_fits_what_another_reader_says(pattern, some):
    assume(not ANY_FOLDER.fullmatch(pattern))
    other = other_reader(pattern)
    if other is None:
        with pytest.raises(ValueError, match=re.escape(pattern)):
            path_pattern(pattern)
        return
    mine = path_pattern(pattern)
    assert [mine.match(path) for path in some] == [bool(other.match(path)) for path in some]


@given(patterns, paths)
def test_in_any_case_fits_all_that_fits_letter_by_letter(pattern, path):
    try:
        exact, any_case = path_pattern(pattern), path_pattern(pattern, any_case=True)
    except ValueError:
        return
    if exact.match(path):
        assert any_case.match(path)


@pytest.mark.parametrize("pattern", ["", " ", "#a", "!a", "a//b", "//", "a\\", "a\\/b", "[z-a]"])
def test_what_cannot_be_meant_is_refused(pattern):
    with pytest.raises(ValueError, match=re.escape(pattern) or "^$"):
        path_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*/", "hr/a", True),
        ("*/", "a", False),
        ("**/", "hr/old/a", True),
        ("**/", "a", False),
        ("/", "a", True),
        ("/a", "a\n", False),
        ("*.TXT", "a.txt", False),
        ("[[:digit:]].md", "7.md", True),
        ("Straße/", "STRASSE/a", False),
        ("a" * 5_000, "a" * 5_000, True),
    ],
)
def test_the_edges(pattern, path, fits):
    assert path_pattern(pattern).match(path) is fits


def test_a_long_path_and_many_stars_take_no_time():
    assert not path_pattern("/".join(["**", "a*b*c"] * 6)).match("/".join(["aXbXcX"] * 400))
