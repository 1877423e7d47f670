"""Git repositories: the files of one branch as they are now, without its history.

The program `git` fetches them, in a process that writes no more than it may. What it fetched stays
as a bare repository in a hidden folder, so that the next time the server sends only what is new.
A history that was rewritten is no matter: only the last commit counts.
"""

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.connectors.connector import CHUNK, Known, NotFetchedError, RemoteFile, SourceAwayError

FOLDER = ".repository"
_MOST_PACKS = 20
_MOST_SECONDS = 3_600
_POINTER = b"version https://git-lfs.github.com/"
_HEAD = "refs/tenkyo/head"
_LIMITED = 'ulimit -f "$0" && exec git "$@"'  # in blocks of 512 bytes
_CONFIGURATION = {
    "core.bigFileThreshold": "32m",
    "fetch.fsckObjects": "true",
    "gc.auto": "0",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "100",
    "http.lowSpeedTime": "60",
    "maintenance.auto": "false",
}


@dataclass(frozen=True, slots=True)
class GitLogin:
    """Who asks for a repository; without a user, the secret is a token."""

    user: str = ""
    secret: str = ""

    @property
    def header(self) -> str:
        """The header of HTTP that says so, empty if there is nothing to say."""
        if not self.secret:
            return ""
        said = f"{self.user or 'git'}:{self.secret}".encode()
        return f"Authorization: Basic {base64.b64encode(said).decode()}"


class GitConnector:
    """The files of one branch of a repository."""

    def __init__(
        self,
        address: str,
        folder: Path,
        most: int,
        *,
        branch: str = "",
        login: GitLogin | None = None,
    ) -> None:
        """Keeps a copy of at most `most` bytes in a hidden folder of `folder`.

        Without a branch it is the one that the repository calls its own.
        """
        self._address = address.removeprefix("git+")
        self._branch = branch or "HEAD"
        self._place, self._most = folder / FOLDER, most
        self._environment = _environment(login or GitLogin())
        self._reading: subprocess.Popen[bytes] | None = None

    def items(self, known: Known) -> Iterator[RemoteFile]:
        """Yields the files of the branch.

        Raises:
            SourceAwayError: the repository cannot be reached, or has no such branch.
        """
        if self._packs() > _MOST_PACKS:
            shutil.rmtree(self._place)
        if not (self._place / "HEAD").is_file():
            shutil.rmtree(self._place, ignore_errors=True)
            self._place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare", str(self._place), place=None)
        wanted = f"+{self._branch}:{_HEAD}"
        try:
            self._git("fetch", "--quiet", "--depth=1", "--no-tags", "--", self._address, wanted)
        except SourceAwayError:
            self._drop_damaged()
            raise
        for entry in self._git("ls-tree", "-r", "-z", "-l", _HEAD).split(b"\0"):
            if item := self._item(entry):
                yield item

    def fetch(self, item: RemoteFile) -> Iterator[bytes]:
        """Yields the contents of a file.

        Raises:
            NotFetchedError: only a pointer to it is in the repository.
            SourceAwayError: the copy of the repository is damaged.
        """
        reading = self._reading = self._reading or self._reader()
        assert reading.stdin is not None
        assert reading.stdout is not None
        reading.stdin.write(f"{item.mark}\n".encode())
        reading.stdin.flush()
        head = reading.stdout.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            shutil.rmtree(self._place, ignore_errors=True)
            raise SourceAwayError(
                "the copy of the repository is damaged: it is fetched anew next time"
            )
        left, is_first = int(head[2]), True
        while left:
            piece = reading.stdout.read(min(left, CHUNK))
            if not piece:
                raise SourceAwayError("the program git has ended while a file was read")
            left -= len(piece)
            if is_first and piece.startswith(_POINTER):
                reading.stdout.read(left + 1)
                raise NotFetchedError("only a pointer of Git LFS lies in the repository")
            is_first = False
            yield piece
        reading.stdout.read(1)

    def close(self) -> None:
        """Ends the process that reads."""
        if self._reading:
            self._reading.kill()
            self._reading.communicate()
            self._reading = None

    def _item(self, entry: bytes) -> RemoteFile | None:
        """Returns a file of a line of `git ls-tree`, None if it is a link, a module or no line."""
        facts, _, name = entry.partition(b"\t")
        parts = facts.decode("ascii").split()
        if len(parts) != 4 or not parts[0].startswith("100"):
            return None
        path = name.decode("utf-8", "replace")
        origin = f"{self._address}#{path}"
        return RemoteFile(path, path, parts[2], origin=origin, size=int(parts[3]))

    def _drop_damaged(self) -> None:
        """Removes a copy that is not whole, so that the next time it is fetched anew."""
        try:
            self._git("fsck", "--connectivity-only", "--no-dangling")
        except SourceAwayError:
            shutil.rmtree(self._place, ignore_errors=True)

    def _packs(self) -> int:
        return len(list((self._place / "objects" / "pack").glob("*.pack")))

    def _reader(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["git", "-C", str(self._place), "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
        )

    def _git(self, *arguments: str, place: bool | None = True) -> bytes:
        """Runs git in the copy, or anywhere; returns what it says."""
        where = ["-C", str(self._place)] if place else []
        blocks = str(max(1, self._most // 512))
        try:
            done = subprocess.run(
                ["sh", "-c", _LIMITED, blocks, *where, *arguments],
                capture_output=True,
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=_MOST_SECONDS,
                env=self._environment,
            )
        except subprocess.TimeoutExpired:
            raise SourceAwayError(f"{self._address} takes over {_MOST_SECONDS} seconds") from None
        if done.returncode:
            raise SourceAwayError(f"{self._address} cannot be fetched: {_reason(done)}")
        return done.stdout


def _environment(login: GitLogin) -> dict[str, str]:
    """Returns the surroundings of git: no settings but ours, no questions, no other protocols."""
    settings = dict(_CONFIGURATION)
    if login.header:
        settings["http.extraHeader"] = login.header
    # As arguments they would be seen by everybody on this machine.
    told = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings.items()):
        told |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "SSH_AUTH_SOCK") if name in os.environ
    }
    return (
        kept
        | told
        | {
            "GIT_ALLOW_PROTOCOL": "http:https:git:ssh",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=10",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
        }
    )


def _reason(done: "subprocess.CompletedProcess[bytes]") -> str:
    lines = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if done.returncode == 127:
        return "the program git is not installed"
    return (
        lines[-1] if lines else f"git ended with status {done.returncode}, maybe for want of room"
    )
