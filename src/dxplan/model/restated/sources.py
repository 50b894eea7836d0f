"""Where the targets of plans lead: the places of another day that each of them is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError, Problems, UnknownLineageError, Where
from dxplan.model.plan import Plan
from dxplan.model.promises import promises
from dxplan.model.references import duplicates
from dxplan.model.targets import Target
from dxplan.places import Event, Passage, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dxplan.errors import DxplanError
    from dxplan.model.indicators import Indicator
    from dxplan.model.promises import Promise
    from dxplan.places import Lineage


@attrs.frozen(kw_only=True, repr=False)
class TargetSource:
    """A target of a plan, and how the place that it is about passed to that of another day.

    Attributes:
        plan: The plan.
        target: The target.
        place: The place that it is about: the one that the code meant when the plan was adopted.
        passage: How that passed to the place of the other day; None where it has no successor, or none is known.
        events: What happened on the way, each with its law.
        heirs: The places of the other day that the plan's own place passed to; that place itself if none is known.
    """

    plan: Plan
    target: Target
    place: Place
    heirs: tuple[Place, ...]
    passage: Passage | None = None
    events: tuple[Event, ...] = ()

    @property
    def name(self) -> str:
        """The code of its plan and its own, as ``plan:target``."""
        return f"{self.plan.code}:{self.target.code}"

    @property
    def indicator(self) -> Indicator | None:
        """What it is measured by; None for a milestone."""
        return None if self.target.indicator is None else self.plan.indicator(self.target.indicator)

    @property
    def divided(self) -> bool:
        """Whether only a part of its place lies in that of the other day."""
        return self.passage is not None and not self.passage.whole

    def __repr__(self) -> str:
        return f"<TargetSource {self.name} of {self.place}>"


@attrs.frozen(kw_only=True)
class Led:
    """A target that leads to a place of another day, or that leads nowhere.

    Attributes:
        source: The target.
        place: The place of the other day: where its own has no successor, the one that its plan's place passed to.
        lost: Why its own place has no successor: ``place_ended`` or ``lineage_unknown``; None where it has one.
    """

    source: TargetSource
    place: Place
    lost: str | None = None


def sorted_plans(plans: Iterable[Plan], day: date) -> tuple[Plan, ...]:
    """Put plans into an order of their own, and refuse those that say nothing of a day.

    Raises:
        DefinitionError: There is no plan.
        Problems: A plan is given twice, or it is not sure that it was adopted by the day.
    """
    given = tuple(plans)
    if not given:
        raise DefinitionError("no plan is given to restate", "name at least one plan.")
    problems: list[DxplanError] = [*duplicates("plans", given)]
    problems += [
        DefinitionError(
            f"plan {plan.code!r} was adopted in {plan.adopted}, so it may not have promised anything by {day}",
            "restate it to a later day, or say in adopted which day it was adopted.",
            Where(f"$.plans[{nth}]"),
        )
        for nth, plan in enumerate(given)
        if plan.adopted.last > day
    ]
    if problems:
        raise Problems("the plans cannot be restated together", problems)
    return tuple(sorted(given, key=lambda plan: (plan.adopted.last, plan.code)))


def led_to(plans: Sequence[Plan], day: date) -> tuple[list[Led], list[Promise]]:
    """Give every promise in force with where it leads, and the promises that other plans among these revised."""
    found: list[Led] = []
    revised: list[Promise] = []
    heirs = {plan.code: _successors(plan, day) for plan in plans}
    for promise in promises(plans):
        if promise.in_force:
            found += _lead(promise, day, heirs[promise.plan.code])
        else:
            revised.append(promise)
    return found, revised


def _lead(promise: Promise, day: date, heirs: tuple[Place, ...]) -> Iterator[Led]:
    plan, target = promise.plan, promise.target
    place = plan.gazetteer.find(target.place or plan.place, on=plan.adopted)
    source = TargetSource(plan=plan, target=target, place=place, heirs=heirs)
    lineage = _lineage(plan, place, day)
    if lineage is not None and lineage.passages:
        for passage in lineage:
            led = attrs.evolve(source, passage=passage, events=passage.events)
            yield Led(source=led, place=passage.after)
        return
    lost = "lineage_unknown" if lineage is None else "place_ended"
    lost_source = attrs.evolve(source, events=() if lineage is None else lineage.events)
    for above in heirs:
        yield Led(source=lost_source, place=above, lost=lost)


def _successors(plan: Plan, day: date) -> tuple[Place, ...]:
    """Give the places that a plan's own place passed to, or that place itself where none is known."""
    own = plan.gazetteer.find(plan.place, on=plan.adopted)
    lineage = _lineage(plan, own, day)
    return (own,) if lineage is None or not lineage.passages else lineage.places


def _lineage(plan: Plan, place: Place, day: date) -> Lineage | None:
    try:
        return plan.gazetteer.lineage(place, to=day)
    except UnknownLineageError:
        return None


def key_of(plan: Plan, place: Place) -> tuple[object, ...]:
    """Give what tells a place from every other: of one that a plan declares, also its name and what it belongs to."""
    own = place in plan.gazetteer.own
    return (*place.id, place.name, place.parent) if own else place.id
