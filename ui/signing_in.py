"""Which way of signing in the settings ask for."""

from dataclasses import dataclass, field

from fastapi import APIRouter

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.errors import UsageError
from ui.cookies import Jar
from ui.gate import Nobody, SignIn
from ui.proxy_sign_in import ProxyHeader
from ui.session_routes import SessionCookie, session_routes
from ui.token_sign_in import Tokens


@dataclass(frozen=True, slots=True)
class Guard:
    """How readers are known: the ways to sign in, the cookies, and the page that signs in."""

    ways: tuple[SignIn, ...] = (Nobody(),)
    jar: Jar = field(default_factory=Jar)
    sign_in_page: str = ""
    routes: APIRouter = field(default_factory=APIRouter)


def guard_of(assistant: Assistant) -> Guard:
    """Returns how readers are known, by the settings.

    Raises:
        UsageError: a way is chosen and what it needs is not set.
    """
    settings = assistant.settings
    jar = Jar(settings.public_url.startswith("https:"), bool(settings.allowed_origins))
    match settings.sign_in:
        case "none":
            return Guard(jar=jar)
        case "header":
            return Guard((_proxy(settings),), jar)
        case "token":
            ways = (SessionCookie(assistant.sessions, jar),)
            routes = session_routes(assistant.sessions, jar, Tokens(settings))
            return Guard(ways, jar, routes=routes)
        case "oidc":
            raise UsageError("TENKYO_SIGN_IN is 'oidc', which is not there yet. Choose another.")


def _proxy(settings: Settings) -> ProxyHeader:
    if not settings.trusted_proxies:
        raise UsageError(
            "TENKYO_SIGN_IN is 'header' and TENKYO_TRUSTED_PROXIES is empty."
            ' List the addresses of the proxy, such as ["127.0.0.1/32"].'
        )
    return ProxyHeader(settings.trusted_proxies, settings.user_header, settings.groups_header)
