"""The routes over documents: the list, and one with its text."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from index.types import Document
from ui.api.callers import Authenticated, Caller
from ui.api.desk import Desk
from ui.api.forms import AfterId, DocumentLine, Documents, DocumentText, Id, Most
from ui.api.work import Work

_LONGEST = 1_000_000
_FAR = 2**53

Offset = Annotated[int, Query(ge=0, le=_FAR, description="in code points of the text")]


def document_routes(desk: Desk, work: Work) -> APIRouter:
    """Returns the routes below `/documents`."""
    router = APIRouter(prefix="/documents", tags=["documents"])
    caller = Depends(Authenticated(desk.assistant, "documents"))

    @router.get("")
    async def listed(
        caller: Annotated[Caller, caller], after: AfterId = "", limit: Most = 100
    ) -> Documents:
        """Lists the documents by path."""
        documents, total, last = await work.do(lambda: desk.page(caller.reader, after, limit))
        return Documents(tuple(map(_line, documents)), total, last)

    @router.get("/{document_id}")
    async def one(
        document_id: Id,
        caller: Annotated[Caller, caller],
        start: Offset = 0,
        end: Offset | None = None,
    ) -> DocumentText:
        """Returns a document and its text, at most a million characters of it."""
        document = await work.do(lambda: desk.document(caller.reader, document_id))
        return _text(document, start, end)

    return router


def _line(document: Document) -> DocumentLine:
    return DocumentLine(
        id=document.id,
        file=document.path,
        title=document.title,
        language=document.language,
        version=document.version,
        characters=len(document.text),
    )


def _text(document: Document, start: int, end: int | None) -> DocumentText:
    first = min(start, len(document.text))
    wanted = len(document.text) if end is None else min(end, len(document.text))
    last = min(max(wanted, first), first + _LONGEST)
    line = _line(document)
    return DocumentText(
        line.id,
        line.file,
        line.title,
        line.language,
        line.version,
        line.characters,
        first,
        last,
        document.text[first:last],
    )
