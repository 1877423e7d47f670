"""Builds the files that the tests of the readers read."""

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

PAGE = (595, 842)
JAPANESE = "HeiseiMin-W3"


class Pdf:
    """Draws lines of text where a test says."""

    def __init__(self, title="", password=None, owner_only=False):
        self.buffer = io.BytesIO()
        encrypt = None
        if password is not None:
            user = "" if owner_only else password
            encrypt = StandardEncryption(user, ownerPassword=password)
        self.canvas = Canvas(self.buffer, pagesize=PAGE, encrypt=encrypt)
        self.canvas.setTitle(title)
        if JAPANESE not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(JAPANESE))

    def line(self, x, y, text, size=11, font="Helvetica"):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        return self

    def lines(self, x, y, lines, size=11, font="Helvetica", step=1.3):
        for n, line in enumerate(lines):
            self.line(x, y - n * size * step, line, size, font)
        return self

    def cells(self, xs, y, rows, step=16, size=10):
        """Rows of texts at given places, None for no cell; a row in upper case is bold."""
        for n, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=False):
                if cell:
                    bold = str(cell).isupper() and len(cell) > 3
                    self.line(
                        x, y - n * step, cell, size, "Helvetica-Bold" if bold else "Helvetica"
                    )
        return self

    def grid(self, xs, ys):
        """Lines at all of these places, as around the cells of a table."""
        self.canvas.grid(xs, ys)
        return self

    def bookmark(self, name, level=0):
        self.canvas.bookmarkPage(name)
        self.canvas.addOutlineEntry(name, name, level)
        return self

    def page(self):
        self.canvas.showPage()
        return self

    def data(self):
        self.canvas.save()
        return self.buffer.getvalue()
