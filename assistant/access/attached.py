"""Where the files lie that belong to one conversation, which tells whose they are.

All lie in one folder of the home, which is indexed like any other, below a folder for each
conversation. The name of that begins so that a path alone, such as that of an old version, says
what it is of.
"""

import re
from pathlib import Path

FOLDER = "attached"
"""The name of the folder in the home, and of the fact that says where it lies."""

_PATH = re.compile(r"~([0-9a-f]{16})(?:/|$)")


def attached_folder(home: Path) -> Path:
    """Returns the folder of a home in which files of conversations lie."""
    return home.resolve() / FOLDER


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
