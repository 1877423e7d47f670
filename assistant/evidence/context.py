"""What stands around a citation, to be read with it."""

from dataclasses import dataclass

from assistant.types import Citation
from index.text.sentences import surroundings


@dataclass(frozen=True, slots=True)
class InContext:
    """A quote between the sentences before and after it, all verbatim."""

    before: str
    quote: str
    after: str


def in_context(citation: Citation, sentences: int = 1) -> InContext:
    """Returns a quote with up to so many sentences of its paragraph on either side."""
    text = citation.passage.document.text
    start, end = surroundings(text, (citation.start, citation.end), sentences)
    return InContext(text[start : citation.start], citation.quote, text[citation.end : end])
