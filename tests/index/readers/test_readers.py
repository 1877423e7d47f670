"""From bytes to canonical text, title and sections."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableError
from index.readers import Options, extract, is_supported
from index.readers.text import decode, read_text
from index.readers.web.markdown import read_markdown
from index.text.sentences import sentences

JAPANESE = (
    "日本とEUのデジタル・パートナーシップについて。\nカタカナと漢字、ひらがなの文章です。\n" * 5
)
ENGLISH = "The cable runs under the sea.\nIt is long.\n" * 5


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t")))
def test_utf8_is_decoded_exactly(text):
    assert decode(text.encode()) == text


def test_newlines_and_the_byte_order_mark_are_kept():
    assert extract("a.txt", b"\xef\xbb\xbfOne\r\nTwo\rThree\n").text == "\ufeffOne\r\nTwo\rThree\n"


@pytest.mark.parametrize("text", [JAPANESE, ENGLISH, "Grüße aus Köln\n" * 9, "Привет, мир.\n" * 9])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_decoded_with_and_without_a_mark(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "shift_jis"])
def test_older_japanese_encodings_are_decoded(encoding):
    assert decode(JAPANESE.encode(encoding)) == JAPANESE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le café est fermé à midi, près de l’hôtel où nous étions déjà allés. ", "cp1252"),
        ("Die Größe der Straße – „schön“ über 5 € und 3 °C. ", "cp1252"),
        ("Кабель проходит под морем, и он очень длинный. Это важно для всех нас. ", "cp1251"),
    ],
)
def test_other_older_encodings_are_decoded(text, encoding):
    assert decode((text * 10).encode(encoding)) == text * 10


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(range(1, 255)) * 30,
        b"\x05\0\0\0\x07\0\0\0" * 100,
        b"\x01\x02\x03\x04 text",
        b"\xff\xfe\0\xd8",
    ],
)
def test_binary_data_is_refused(data):
    with pytest.raises(UnreadableError, match=r"the file is (binary|damaged)"):
        extract("a.txt", data)


def test_utf8_that_was_cut_in_the_middle_of_a_letter_is_damaged():
    with pytest.raises(UnreadableError, match="damaged: it is UTF-8"):
        decode(("中文没有假名" * 50).encode()[:-1])


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(UnreadableError, match="the file has no text"):
        extract("a.md", data)


def test_formats_are_told_by_the_ending_in_any_case():
    names = ("a.TXT", "b.md", "c/d.markdown", "e.PDF", "f.doc", "txt")
    assert [is_supported(n) for n in names] == [True, True, True, True, False, False]


def test_the_title_of_a_text_is_its_first_heading_or_its_file_name():
    assert extract("a.txt", b"A title\n\nThe text is longer than that.").title == "A title"
    assert extract("x/my_notes.txt", b"The text has no title.").title == "my notes"


def headings(outline):
    return [section.heading for section in outline.sections]


def test_lines_above_longer_paragraphs_are_headings():
    text = "Title\n\nOne paragraph follows.\n\nA part\n\nAnother paragraph follows."
    outline = read_text(text)
    assert headings(outline) == [(), ("A part",)]
    assert [text[s.start : s.end].strip() for s in outline.sections] == [
        "One paragraph follows.",
        "Another paragraph follows.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "A sentence.",
        "Said she:",
        "- an item",
        "1) first",
        "「文。」",
        "一つ、二つ",
        "x" * 101,
        "海" * 51,
        "***",
    ],
)
def test_lines_that_are_no_headings(line):
    assert headings(read_text(f"{line}\n\n" + "A paragraph of some length. " * 10)) == [()]


def test_markdown_headings_nest():
    text = "# Title\n\nIntro.\n\n## Part\n\nText.\n\n### Detail\n\nMore.\n\n## Next\n\nEnd.\n"
    outline = read_markdown(text)
    assert outline.title == "Title"
    assert headings(outline) == [(), ("Part",), ("Part", "Detail"), ("Next",)]


def test_markdown_marks_are_left_out_of_headings():
    assert headings(read_markdown("# T\n\n## A *new* [link](http://x) `code`\n\nText"))[-1] == (
        "A new link code",
    )


def test_a_hash_in_a_code_block_is_no_heading():
    assert headings(read_markdown("# T\n\n```\n# comment\n```\n\nText")) == [()]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_sections_of_any_newlines_hold_the_text_between_the_headings(newline):
    text = newline.join(["# T", "", "Intro.", "", "Part", "----", "", "Text.", ""])
    found = [(s.heading, text[s.start : s.end].strip()) for s in read_markdown(text).sections]
    assert found == [((), "Intro."), (("Part",), "Text.")]


COMMENTED = """# Ramp <!-- 2 t? -->

