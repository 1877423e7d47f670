"""Permanent addresses of quotes: which words, of which version of which document.

An address is `/c/DOCUMENT/VERSION/START-END/CHECK`: the id of the document, the name of the
version (`index/store/text_versions.py`), code points of its canonical text, and a short hash over
all of these and the quote, so that an address that was altered is noticed.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from urllib.parse import quote as percent_encoded

from assistant.access.attached import shown_path
from index.read_protocol import ReadableRecords
from index.store.text_versions import are_of_same_bytes
from index.types import Document

_CHECK_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Address:
    """Where quoted words stand: `start` and `end` are code points of one version of a document."""

    document_id: str
    version: str
    start: int
    end: int
    check: str

    @property
    def path(self) -> str:
        """The path of the address in a web server."""
        document_id, version, check = (
            percent_encoded(part, safe="") for part in (self.document_id, self.version, self.check)
        )
        return f"/c/{document_id}/{version}/{self.start}-{self.end}/{check}"

    def fits(self, quote: str) -> bool:
        """Tells whether these are the words that the address was made for."""
        return self.check == _check(self, quote)


class Standing(StrEnum):
    """How the source of a quote stands to the version that it was taken from."""

    CURRENT = "current"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an address leads to.

    `document` is the version that was cited, None if it was not kept. `current` is what stands in
    its place now, None if nothing does, and `now` where the quote still stands in it word for word.
    `intact` is False if the words at the offsets are not those that the address was made for.
    """

    address: Address
    standing: Standing
    document: Document | None
    current: Document | None
    now: Address | None
    intact: bool


def address_of(document: Document, start: int, quote: str) -> Address:
    """Returns the permanent address of a quote that begins at `start`."""
    bare = Address(document.id, document.version, start, start + len(quote), "")
    return _checked(bare, quote)


def resolve(
    records: ReadableRecords, address: Address, path: str = "", quote: str = ""
) -> Resolved:
    """Looks an address up; `path` and `quote`, where they are known, are what the file was then.

    The quote is taken from the version itself where that is kept.
    """
    current = records.document(address.document_id)
    elsewhere = None if current else _elsewhere(records, address.version)
    document = _cited(records, address, current or elsewhere)
    words = document.text[address.start : address.end] if document else quote
    intact = 0 <= address.start < address.end and address.fits(words)
    standing = _standing(address, current, elsewhere, path)
    current = current or elsewhere
    now = _place_now(current, address, words) if current and words and intact else None
    if standing is Standing.CHANGED and now and are_of_same_bytes(now.version, address.version):
        standing = Standing.CURRENT  # It is read otherwise, and says so still.
    return Resolved(address, standing, document, current, now, intact)


def _cited(records: ReadableRecords, address: Address, current: Document | None) -> Document | None:
    if current and current.version == address.version:
        return current
    return records.version(address.document_id, address.version)


def _elsewhere(records: ReadableRecords, version: str) -> Document | None:
    """Returns another file with the same bytes."""
    return next(iter(records.having(version)), None)


def _standing(
    address: Address, current: Document | None, elsewhere: Document | None, path: str
) -> Standing:
    if current is None:
        return Standing.MOVED if elsewhere else Standing.GONE
    if current.version != address.version:
        return Standing.CHANGED
    # One that belongs to a conversation is named as people see it.
    there = not path or path in (current.path, shown_path(current.path))
    return Standing.CURRENT if there else Standing.MOVED


def _place_now(current: Document, address: Address, quote: str) -> Address | None:
    """Returns where a quote stands in the current version, the place nearest to the old one."""
    if current.text[address.start : address.end] == quote:
        return address_of(current, address.start, quote)
    after = current.text.find(quote, address.start)
    before = current.text.rfind(quote, 0, address.start + len(quote))
    places = [place for place in (before, after) if place >= 0]
    if not places:
        return None
    nearest = min(places, key=lambda place: abs(place - address.start))
    return address_of(current, nearest, quote)


def _checked(bare: Address, quote: str) -> Address:
    return Address(bare.document_id, bare.version, bare.start, bare.end, _check(bare, quote))


def _check(address: Address, quote: str) -> str:
    place = f"{address.document_id}\0{address.version}\0{address.start}-{address.end}\0{quote}"
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:_CHECK_DIGITS]
