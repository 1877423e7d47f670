"""Patterns of paths as `.gitignore` has them, without its `!` and `#`."""

import re

from wcmatch import glob

_FLAGS = glob.GLOBSTAR | glob.DOTGLOB | glob.FORCEUNIX
_OPEN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?:/|$)")
_BRACKET = re.compile(r"\[[!^]?\]?[^]/]*\]")
_RANGE = re.compile(r"([^-])-([^-])")


def path_pattern(text: str, *, any_case: bool = False) -> glob.WcMatcher[str]:
    """Returns what tells whether the path of a file fits a pattern.

    Raises:
        ValueError: it says nothing, negates, is a comment, or cannot be meant so.
    """
    line = text if text.endswith("\\ ") else text.rstrip()
    if not line or line[0] in "#!" or "//" in line or _OPEN_ESCAPE.search(line):
        raise ValueError(text)
    if any(_runs_backwards(bracket) for bracket in _BRACKET.findall(line)):
        raise ValueError(text)
    case = glob.IGNORECASE if any_case else glob.CASE
    return glob.compile(_globs(line), flags=_FLAGS | case)


def _globs(line: str) -> list[str]:
    """Returns the globs that say the same: a folder is all that lies in it, at any depth."""
    is_folder, at_top = line.endswith("/"), "/" in line[:-1]
    body = line.removeprefix("/").removesuffix("/") or "**"
    if not at_top and body != "**":
        body = f"**/{body}"
    last = body.rpartition("/")[2]
    if is_folder and line != "/":
        # What “**/” names is a folder too, so no file at the top.
        body, last = ("**/*", "*") if body == "**" else (body, last)
        return [f"{body}/*" if last == "**" else f"{body}/**/*"]
    if at_top and last == "*":
        return [body]
    return [body, f"{body}/*" if last == "**" else f"{body}/**/*"]


def _runs_backwards(bracket: str) -> bool:
    return any(first > last for first, last in _RANGE.findall(bracket[1:-1]))
