"""Calendars (ICS) and invitations: what takes place, when and where, a line for each event.

https://www.rfc-editor.org/rfc/rfc5545
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from index.errors import UnreadableError
from index.readers.builder import TextBuilder, one_line
from index.readers.charsets import decoded
from index.readers.extraction import Extraction, Options

_FOLD = re.compile(r"\r?\n[ \t]|\r[ \t]")
_FOLDED_BYTES = re.compile(rb"\r?\n[ \t]|\r[ \t]")
_LINE = re.compile(r'([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)')
_PARAMETER = re.compile(r';([\w-]+)=("[^"]*"|[^";:,]*)')
_ESCAPE = re.compile(r"\\(.)")
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?$")
_COMPONENTS = ("VEVENT", "VTODO", "VJOURNAL")
_NAMES = {
    "SUMMARY": "What",
    "DTSTART": "Start",
    "DTEND": "End",
    "DUE": "Due",
    "DURATION": "Duration",
    "RRULE": "Repeats",
    "RDATE": "Also",
    "EXDATE": "Except",
    "LOCATION": "Location",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendees",
    "STATUS": "Status",
    "CATEGORIES": "Categories",
    "URL": "Link",
}
_TEXTS = ("DESCRIPTION", "COMMENT")
_PEOPLE = ("ORGANIZER", "ATTENDEE")
_MOMENTS = ("DTSTART", "DTEND", "DUE", "RDATE", "EXDATE")
_ANSWERS = {"DECLINED": "declined", "TENTATIVE": "tentative"}


@dataclass(slots=True)
class _Entry:
    """An event or task: the values of each of its properties."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        if value:
            self.values.setdefault(name, []).append(value)

    @property
    def named(self) -> list[tuple[str, str]]:
        """What is told of the entry, each value under its name."""
        values, starts = self.values, self.values.get("DTSTART", [])
        # A day would end before it begins where a program gives the last day itself as its end.
        if values.get("DTEND", starts) < starts:
            values = values | {"DTEND": starts}
        found = ((label, values.get(name)) for name, label in _NAMES.items())
        return [(label, ", ".join(values)) for label, values in found if values]

    @property
    def texts(self) -> list[str]:
        """What is said about the entry in sentences."""
        return [text for name in _TEXTS for text in self.values.get(name, ())]


def read(data: bytes, options: Options) -> Extraction:
    """Reads the events and tasks of a calendar, without its alarms and time zones.

    Raises:
        UnreadableError: it is no calendar.
    """
    # Lines may be folded inside a character of several bytes.
    whole = data if b"\0" in data else _FOLDED_BYTES.sub(b"", data)
    return read_calendar(decoded(whole, "utf-8"))


def read_calendar(text: str) -> Extraction:
    """Reads the text of a calendar.

    Raises:
        UnreadableError: it is no calendar.
    """
    if "BEGIN:VCALENDAR" not in text.upper():
        raise UnreadableError("the file is no calendar: it has no BEGIN:VCALENDAR")
    builder = TextBuilder()
    entries = _entries(text)
    used = {label for entry in entries for label, _ in entry.named}
    labels = [label for label in _NAMES.values() if label in used]
    for described, run in groupby(entries, key=lambda entry: bool(entry.texts)):
        for rows in ([entry] for entry in run) if described else [list(run)]:
            builder.records(labels, [entry.named for entry in rows])
            for said in rows[0].texts:
                builder.verbatim(said)
    return builder.finish()


def _entries(text: str) -> list[_Entry]:
    reader = _Calendar()
    for line in _FOLD.sub("", text).splitlines():
        if found := _LINE.fullmatch(line):
            reader.take(found[1].upper(), found[2], found[3])
    return reader.entries


@dataclass(slots=True)
class _Calendar:
    """Takes the lines of a calendar in order."""

    entries: list[_Entry] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _is_cancelled: bool = False

    def take(self, name: str, parameters: str, value: str) -> None:
        if name == "BEGIN":
            self._begin(value.strip().upper())
        elif name == "END":
            self._open = self._open[:-1]
        elif name == "METHOD":
            self._is_cancelled = value.strip().upper() == "CANCEL"
        elif self._open and self._open[-1] in _COMPONENTS:
            named = {key.upper(): text for key, text in _PARAMETER.findall(parameters)}
            self.entries[-1].add(name, _value(name, value, named))

    def _begin(self, component: str) -> None:
        self._open.append(component)
        if component in _COMPONENTS:
            self.entries.append(_Entry())
            if self._is_cancelled:
                self.entries[-1].add("STATUS", "CANCELLED")


def _value(name: str, value: str, parameters: dict[str, str]) -> str:
    if name in _MOMENTS:
        zone = parameters.get("TZID", "").strip('"')
        return ", ".join(_moment(each, zone, ends=name == "DTEND") for each in value.split(","))
    if name in _PEOPLE:
        person = _person(parameters.get("CN", "").strip('" '), value.strip())
        answer = _ANSWERS.get(parameters.get("PARTSTAT", "").upper())
        return f"{person} ({answer})" if answer else person
    if name in _TEXTS:
        return _plain(value)
    return one_line(_plain(value))


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _person(name: str, value: str) -> str:
    address = value[len("mailto:") :] if value.lower().startswith("mailto:") else value
    return f"{name} <{address}>" if name and name != address else address


def _moment(value: str, zone: str, *, ends: bool) -> str:
    """Returns a date, or a time of day with its zone, as ISO 8601 writes them with a space.

    What ends on a date is over when that day begins: its last day is the one before.
    """
    found = _MOMENT.match(value.strip())
    if found is None:
        return one_line(value)
    year, month, day, hour, minute, universal = found.groups()
    if hour is None:
        return _last_day(f"{year}-{month}-{day}") if ends else f"{year}-{month}-{day}"
    where = "UTC" if universal else f"({zone})" if zone else ""
    return f"{year}-{month}-{day} {hour}:{minute} {where}".strip()


def _last_day(end: str) -> str:
    try:
        return (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return end
