"""What stands beside the cells of a sheet: notes and comments, text boxes, charts, diagrams."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from index.readers.builder import TextBuilder, one_line
from index.readers.office.charts import add_chart, add_diagram
from index.readers.tables.grid import Row

_MAX_BYTES, _MAX_NOTES, _MAX_LABEL = 20_000_000, 5_000, 80
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_PLACE = re.compile(r"[A-Z]{1,3}(\d{1,7})")
# Where an older program shows a note that only newer ones know how to show.
_NOT_SHOWN = "[Threaded comment]"


@dataclass(slots=True)
class Beside:
    """What stands beside the cells of one sheet. Rows that were watched give notes their names."""

    archive: ZipFile
    sheet: str
    read: frozenset[str] = frozenset()
    _labels: dict[int, str] = field(default_factory=dict)

    def watching(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yields rows as they are, and remembers what those with a note begin with."""
        noted = {row for row, _, _ in self._notes()}
        for row in rows:
            if row.number in noted:
                self._labels[row.number] = next(filter(None, row.cells), "")[:_MAX_LABEL]
            yield row

    def add(self, builder: TextBuilder, title: str) -> None:
        """Adds all of it to a text, each at the row where it stands."""
        builder.place = f"on the sheet {title!r}"
        for row, cell, text in self._notes():
            label = self._labels.get(row, "")
            builder.page(row)
            builder.paragraph(f"Note on {cell}{f' ({label})' if label else ''}: {text}")
        for name, root in self._parts(self.sheet, "/drawing"):
            self._add_drawing(builder, name, root)
        builder.place = ""

    def _notes(self) -> list[tuple[int, str, str]]:
        """Returns the notes by the row, with the cell and what they say."""
        found: dict[tuple[int, str], list[str]] = {}
        for kind in ("/threadedComment", "/comments"):
            for _, root in self._parts(self.sheet, kind):
                for note in root.iter("{*}threadedComment", "{*}comment"):
                    cell, text = note.get("ref", ""), _text(note)
                    place = _PLACE.fullmatch(cell)
                    if place and text and not text.startswith(_NOT_SHOWN):
                        found.setdefault((max(1, int(place[1])), cell), []).append(text)
        notes = [(row, cell, " ".join(texts)) for (row, cell), texts in sorted(found.items())]
        return notes[:_MAX_NOTES]

    def _add_drawing(self, builder: TextBuilder, name: str, root: etree._Element) -> None:
        parts = dict(_relations(self.archive, name))
        for anchor in root:
            row = anchor.findtext("{*}from/{*}row") or ""
            builder.page(int(row) + 1 if row.isdecimal() and len(row) < 8 else 1)
            for paragraph in anchor.iter(
                "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
            ):
                builder.paragraph(_text(paragraph))
            for drawn in anchor.iter(_CHART, _DIAGRAM):
                relation = "id" if drawn.tag == _CHART else "dm"
                _, target = parts.get(drawn.get(f"{_RELATIONS}{relation}", ""), ("", ""))
                if data := _bytes(self.archive, target):
                    add = add_diagram if drawn.tag == _DIAGRAM else self._add_chart
                    add(builder, data)

    def _add_chart(self, builder: TextBuilder, data: bytes) -> None:
        add_chart(builder, data, self.read)

    def _parts(self, owner: str, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """Yields the parts that another names as of a kind."""
        for _, (relation, target) in _relations(self.archive, owner):
            data = _bytes(self.archive, target) if relation.endswith(kind) else b""
            if data:
                yield target, _parsed(data)


def _relations(archive: ZipFile, owner: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yields the relations of a part: its id, kind, and the part that it leads to."""
    folder, name = posixpath.split(owner)
    data = _bytes(archive, f"{folder}/_rels/{name}.rels")
    for relation in _parsed(data) if data else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield relation.get("Id", ""), (relation.get("Type", ""), path)


def _bytes(archive: ZipFile, name: str) -> bytes:
    entry = archive.NameToInfo.get(name)
    return archive.read(entry) if entry is not None and entry.file_size <= _MAX_BYTES else b""


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _text(element: etree._Element) -> str:
    """Returns the text of a note or paragraph, without the readings of its characters."""
    texts = (t for t in element.iter("{*}t", "{*}text") if t.getparent().tag[-3:] != "rPh")
    return one_line("".join(t.text or "" for t in texts))
