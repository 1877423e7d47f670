"""The chain: canonical JSON, commitments, and what verifying notices."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audit.audit_chain import (
    GENESIS,
    AuditEntry,
    Head,
    Walk,
    canonical,
    commitment,
    hash_of,
    spans_of,
)

NAMES = ["anna", "ben", "船", "anna", "ben"]


def chain(contents=NAMES, erased=((), (), (), (), ())):
    """Returns a chain with one entry for each content."""
    entries, previous = [], GENESIS
    for number, content in enumerate(contents, start=1):
        salt = f"salt{number}"
        bound = commitment(salt, content)
        at = f"2026-01-0{number}"
        spans = erased[number - 1]
        entry = AuditEntry(number, at, "question", spans, previous, bound, "", salt, content)
        entries.append(replace(entry, hash=hash_of(entry)))
        previous = entries[-1].hash
    return entries


def without(entry):
    return replace(entry, salt="", content="")


def broken(entries, **walk):
    return Walk(**walk).over(entries).broken


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ({"é": "\u00e9\u20ac"}, '{"é":"é€"}'),
        ('"\\\b\f\n\r\t\x01', '"\\"\\\\\\b\\f\\n\\r\\t\\u0001"'),
        ([], "[]"),
    ],
)
def test_json_has_one_canonical_form(value, expected):
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [0.5, [1.0], {"a": {"b": [2.5]}}])
def test_a_floating_point_number_has_no_canonical_form(value):
    with pytest.raises(TypeError, match="no canonical form"):
        canonical(value)


def test_the_hash_is_that_of_the_documented_text():
    entry = AuditEntry(1, "2026", "rules", ((2, 3),), GENESIS, "c0", "")
    text = (
        '{"at":"2026","commitment":"c0","erased":[[2,3]],"kind":"rules","number":1,'
        f'"previous":"{GENESIS}"}}'
    )
    assert hash_of(entry) == sha256(text.encode()).hexdigest()


def test_a_whole_chain_verifies_and_names_its_head():
    entries = chain()
    found = Walk().over(entries)
    assert (found.entries, found.erased, found.broken) == (5, 0, "")
    assert found.head == Head(5, entries[-1].hash)


def test_an_empty_chain_verifies():
    assert Walk().over([]).head == Head()


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize(
    "change",
    [
        {"at": "2027"},
        {"kind": "rating"},
        {"erased": ((1, 1),)},
        {"previous": "0" * 63 + "1"},
        {"commitment": "0" * 64},
        {"content": "carl"},
        {"salt": "pepper"},
        {"hash": "0" * 64},
    ],
)
def test_whatever_is_altered_is_noticed_at_its_entry(number, change):
    entries = chain()
    entries[number - 1] = replace(entries[number - 1], **change)
    assert f"ntry {number} " in broken(entries)


def test_an_entry_that_is_rehashed_breaks_the_next_one():
    entries = chain()
    forged = replace(entries[1], at="2027")
    entries[1] = replace(forged, hash=hash_of(forged))
    assert broken(entries) == "Entry 3 does not follow the entry before it."


@pytest.mark.parametrize("number", range(1, 5))
def test_a_removed_entry_is_named(number):
    entries = chain()
    del entries[number - 1]
    assert broken(entries) == f"Entry {number} is missing: entry {number + 1} comes instead."


@pytest.mark.parametrize("entries", [[chain()[0]] * 2, list(reversed(chain()))])
def test_entries_twice_or_in_another_order_are_noticed(entries):
    assert broken(entries)


def test_contents_that_a_later_entry_erased_may_be_missing():
    entries = chain(erased=((), (), (), (), ((1, 2),)))
    found = Walk().over([*map(without, entries[:2]), *entries[2:]])
    assert (found.erased, found.broken) == (2, "")


@pytest.mark.parametrize("spans", [(), ((1, 1),), ((3, 9),)])
def test_contents_that_nobody_erased_must_be_there(spans):
    entries = chain(erased=((), (), (), (), spans))
    entries[1] = without(entries[1])
    assert broken(entries).startswith("The contents of entry 2 are missing")


def test_no_entry_erases_itself_or_what_comes_later():
    entries = chain(erased=((), ((1, 9),), (), (), ()))
    shown = [without(entries[0]), entries[1], without(entries[2]), *entries[3:]]
    assert broken(shown).startswith("The contents of entry 3 are missing")


def test_erased_contents_that_are_back_are_noticed():
    entries = chain(erased=((), (), (), (), ((1, 1),)))
    assert broken(entries) == "The contents of entry 1 were erased, and are there again."


def test_contents_may_be_withheld_from_an_export():
    assert not broken(map(without, chain()), withheld=True)


def test_a_cut_at_the_end_is_noticed_by_a_head_that_is_known():
    entries = chain()
    known = [Head(5, entries[-1].hash)]
    assert not broken(entries, known=known)
    assert broken(entries[:3], known=known).startswith("Entry 4 is missing")


def test_another_chain_of_the_same_length_is_noticed_by_a_head_that_is_known():
    assert broken(chain(), known=[Head(2, "0" * 64)]).startswith("Entry 2 is another one")


def test_a_span_of_any_size_costs_nothing():
    entries = chain(erased=((), (), (), (), ((-(10**18), 10**18),)))
    assert not broken([*map(without, entries[:4]), entries[4]])


@given(st.sets(st.integers(1, 60)))
def test_spans_hold_the_numbers_and_no_others(numbers):
    spans = spans_of(sorted(numbers))
    assert [n for first, last in spans for n in range(first, last + 1)] == sorted(numbers)
    assert all(spans[i][1] + 1 < spans[i + 1][0] for i in range(len(spans) - 1))
