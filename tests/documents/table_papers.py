"""Documents with tables, and questions for one cell of them each."""

import io
from dataclasses import dataclass

from docx import Document
from openpyxl import Workbook


@dataclass(frozen=True, slots=True)
class CellQuestion:
    """A question, and what must stand in the quote that answers it: row, column and value."""

    text: str
    row: tuple[str, ...]
    column: str
    value: str


QUESTIONS = (
    # boats.xlsx: years as names, a unit above, merged groups, a second table on the sheet
    CellQuestion("how many guests did the Heron have in 2023", ("Heron",), "2023", "1,870"),
    CellQuestion("What was the Linnet's number of guests in 2021?", ("Linnet",), "2021", "940"),
    CellQuestion("guests on the Osprey 2022?", ("Osprey",), "2022", "2,310"),
    CellQuestion("who looks after the Osprey", ("Osprey",), "Skipper", "Dana Wirth"),
    CellQuestion("Which berth is the Linnet moored at?", ("Linnet",), "Berth", "Quay 7"),
    CellQuestion("what does it cost to rent the heron on a weekend", ("Heron",), "Weekend", "380"),
    CellQuestion("Weekday price for the Linnet?", ("Linnet",), "Weekday", "210"),
    # stock.xlsx: formats, sections
    CellQuestion("What is the part number of the bilge pump?", ("Bilge pump",), "Part", "000731"),
    CellQuestion("how much is a fender", ("Fender",), "Price", "€18.50"),
    CellQuestion("what discount do we get on anchor chain", ("Anchor chain",), "Discount", "12.5%"),
    CellQuestion("When was the flare last checked?", ("Flare",), "Checked", "2024-03-09"),
    CellQuestion("minimum stock of life jackets", ("Life jacket",), "Minimum", "40"),
    # hours.docx: two rows of heads, merged labels
    CellQuestion("When does the bar close on Saturdays in winter?", ("Bar",), "Winter", "23:00"),
    CellQuestion("Until when is the library open in summer?", ("Library",), "Summer", "19:30"),
    CellQuestion("What time does the pool open in winter?", ("Pool",), "Winter", "08:15"),
    CellQuestion("who do I call about the pool", ("Pool",), "Contact", "ext. 318"),
    CellQuestion("how many seats are there in the bar", ("Bar",), "Seats", "64"),
    # staff.html: rowspan, caption
    CellQuestion(
        "How many days of parental leave does a junior get?", ("Junior", "Parental"), "Days", "60"
    ),
    CellQuestion("annual leave for senior staff?", ("Senior", "Annual"), "Days", "30"),
    CellQuestion("Is parental leave paid for seniors?", ("Senior", "Parental"), "Paid", "half"),
    CellQuestion("how much notice must a trainee give", ("Trainee",), "Notice", "2 weeks"),
    CellQuestion("What is the notice period for managers?", ("Manager",), "Notice", "6 months"),
    # rooms.md: a long table
    CellQuestion("How many people fit into room 214?", ("214",), "Capacity", "23"),
    CellQuestion("does room 219 have a projector?", ("219",), "Projector", "no"),
    CellQuestion("which floor is room 231 on", ("231",), "Floor", "third"),
    CellQuestion("what is the capacity of room 226", ("226",), "Capacity", "20"),
    # ports.csv
    CellQuestion("How deep is the harbour at Skerry Bay?", ("Skerry Bay",), "Depth", "6.2"),
    CellQuestion("harbour fee in Port Elwin", ("Port Elwin",), "Fee", "14.20"),
    CellQuestion("Which radio channel does Tolhaven use?", ("Tolhaven",), "Channel", "VHF 71"),
    CellQuestion(
        "who is the harbour master in Skerry Bay?", ("Skerry Bay",), "Harbour master", "Ilse Brandt"
    ),
)


def papers() -> dict[str, bytes]:
    """Returns the documents by the names of their files."""
    return {
        "boats.xlsx": _boats(),
        "stock.xlsx": _stock(),
        "hours.docx": _hours(),
        "staff.html": _STAFF.encode(),
        "rooms.md": _rooms().encode(),
        "ports.csv": _PORTS.encode(),
    }


