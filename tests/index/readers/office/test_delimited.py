"""CSV and TSV as people and programs write them: decimal commas, stray quotation marks."""

import pytest

from index.readers import extract
from index.readers.office.delimited import records_of

WITH_COMMAS = [
    ("Januar;1,5\nFebruar;2,5\nMärz;3,7\n", "Januar: 1,5"),
    ("Monat;Umsatz, netto\nJanuar;1,5\nFebruar;2,5\n", "Monat: Januar; Umsatz, netto: 1,5"),
    ("Poste\tMontant, HT\nLoyer\t1 200,50\nEau\t30,00\n", "Poste: Loyer; Montant, HT: 1 200,50"),
    ("sep=;\r\nMes;Ventas\r\nEnero;1,5\r\nMarzo;2,5\r\n", "Mes: Enero; Ventas: 1,5"),
]


@pytest.mark.parametrize(("data", "row"), WITH_COMMAS)
def test_commas_of_numbers_and_names_separate_nothing(data, row):
    assert extract("a.csv", data.encode()).text.split("\n\n")[0] == row


def test_semicolons_of_sentences_separate_nothing():
    found = extract("a.csv", b"Town,Lines,Since\nElm,red; blue,1990\nAsh,green; grey,2001\n")
    assert found.text.split("\n\n")[0] == "Town: Elm; Lines: red; blue; Since: 1990"


def test_numbers_alone_are_separated_by_commas():
    assert extract("a.csv", b"1,2,3\n4,5,6\n").text == "1; 2; 3\n\n4; 5; 6"


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        (
            "a.tsv",
            'Teil\tMaß\tPreis\nRohr\t"5 Zoll\t3\nHahn\t1\t9\n',
            ['Teil: Rohr; Maß: "5 Zoll; Preis: 3', "Teil: Hahn; Maß: 1; Preis: 9"],
        ),
        (
            "a.csv",
            '品名,備考,数\n管,"長い" もの,3\n栓,"赤、青, 白" など,9\n',
            ["品名: 管; 備考: 長い もの; 数: 3", "品名: 栓; 備考: 赤、青, 白 など; 数: 9"],
        ),
        (
            "a.csv",
            'Part,Note,Price\nPipe,"a ""good"" one,\nlong",3\nTap,"new,4\n',
            ['Part: Pipe; Note: a "good" one, long; Price: 3', 'Part: Tap; Note: "new; Price: 4'],
        ),
    ],
)
def test_a_quotation_mark_that_quotes_nothing_swallows_no_rows(name, data, rows):
    assert extract(name, data.encode()).text.split("\n\n") == rows


class Counted(list):
    looks = 0

    def __getitem__(self, place):
        self.looks += 1
        return super().__getitem__(place)


def test_many_stray_quotation_marks_cost_no_more_than_the_file_is_long():
    lines = Counted(["Name\tNote\n", *['Pipe\t"5 inch\n'] * 500])
    assert len(list(records_of(lines, "\t"))) == 501
    assert lines.looks < 5 * len(lines)
