"""Which way of signing in the settings ask for."""

from dataclasses import dataclass, field

from fastapi import APIRouter

from assistant.access.addresses import is_safe_to_fetch
from assistant.assistant import Assistant
from assistant.directory.directory_address import address_of
from assistant.directory.known_groups import asked_of
from assistant.identities.refused_sign_ins import RefusedSignIns
from assistant.settings import Settings
from index.errors import UsageError
from ui.sign_in.cookies import Jar
from ui.sign_in.gate import Nobody, SignIn
from ui.sign_in.oidc import Provider, oidc_routes
from ui.sign_in.proxy_sign_in import ProxyHeader
from ui.sign_in.session_routes import SessionCookie, session_routes
from ui.sign_in.token_sign_in import Tokens


@dataclass(frozen=True, slots=True)
class Guard:
    """How readers are known: the ways to sign in, the cookies, and the page that signs in.

    `own_machine` tells whether nobody gets in but who sits at this machine.
    """

    ways: tuple[SignIn, ...] = (Nobody(),)
    jar: Jar = field(default_factory=Jar)
    sign_in_page: str = ""
    routes: APIRouter = field(default_factory=APIRouter)
    own_machine: bool = False


def guard_of(assistant: Assistant) -> Guard:
    """Returns how readers are known, by the settings.

    Raises:
        UsageError: a way, or a directory, is chosen and what it needs is not set.
    """
    settings, refused = assistant.settings, assistant.refused
    if settings.ldap_url:
        address_of(settings)
        asked_of(settings)
    framed = bool(settings.allowed_origins)
    # Browsers take secure cookies of this machine without encryption, and only those in a frame.
    secure = settings.public_url.startswith("https:") or (framed and not settings.public_url)
    jar = Jar(secure, framed)
    match settings.sign_in:
        case "none":
            return Guard(jar=jar)
        case "header":
            return Guard((_proxy(settings, refused),), jar)
        case "token":
            ways = (SessionCookie(assistant.sessions, jar),)
            routes = session_routes(
                assistant.sessions, jar, refused=refused, tokens=Tokens(settings)
            )
            return Guard(ways, jar, routes=routes)
        case "oidc":
            _check_oidc(settings)
            sessions, home = assistant.sessions, f"{settings.public_url}/"
            routes = session_routes(sessions, jar, refused=refused)
            provider = Provider(settings)
            routes.include_router(
                oidc_routes(provider, sessions, jar=jar, home=home, refused=refused)
            )
            return Guard((SessionCookie(sessions, jar),), jar, f"{home}sign-in", routes)


def _check_oidc(settings: Settings) -> None:
    needed = ("public_url", "oidc_issuer", "oidc_client_id")
    missing = [f"TENKYO_{name.upper()}" for name in needed if not getattr(settings, name)]
    if missing:
        raise UsageError(f"TENKYO_SIGN_IN is 'oidc', and {missing[0]} is empty. Set it.")
    if not is_safe_to_fetch(settings.oidc_issuer):
        raise UsageError(
            f"TENKYO_OIDC_ISSUER is {settings.oidc_issuer!r}: a provider is believed by https, or"
            " on this machine. Give its https address."
        )


def _proxy(settings: Settings, refused: RefusedSignIns) -> ProxyHeader:
    if not settings.trusted_proxies:
        raise UsageError(
            "TENKYO_SIGN_IN is 'header' and TENKYO_TRUSTED_PROXIES is empty."
            ' List the addresses of the proxy, such as ["127.0.0.1/32"].'
        )
    return ProxyHeader(
        settings.trusted_proxies,
        settings.user_header,
        groups=settings.groups_header,
        refused=refused,
    )
