"""From a source as it is configured to the connector that gets it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from assistant.settings import Settings
from assistant.sources.secrets import secret_of
from assistant.sources.source_address import SourceKind
from assistant.sources.sources import DocumentSource
from index.connectors.connector import Connector
from index.errors import UsageError

_OPTIONS = {
    SourceKind.WEB: (),
    SourceKind.GIT: ("branch",),
    SourceKind.MAIL: (),
    SourceKind.FILES: ("endpoint_url", "key_file", "known_hosts", "region"),
}

OPTIONS_OF_FILES = ("key_file", "known_hosts")
"""Options that name files of the machine on which Tenkyo runs."""


def connect(source: DocumentSource, folder: Path, settings: Settings) -> Connector:
    """Returns the connector of a source; it may keep hidden files of its own in the folder.

    Raises:
        UsageError: its password is not where it is said to be, or its options make no sense.
    """
    known = _OPTIONS[source.kind]
    unknown = sorted(source.options.keys() - set(known))
    if unknown:
        these = f"give one of {', '.join(known)}" if known else "there are none"
        raise UsageError(f"The option {unknown[0][:40]!r} is not known here: {these}.")
    connecting = _CONNECTING[source.kind]
    return connecting(source, secret_of(source.secret), folder, settings)


# A kind's libraries are loaded only when it is used.


def _web(source: DocumentSource, secret: str, _: Path, __: Settings) -> Connector:
    from index.connectors.web import WebConnector
    from index.connectors.web_requests import WebLogin, WebRequests, origin_of

    origin = origin_of(source.address)
    if not origin:
        raise UsageError(f"The address {source.address[:80]!r} cannot be read. Check it.")
    requests = WebRequests(origin, WebLogin(source.user, secret))
    return WebConnector(source.address, requests)


def _git(source: DocumentSource, secret: str, folder: Path, settings: Settings) -> Connector:
    from index.connectors.git import GitConnector, GitLogin

    login, most = GitLogin(source.user, secret), int(settings.max_source_mb * 1e6)
    branch = source.options.get("branch", "")
    return GitConnector(source.address, folder, most, branch=branch, login=login)


def _mail(source: DocumentSource, secret: str, _: Path, __: Settings) -> Connector:
    from index.connectors.mail import MailConnector, MailLogin

    if not source.user or not source.secret:
        raise UsageError("A mailbox needs --user and --secret.")
    return MailConnector(source.address, MailLogin(source.user, secret))


def _files(source: DocumentSource, secret: str, _: Path, __: Settings) -> Connector:
    from index.connectors.files import FileConnector, StoreAccess, open_store

    access = StoreAccess(source.user, secret, source.options)
    return FileConnector(source.address, partial(open_store, source.address, access))


_CONNECTING: Mapping[SourceKind, Callable[[DocumentSource, str, Path, Settings], Connector]] = {
    SourceKind.WEB: _web,
    SourceKind.GIT: _git,
    SourceKind.MAIL: _mail,
    SourceKind.FILES: _files,
}
