"""Periods and days as people write them: ``31/12/2025`` in Vietnamese, ``31 December 2025`` in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.errors import PeriodError
from dxplan.periods import Period

if TYPE_CHECKING:
    from datetime import date

    from dxplan.periods import IntoPeriod
    from dxplan.typing import Lang

_QUARTERS = {"vi": ("I", "II", "III", "IV"), "en": ("first", "second", "third", "fourth")}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HALVES = {"vi": ("đầu", "cuối"), "en": ("first", "second")}
_FORMS = {
    "": {"vi": "{year}", "en": "{year}"},
    "H": {"vi": "6 tháng {half} năm {year}", "en": "{half} half of {year}"},
    "Q": {"vi": "quý {quarter}/{year}", "en": "{quarter} quarter of {year}"},
    "M": {"vi": "tháng {month}/{year}", "en": "{name} {year}"},
}
_PART = r"[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[0-9]{2}|Q[1-4]|H[12])"
_WRITTEN = re.compile(rf"(?<![\w/.:-]){_PART}(?:/{_PART})?(?![\w/-])")


def say_period(period: IntoPeriod, lang: Lang) -> str:
    """Write a period as the language does; in Vietnamese in a form that reads as the same period again."""
    period = Period.of(period)
    if period.length == 1:
        return _day(period.first, lang)
    begin, slash, end = str(period).partition("/")
    if slash:
        return f"{say_period(begin, lang)}–{say_period(end, lang)}"
    step = begin[5:6]  # of 2025-Q3, 2025-H1, 2025-07 and 2025
    form = _FORMS[step if step in ("", "Q", "H") else "M"][lang]
    year, month = period.first.year, period.first.month
    return form.format(
        year=year,
        month=month,
        name=_MONTHS[month - 1],
        quarter=_QUARTERS[lang][(month - 1) // 3],
        half=_HALVES[lang][(month - 1) // 6],
    )


def with_dates(text: str, lang: Lang) -> str:
    """Write the days, months, quarters and halves in a sentence as the language does."""
    return _WRITTEN.sub(lambda found: _said(found[0], lang), text)


def _said(code: str, lang: Lang) -> str:
    try:
        return say_period(code, lang)
    except PeriodError:  # it only looks like one
        return code


def _day(day: date, lang: Lang) -> str:
    return f"{day:%d/%m/%Y}" if lang == "vi" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
