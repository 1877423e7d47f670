"""The citation grammar: sentences and keys out of what a model writes, however it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrasing.citation_grammar import CitationReader, Written, plain

KEYS = ("k7x2m", "a2b3c")
RUNS = Written("The cable runs.", ("k7x2m",), False)


def read(text, size=1):
    reader = CitationReader(KEYS)
    found = [w for i in range(0, len(text), size) for w in reader.feed(text[i : i + size])]
    return found + reader.finish()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cable runs [k7x2m].", [RUNS]),
        ("The cable runs. [k7x2m]", [RUNS]),
        ("The cable runs.[K7X2M]", [RUNS]),
        ("The cable runs 【k7x2m】.", [RUNS]),
        ("The cable runs 【k7x2m†source】.", [RUNS]),
        ("The cable runs ［ｋ７ｘ２ｍ］.", [RUNS]),
        ("The cable runs (k7x2m).", [RUNS]),
        ("[k7x2m] The cable runs.", [RUNS]),
        ("The cable runs.\n[k7x2m]", [RUNS]),
        ("- **The cable** runs. [^k7x2m]", [RUNS]),
        ("1. The `cable` runs [k7x2m].", [RUNS]),
        ("<think>No. [0]</think>\nThe cable runs [k7x2m].", [RUNS]),
        ("The cable runs [0].", [Written("The cable runs.", (), True)]),
        ("The cable runs [1,2].", [Written("The cable runs.", (), True)]),
        ("The cable runs 【1】.", [Written("The cable runs.", (), True)]),
        ("The cable runs [z9z9z].", [Written("The cable runs.", (), True)]),
        ("The cable runs [k7x2m, 3].", [Written("The cable runs.", ("k7x2m",), True)]),
        ("The cable runs [k7x2m; a2b3c].", [Written("The cable runs.", KEYS, False)]),
        ("The cable runs [k7x2m][a2b3c]. [k7x2m]", [Written("The cable runs.", KEYS, False)]),
        ("It ran in [2024] [sic].", [Written("It ran in [2024] [sic].", (), False)]),
        ("線は走る【k7x2m】。", [Written("線は走る。", ("k7x2m",), False)]),
        (
            "線は走る。[k7x2m]長い。",
            [Written("線は走る。", ("k7x2m",), False), Written("長い。", (), False)],
        ),
        (
            "A runs. [k7x2m] B runs [a2b3c].",
            [Written("A runs.", ("k7x2m",), False), Written("B runs.", ("a2b3c",), False)],
        ),
        (
            "[k7x2m] A runs.\n[a2b3c] B runs.",
            [Written("A runs.", ("k7x2m",), False), Written("B runs.", ("a2b3c",), False)],
        ),
        ("```py\nx[0]\n```\nThe cable runs [k7x2m].", [Written("x", (), True), RUNS]),
        ("", []),
        (" \n[k7x2m]\n", []),
        ("<think>for ever", []),
    ],
)
def test_sentences_and_keys_are_read_however_the_text_is_cut(text, found, size):
    assert read(text, size) == found


def test_a_sentence_is_told_once_the_next_one_begins():
    reader = CitationReader(KEYS)
    assert reader.feed("The cable runs [k7x2m].") == []
    assert reader.feed(" It is ") == [RUNS]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("## **Head** of `it`", "Head of it"),
        ("[here](https://evil.example)", "here"),
        ("![pic](https://evil.example/p.png)", "pic"),
        ("<b>bold</b> <img src=x onerror=y>", "bold"),
        ("<https://evil.example>", ""),
        ("a\u202eb\x00c", "a b c"),
        ("5 * 3 < 20", "5 * 3 < 20"),
        ("> - a  b", "a b"),
    ],
)
def test_markdown_and_html_become_plain_text(text, shown):
    assert plain(text) == shown


@given(st.text(alphabet="ab .[]【】()k7x2m0,\n`*<>thin/。線-", max_size=80), st.integers(1, 9))
def test_cutting_changes_nothing(text, size):
    assert read(text, size) == read(text, 1_000)


@given(st.text(max_size=200))
def test_only_given_keys_are_cited(text):
    for written in read(text, 5):
        assert set(written.keys) <= set(KEYS)
        assert any(c.isalnum() for c in written.text)
