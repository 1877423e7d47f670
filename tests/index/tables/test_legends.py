"""What a note near a table says that the names of its columns stand for."""

import pytest

from index.tables.legends import spoken_names
from index.types import Document, Section

ROW = "Plot: 4; GX: 7; PX: 2"


@pytest.mark.parametrize(
    ("note", "column", "words"),
    [
        ("GX = gross xylem. PX stands for peat.", "GX", "gross xylem"),
        ("GX = gross xylem. PX stands for peat.", "PX", "peat"),
        ("The price of the xyst (PX) is in euro.", "PX", "price xyst"),
        ("GX : grünes Xylit", "GX", "grünes Xylit"),
    ],
)
def test_a_column_is_called_what_a_note_says(note, column, words):
    text = f"{note}\n\n{ROW}"
    table = Section(len(note) + 2, len(text), (), ("Plot", "GX", "PX"))
    document = Document("d", "a.md", "", text, "en", (), (table,), "v")
    assert words in spoken_names(document, table)[column].split(", ")


def test_a_row_explains_no_column():
    table = Section(0, len(ROW), (), ("Plot", "GX", "PX"))
    document = Document("d", "a.md", "", ROW, "en", (), (table,), "v")
    assert spoken_names(document, table) == {"Plot": "Plot", "GX": "GX", "PX": "PX"}
