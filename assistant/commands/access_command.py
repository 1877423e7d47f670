"""The command that says who may see which documents, and by which rules."""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.access.access import Access
from assistant.access.permissions import EVERYONE, Decision, Rule
from assistant.assistant import Assistant
from assistant.terminal.terminal import console
from assistant.types import OPERATOR, Reader
from index.errors import UsageError
from index.text.control_characters import printable

Write = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Known:
    """A file, and for whom it is."""

    folder: str
    path: str
    decision: Decision


def reader_for(options: argparse.Namespace) -> Reader:
    """Returns who asks on the command line: the operator, or a reader of `--as-groups`."""
    if options.as_groups is None:
        return OPERATOR
    return Reader("command line", _groups(options.as_groups))


def show_access(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    """Prints for whom each file is and which rules say so; with groups, if they may see it."""
    found = list(_known(assistant, options.path))
    groups = None if options.groups is None else _groups(options.groups)
    if not found:
        console().print("There are no rules, so everybody sees everything. Set TENKYO_RULES.")
    for each in found:
        if options.json:
            write(json.dumps(_record(each, groups, options.reader), ensure_ascii=False) + "\n")
        else:
            console().print(_line(each, groups, options.reader), soft_wrap=True)
    if problem := assistant.access.problem:
        raise UsageError(problem)
    return 0


def _groups(text: str) -> frozenset[str]:
    return frozenset(name for part in text.split(",") if (name := part.strip()))


def _known(assistant: Assistant, path: str | None) -> Iterator[_Known]:
    """Yields the files at a path, all without one; a path that is not indexed by itself."""
    access = assistant.access
    files = access.shared_files()
    places = [(f.source, f.path) for f in files if path is None or f.path == path]
    if path is not None and not places:
        places = [("", path)]
    yield from _decided(access, places)


def _decided(access: Access, places: list[tuple[str, str]]) -> Iterator[_Known]:
    for folder, path in places:
        if decision := access.decision(path, folder):
            yield _Known(folder, path, decision)


def _line(known: _Known, groups: frozenset[str] | None, reader: str) -> str:
    decision = known.decision
    if groups is None:
        said = f"for {_names(decision.allow) or 'nobody'}"
        if decision.deny:
            said += f", not for {_names(decision.deny)}"
    else:
        verdict = "may" if decision.admits(groups) else "may not"
        said = f"{reader or 'a reader of ' + (_names(groups) or 'no group')} {verdict} see it"
    return printable(f"{known.path}: {said} ({_why(decision, groups)})")


def _why(decision: Decision, groups: frozenset[str] | None) -> str:
    deciding = [*_matching("denied", decision.denying, groups)]
    if not deciding or groups is None:
        deciding += _matching("allowed", decision.allowing, groups)
    return "; ".join(deciding) or "no rule allows it"


def _matching(verb: str, rules: tuple[Rule, ...], groups: frozenset[str] | None) -> Iterator[str]:
    for rule in rules:
        named = rule.deny if verb == "denied" else rule.allow
        if groups is None or named & {*groups, EVERYONE}:
            yield f"{verb} by line {rule.line}: {', '.join(rule.paths)}"


def _record(known: _Known, groups: frozenset[str] | None, reader: str) -> dict[str, object]:
    decision = known.decision
    record: dict[str, object] = {
        "folder": known.folder,
        "path": known.path,
        "allow": sorted(decision.allow),
        "deny": sorted(decision.deny),
        "allowed_by_lines": [rule.line for rule in decision.allowing],
        "denied_by_lines": [rule.line for rule in decision.denying],
    }
    if groups is not None:
        record |= {"reader": reader, "groups": sorted(groups), "sees": decision.admits(groups)}
    return record


def _names(groups: frozenset[str]) -> str:
    return "everybody" if EVERYONE in groups else ", ".join(sorted(groups))
