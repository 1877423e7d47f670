"""Follows sources into a home folder without indexing it, as a test looks at the files."""

from contextlib import closing, contextmanager
from types import SimpleNamespace

from assistant.audit.audit import Audit
from assistant.sources.following import FetchLimits, Following, folder_of
from assistant.sources.sources import DocumentSource, Sources
from tests.servers.talking import open_records

LIMITS = FetchLimits(file=1_000_000, total=10_000_000, files=1_000)


@contextmanager
def followed(base, address, limits=LIMITS):
    """Yields what follows a source of an address: `follow(connector)` and its files."""
    base.mkdir(exist_ok=True)
    with closing(open_records(base)) as records:
        sources = Sources(records, Audit(records))
        source = next(iter(sources.all()), None)
        if source is None:
            source = DocumentSource("papers", address)
            sources.add(source)
        root = folder_of(base, "papers")

        def follow(connector, *, limits=limits, dry=False):
            return Following(source, sources, base, limits).follow(connector, dry=dry)

        def files():
            places = (p for p in root.rglob("*") if p.is_file())
            paths = {p.relative_to(root).as_posix(): p for p in places}
            return {n: p.read_text() for n, p in paths.items() if not n.startswith(".")}

        yield SimpleNamespace(
            follow=follow, files=files, root=root, sources=sources, source=source, base=base
        )
