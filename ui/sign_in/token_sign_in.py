"""Tokens that the page around the chat mints for its reader (JSON Web Tokens, RFC 7519)."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from joserfc import jwt
from joserfc.errors import ClaimError as WrongClaimError
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet, OctKey, RSAKey

from assistant.access.addresses import is_safe_to_fetch
from assistant.identities.refused_sign_ins import Reason
from assistant.settings import Settings
from assistant.types import Reader
from index.errors import UsageError
from ui.sign_in.claims import ClaimError, reader_named

_LONGEST = 8_000
_LONGEST_LIFE = 3_600
_SHORTEST_SECRET = 32
_KEPT = 600
_TIMEOUT = 5

Keys = Callable[[], OctKey | RSAKey | KeySet]


@dataclass(frozen=True, slots=True)
class Minted:
    """What a token that holds says: who, its id, and until when it could be used (Unix time)."""

    reader: Reader
    token_id: str
    until: float


class Tokens:
    """Checks tokens: the keys that are set say which algorithm, never the token itself."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        """Takes the keys, the audience and the origins from the settings.

        Raises:
            UsageError: there is no key, or one that cannot be used.
        """
        self._algorithm, self._keys = _keys_of(settings)
        self._audience = settings.token_audience
        self._origins: Sequence[str] = settings.allowed_origins
        self._leeway = settings.token_leeway
        self._clock = clock

    def check(self, token: str) -> Minted:
        """Returns what a token says.

        Raises:
            ClaimError: it does not hold; the message says why.
        """
        if len(token) > _LONGEST:
            raise ClaimError("the token is too long", Reason.TOKEN)
        try:
            claims = jwt.decode(token, self._keys(), algorithms=[self._algorithm]).claims
            self._registry().validate(claims)
        except (JoseError, ValueError, TypeError, RecursionError, httpx.HTTPError) as error:
            raise ClaimError(f"the token does not hold: {error}", _reason(error)) from error
        return self._minted(claims)

    def _registry(self) -> jwt.JWTClaimsRegistry:
        needed: jwt.ClaimsOption = {"essential": True}
        return jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=self._leeway,
            aud={"essential": True, "value": self._audience},
            sub=needed,
            exp=needed,
            jti=needed,
            origin=needed,
        )

    def _minted(self, claims: dict[str, object]) -> Minted:
        until, token_id = claims["exp"], claims["jti"]
        if not isinstance(until, int | float) or not isinstance(token_id, str):
            raise ClaimError("`exp` is no number, or `jti` no text", Reason.TOKEN)
        if until > self._clock() + _LONGEST_LIFE + self._leeway:
            raise ClaimError("the token is valid for more than an hour", Reason.TOKEN)
        if claims["origin"] not in self._origins:
            origin = str(claims["origin"])[:200]
            raise ClaimError(
                f"the origin {origin!r} is not in TENKYO_ALLOWED_ORIGINS", Reason.ORIGIN
            )
        reader = reader_named(claims["sub"], claims.get("groups", []))
        return Minted(reader, token_id, until + self._leeway)


def _reason(error: Exception) -> Reason:
    if isinstance(error, ExpiredTokenError):
        return Reason.EXPIRED
    of_audience = isinstance(error, WrongClaimError) and error.claim == "aud"
    return Reason.AUDIENCE if of_audience else Reason.TOKEN


def _keys_of(settings: Settings) -> tuple[str, Keys]:
    secret, place = settings.token_secret.get_secret_value(), settings.token_keys
    if bool(secret) == bool(place):
        raise UsageError(
            "Set one of TENKYO_TOKEN_SECRET and TENKYO_TOKEN_KEYS to sign in by token."
        )
    if secret:
        if len(secret.encode()) < _SHORTEST_SECRET:
            raise UsageError("TENKYO_TOKEN_SECRET is shorter than 32 bytes. Take a longer one.")
        key = OctKey.import_key(secret)
        return "HS256", lambda: key
    if is_safe_to_fetch(place):
        return "RS256", FetchedKeys(place)
    if "://" in place:
        raise UsageError(
            f"TENKYO_TOKEN_KEYS is {place!r}: keys are fetched by https, or from this machine."
        )
    try:
        keys = _public(Path(place).read_text("utf-8"))
    except (OSError, ValueError, JoseError) as error:
        raise UsageError(
            f"TENKYO_TOKEN_KEYS is {place!r}: {error}. Name a PEM or JWKS file, or a URL."
        ) from None
    return "RS256", lambda: keys


def _public(text: str) -> RSAKey | KeySet:
    if text.lstrip().startswith("{"):
        return KeySet.import_key_set(json.loads(text))
    return RSAKey.import_key(text)


class FetchedKeys:
    """The keys at an address that the operator set, fetched anew every ten minutes."""

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes the address of a JWKS; nothing is fetched before a token comes.

        `clock` counts seconds and never goes back: a key that was withdrawn must not hold longer
        because the time of day is set.
        """
        self._address = address
        self._clock = clock
        self._kept: tuple[float, KeySet] | None = None

    def __call__(self) -> KeySet:
        """Returns the keys.

        Raises:
            httpx.HTTPError: they cannot be fetched.
        """
        if self._kept is None or self._clock() - self._kept[0] > _KEPT:
            answer = httpx.get(self._address, timeout=_TIMEOUT, follow_redirects=False)
            answer.raise_for_status()
            self._kept = (self._clock(), KeySet.import_key_set(answer.json()))
        return self._kept[1]
