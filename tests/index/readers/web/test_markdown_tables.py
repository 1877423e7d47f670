import pytest

from index.readers.extraction import Options
from index.readers.web.markdown import read, read_markdown
from index.readers.web.markdown_tables import with_drawn_tables
from index.text.table_rows import cells_of, head_of, rows_within
from index.types import Document

PAY = """# Pay

All are paid by years:
<table>
  <tr>
    <td>Years</td>
    <td>Technical</td>
  </tr>
  <tr>
    <td>More than <b>5</b></td>
    <td align="right">$120k</td>
  </tr>

  <tr>
    <td>Less
        than 5</td>
    <td>R&amp;D $100k</td>
  </tr>
</table>
Paid on Fridays.
"""
DAYS = """<div align="center">
<table><tbody>
<tr><td>New Year’s Day</td><td>January 1</td></tr>
<tr><td>Labor Day</td><td>First Monday in September</td></tr>
</tbody></table>
</div>
"""


def cells(markup):
    found = read(markup.encode(), Options())
    document = Document("d", "a.md", "", found.text, "en", found.sections, (), "v")
    [table] = [section for section in found.sections if section.columns is not None]
    return [
        {
            cell.name or cell.column: " ".join(found.text[cell.start : cell.end].split())
            for cell in cells_of(found.text, table, row)
        }
        for row in rows_within(document, table.start, table.end)
    ]


def test_rows_of_an_html_table_are_rows_with_the_names_of_their_columns():
    assert cells(PAY) == [
        {"Years": "More than 5", "Technical": "$120k"},
        {"Years": "Less than 5", "Technical": "R&amp;D $100k"},
    ]


def test_a_table_without_names_has_rows_all_the_same():
    assert cells(DAYS) == [
        {0: "New Year’s Day", 1: "January 1"},
        {0: "Labor Day", 1: "First Monday in September"},
    ]


def test_a_line_of_no_names_is_nothing_to_cite():
    found = read(b"| | |\n|-|-|\n| Dog | 2 |\n", Options())
    assert head_of(found.text, found.sections[0]) is None


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("markup", [PAY, DAYS])
def test_every_character_of_a_cell_stays_where_it_is_in_the_file(markup, ending):
    text = markup.replace("\n", ending)
    drawn = with_drawn_tables(text)
    assert len(drawn) == len(text)
    for word in ("Technical", "$120k", "R&amp;D", "Labor", "September", "Fridays", "</div>"):
        assert drawn.find(word) == text.find(word)
    assert "<t" not in drawn


def test_a_table_on_the_line_of_what_it_stands_in_is_one_too():
    assert cells(DAYS.replace(">\n<table", "><table").replace("</td>", "  </td>"))[0] == {
        0: "New Year’s Day",
        1: "January 1",
    }


@pytest.mark.parametrize("tags", ["", "<tr>"])
def test_the_tag_of_a_row_may_be_left_out(tags):
    text = f"""<table>
  <thead>{tags}
    <th>Look for</th>
    <th>Red flags</th>
  </thead>
  <tbody>{tags}
    <td>Skill<td>Names no tools
  <tr>
    <td>Price</td><td>Half of the others</td>
</table>
"""
    assert cells(text) == [
        {"Look for": "Skill", "Red flags": "Names no tools"},
        {"Look for": "Price", "Red flags": "Half of the others"},
    ]


def test_what_stands_around_a_table_is_no_row_of_it():
    text = with_drawn_tables(PAY)
    said = [text[s.start : s.end].strip() for s in read_markdown(text).sections if not s.columns]
    assert said == ["All are paid by years:", "Paid on Fridays."]


@pytest.mark.parametrize(
    "row",
    [
        "<td colspan=2>Both</td>",
        "<td colspan=all>Both</td><td>c</td>",
        "<td>a|b</td><td>c</td>",
        "<td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td>",
        "<td>a</td><td>b</td></tr></tbody><caption>c</caption>",
        "<td rowspan=2>a</td><td>b</td></tr><tr></tr><tr><td>c</td>",
        "<td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td>",
        "<td>a</td><td>b</td></tr><!-- </table> --><tr><td>c</td>",
        '<td style="display: none">a</td><td>c</td>',
        "<td>only</td>",
        '<td>Ferry</td><td><img src="yes.png" alt="runs"></td>',
        "<td>a</td><td><script>b</script></td>",
        "<td>a</td><td><?b ?>c</td>",
        "<td>a</td><td><![CDATA[b]]>c</td>",
        "stray <td>a</td><td>b</td>",
    ],
)
def test_a_table_that_would_lose_something_stays_as_it_is_written(row):
    text = f"<table>\n  <tr>\n    {row}\n  </tr>\n</table>\n"
    assert with_drawn_tables(text) == text


