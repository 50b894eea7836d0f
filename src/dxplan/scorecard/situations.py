"""What each target asks of the figures: one row for every number that could answer or stand beside it."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from dxplan.figures.figure import breakdown_text
from dxplan.intervals import Interval
from dxplan.model.indicators import Direction, Indicator
from dxplan.model.lapses import Lapse
from dxplan.model.plan import Plan, once
from dxplan.model.promises import Promise
from dxplan.model.targets import Target
from dxplan.numbers import same
from dxplan.periods import Period
from dxplan.places import LEVELS, Place
from dxplan.text import Text

if TYPE_CHECKING:
    from datetime import date

    from dxplan.expr.plain import Value
    from dxplan.model.goals.goal import OverYears
    from dxplan.typing import Lang


@attrs.frozen(kw_only=True)
class Situation:
    """A target at a place, as a question asked at a period.

    Attributes:
        number: Its position among all the situations of one evaluation.
        plan: The plan.
        target: The target.
        indicator: The target's indicator; of a milestone, what stands for it.
        unit: The place: of the plan the one that the code meant when that was adopted, else the one that was asked for.
        at: The period judged.
        lapse: What ended of what it is about, by the last day that a figure may be about; None where all goes on.
        revised_by: The promises of later plans that replace the target; none where it is in force.
        elsewhere: Whether it is asked of a place that the question names, and not the plan.
    """

    number: int
    plan: Plan
    target: Target
    indicator: Indicator
    unit: Place
    at: Period
    lapse: Lapse | None = None
    revised_by: tuple[Promise, ...] = ()
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """What it is called: ``plan:target``, and where the question names the place ``plan:target@24``."""
        return f"{self.plan.code}:{self.target.code}" + (f"@{self.place}" if self.elsewhere else "")

    @property
    def place(self) -> str:
        """The code of the place."""
        return self.unit.code

    @property
    def due(self) -> bool:
        """Whether the target is due by the end of the period judged; one that lapsed before never falls due."""
        return self.lapse is None and self.at.last >= self.target.by.last

    @property
    def cutoff(self) -> date:
        """The last day that a figure may be about: the due day once that is past, so later figures do not judge.

        Of what lapsed it is the last day that it was there.
        """
        return self.lapse.last if self.lapse else min(self.at.last, self.target.by.last)

    @property
    def members(self) -> tuple[str, ...]:
        """What must meet the goal: members of a dimension, codes of places, or periods; empty for the whole.

        It is empty too where nobody lists the members of a dimension.
        """
        if self.target.every is not None:
            return tuple(str(step) for step in self.target.steps)
        if self.target.each in LEVELS:
            return tuple(place.code for place in self._under[0])
        return self.plan.dimension(self.target.each).members if self.target.each else ()

    @property
    def over_years(self) -> OverYears | None:
        """What the goal makes of several years; see `Goal.over_years`."""
        return None if self.target.goal is None else self.target.goal.over_years

    @property
    def years_before(self) -> dict[Period, Period]:
        """The period a year before each of those that must meet the goal."""
        every = self.target.every
        if every is None:
            return {}
        return {step: Period.months(step.first.year - 1, step.first.month, every.months) for step in self.target.steps}

    @property
    def open_list(self) -> bool:
        """Whether the target asks it of each member of a list that is not known, or not known to be whole."""
        if self.target.each in LEVELS:
            return not self._under[1]
        return self.target.each is not None and not self.members

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places that must each meet the goal, by their code: those of the level asked for that are known."""
        return {place.code: place for place in self._under[0]}

    @cached_property
    def _under(self) -> tuple[tuple[Place, ...], bool]:
        """The places of the level asked for at the cut-off, and whether those are all."""
        if self.target.each is None or self.target.each not in LEVELS:
            return (), True
        if not self.unit.there(self.cutoff):  # the code meant another place then
            return (), False
        return self.plan.gazetteer.at(self.cutoff).under(self.place, self.target.each)

    def member_text(self, member: str) -> Text:
        """Give what a member is called, without its code; empty where nobody says it."""
        place = self.places.get(member) if self.target.each in LEVELS else None
        return Text() if place is None else Text(vi=place.called("vi"), en=place.called("en"))

    def member_name(self, member: str, lang: Lang) -> str:
        """Give what a member is called: of a place its name and code."""
        name = self.member_text(member).in_(lang)
        return f"{name} ({member})" if name else member

    def breakdown(self, member: str | None = None) -> str:
        """Give the breakdown of the figure that answers, for one member where the target is about each.

        Places are no breakdown: each has figures of its own.
        """
        dimension = None if self.target.each in LEVELS else self.target.each
        each = {dimension: member} if dimension and member is not None else {}
        return breakdown_text({**self.target.where, **each})

    @property
    def needed(self) -> int | None:
        """How many of the members must meet the goal; None where nobody knows how many there are."""
        return None if self.open_list else max(1, math.ceil(self.target.quota * max(1, len(self.members)) - 1e-9))

    @property
    def facts(self) -> dict[str, Value]:
        """What the plan says of it, as facts that a method's formulas can name, in the indicator's unit."""
        baseline = self.target.starts_from
        value = None if baseline is None else baseline.value
        return self.goal_facts(value, None, None) | {
            "direction": float(self.indicator.direction.sign),
            "limit": self.indicator.most if self.indicator.direction is Direction.UP else self.indicator.least,
            "baseline": value,
            "start": None if baseline is None else year_of(baseline.period.last),
            "due": year_of(self.target.by.last),
            "is_due": self.due,
        }

    @property
    def told_by_figures(self) -> bool:
        """Whether figures say what the goal's bounds are: the value at its start, or how many are ranked."""
        return is_told_by_figures(self.plan, self.target)

    def rebased(self, ranked: float | None) -> bool:
        """Tell whether a rank is one among another number than the goal names."""
        of = None if self.target.goal is None else self.target.goal.of
        return of is not None and ranked is not None and not same(ranked, of)

    def years_since_start(self, now: float | None) -> float | None:
        """Give how many years a mean change a year takes: to the figure that judges, or before that to the due day."""
        start = self.target.starts_from
        if self.over_years != "mean_change" or start is None:
            return None
        end = now if self.due and now is not None else year_of(self.target.by.last)
        return end - year_of(start.period.last)

    def goal_facts(self, base: float | None, ranked: float | None, now: float | None) -> dict[str, Value]:
        """Give the facts that are about the goal; its bounds are missing where they cannot be told.

        Args:
            base: The value at the start, which a relative goal counts from.
            ranked: How many are ranked, where the figure is a rank and says it.
            now: The year of the figure that judges.
        """
        goal, up, unit = self.target.goal, self.indicator.direction is Direction.UP, self.indicator.unit
        years = self.years_since_start(now)
        bounds = goal.bounds_in(unit, base=base, years=years, scale=self.indicator.scale) if goal is not None else None
        said = bounds or (goal.interval if goal is not None else None) or Interval()
        interval = Interval() if bounds is None or self.rebased(ranked) else bounds
        low = interval.low if math.isfinite(interval.low) else None
        high = interval.high if math.isfinite(interval.high) else None
        return {
            "goal": low if high is None or (up and low is not None) else high,
            "goal_low": low,
            "goal_high": high,
            "goal_low_open": said.low_open,
            "goal_high_open": said.high_open,
            "goal_reach": float(goal is not None and goal.about),
            "goal_base": base if goal is not None and goal.relative else None,
        }


