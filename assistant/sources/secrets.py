"""Where the password of a source is: in a variable or a file that is named. Only that is kept."""

import os
from collections.abc import Mapping
from pathlib import Path

from index.errors import UsageError

_LONGEST = 100_000


def refuse_reference(reference: str) -> None:
    """Refuses what names no place where a secret could be.

    Raises:
        UsageError: it is neither a variable nor a file. What was typed may be the secret itself,
            and is not repeated.
    """
    kind, _, place = reference.partition(":")
    if reference and (kind not in ("env", "file") or not place):
        raise UsageError(
            "--secret names where the password is, and never is one: env:VARIABLE or file:PATH."
        )


def secret_of(reference: str, environment: Mapping[str, str] = os.environ) -> str:
    """Returns the secret that a reference names, empty for none.

    Raises:
        UsageError: it is not there.
    """
    kind, _, place = reference.partition(":")
    if kind == "env":
        if not environment.get(place):
            raise UsageError(f"The variable {place!r} with the password is not set. Set it.")
        return environment[place]
    if kind == "file":
        return _in_file(Path(place))
    return ""


def _in_file(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")[:_LONGEST].strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f"The file {str(path)!r} with the password: {reason}.") from None
    if not text:
        raise UsageError(f"The file {str(path)!r} with the password is empty.")
    return text


def without_secret(text: str, secret: str) -> str:
    """Returns a text for people without a secret that a library may have put into it."""
    return text.replace(secret, "***") if secret else text
