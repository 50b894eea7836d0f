import math

import pytest

from dxplan.errors import AmbiguousNumberError, FiguresError
from dxplan.numbers import format_number, parse_number, same


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80", 80.0),
        ("+80", 80.0),
        ("-80", -80.0),
        ("\u221280", -80.0),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("0.500", 0.5),
        ("0,500", 0.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1234.567", 1234.567),
        ("1 234", 1234.0),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u2009567", 1234567.0),
        ("1e3", 1000.0),
        ("0", 0.0),
        ("007", 7.0),
    ],
)
def test_numbers_that_read_one_way(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [("2.154", 2154.0, 2.154), ("2,154", 2.154, 2154.0), ("-12.345", -12345.0, -12.345)],
)
def test_numbers_that_read_two_ways_need_a_style(text, vi, en):
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number(text)
    assert caught.value.fact == f"{text!r} can be read as {vi:g} (Vietnamese) or {en:g} (English)"
    assert "numbers='vi'" in caught.value.hint
    assert parse_number(text, "vi") == vi
    assert parse_number(text, "en") == en


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "80%", "--8", "1.2.3", "1,2,3", "1.", ",5", ".", "1..2", "nan", "inf", "1e400", "٣", "1_000"],
)
def test_what_is_no_number(text):
    with pytest.raises(FiguresError, match="is not a number"):
        parse_number(text)


def test_no_digits_are_lost_to_the_wrong_style():
    with pytest.raises(FiguresError, match=r"'1\.234,5' is not a number in English style"):
        parse_number("1.234,5", "en")
    with pytest.raises(FiguresError, match=r"'1,234\.5' is not a number in Vietnamese style"):
        parse_number("1,234.5", "vi")


@pytest.mark.parametrize("text", ["1.23", "12.34.567", "0.123", "1234.567"])
def test_dots_that_do_not_group_three_digits_are_not_vietnamese(text):
    with pytest.raises(FiguresError, match="Vietnamese style"):
        parse_number(text, "vi")


@pytest.mark.parametrize(
    ("value", "en", "vi"),
    [
        (1234.5, "1,234.5", "1.234,5"),
        (80.0, "80", "80"),
        (100, "100", "100"),
        (-3.25, "\u22123.25", "\u22123,25"),
        (0.1, "0.1", "0,1"),
        (1e-7, "0.0000001", "0,0000001"),
        (1e16, "10,000,000,000,000,000", "10.000.000.000.000.000"),
        (-0.0, "0", "0"),
    ],
)
def test_format_number(value, en, vi):
    assert format_number(value, "en") == en
    assert format_number(value, "vi") == vi


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1234.567, 1, "1,234.6"), (80.0, 2, "80.00"), (-0.001, 2, "0.00"), (-0.5, 1, "\u22120.5"), (1500, 0, "1,500")],
)
def test_format_with_places(value, places, text):
    assert format_number(value, places=places) == text


def test_same():
    assert same(7 / 20 * 100, 35.0)
    assert same(80.0, 80.0 * (1 + 1e-10))
    assert not same(80.0, 80.0 * (1 + 1e-8))
    assert same(0.0, -0.0)
    assert not same(0.0, 1e-300)
    assert not same(math.nan, math.nan)


@pytest.mark.parametrize("text", ["90 95", "8 0", "1 2345", "- 5"])
def test_spaces_stand_only_between_groups_of_three(text):
    with pytest.raises(FiguresError, match="is not a number"):
        parse_number(text)
