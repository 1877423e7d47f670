"""The routes of the page on which an installation is looked after.

For those whom the rules name, and on one's own machine for everybody; for others there is no such
page. It names files that its reader may see, and what people ask only as `assistant/gaps/` tells.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi import Path as PathPart
from fastapi.responses import HTMLResponse, Response

from assistant.assistant import Assistant
from assistant.audit.audit_chain import ChainFinding
from assistant.conversations.stored_questions import stored_questions
from assistant.evaluation.gap_rows import question_file
from assistant.gaps.gaps import Gap
from assistant.sources.fetching import is_indexed, sources_of
from assistant.types import Reader
from index.types import State
from ui.edge.identity import reader_of
from ui.edge.root_path import root
from ui.html.wording import wording_for
from ui.minding.looking_after import MINDING_HEADERS, LooksAfter, no_such_page
from ui.minding.minding_page import Counts, Minded, minding_html
from ui.minding.model_trial import ModelTrials
from ui.minding.models_html import models_html
from ui.minding.use_plot import days_of
from ui.service.service import Service
from ui.sources.passage import page_html

Languages = Annotated[str, Header(alias="accept-language")]
Number = Annotated[int, PathPart(ge=0, le=999)]


def minding_routes(service: Service, looks_after: LooksAfter) -> APIRouter:
    """Returns the routes, for those who look after the installation."""
    router, page = APIRouter(prefix="/mind"), _Page(service, looks_after)
    assistant = service.assistant
    _model_routes(router, page)

    @router.get("")
    def shown(request: Request, languages: Languages = "") -> Response:
        """Returns the page."""
        return page.after(request, languages)

    @router.post("/verify")
    def verified(request: Request, languages: Languages = "") -> Response:
        """Returns the page, and whether the audit record is whole; that it was looked at, too."""
        return page.after(request, languages, partial(verified_by, assistant))

    @router.post("/index")
    def indexed(request: Request, languages: Languages = "") -> Response:
        """Has all indexed folders read again that are there, beside the answering."""

        def index(reader: Reader) -> None:
            there = [Path(s) for s in assistant.library.status().sources if Path(s).is_dir()]
            assistant.audit.note("indexing", reader.name, {"folders": len(there)})
            for source in there:
                assistant.background.wake(source, partial(is_indexed, assistant, source))

        return page.after(request, languages, index)

    @router.get("/questions")
    def questions(request: Request, languages: Languages = "") -> Response:
        """Returns what is not answered as a question file for `tenkyo eval`, to be filled in."""
        if not looks_after(reader_of(request)):
            return page.after(request, languages)
        with service.capacity.searching():
            lines = question_file(assistant.gaps())
        named = {"Content-Disposition": 'attachment; filename="gaps.jsonl"'}
        return Response(lines, media_type="application/jsonl", headers=named)

    return router


def _model_routes(router: APIRouter, page: "_Page") -> None:
    trials = page.trials

    @router.post("/model/look")
    def looked(request: Request, languages: Languages = "") -> Response:
        """Returns the page, with the language models that servers of this machine offer."""
        return page.after(request, languages, trials.look)

    @router.post("/model/try/{number}")
    def tried(number: Number, request: Request, languages: Languages = "") -> Response:
        """Begins to try a model that was found; the page then shows how far that is."""
        language = wording_for(languages).language
        return page.after(request, languages, partial(trials.start, number, language))

    @router.post("/model/on/{number}")
    def switched_on(number: Number, request: Request, languages: Languages = "") -> Response:
        """Has answers worded by a model that was found."""
        return page.after(request, languages, partial(trials.switch_on, number))

    @router.post("/model/off")
    def switched_off(request: Request, languages: Languages = "") -> Response:
        """Has answers in the documents' own sentences again."""
        return page.after(request, languages, trials.switch_off)


class _Page:
    """The page, for those who look after the installation; for others there is none."""

    def __init__(self, service: Service, looks_after: LooksAfter) -> None:
        self._service, self._looks_after = service, looks_after
        self.trials = ModelTrials(service.assistant)

    def after(
        self,
        request: Request,
        languages: str,
        act: Callable[[Reader], ChainFinding | None] = lambda _: None,
    ) -> Response:
        """Returns the page after something was done, with what was found of the audit record."""
        words, reader = wording_for(languages), reader_of(request)
        if not self._looks_after(reader):
            return no_such_page(words)
        with self._service.capacity.searching():
            minded = minded_by(self._service.assistant, reader, act(reader))
        assistant, trials = self._service.assistant, self.trials
        minded = replace(
            minded,
            indexing=assistant.background.is_busy,
            models=models_html(trials, reader, assistant, words),
        )
        page = page_html(words, words("mind-heading"), minding_html(minded, words))
        waits = trials.last and trials.last.is_running
        # The page looks by itself how far a trial is.
        headers = (
            {**MINDING_HEADERS, "Refresh": f"3; url={root()}/mind"} if waits else MINDING_HEADERS
        )
        return HTMLResponse(page, headers=headers)


def verified_by(assistant: Assistant, reader: Reader) -> ChainFinding:
    """Returns what is found of the audit record, after that was recorded there."""
    found = assistant.audit.verify()
    assistant.audit.note("verification", reader.name, {"whole": not found.broken})
    return found


def minded_by(assistant: Assistant, reader: Reader, audit: ChainFinding | None) -> Minded:
    """Returns what there is to look after, as far as a reader may know."""
    library, asked = assistant.access.library(reader), stored_questions(assistant.library.records)
    ratings = assistant.ratings()
    counts = Counts(
        readers=len({each.reader for each in asked}),
        sessions=len(assistant.sessions.listed()),
        keys=sum(key.holds(datetime.now(UTC)) for key in assistant.keys.all()),
        helpful=sum(rating.helpful for rating in ratings),
        unhelpful=sum(not rating.helpful for rating in ratings),
    )
    return Minded(
        failed=[entry for entry in library.left_out() if entry.state is State.FAILED],
        gaps=[seen_by(assistant, reader, gap) for gap in assistant.gaps()],
        status=library.status(),
        counts=counts,
        days=days_of(asked, datetime.now(UTC).date()),
        sources=sources_of(assistant).all(),
        audit=audit,
    )


def seen_by(assistant: Assistant, reader: Reader, gap: Gap) -> Gap:
    """Returns a gap without documents that a reader may not see."""
    seen = tuple(path for path in gap.documents if assistant.access.may_see(reader, path))
    return replace(gap, documents=seen)
