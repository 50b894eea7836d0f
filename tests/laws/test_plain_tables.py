"""What is read of a small file without a dataframe is what a dataframe would have read of it.

The plain way may leave a file to the other one; what it takes it must read in the same way, down to the last cell.
"""

import random
import warnings
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures.columns import REQUIRED
from dxplan.io.figures import _plain
from dxplan.io.installed import comes_with
from dxplan.io.tables import read_csv
from tests.laws.spoiled import table

NUMBERS = st.sampled_from([None, "en", "vi"])


def spoiled(number):
    return table(random.Random(number), "figures")  # noqa: S311 (no secret)


def through_a_dataframe(content, numbers):
    return dx.Figures.from_native(read_csv(content, "file.csv", REQUIRED), numbers=numbers, source="file.csv")


def read_both_ways(content, numbers):
    """Compare the two readings; tell whether the plain way took the file."""
    plain = _plain(content, "file.csv", numbers)
    if plain is None:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        other = through_a_dataframe(content, numbers)
    one, two = plain.table.collect(), other.table.collect()
    assert one.schema == two.schema
    assert one.rows() == two.rows()
    assert (plain.source, plain.contents) == (other.source, other.contents)
    assert plain.at_hand == other.at_hand
    return True


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), NUMBERS)
def test_a_spoiled_file_is_left_alone_or_read_the_same(number, numbers):
    read_both_ways(spoiled(number), numbers)


def test_the_spoiled_files_are_both_taken_and_left():
    assert {read_both_ways(spoiled(number), "vi") for number in range(150)} == {True, False}


SHIPPED = [code for code in dx.installed_plans() if comes_with(code, "figures.csv")]


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_figures_are_read_without_a_dataframe(code):
    assert read_both_ways((resources.files("dxplan") / "plans" / code / "figures.csv").read_bytes(), "en")


ROWS = [
    "fibre,11,2025,82",
    "  fibre , 11,2025.0,82 %",
    'fibre,11,"2025","1,5"',
    "fibre,11,Quý III/2025,có",
    "fibre,11,2025,",
    ",,,",
    "fibre,11,2025,82\r",
]


@settings(max_examples=100)
@given(st.lists(st.sampled_from(ROWS), max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_a_written_file_is_read_the_same(rows, end, has_mark, has_end):
    text = end.join(["indicator,place,period,value", *rows]) + (end if has_end else "")
    read_both_ways((b"\xef\xbb\xbf" if has_mark else b"") + text.encode(), "vi")


@pytest.mark.parametrize(
    "text",
    [
        "indicator,place,period\nfibre,11,2025",
        "indicator,place,period,value,strange\nfibre,11,2025,82,x",
        "indicator,place,period,value\nfibre,,2025,82",
        "indicator,place,period,value\nfibre,11,2025,eighty",
        "indicator,place,period,value\nfibre,11,2025",
        'indicator,place,period,value\nfi"bre,11,2025,82',
        'indicator,place,period,value\n"fibre,11,2025,82',
        "indicator,place,period,value,unit\nfibre,11,2025,82 %,permille",
        "indicator,indicator,place,period,value\nfibre,fibre,11,2025,82",
        "indicator,place,period,value\n" + "fibre,11,2025,82\n" * 2_001,
        "",
    ],
)
def test_what_needs_a_word_and_what_is_much_is_left_to_a_dataframe(text):
    assert not read_both_ways(text.encode(), "vi")
