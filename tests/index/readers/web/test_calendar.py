"""Calendars: the days that events take, those that they leave out, and who comes."""

import pytest

from index.readers import extract


def told(*lines):
    event = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    return extract("a.ics", event.encode()).text.strip()


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [
        ("20261224", "20270102", "2027-01-01"),
        ("20260301", "20260302", "2026-03-01"),
        ("20260301", "20260301", "2026-03-01"),
        ("20260301T090000", "20260302T000000", "2026-03-02 00:00"),
    ],
)
def test_an_event_of_whole_days_ends_on_the_last_of_them(start, end, last):
    assert told(f"DTSTART:{start}", f"DTEND:{end}").endswith(f"End: {last}")


def test_days_that_an_event_leaves_out_and_others_that_it_takes_are_told():
    text = told(
        "SUMMARY:Training",
        "RRULE:FREQ=WEEKLY",
        "RDATE;VALUE=DATE:20260506",
        "EXDATE:20260401T090000Z,20260408T090000Z",
    )
    assert text.endswith("Also: 2026-05-06; Except: 2026-04-01 09:00 UTC, 2026-04-08 09:00 UTC")


@pytest.mark.parametrize(
    ("answer", "said"),
    [("DECLINED", "Bo <bo@x.example> (declined)"), ("ACCEPTED", "Bo <bo@x.example>")],
)
def test_who_declined_is_not_told_to_come(answer, said):
    text = told("SUMMARY:Dredging", f"ATTENDEE;CN=Bo;PARTSTAT={answer}:mailto:bo@x.example")
    assert text.endswith(f"Attendees: {said}")


@pytest.mark.parametrize("word", ["Prüfung", "試験"])
def test_a_line_may_be_folded_inside_a_character(word):
    lines = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{word}\nEND:VEVENT\nEND:VCALENDAR\n".encode()
    middle = lines.index(word.encode()) + next(n for n, b in enumerate(word.encode()) if b > 127)
    folded = lines[: middle + 1] + b"\r\n " + lines[middle + 1 :]
    assert word in extract("a.ics", folded).text


def test_the_link_of_a_meeting_and_its_categories_are_told():
    text = told(
        *("SUMMARY:Call", "CATEGORIES:Board,Money\\, spent", "URL:https://meet.example/x?a=1;b=2")
    )
    assert text.endswith("Categories: Board,Money, spent; Link: https://meet.example/x?a=1;b=2")