def month_of(day: date) -> int:
    """Give the number of a day's month, counted through the years."""
    return day.year * 12 + day.month


def year_of(day: date) -> float:
    """Give the year that ends on a day as a number: 2025 for 31 December 2025, 2024.5 for any day of June 2025."""
    return month_of(day) / 12 - 1


def is_measured(_plan: Plan, target: Target) -> bool:
    """Tell whether figures judge it; reports judge a milestone."""
    return not target.is_milestone


def starts_somewhere(_plan: Plan, target: Target) -> bool:
    """Tell whether something says where it starts from."""
    return target.starts_from is not None


def is_mean(_plan: Plan, target: Target) -> bool:
    """Tell whether it asks for the mean of years that it names."""
    return bool(target.years)


def is_change(_plan: Plan, target: Target) -> bool:
    """Tell whether it asks for the change in a year."""
    return target.goal is not None and target.goal.over_years == "change"


def has_formula(plan: Plan, target: Target) -> bool:
    """Tell whether a formula gives its figures."""
    return target.indicator is not None and plan.indicator(target.indicator).formula is not None


def is_about_each(_plan: Plan, target: Target) -> bool:
    """Tell whether it is about each member of a dimension, or each place of a level."""
    return target.each is not None


def has_grades(plan: Plan, _target: Target) -> bool:
    """Tell whether anything of its plan is measured in grades."""
    return once(plan, _grades)


def _grades(plan: Plan) -> bool:
    return any(indicator.scale for indicator in plan.indicators)


def is_told_by_figures(_plan: Plan, target: Target) -> bool:
    """Tell whether figures say what the goal's bounds are: the value at its start, or how many are ranked."""
    goal = target.goal
    return goal is not None and (goal.relative or goal.of is not None)