The ramp <!-- really? --> carries `<!-- 3.5 -->` tonnes.

<!-- TODO: the real limit
is 2 tonnes, tell nobody -->

- one <!-- two
  lines -->
- `` code <!-- `shown` --> ``

[//]: # (A note to ourselves.)
[plan]: https://example.org

    <!-- code as well -->

<!-- to the end
"""


def searched(found):
    return "|".join(found.text[s.start : s.end].strip() for s in found.sections)


def test_comments_in_markdown_are_in_the_text_but_not_searched():
    found = extract("a.md", COMMENTED.encode())
    assert found.text == COMMENTED
    assert found.title == "Ramp"
    for words in ("2 t?", "really", "nobody", "lines", "ourselves", "to the end"):
        assert words not in searched(found)
    for words in ("The ramp", "carries `<!-- 3.5 -->` tonnes", "`shown`", "code as well", "plan"):
        assert words in searched(found)
    assert found.remarks == ("6 comments are not read",)


def test_comments_in_markdown_are_searched_where_that_is_set():
    found = extract("a.md", COMMENTED.encode(), Options(hidden=True))
    assert "tell nobody -->" in searched(found)
    assert found.remarks == ("6 comments are read, and marked as such",)


def test_markdown_of_a_heading_and_a_comment_is_its_heading():
    found = extract("a.md", b"# Ramp\n\n<!-- Ask Lena. -->\n")
    assert searched(found) == "# Ramp"


@given(st.text(alphabet="<!-> \n`#a[]/()", max_size=60))
def test_sections_beside_comments_are_in_order_and_within_the_text(text):
    found = extract("a.md", f"Text.\n\n{text}".encode())
    borders = [x for s in found.sections for x in (s.start, s.end)]
    assert borders == sorted(borders)
    assert borders[-1] <= len(found.text)


def test_front_matter_names_the_title_and_is_not_indexed():
    text = "---\ntitle: The plan\ndate: 2024-13-45\n---\n# Other\n\nText.\n"
    outline = read_markdown(text)
    assert outline.title == "The plan"
    assert text[outline.sections[0].start :] == "\n\nText.\n"[1:]


@pytest.mark.parametrize(
    "front",
    [
        "a: [",
        "[" * 5_000,
        "title: [x, y]",
        "title: &a [*a]",
        "? [a]\n: b",
        "title: !!python/tuple []",
    ],
)
def test_front_matter_that_is_broken_names_no_title(front):
    assert read_markdown(f"---\n{front}\n---\nText.\n").title == ""


def test_a_text_between_two_rules_is_not_front_matter():
    text = "---\nA text that stands between rules.\n---\nMore.\n"
    assert read_markdown(text).sections[0].start == 0


def test_headings_alone_are_the_text():
    extraction = extract("a.md", b"# One\n\n## Two\n")
    assert [(s.start, s.end, s.heading) for s in extraction.sections] == [(0, 14, ())]


@given(st.text(alphabet="# \n\r-a`>=*。ab", max_size=80))
def test_markdown_sections_are_in_order_and_within_the_text(text):
    borders = [x for s in read_markdown(text).sections for x in (s.start, s.end)]
    assert borders == sorted(borders)
    assert not borders or (borders[0] >= 0 and borders[-1] <= len(text))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for path in ("a.txt", "a.md"):
        with contextlib.suppress(UnreadableError):
            assert extract(path, data).text


def test_rows_of_a_markdown_table_and_lines_of_code_are_sentences_of_their_own():
    rows = ["| Name | Price |", "|---|---|", "| ship | 3 € |", "| rope | 1 € |"]
    code = ["```", "# no heading", "x = 1", "```"]
    text = "\n".join(["# Prices", "", *rows, "", *code, ""])
    found = extract("a.md", text.encode())
    spans = [text[a:b] for s in found.sections for a, b in sentences(text, s.start, s.end)]
    assert spans[:4] == rows
    assert [s.columns for s in found.sections] == [None, ("Name", "Price"), None]
    assert found.text == text


@pytest.mark.parametrize("name", ["a.log", "a.rst"])
def test_logs_and_restructured_text_are_read_as_text(name):
    assert extract(name, b"One line.\r\nTwo.").text == "One line.\r\nTwo."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{\\rtf1 text}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Office format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password",
        ),
    ],
)
def test_formats_that_are_not_read_are_named_whatever_the_ending(data, why):
    for path in ("a.txt", "a.docx", "a.csv"):
        with pytest.raises(UnreadableError, match=why):
            extract(path, data)
