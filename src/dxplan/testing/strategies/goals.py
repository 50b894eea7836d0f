"""Goals of every form, and the intervals that they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import attrs
from hypothesis import strategies as st

from dxplan.intervals import Interval
from dxplan.model.goals import UNDEFINED, Goal
from dxplan.model.indicators import Kind
from dxplan.testing.strategies.periods import periods
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from dxplan.model.indicators import Indicator

FORMS = ("level", "range", "corridor", "exact", "change", "yearly", "bare", "top", "answer", "grade", "undefined")
"""The forms of goals: a bound; a bound and an aim; two bounds; one number; a change from a start; a rate or mean of
years; a plain figure; a place among the first; yes or no; a grade; and a promise without a threshold."""

UNITS = (
    *("percent", "permille", "percentage_point", "ratio", "number", "point", "rank", "day", "household", "commune"),
    *("file", "document", "enterprise", "vnd", "billion_vnd", "thousand_household", "million_number"),
)
"""The units that goals and indicators are in; yes or no and grades have their own."""

_GRADES = ("A", "B+", "3", "khá", "rất tốt", "III", "trung bình khá", "xuất sắc")
_ONE_SIDED = ("low", "high")
_YEARLY: tuple[Literal["rate", "mean"], ...] = ("rate", "mean")
_MOST_RANKED = 999_999


def bounds() -> SearchStrategy[float]:
    """Make numbers as plans name them: whole ones and years, two places, and others up to a billion."""
    return st.one_of(
        st.integers(-4, 2100).map(float),
        st.floats(-1e9, 1e9).map(lambda bound: round(bound, 6)),
        st.integers(0, 99_999).map(lambda hundredths: hundredths / 100),
    )


def intervals(
    of: SearchStrategy[float] | None = None, *, shapes: tuple[str, ...] = ("low", "high", "both", "exact")
) -> SearchStrategy[Interval]:
    """Make intervals that hold at least one number; bounds are open or closed.

    Args:
        of: The bounds, finite numbers; by default those that plans name.
        shapes: Which shapes: ``low`` for a lower bound alone, ``high``, ``both``, ``exact`` for one number, and
            ``all`` for every number.
    """
    numbers = bounds() if of is None else of
    return st.sampled_from(shapes).flatmap(lambda shape: _intervals(numbers, shape))


@st.composite
def _intervals(draw: DrawFn, numbers: SearchStrategy[float], shape: str) -> Interval:
    if shape == "all":
        return Interval()
    if shape == "exact":
        return Interval.exactly(draw(numbers))
    openings = draw(st.booleans()), draw(st.booleans())
    if shape == "low":
        return Interval(low=draw(numbers), low_open=openings[0])
    if shape == "high":
        return Interval(high=draw(numbers), high_open=openings[1])
    low, high = sorted((draw(numbers), draw(numbers)))
    if low == high:
        return Interval.exactly(low)
    return Interval(low=low, high=high, low_open=openings[0], high_open=openings[1])


def goals(
    indicator: Indicator | None = None,
    *,
    forms: tuple[str, ...] = FORMS,
    of: SearchStrategy[float] | None = None,
) -> SearchStrategy[Goal]:
    """Make goals, each of which some wording says.

    Args:
        indicator: The indicator that measures them: their units can be turned into its unit, bare figures face as it
            does, grades are of its scale. Without one, units and grades are any.
        forms: Which forms, of ``level range corridor exact change yearly bare top answer grade undefined``.
            Those that the indicator cannot have are left out.
        of: The bounds, in the unit of the goal; by default numbers as plans name them.
    """
    fitting = [form for form in forms if indicator is None or form in _forms_of(indicator)]
    numbers = bounds() if of is None else of
    made = st.sampled_from(fitting).flatmap(lambda form: _goals(form, indicator, numbers)) if fitting else st.nothing()
    return made if indicator is None else made.map(lambda goal: goal.measured_by(indicator))


def _forms_of(indicator: Indicator) -> tuple[str, ...]:
    if indicator.kind is Kind.FLAG:
        return ("answer", "undefined")
    if indicator.kind is Kind.GRADE:
        return ("grade", "undefined")
    if indicator.unit == "rank":
        return ("level", "exact", "top", "bare", "undefined")
    return tuple(form for form in FORMS if form not in ("answer", "grade", "top"))


def _goals(form: str, indicator: Indicator | None, numbers: SearchStrategy[float]) -> SearchStrategy[Goal]:
    if form == "undefined":
        return st.sampled_from(UNDEFINED).map(lambda word: Goal(interval=None, undefined=word))
    if form == "grade":
        grades = _GRADES if indicator is None else indicator.scale
        return st.sampled_from(grades).map(lambda grade: Goal(interval=None, grade=grade, unit="grade"))
    if form == "answer":
        answers = [Interval.at_least(1), Interval.at_most(0)]
        return st.sampled_from(answers).map(lambda answer: Goal(interval=answer, unit="yes_no"))
    if form == "top":
        return _tops()
    units = st.sampled_from([None, *UNITS] if indicator is None else _units_of(indicator))
    if form == "bare":
        return st.builds(_bare, numbers, st.none() | numbers, units)
    return _numeric(form, numbers, units, indicator)


def _units_of(indicator: Indicator) -> list[str | None]:
    if indicator.unit in SHARE_SCALE:
        return [None, *SHARE_SCALE]
    return [None, indicator.unit]


def _bare(bound: float, other: float | None, unit: str | None) -> Goal:
    low, high = sorted((bound, bound if other is None or unit == "rank" else other))
    return Goal(interval=Interval.at_least(low), aim=high if low < high else None, bare=True, unit=unit)


@st.composite
def _tops(draw: DrawFn) -> Goal:
    of = draw(st.none() | st.integers(1, 200))
    place = draw(st.integers(1, of or _MOST_RANKED))
    aim = draw(st.none() | st.integers(1, place))
    about = draw(st.booleans())
    return Goal(interval=Interval.at_most(place), unit="rank", of=of, about=about, aim=None if aim == place else aim)


@st.composite
def _numeric(
    draw: DrawFn,
    form: str,
    numbers: SearchStrategy[float],
    units: SearchStrategy[str | None],
    indicator: Indicator | None,
) -> Goal:
    shapes = {"corridor": ("both",), "exact": ("exact",), "level": _ONE_SIDED, "range": _ONE_SIDED}
    goal = Goal(
        interval=draw(intervals(numbers, shapes=shapes.get(form, (*_ONE_SIDED, "both", "exact")))),
        unit=draw(units),
        about=draw(st.booleans()),
    )
    if form in ("change", "yearly"):
        goal = draw(_changes(goal, form, indicator))
    aim = draw(numbers)
    wants = form == "range" or (form in ("change", "yearly") and draw(st.booleans()))
    return attrs.evolve(goal, aim=aim) if wants and _is_aim(goal, aim) else goal


@st.composite
def _changes(draw: DrawFn, goal: Goal, form: str, indicator: Indicator | None) -> Goal:
    """Make the promise one about a change from a start, or about the growth of each year."""
    if form == "yearly" and draw(st.booleans()):
        return attrs.evolve(goal, yearly=draw(st.sampled_from(_YEARLY)))
    if indicator is not None:
        shares = ["percent", "percentage_point"] if indicator.unit in SHARE_SCALE else ["percent"]
        # A growth a year of what is itself a rate of growth is a level of it, and so in its unit.
        shares = [] if form == "yearly" and indicator.kind is Kind.RATE else shares
        goal = attrs.evolve(goal, unit=draw(st.sampled_from([None, indicator.unit, *shares])))
    yearly: Literal["rate", "mean"] | None = draw(st.sampled_from(_YEARLY)) if form == "yearly" else None
    against = draw(st.none() | periods(2010, 2030, forms=("year", "half", "quarter", "month", "day")))
    return attrs.evolve(goal, relative=True, against=against, yearly=yearly)


def _is_aim(goal: Goal, aim: float) -> bool:
    one_sided = goal.interval is not None and math.isinf(goal.interval.low) is not math.isinf(goal.interval.high)
    return one_sided and goal.interval is not None and goal.unit != "rank" and goal.interval.gap(aim) > 0
