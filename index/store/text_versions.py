"""What a version of a document is called: one text, for ever, since citations are offsets into it.

It is the SHA-256 of the bytes of the file. Where another text of the same bytes is known, because
other readers or options read them, or one that is cited, a check sum of the text follows it.
"""

from collections.abc import Iterator
from dataclasses import replace

from index.integrity.text_sums import sum_of
from index.store.records import Records
from index.types import Document


def versioned(document: Document, records: Records) -> Document:
    """Returns a document that was just read under the name of its version.

    Its `version` is that of the bytes; one that says the same as before keeps its name.
    """
    known = list(_of_same_bytes(document, records))
    for each in known:
        if _said(each) == _said(document):
            return replace(document, version=each.version)
    if not known:
        return document
    return replace(document, version=f"{document.version}-{_said(document):08x}")


def are_of_same_bytes(one: str, other: str) -> bool:
    """Tells whether two versions are readings of the same bytes."""
    return one.partition("-")[0] == other.partition("-")[0]


def _of_same_bytes(document: Document, records: Records) -> Iterator[Document]:
    current = records.document(document.id)
    if current and are_of_same_bytes(current.version, document.version):
        yield current
    if kept := records.version(document.id, document.version):
        yield kept


def _said(document: Document) -> int:
    """Returns a check sum of what is read in a document, wherever it lies."""
    return sum_of(replace(document, path="", version=""))
