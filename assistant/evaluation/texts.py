"""The texts of the documents that are indexed, by their paths: what gold spans are offsets of."""

from pathlib import PurePosixPath

from index.errors import UsageError
from index.store.records import Records


class Texts:
    """The canonical texts of one home folder."""

    def __init__(self, records: Records) -> None:
        """Notes which documents there are; their texts are read when they are asked for."""
        self._records = records
        self._ids: dict[str, list[str]] = {}
        self._by_name: dict[str, str] = {}
        for file in records.files():
            if file.document_id:
                self._ids.setdefault(file.path, []).append(file.document_id)
                self._by_name.setdefault(PurePosixPath(file.path).name, file.path)

    def text(self, path: str) -> str:
        """Returns the text of the document at a path below its indexed folder.

        Raises:
            UsageError: no document is indexed by this path, or those of several folders are.
        """
        ids = self._ids.get(path, [])
        if len(ids) > 1:
            raise UsageError(
                f"{path!r} lies in {len(ids)} indexed folders. Evaluate a home that holds one."
            )
        text = self.by_id(ids[0]) if ids else None
        if text is None:
            raise UsageError(f"{path!r} is not indexed. {self._advice(path)}")
        return text

    def find(self, path: str) -> str:
        """Returns the text of the first document at a path, empty without one."""
        return next((self.by_id(i) or "" for i in self._ids.get(path, [])), "")

    def by_id(self, document_id: str) -> str | None:
        """Returns the text of a document, None if it is gone."""
        document = self._records.document(document_id)
        return document.text if document else None

    def _advice(self, path: str) -> str:
        elsewhere = self._by_name.get(PurePosixPath(path).name)
        if elsewhere:
            return f"Write {elsewhere!r}, if that is meant."
        return "Index it, or write its path below the indexed folder."
