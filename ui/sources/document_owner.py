"""Who reads a document: where it belongs to a conversation, its owner sees it there."""

from fastapi import Request

from assistant.types import Reader
from ui.edge.identity import reader_of
from ui.service.service import Service


def owner_of_document(service: Service, request: Request) -> Reader:
    """Returns the reader, in the conversation to which the document of a path belongs."""
    named = request.path_params
    document_id, version = named["document_id"], named.get("version", "")
    return service.attached.reader_of(reader_of(request), document_id, version)
