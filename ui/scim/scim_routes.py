"""The routes of SCIM: an identity provider reads and changes whom it has pushed, by its own key."""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from pydantic import JsonValue

from assistant.assistant import Assistant
from assistant.identities.api_keys import Key
from assistant.identities.refused_sign_ins import Reason
from assistant.provisioning.pushed import PushError
from assistant.provisioning.reading import (
    group_steps,
    patched_user,
    read_group,
    read_user,
    whole_group_steps,
)
from index.errors import HomeError, MissingError
from ui.edge.asgi import BodyTooLargeError, read_body, route_path
from ui.edge.identity import address_of
from ui.edge.scim_errors import SCIM_TYPE, scim_error
from ui.scim.scim_documents import schema_documents, service_document, type_documents
from ui.scim.scim_forms import Sent, group_form, list_form, user_form
from ui.scim.scim_queries import query_in, shown_of, wanted_of

logger = logging.getLogger(__name__)

LARGEST_BODY = 8_000_000
"""The largest body in bytes: a group of some ten thousand members."""

_BODY_SECONDS = 20.0
_PUSHED = re.compile(r"/scim/v2/(?:Users|Groups)(?:/.*)?")
_TAKEN = (SCIM_TYPE, "application/json", "")
_READING, _SENDING = ("GET", "HEAD"), ("POST", "PUT", "PATCH")


@dataclass(frozen=True, slots=True)
class PushRequest:
    """What a provider asks for: the words of the path, the query, and what it sends."""

    method: str
    path: tuple[str, ...]
    query: Mapping[str, str]
    body: Mapping[str, JsonValue]
    base: str
    by: str


class _NotHereError(Exception):
    """There is no such route, or none for this method."""

    def __init__(self, status: int) -> None:
        self.status = status


def scim_routes(assistant: Assistant) -> APIRouter:
    """Returns the routes, which know nobody but the holder of a key for them."""
    router = APIRouter(prefix="/scim/v2")
    provider = _Provisioning(assistant)

    @router.api_route("/{path:path}", methods=[*_READING, *_SENDING, "DELETE"])
    async def pushed(path: str, request: Request) -> Response:
        """Answers a provider."""
        try:
            key = await run_in_threadpool(_key_in, assistant, request)
            if key is None:
                address = address_of(request.scope)
                await run_in_threadpool(assistant.refused.note, "scim", Reason.KEY, address)
                said = "This key is not good for pushing people, or not any more. Use another."
                return scim_error(401, said, headers={"WWW-Authenticate": "Bearer"})
            asked = PushRequest(
                "GET" if request.method == "HEAD" else request.method,
                tuple(path.split("/")),
                dict(request.query_params),
                await _body_of(request),
                f"{assistant.settings.public_url or str(request.base_url).rstrip('/')}/scim/v2",
                key.reader.name,
            )
            return await run_in_threadpool(provider.answer, asked)
        except (PushError, MissingError, HomeError, _NotHereError) as error:
            return _refusal_of(error)

    return router


def _refusal_of(error: PushError | MissingError | HomeError | _NotHereError) -> Response:
    match error:
        case PushError():
            return scim_error(error.status, str(error), error.kind)
        case MissingError():
            return scim_error(404, str(error))
        case HomeError():
            logger.warning("What a provider asks for could not be read or kept: %s", error)
            said = "It cannot be read or written now. Try again."
            return scim_error(503, said, headers={"Retry-After": "1"})
    said = "There is nothing here." if error.status == 404 else "This is not possible here."
    return scim_error(error.status, said)


