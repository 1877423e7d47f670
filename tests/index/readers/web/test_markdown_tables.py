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
        "<td>a|b</td><td>c</td>",
        "<td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td>",
        "<td>a</td><!-- b --><td>c</td>",
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
