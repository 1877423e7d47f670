"""Stored texts and passages that are not as they were stored: told, never quoted, read again.

A document is checked when it is read from its database, against its check sum. A passage is checked
when it is read for an answer, against its id, which is a hash of what it says.
"""

import logging
from collections.abc import Iterable, Sequence

from index.errors import DamagedError
from index.integrity.damage import altered
from index.passages.cutting import is_as_cut
from index.store.passage_table import PassageTable
from index.store.records import Records
from index.types import Passage

logger = logging.getLogger(__name__)


def refuse_altered(passages: Iterable[Passage]) -> None:
    """Refuses passages of which one does not say what its id stands for.

    Raises:
        DamagedError: it names the document; indexing mends it.
    """
    for passage in passages:
        if not is_as_cut(passage):
            raise altered(passage.document.path)


def altered_documents(records: Records, tables: Sequence[PassageTable]) -> list[str]:
    """Returns the ids of documents of which anything stored is not as it was; all is read."""
    return [i for i in records.document_ids() if not _is_whole(records, i, tables)]


def _is_whole(records: Records, document_id: str, tables: Sequence[PassageTable]) -> bool:
    try:
        if document := records.read(document_id):
            for table in tables:
                refuse_altered(table.of(document))
    except DamagedError:
        return False
    return True


def forget_altered(records: Records, tables: Sequence[PassageTable]) -> None:
    """Forgets documents that are not as they were stored, so that their files are read again.

    What is whole and has no check sum yet, as it was stored by an earlier release, gets one.
    """
    ids = altered_documents(records, tables)
    if ids:
        with records.database.transaction(writing=True) as connection:
            for table in tables:
                table.remove(connection, ids)
            paths = records.unread(connection, ids)
        logger.warning(
            "The stored text of %d documents was damaged: their files are read again, %r first.",
            len(ids),
            min(paths, default=""),
        )
    records.note_text_sums()
