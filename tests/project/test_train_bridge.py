"""What the bridge between the two models is fitted with."""

import numpy as np

from index.embedding.embedding import Embedding
from tests.bench.fitting.train_bridge import LeastSquares, aligned, drawn, texts_in

ACROSS, UP = np.eye(2, dtype=np.float32)


def test_a_token_is_to_become_what_the_other_model_has_over_it():
    other = Embedding(ACROSS, np.array([ACROSS, UP]), [(0, 4), (4, 10)])
    made = aligned([(0, 4), (2, 6), (4, 6), (12, 14)], other)
    slanted = (ACROSS + UP) / np.sqrt(2)
    assert np.allclose(made, [ACROSS, slanted, UP, [0, 0]])


def test_a_map_that_is_linear_is_found():
    rng = np.random.default_rng(0)
    given, by, added = (rng.normal(size=size).astype(np.float32) for size in ((50, 3), (3, 3), 3))
    squares = LeastSquares(3, 1e-9)
    for some in (given[:20], given[20:]):
        squares.add(list(some), some @ by + added)
    assert np.allclose(squares.fitted(), np.vstack([by, added]), atol=1e-3)


def test_paragraphs_are_gathered_until_they_are_long_enough(tmp_path):
    (tmp_path / "one.md").write_text("short\n\n" + "word " * 100 + "\n\n" + "more " * 100 + "\n\nx")
    [text] = texts_in(tmp_path)
    assert text.startswith("short\n\nword")
    assert len(text) > 800


def test_the_same_english_texts_are_drawn_each_time(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.md").write_text(f"The ferry number {number} leaves from the pier.")
    (tmp_path / "ja.md").write_text("この船は九時に港を出て、十時に島に着きます。")
    first = drawn(tmp_path, 4)
    assert len(first) == 4
    assert first == drawn(tmp_path, 4)
    assert all(text.startswith("The ferry") for text in drawn(tmp_path, 99))
