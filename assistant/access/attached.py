"""Where the files lie that belong to one conversation, which tells whose they are.

All lie in one folder of the home, which is indexed like any other, below a folder for each
conversation. The name of that begins so that a path alone, such as that of an old version, says
what it is of.
"""

import re
from pathlib import Path

from assistant.types import Answer
from index.library import Library

FOLDER = "attached"
"""The name of the folder in the home, and of the fact that says where it lies."""

_PATH = re.compile(r"~([0-9a-f]{16})(?:/|$)")


def attached_folder(home: Path) -> Path:
    """Returns the folder of a home in which files of conversations lie."""
    return home.resolve() / FOLDER


def attached_folders(library: Library) -> frozenset[str]:
    """Returns where files of conversations lie, as the index has it: here, or where the home was.

    A home may have been moved or copied, with all it holds; only a server notes that at once.
    """
    noted = library.records.facts().get(FOLDER, "")
    return frozenset({str(attached_folder(library.home)), noted} - {""})


def attached_to(conversation: str) -> str:
    """Returns the path in that folder of all files of a conversation."""
    return f"~{conversation}"


def conversation_of(path: str) -> str:
    """Returns the conversation to which the file at a path belongs, empty if it is of none."""
    found = _PATH.match(path)
    return found[1] if found else ""


def shown_path(path: str) -> str:
    """Returns a path as people see it: without the folder of a conversation."""
    return path.partition("/")[2] if conversation_of(path) else path


def tells_of_attached(answer: Answer) -> bool:
    """Tells whether an answer cites, shows or names a file that belongs to a conversation."""
    passages = [c.passage for c in answer.citations] + [hit.passage for hit in answer.nearest]
    paths = {p.document.path for p in passages} | {each.path for each in answer.named}
    return any(map(conversation_of, paths)) or any(map(conversation_of, answer.scope))
