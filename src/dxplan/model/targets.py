"""Targets: what a plan promises, of which indicator, where and by when."""

from __future__ import annotations

import math
from typing import Any

import attrs

from dxplan.codes import label_validator, name_validator
from dxplan.errors import DefinitionError
from dxplan.model.documents import Citation
from dxplan.model.goals import Goal
from dxplan.periods import Period, as_period
from dxplan.text import Text, as_text


@attrs.frozen(kw_only=True)
class Baseline:
    """Where a target starts from.

    Attributes:
        period: The period of the value at the start.
        value: The value, in the indicator's unit; None where the figure of that period says it.
        cite: Where the value is written, or None.
    """

    period: Period = attrs.field(converter=as_period)
    value: float | None = attrs.field(default=None, converter=attrs.converters.optional(float))
    cite: Citation | None = None

    @value.validator
    def _finite(self, _attribute: attrs.Attribute[float | None], value: float | None) -> None:
        if value is not None and not math.isfinite(value):
            raise DefinitionError(f"the baseline cannot be {value!r}", "give a finite number, or leave it out.")


def _as_meant(goal: Goal, target: Any) -> Goal:
    """Give the goal with what the target says of it besides its wording."""
    goal = goal.as_corridor() if target.corridor else goal
    if target.of is None or target.of == goal.of:
        return goal
    if goal.of is not None:
        raise DefinitionError(
            f"the goal {goal} names {goal.of} that are ranked, and the target {target.of}", "keep one of the two."
        )
    return attrs.evolve(goal, of=target.of)


@attrs.frozen(kw_only=True)
class Target:
    """A measurable promise.

    Attributes:
        code: Its code within the plan.
        title: What the plan promises, in a few words.
        indicator: The code of the indicator it is measured by.
        corridor: Whether a range is one to stay in, so that more than its better end is a failure too.
        of: How many are ranked, where the goal is a place among the first and does not say so itself.
        goal: The interval the indicator shall be in; with `corridor` and `of` taken into it.
        by: The period by whose end it shall be there.
        cite: Where it is written, and how sure that is.
        place: The code of the place it is about; None for the plan's own.
        baseline: Where it starts from, for methods that measure the way made; None where nothing says so.
        each: A dimension, each member of which must meet the goal; None where the goal is about the whole.
        where: The members of dimensions it is about, by dimension.
        pillar: The code of its pillar.
        group: The code of its group of tasks and solutions.
        sector: The code of its sector.
        follows: The target of another plan that it takes up, as ``plan:target``.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    indicator: str = attrs.field(validator=name_validator)
    corridor: bool = False
    of: int | None = None
    # mypy knows converters that are functions only.
    goal: Goal = attrs.field(converter=attrs.Converter(_as_meant, takes_self=True))  # type: ignore[misc]
    by: Period = attrs.field(converter=as_period)
    cite: Citation
    place: str | None = None
    baseline: Baseline | None = None
    each: str | None = None
    where: dict[str, str] = attrs.field(factory=dict)
    pillar: str | None = None
    group: str | None = None
    sector: str | None = None
    follows: str | None = None
    note: Text = attrs.field(factory=Text, converter=as_text)

    def __attrs_post_init__(self) -> None:
        against = self.goal.against
        if self.baseline is not None and against not in (None, self.baseline.period):
            raise DefinitionError(
                f"the goal of target {self.code!r} counts from {against}, and its baseline is of "
                f"{self.baseline.period}",
                "give the baseline of the period that the goal names.",
            )

    @property
    def starts_from(self) -> Baseline | None:
        """Its baseline, or the period that a relative goal names, whose figure then says the value."""
        if self.baseline is None and self.goal.against is not None:
            return Baseline(period=self.goal.against)
        return self.baseline
