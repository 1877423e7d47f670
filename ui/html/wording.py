"""The words of the interface for a request, in the first language it asks for that we have."""

from collections.abc import Iterator

from prompts.catalogues import ENGLISH, Wording, languages, wording
from ui.html.web_request import WebRequest


def words_for(request: WebRequest) -> Wording:
    """Returns the words for a request: the language its address names goes first."""
    named = request.query_params.get("language", "")
    if named in languages():
        return wording(named)
    return wording_for(request.headers.get("accept-language", ""))


def wording_for(accept_language: str) -> Wording:
    """Returns the words for an `Accept-Language` header: the first of our languages it names."""
    named = sorted(_weighted(accept_language), key=lambda item: -item[1])
    known = (name for name, weight in named if weight > 0 and name in languages())
    return wording(next(known, ENGLISH))


def _weighted(accept_language: str) -> Iterator[tuple[str, float]]:
    """Yields the primary language tags of the header with their weights."""
    for entry in accept_language.split(","):
        tag, _, weight = entry.partition(";q=")
        try:
            yield tag.strip().lower().split("-")[0], float(weight or 1)
        except ValueError:
            continue
