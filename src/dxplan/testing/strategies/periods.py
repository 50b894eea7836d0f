"""Days and periods."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.periods import Period

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

FORMS = ("year", "half", "quarter", "month", "day", "months", "days")
"""The forms of periods: five steps of the calendar, spans of whole months, and spans of days."""

_MONTHS = {"month": 1, "quarter": 3, "half": 6}
_LONGEST = 40


def days(first: int = 1000, last: int = 2999) -> SearchStrategy[date]:
    """Make days.

    Args:
        first: The first year.
        last: The last year.
    """
    return st.dates(date(first, 1, 1), date(last, 12, 31))


def periods(first: int = 1000, last: int = 2999, *, forms: tuple[str, ...] = FORMS) -> SearchStrategy[Period]:
    """Make periods; by default of every form that a file can hold. They shrink to the first year.

    Args:
        first: The first year.
        last: The last year; no period ends after it.
        forms: Which forms: ``year``, ``half``, ``quarter``, ``month``, ``day``, and ``months`` and ``days`` for spans.
    """
    return st.sampled_from(forms).flatmap(lambda form: _periods(form, first, last))


@st.composite
def _periods(draw: DrawFn, form: str, first: int, last: int) -> Period:
    if form in ("day", "days"):
        ends = sorted(draw(days(first, last)) for _ in range(1 if form == "day" else 2))
        return Period(ends[0], ends[-1])
    year = draw(st.integers(first, last))
    if form == "year":
        return Period.year(year)
    if form in _MONTHS:
        months = _MONTHS[form]
        return Period.months(year, months * draw(st.integers(0, 12 // months - 1)) + 1, months)
    start = 12 * year + draw(st.integers(0, 11))
    end = min(start + draw(st.integers(0, _LONGEST)), 12 * last + 11)
    return Period(_first_day(start), _last_day(end))


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_day(month: int) -> date:
    return _first_day(month).replace(day=monthrange(month // 12, month % 12 + 1)[1])
