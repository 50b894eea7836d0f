"""The figures of one target as points of a chart, and the room that they need."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.figures.figure import reported_interval
from dxplan.intervals import Interval
from dxplan.model.indicators import Kind
from dxplan.periods import Period
from dxplan.report.charts.wording import say
from dxplan.report.goal import about_of, bounds_of, nearest_bound, start_of
from dxplan.report.page.dates import say_period
from dxplan.scorecard.history import Known, history
from dxplan.scorecard.labels import CONFIDENCE
from dxplan.scorecard.wording import say_figure
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.scorecard.line_parts import Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

_ROOM = 0.15
_DECEMBER, _YEAR = 12, 365


@attrs.frozen(kw_only=True)
class Points:
    """What one target's chart shows, in the unit of its indicator.

    Attributes:
        rows: A row for each figure.
        goal: Where the value shall be, or None while that cannot be told.
        start: The period and the value of the baseline, or None.
        way: The periods and the values between which the way to the goal goes; None where it cannot be told.
        low: The lower end of the axis of values.
        high: Its upper end.
        yearly: Whether all that is drawn is about whole years.
        times: The periods of everything that is drawn.
        answer: What the figure is that counts, in words.
    """

    rows: list[dict[str, Any]]
    goal: Interval | None
    start: tuple[Period, float] | None
    way: tuple[tuple[Period, float], tuple[Period, float]] | None
    low: float
    high: float
    yearly: bool
    times: list[Period]
    answer: str

    def at(self, period: Period) -> int | str:
        """Give the place of a period on the axis of time: its last year, or the first day of its last month."""
        return period.last.year if self.yearly else f"{period.last:%Y-%m}-01T00:00:00Z"


def points_of(card: Scorecard, line: ScoreLine, lang: Lang) -> Points:
    """Gather what is known of a target."""
    known = list(history(card, line))
    answer = line.last_known
    if answer and not any(_same(k.figure, answer) for k in known):  # it was made of those of several years
        known.append(Known(figure=answer, answers=True, superseded=False))
    goal, about, base = bounds_of(line, card.method), about_of(card.method), start_of(line, card.method)
    origin = line.target.starts_from
    start = None if origin is None or base is None else (origin.period, base)
    bound = None if goal is None else nearest_bound(line, goal)
    way = None if start is None or bound is None else (start, (line.target.by, bound))
    times = [*(Period.of(k.figure.period) for k in known), line.target.by, *([start[0]] if start else [])]
    reaches = [reported_interval(k.figure.value, k.figure.qualifier, about) for k in known]
    numbers = [*(k.figure.value for k in known), *(end for r in reaches for end in (r.low, r.high))]
    numbers += [*([goal.low, goal.high] if goal else []), *([base] if base is not None else [])]
    low, high = _axis(line, [number for number in numbers if math.isfinite(number)])
    drawn = Points(
        rows=[],
        goal=goal,
        start=start,
        way=way,
        low=low,
        high=high,
        yearly=all(map(_is_yearly, times)),
        times=times,
        answer=_answer(line, lang),
    )
    rows = [_row(line, k, reach, drawn, lang) for k, reach in zip(known, reaches, strict=True)]
    return attrs.evolve(drawn, rows=rows)


def joined(rows: Iterable[dict[str, Any]], months: int) -> Iterator[dict[str, Any]]:
    """Give the stretches between the figures of a series that follow one another, each as a row of its own.

    A publication that was superseded is no step of it. Where figures lie more than so many months apart, some between
    them are not known, and the stretch is a ``hole``.
    """
    series: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if not row["superseded"]:
            series.setdefault((row["line"], row["strand"]), []).append(row)
    for (what, _), steps in series.items():
        for before, after in pairwise(sorted(steps, key=lambda row: row["month"])):
            hole = after["month"] - before["month"] > months
            ends = {"at": before["at"], "y": before["y"], "to": after["at"], "y2": after["y"]}
            yield {"what": what, "hole": hole, **ends}


def _row(line: ScoreLine, known: Known, reach: Interval, drawn: Points, lang: Lang) -> dict[str, Any]:
    figure = known.figure
    several = line.target.each is not None
    what, strand = _what(line, known, drawn.answer, lang)
    bounded = figure.qualifier is not None
    return {
        "what": what,
        "line": strand,
        "strand": f"{figure.method or ''}\n{figure.member if several else ''}",
        "at": drawn.at(Period.of(figure.period)),
        "y": figure.value,
        "low": max(reach.low, drawn.low) if bounded else None,
        "high": min(reach.high, drawn.high) if bounded else None,
        "superseded": known.superseded,
        "month": Period.of(figure.period).last_month,
        "figure": say_figure(figure, lang),
        "period": say_period(figure.period, lang),
        "member": line.situation.member_name(figure.member, lang) if several else "–",
        "series": figure.method or "–",
        "published": figure.published or "–",
        "source": figure.source or "–",
        "confidence": CONFIDENCE[figure.confidence.value].in_(lang) if figure.confidence else "–",
    }


def _answer(line: ScoreLine, lang: Lang) -> str:
    """Say what the figure that counts is, or the last one where none does."""
    if line.figure and line.target.each is not None:
        return say("worst", lang, member=line.situation.member_name(line.figure.member, lang))
    return say("judges" if line.figure else "last", lang)


def _what(line: ScoreLine, known: Known, counts: str, lang: Lang) -> tuple[str, str]:
    """Say what a figure is, and what the line through it is."""
    figure = known.figure
    if not known.answers:
        rival = say("rival", lang, series=figure.method or say("no_series", lang))
        return (say("superseded", lang) if known.superseded else rival), rival
    answer = line.last_known
    other = line.target.each is not None and (answer is None or figure.member != answer.member)
    strand = say("members" if other else "earlier", lang)
    if known.superseded:
        return say("superseded", lang), strand
    if answer is not None and _same(figure, answer):
        return counts, strand
    return strand, strand


def _same(figure: Reported, answer: Reported) -> bool:
    keys = ("period", "member", "method", "value", "published")
    return all(getattr(figure, key) == getattr(answer, key) for key in keys)


def _is_yearly(period: Period) -> bool:
    return period.last.month == _DECEMBER and period.length >= _YEAR


def _axis(line: ScoreLine, numbers: list[float]) -> tuple[float, float]:
    """Choose the ends of the axis: a little room around what is drawn, zero where that is near, no more than can be."""
    indicator = line.indicator
    if indicator.kind is Kind.FLAG:
        return 0.0, 1.0
    if indicator.scale:
        return 1.0, float(len(indicator.scale))
    whole = SHARE_SCALE.get(indicator.unit)
    if not numbers:
        return 0.0, whole or 1.0
    low, high = min(numbers), max(numbers)
    span = (high - low) or abs(high) or 1.0
    least = 1.0 if indicator.unit == "rank" else indicator.least
    most = indicator.most
    if most is None and whole is not None and high <= whole and low >= 0:
        most = whole
    least = 0.0 if least is None and low >= 0 else least
    begin = low - _ROOM * span if least is None or low - least > span else least
    end = high + _ROOM * span
    return min(begin, low), max(end if most is None else min(end, most), high)