class _Provisioning:
    """Answers the requests of a provider."""

    def __init__(self, assistant: Assistant) -> None:
        self._users, self._groups = assistant.pushed_users, assistant.pushed_groups

    def answer(self, asked: PushRequest) -> Response:
        match asked.path:
            case ("Users",):
                return self._list_or_add(asked, self._listed_users, self._add_user)
            case ("Groups",):
                return self._list_or_add(asked, self._listed_groups, self._add_group)
            case ("Users" | "Groups" as kind, ".search") if asked.method == "POST":
                return self.answer(
                    replace(asked, method="GET", path=(kind,), query=query_in(asked.body))
                )
            case ("Users", user_id):
                return self._user(asked, user_id)
            case ("Groups", group_id):
                return self._group(asked, group_id)
        found = _document(asked)
        if asked.method != "GET":
            raise _NotHereError(405)
        return _answer(200, found)

    def _list_or_add(
        self,
        asked: PushRequest,
        listed: Callable[[PushRequest], Sent],
        add: Callable[[PushRequest], str],
    ) -> Response:
        if asked.method == "GET":
            return _answer(200, listed(asked))
        if asked.method != "POST":
            raise _NotHereError(405)
        made = add(asked)
        form = self._user_form(asked, made) if asked.path == ("Users",) else None
        form = form or self._group_form(asked, made)
        location = f"{asked.base}/{asked.path[0]}/{made}"
        return _answer(201, form, {"Location": location})

    def _listed_users(self, asked: PushRequest) -> Sent:
        wanted, shown = wanted_of(asked.query, "Users"), shown_of(asked.query)
        total, found = self._users.find(wanted)
        forms = [user_form(each, asked.base, shown) for each in found]
        return list_form(forms, total, wanted.start)

    def _listed_groups(self, asked: PushRequest) -> Sent:
        wanted, shown = wanted_of(asked.query, "Groups"), shown_of(asked.query)
        total, found = self._groups.find(wanted, members=shown.has("members"))
        forms = [group_form(each, asked.base, shown) for each in found]
        return list_form(forms, total, wanted.start)

    def _add_user(self, asked: PushRequest) -> str:
        return self._users.add(read_user(asked.body), asked.by)

    def _add_group(self, asked: PushRequest) -> str:
        return self._groups.add(read_group(asked.body), asked.by)

    def _user(self, asked: PushRequest, user_id: str) -> Response:
        match asked.method:
            case "GET":
                pass
            case "PUT":
                self._users.change(user_id, lambda u: read_user(asked.body, u), asked.by)
            case "PATCH":
                self._users.change(user_id, lambda u: patched_user(u, asked.body), asked.by)
            case "DELETE":
                self._users.remove(user_id, asked.by)
                return Response(status_code=204)
            case _:
                raise _NotHereError(405)
        return _answer(200, self._user_form(asked, user_id))

    def _group(self, asked: PushRequest, group_id: str) -> Response:
        match asked.method:
            case "GET":
                pass
            case "PUT":
                steps = whole_group_steps(read_group(asked.body))
                self._groups.change(group_id, steps, asked.by)
            case "PATCH":
                self._groups.change(group_id, group_steps(asked.body), asked.by)
                # Nobody waits for thousands of members to hear that one was added.
                self._groups.get(group_id, members=False)
                return Response(status_code=204)
            case "DELETE":
                self._groups.remove(group_id, asked.by)
                return Response(status_code=204)
            case _:
                raise _NotHereError(405)
        return _answer(200, self._group_form(asked, group_id))

    def _user_form(self, asked: PushRequest, user_id: str) -> Sent:
        return user_form(self._users.get(user_id), asked.base, shown_of(asked.query))

    def _group_form(self, asked: PushRequest, group_id: str) -> Sent:
        shown = shown_of(asked.query)
        found = self._groups.get(group_id, members=shown.has("members"))
        return group_form(found, asked.base, shown)


def _document(asked: PushRequest) -> Sent:
    """Returns what this server says of itself."""
    if asked.path == ("ServiceProviderConfig",):
        return service_document(asked.base)
    tables = {"ResourceTypes": type_documents, "Schemas": schema_documents}
    if (make := tables.get(asked.path[0])) is None or len(asked.path) > 2:
        raise _NotHereError(404)
    found = make(asked.base)
    if len(asked.path) == 1:
        return list_form(list(found.values()), len(found))
    if asked.path[1] not in found:
        raise _NotHereError(404)
    return found[asked.path[1]]


def _key_in(assistant: Assistant, request: Request) -> Key | None:
    sent = request.headers.getlist("authorization")
    scheme, _, text = sent[0].partition(" ") if len(sent) == 1 else ("", "", "")
    return assistant.keys.find_pushing(text.strip()) if scheme.lower() == "bearer" else None


async def _body_of(request: Request) -> Mapping[str, JsonValue]:
    """Returns what is sent, after it is known who sends it.

    Raises:
        PushError: it is too large, too slow, or no JSON object.
    """
    if request.method not in _SENDING or not _PUSHED.fullmatch(route_path(request.scope)):
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TAKEN:
        raise PushError(f"Send it as {SCIM_TYPE}.", "invalidSyntax", 415)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            content = await read_body(request.receive, LARGEST_BODY)
        sent = json.loads(content)
    except BodyTooLargeError:
        raise PushError(f"This is over {LARGEST_BODY:,} bytes.", "tooMany", 413) from None
    except TimeoutError:
        raise PushError("This took too long to send.", "invalidSyntax", 408) from None
    except (ValueError, RecursionError):
        raise PushError("This is no JSON.", "invalidSyntax") from None
    if not isinstance(sent, dict):
        raise PushError("This is no JSON object.", "invalidSyntax")
    return sent


def _answer(status: int, form: Sent, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(form, status, headers=dict(headers or {}), media_type=SCIM_TYPE)
