"""Periods: the stretch of days that a figure, a target or a question is about."""

from __future__ import annotations

import calendar
import enum
import re
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import TypeAlias

import attrs

from dxplan.errors import PeriodError
from dxplan.text import fold

IntoPeriod: TypeAlias = "Period | str | int | date"
"""Whatever names a period: a `Period`, its text, a year, or a day."""

_YEAR = r"(?P<y>[12][0-9]{3})"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Tried in turn on folded text; each names the year and at most one finer part.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:năm )?{_YEAR}",
        rf"{_YEAR}-?q(?P<q>[1-4])",
        rf"(?:q|quý |quý)(?P<q>[1-4]|iv|i{{1,3}})[/ -](?:năm )?{_YEAR}",
        rf"{_YEAR}-?h(?P<h>[12])",
        rf"6 tháng (?P<vh>đầu|cuối) năm {_YEAR}",
        rf"{_YEAR}-(?P<m>[0-9]{{2}})",
        rf"(?:tháng )?(?P<m>[0-9]{{1,2}})[/-]{_YEAR}",
        rf"{_YEAR}-(?P<m>[0-9]{{2}})-(?P<d>[0-9]{{2}})",
        rf"(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})/{_YEAR}",
    )
)
_BETWEEN = re.compile(r" ?(?:/|–|—|-|đến|to) ?")


class Frequency(enum.Enum):
    """How often an indicator is measured.

    It says how old a figure may be and still answer for a date: less than one such step.
    """

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    BIENNIAL = "biennial"

    @property
    def months(self) -> int:
        """The length of one step in months."""
        return _MONTHS[self]


_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.BIENNIAL: 24,
}


class CalendarStep(enum.Enum):
    """How often something is asked again, for a promise about every such step."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """The length of one step in months."""
        return {CalendarStep.MONTH: 1, CalendarStep.QUARTER: 3, CalendarStep.HALF: 6, CalendarStep.YEAR: 12}[self]


@attrs.frozen
class Period:
    """A stretch of whole days, both ends included.

    Attributes:
        first: Its first day.
        last: Its last day, which decides what is due in it and what is known by it.
    """

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"the period ends on {self.last} before it begins on {self.first}", "swap the two days.")

    @classmethod
    def year(cls, year: int) -> Period:
        """Give a calendar year."""
        return cls(_day(year, 1, 1), _day(year, 12, 31))

    @classmethod
    def months(cls, year: int, month: int, count: int = 1) -> Period:
        """Give `count` calendar months of one year, from `month` on."""
        if count < 1:
            raise PeriodError(f"a period of {count} months has no days", "count at least one month.")
        first = _day(year, month, 1)
        last = month + count - 1
        return cls(first, _day(year, last, calendar.monthrange(year, min(last, 12))[1]))

    @classmethod
    def of(cls, period: IntoPeriod) -> Period:
        """Return `period` itself, or the period that its text, year or day names.

        Raises:
            PeriodError: It names no period.
        """
        if isinstance(period, Period):
            return period
        if isinstance(period, date):
            day = date(period.year, period.month, period.day)
            return cls(day, day)
        return cls.parse(str(period))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period: a year, half, quarter, month or day, or a range of two of them.

        ISO forms (``2025``, ``2025-Q3``, ``2025-H1``, ``2025-07``, ``2025-07-31``, ``2020/2021``) and the forms met in
        Vietnamese files (``năm 2025``, ``Quý III/2025``, ``6 tháng đầu năm 2025``, ``07/2025``, ``31/12/2025``,
        ``2020–2021``) are read.

        Raises:
            PeriodError: The text names no period.
        """
        folded = fold(text)
        found = _one(folded)
        if found:
            return found
        for split in _BETWEEN.finditer(folded):
            begin, end = _one(folded[: split.start()]), _one(folded[split.end() :])
            if begin and end and begin.first <= end.last:
                return cls(begin.first, end.last)
        raise PeriodError(
            f"{text!r} is not a period",
            "write a year (2025), half (2025-H1), quarter (2025-Q3), month (2025-07), day (2025-07-31 or 31/07/2025) "
            "or range (2020/2021).",
        )

    def steps_to(self, end: Period, step: CalendarStep) -> tuple[Period, ...]:
        """Give every step of the calendar from the first day of this period to the last day of `end`.

        A step that begins before this period or ends after `end` is left out.
        """
        months = range(12 * self.first.year + self.first.month - 1, 12 * end.last.year + end.last.month)
        starts = (month for month in months if month % 12 % step.months == 0)
        found = (Period.months(month // 12, month % 12 + 1, step.months) for month in starts)
        return tuple(period for period in found if period.first >= self.first and period.last <= end.last)

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def last_month(self) -> int:
        """The number of its last month, counted from the first month of the year 1."""
        return 12 * (self.last.year - 1) + self.last.month

    def months_until(self, other: Period) -> int:
        """Count the calendar months from the end of this period to the end of `other`."""
        return other.last_month - self.last_month

    def __lt__(self, other: Period) -> bool:
        """Order by last day; of two that end together, the shorter comes first."""
        return (self.last, self.length) < (other.last, other.length)

    def __str__(self) -> str:
        return _text(self)


def as_period(period: IntoPeriod) -> Period:
    """Return the period that its text, year or day names, as `Period.of` does; for attrs classes."""
    return Period.of(period)


@lru_cache(maxsize=4096)
def _text(period: Period) -> str:
    """Write a period in the form that reads as the same one again; many targets fall due together."""
    if period.length == 1:
        return period.first.isoformat()
    year, month = period.first.year, period.first.month
    whole = _whole_months(period)
    if whole is None:
        return f"{period.first.isoformat()}/{period.last.isoformat()}"
    names = {
        (1, True): f"{year}-{month:02}",
        (3, month % 3 == 1): f"{year}-Q{month // 3 + 1}",
        (6, month in (1, 7)): f"{year}-H{month // 6 + 1}",
        (12, month == 1): f"{year}",
    }
    if month == 1 and whole % 12 == 0:
        names.setdefault((whole, True), f"{year}/{period.last.year}")
    return names.get((whole, True), f"{year}-{month:02}/{period.last.year}-{period.last.month:02}")


def _whole_months(period: Period) -> int | None:
    """Count the calendar months that `period` fills, or return None if it fills none exactly."""
    if period.first.day != 1 or period.last.day != calendar.monthrange(period.last.year, period.last.month)[1]:
        return None
    return 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1


def _one(text: str) -> Period | None:
    """Read a period that is no range, or return None if `text` is none."""
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            year = int(parts["y"])
            if parts.get("d"):
                day = _day(year, int(parts["m"]), int(parts["d"]))
                return Period(day, day)
            if parts.get("m"):
                return Period.months(year, int(parts["m"]))
            if parts.get("q"):
                quarter = _ROMAN.get(parts["q"]) or int(parts["q"])
                return Period.months(year, 3 * quarter - 2, 3)
            half = parts.get("h") or {"đầu": "1", "cuối": "2"}.get(parts.get("vh") or "")
            return Period.months(year, 6 * int(half) - 5, 6) if half else Period.year(year)
    return None


def _day(year: int, month: int, day: int) -> date:
    if not MINYEAR <= year <= MAXYEAR:
        raise PeriodError(f"the calendar has no year {year}", f"write a year from {MINYEAR} to {MAXYEAR}.")
    if not 1 <= month <= _DECEMBER:
        raise PeriodError(f"a year has no month {month}", "write a month from 1 to 12.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise PeriodError(f"{year}-{month:02}-{day:02} is not a day of the calendar", "check the day.") from error


_DECEMBER = 12
