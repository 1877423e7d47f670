"""The place on the disk that the name of a file leads to."""

import pytest

from assistant.adding.names import safe_path, shown_name
from assistant.adding.refusals import Refused, RefusedError


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("leave.pdf", "leave.pdf"),
        ("Handbook/2026/leave.pdf", "Handbook/2026/leave.pdf"),
        ("../../etc/leave.txt", "etc/leave.txt"),
        ("/etc/leave.txt", "etc/leave.txt"),
        ("C:\\papers\\leave.txt", "C:_papers_leave.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("fdp.\u202etxt", "fdp.txt"),
        ("pay\x00\x1b[31m.txt", "pay[31m.txt"),
        ("e\u0301te\u0301.md", "été.md"),
        ("\u200b/ a.txt", "a.txt"),
        ("休暇.pdf", "休暇.pdf"),
    ],
)
def test_a_name_leads_nowhere_but_into_the_folder(name, path):
    assert str(safe_path(shown_name(name))) == path


@pytest.mark.parametrize("letter", ["n", "名", "😀"])
def test_a_name_of_three_hundred_characters_fits_and_stays_its_own(letter):
    first, second = (safe_path(letter * 300 + end + ".pdf") for end in "ab")
    assert len(first.name.encode()) <= 200
    assert first.suffix == ".pdf"
    assert first != second


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".git/config.txt", Refused.HIDDEN),
        ("papers/~$leave.docx", Refused.HIDDEN),
        ("tool.exe", Refused.FORMAT),
        ("papers.zip", Refused.FORMAT),
        ("leave", Refused.FORMAT),
        ("", Refused.NO_NAME),
        ("../..", Refused.NO_NAME),
        ("a/" * 20 + "b.txt", Refused.NO_NAME),
        ("a" * 2_000 + ".txt", Refused.NO_NAME),
    ],
)
def test_what_cannot_be_a_document_is_refused_with_the_reason(name, reason):
    with pytest.raises(RefusedError) as caught:
        safe_path(shown_name(name))
    assert caught.value.reason is reason
