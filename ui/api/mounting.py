"""Puts the API into the web application: its routes, its errors, its description."""

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute, Match

from assistant.assistant import Assistant
from ui.api.asking import asking_routes
from ui.api.callers import Authenticated, Caller
from ui.api.completions import completion_routes
from ui.api.conversations import conversation_routes, feedback_routes
from ui.api.documents import document_routes
from ui.api.kept import kept_routes
from ui.api.limits import BodyLimit
from ui.api.responses import response_routes
from ui.api.tools import tool_routes
from ui.edge.problems import OPENAI_PROBLEMS, PROBLEMS
from ui.service.service import Service

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


def mount_api(app: FastAPI, service: Service) -> None:
    """Adds the API to an application, unless the settings say that there is none."""
    assistant = service.assistant
    if assistant.settings.api == "off":
        return
    api = APIRouter(prefix="/api", responses=PROBLEMS)
    asking, talking = (asking_routes, document_routes), (conversation_routes, feedback_routes)
    for make in (*asking, *talking, kept_routes):
        api.include_router(make(service))
    openai = APIRouter(prefix="/v1", responses=OPENAI_PROBLEMS)
    openai.include_router(completion_routes(service))
    openai.include_router(response_routes(service))
    _describe(api, assistant, [*api.routes, *openai.routes])
    for router in (api, openai):
        _refuse_others(router, assistant)
        app.include_router(router)
    app.include_router(tool_routes(app, service))
    app.add_middleware(BodyLimit)


def _describe(api: APIRouter, assistant: Assistant, routes: list[BaseRoute]) -> None:
    """Adds the description of the routes."""

    @api.get("/openapi.json", include_in_schema=False)
    def described(_: Annotated[Caller, Depends(Authenticated(assistant))]) -> dict[str, object]:
        """Returns the description of the API."""
        return _schema(routes, needs_key=assistant.settings.api == "keys")


def _refuse_others(router: APIRouter, assistant: Assistant) -> None:
    """Adds the answer to routes that there are not."""
    known = list(router.routes)

    @router.api_route("/{path:path}", methods=_METHODS, include_in_schema=False)
    def unknown(request: Request, _: Annotated[Caller, Depends(Authenticated(assistant))]) -> None:
        """Says that there is no such route, or none for this method."""
        if any(route.matches(request.scope)[0] is Match.PARTIAL for route in known):
            raise HTTPException(405, f"{request.method} is not possible here.")
        raise HTTPException(404, "There is nothing here. See /api/openapi.json")


def _schema(routes: list[BaseRoute], needs_key: bool) -> dict[str, object]:
    whole = get_openapi(
        title="Tenkyo",
        version=version("tenkyo"),
        summary="Ask your own documents; every sentence of the answer is cited.",
        routes=routes,
    )
    if not needs_key:
        for path in whole["paths"].values():
            for operation in path.values():
                operation["security"] = [{}, *operation.get("security", [])]
    return whole
