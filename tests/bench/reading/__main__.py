"""How well PDF files are read: their words against those that poppler's pdftotext finds.

`python -m tests.bench.reading FOLDER` prints, for each file, its pages, the share of pdftotext's
words that the text has, and the processor time of a page. Lines that come again on three pages, as
running heads do, are left out, as are pages that are named as not read.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from unicodedata import normalize

from index.errors import UnreadableError
from index.readers import extract

_WORD, _BROKEN = re.compile(r"[^\W_]+"), re.compile(r"[-\u00ad\u2010]\s*\n\s*")
_DIGITS, _TIMES = re.compile(r"\d+"), 3


def words(text):
    """Counts the words of a text, whatever their case, those broken over lines as one."""
    return Counter(_WORD.findall(_BROKEN.sub("", normalize("NFKC", text)).lower()))


def expected(path, read):
    """Returns the text that pdftotext finds on pages that were read, without running heads."""
    command = ["pdftotext", "-q", str(path), "-"]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    pages = [page.split("\n") for page in out.decode("utf-8", "replace").split("\f")]
    kinds = [[_DIGITS.sub("#", line.strip()) for line in page] for page in pages]
    times = Counter(kind for page in kinds for kind in set(page))
    return "\n".join(
        line
        for number, (page, known) in enumerate(zip(pages, kinds, strict=True), 1)
        for line, kind in zip(page, known, strict=True)
        if number in read and (times[kind] < _TIMES or len(kind) < 2)
    )


def measure(path):
    """Returns the figures of one file as a line."""
    began = time.process_time()
    try:
        found = extract(path.name, path.read_bytes())
    except UnreadableError as error:
        return f"{path.name}\t{error}\n"
    pages = {page.number for page in found.pages}
    seconds = (time.process_time() - began) / max(1, len(pages))
    wanted = words(expected(path, pages))
    share = 1 - sum((wanted - words(found.text)).values()) / max(1, wanted.total())
    return f"{path.name}\t{len(pages)} pages\t{share:.4f}\t{seconds:.3f} s a page\n"


if __name__ == "__main__":
    for file in sorted(Path(sys.argv[1]).rglob("*.pdf")):
        sys.stdout.write(measure(file))
