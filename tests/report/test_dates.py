"""Periods as people write them."""

import pytest
from hypothesis import given

import dxplan as dx
from dxplan.report.page.dates import say_period, with_dates
from dxplan.testing import strategies as dst


@given(dst.periods())
def test_what_is_written_in_vietnamese_reads_as_the_same_period(period):
    assert dx.Period.parse(say_period(period, "vi")) == period


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-Q3", "quý III/2025", "third quarter of 2025"),
        ("2025-H2", "6 tháng cuối năm 2025", "second half of 2025"),
        ("2025-12", "tháng 12/2025", "December 2025"),
        ("2025-07-01", "01/07/2025", "1 July 2025"),
        ("2020/2021", "2020–2021", "2020–2021"),
    ],
)
def test_forms(code, vi, en):
    assert (say_period(code, "vi"), say_period(code, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Từ 2025-07-01 không còn.", "Từ 01/07/2025 không còn."),
        ("(2025-Q3, 2024-07)", "(quý III/2025, tháng 7/2024)"),
        ("vn-749:egdi-2025-07, a-2025-07-01, 2025-13, 2025-02-31", None),
        ("72/2025/QH15, https://a.example/2020-01-02", None),
    ],
)
def test_only_dates_in_a_sentence_are_rewritten(said, shown):
    assert with_dates(said, "vi") == (shown or said)
