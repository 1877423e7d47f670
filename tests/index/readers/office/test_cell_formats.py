"""What cells show in the languages of their formats, and numbers of many digits."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from index.readers import extract
from index.readers.office.cell_format import shown
from index.readers.office.date_words import language_of

MONDAY = datetime(2024, 1, 15, 17, 30)


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("[$-407]d. mmmm yyyy", "15. Januar 2024"),
        ("[$-de-DE]dddd", "Montag"),
        ("[$-40C]d mmmm yyyy", "15 janvier 2024"),
        ("[$-C0A]dd-mmm-yy", "15-ene-24"),
        ("[$-411]m/d(aaa)", "1/15(月)"),
        ("m/d(aaa)", "1/15(月)"),
        ("aaaa", "月曜日"),
        ('[$-804]m"月"d"日" aaaa', "1月15日 星期一"),
        ("[$-804]m/d(aaa)", "1/15(一)"),
        ('[$-804]上午/下午h"时"mm"分"', "下午5时30分"),
        ("[$-412]yyyy mmmm", "2024 1월"),
        ("[$-F800]dddd, mmmm dd, yyyy", "Monday, January 15, 2024"),
        ("[$-zzz]mmm yy", "Jan 24"),
        ("h:mm A/P", "5:30 P"),
    ],
)
def test_months_and_days_are_named_in_the_language_of_the_format(number_format, text):
    assert shown(MONDAY, number_format) == text


@pytest.mark.parametrize("number_format", ["[$€-407]#,##0", "#,##0", "[$-FFFF]d", "[Red]0"])
def test_a_format_without_a_language_names_none(number_format):
    assert language_of(number_format) == ("de" if "407" in number_format else "")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (4111111111111111, "0", "4111111111111111"),
        (340123450000000018, "General", "340123450000000018"),
        (1.5e15, "#,##0", "1,500,000,000,000,000"),
        (1e22, "0", "1e+22"),
        (123456789012.5, "0." + "0" * 30, "123456789012.5" + "0" * 29),
    ],
)
def test_no_digit_of_a_long_number_is_lost(value, number_format, text):
    assert shown(value, number_format) == text


def eastern(number):
    """A workbook as Excel writes it in Japan or China: a date format by its number alone."""
    book = Workbook()
    for row in (["日付", "額"], [MONDAY.replace(hour=0, minute=0), 5]):
        book.active.append(row)
    book.active["A2"].number_format = "yyyy.m.d"
    buffer, written = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/styles.xml":
                data = re.sub(rb"<numFmts.*?</numFmts>", b"", data, flags=re.DOTALL)
                data = re.sub(rb'numFmtId="16\d"', f'numFmtId="{number}"'.encode(), data)
            new.writestr(name, data)
    return written.getvalue()


@pytest.mark.parametrize("number", [27, 31, 36, 50, 58])
def test_a_date_in_a_format_of_east_asia_is_a_date(number):
    assert extract("a.xlsx", eastern(number)).text == "Sheet\n\n日付: 2024-01-15; 額: 5"
