from datetime import date, datetime

import pytest

from dxplan.errors import PeriodError
from dxplan.periods import Frequency, Period


def period(first, last):
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("năm 2025", "2025-01-01", "2025-12-31"),
        (" Năm  2025 ", "2025-01-01", "2025-12-31"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025Q1", "2025-01-01", "2025-03-31"),
        ("Quý III/2025", "2025-07-01", "2025-09-30"),
        ("Quý IV năm 2025", "2025-10-01", "2025-12-31"),
        ("quý I/2025", "2025-01-01", "2025-03-31"),
        ("quý 2/2025", "2025-04-01", "2025-06-30"),
        ("Q3/2025", "2025-07-01", "2025-09-30"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("6 tháng đầu năm 2025", "2025-01-01", "2025-06-30"),
        ("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31"),
        ("2025-07", "2025-07-01", "2025-07-31"),
        ("07/2025", "2025-07-01", "2025-07-31"),
        ("7/2025", "2025-07-01", "2025-07-31"),
        ("tháng 7/2025", "2025-07-01", "2025-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-07-31", "2025-07-31", "2025-07-31"),
        ("31/12/2025", "2025-12-31", "2025-12-31"),
        ("3/2/2025", "2025-02-03", "2025-02-03"),
        ("2020/2021", "2020-01-01", "2021-12-31"),
        ("2020–2021", "2020-01-01", "2021-12-31"),
        ("2020 - 2021", "2020-01-01", "2021-12-31"),
        ("2020-2025", "2020-01-01", "2025-12-31"),
        ("2021 đến 2025", "2021-01-01", "2025-12-31"),
        ("2021 to 2025", "2021-01-01", "2025-12-31"),
        ("2020-11/2021-02", "2020-11-01", "2021-02-28"),
        ("2020-01-15/2020-03-20", "2020-01-15", "2020-03-20"),
        ("2020-Q4/2021-Q1", "2020-10-01", "2021-03-31"),
    ],
)
def test_parse(text, first, last):
    assert Period.parse(text) == period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "25",
        "20255",
        "0999",
        "2025-Q5",
        "2025-H3",
        "2025-7",
        "2021/2020",
        "2025-07-31T00:00",
        "Quý V/2025",
        "/",
    ],
)
def test_what_is_no_period(text):
    with pytest.raises(PeriodError, match="is not a period") as caught:
        Period.parse(text)
    assert "2025-Q3" in caught.value.hint


@pytest.mark.parametrize("text", ["2025-02-30", "31/11/2025", "29/2/2025", "2025-12-32"])
def test_what_is_no_day_of_the_calendar(text):
    with pytest.raises(PeriodError, match="is not a day of the calendar"):
        Period.parse(text)


@pytest.mark.parametrize(("text", "month"), [("2025-13", 13), ("2025-00", 0), ("13/2025", 13), ("31/13/2025", 13)])
def test_what_is_no_month_is_said_to_be_none(text, month):
    with pytest.raises(PeriodError, match=f"a year has no month {month}") as caught:
        Period.parse(text)
    assert caught.value.hint == "write a month from 1 to 12."


def test_there_is_no_year_0():
    with pytest.raises(PeriodError, match="the calendar has no year 0"):
        Period.year(0)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2025-07-31", "2025-07-31", "2025-07-31"),
        ("2025-07-01", "2025-07-31", "2025-07"),
        ("2025-07-01", "2025-09-30", "2025-Q3"),
        ("2025-10-01", "2025-12-31", "2025-Q4"),
        ("2025-01-01", "2025-06-30", "2025-H1"),
        ("2025-07-01", "2025-12-31", "2025-H2"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2020-01-01", "2021-12-31", "2020/2021"),
        ("2025-02-01", "2025-04-30", "2025-02/2025-04"),
        ("2025-04-01", "2025-09-30", "2025-04/2025-09"),
        ("2025-07-01", "2026-06-30", "2025-07/2026-06"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2025-01-02", "2025-12-31", "2025-01-02/2025-12-31"),
    ],
)
def test_str(first, last, text):
    assert str(period(first, last)) == text


def test_of_takes_whatever_names_a_period():
    year = Period.year(2025)
    assert Period.of(year) is year
    assert Period.of(2025) == year
    assert Period.of("năm 2025") == year
    assert Period.of(date(2025, 7, 31)) == period("2025-07-31", "2025-07-31")
    assert Period.of(datetime(2025, 7, 31, 23, 59)) == period("2025-07-31", "2025-07-31")  # noqa: DTZ001


def test_months_of_one_year():
    assert Period.months(2025, 11) == period("2025-11-01", "2025-11-30")
    assert Period.months(2025, 10, 3) == period("2025-10-01", "2025-12-31")
    with pytest.raises(PeriodError):
        Period.months(2025, 11, 3)


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(PeriodError, match="ends on 2024-12-31 before it begins on 2025-01-01"):
        period("2025-01-01", "2024-12-31")


def test_length_counts_both_ends():
    assert Period.of("2025-07-31").length == 1
    assert Period.of("2024").length == 366
    assert Period.of("2025-Q1").length == 90


@pytest.mark.parametrize(
    ("text", "other", "months"),
    [("2024", "2025", 12), ("2025", "2024", -12), ("2025-Q3", "2025", 3), ("2025-12-01", "2025", 0)],
)
def test_months_until(text, other, months):
    assert Period.of(text).months_until(Period.of(other)) == months


def test_last_months_are_counted():
    assert Period.of("2025-12").last_month - Period.of("2025-01").last_month == 11
    assert Period.of("2025").last_month == Period.of("2025-12-31").last_month == 2025 * 12


def test_periods_are_ordered_by_their_last_day():
    shuffled = [Period.of(text) for text in ("2025", "2024", "2025-Q1", "2024/2026", "2025-07-31")]
    assert [str(each) for each in sorted(shuffled)] == ["2024", "2025-Q1", "2025-07-31", "2025", "2024/2026"]
    assert not Period.of("2025") < Period.of("2025")


@pytest.mark.parametrize(
    ("frequency", "months"),
    [("monthly", 1), ("quarterly", 3), ("half_yearly", 6), ("yearly", 12), ("biennial", 24)],
)
def test_frequencies(frequency, months):
    assert Frequency(frequency).months == months


def test_of_two_that_end_together_the_shorter_comes_first():
    assert sorted([Period.of("2025"), Period.of("2025-12"), Period.of("2025-Q4")]) == [
        Period.of("2025-12"),
        Period.of("2025-Q4"),
        Period.of("2025"),
    ]


def test_the_last_year_of_the_calendar_can_be_written():
    assert str(Period.year(9999)) == "9999"


def test_a_period_has_at_least_one_month():
    with pytest.raises(PeriodError, match="has no days"):
        Period.months(2025, 1, 0)
