"""What is indexed, in names and numbers."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from index.store.record_rows import FAILED, FileRecord
from index.sync.file_states import is_outdated
from index.types import Failure, LibraryStatus


def status_of(
    home: Path,
    models: tuple[str, str],
    files: Sequence[FileRecord],
    titles: Sequence[str],
    passages: int,
) -> LibraryStatus:
    """Returns what there is to tell of some files, the titles of their documents, and passages.

    `models` are the one that answers and the one to come, empty if that is the same.
    """
    sources = sorted({file.source for file in files})
    stamps = [datetime.fromisoformat(file.indexed_at) for file in files]
    model, next_model = models
    return LibraryStatus(
        home=home,
        model=model,
        next_model=next_model,
        sources=tuple(sources),
        missing_sources=tuple(s for s in sources if not Path(s).is_dir()),
        documents=len(titles),
        passages=passages,
        updated=max(stamps) if stamps and titles else None,
        failed=tuple(Failure(f.path, f.reason) for f in files if f.state == FAILED),
        titles=tuple(titles),
        outdated=sum(is_outdated(file) for file in files),
    )
