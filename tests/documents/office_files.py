"""Builds Office files with what the libraries that write them cannot: parts, and strict ones."""

import io
import re
import zipfile

from docx.opc.packuri import PackURI
from docx.opc.part import Part as WordPart
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlideURI

_USUAL = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/([\w-]+)")
_SCHEMES = (
    b"officeDocument",
    b"wordprocessingml",
    b"presentationml",
    b"spreadsheetml",
    b"drawingml",
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rewritten(data, change):
    """Returns an archive whose entries `change(name, content)` has gone over."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return buffer.getvalue()


def strict(data):
    """Returns an Office file as a strict one, in the namespaces of ISO/IEC 29500."""

    def name(found):
        if found[1] not in _SCHEMES:
            return found[0]
        return b"http://purl.oclc.org/ooxml/%s/%s" % (found[1], found[2])

    return rewritten(data, lambda _, content: _USUAL.sub(name, content))


def add_part(owner, name, content, kind, content_type="application/xml"):
    """Adds a part to a python-docx or python-pptx part; returns the id of the relation to it."""
    data = content.encode()
    if isinstance(owner, SlidePart):
        part = SlidePart(SlideURI(name), content_type, owner.package, data)
    else:
        part = WordPart(PackURI(name), content_type, data, owner.package)
    return owner.relate_to(part, f"{RELATION}/{kind}")
