"""The words of passages, kept so that BM25 can count only what is visible."""

import random
import zlib

import numpy as np
import pytest

from index.store.postings import Postings, _quantised, key_of, word_key
from index.store.tantivy_index import IndexedText


def text(number, words):
    return IndexedText(f"{number:016x}0000", "d", words, "en")


@pytest.fixture
def postings(tmp_path):
    return Postings(tmp_path / "postings")


def having(postings, word):
    places, counts = postings.having(word)
    ids = [int(i[:16], 16) for i in postings.ids[places].tolist()]
    return dict(zip(ids, counts.tolist(), strict=True))


def test_how_often_each_passage_has_a_word_is_known(postings):
    postings.add([text(1, "cable and cable"), text(2, "the harbour"), text(3, "a cable")])
    assert having(postings, "cabl") == {1: 2, 3: 1}
    assert having(postings, "nowher") == {}


def test_what_was_read_once_is_known_after_a_restart(tmp_path, postings):
    postings.add([text(1, "cable")])
    again = Postings(tmp_path / "postings")
    keys = np.array([key_of(text(n, "").id, "en") for n in (1, 2)], np.uint64)
    assert again.missing(keys).tolist() == [1]
    assert having(again, "cabl") == {1: 1}


def test_many_parts_become_one_that_says_the_same(tmp_path, postings):
    for number in range(1, 31):
        postings.add([text(number, f"cable {'harbour ' * number}")])
    again = Postings(tmp_path / "postings")
    for each in (postings, again):
        assert having(each, "harbour") == {n: n for n in range(1, 31)}
        assert len(each.parts) < 10


def test_a_damaged_file_is_as_if_it_were_not_there(tmp_path, postings):
    postings.add([text(1, "cable")])
    [path] = (tmp_path / "postings").glob("*.npz")
    path.write_bytes(path.read_bytes()[:100])
    assert having(Postings(tmp_path / "postings"), "cabl") == {}


def test_words_of_one_check_sum_are_told_apart(postings):
    one, other = "fkqdqvvx", "vxdmwbfx"
    assert zlib.crc32(one.encode()) == zlib.crc32(other.encode())
    postings.add([text(1, one), text(2, other)])
    assert having(postings, one) == {1: 1}
    assert having(postings, other) == {2: 1}
    assert word_key(one) >> 32 != word_key(other) >> 32


def test_a_file_of_the_older_form_is_as_if_it_were_not_there(tmp_path, postings):
    postings.add([text(1, "cable")])
    [path] = (tmp_path / "postings").glob("*.npz")
    with np.load(path) as stored:
        old = {name: stored[name] for name in stored}
    np.savez(path, **{**old, "words": old["words"].astype(np.uint32)})
    assert having(Postings(tmp_path / "postings"), "cabl") == {}


def test_a_passage_in_two_files_counts_once(tmp_path, postings):
    other = Postings(tmp_path / "postings")
    postings.add([text(1, "cable"), text(2, "cable")])
    other.add([text(2, "cable")])
    both = Postings(tmp_path / "postings")
    keys = np.array([key_of(text(n, "").id, "en") for n in (1, 2)], np.uint64)
    assert len(set(both.places(keys).tolist())) == 2


def test_lengths_are_rounded_as_lucene_rounds_them():
    known = [0, 1, 39, 40, 41, 55, 56, 59, 60, 87, 88, 95, 96, 103, 104, 167, 168, 183, 184]
    kept = [0, 1, 39, 40, 40, 54, 56, 56, 60, 84, 88, 88, 96, 96, 104, 152, 168, 168, 184]
    assert _quantised(np.array(known)).tolist() == kept


def test_an_empty_text_is_a_passage_without_words(postings):
    postings.add([text(1, "")])
    assert postings.lengths.tolist() == [0]


def test_the_counts_are_those_of_a_plain_count(postings):
    drawn = random.Random(7)
    bags = [[drawn.choice("abcdefgh") * 3 for _ in range(drawn.randrange(40))] for _ in range(50)]
    postings.add([text(n, " ".join(bag)) for n, bag in enumerate(bags)])
    for word in ("aaa", "bbb", "hhh"):
        plain = {n: bag.count(word) for n, bag in enumerate(bags) if word in bag}
        assert having(postings, word) == plain
