"""The files of vectors."""

import numpy as np
import pytest

from index.errors import HomeError
from index.vector_file import PassageVectors, Placement, VectorFile, owner_key

START = Placement(-1, 0, 0)


def vectors(*token_counts, value=1):
    return [
        PassageVectors(np.full(4, 0.5 * value, np.float32), np.full((n, 3), value, np.int8))
        for n in token_counts
    ]


def open_file(folder, token_width=3):
    return VectorFile(folder, width=4, token_width=token_width)


def append(file, made, document_id, after):
    return file.append(made, [document_id] * len(made), after)


def test_vectors_come_back_as_they_were_written(tmp_path):
    file = open_file(tmp_path)
    first, second = append(file, vectors(2, 5), "d1", START)
    [third] = append(file, vectors(3, value=2), "d2", second)
    assert (first, second, third) == (Placement(0, 0, 2), Placement(1, 2, 5), Placement(2, 7, 3))
    found = file.read({"a": first, "c": third})
    assert found["a"].sentence.tolist() == [0.5] * 4
    assert found["c"].tokens.tolist() == [[2, 2, 2]] * 3


def test_another_reader_sees_what_was_written_since(tmp_path):
    file, reader = open_file(tmp_path), open_file(tmp_path)
    [place] = append(file, vectors(2), "d1", START)
    assert len(reader.read({"a": place})["a"].tokens) == 2


def test_what_no_record_names_is_overwritten(tmp_path):
    file = open_file(tmp_path)
    [kept] = append(file, vectors(2), "d1", START)
    append(file, vectors(4, 4, value=7), "lost", kept)
    [place] = append(file, vectors(1, value=3), "d2", kept)
    assert place == Placement(1, 2, 1)
    assert file.read({"a": place})["a"].tokens.tolist() == [[3, 3, 3]]


def test_a_file_is_never_cut_while_somebody_may_be_looking_at_its_end(tmp_path):
    file = open_file(tmp_path)
    append(file, vectors(9, 9), "lost", START)
    seen = file.sentences
    append(file, vectors(1), "d1", START)
    assert seen[1].tolist() == [0.5] * 4


def test_rows_belong_to_documents_until_they_are_gone(tmp_path):
    file = open_file(tmp_path)
    places = append(file, vectors(1, 1), "d1", START)
    append(file, vectors(1), "d2", places[-1])
    file.disown([1, 99])
    file.remap()
    assert file.owners.tolist() == [owner_key("d1"), 0, owner_key("d2")]


def test_owners_can_be_written_anew(tmp_path):
    file = open_file(tmp_path)
    append(file, vectors(1, 1, 1), "d1", START)
    file.own_only([(2, "d9")])
    assert file.owners.tolist() == [0, 0, owner_key("d9")]


def test_nothing_appended_changes_nothing(tmp_path):
    file = open_file(tmp_path)
    assert append(file, [], "d1", START) == []
    file.disown([0])
    assert len(file.sentences) == len(file.tokens) == len(file.owners) == 0


def test_token_vectors_can_be_left_out(tmp_path):
    file = open_file(tmp_path, token_width=0)
    [place] = append(file, vectors(5), "d1", START)
    assert place == Placement(0, 0, 0)
    assert file.read({"a": place})["a"].tokens.shape == (0, 0)
    assert file.holds(place)


def test_lost_vectors_are_one_clear_line(tmp_path):
    file = open_file(tmp_path)
    assert not file.holds(Placement(4, 10, 2))
    with pytest.raises(HomeError, match=r"Vectors in '.*' are lost\. .*tenkyo index"):
        file.read({"a": Placement(4, 10, 2)})
