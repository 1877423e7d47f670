"""Citations as annotations of an answer's text, in the form of OpenAI's chat completions."""

from typing import Literal

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


def annotations(answer: Answer, said: str, base: str) -> list[Annotation]:
    """Returns an annotation for each citation of each sentence.

    `said` is the text that was sent, with the answer at its end; `base` is what stands in front of
    the addresses of quotes.
    """
    cited = {citation.number: citation for citation in answer.citations}
    found, place = [], len(said) - len(answer.text)
    for sentence in answer.sentences:
        begin = max(said.find(sentence.text, place), place)
        place = min(begin + len(sentence.text), len(said))
        found += [
            _annotation(cited[number], (begin, place), base)
            for number in sentence.citations
            if number in cited
        ]
    return found


def _annotation(citation: Citation, span: tuple[int, int], base: str) -> Annotation:
    document = citation.passage.document
    return Annotation(
        url_citation=CitedPlace(
            url=base + address_of(document, citation.start, citation.quote).path,
            title=document.title,
            start_index=span[0],
            end_index=span[1],
            file=document.path,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            heading=heading_of(citation.passage, citation.start),
            page=page_of(document, citation.start),
        )
    )
