"""Which reader a file's first bytes call for, whatever its name says."""

import io
import re
import struct
import zipfile

from index.errors import UnreadableError

_ZIPPED = (".docx", ".pptx", ".xlsx", ".epub")
# Formats whose files always begin in their own way: other bytes under these names are an error.
_MARKED = frozenset((".pdf", *_ZIPPED))
_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_PDF_WINDOW = 1_024
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html)\b", re.I | re.S
)
_MAIN_FOLDERS = {
    "word/": ".docx",
    "ppt/": ".pptx",
    "xl/": ".xlsx",
    "META-INF/container.xml": ".epub",
}


def true_suffix(suffix: str, data: bytes) -> str:
    """Returns the ending that the bytes deserve: `suffix` unless they clearly say otherwise.

    Raises:
        UnreadableError: the bytes are of a format that is not read, or the file is empty.
    """
    if not data:
        raise UnreadableError("the file has no text")
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:_PDF_WINDOW]):
        return ".pdf"
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_OLE):
        raise UnreadableError(_ole_reason(data))
    if data.startswith(_RTF):
        raise UnreadableError("the file is Rich Text (RTF); save it as .docx or .pdf")
    if suffix not in _MARKED:
        return suffix
    if _HTML.match(data, 0, _PDF_WINDOW):
        return ".html"
    raise UnreadableError(f"the file is damaged, or no {suffix} file: it does not begin like one")


def _zipped(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise UnreadableError(f"the file is damaged: {error}") from error
    for folder, suffix in _MAIN_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return suffix
    raise UnreadableError("the file is a zip archive; unpack it")


def _ole_reason(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the file is protected with a password; save it without one"
    return "the file is of an older Office format; save it as .docx, .xlsx or .pptx"
