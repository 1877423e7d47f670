"""PDF: what was filled into the fields of a form is read with the label beside it."""

from index.passages.boxes import boxes_of
from index.readers import extract
from tests.documents.papers import Pdf


def form():
    pdf = (
        Pdf()
        .line(72, 700, "Name of the keeper:")
        .line(72, 670, "Has a radio:")
        .line(72, 640, "Pier:")
    )
    fields = pdf.canvas.acroForm
    fields.textfield(name="f1", value="Ida Holm", x=200, y=695, width=200, height=18)
    fields.checkbox(name="f2", checked=True, x=200, y=665, size=16)
    fields.textfield(name="f3", value="", x=200, y=635, width=200, height=18)
    fields.textfield(
        name="remarks", value="Comes on Fridays only", x=72, y=500, width=300, height=18
    )
    return pdf


def read(pdf):
    return extract("a.pdf", pdf.data())


def test_a_value_stands_behind_its_label():
    text = read(form()).text
    assert "Name of the keeper: Ida Holm" in text
    assert "Has a radio: \u2611" in text
    assert "Pier:" in text


def test_a_field_without_a_label_has_the_name_that_the_form_gives_it():
    assert "remarks: Comes on Fridays only" in read(form()).text


def test_the_value_of_a_field_has_its_box():
    found = read(form())
    start = found.text.index("Ida Holm")
    [box] = boxes_of(found.boxes, start, start + 8)
    assert 200 <= box.left < box.right <= 400
    assert 695 <= box.bottom < box.top <= 713


def test_a_value_below_its_label_stands_behind_it():
    pdf = Pdf().line(72, 700, "First name").line(250, 700, "Family name")
    pdf.canvas.acroForm.textfield(name="a", value="Ida", x=72, y=676, width=120, height=18)
    pdf.canvas.acroForm.textfield(name="b", value="Holm", x=250, y=676, width=120, height=18)
    assert "First name Ida Family name Holm" in read(pdf).text
