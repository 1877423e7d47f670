"""Whether a row stands out among those of its table by what it means."""

import pytest

from assistant.evidence.evidence import Evidence
from assistant.evidence.row_asked_for import stands_out
from index.types import Document, Hit, Passage, Section

_TEXT = "Event: Tattoo; Wait: 4 months\nEvent: Extraction of tooth; Wait: 1 week"
_TABLE = Section(0, len(_TEXT), (), ("Event", "Wait"))


def _rows(*matches):
    document = Document("1", "donors.docx", "Donors", _TEXT, "en", (_TABLE,), (), "1")
    hit = Hit(Passage("p", document, 0, len(_TEXT), _TEXT, (), None), 0.5, 1)
    starts = (0, _TEXT.index("\n") + 1)
    ends = (_TEXT.index("\n"), len(_TEXT))
    return [
        Evidence(hit, start, end, 0.5, 0.5, True, signs=(0.5, match))
        for start, end, match in zip(starts, ends, matches, strict=True)
    ]


@pytest.mark.parametrize(
    ("best", "other", "clear"), [(0.55, 0.49, True), (0.522, 0.520, False), (0.4, 0.5, False)]
)
def test_a_row_stands_out_if_it_matches_clearly_better_than_the_others(best, other, clear):
    assert stands_out(_rows(best, other)) is clear


def test_a_row_alone_stands_out():
    assert stands_out(_rows(0.4, 0.5)[:1])
