"""EML: head, body, attachments."""

from base64 import b64encode
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableError
from index.readers import extract
from index.readers.japanese_mail import japanese_mail
from tests.documents.papers import Pdf


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
        "Subject: 海底ケーブル offer; From: Ann <ann@example.org>; To: bo@example.org; "
        "Date: Tue, 24 Nov 2026 09:00:00 +0100\n\n"
        "Dear Bo,\n\nthe cable costs 3 €.\n\n> What does it cost?"
    )


def test_the_head_is_a_row_of_its_own_and_stands_in_no_section_with_the_text(message):
    found = read(message)
    head, text = found.sections
    assert head.columns == ("Subject", "From", "To", "Date")
    assert found.text[head.start : head.end].endswith("+0100")
    assert found.text[text.start : text.end].strip().startswith("Dear Bo,")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("notiz.txt", b"Zeile eins.\r\nZeile zwei.\r\n", "Zeile eins. \nZeile zwei."),
        ("plan.md", b"# Plan\r\n\r\nNorth.\r\n", "# Plan \n \nNorth."),
        ("memo.txt", "議事録\r二行目\x0c次の頁".encode(), "議事録\n二行目\n次の頁"),
    ],
)
def test_lines_of_an_attachment_end_in_whatever_way_without_a_trace(message, name, data, text):
    message.add_attachment(data, maintype="text", subtype="plain", filename=name)
    found = read(message)
    assert found.text.rstrip().endswith(text)
    assert headed(found)[-1][1].endswith(text.rsplit("\n", 1)[-1])


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
    message.add_alternative("<p>Dear <b>Bo</b>, the cable costs 3 €.</p>", subtype="html")
    assert read(message).text.count("the cable costs") == 1
    assert "> What does it cost?" in read(message).text


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


def alternatives(message, plain, page):
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    return read(message)


@pytest.mark.parametrize(
    "stub", ["", "   \n", "View this message in a browser: https://example.org/?id=77"]
)
def test_html_is_read_behind_a_note_that_stands_in_its_place(message, stub):
    page = "<p>The west gate is closed until May. Lorries use the quay road, and cars as well.</p>"
    assert "closed until May" in alternatives(message, stub, page).text


def test_html_that_says_more_than_the_plain_text_is_read(message):
    page = "<p>The prices:</p><table><tr><td>Crane</td><td>95 euro an hour</td></tr></table>"
    assert "95 euro an hour" in alternatives(message, "The prices:", page).text


def test_two_texts_that_each_say_their_own_are_both_read(message):
    found = alternatives(message, "The crane is green.", "<p>A tug arrives at noon.</p>")
    assert "The crane is green." in found.text
    assert "A tug arrives at noon." in found.text


def test_all_the_texts_of_a_message_are_read_whatever_stands_between_them(message):
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    message.add_attachment("# Plan", filename="plan.md")
    for text, subtype in (("The tug comes at 5.", "plain"), ("<p>The crane at 6.</p>", "html")):
        part = EmailMessage()
        part.set_content(text, subtype=subtype)
        message.attach(part)
    found = read(message)
    place = found.text.index("plan.md")
    assert found.text.index("The tug comes at 5.") < place
    assert found.text.index("The crane at 6.") < place


def test_attached_pictures_are_named(message):
    message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="scan.jpg")
    assert read(message).remarks == ("1 attached picture or recording is not read",)


def test_an_attachment_without_a_name_is_read_by_its_kind(message):
    data = Pdf().line(72, 700, "Drawn words.").data()
    message.add_attachment(data, maintype="application", subtype="pdf")
    assert headed(read(message))[-1] == (("attachment 1.pdf",), "Drawn words.")


CALENDAR = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:16011028T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20261117T130000
DTEND:20261117T140000Z
SUMMARY:Dredging
  review
LOCATION:Chart room\\, second floor
ORGANIZER;CN="Orrin, Lena":mailto:lena@harbour.example
ATTENDEE;ROLE=REQ-PARTICIPANT:MAILTO:bo@harbour.example
DESCRIPTION:Bring the chart.\\nAnd the log.
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("attached", [True, False])
def test_an_invitation_says_what_when_and_where(message, attached):
    part = EmailMessage()
    if attached:
        part.set_content(CALENDAR, subtype="calendar", filename="invite.ics")
    else:
        part.set_content(CALENDAR, subtype="calendar")
    message.make_mixed()
    message.attach(part)
    text = read(message).text
    assert (
        "What: Dredging review; Start: 2026-11-17 13:00 (Europe/Berlin);"
        " End: 2026-11-17 14:00 UTC; Location: Chart room, second floor;"
        " Organizer: Orrin, Lena <lena@harbour.example>; Attendees: bo@harbour.example\n\n"
        "Bring the chart.\nAnd the log."
    ) in text
    assert "Reminder" not in text


