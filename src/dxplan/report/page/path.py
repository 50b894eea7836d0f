"""A picture of a value over time: the way it made from its baseline, and the way that would reach the goal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.figures.figure import VAGUE
from dxplan.report.goal import start_of
from dxplan.report.page.picture import WIDTH
from dxplan.report.page.wording import say
from dxplan.scorecard.goal_wording import say_value
from dxplan.scorecard.wording import say_figure, say_gap, say_goal
from dxplan.units import base_factor

if TYPE_CHECKING:
    from dxplan.methods.method import Method
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

HEIGHT, MARGIN = 64.0, 8.0


@attrs.frozen(kw_only=True)
class Path:
    """The way to a goal; all places are units of the drawing, from its upper left corner.

    Attributes:
        name: Its name on the page.
        title: What it is a picture of.
        description: The same in words, with the pace seen and the pace needed.
        start: Where it began.
        now: Where it is.
        goal: Where it shall be.
        years: The first and the last year, in words.
    """

    name: str
    title: str
    description: str
    start: tuple[float, float]
    now: tuple[float, float]
    goal: tuple[float, float]
    years: tuple[str, str]


def path(line: ScoreLine, method: Method, name: str, lang: Lang) -> Path | None:
    """Draw the way of a line; None where its method looks at no baseline, or a point is not known.

    A figure that is only known to be more or less than a number makes no way that could be drawn.
    """
    figure = line.figure
    if "baseline" not in method.needs or figure is None or figure.qualifier not in (None, *VAGUE) or line.met:
        return None
    facts = [line.facts.get(fact) for fact in ("start", "now", "due", "actual", "goal")]
    base = start_of(line, method)
    numbers = [float(fact) for fact in facts if fact is not None and math.isfinite(fact)]
    if base is None or len(numbers) < len(facts):
        return None
    start, now, due, actual, goal = numbers
    if not start < now < due:
        return None
    scale = base_factor(line.indicator.unit) if method.values == "base_unit" else 1.0
    actual, goal = actual / scale, goal / scale
    low, high = min(base, actual, goal), max(base, actual, goal)
    if high == low:
        return None

    def at(year: float, value: float) -> tuple[float, float]:
        across = MARGIN + (year - start) / (due - start) * (WIDTH - 2 * MARGIN)
        return round(across, 2), round(HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN), 2)

    unit = line.indicator.unit
    years = tuple(f"{math.ceil(year):d}" for year in (start, now, due))
    said = say(
        "path_said",
        lang,
        start=say_value(base, line.indicator, lang),
        from_=years[0],
        actual=say_figure(figure, lang),
        now=years[1],
        seen=say_gap(_short((actual - base) / (now - start)), unit, lang),
        goal=say_goal(line.target, unit, lang),
        due=years[2],
        needed=say_gap(_short((goal - actual) / (due - now)), unit, lang),
    )
    return Path(
        name=name,
        title=f"{line.target.title.in_(lang)}: {say('path', lang)}",
        description=said,
        start=at(start, base),
        now=at(now, actual),
        goal=at(due, goal),
        years=(years[0], years[2]),
    )


def _short(number: float) -> float:
    return float(f"{number:.3g}")
