"""Pictures of pages as they are served: drawn once, bounded, gone with their document."""

import io
import os
from contextlib import closing
from hashlib import sha256

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index.drawing.page_shape import DrawnPage, PageShape
from index.errors import BusyError, UnreadableError
from index.library import open_library
from index.originals import Original
from index.pictures import page_pictures
from index.pictures.page_pictures import PagePictures, encoded
from index.pictures.picture_cache import PictureCache
from index.sandbox.process import ReadingLimits
from tests.documents.papers import Pdf
from tests.fake_embedder import FakeEmbedder


def many_lines(count):
    """A page that takes long to draw: the same lines over and over."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    canvas._code.append("0 0 m 600 800 l 10 800 l 600 10 l S\n" * count)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "papers").mkdir()
    pdf = Pdf().line(60, 700, "The ferry leaves at nine.").page().line(60, 700, "Page two.")
    (folder / "papers" / "ferry.pdf").write_bytes(pdf.data())
    with closing(open_library(folder / "home", FakeEmbedder(), create=True)) as library:
        library.sync([folder / "papers"])
        yield library


@pytest.fixture(scope="module")
def pictures(library):
    with closing(PagePictures(library.home, 10_000_000)) as pictures:
        yield pictures


@pytest.fixture
def original(library):
    [document] = library.documents()
    return library.original(document)


def test_a_page_is_drawn_at_the_next_width_there_is(pictures, original):
    picture = pictures.picture(original, 1, 801)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size[0] in (1_600, 1_601)
        assert Image.MIME[image.format] == picture.media_type
    assert pictures.shape(original, 2).pages == 2


def test_a_page_that_was_drawn_is_not_drawn_again(pictures, original, library):
    first = pictures.picture(original, 2, 800)
    with closing(PagePictures(library.home, 10_000_000)) as later:
        later._draw = None
        assert later.picture(original, 2, 800) == first


def test_a_page_that_cannot_be_drawn_is_tried_once(pictures, original):
    for _ in range(2):
        with pytest.raises(UnreadableError, match="no page 3"):
            pictures.picture(original, 3, 800)
    assert list(pictures._faults) == [(original.version, 3)]


def test_a_page_that_takes_too_long_ends_and_the_next_one_is_drawn(library, original, tmp_path):
    data = many_lines(400_000)
    (tmp_path / "slow.pdf").write_bytes(data)
    slow = Original(tmp_path, "slow.pdf", len(data), sha256(data).hexdigest())
    limits = ReadingLimits(memory_mb=1_500, cpu_seconds=1, wall_seconds=60)
    with closing(PagePictures(library.home, 0, limits)) as pictures:
        with pytest.raises(UnreadableError, match="more than 1 s of processor time"):
            pictures.picture(slow, 1, 3_200)
        assert pictures.picture(original, 1, 800).data


def test_who_would_wait_too_long_is_told_so(library, original, monkeypatch):
    monkeypatch.setattr(page_pictures, "_SECONDS_WAITING", 0)
    with closing(PagePictures(library.home, 0)) as pictures, pytest.raises(BusyError):
        pictures.picture(original, 1, 800)


def test_a_file_that_was_changed_since_is_not_shown(tmp_path):
    (tmp_path / "papers").mkdir()
    place = tmp_path / "papers" / "ferry.pdf"
    place.write_bytes(Pdf().line(60, 700, "The ferry leaves at nine.").data())
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        library.sync([tmp_path / "papers"])
        [document] = library.documents()
        found = library.original(document)
        place.write_bytes(bytes(reversed(place.read_bytes())))
        with pytest.raises(UnreadableError, match="has changed since"):
            found.read()
        place.write_bytes(b"shorter")
        assert library.original(document) is None


def test_letters_are_kept_without_loss_and_photographs_small():
    shape = PageShape(1, 1, 300, 300, (1, 0, 0, 1, 0, 0))
    page = DrawnPage(shape, 300, 300, b"\xff" * 270_000)
    noise = DrawnPage(shape, 300, 300, os.urandom(270_000))
    assert encoded(page).startswith(b"\x89PNG")
    assert encoded(noise).startswith(b"\xff\xd8")


def test_what_was_not_looked_at_for_longest_goes_first(tmp_path):
    cache = PictureCache(tmp_path, 1_000)
    for n in range(4):
        cache.put("a", str(n), bytes(240))
        os.utime(tmp_path / "pictures" / "a" / str(n), (n, n))
    cache.get("a", "0")
    cache.put("b", "4", bytes(240))
    assert [n for n in range(4) if cache.get("a", str(n))] == [0, 3]
    assert cache.get("b", "4")


def test_a_full_disk_keeps_no_picture_and_hurts_nobody(tmp_path, caplog):
    (tmp_path / "pictures").write_text("a file in the way")
    cache = PictureCache(tmp_path, 1_000)
    cache.put("a", "1", b"x")
    assert cache.get("a", "1") is None
    assert "could not be kept" in caplog.text


def test_pictures_go_with_their_document(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ferry.txt").write_text("The ferry leaves at nine.")
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        library.sync([tmp_path / "papers"])
        [document] = library.documents()
        cache = PictureCache(library.home, 1_000)
        cache.put(document.version, "1-800", b"x")
        cache.put("0" * 64, "1-800", b"of what was removed")
        library.sync([tmp_path / "papers"])
        assert cache.get(document.version, "1-800") == b"x"
        assert cache.get("0" * 64, "1-800") is None
