"""Stores of files that fsspec reaches: S3, SFTP, WebDAV, SMB, Azure and Google.

The libraries of each are loaded when one is used; those for SFTP and WebDAV come along.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fsspec import AbstractFileSystem, filesystem

from index.connectors.connector import CHUNK, Known, NotFetchedError, RemoteFile, SourceAwayError
from index.errors import UsageError

_MOST_FOLDERS = 50
_MARKS = ("ETag", "etag", "content_hash", "md5Hash", "LastModified", "last_modified", "modified")
_TIMES = ("mtime", "last_write_time", "updated")
_KNOWN_HOSTS = Path("~/.ssh/known_hosts")
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """Who reads a store of files, and the options of its kind."""

    user: str = ""
    secret: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def option(self, name: str) -> str:
        """Returns an option, empty if it is not given."""
        return self.options.get(name, "")


@dataclass(frozen=True, slots=True)
class FileStore:
    """An open store: the folder that is followed, and what its libraries raise."""

    system: AbstractFileSystem
    folder: str
    failures: tuple[type[BaseException], ...] = (OSError, EOFError, ValueError)


class FileConnector:
    """The files below a folder of a store."""

    def __init__(self, address: str, open_store: Callable[[], FileStore]) -> None:
        """Opens the store when it is asked for its files."""
        self._address, self._open = address.rstrip("/"), open_store
        self._store: FileStore | None = None

    def items(self, known: Known) -> Iterator[RemoteFile]:
        """Yields the files, folder by folder; hidden ones and links are passed over.

        Raises:
            SourceAwayError: a folder cannot be listed.
        """
        try:
            store = self._store = self._open()
        except _failures(self._address) as error:
            raise SourceAwayError(self._said(error)) from error
        waiting = [(store.folder, 0)]
        while waiting:
            folder, depth = waiting.pop()
            for entry in self._listed(store, folder):
                path = str(entry["name"])
                name = path.rstrip("/").rpartition("/")[2]
                if not name or name.startswith(".") or path.rstrip("/") == folder.rstrip("/"):
                    continue
                if entry["type"] == "directory" and depth < _MOST_FOLDERS:
                    waiting.append((path, depth + 1))
                elif entry["type"] == "file":
                    yield self._item(store, path, entry)

    def fetch(self, item: RemoteFile) -> Iterator[bytes]:
        """Yields the contents of a file.

        Raises:
            NotFetchedError: it may not be read, or is not there any more.
            SourceAwayError: the store cannot be reached.
        """
        assert self._store is not None
        try:
            with self._store.system.open(item.key, "rb") as opened:
                while piece := opened.read(CHUNK):
                    yield piece
        except (PermissionError, FileNotFoundError, IsADirectoryError) as error:
            raise NotFetchedError(f"it cannot be read: {_reason(error)}") from error
        except self._store.failures as error:
            raise SourceAwayError(self._said(error)) from error

    def close(self) -> None:
        """Lets go of the store."""
        system = self._store.system if self._store else None
        client = getattr(system, "client", None)
        # What closes a connection has another name in each library.
        close = getattr(client, "close", None) or getattr(
            getattr(client, "http", None), "close", None
        )
        if close:
            close()
        self._store = None

    def _listed(self, store: FileStore, folder: str) -> list[dict[str, Any]]:
        try:
            return list(store.system.ls(folder, detail=True))
        except store.failures as error:
            raise SourceAwayError(self._said(error)) from error

    def _item(self, store: FileStore, path: str, entry: Mapping[str, Any]) -> RemoteFile:
        inside = path.removeprefix(store.folder).lstrip("/")
        size = int(entry.get("size") or 0)
        told = next((entry[name] for name in (*_MARKS, *_TIMES) if entry.get(name)), "")
        mark = f"{told} {size}" if told else ""
        return RemoteFile(path, inside, mark, origin=f"{self._address}/{inside}", size=size)

    def _said(self, error: BaseException) -> str:
        return f"{self._address} cannot be read: {_reason(error)}"


def open_store(address: str, access: StoreAccess) -> FileStore:
    """Opens the store that an address names.

    Raises:
        UsageError: the libraries for this kind are not installed, or an option is wrong.
    """
    scheme = urlsplit(address).scheme.lower()
    opening = _OPENING.get(scheme)
    if opening is None:
        raise UsageError(f"Files at {scheme}:// cannot be fetched. Use another kind of address.")
    return opening(address, access)


def _s3(address: str, access: StoreAccess) -> FileStore:
    parts = urlsplit(address)
    settings = {"connect_timeout": 10, "read_timeout": _SECONDS, "retries": {"max_attempts": 2}}
    system = _system(
        "s3",
        key=access.user or None,
        secret=access.secret or None,
        anon=not access.user,
        endpoint_url=access.option("endpoint_url") or None,
        client_kwargs={"region_name": access.option("region") or "us-east-1"},
        config_kwargs=settings,
        use_listings_cache=False,
    )
    return FileStore(system, f"{parts.netloc}{parts.path}".rstrip("/"), _failures(address))


def _sftp(address: str, access: StoreAccess) -> FileStore:
    parts = urlsplit(address)
    known = Path(access.option("known_hosts") or _KNOWN_HOSTS).expanduser()
    signing = {"password": access.secret} if access.secret else {}
    if key := access.option("key_file"):
        signing = {"key_filename": key, **({"passphrase": access.secret} if access.secret else {})}
    system = _system(
        "sftp",
        host=parts.hostname,
        port=parts.port or 22,
        username=access.user or parts.username or None,
        host_key_policy=_known_hosts_only(known),
        timeout=_SECONDS,
        banner_timeout=_SECONDS,
        auth_timeout=_SECONDS,
        **signing,
    )
    system.ftp.get_channel().settimeout(_SECONDS)
    return FileStore(system, unquote(parts.path).rstrip("/") or "/", _failures(address))


def _known_hosts_only(known: Path) -> object:
    """Returns a policy of paramiko: only a server whose key is known is talked to.

    Raises:
        UsageError: paramiko is not installed.
    """
    try:
        import paramiko
    except ImportError as error:
        raise _lacking("sftp") from error

    def check(_: object, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        trusted = paramiko.HostKeys(str(known)) if known.is_file() else paramiko.HostKeys()
        if not trusted.check(hostname, key):
            client.close()
            kind = key.get_name()
            raise paramiko.SSHException(
                f"the {kind} key of {hostname} is not in {str(known)!r}; see: ssh-keyscan"
            )

    return type("KnownHosts", (paramiko.MissingHostKeyPolicy,), {"missing_host_key": check})()


def _webdav(address: str, access: StoreAccess) -> FileStore:
    parts = urlsplit(address)
    scheme = "https" if parts.scheme.lower() == "webdavs" else "http"
    login = (access.user, access.secret) if access.user else None
    base = f"{scheme}://{parts.netloc}{parts.path}"
    system = _system("webdav", base_url=base, auth=login, timeout=_SECONDS, trust_env=False)
    return FileStore(system, "", _failures(address))


def _smb(address: str, access: StoreAccess) -> FileStore:
    parts = urlsplit(address)
    login = {"username": access.user or None, "password": access.secret or None}
    system = _system("smb", host=parts.hostname, port=parts.port, timeout=_SECONDS, **login)
    return FileStore(system, unquote(parts.path).rstrip("/"), _failures(address))


def _azure(address: str, access: StoreAccess) -> FileStore:
    parts = urlsplit(address)
    system = _system("az", account_name=access.user, account_key=access.secret or None)
    return FileStore(system, f"{parts.netloc}{parts.path}".rstrip("/"), _failures(address))


def _google(address: str, access: StoreAccess) -> FileStore:
    parts = urlsplit(address)
    system = _system("gs", token=access.option("key_file") or "anon")
    return FileStore(system, f"{parts.netloc}{parts.path}".rstrip("/"), _failures(address))


_OPENING: dict[str, Callable[[str, StoreAccess], FileStore]] = {
    "s3": _s3,
    "sftp": _sftp,
    "webdav": _webdav,
    "webdavs": _webdav,
    "smb": _smb,
    "az": _azure,
    "gs": _google,
}

# What the libraries of a kind raise besides OSError, by the module that has it.
_RAISED = {
    "s3": (("botocore.exceptions", "BotoCoreError"), ("botocore.exceptions", "ClientError")),
    "sftp": (("paramiko", "SSHException"),),
    "webdav": (("httpx", "HTTPError"), ("webdav4.client", "ClientError")),
    "webdavs": (("httpx", "HTTPError"), ("webdav4.client", "ClientError")),
    "smb": (("smbprotocol.exceptions", "SMBException"),),
    "az": (("azure.core.exceptions", "AzureError"),),
    "gs": (("gcsfs.retry", "HttpError"),),
}


_LIBRARIES = {"sftp": "paramiko", "s3": "s3fs", "smb": "smbprotocol", "az": "adlfs", "gs": "gcsfs"}


def _failures(address: str) -> tuple[type[BaseException], ...]:
    # A name that is no text, or of no host, is a `ValueError`.
    return (OSError, EOFError, ValueError, *_failures_of(address))


def _failures_of(address: str) -> tuple[type[BaseException], ...]:
    """Returns the errors of the libraries of a kind, as far as those are installed."""
    found = []
    for module, name in _RAISED.get(urlsplit(address).scheme.lower(), ()):
        try:
            found.append(getattr(import_module(module), name))
        except ImportError:
            continue
    return tuple(found)


def _system(protocol: str, **options: object) -> AbstractFileSystem:
    """Opens what fsspec knows by a name; nothing is shared with an earlier one.

    Raises:
        UsageError: its libraries are not installed.
    """
    try:
        return filesystem(protocol, skip_instance_cache=True, **options)
    except ImportError as error:
        raise _lacking(protocol) from error


def _lacking(protocol: str) -> UsageError:
    return UsageError(
        f"The library for {protocol}:// is not installed. Install it with:"
        f" pip install {_LIBRARIES.get(protocol, protocol)}"
    )


def _reason(error: BaseException) -> str:
    text = str(getattr(error, "strerror", None) or error)
    return " ".join(text.split()) or type(error).__name__
