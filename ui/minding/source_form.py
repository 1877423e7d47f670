"""What is typed to add a source in the browser, and the source that it describes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from assistant.sources.connecting import OPTIONS_OF_FILES
from assistant.sources.source_address import SourceKind, full_address, kind_of
from assistant.sources.sources import DocumentSource
from index.errors import UsageError

SECRETS = "TENKYO_SECRET_"
"""How the variables begin that hold passwords which can be chosen in the browser."""

EVERY = (0, 1_800, 3_600, 86_400, 604_800)
"""How often a source can be fetched, in seconds; 0 is only when that is asked for."""

_LONGEST = 2_000
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class SourceForm:
    """The fields as they were typed. `secret` is the name of a variable, `every` in seconds."""

    name: str = ""
    address: str = ""
    user: str = ""
    secret: str = ""
    options: str = ""
    every: str = "0"

    def source(self, *, own_machine: bool) -> DocumentSource:
        """Returns the source that is described.

        Who looks after a server in the browser may not read any folder of it, nor any variable or
        file as a password: so folders and files can be named on one's own machine only, and
        passwords are chosen among variables that are there for this.

        Raises:
            UsageError: it cannot be one.
        """
        if self.secret and self.secret not in secret_names():
            raise UsageError(f"No variable {self.secret[:80]!r} of passwords. Choose one.")
        if not self.every.isdecimal() or int(self.every) not in EVERY:
            raise UsageError("How often it is fetched is none of those times. Choose one.")
        is_folder = kind_of(self.address) is SourceKind.FOLDER
        if is_folder and not own_machine:
            raise UsageError(
                "This is no address, such as https://… A folder of the server is added in its"
                " terminal: tenkyo source add NAME FOLDER"
            )
        # In the browser nobody knows which folder the server was started in.
        if is_folder and not self.address.startswith(("/", "~/")):
            raise UsageError(
                "Write an address with https:// or the like in front, or a folder from / on."
            )
        secret = f"env:{self.secret}" if self.secret else ""
        address, every = full_address(self.address), int(self.every)
        options = self._options(own_machine=own_machine)
        return DocumentSource(self.name, address, self.user, secret, options, every)

    def _options(self, *, own_machine: bool) -> dict[str, str]:
        pairs = [each.partition("=") for each in self.options.split()]
        wrong = next((name for name, found, value in pairs if not (name and found and value)), None)
        if wrong is not None:
            raise UsageError(f"{wrong[:40]!r} is no setting. Write NAME=VALUE, as in branch=main.")
        of_files = [name for name, _, __ in pairs if name in OPTIONS_OF_FILES]
        if of_files and not own_machine:
            raise UsageError(
                f"{of_files[0]!r} names a file of the server. Such a source is added in its"
                " terminal: tenkyo source add NAME ADDRESS --set NAME=VALUE"
            )
        return {name: value for name, _, value in pairs}


def read_form(body: bytes) -> SourceForm:
    """Returns what a browser sends of the form; what is no field of it, or too long, is left out.

    That is `application/x-www-form-urlencoded` (WHATWG URL, 5.1).
    """
    sent = b"&".join(body.split(b"&", _MOST_FIELDS)[:_MOST_FIELDS])
    typed = parse_qsl(sent.decode("utf-8", "replace"))
    fields = SourceForm.__dataclass_fields__
    return SourceForm(
        **{name: " ".join(value.split())[:_LONGEST] for name, value in typed if name in fields}
    )


def secret_names(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Returns the variables that hold passwords of sources, by name."""
    return sorted(name for name in environment if name.startswith(SECRETS))
