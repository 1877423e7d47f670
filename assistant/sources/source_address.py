"""The address of a source: what kind of source it names, and whom it makes Tenkyo contact."""

from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from assistant.access.addresses import host_of, is_safe_to_fetch
from index.errors import UsageError
from index.text.control_characters import storable


class SourceKind(StrEnum):
    """How a source is reached."""

    FOLDER = "folder"
    WEB = "web"
    GIT = "git"
    MAIL = "mail"
    FILES = "files"


_SCHEMES = {
    **dict.fromkeys(("http", "https"), SourceKind.WEB),
    **dict.fromkeys(("git", "ssh", "git+http", "git+https", "git+ssh"), SourceKind.GIT),
    **dict.fromkeys(("imap", "imaps"), SourceKind.MAIL),
    **dict.fromkeys(("s3", "sftp", "webdav", "webdavs", "smb", "az", "gs"), SourceKind.FILES),
}
_ENCRYPTED_ANYWAY = ("s3", "sftp", "ssh", "git+ssh", "imap", "imaps", "smb", "az", "gs", "webdavs")


def kind_of(address: str) -> SourceKind:
    """Returns the kind of source that an address names.

    Raises:
        UsageError: it names none.
    """
    scheme, found, rest = address.partition("://")
    if not found:
        return SourceKind.FOLDER
    kind = _SCHEMES.get(scheme.lower())
    if kind is None:
        known = ", ".join(sorted(_SCHEMES))
        raise UsageError(
            f"{scheme[:20]!r} is no kind of source. Name a folder, or one of: {known}."
        )
    if not rest.strip("/"):
        raise UsageError(f"The address {address[:80]!r} names no host. Write it in full.")
    is_repository = kind is SourceKind.WEB and PurePosixPath(rest).suffix == ".git"
    return SourceKind.GIT if is_repository else kind


def full_address(text: str) -> str:
    """Returns an address; a folder by its full path, since the next call may be from elsewhere.

    Raises:
        UsageError: there is no such folder.
    """
    if "://" in text:
        return text
    path = Path(text).expanduser()
    # No text at all would be the folder that one is in.
    if not text.strip() or not path.is_dir():
        raise UsageError(f"No folder {text[:80]!r}. Name one, or an address such as https://…")
    return str(path.resolve())


def refuse_address(address: str, user: str, secret: str) -> None:
    """Refuses an address that holds a password, or one over which a password could be read.

    Raises:
        UsageError: it does; the message says what to do.
    """
    kind = kind_of(address)
    if kind is SourceKind.FOLDER:
        return
    if address != storable(address):
        raise UsageError(
            f"The address {address[:80]!r} has a character that cannot be seen. Take it out."
        )
    # Names of files and of folders in mailboxes may have one.
    if kind in (SourceKind.WEB, SourceKind.GIT) and any(map(str.isspace, address)):
        shown = address[:80]
        raise UsageError(f"The address {shown!r} has a blank in it. Take it out, or write %20.")
    try:
        parts = urlsplit(address)
        has_password, _ = parts.password is not None, parts.port
    except ValueError as error:
        raise UsageError(f"The address {address[:80]!r} cannot be read: {error}.") from None
    if has_password:
        raise UsageError(
            "The address holds a password, which would be kept. Leave it out, and name where it is"
            " with --secret env:VARIABLE or --secret file:PATH."
        )
    scheme = parts.scheme.lower()
    web = address if scheme in ("http", "https") else f"http://{parts.netloc}"
    if scheme == "git+https":
        web = f"https://{parts.netloc}"
    if (user or secret) and scheme not in _ENCRYPTED_ANYWAY and not is_safe_to_fetch(web):
        raise UsageError(
            f"A password would be sent to {parts.hostname!r} unencrypted. Use an address that is"
            " encrypted, such as https:// in place of http://."
        )


def contacted(address: str, options: dict[str, str]) -> list[str]:
    """Returns the hosts that a source makes Tenkyo contact; a folder none."""
    if "://" not in address:
        return []
    named = [host_of(value) for value in options.values() if "://" in value]
    return named or [_service_of(address)]


def _service_of(address: str) -> str:
    """Returns the host of an address; of a store in a cloud, what that is called."""
    scheme = address.partition("://")[0].lower()
    clouds = {"s3": "Amazon S3", "az": "Azure", "gs": "Google"}
    return f"the servers of {clouds[scheme]}" if scheme in clouds else host_of(address)
