"""The routes over documents: the list, and one with its text."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from index.types import Document
from ui.api.callers import Authenticated, Caller
from ui.api.forms import AfterId, DocumentLine, Documents, DocumentText, Id, Most
from ui.service.service import Service

_LONGEST = 1_000_000
_FAR = 2**53

Offset = Annotated[int, Query(ge=0, le=_FAR, description="in code points of the text")]


def document_routes(service: Service) -> APIRouter:
    """Returns the routes below `/documents`."""
    router = APIRouter(prefix="/documents", tags=["documents"])
    work, caller = service.capacity, Depends(Authenticated(service.assistant, "documents"))

    @router.get("")
    async def listed(
        caller: Annotated[Caller, caller], after: AfterId = "", limit: Most = 100
    ) -> Documents:
        """Lists the documents by path."""
        documents, total, last = await work.do(lambda: service.page(caller.reader, after, limit))
        remarks = await work.do(lambda: service.remarks(caller.reader))
        lines = (_line(each, remarks.get(each.id, ())) for each in documents)
        return Documents(tuple(lines), total, last)

    @router.get("/{document_id}")
    async def one(
        document_id: Id,
        caller: Annotated[Caller, caller],
        start: Offset = 0,
        end: Offset | None = None,
    ) -> DocumentText:
        """Returns a document and its text, at most a million characters of it."""
        document = await work.do(lambda: service.document(caller.reader, document_id))
        remarks = await work.do(lambda: service.remarks(caller.reader))
        return _text(_line(document, remarks.get(document.id, ())), document.text, start, end)

    return router


def _line(document: Document, remarks: tuple[str, ...]) -> DocumentLine:
    return DocumentLine(
        id=document.id,
        file=document.path,
        title=document.title,
        language=document.language,
        version=document.version,
        characters=len(document.text),
        remarks=remarks,
    )


def _text(line: DocumentLine, text: str, start: int, end: int | None) -> DocumentText:
    first = min(start, len(text))
    wanted = len(text) if end is None else min(end, len(text))
    last = min(max(wanted, first), first + _LONGEST)
    return DocumentText(**asdict(line), start=first, end=last, text=text[first:last])