def _boats() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Boats"
    rows: list[list[object]] = [
        ["Guests on our boats"],
        ["Boat", 2021, 2022, 2023],
        ["Heron", 1210, 1544, 1870],
        ["Osprey", 1987, 2310, 2402],
        ["Linnet", 940, 615, 1020],
        [],
        ["Boat", "Skipper", "Berth"],
        ["Heron", "Paul Adler", "Quay 3"],
        ["Osprey", "Dana Wirth", "Quay 5"],
        ["Linnet", "Sami Koch", "Quay 7"],
        [],
        [None, "Rent for a day, in euro", None],
        ["Boat", "Weekday", "Weekend"],
        ["Heron", 290, 380],
        ["Osprey", 340, 450],
        ["Linnet", 210, 260],
    ]
    for row in rows:
        sheet.append(row)
    for number in (3, 4, 5):
        for column in "BCD":
            sheet[f"{column}{number}"].number_format = "#,##0"
    sheet.merge_cells("B12:C12")
    return _saved(book)


def _stock() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Stock"
    rows: list[list[object]] = [
        ["Item", "Part", "Price", "Discount", "Minimum", "Checked"],
        ["Deck"],
        ["Bilge pump", 731, 112, 0.05, 4, "2024-01-12"],
        ["Fender", 88, 18.5, 0, 25, "2024-02-02"],
        ["Anchor chain", 1204, 96, 0.125, 3, "2023-11-30"],
        ["Safety"],
        ["Life jacket", 415, 64, 0.1, 40, "2024-04-18"],
        ["Flare", 97, 21, 0, 30, "2024-03-09"],
    ]
    for row in rows:
        sheet.append(row)
    for number in range(3, 9):
        formats = {"B": "000000", "C": '"€"#,##0.00', "D": "0.0%"}
        for column, code in formats.items():
            sheet[f"{column}{number}"].number_format = code
    return _saved(book)


def _hours() -> bytes:
    document = Document()
    document.add_heading("Opening hours of the club", 1)
    document.add_paragraph("All times are local. Members may bring two guests.")
    rows = [
        ("Place", "Summer", "", "Winter", "", "Seats", "Contact"),
        ("", "From", "To", "From", "To", "", ""),
        ("Bar", "17:00", "01:00", "18:00", "23:00", "64", "ext. 302"),
        ("Library", "09:00", "19:30", "10:00", "18:00", "20", "ext. 311"),
        ("Pool", "06:30", "21:00", "08:15", "20:00", "0", "ext. 318"),
    ]
    table = document.add_table(rows=len(rows), cols=7)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in ((1, 2), (3, 4)):
        table.cell(0, first).merge(table.cell(0, last))
    for column in (0, 5, 6):
        table.cell(0, column).merge(table.cell(1, column))
    document.add_paragraph("The kitchen closes an hour before the bar.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_STAFF = """<html><body><h1>Leave and notice</h1>
<p>This page says how much leave the staff of the club may take, and how they may leave it.</p>
<table><caption>Leave by grade</caption>
<tr><th>Grade</th><th>Kind of leave</th><th>Days</th><th>Paid</th></tr>
<tr><td rowspan="2">Senior</td><td>Annual</td><td>30</td><td>in full</td></tr>
<tr><td>Parental</td><td>90</td><td>half</td></tr>
<tr><td rowspan="2">Junior</td><td>Annual</td><td>25</td><td>in full</td></tr>
<tr><td>Parental</td><td>60</td><td>not</td></tr></table>
<table><tr><th>Grade</th><th>Notice</th><th>Trial period</th></tr>
<tr><td>Trainee</td><td>2 weeks</td><td>3 months</td></tr>
<tr><td>Clerk</td><td>3 months</td><td>6 months</td></tr>
<tr><td>Manager</td><td>6 months</td><td>none</td></tr></table></body></html>"""

_ANSWERS = ("no", "yes")
_PORTS = """Port,Depth in metres,Fee per night,Channel,Harbour master
Port Elwin,4.8,14.20,VHF 12,Marek Dole
Skerry Bay,6.2,17.90,VHF 14,Ilse Brandt
Tolhaven,3.1,9.50,VHF 71,Jo Fenwick
"""


def _rooms() -> str:
    rows = [
        f"| {n} | {'second' if n < 230 else 'third'} | {4 + (n * 7) % 29} | {_ANSWERS[n % 3 > 0]} |"
        for n in range(200, 240)
    ]
    head = "| Room | Floor | Capacity | Projector |\n|---|---|---|---|"
    return "# Meeting rooms\n\nRooms are booked at the desk.\n\n" + "\n".join([head, *rows]) + "\n"


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
