"""The files of vectors."""

import numpy as np
import pytest

from index.errors import DamagedError
from index.store.vector_file import PassageVectors, Placement, VectorFile

START = Placement(-1, 0, 0)


def vectors(*token_counts, value=1):
    return [
        PassageVectors(np.full(4, 0.5 * value, np.float32), np.full((n, 3), value, np.int8))
        for n in token_counts
    ]


def open_file(folder, token_width=3):
    return VectorFile(folder, width=4, token_width=token_width)


def test_vectors_come_back_as_they_were_written(tmp_path):
    file = open_file(tmp_path)
    first, second = file.append(vectors(2, 5), START)
    [third] = file.append(vectors(3, value=2), second)
    assert (first, second, third) == (Placement(0, 0, 2), Placement(1, 2, 5), Placement(2, 7, 3))
    found = file.read({"a": first, "c": third})
    assert found["a"].sentence.tolist() == [0.5] * 4
    assert found["c"].tokens.tolist() == [[2, 2, 2]] * 3


def test_another_reader_sees_what_was_written_since(tmp_path):
    file, reader = open_file(tmp_path), open_file(tmp_path)
    [place] = file.append(vectors(2), START)
    assert len(reader.read({"a": place})["a"].tokens) == 2


def test_what_no_record_names_is_overwritten(tmp_path):
    file = open_file(tmp_path)
    [kept] = file.append(vectors(2), START)
    file.append(vectors(4, 4, value=7), kept)
    [place] = file.append(vectors(1, value=3), kept)
    assert place == Placement(1, 2, 1)
    assert file.read({"a": place})["a"].tokens.tolist() == [[3, 3, 3]]


def test_a_file_is_never_cut_while_somebody_may_be_looking_at_its_end(tmp_path):
    file = open_file(tmp_path)
    file.append(vectors(9, 9), START)
    seen = file.sentences
    file.append(vectors(1), START)
    assert seen[1].tolist() == [0.5] * 4


def test_nothing_appended_changes_nothing(tmp_path):
    file = open_file(tmp_path)
    assert file.append([], START) == []
    assert len(file.sentences) == len(file.tokens) == 0


def test_token_vectors_can_be_left_out(tmp_path):
    file = open_file(tmp_path, token_width=0)
    [place] = file.append(vectors(5), START)
    assert place == Placement(0, 0, 0)
    assert file.read({"a": place})["a"].tokens.shape == (0, 0)
    assert file.holds(place)


def test_lost_vectors_are_one_clear_line(tmp_path):
    file = open_file(tmp_path)
    assert not file.holds(Placement(4, 10, 2))
    with pytest.raises(DamagedError, match=r"vectors of 1 passages are damaged\. .*tenkyo index"):
        file.read({"a": Placement(4, 10, 2)})


@pytest.mark.parametrize("name", ["sentences.f16", "tokens.i8"])
def test_a_vector_that_is_not_as_it_was_written_is_not_read(tmp_path, name):
    places = dict(zip("ab", open_file(tmp_path).append(vectors(2, 3), START), strict=True))
    data = bytearray((tmp_path / name).read_bytes())
    data[-1] ^= 1
    (tmp_path / name).write_bytes(data)
    file = open_file(tmp_path)
    assert file.damaged(places) == ["b"]
    assert file.read({"a": places["a"]}).keys() == {"a"}
    with pytest.raises(DamagedError):
        file.read(places)


def test_sentence_vectors_are_looked_at_before_all_are_searched(tmp_path):
    places = open_file(tmp_path).append(vectors(1, 1, 1), START)
    data = bytearray((tmp_path / "sentences.f16").read_bytes())
    data[-1] ^= 1
    (tmp_path / "sentences.f16").write_bytes(data)
    file, sums = open_file(tmp_path), np.array([place.sentence_sum for place in places])
    file.check_sentences(np.array([0, 1]), sums[:2])
    for rows in ([0, 2], [3]):
        with pytest.raises(DamagedError):
            file.check_sentences(np.array(rows), sums[-len(rows) :])


def test_what_was_right_is_looked_at_again_when_its_row_is_written_anew(tmp_path):
    file = open_file(tmp_path)
    [old] = file.append(vectors(2), START)
    file.read({"old": old})
    [new] = file.append(vectors(2, value=5), START)
    assert file.damaged({"old": old, "new": new}) == ["old"]


def test_vectors_without_check_sums_are_taken_as_they_are_and_can_be_given_some(tmp_path):
    file = open_file(tmp_path)
    [place] = file.append(vectors(2), START)
    old = Placement(place.row, place.first, place.count)
    assert file.damaged({"old": old}) == []
    summed = file.summed(old)
    assert (summed.sentence_sum, summed.token_sum) == (place.sentence_sum, place.token_sum)
