"""EML: head, body, attachments."""

from email.message import EmailMessage

import pytest

from index.errors import UnreadableError
from index.readers import extract
from tests.papers import Pdf


@pytest.fixture
def message():
    message = EmailMessage()
    message["Subject"] = "海底ケーブル offer"
    message["From"] = "Ann <ann@example.org>"
    message["To"] = "bo@example.org"
    message["Date"] = "Tue, 24 Nov 2026 09:00:00 +0100"
    message.set_content("Dear Bo,\n\nthe cable costs 3 €.\n\n> What does it cost?\n")
    return message


def read(message):
    return extract("a.eml", message.as_bytes())


def headed(found):
    pairs = [(s.heading, found.text[s.start : s.end].strip()) for s in found.sections]
    return [(heading, text) for heading, text in pairs if text]


def test_the_head_and_the_text_are_read_and_replies_kept(message):
    found = read(message)
    assert found.title == "海底ケーブル offer"
    assert found.text == (
        "Subject: 海底ケーブル offer\n\nFrom: Ann <ann@example.org>\n\nTo: bo@example.org\n\n"
        "Date: Tue, 24 Nov 2026 09:00:00 +0100\n\n"
        "Dear Bo,\n\nthe cable costs 3 €.\n\n> What does it cost?"
    )


def test_attachments_are_read_like_files_under_their_names(message):
    message.add_attachment("# Plan\n\nIntro.\n\n## Route\n\nNorth.\n", filename="plan.md")
    data = Pdf().line(72, 700, "Drawn words.").data()
    message.add_attachment(data, maintype="application", subtype="pdf", filename="d.pdf")
    found = read(message)
    assert (("plan.md",), "# Plan\n\nIntro.") in headed(found)
    assert headed(found)[-1] == (("d.pdf",), "Drawn words.")
    assert (("plan.md", "Route"), "North.") in headed(found)


def test_an_attachment_that_cannot_be_read_is_named(message):
    message.add_attachment(b"\0\1\2\3" * 99, maintype="a", subtype="b", filename="x.exe")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="b.pdf")
    first, second = read(message).remarks
    assert first == "the attachment 'x.exe' is left out: its format is not read"
    assert "the attachment 'b.pdf' is left out: the file is damaged" in second


def test_a_message_without_plain_text_is_read_from_its_html(message):
    message.set_content("<p>The cable<br>costs <b>3 €</b>.</p>", subtype="html")
    assert read(message).text.endswith("The cable costs 3 €.")


def test_plain_text_is_taken_before_html(message):
    message.add_alternative("<p>In HTML.</p>", subtype="html")
    assert "In HTML" not in read(message).text


def test_forwarded_messages_are_sections_down_to_a_depth(message):
    for depth in range(8):
        outer = EmailMessage()
        outer["Subject"] = f"Level {depth}"
        outer.set_content(f"Text {depth}.")
        outer.add_attachment(message)
        message = outer
    found = read(message)
    assert "Text 7." in found.text
    assert "Text 4." in found.text
    assert "Text 1." not in found.text
    assert any("nested too deeply" in remark for remark in found.remarks)


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "shift_jis", "utf-8"])
def test_the_encoding_that_a_part_names_is_used(encoding):
    head = f"Subject: a\r\nContent-Type: text/plain; charset={encoding}\r\n\r\n".encode()
    assert "海底ケーブル" in extract("a.eml", head + "海底ケーブルです。".encode(encoding)).text


@pytest.mark.parametrize("data", [b"no message at all", b"\n\nbody", b"X-Other: a\n\nbody"])
def test_what_is_no_message_is_refused(data):
    with pytest.raises(UnreadableError, match="no message"):
        extract("a.eml", data)
