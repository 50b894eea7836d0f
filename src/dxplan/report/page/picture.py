"""A picture of a value against its goal: what is drawn where, on an axis from the worst to the best that is met."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.figures.figure import reported_interval
from dxplan.model.indicators import Kind
from dxplan.report.goal import about_of, bounds_of, start_of
from dxplan.report.page.dates import say_period
from dxplan.report.page.wording import say
from dxplan.scorecard.goal_wording import say_value
from dxplan.scorecard.wording import say_figure, say_goal
from dxplan.units import SHARE_SCALE, factor

if TYPE_CHECKING:
    from dxplan.intervals import Interval
    from dxplan.methods.method import Method
    from dxplan.scorecard.line_parts import Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

WIDTH, MARGIN = 240.0, 10.0
"""How wide a picture is, and the room at each side of its axis, in units of the drawing."""

_FEW = 0.2
"""Shares that are all below this one have an axis of their own, or nothing could be told apart on it."""

_ROOM = 0.12
"""So much of what is drawn is left free beyond it."""


@attrs.frozen
class Stretch:
    """What is drawn from one place on the axis to another."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Its width; also a single number can be seen."""
        return max(self.right - self.left, 2.0)


@attrs.frozen(kw_only=True)
class Picture:
    """A value against its goal; all places are units of the drawing from its left edge.

    Attributes:
        name: Its name on the page.
        title: What it is a picture of.
        description: The same in words.
        ends: What the axis goes from and to, in words.
        goal: Where the goal is met, or None while that is not known.
        bounds: The bounds of the goal.
        aim: The better end of a range, or None.
        value: The figure, or None.
        fresh: Whether that figure judges, and is not only the last one known.
        reach: What the figure may stand for, where it is less than exact.
        baseline: The value at the start, or None.
    """

    name: str
    title: str
    description: str
    ends: tuple[str, str]
    goal: Stretch | None
    bounds: tuple[float, ...]
    aim: float | None
    value: float | None
    fresh: bool
    reach: Stretch | None
    baseline: float | None


@attrs.frozen
class Axis:
    """A line of numbers, and where they are on the picture."""

    low: float
    high: float

    def at(self, number: float) -> float:
        """Give the place of a number; what lies beyond the axis is at its end."""
        share = (min(max(number, self.low), self.high) - self.low) / (self.high - self.low)
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 2)

    def stretch(self, interval: Interval) -> Stretch:
        """Give the place of an interval."""
        return Stretch(self.at(interval.low), self.at(interval.high))


def picture(line: ScoreLine, method: Method, name: str, lang: Lang) -> Picture | None:
    """Draw the value of a line against its goal; None where there is nothing to draw.

    A milestone, a yes or no, and a target with neither bounds nor a figure have no picture.
    """
    indicator, figure = line.indicator, line.figure or line.last_known
    if line.target.is_milestone or indicator.kind is Kind.FLAG:
        return None
    baseline = start_of(line, method)
    goal = bounds_of(line, method, line.now)
    reach = reported_interval(figure.value, figure.qualifier, about_of(method)) if figure else None
    bounds = tuple(b for b in (goal.low, goal.high) if math.isfinite(b)) if goal else ()
    aim = _aim(line)
    points = [*bounds, *(n for n in (aim, baseline, figure.value if figure else None) if n is not None)]
    points += [n for n in ((reach.low, reach.high) if reach else ()) if math.isfinite(n)]
    axis = _axis(line, points)
    if axis is None:
        return None
    ends = (say_value(_short(axis.low), indicator, lang), say_value(_short(axis.high), indicator, lang))
    return Picture(
        name=name,
        title=f"{line.target.title.in_(lang)}: {say('picture', lang)}",
        description=" ".join(_description(line, figure, baseline, ends, lang)),
        ends=ends,
        goal=axis.stretch(goal) if goal else None,
        bounds=tuple(axis.at(bound) for bound in bounds),
        aim=None if aim is None else axis.at(aim),
        value=axis.at(figure.value) if figure else None,
        fresh=line.figure is not None,
        reach=axis.stretch(reach) if reach is not None and figure is not None and figure.qualifier else None,
        baseline=None if baseline is None else axis.at(baseline),
    )


def _aim(line: ScoreLine) -> float | None:
    goal, unit = line.target.goal, line.indicator.unit
    if goal is None or goal.aim is None or goal.relative:
        return None
    return goal.aim if goal.unit is None else goal.aim * factor(goal.unit, unit)


def _axis(line: ScoreLine, points: list[float]) -> Axis | None:
    """Choose the ends: natural ones where they are near, and else a little room beyond what is drawn."""
    if not points or not all(math.isfinite(point) for point in points):
        return None
    indicator = line.indicator
    low, high = min(points), max(points)
    least, most = indicator.least, indicator.most
    whole = SHARE_SCALE.get(indicator.unit)
    if indicator.unit == "rank":
        least = 1.0
    elif least is None and low >= 0:
        least = 0.0
    if most is None and whole is not None and low >= 0 and high <= whole:
        most = whole
    filled = bool(indicator.scale) or (whole is not None and high >= _FEW * whole)
    natural_high = most is not None and high <= most and filled
    begin = least if least is not None and least <= low else None
    room = _ROOM * ((high - (low if begin is None else begin)) or abs(high) or 1.0)
    low = low - room if begin is None else begin
    high = most if natural_high and most is not None else _round_up(high + room)
    span = high - low
    return Axis(low, high) if math.isfinite(span) and span > 0 else None


def _round_up(number: float) -> float:
    """Give the next number of two digits, so that the end of an axis is easy to read."""
    if number <= 0 or not math.isfinite(number):
        return number
    step = 10.0 ** (math.floor(math.log10(number)) - 1)
    return math.ceil(number / step) * step if step > 0 else number


def _short(number: float) -> float:
    return float(f"{number:.3g}")


def _description(
    line: ScoreLine, figure: Reported | None, baseline: float | None, ends: tuple[str, str], lang: Lang
) -> list[str]:
    goal = say_goal(line.target, line.indicator.unit, lang)
    said = [
        say("axis", lang, low=ends[0], high=ends[1]),
        say("drawn_goal", lang, goal=goal, by=say_period(line.target.by, lang)),
    ]
    if figure is not None:
        key = "drawn_value" if line.figure is not None else "drawn_last"
        said.append(say(key, lang, value=say_figure(figure, lang), period=say_period(figure.period, lang)))
    else:
        said.append(say("drawn_nothing", lang))
    if baseline is not None:
        said.append(say("drawn_start", lang, value=say_value(_short(baseline), line.indicator, lang)))
    return said
