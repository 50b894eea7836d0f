"""Which series of figures the situations ask for, as a table that figures can be joined to."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.figure import parse_breakdown
from dxplan.figures.needs import ANSWER, INPUT, PROXY, roles_of
from dxplan.figures.values import frame_of
from dxplan.places import LEVELS
from dxplan.scorecard.situations import month_of
from dxplan.text import fold
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.indicators import Indicator
    from dxplan.places import Place
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

YEAR, BEFORE = "year", "before"
"""What answers together with others: the figure of one year of a mean, and of the year that a change counts from."""

NEWEST = "newest"
"""The column that tells whether a figure may be the last one known; what is not stands at the start of a way."""

QUESTION: dict[str, Any] = {
    "situation": nw.Int64(),
    "role": nw.String(),
    "indicator": nw.String(),
    "series": nw.Int64(),
    "open": nw.Boolean(),
    "cutoff": nw.Date(),
    "cutoff_month": nw.Int64(),
    "by_days": nw.Int64(),
    "indicator_unit": nw.String(),
    "share_scale": nw.Float64(),
    "indicator_low": nw.Float64(),
    "indicator_high": nw.Float64(),
    "valid_first": nw.Date(),
    "valid_last": nw.Date(),
    "reference_method": nw.String(),
    "frequency_months": nw.Int64(),
    "base_period": nw.String(),
}
"""The columns of the table of questions: what is needed to look at the figures that a situation asks for in a role."""

SERIES: dict[str, Any] = {
    "series": nw.Int64(),
    "place": nw.String(),
    "place_since": nw.Date(),
    "place_until": nw.Date(),
    "breakdown": nw.String(),
    "part": nw.String(),
    "part_period": nw.String(),
}
"""The columns of the table of series: what a figure must be about. Many questions may ask for the same series.

