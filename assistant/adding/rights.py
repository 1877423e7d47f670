"""Who may add files to which folder of the home, and how much of them there may be."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from assistant.access.access import Access
from assistant.access.attached import attached_folder, conversation_of
from assistant.adding.upload_folder import UploadFolder
from assistant.assistant import Assistant
from assistant.audit.audit_facts import Facts
from assistant.conversations.conversations import Conversations
from assistant.types import Reader

_UPLOADS = "uploads"


class Rights(Protocol):
    """Who may add what to the folder `root`; all files together have `most` bytes."""

    root: Path
    most: int

    def may_add(self, reader: Reader, path: str) -> bool:
        """Tells whether a reader may add, replace and remove the file at a path."""

    def may_add_some(self, reader: Reader) -> bool:
        """Tells whether a reader may add files at some path."""

    def share(self, reader: Reader, folder: UploadFolder) -> int:
        """Returns how many bytes this reader may still add."""

    def is_there(self, reader: Reader, source: str, path: str) -> bool:
        """Tells whether a file of the same bytes need not be kept again, by its folder and path."""

    def told(self, path: str, version: str = "") -> Facts:
        """Returns what the audit record says of a file, which version it has among that."""


@dataclass(slots=True)
class LibraryRights:
    """For all who may see it, whom a rule lets add (`docs/permissions.md`).

    With `everybody`, each reader may add what they may see: right on one's own machine.
    """

    root: Path
    most: int
    access: Access
    everybody: bool

    def may_add(self, reader: Reader, path: str) -> bool:
        """Tells whether a reader may add, replace and remove the file at a path."""
        if self.everybody:
            return self.access.may_see(reader, path, str(self.root))
        return self.access.may_add(reader, path, str(self.root))

    def may_add_some(self, reader: Reader) -> bool:
        """Tells whether a reader may add files at some path."""
        return self.everybody or self.access.may_add_some(reader)

    def share(self, reader: Reader, folder: UploadFolder) -> int:
        """Returns all the room that there is: whom a rule lets add is trusted with it."""
        return folder.room()

    def is_there(self, reader: Reader, source: str, path: str) -> bool:
        """Tells whether the reader sees that file."""
        return self.access.may_see(reader, path, source)

    def told(self, path: str, version: str = "") -> Facts:
        """Returns the path, and the hash."""
        return {"path": path, **({"sha256": version} if version else {})}


@dataclass(slots=True)
class ConversationRights:
    """For their owner alone, in the conversation that they were attached to."""

    root: Path
    most: int
    conversations: Conversations

    def may_add(self, reader: Reader, path: str) -> bool:
        """Tells whether the file at a path belongs to a conversation of this reader."""
        conversation = conversation_of(path)
        return bool(conversation) and self.conversations.has(reader, conversation)

    def may_add_some(self, reader: Reader) -> bool:
        """Tells whether there is any room: whoever asks has conversations."""
        return self.most > 0

    def share(self, reader: Reader, folder: UploadFolder) -> int:
        """Returns so much that they then have no more than they leave to all others.

        So however many people attach, nobody takes the last room.
        """
        theirs = self.conversations.known(reader)
        own = [path for path in folder.paths() if conversation_of(path) in theirs]
        return max(0, folder.room() - folder.size(own)) // 2

    def is_there(self, reader: Reader, source: str, path: str) -> bool:
        """Tells whether it is attached to the same conversation."""
        own = conversation_of(path) == reader.conversation != ""
        return own and source == str(self.root)

    def told(self, path: str, version: str = "") -> Facts:
        """Returns the conversation alone: what the file is called and says is its owner's."""
        return {"path": PurePosixPath(path).parts[0]}


def library_rights(assistant: Assistant, *, everybody: bool = False) -> LibraryRights:
    """Returns who may add to the library, with `everybody` all readers."""
    root = assistant.library.home.resolve() / _UPLOADS
    most = int(assistant.settings.max_uploads_mb * 1e6)
    return LibraryRights(root, most, assistant.access, everybody)


def conversation_rights(assistant: Assistant) -> ConversationRights:
    """Returns who may attach files to which conversation."""
    most = int(assistant.settings.max_attached_mb * 1e6)
    return ConversationRights(
        attached_folder(assistant.library.home), most, assistant.conversations
    )
