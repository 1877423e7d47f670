"""JSON and JSON lines: records that read by themselves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableError
from index.readers import extract

RECORDS = [
    {"title": "The cable", "body": "It is long.\n\nVery long.", "year": 2024, "tags": ["a", "b"]},
    {"title": "The ship", "owner": {"name": "Ann", "city": "Kōbe"}, "sold": False, "note": None},
]


def read(value, name="a.json"):
    return extract(name, json.dumps(value).encode())


def test_records_are_lines_under_their_titles_with_their_numbers():
    found = read(RECORDS)
    assert found.text.split("\n\n") == [
        *("The cable", "It is long.", "Very long.", "year: 2024", "tags: a, b"),
        *("The ship", "Ann", "owner › city: Kōbe", "sold: false"),
    ]
    assert [(p.number, found.text[p.start :][:8]) for p in found.pages] == [
        (1, "The cabl"),
        (2, "The ship"),
    ]
    assert found.page_unit == "row"
    assert found.sections[0].heading == ("The cable",)
    assert found.sections[-1].heading == ("The ship", "Ann")


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_lines_have_the_number_of_their_line(name):
    data = "\n\n".join(json.dumps(record) for record in RECORDS).encode()
    assert [page.number for page in extract(name, data).pages] == [1, 3]


def test_a_list_of_strings_is_a_list_of_texts():
    assert read(["One text.", "Another text."]).text == "One text.\n\nAnother text."


@pytest.mark.parametrize(("length", "text"), [(80, "tags: {}, {}"), (81, "tags: {}\n\ntags: {}")])
def test_values_of_a_list_are_one_line_unless_one_is_long(length, text):
    values = ["a" * length, "short"]
    assert read({"tags": values}).text == text.format(*values)


def test_a_single_object_names_the_document():
    found = read(RECORDS[0], "my_file.json")
    assert found.title == "The cable"
    assert found.pages == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"price": 49.90, "release": 1.10}', "price: 49.90\n\nrelease: 1.10"),
        (b'{"Betrag": [1200.50, 3.00]}', "Betrag: 1200.50, 3.00"),
        (b'{"id": 12345678901234567890.12345678901}', "id: 12345678901234567890.12345678901"),
    ],
)
def test_numbers_are_read_as_they_are_written(data, text):
    assert extract("a.json", data).text == text


def test_a_field_that_says_what_the_title_says_is_read_as_well():
    data = '{"name": "Bern", "Sitz": "Bern", "所在地": "Bern"}'.encode()
    assert extract("a.json", data).text == "Bern\n\nSitz: Bern\n\n所在地: Bern"


def test_fields_of_one_name_are_all_read():
    data = b'{"Tel": "040 1", "Tel": "040 2", "title": "Ann", "title": "Ida"}'
    assert extract("a.json", data).text == "Ann\n\nTel: 040 1\n\nTel: 040 2\n\ntitle: Ida"


def test_half_characters_are_replaced():
    assert extract("a.json", b'{"text": "a\\ud800b"}').text == "a b"


@pytest.mark.parametrize("data", [b"{", b"no json", b'{"a": 1}\n{"b": }', b'{"a": 1} x'])
def test_what_is_no_json_is_damaged_and_the_line_is_named(data):
    with pytest.raises(UnreadableError, match=r"damaged: line \d is no JSON"):
        extract("a.json", data)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 800 + "1" + "]" * 800])
def test_json_nested_too_deeply_is_refused(text):
    with pytest.raises(UnreadableError, match=r"nested too deeply|damaged"):
        extract("a.json", text.encode())


@pytest.mark.parametrize("value", [None, [], {}, "", [[], {}], {"a": None}])
def test_json_without_text_is_refused(value):
    with pytest.raises(UnreadableError, match="no text"):
        read(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_has_no_text(value):
    try:
        found = read(value)
    except UnreadableError:
        return
    borders = [x for s in found.sections for x in (s.start, s.end)]
    assert borders == sorted(borders)
    assert borders[-1] <= len(found.text)
    assert all(0 <= page.start < len(found.text) for page in found.pages)
