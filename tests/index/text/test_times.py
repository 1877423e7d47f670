"""Times that a text names, in several languages, and which name comes nearest to one."""

import pytest

from index.text.times import names_years, nearest, times_in, without_times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on March 31, 2015", "2015-03-31/2015-03-31"),
        ("am 31. März 2015", "2015-03-31/2015-03-31"),
        ("au 1er juin 2019", "2019-06-01/2019-06-01"),
        ("31.12.2020", "2020-12-31/2020-12-31"),
        ("2020-12-31", "2020-12-31/2020-12-31"),
        ("31/12/2020", "2020-12-31/2020-12-31"),
        ("令和2年4月1日", "2020-04-01/2020-04-01"),
        ("in March 2014", "2014-03-01/2014-03-31"),
        ("平成27年3月", "2015-03-01/2015-03-31"),
        ("Q1 2015", "2015-01-01/2015-03-31"),
        ("1Q15", "2015-01-01/2015-03-31"),
        ("in the first quarter of 2015", "2015-01-01/2015-03-31"),
        ("im ersten Quartal 2015", "2015-01-01/2015-03-31"),
        ("au deuxième trimestre 2016", "2016-04-01/2016-06-30"),
        ("2015年第2四半期", "2015-04-01/2015-06-30"),
        ("the second half of 2019", "2019-07-01/2019-12-31"),
        ("For the three months ended, March 31, 2015, RMB", "2015-01-01/2015-03-31"),
        ("the quarter ended March 2014", "2014-01-01/2014-03-31"),
        ("Year ended 30 June 2021", "2020-07-01/2021-06-30"),
        ("at the end of 2014", "2014-12-31/2014-12-31"),
        ("Ende 2014", "2014-12-31/2014-12-31"),
        ("fin mars 2024", "2024-03-31/2024-03-31"),
        ("2014年末", "2014-12-31/2014-12-31"),
        ("FY26", "2026-01-01/2026-12-31"),
        ("in fiscal 2026", "2026-01-01/2026-12-31"),
        ("2022/23", "2022-01-01/2023-12-31"),
        ("2015年度", "2015-01-01/2015-12-31"),
        ("since 1998", "1998-01-01/1998-12-31"),
    ],
)
def test_a_time_is_read_as_its_days(text, days):
    (time,) = times_in(text)
    assert f"{time.first}/{time.last}" == days


@pytest.mark.parametrize(
    "text", ["2,015 tons", "1.2015", "it may rain", "12/31", "the 31st", "30 February 2020", "no 5"]
)
def test_what_is_no_time_is_none(text):
    assert [str(t.first) for t in times_in(text) if t.is_day] == []
    assert "2,015" not in text or not times_in(text)


def test_a_date_that_can_be_read_in_two_ways_is_both():
    assert {str(time.first) for time in times_in("3/4/2024")} == {"2024-04-03", "2024-03-04"}


@pytest.mark.parametrize(
    ("asked", "names", "found"),
    [
        ("end of 2014", ["March 31, 2015", "December 31, 2014"], [1]),
        ("Q1 2015", ["Three months ended March 31, 2015", "March 31, 2014"], [0]),
        ("in 2020", ["31/12/2019", "31/12/2020"], [1]),
        ("in 2020", ["2019", "2020", "2021"], [1]),
        ("on 31 March 2015", ["2014", "2015"], [1]),
        ("2014 and 2015", ["2013", "2014", "2015"], [1, 2]),
        ("in 2024", ["2022", "2023"], []),
        ("平成27年", ["2014年", "2015年"], [1]),
    ],
)
def test_the_name_that_comes_nearest_is_found(asked, names, found):
    assert nearest(times_in(asked), [times_in(name) for name in names]) == found


def test_a_text_without_its_times_has_the_rest():
    assert without_times("Debt at the end of 2014?").split() == ["debt", "at", "?"]


@pytest.mark.parametrize(
    ("name", "years", "has"),
    [
        ("deaths_00_14", ["2000", "2014"], True),
        ("Deaths 2000-2014", ["2000", "2014"], True),
        ("room 14", ["2014"], False),
        ("deaths_85_99", ["2000", "2014"], False),
    ],
)
def test_a_name_has_years_also_by_their_last_digits(name, years, has):
    assert names_years(name, years) is has
