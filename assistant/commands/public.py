"""Whether the chat may be served on an address: not to everybody, unless that is wanted."""

from assistant.access.addresses import is_this_machine
from assistant.settings import Settings
from assistant.terminal.unexpected import say
from index.errors import UsageError

_MEANS = "everybody who reaches that address can read every document and ask"


def check_public(settings: Settings, host: str, *, insecure: bool = False) -> None:
    """Lets a chat without sign-in be served to this machine only, or warns of what was wanted.

    Raises:
        UsageError: nobody signs in, the address is not of this machine, and it was not wanted.
    """
    if settings.sign_in != "none" or is_this_machine(host):
        return
    if not insecure:
        raise UsageError(
            f"Nobody signs in, so on {host!r} {_MEANS}."
            " Set TENKYO_SIGN_IN, or serve it so with --insecure-public."
        )
    say(f"nobody signs in: on {host!r} {_MEANS}.")
