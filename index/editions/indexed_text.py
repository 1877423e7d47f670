"""What of a passage its words are found by."""

from collections.abc import Sequence

from index.store.tantivy_index import IndexedText
from index.text.terms import terms
from index.types import Passage


def indexed_text(passage: Passage) -> IndexedText:
    """Returns a passage as the word index takes it."""
    document = passage.document
    text = searchable(passage)
    return IndexedText(passage.id, document.id, text, document.language, document.path)


def searchable(passage: Passage) -> str:
    """Returns the text a passage is searched by: its path, title and headings, then its own."""
    document = passage.document
    named = [document.title, *passage.heading]
    return "\n".join([*_said_by_path(document.path, named), *named, passage.text])


def _said_by_path(path: str, named: Sequence[str]) -> list[str]:
    """Returns the path, unless it says nothing that a title and headings do not say."""
    stem = path.rsplit(".", 1)[0]
    return [stem] if set(terms(stem)) - set(terms(" ".join(named))) else []
