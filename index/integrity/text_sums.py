"""The check sum of a document's stored text, with what is known of where it is cited from."""

import json
import zlib

from index.types import Document, Section


def sum_of(document: Document) -> int:
    """Returns the check sum of all that is stored of a document, but the boxes of its words."""
    known = [
        *(document.id, document.version, document.title, document.language, document.page_unit),
        [_known(section) for section in document.sections],
        [[page.start, page.number] for page in document.pages],
    ]
    found = zlib.crc32(json.dumps(known).encode())
    found = zlib.crc32(document.text.encode("utf-8", "surrogatepass"), found)
    return found ^ _sum_of_path(document.path)


def _known(section: Section) -> list[object]:
    known: list[object] = [section.start, section.end, *section.heading]
    if section.columns is not None:
        known.append([list(section.columns), section.caption])
    return known


def moved(check_sum: int, before: str, now: str) -> int:
    """Returns the check sum of a document whose path has changed, and nothing else."""
    return check_sum ^ _sum_of_path(before) ^ _sum_of_path(now)


def _sum_of_path(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass"))
