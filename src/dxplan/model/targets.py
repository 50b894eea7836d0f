"""Targets: what a plan promises, of which indicator, where and by when."""

from __future__ import annotations

import math
from typing import Any

import attrs

from dxplan.codes import label_validator, member, name_validator, reference_validator
from dxplan.errors import DefinitionError
from dxplan.model.documents import Citation
from dxplan.model.goals import Goal
from dxplan.model.lists import as_tuple
from dxplan.notebooks import Shown
from dxplan.numbers import as_float
from dxplan.periods import CalendarStep, Period, as_period
from dxplan.text import Text, as_text


def as_step(step: CalendarStep | str) -> CalendarStep:
    """Return `step` itself, or the one that a text names."""
    return member(CalendarStep, step)


@attrs.frozen(kw_only=True)
class Baseline:
    """Where a target starts from.

    Attributes:
        period: The period of the value at the start.
        value: The value, in the indicator's unit; None where the figure of that period says it.
        cite: Where the value is written, or None.
    """

    period: Period = attrs.field(converter=as_period)
    value: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float))
    cite: Citation | None = None

    @value.validator
    def _finite(self, _attribute: attrs.Attribute[float | None], value: float | None) -> None:
        if value is not None and not math.isfinite(value):
            raise DefinitionError(f"the baseline cannot be {value!r}", "give a finite number, or leave it out.")


def _as_meant(goal: Goal | None, target: Any) -> Goal | None:
    """Give the goal with what the target says of it besides its wording."""
    if goal is None:
        return None
    goal = goal.as_corridor() if target.corridor else goal
    if target.of is None or target.of == goal.of:
        return goal
    if goal.of is not None:
        raise DefinitionError(
            f"the goal {goal} names {goal.of} that are ranked, and the target {target.of}", "keep one of the two."
        )
    return attrs.evolve(goal, of=target.of)


