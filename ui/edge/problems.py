"""Errors of the API as JSON: one line that says what happened and what to do."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response
from starlette.types import Scope

from index.errors import BusyError, HomeError, MissingError, ModelError, TenkyoError
from ui.html.told import told

API = ("/api/", "/v1/", "/mcp")
_OPENAI = "/v1/"
_KINDS = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_SOON = {"Retry-After": "1"}


class Problem(BaseModel):
    """What went wrong."""

    error: str = Field(description="One line: what happened, and what to do")


class OpenAIError(BaseModel):
    """An error in the form that clients of OpenAI read; `message` is the one line."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class OpenAIProblem(BaseModel):
    """What went wrong, in the form that clients of OpenAI read."""

    error: OpenAIError


PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase}
    for status in (400, 401, 403, 404, 409, 413, 422, 429, 503)
}
OPENAI_PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {**answer, "model": OpenAIProblem} for status, answer in PROBLEMS.items()
}


def explain_errors(app: FastAPI) -> None:
    """Turns the errors of API routes into JSON, and wrong requests to pages into one line."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        if not is_of_api(request.scope):
            return await http_exception_handler(request, error)
        return problem(request, error.status_code, str(error.detail), dict(error.headers or {}))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        status = 400 if first["type"] == "json_invalid" else 422
        line = _one_line(first)
        if not is_of_api(request.scope):
            return PlainTextResponse(" ".join(_encodable(line).split()), status)
        return problem(request, status, f"{line} See /api/openapi.json for what can be sent.")

    async def failed(request: Request, error: Exception) -> Response:
        assert isinstance(error, TenkyoError)
        if not is_of_api(request.scope):
            raise error
        status, headers = status_of(error)
        return problem(request, status, told(error), headers)

    app.add_exception_handler(StarletteHTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(TenkyoError, failed)


def status_of(error: TenkyoError) -> tuple[int, dict[str, str]]:
    """Returns the status and the headers that say what an error means to a caller."""
    if isinstance(error, MissingError):
        return 404, {}
    if isinstance(error, BusyError | HomeError | ModelError):
        return 503, _SOON
    return 422, {}


def problem(
    request: Request, status: int, said: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Returns an error as JSON, in the form that callers of this route read."""
    line = " ".join(_encodable(said).split())
    body: BaseModel = Problem(error=line)
    if _path(request.scope).startswith(_OPENAI):
        body = openai_problem(status, line)
    return JSONResponse(body.model_dump(), status_code=status, headers=headers)


def openai_problem(status: int, line: str) -> OpenAIProblem:
    """Returns an error in the form that clients of OpenAI read."""
    kind = _KINDS.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return OpenAIProblem(error=OpenAIError(message=line, type=kind))


def is_of_api(scope: Scope) -> bool:
    """Tells whether a connection is to the API."""
    return _path(scope).startswith(API)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _one_line(error: dict[str, object]) -> str:
    place = error["loc"]
    assert isinstance(place, tuple)
    where = ".".join(str(part) for part in place[1:]) or "body"
    return f"{where[:80]!r}: {error['msg']}."


def _encodable(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()