def test_a_calendar_is_a_file_of_its_own_and_says_what_is_cancelled():
    found = extract("a.ics", CALENDAR.replace("REQUEST", "CANCEL").encode())
    assert "Status: CANCELLED" in found.text
    assert "VTIMEZONE" not in found.text


def test_the_events_of_a_calendar_are_rows_of_one_table_up_to_one_with_a_description():
    event = "BEGIN:VEVENT\nSUMMARY:{}\n{}\nEND:VEVENT\n"
    details = ("LOCATION:Hall", "DUE:20270112", "DESCRIPTION:Bring boots.", "LOCATION:Quay")
    events = [event.format(n, detail) for n, detail in enumerate(details)]
    found = extract("a.ics", f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n".encode())
    tables = [found.text[s.start : s.end].split("\n\n") for s in found.sections if s.columns]
    assert {s.columns for s in found.sections if s.columns} == {("What", "Due", "Location")}
    assert [[line for line in lines if line] for lines in tables] == [
        ["What: 0; Location: Hall", "What: 1; Due: 2027-01-12"],
        ["What: 2"],
        ["What: 3; Location: Quay"],
    ]


@pytest.mark.parametrize(
    ("declared", "sent", "text"),
    [
        ("gb2312", "gbk", "朱镕基和其他人的合同"),
        ("iso-8859-1", "cp1252", "The pilot’s fee is € 210"),
        ("iso-8859-9", "cp1254", "Ücret “elli” liradır – ağustosta"),
        ("us-ascii", "utf-8", "Größe: 5 m²"),
        ("iso-8859-1", "utf-8", "Größe: 5 m²"),
        ("ks_c_5601-1987", "cp949", "뷁이라는 글자와 요금"),
        ("big5", "big5hkscs", "碼頭與倉庫的費用"),
        ("utf-16", "utf-16", "The pilot’s fee is € 210"),
        ("utf-16", "utf-16-le", "The pilot's fee is 210 euro"),
        ("x-unknown", "utf-8", "Größe: 5 m²"),
        ("iso-2022-jp", "iso2022_jp", "倉庫の鍵は守衛室で受け取る"),
    ],
)
@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_what_people_send_under_a_name_is_read(declared, sent, text, subtype):
    body = f"<p>{text}</p>" if subtype == "html" else text
    payload = b64encode(body.encode(sent)).decode()
    head = f"Subject: a\r\nContent-Type: text/{subtype}; charset={declared}\r\n"
    data = f"{head}Content-Transfer-Encoding: base64\r\n\r\n{payload}"
    assert text in extract("a.eml", data.encode()).text


def test_japanese_mail_has_characters_that_only_one_maker_knows():
    sent = b"\x1b$B-!3t2q\x1b(B ABC \x1b$B-j\x1b(B"  # ① and ㈱ are in none of the standards.
    head = b"Subject: a\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    assert "①株会 ABC ㈱" in extract("a.eml", head + sent).text
    assert extract("a.txt", sent + b"\n").text == "①株会 ABC ㈱\n"


def test_a_message_of_five_character_sets_is_read():
    parts = [
        ("gb2312", "gbk", "合同"),
        ("shift_jis", "cp932", "契約①"),
        ("koi8-r", "koi8-r", "Договор"),
    ]
    parts += [("iso-8859-2", "iso8859_2", "Smlouva ř"), ("windows-1256", "cp1256", "عقد")]
    message = EmailMessage()
    message["Subject"] = "Contracts"
    message.make_mixed()
    for declared, sent, text in parts:
        part = EmailMessage()
        part.set_content(text.encode(sent), "text", "plain", disposition="inline")
        part.set_param("charset", declared)
        message.attach(part)
    assert all(text in read(message).text for _, _, text in parts)


def test_words_of_the_head_are_in_a_character_set_of_their_own():
    word = b64encode("朱镕基的合同".encode("gbk")).decode()
    data = f"Subject: =?gb2312?B?{word}?= =?utf-8?Q?_f=C3=BCr_Bo?=\r\n\r\nText."
    assert extract("a.eml", data.encode()).title == "朱镕基的合同 für Bo"


@given(st.text(alphabet="倉庫の鍵ｱ～①ABC \n。、ぁヶ"))
def test_iso_2022_jp_is_decoded_as_it_was_written(text):
    kept = "".join(c for c in text if c not in "①～ｱ")
    assert japanese_mail(kept.encode("iso2022_jp")) == kept


@given(st.binary(max_size=60))
def test_any_bytes_in_a_body_are_read_or_named(data):
    head = b"Subject: a\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    assert extract("a.eml", head + data).text


def test_a_message_whose_parts_never_begin_is_one_text():
    data = b"Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nThe tug comes at 5."
    found = extract("a.eml", data)
    assert found.text.endswith("The tug comes at 5.")
    assert found.remarks == ()