RATES = """Prices are for a day.
<table>
  <caption>
    Boats | for
    hire
  </caption>
  <thead>
    <tr><th colspan="3">Since&nbsp;May</th></tr>
    <tr><th>Boat</th><th colspan="2">Price &amp; deposit</th></tr>
  </thead>
  <!-- The canoe is gone -->
  <tr><td rowspan="2">Kayak</td><td>one seat<!-- blue --></td><td>20 €</td></tr>
  <tr><td>two seats | a child</td><td>30 €</td></tr>
  <tr><td colspan="9">With a sail</td></tr>
  <tr><td>Dinghy</td><td rowspan="2">C:\\</td><td>45 €</td></tr>
  <tr><td>Yawl</td><td>90 €</td></tr>
</table>
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_cell_that_spans_others_stands_where_it_begins(ending):
    assert cells(RATES.replace("\n", ending)) == [
        {"Boat": "Kayak", "Price &amp; deposit": "one seat", 2: "20 €"},
        {"Boat": "Kayak", "Price &amp; deposit": "two seats\\| a child", 2: "30 €"},
        {"Boat": "With a sail"},
        {"Boat": "Dinghy", "Price &amp; deposit": "C:\\", 2: "45 €"},
        {"Boat": "Yawl", 2: "90 €"},
    ]


def test_an_empty_cell_has_no_label_of_the_row_above():
    assert cells("""<table>
<tr><th>Boat</th><th>Seats</th><th>Price</th></tr>
<tr><td rowspan="3">Kayak</td><td rowspan="2">one</td><td>20 €</td></tr>
<tr><td>25 €</td></tr>
<tr><td></td><td>30 €</td></tr>
<tr><td></td><td>two</td><td>40 €</td></tr>
</table>
""") == [
        {"Boat": "Kayak", "Seats": "one", "Price": "20 €"},
        {"Boat": "Kayak", "Seats": "one", "Price": "25 €"},
        {"Boat": "Kayak", "Price": "30 €"},
        {"Seats": "two", "Price": "40 €"},
    ]


def test_a_caption_and_a_line_above_the_names_are_text_above_the_table():
    text = with_drawn_tables(RATES)
    said = [" ".join(text[s.start : s.end].split()) for s in read_markdown(text).sections]
    assert said[0] == "Prices are for a day. Boats | for hire Since May"
    assert [text.find(word) for word in ("Boats", "hire", "May", "Kayak", "90 €")] == [
        RATES.find(word) for word in ("Boats", "hire", "May", "Kayak", "90 €")
    ]


def test_a_caption_is_no_code_however_far_it_stands_in():
    text = with_drawn_tables(f"<table>\n{' ' * 9}<caption>Fees</caption>{PAY.split('<table>')[1]}")
    assert "\nFees" in text


def test_comments_in_a_table_are_told_and_not_read():
    found = read(RATES.encode(), Options())
    assert "canoe" not in found.text
    assert "blue" not in found.text
    assert found.remarks == ("2 comments are not read",)


def test_a_table_in_a_comment_is_none():
    found = read(f"# Boats\n\n<!--\n{DAYS}-->\nAsk at the pier.\n".encode(), Options())
    said = [" ".join(found.text[s.start : s.end].split()) for s in found.sections]
    assert said == ["Ask at the pier."]


def test_where_comments_are_read_a_table_with_some_stays_as_it_is_written():
    found = read(RATES.encode(), Options(hidden=True))
    assert found.text == RATES


@pytest.mark.parametrize(
    "text", ["```\n" + PAY + "```\n", "    <table><tr><td>a</td></tr></table>\n", "<table>" * 9_000]
)
def test_what_is_no_table_stays_as_it_is_written(text):
    assert with_drawn_tables(text) == text


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("##Salary", "Salary"),
        ("#Salary and Equity", "Salary and Equity"),
        ("###給与###", "給与"),
        ("#general", None),
        ("#42", None),
        ("##!", None),
        ("#Sales is the channel for leads.", None),
    ],
)
def test_a_heading_may_stand_tight_at_its_sign(line, heading):
    sections = read_markdown(f"# Staff\n\n{line}\n\nAll are paid.\n").sections
    assert sections[-1].heading == ((heading,) if heading else ())
