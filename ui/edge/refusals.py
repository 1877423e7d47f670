"""Why a request is refused, in words for the person who waits for it."""

from enum import StrEnum

from ui.html.wording import wording_for


class Refusal(StrEnum):
    """Why a request is refused; the words for it have the key `refused-…`."""

    SIGN_IN = "sign-in"
    FOREIGN = "foreign"
    NOT_YOURS = "not-yours"
    NO_SUCH_PAGE = "no-such-page"
    NO_EVENT = "no-event"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    LONG_HEADERS = "long-headers"
    FULL = "full"


def refusal_text(refusal: Refusal, accept_language: str) -> str:
    """Returns the line that tells a refusal, in the language of an `Accept-Language` header."""
    return wording_for(accept_language)(f"refused-{refusal}")
