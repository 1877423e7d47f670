"""CSV and TSV: every record a line with the names of its columns, its number the place."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

from index.errors import UnreadableError
from index.readers.builder import TextBuilder, one_line
from index.readers.extraction import Extraction, Options
from index.readers.office.sheets import add_sheet
from index.readers.tables.grid import Row
from index.readers.text import decode

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS, _SAMPLE = 50, 200_000
_LONGEST_CELL = 10_000_000
# What a spreadsheet program writes into the first line to say which mark it took.
_SAID = re.compile(r"(?i:sep)=([,;\t|])(?:\r\n|\r|\n)")
# A mark that separates: commas between figures and marks before a blank are those of numbers and
# sentences.
_SEPARATES = {
    ",": re.compile(r"(?<!\d),(?! )|,(?![ \d])"),
    ";": re.compile(r";(?! )"),
    "\t": re.compile(r"\t"),
    "|": re.compile(r"\|(?! )"),
}
_DOUBTFUL = 0.5


def read(data: bytes, options: Options) -> Extraction:
    """Reads delimited values.

    Raises:
        UnreadableError: the bytes are not text, or a cell never ends.
    """
    text = decode(data).removeprefix("\ufeff")
    builder = TextBuilder()
    csv.field_size_limit(_LONGEST_CELL)
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    try:
        rows = records_of(
            list(io.StringIO(text, newline="")), said[1] if said else _delimiter(text)
        )
        add_sheet(builder, (Row(tuple(map(one_line, r)), number=n) for n, r in enumerate(rows, 1)))
    except csv.Error as error:
        raise UnreadableError(f"the file is damaged: {error}") from error
    return builder.finish(page_unit="row")


def records_of(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """Yields the cells of each record; one may go on over lines if its cells are quoted.

    A quotation mark that quotes nothing, as that of inches, is text.
    """
    width, place = 0, 0
    while place < len(lines):
        taken = 1
        if '"' in lines[place]:
            cells, taken = _quoted(lines, place, delimiter, width)
        else:
            [cells] = csv.reader(lines[place : place + 1], delimiter=delimiter)
        place += taken
        width = width or len(cells)
        yield cells


def _quoted(lines: Sequence[str], place: int, delimiter: str, width: int) -> tuple[list[str], int]:
    """Returns the cells of a record with quotation marks, and how many lines it takes.

    Where they do not quote whole cells, a record is a line: that way of reading it holds which
    gives it as many cells as others have.
    """
    rest = (lines[n] for n in range(place, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        return next(reader), reader.line_num
    own = lines[place : place + 1]
    loose = next(csv.reader(own, delimiter=delimiter))
    if len(loose) == width:
        return loose, 1
    return next(csv.reader(own, delimiter=delimiter, quoting=csv.QUOTE_NONE)), 1


def _delimiter(text: str) -> str:
    """Returns the mark that cuts most of the first records into the same number of cells.

    One that only ever stands where numbers and sentences have it counts half.
    """
    sample = text[:_SAMPLE]
    lines = list(io.StringIO(sample, newline=""))

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = islice(records_of(lines, delimiter), _SAMPLE_ROWS)
        widths = Counter(len(row) for row in rows if row)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        share = times / widths.total() if width > 1 else 0.0
        return share if _SEPARATES[delimiter].search(sample) else _DOUBTFUL * share, width

    return max(_DELIMITERS, key=evenness)
