"""How a language model can fail, told from the errors that its provider's package raises.

Every package has its own classes of errors, so they are told by what they share: the status of the
response, and the names of their classes.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from index.errors import TenkyoError

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_LOST = frozenset({"ConnectionError", "NetworkError", "TransportError", "APIConnectionError"})
_LATE = frozenset({"TimeoutError", "TimeoutException", "APITimeoutError"})
_WEB_PAGE = re.compile(r"<!doctype html|<html", re.IGNORECASE)
_LONGEST_WAIT = 10.0
_SHOWN = 200


class FailureKind(StrEnum):
    """What became of a request to a model, as far as a reader cares."""

    UNUSABLE = "unusable"
    UNREACHABLE = "unreachable"
    LATE = "late"
    FAILED = "failed"


class ModelFailure(TenkyoError):
    """Raised when a language model does not answer; `kind` says how, the message why."""

    def __init__(self, kind: FailureKind, message: str) -> None:
        """Takes one line that says what happened and what to do."""
        super().__init__(message)
        self.kind = kind


def may_pass(error: BaseException) -> bool:
    """Tells whether the same request may succeed a moment later."""
    status = _status(error)
    return status in _PASSING if status else _is_any(error, _LOST)


def wait_asked_for(error: BaseException) -> float:
    """Returns how many seconds a busy server wants to be left alone, 0 if it does not say."""
    for cause in _causes(error):
        headers = getattr(getattr(cause, "response", None), "headers", None) or {}
        asked = str(headers.get("retry-after", ""))
        if asked.isdigit():
            return min(float(asked), _LONGEST_WAIT)
    return 0.0


def explained(error: BaseException, name: str) -> ModelFailure:
    """Returns what to tell about an error of the model `name`."""
    said = " ".join(str(error).split())
    if _WEB_PAGE.search(said):
        return ModelFailure(
            FailureKind.FAILED,
            "A web page answers instead of a model. Check TENKYO_CHAT_BASE_URL: most end in /v1.",
        )
    if status := _status(error):
        return ModelFailure(FailureKind.FAILED, _refused(status, name, said))
    if _is_any(error, _LATE):
        return ModelFailure(FailureKind.LATE, f"{name!r} took too long. Name a faster model.")
    if _is_any(error, _LOST):
        last = list(_causes(error))[-1]
        return ModelFailure(
            FailureKind.UNREACHABLE,
            f"{name!r} cannot be reached ({_short(str(last))}). Start its server, or change"
            " TENKYO_CHAT_BASE_URL.",
        )
    # A web page whose status is 200 looks like a reply without words.
    return ModelFailure(
        FailureKind.FAILED,
        f"{name!r} gave no words ({_short(f'{type(error).__name__}: {said}')}). If a web page"
        " stands at TENKYO_CHAT_BASE_URL, change it: most addresses end in /v1.",
    )


def _refused(status: int, name: str, said: str) -> str:
    match status:
        case 401 | 403:
            return f"The key for {name!r} is refused (status {status}). Set TENKYO_CHAT_API_KEY."
        case 404:
            return (
                f"The server has no model {name!r}, or no chat at this address (status 404). Check"
                " TENKYO_CHAT_MODEL and TENKYO_CHAT_BASE_URL."
            )
        case 429:
            return f"The server of {name!r} is asked too often (status 429). Try again later."
    return f"The server of {name!r} answers with status {status}: {_short(said)}. See its log."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + " …"


def _status(error: BaseException) -> int | None:
    for cause in _causes(error):
        for place in (cause, getattr(cause, "response", None)):
            status = getattr(place, "status_code", None)
            if isinstance(status, int) and status >= 400:
                return status
    return None


def _is_any(error: BaseException, names: frozenset[str]) -> bool:
    classes = (kind for cause in _causes(error) for kind in type(cause).__mro__)
    return any(kind.__name__ in names for kind in classes)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yields an error and what it came from, the first cause last."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__
