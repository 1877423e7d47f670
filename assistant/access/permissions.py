"""The rules that say which groups may see which documents, and the file that holds them.

Everything that may show a document asks `assistant/access/access.py`, which asks here. The pages of
the project describe the file in `docs/permissions.md`.
"""

import logging
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from wcmatch.glob import WcMatcher

from assistant.access.names import alike
from assistant.access.path_patterns import path_pattern
from assistant.types import UNTOLD
from index.errors import UsageError

logger = logging.getLogger(__name__)

EVERYONE = "*"
"""The group that every reader is in, also one without a name."""

_LARGEST = 1_000_000
_KEYS = {"paths", "allow", "deny", "add", "folder"}
_MIND = "mind"
_LINE = re.compile(r"at line (\d+)")
_HEADER = re.compile(r"^\s*\[\[\s*rule\s*\]\]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom some paths are for. `line` is where it begins in the file, `folder` empty for all.

    `add` are the groups that may add, replace and remove files there in the browser.
    """

    line: int
    paths: tuple[str, ...]
    allow: frozenset[str]
    deny: frozenset[str]
    add: frozenset[str]
    folder: str
    exact: tuple[WcMatcher[str], ...]
    any_case: tuple[WcMatcher[str], ...]

    def grants(self, folder: str, path: str) -> bool:
        """Tells whether what it allows holds for a file: its pattern fits, letter by letter."""
        return self.folder in ("", folder) and any(p.match(path) for p in self.exact)

    def refuses(self, folder: str, path: str) -> bool:
        """Tells whether its deny list holds for a file: also in other case, or if it lies unknown.

        What is allowed must be named exactly; what is denied is denied however it is written.
        """
        here = not folder or self.folder in ("", folder)
        return here and any(p.match(path) for p in self.any_case)


@dataclass(frozen=True, slots=True)
class Decision:
    """For which groups a file is, and which rules say so.

    A group that is allowed something is meant letter by letter; one that is denied it, in any case
    and in any form of Unicode, as the directory that names it may write it otherwise.
    """

    allow: frozenset[str]
    deny: frozenset[str]
    allowing: tuple[Rule, ...] = ()
    denying: tuple[Rule, ...] = ()

    def admits(self, groups: Collection[str]) -> bool:
        """Tells whether a reader of these groups may see the file."""
        mine = {*groups, EVERYONE}
        if self.deny and UNTOLD in mine:
            return False
        denied = not set(map(alike, self.deny)).isdisjoint(map(alike, mine))
        return not denied and not self.allow.isdisjoint(mine)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a file. `revision` is a hash of its content.

    `mind` are the groups that may see how the whole installation stands.
    """

    rules: tuple[Rule, ...]
    revision: str
    mind: frozenset[str] = frozenset()

    def decide(self, folder: str, path: str) -> Decision:
        """Returns for whom a file is, by the folder that was indexed and the path in it."""
        path = _normal(path)
        allowing = tuple(r for r in self.rules if r.allow and r.grants(folder, path))
        denying = tuple(r for r in self.rules if r.deny and r.refuses(folder, path))
        return Decision(
            frozenset[str]().union(*(rule.allow for rule in allowing)),
            frozenset[str]().union(*(rule.deny for rule in denying)),
            allowing,
            denying,
        )

    def may_add(self, groups: Collection[str], folder: str, path: str) -> bool:
        """Tells whether readers of these groups may add a file: a rule says so, and they see it."""
        mine = {*groups, EVERYONE}
        adding = any(not r.add.isdisjoint(mine) and r.grants(folder, path) for r in self.rules)
        return adding and self.decide(folder, path).admits(groups)

    def may_mind(self, groups: Collection[str]) -> bool:
        """Tells whether readers of these groups look after the installation."""
        return not self.mind.isdisjoint({*groups, EVERYONE})

    def may_add_some(self, groups: Collection[str]) -> bool:
        """Tells whether any rule lets readers of these groups add files, wherever."""
        return any(not rule.add.isdisjoint({*groups, EVERYONE}) for rule in self.rules)


def _unnoticed(_: Rules) -> None:
    """Tells nobody."""


class RulesFile:
    """A file of rules, read again whenever it has changed; a broken one changes nothing."""

    def __init__(self, path: Path, taken: Callable[["Rules"], None] = _unnoticed) -> None:
        """Reads the file; `taken` is told of the rules whenever they are others than before.

        Raises:
            UsageError: it cannot be read, or makes no sense.
        """
        self._path, self._lock = path, Lock()
        self._content = self._read()
        self._rules = parse_rules(self._content, str(path))
        self._taken = taken
        self._taken(self._rules)
        self.problem = ""
        """Why the file as it is now is not followed, empty if it is."""

    def current(self) -> Rules:
        """Returns the rules as the file has them now, or the last ones that made sense."""
        with self._lock:
            try:
                # It is small, and size and time can stay the same when something was changed.
                content = self._read()
                if content != self._content or self.problem:
                    self._rules = parse_rules(content, str(self._path))
                    self._content, self.problem = content, ""
                    self._taken(self._rules)
            except UsageError as error:
                if str(error) != self.problem:
                    self.problem = str(error)
                    logger.error("%s Until then the rules before it hold.", error)
            return self._rules

    def _read(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                content = file.read(_LARGEST + 1)
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or error
            raise UsageError(
                f"Cannot read the rules in {str(self._path)!r}: {cause}. Mend TENKYO_RULES."
            ) from error
        if len(content) > _LARGEST:
            raise UsageError(f"The rules in {str(self._path)!r} are over 1 MB. Shorten them.")
        return content


def parse_rules(content: bytes, name: str) -> Rules:
    """Reads rules; `name` is what to call the file.

    Raises:
        UsageError: they make no sense; the message names the line.
    """
    text = _decoded(content, name)
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise _wrong(name, line, f"it is no TOML ({error})") from None
    except RecursionError:
        raise _wrong(name, 1, "it is nested too deeply") from None
    lines = [n for n, each in enumerate(text.splitlines(), start=1) if _HEADER.match(each)]
    for key in parsed:
        if key not in ("rule", _MIND):
            raise _wrong(name, _line_of(text, key), f"{key!r} is unknown; rules are [[rule]]")
    mind = _strings(parsed, _MIND, _line_of(text, _MIND), name)
    tables = parsed.get("rule")
    if not isinstance(tables, list) or not tables:
        raise _wrong(name, 1, "it holds no [[rule]], and would show everything to everybody")
    if len(lines) != len(tables):
        lines = [1] * len(tables)
    rules = (_rule(table, line, name) for table, line in zip(tables, lines, strict=True))
    return Rules(tuple(rules), sha256(content).hexdigest(), frozenset(mind))


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(name, line, "it is not UTF-8") from None


def _rule(table: object, line: int, name: str) -> Rule:
    if not isinstance(table, dict):
        raise _wrong(name, line, f"a rule is a table, not {table!r}")
    if unknown := sorted(table.keys() - _KEYS):
        raise _wrong(name, line, f"{unknown[0]!r} is unknown; there are {sorted(_KEYS)}")
    paths = _strings(table, "paths", line, name)
    lists = ("allow", "deny", "add")
    allow, deny, add = (frozenset(_strings(table, key, line, name)) for key in lists)
    folder = table.get("folder", "")
    if not isinstance(folder, str) or (folder and not Path(folder).is_absolute()):
        raise _wrong(name, line, f"folder is {folder!r}; it must be a whole path")
    if not paths or not allow | deny | add:
        raise _wrong(name, line, "a rule needs paths, and allow, deny or add")
    place = str(Path(folder).resolve()) if folder else ""
    normal = [_normal(path) for path in paths]
    try:
        exact = tuple(path_pattern(path) for path in normal)
        any_case = tuple(path_pattern(path, any_case=True) for path in normal)
    except ValueError as error:
        problem = f"the pattern {str(error)!r} cannot be used"
        raise _wrong(name, line, f"{problem}; write it as in .gitignore, without ! and #") from None
    return Rule(line, tuple(paths), allow, deny, add, place, exact, any_case)


def _strings(table: dict[str, object], key: str, line: int, name: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise _wrong(
            name, line, f"{key} is {value!r}; it must be a list of texts that say something"
        )
    return value


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _line_of(text: str, key: str) -> int:
    lines: Iterable[str] = text.splitlines()
    return next((n for n, line in enumerate(lines, start=1) if key in line), 1)


def _wrong(name: str, line: int, problem: str) -> UsageError:
    return UsageError(f"Line {line} of the rules in {name!r}: {problem}. Mend it.")
