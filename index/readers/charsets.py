"""Text in the character set that it is declared in, and in what people send under that name.

Programs have always called Windows' character sets by the names of smaller ones that they hold;
what a name means in practice follows https://encoding.spec.whatwg.org/#names-and-labels.
"""

import codecs
from collections.abc import Iterator

from index.readers.japanese_mail import has_escapes, japanese_mail
from index.readers.text import decode

_CHINESE, _WESTERN = "gb18030", "cp1252"
_MEANT = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gb_2312", "gbk", "x-gbk", "chinese"), _CHINESE),
    **dict.fromkeys(("csgb2312", "euc-cn", "cp936", "hz-gb-2312"), _CHINESE),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1"), _WESTERN),
    **dict.fromkeys(("us-ascii", "ascii", "ansi_x3.4-1968", "ansi"), _WESTERN),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "korean"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jis_2004"),
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "macintosh": "mac_roman",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decoded(data: bytes, declared: str = "") -> str:
    """Returns text by the character set that is declared for it, or else by how it reads.

    Raises:
        UnreadableError: it is no text, or in a character set that cannot be told.
    """
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    label = declared.strip().lower()
    for name in _likely(data, label):
        try:
            return _by_name(data, name).removeprefix("\ufeff")
        except (LookupError, UnicodeError):
            continue
    return decode(data) if data else ""


def _likely(data: bytes, label: str) -> Iterator[str]:
    """Yields the character sets that a text may be in, best first."""
    name = _MEANT.get(label, label)
    if has_escapes(data):
        yield "iso-2022-jp"
    if name == _WESTERN and not data.isascii():
        yield "utf-8"  # It never fits by chance what is in a set of one byte a character.
    if name == _CHINESE and data.isascii():
        yield "hz"
    # Without a mark, UTF-16 tells its order by how it reads.
    if name and not (name.startswith("utf-16") and b"\0" in data[:1_000]):
        yield name


def _by_name(data: bytes, name: str) -> str:
    if name.startswith("iso-2022-jp"):
        return japanese_mail(data)
    return data.decode(name)