The breakdown is null where a target is about each member of a list that is open: then any member answers.
"""


class Asking:
    """Which series of figures situations ask for.

    Attributes:
        situations: The situations.
        questions: One row for every situation and role, with the columns of `QUESTION`.
        series: What each of those is about, with the columns of `SERIES`.
    """

    def __init__(self, situations: Sequence[Situation], *, until: date | None = None, proxies: bool = True) -> None:
        """Ask for everything that situations need.

        Args:
            situations: The situations.
            until: The last day that a figure may be about, in place of that of each situation.
            proxies: Whether to ask for what is shown beside, too.
        """
        self.situations = situations
        self.questions: list[dict[str, Any]] = []
        self.series: list[dict[str, Any]] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._defined: dict[int, dict[str, Any]] = {}
        for situation in situations:
            for code, role in codes_of(situation):
                if proxies or role != PROXY:
                    self._ask(situation, code, role, until)

    def chunks(self, most: int) -> Iterator[Asking]:
        """Divide it among several, each about some of the situations and so many series at the most, if it can be."""
        questions: dict[int, list[dict[str, Any]]] = {}
        for question in self.questions:
            questions.setdefault(question["situation"], []).append(question)
        series: dict[int, list[dict[str, Any]]] = {}
        for one in self.series:
            series.setdefault(one["series"], []).append(one)

        def part(situations: Sequence[Situation]) -> Asking:
            if len(situations) == len(self.situations):
                return self
            some = Asking(())
            some.situations = situations
            some.questions = [question for one in situations for question in questions.get(one.number, ())]
            asked = sorted({question["series"] for question in some.questions})
            some.series = [row for number in asked for row in series.get(number, ())]
            return some

        some: list[Situation] = []
        load = 0
        for situation in self.situations:
            size = sum(len(series.get(question["series"], ())) for question in questions.get(situation.number, ()))
            if some and load + size > most:
                yield part(some)
                some, load = [], 0
            some.append(situation)
            load += size
        yield part(some)

    def by_indicators(self, most: int) -> Iterator[Asking]:
        """Divide it among several, each about some of the indicators and so many series at the most, if it can be."""
        sizes = Counter(series["series"] for series in self.series)
        loads = Counter[str]()
        for indicator, series in {(question["indicator"], question["series"]) for question in self.questions}:
            loads[indicator] += sizes[series]
        groups: list[set[str]] = [set()]
        load = 0
        for indicator in sorted(loads):
            if groups[-1] and load + loads[indicator] > most:
                groups.append(set())
                load = 0
            groups[-1].add(indicator)
            load += loads[indicator]
        for group in groups:
            yield self if len(groups) == 1 else self._about(group)

    def _about(self, indicators: set[str]) -> Asking:
        """Give the questions about some of the indicators, of all situations."""
        part = Asking(())
        part.situations = self.situations
        part.questions = [question for question in self.questions if question["indicator"] in indicators]
        asked = {question["series"] for question in part.questions}
        part.series = [series for series in self.series if series["series"] in asked]
        return part

    @property
    def indicators(self) -> set[str]:
        """The codes of the indicators that are asked for."""
        return {question["indicator"] for question in self.questions}

    @property
    def load(self) -> int:
        """How many series are asked for, each counted as often as it is."""
        sizes = Counter(series["series"] for series in self.series)
        return sum(sizes[question["series"]] for question in self.questions)

    @cached_property
    def places(self) -> set[str]:
        """The codes of the places that are asked for."""
        return {series["place"] for series in self.series}

    def questions_in(self, backend: Any, *, open_lists: bool) -> Frame:
        """Give the questions about lists that are open, or about all others, as a table."""
        return frame_of([one for one in self.questions if one["open"] is open_lists], QUESTION, backend)

    def series_in(self, backend: Any) -> Frame:
        """Give the series as a table."""
        return frame_of(self.series, SERIES, backend)

    def series_of(self, number: int) -> list[dict[str, Any]]:
        """Give the series of one number."""
        return self._by_number.get(number, [])

    @cached_property
    def _by_number(self) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = {}
        for series in self.series:
            found.setdefault(series["series"], []).append(series)
        return found

    def parts_in(self, backend: Any) -> Frame:
        """Give the parts that must answer for each situation whose list of them is not open."""
        mine = [question for question in self.questions if question["role"] == ANSWER and not question["open"]]
        asked = frame_of(mine, {name: QUESTION[name] for name in ("situation", "series")}, backend)
        parts = self.series_in(backend).select("series", "part")
        return asked.join(parts, on="series", how="inner").select("situation", "part")

    def _ask(self, situation: Situation, code: str, role: str, until: date | None) -> None:
        target, indicator = situation.target, situation.plan.indicator(code)
        if id(indicator) not in self._defined:
            self._defined[id(indicator)] = _definition(indicator)
        defined = self._defined[id(indicator)]
        baseline, cutoff = target.starts_from, until or situation.cutoff
        number, is_open = self._series_of(situation, role)
        self.questions.append(
            {
                "situation": situation.number,
                "role": role,
                "indicator": code,
                "series": number,
                "open": is_open,
                "cutoff": cutoff,
                "cutoff_month": month_of(cutoff),
                "by_days": target.by.length,
                **defined,
                "reference_method": indicator.method if role == INPUT else defined["reference_method"],
                "base_period": str(baseline.period) if baseline and baseline.value is None else None,
            }
        )

    def _series_of(self, situation: Situation, role: str) -> tuple[int, bool]:
        """Give the number of what a situation asks for in a role, and whether that is a list that is open."""
        target = situation.target
        key = (
            # Which places a level has depends on the day.
            *(id(situation.plan), situation.unit.id, situation.cutoff if target.each in LEVELS else None, role),
            *(target.each, tuple(sorted(target.where.items())), target.every, target.since, target.by),
            situation.over_years,
        )
        is_open = role != PROXY and target.every is None and situation.open_list and not situation.members
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            self.series += [
                {
                    "series": self._numbers[key],
                    "place": place.code,
                    "place_since": place.since or date.min,
                    "place_until": place.until or date.max,
                    "breakdown": breakdown,
                    "part": part,
                    "part_period": period,
                }
                for place, breakdown, part, period in _series(situation, role)
            ]
        return self._numbers[key], is_open


def load_of(asking: Asking) -> int:
    """Give the load of some questions."""
    return asking.load


def _definition(indicator: Indicator) -> dict[str, Any]:
    """Give the columns of a question that an indicator alone decides."""
    low, high = indicator.possible
    return {
        "indicator_unit": indicator.unit,
        "share_scale": SHARE_SCALE.get(indicator.unit),
        "indicator_low": low,
        "indicator_high": high,
        "valid_first": indicator.valid_from and indicator.valid_from.first,
        "valid_last": indicator.valid_to and indicator.valid_to.last,
        "reference_method": indicator.reference,
        "frequency_months": indicator.frequency.months,
    }


GRADES: dict[str, Any] = {
    "situation": nw.Int64(),
    "indicator": nw.String(),
    "grade": nw.String(),
    "graded": nw.Float64(),
}
"""The columns of the table of grades: the place of each in the scale of its indicator."""


def grades_of(situations: Sequence[Situation]) -> list[dict[str, Any]]:
    """List the grades of every indicator that is asked for, with their places."""
    plans = {id(situation.plan): situation.plan for situation in situations}
    graded = {at for at, plan in plans.items() if any(indicator.scale for indicator in plan.indicators)}
    return [
        {"situation": situation.number, "indicator": code, "grade": fold(grade), "graded": float(place)}
        for situation in situations
        if id(situation.plan) in graded
        for code, _ in codes_of(situation)
        for place, grade in enumerate(situation.plan.indicator(code).scale, start=1)
    ]


def codes_of(situation: Situation) -> Iterator[tuple[str, str]]:
    """Give the indicators that are asked for, each with its role; a milestone asks for none."""
    if situation.target.is_milestone:
        return
    together = {"mean": YEAR, "change": BEFORE}.get(str(situation.over_years))
    if together is not None:
        yield situation.indicator.code, together
    yield from roles_of(situation.plan, situation.indicator.code)


def member_of(situation: Situation, breakdown: str) -> str | None:
    """Find which member of an open list a figure of that breakdown is about; None where it is about none."""
    each = situation.target.each
    member = parse_breakdown(breakdown).get(each) if each else None
    return member if member is not None and situation.breakdown(member) == breakdown else None


def _series(situation: Situation, role: str) -> Iterator[tuple[Place, str | None, str | None, str | None]]:
    """Give the place, the breakdown, the part and the period of every figure that has a role; None stands for any."""
    if role == PROXY:
        yield situation.unit, "", "", None
        return
    changes = situation.over_years == "change" and bool(situation.target.steps)
    before = {str(step): str(earlier) for step, earlier in situation.years_before.items()} if changes else {}
    for place, breakdown, part, period in _parts(situation):
        if role == YEAR:
            for year in situation.target.years:
                yield place, breakdown, part, str(year)
        if role != YEAR and (role != BEFORE or not changes):
            yield place, breakdown, part, period
        if changes and role not in (ANSWER, YEAR):  # a formula gives both
            yield place, breakdown, part, before[str(period)]


def _parts(situation: Situation) -> Iterator[tuple[Place, str | None, str | None, str | None]]:
    """Give the place and breakdown that answer for each part, the part, and the period that it must be of, if any."""
    unit = situation.unit
    if situation.target.every is not None:
        whole = situation.breakdown()
        for step in situation.members:
            yield unit, whole, step, step
    elif situation.target.each in LEVELS and situation.members:
        whole = situation.breakdown()
        for code, place in situation.places.items():
            yield place, whole, code, None
    elif situation.members:
        for member in situation.members:
            yield unit, situation.breakdown(member), member, None
    elif situation.open_list:
        yield unit, None, None, None
    else:
        yield unit, situation.breakdown(), "", None
