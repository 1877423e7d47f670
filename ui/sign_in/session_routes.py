"""Sessions in the browser: a token becomes a cookie, a cookie a reader, and signing out ends it."""

import logging
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.types import Scope

from assistant.identities.refused_sign_ins import Reason, RefusedSignIns
from assistant.identities.sessions import Sessions
from assistant.identities.withdrawing import WithdrawnError
from assistant.types import Reader
from ui.edge.identity import address_of
from ui.sign_in.claims import ClaimError
from ui.sign_in.cookies import Jar
from ui.sign_in.token_sign_in import Minted, Tokens

logger = logging.getLogger(__name__)
COOKIE = "session"


@dataclass(frozen=True, slots=True)
class Handed:
    """What the frame hands over: the token that the page around it minted."""

    token: str


class SessionCookie:
    """Knows a reader by the session cookie."""

    def __init__(self, sessions: Sessions, jar: Jar) -> None:
        """Takes the sessions, and the cookies they are named by."""
        self._sessions = sessions
        self._jar = jar

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns who is signed in."""
        key = self._jar.read(scope, COOKIE)
        return await run_in_threadpool(self._sessions.reader, key) if key else None


def session_routes(
    sessions: Sessions, jar: Jar, *, refused: RefusedSignIns, tokens: Tokens | None = None
) -> APIRouter:
    """Returns the routes that begin a session, where tokens are taken, and end one."""
    router = APIRouter()

    @router.delete("/session")
    def sign_out(request: Request) -> Response:
        """Ends the session."""
        sessions.end(jar.read(request.scope, COOKIE))
        return Response(status_code=204, headers={"Set-Cookie": jar.removing(COOKIE)})

    if tokens is None:
        return router

    @router.post("/session")
    def sign_in(handed: Handed, request: Request) -> Response:
        """Exchanges a token for a session cookie; a token is good for one."""
        try:
            minted = _unused(tokens.check(handed.token), sessions)
        except ClaimError as error:
            logger.warning("Nobody was signed in: %s", error)
            refused.note("token", error.reason, address_of(request.scope))
            return Response(status_code=401)
        try:
            key = sessions.begin(minted.reader)
        except WithdrawnError:
            refused.note("token", Reason.WITHDRAWN, address_of(request.scope))
            return Response(status_code=401)
        return Response(status_code=204, headers={"Set-Cookie": jar.setting(COOKIE, key)})

    return router


def _unused(minted: Minted, sessions: Sessions) -> Minted:
    if not sessions.use_token(minted.token_id, minted.until):
        raise ClaimError("the token was used before", Reason.USED)
    return minted
