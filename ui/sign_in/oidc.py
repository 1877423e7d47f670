"""OpenID Connect: the provider of the organisation says who asks (code flow with PKCE)."""

import logging
import ssl
from functools import cache
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from assistant.access.addresses import is_safe_to_fetch
from assistant.identities.refused_sign_ins import Reason, RefusedSignIns
from assistant.identities.sessions import Sessions
from assistant.identities.withdrawing import WithdrawnError
from assistant.settings import Settings
from assistant.types import Reader
from ui.edge.identity import address_of
from ui.sign_in.attempts import PATIENCE, Attempt, Attempts
from ui.sign_in.claims import ClaimError, reader_named
from ui.sign_in.cookies import Jar

logger = logging.getLogger(__name__)
_TIMEOUT = 10
_COOKIE = "signing-in"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_ALGORITHMS = ["RS256", "ES256"]


class Provider:
    """An OpenID Connect provider, and this chat as its client."""

    def __init__(self, settings: Settings) -> None:
        """Takes its address and our name there; nothing is fetched before somebody signs in."""
        self._settings = settings
        self._back = f"{settings.public_url}/sign-in/back"
        self._metadata: dict[str, Any] = {}

    async def address(self, attempt: Attempt) -> str:
        """Returns where a browser is sent to sign in.

        Raises:
            ClaimError: the provider is not the one that is set.
            httpx.HTTPError: it cannot be reached.
        """
        metadata = await self._known()
        async with self._client() as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    async def reader(self, code: str, attempt: Attempt) -> Reader:
        """Exchanges a code for the reader who signed in.

        Raises:
            ClaimError: what the provider says does not hold.
            AuthlibBaseError: it refuses the code.
            httpx.HTTPError: it cannot be reached.
        """
        metadata = await self._known()
        async with self._client() as client:
            answer = await client.fetch_token(
                metadata["token_endpoint"], code=code, code_verifier=attempt.verifier
            )
        published = await _fetched(metadata["jwks_uri"])
        keys = KeySet.import_key_set({"keys": published["keys"]})
        return self._named(str(answer.get("id_token", "")), keys, attempt.nonce)

    def _named(self, token: str, keys: KeySet, nonce: str) -> Reader:
        settings = self._settings
        registry = jwt.JWTClaimsRegistry(
            leeway=settings.token_leeway,
            iss={"essential": True, "value": settings.oidc_issuer},
            aud={"essential": True, "value": settings.oidc_client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
        )
        try:
            claims = jwt.decode(token, keys, algorithms=_ALGORITHMS).claims
            registry.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise ClaimError(
                f"the provider's token does not hold: {error}", Reason.PROVIDER
            ) from error
        groups = claims.get(settings.oidc_groups_claim, [])
        return reader_named(claims.get(settings.oidc_user_claim), groups)

    async def _known(self) -> dict[str, Any]:
        if not self._metadata:
            issuer = self._settings.oidc_issuer
            found = await _fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise ClaimError(
                    f"the provider calls itself {found.get('issuer')!r}", Reason.PROVIDER
                )
            for name in _ENDPOINTS:
                if not is_safe_to_fetch(str(found[name])):
                    raise ClaimError(f"its {name} {found[name]!r} is not https", Reason.PROVIDER)
            self._metadata = found
        return self._metadata

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._settings.oidc_client_id,
            self._settings.oidc_client_secret.get_secret_value() or None,
            scope=self._settings.oidc_scope,
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
            verify=_trusted(),
        )


def oidc_routes(
    provider: Provider, sessions: Sessions, *, jar: Jar, home: str, refused: RefusedSignIns
) -> APIRouter:
    """Returns the routes that send a browser to the provider, and take it back to `home`."""
    router = APIRouter()
    attempts = Attempts()

    @router.get("/sign-in")
    async def sign_in() -> Response:
        """Sends the browser to the provider."""
        attempt = attempts.begin()
        try:
            address = await provider.address(attempt)
        except (ClaimError, httpx.HTTPError, ValueError, KeyError) as error:
            logger.warning("The provider cannot be asked: %s", error)
            return Response(status_code=502)
        return _sent(address, jar.setting(_COOKIE, attempt.browser, PATIENCE))

    @router.get("/sign-in/back")
    async def back(request: Request, code: str = "", state: str = "") -> Response:
        """Begins the session of who comes back from the provider."""
        attempt = attempts.find(state, jar.read(request.scope, _COOKIE))
        ended = [jar.removing(_COOKIE)] if attempt else []
        try:
            if attempt is None:
                raise ClaimError("nobody in this browser began to sign in", Reason.ATTEMPT)
            reader = await provider.reader(code, attempt)
            attempts.use(attempt)
        except (ClaimError, AuthlibBaseError, httpx.HTTPError, ValueError, KeyError) as error:
            logger.warning("Nobody was signed in: %s", error)
            reason = error.reason if isinstance(error, ClaimError) else Reason.PROVIDER
            address = address_of(request.scope)
            await run_in_threadpool(refused.note, "oidc", reason, address)
            return _with(Response(status_code=401), *ended)
        try:
            key = await run_in_threadpool(sessions.begin, reader)
        except WithdrawnError:
            address = address_of(request.scope)
            await run_in_threadpool(refused.note, "oidc", Reason.WITHDRAWN, address)
            return _with(Response(status_code=401), *ended)
        return _sent(home, jar.setting("session", key), *ended)

    return router


def _sent(address: str, *cookies: str) -> Response:
    return _with(RedirectResponse(address, status_code=303), *cookies)


def _with(response: Response, *cookies: str) -> Response:
    for cookie in cookies:
        response.headers.append("Set-Cookie", cookie)
    return response


@cache
def _trusted() -> ssl.SSLContext:
    """Returns whose certificates are trusted; a client of its own would load them each time."""
    return httpx.create_ssl_context()


async def _fetched(address: str) -> dict[str, Any]:
    async with httpx.AsyncClient(timeout=_TIMEOUT, verify=_trusted()) as client:
        answer = await client.get(address)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ClaimError(f"{address!r} is no JSON object", Reason.PROVIDER)
    return found
