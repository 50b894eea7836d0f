"""What may be promised for a place whose predecessors promised different numbers."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.intervals import Interval
from dxplan.model.comparison import sides_of
from dxplan.model.goals import Goal
from dxplan.model.indicators import Kind
from dxplan.model.merging import MergingRule
from dxplan.model.restated.sources import TargetSource
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.model.plan import Plan

_DIGITS = 6
"""So many digits of a number that was computed are kept."""


class ProposalRule(enum.Enum):
    """How a goal for the whole is made of those of the parts."""

    STRICTEST = "strictest"
    """The goal that asks no less than any of them."""
    WEIGHTED = "weighted"
    """The mean of the bounds, by weights that the caller gives: an estimate."""
    SUM = "sum"
    """The sum of the bounds, of what adds up."""

    @property
    def label(self) -> Text:
        """The rule in words."""
        return _LABELS[self]


_LABELS = {
    ProposalRule.STRICTEST: Text(vi="mức chặt nhất", en="the strictest"),
    ProposalRule.WEIGHTED: Text(vi="bình quân gia quyền", en="the weighted mean"),
    ProposalRule.SUM: Text(vi="tổng", en="the sum"),
}


@attrs.frozen(kw_only=True)
class Proposal:
    """A goal that somebody may adopt for the whole. Nobody has promised it.

    Attributes:
        rule: How it is made.
        goal: The goal.
        source: Of the strictest the target that asks it; of the others the first one, whose place it takes.
        weights: The weight of each target's place, in the order of the targets; empty where none weighs.
        weighted_by: What the weights are; empty where none weighs.
        estimated: Whether it is an estimate: what a mean means depends on the weights.
    """

    rule: ProposalRule
    goal: Goal
    source: TargetSource
    weights: tuple[tuple[str, float], ...] = ()
    weighted_by: Text = attrs.field(factory=Text)
    estimated: bool = False


@attrs.frozen(kw_only=True)
class Weights:
    """What the places of the plans weigh.

    Attributes:
        values: The weight of each place, by the code that it had in its plan.
        name: What the weights are.
    """

    values: Mapping[str, float]
    name: Text

    def of(self, sources: Sequence[TargetSource]) -> tuple[tuple[str, float], ...]:
        """Give the weight of each target's place; nothing where none has one.

        Raises:
            DefinitionError: Some have one and some do not, or they add up to nothing.
        """
        lacking = [str(source.place) for source in sources if source.place.code not in self.values]
        if len(lacking) == len(sources):
            return ()
        if lacking:
            raise DefinitionError(
                f"the weights lack {', '.join(lacking)}, and have another part of the same place",
                "give the weight of every part.",
            )
        found = tuple((source.place.code, float(self.values[source.place.code])) for source in sources)
        if math.fsum(weight for _, weight in found) <= 0:
            raise DefinitionError(
                f"the weights of {', '.join(code for code, _ in found)} add up to nothing", "give one above 0."
            )
        return found


def checked_weights(
    values: Mapping[str, float] | None, name: Text, plans: Sequence[Plan], codes: Sequence[str]
) -> Weights | None:
    """Give the weights, if there are any.

    Raises:
        DefinitionError: They have no name, or one is no number of 0 or more.
        UnknownCodeError: One is of a place that no plan is about.
    """
    if values is None:
        return None
    if not name:
        raise DefinitionError("weights are given, and not what they are", "name them, such as weighted_by='GRDP 2022'.")
    known = sorted({*codes, *(plan.place for plan in plans)})
    for code, weight in values.items():
        if code not in known:
            raise UnknownCodeError.among("place of the plans", str(code), known)
        if not _weighs_something(weight):
            raise DefinitionError(f"the weight of {code!r} is {weight!r}", "give a number of 0 or more.")
    return Weights(values=values, name=name)


def _weighs_something(weight: object) -> bool:
    """Tell whether a weight is a number of 0 or more; the caller may be a program that checks nothing."""
    return isinstance(weight, (int, float)) and not isinstance(weight, bool) and 0 <= weight < math.inf


def adds_up(source: TargetSource) -> bool | None:
    """Tell whether what a target promises adds up over places; None where its indicator would have to say so."""
    indicator, goal = source.indicator, source.target.goal
    if indicator is None or goal is None or goal.relative or source.target.each is not None:
        return False
    if indicator.merging is not None:
        return indicator.merging.rule is MergingRule.SUM
    return None if indicator.kind in (Kind.COUNT, Kind.AMOUNT) else False


def proposals_for(sources: Sequence[TargetSource], weights: Weights | None) -> tuple[Proposal, ...]:
    """Make the goals that may be proposed for what several targets promise in different numbers.

    What adds up is only ever added. Of all else the strictest is given where one of the goals lies inside every other,
    and the weighted mean of bounds on one side where the indicator is a ratio, an index or weighs by itself.
    Neither is made of ranks, changes, or goals of different kinds.
    """
    if not _comparable(sources):
        return ()
    found = _sums(sources) if adds_up(sources[0]) is not False else (*_strictest(sources), *_means(sources, weights))
    return tuple(found)


def _comparable(sources: Sequence[TargetSource]) -> bool:
    """Tell whether all goals say the same but for their numbers."""
    first = sources[0]
    return all(sides_of(first.plan, first.target, other.plan, other.target) is not None for other in sources[1:])


def _strictest(sources: Sequence[TargetSource]) -> Iterator[Proposal]:
    best = next((source for source in sources if all(_inside(source, other) for other in sources)), None)
    if best is not None and best.target.goal is not None:
        yield Proposal(rule=ProposalRule.STRICTEST, goal=best.target.goal, source=best)


def _inside(source: TargetSource, other: TargetSource) -> bool:
    """Tell whether whatever meets one goal meets another."""
    sides = sides_of(source.plan, source.target, other.plan, other.target)
    return sides is not None and sides[1].contains(sides[0]) is True


def _means(sources: Sequence[TargetSource], weights: Weights | None) -> Iterator[Proposal]:
    indicator = sources[0].indicator
    if weights is None or indicator is None or not _weighs(sources[0]) or not _disjoint(sources):
        return
    held = weights.of(sources)
    total = math.fsum(weight for _, weight in held)

    def mean(bounds: Sequence[float]) -> float:
        shares = zip(bounds, held, strict=True)
        middle = math.fsum(bound * (weight / total) for bound, (_, weight) in shares)
        return min(max(float(f"{middle:.{_DIGITS}g}"), min(bounds)), max(bounds))

    goal = _joined(sources, mean) if held else None
    if goal is not None:
        yield Proposal(
            rule=ProposalRule.WEIGHTED,
            goal=goal,
            source=sources[0],
            weights=held,
            weighted_by=weights.name,
            estimated=True,
        )


def _weighs(source: TargetSource) -> bool:
    indicator, target = source.indicator, source.target
    if indicator is None or target.goal is None or target.goal.relative or target.each is not None:
        return False
    if indicator.merging is not None:
        return indicator.merging.rule in (MergingRule.RATIO, MergingRule.WEIGHTED_MEAN)
    return indicator.kind in (Kind.RATIO, Kind.INDEX, Kind.RATE)


def _sums(sources: Sequence[TargetSource]) -> Iterator[Proposal]:
    goal = _joined(sources, math.fsum) if adds_up(sources[0]) and _disjoint(sources) else None
    if goal is not None:
        yield Proposal(rule=ProposalRule.SUM, goal=goal, source=sources[0])


def _disjoint(sources: Sequence[TargetSource]) -> bool:
    """Tell whether no two targets are about the same place."""
    return len({source.place.id for source in sources}) == len(sources)


def _joined(sources: Sequence[TargetSource], make: Callable[[Sequence[float]], float]) -> Goal | None:
    """Make one bound of the bounds of several goals, if each has one, on the same side; of one open bound it is open.

    Of numbers one of which is more than its bound, the sum and the mean are more than that of the bounds.
    """
    first, indicator = sources[0].target.goal, sources[0].indicator
    if first is None or indicator is None:
        return None
    goals = [source.target.goal for source in sources if source.target.goal is not None]
    units = {goal.unit or indicator.unit for goal in goals}
    unit = units.pop() if len(units) == 1 else indicator.unit
    whole = [found for goal in goals if (found := goal.interval if goal.unit in (None, unit) else goal.bounds_in(unit))]
    sides = {(math.isfinite(one.low), math.isfinite(one.high)) for one in whole}
    if len(whole) != len(sources) or sides not in ({(True, False)}, {(False, True)}):
        return None
    if sides == {(True, False)}:
        joined = Interval(low=make([one.low for one in whole]), low_open=any(one.low_open for one in whole))
    else:
        joined = Interval(high=make([one.high for one in whole]), high_open=any(one.high_open for one in whole))
    return attrs.evolve(first, interval=joined, unit=unit, aim=None, bare=False, wording="")
