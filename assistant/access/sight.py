"""What somebody sees: by which rules, in which conversation, and which versions of documents."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from assistant.access.attached import conversation_of
from assistant.access.permissions import Rules


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides what a reader sees: the rules, if any hold, their groups and conversation.

    `folders` are where the files of conversations lie, each of which is seen in its own alone.
    """

    rules: Rules | None
    groups: frozenset[str]
    conversation: str
    folders: frozenset[str]

    def admits(self, folder: str, path: str) -> bool:
        """Tells whether a file is seen, by its indexed folder, empty if unknown, and its path."""
        owner = conversation_of(path) if folder in ("", *self.folders) else ""
        if owner or folder in self.folders:
            return owner != "" and owner == self.conversation
        return self.rules is None or self.rules.decide(folder, path).admits(self.groups)

    @property
    def name(self) -> str:
        """What stands for it, so that another of the same name sees the same."""
        if self.rules is None and not self.conversation:
            return ""
        decides = [self.rules.revision if self.rules else "", sorted(self.groups)]
        said = json.dumps([*decides, self.conversation] if self.conversation else decides)
        return sha256(said.encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class SeenVersions:
    """What somebody sees now: the current versions of all documents, and which are visible."""

    sight: Sight
    versions: Mapping[str, str]
    documents: Collection[str]

    def admits(self, document_id: str, version: str, path: str) -> bool:
        """Tells whether a document is visible, and a version of it that is gone was at its path."""
        current = self.versions.get(document_id)
        if current is not None and document_id not in self.documents:
            return False
        return current == version or self.sight.admits("", path)
