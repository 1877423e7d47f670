"""Citations as annotations of an answer's text, in the form of OpenAI's chat completions."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel

from assistant.conversations.permalinks import address_of
from assistant.json_forms import heading_of, page_of
from assistant.types import Answer, Citation


class CitedPlace(BaseModel):
    """A quote: the text of `file` from `start` to `end`, in code points.

    It supports the answer from `start_index` to `end_index`, and `url` opens it where it stands.
    """

    url: str
    title: str
    start_index: int
    end_index: int
    file: str
    start: int
    end: int
    quote: str
    heading: str
    page: int | None


class Annotation(BaseModel):
    """A citation of an answer."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: CitedPlace


class FileCitation(CitedPlace):
    """A citation as Responses have it; `index` is that of the file among those cited."""

    type: Literal["file_citation"] = "file_citation"
    file_id: str
    filename: str
    index: int


def annotations(answer: Answer, said: str, base: str) -> list[Annotation]:
    """Returns an annotation for each citation of each sentence.

    `said` is the text that was sent, with the answer at its end; `base` is what stands in front of
    the addresses of quotes.
    """
    return [
        Annotation(url_citation=CitedPlace(**_place(citation, span, base)))
        for citation, span in _cited(answer, said)
    ]


def file_citations(answer: Answer, said: str, base: str) -> list[FileCitation]:
    """Returns the same as `annotations`, in the form of Responses."""
    files: dict[str, int] = {}
    found = []
    for citation, span in _cited(answer, said):
        document = citation.passage.document
        number = files.setdefault(document.id, len(files))
        place = _place(citation, span, base)
        found.append(
            FileCitation(file_id=document.id, filename=document.path, index=number, **place)
        )
    return found


def _cited(answer: Answer, said: str) -> Iterator[tuple[Citation, tuple[int, int]]]:
    """Yields each citation of each sentence, with the place of the sentence in what was sent."""
    cited = {citation.number: citation for citation in answer.citations}
    place = len(said) - len(answer.text)
    for sentence in answer.sentences:
        begin = max(said.find(sentence.text, place), place)
        place = min(begin + len(sentence.text), len(said))
        for number in sentence.citations:
            if number in cited:
                yield cited[number], (begin, place)


def _place(citation: Citation, span: tuple[int, int], base: str) -> dict[str, Any]:
    document = citation.passage.document
    return {
        "url": base + address_of(document, citation.start, citation.quote).path,
        "title": document.title,
        "start_index": span[0],
        "end_index": span[1],
        "file": document.path,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "heading": heading_of(citation.passage, citation.start),
        "page": page_of(document, citation.start),
    }
