"""ISO-2022-JP, the character set of Japanese mail, with what Microsoft's programs send in it."""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([BJI])")
_SHIFTED = (b"$@", b"$B")


def has_escapes(data: bytes) -> bool:
    """Tells whether text in ASCII switches to Japanese characters by escape sequences."""
    return b"\x1b$" in data and data.isascii() and _ESCAPE.search(data) is not None


def japanese_mail(data: bytes) -> str:
    """Decodes ISO-2022-JP, also with the characters that only Microsoft's has, such as ① and ㈱.

    Raises:
        UnicodeError: it is something else.
    """
    try:
        return data.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return "".join(_stretches(data))


def _stretches(data: bytes) -> Iterator[str]:
    mode, start = b"(B", 0
    for escape in [*_ESCAPE.finditer(data), None]:
        piece = data[start : escape.start() if escape else len(data)]
        yield _stretch(piece, mode)
        if escape:
            mode, start = escape.group()[1:], escape.end()


def _stretch(piece: bytes, mode: bytes) -> str:
    if mode in _SHIFTED:
        pairs = zip(piece[::2], piece[1::2], strict=False)
        return b"".join(_shift_jis(first, second) for first, second in pairs).decode("cp932")
    if mode == b"(I":
        return bytes(byte | 0x80 for byte in piece).decode("cp932")
    if mode == b"$(D":
        pairs = zip(piece[::2], piece[1::2], strict=False)
        return b"".join(bytes((0x8F, a | 0x80, b | 0x80)) for a, b in pairs).decode("euc_jp")
    return piece.decode("ascii")


def _shift_jis(first: int, second: int) -> bytes:
    """Returns the code of a character in Shift JIS by its row and cell, both from 0x21 on."""
    row = first - 0x21
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = second + 0x7E if row % 2 else second + (0x1F if second < 0x60 else 0x20)
    if not (0 <= row < 94 and 0x21 <= second < 0x7F):
        raise UnicodeError(f"no character of ISO-2022-JP: {first:#x} {second:#x}")
    return bytes((lead, trail))
