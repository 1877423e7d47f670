"""CSV and TSV: every record a line with the names of its columns, its number the place."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from index.errors import UnreadableError
from index.readers.builder import TextBuilder, one_line
from index.readers.extraction import Extraction, Options
from index.readers.office.sheets import add_sheet
from index.readers.tables.grid import Row
from index.readers.text import decode

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS, _SAMPLE = 50, 200_000
_LONGEST_CELL = 10_000_000


def read(data: bytes, options: Options) -> Extraction:
    """Reads delimited values.

    Raises:
        UnreadableError: the bytes are not text, or a cell never ends.
    """
    text = decode(data).removeprefix("\ufeff")
    builder = TextBuilder()
    csv.field_size_limit(_LONGEST_CELL)
    try:
        add_sheet(builder, _rows(text, _delimiter(text)))
    except csv.Error as error:
        raise UnreadableError(f"the file is damaged: {error}") from error
    return builder.finish(page_unit="row")


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return (Row(tuple(map(one_line, cells)), number=n) for n, cells in enumerate(reader, 1))


def _delimiter(text: str) -> str:
    """Returns the mark that cuts most of the first records into the same number of cells."""
    sample = text[:_SAMPLE]

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row, _ in zip(rows, range(_SAMPLE_ROWS), strict=False) if row)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        return (times / widths.total() if width > 1 else 0.0), width

    return max(_DELIMITERS, key=evenness)