@attrs.frozen(kw_only=True)
class Target(Shown):
    """A promise: a number that shall reach its goal, or, without indicator and goal, a milestone.

    A milestone is something that is either done or not, such as shared databases that are connected.
    It is judged from reports, never from figures.

    Attributes:
        code: Its code within the plan.
        title: What the plan promises, in a few words.
        indicator: The code of the indicator it is measured by; None for a milestone.
        corridor: Whether a range is one to stay in, so that more than its better end is a failure too.
        of: How many are ranked, where the goal is a place among the first and does not say so itself.
        goal: The interval the indicator shall be in, with `corridor` and `of` taken into it; None for a milestone.
        by: The period by whose end it shall be there.
        cite: Where it is written, and how sure that is.
        place: The code of the place it is about; None for the plan's own.
        baseline: Where it starts from, for methods that measure the way made; None where nothing says so.
        each: A dimension, each member of which must meet the goal, or a level of places such as ``commune``; None where
            the goal is about the whole.
        where: The members of dimensions it is about, by dimension.
        every: The step of the calendar, such as a year, each of which must meet the goal; None where the last figure
            decides.
        since: The first period of `every`; of a mean of years, which has no `every`, the first year.
        quota: The share of the parts (of `each` or `every`) that must meet the goal; 1 for all of them.
        pillar: The code of its pillar.
        group: The code of its group of tasks and solutions.
        sector: The code of its sector.
        agencies: The codes of the agencies that answer for it and report on it.
        follows: The target of another plan that it takes up, as ``plan:target``.
        replaces: The target of an earlier plan that it revises, as ``plan:target``; that one can still be judged.
        excludes: What it does not count, in words, such as state secrets.
        conditions: How it shall be reached besides, in words, such as on many channels.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    indicator: str | None = attrs.field(default=None, validator=attrs.validators.optional(name_validator))
    corridor: bool = False
    of: int | None = None
    # mypy knows converters that are functions only.
    goal: Goal | None = attrs.field(default=None, converter=attrs.Converter(_as_meant, takes_self=True))  # type: ignore[misc]
    by: Period = attrs.field(converter=as_period)
    cite: Citation
    place: str | None = None
    baseline: Baseline | None = None
    each: str | None = None
    where: dict[str, str] = attrs.field(factory=dict)
    every: CalendarStep | None = attrs.field(default=None, converter=attrs.converters.optional(as_step))
    since: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    quota: float = attrs.field(default=1.0, converter=as_float)
    pillar: str | None = None
    group: str | None = None
    sector: str | None = None
    agencies: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    follows: str | None = attrs.field(default=None, validator=reference_validator)
    replaces: str | None = attrs.field(default=None, validator=reference_validator)
    excludes: Text = attrs.field(factory=Text, converter=as_text)
    conditions: Text = attrs.field(factory=Text, converter=as_text)
    note: Text = attrs.field(factory=Text, converter=as_text)

    def __attrs_post_init__(self) -> None:
        lacking = [name for name in ("indicator", "goal") if getattr(self, name) is None]
        if len(lacking) == 1:
            raise DefinitionError(
                f"{lacking[0]!r} is missing",
                f"add a line {lacking[0]} = …; a target with neither indicator nor goal is a milestone.",
            )
        of_numbers = next((name for name in ("baseline", "where", "every") if getattr(self, name)), None)
        if self.is_milestone and of_numbers is not None:
            raise DefinitionError(
                f"milestone {self.code!r} has {of_numbers!r}, which only numbers have",
                "leave it out, or add the indicator and the goal that it belongs to.",
            )
        against = None if self.goal is None else self.goal.against
        if self.baseline is not None and against not in (None, self.baseline.period):
            raise DefinitionError(
                f"the goal of target {self.code!r} counts from {against}, and its baseline is of "
                f"{self.baseline.period}",
                "give the baseline of the period that the goal names.",
            )
        self._check_parts()

    def _check_parts(self) -> None:
        means = self.goal is not None and self.goal.yearly == "mean"
        if means and self.every is not None:
            raise DefinitionError(
                f"target {self.code!r} asks for a mean of years, and for every {self.every.value}",
                "leave every out: since names the first year of the mean.",
            )
        if (self.every is None) != (self.since is None) and not means:
            raise DefinitionError(
                f"target {self.code!r} has {'no since' if self.since is None else 'since'} and "
                f"{'no every' if self.every is None else 'every'}",
                'give both, such as every = "year" and since = 2021, or neither.',
            )
        if self.every is not None and self.each is not None:
            raise DefinitionError(
                f"target {self.code!r} asks it of each {self.each} and of every {self.every.value}",
                "keep one of them; write a target for each period to have both.",
            )
        if not 0 < self.quota <= 1:
            raise DefinitionError(
                f"the quota of target {self.code!r} is {self.quota!r}", "give a share above 0 and up to 1, such as 0.9."
            )
        if self.quota < 1 and self.every is None and self.each is None:
            raise DefinitionError(
                f"target {self.code!r} has a quota and no parts", "say with each or every what it is a share of."
            )
        if means and self.since is not None and self.since.last > self.by.last:
            raise DefinitionError(
                f"target {self.code!r} is a mean since {self.since}, and due by {self.by}", "since lies before by."
            )
        if not self.steps and self.every is not None:
            raise DefinitionError(
                f"target {self.code!r} is about every {self.every.value} since {self.since}, and due by {self.by}",
                "since lies before by.",
            )

    @property
    def steps(self) -> tuple[Period, ...]:
        """The periods that must each meet the goal; empty where only the last figure decides."""
        return self.since.steps_to(self.by, self.every) if self.every and self.since else ()

    @property
    def years(self) -> tuple[Period, ...]:
        """The years of a mean, from `since` to `by`; empty where it asks for none, or does not say of which."""
        of_values = self.goal is not None and self.goal.over_years == "mean"
        return self.since.steps_to(self.by, CalendarStep.YEAR) if of_values and self.since else ()

    @property
    def several(self) -> bool:
        """Whether it is about several parts, each with a figure of its own."""
        return self.each is not None or self.every is not None

    @property
    def is_milestone(self) -> bool:
        """Whether it is something that is done or not, and no number."""
        return self.goal is None

    @property
    def starts_from(self) -> Baseline | None:
        """Its baseline, or else the period that a relative goal names, whose figure then says the value.

        A mean change a year counts from the year before `since`.
        """
        if self.baseline is not None or self.goal is None:
            return self.baseline
        if self.goal.against is not None:
            return Baseline(period=self.goal.against)
        if self.goal.over_years == "mean_change" and self.since is not None:
            return Baseline(period=Period.year(self.since.first.year - 1))
        return None
