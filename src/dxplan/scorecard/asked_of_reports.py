"""A task or a target as a question to the reports."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import attrs

from dxplan.errors import UnknownCodeError
from dxplan.model.lapses import Lapse, lapse_of
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.model.tasks import Task
from dxplan.places import LEVELS, Place
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.figures.reports import Report
    from dxplan.periods import Period

Thing: TypeAlias = Task | Target


@attrs.frozen(kw_only=True)
class Asked:
    """A task or a target as a question to the reports.

    Attributes:
        plan: The plan.
        thing: The task or target.
        last: The last day that a report of it may be about: the day asked, its due day, or the last before it lapsed.
        lapse: What ended of what it is about, by the day asked; None where all goes on.
        unit: The place that it is for.
    """

    plan: Plan
    thing: Thing
    last: date
    lapse: Lapse | None
    unit: Place

    @classmethod
    def of(cls, plan: Plan, thing: Thing, at: date) -> Asked:
        """Ask for a task or a target by the end of a day."""
        due = due_of(thing)
        last = at if due is None else min(at, due.last)
        unit = plan.gazetteer.find(thing.place or plan.place, on=plan.adopted)
        lapse = lapse_of(plan, unit, (thing.each,), last)
        return cls(plan=plan, thing=thing, last=lapse.last if lapse else last, lapse=lapse, unit=unit)

    @property
    def under(self) -> tuple[Place, ...] | None:
        """The places of the level that have it to do; None where it is not about each place of a level."""
        return self._of_level[0]

    @property
    def listed(self) -> bool:
        """Whether its members are all that there are."""
        return self._of_level[1]

    @cached_property
    def _of_level(self) -> tuple[tuple[Place, ...] | None, bool]:
        each = self.thing.each
        if each in LEVELS:
            return self.plan.gazetteer.at(self.last).under(self.unit.code, each)
        # Nobody lists the places of a level below the communes.
        return None, each is None or bool(_members(self.plan, each))

    @cached_property
    def members(self) -> Mapping[str, Text]:
        """What each of those is called that have it to do, by code; empty where it is about the whole."""
        if self.under is not None:
            return {place.code: Text(vi=place.called("vi"), en=place.called("en")) for place in self.under}
        return {member: Text(vi=member) for member in _members(self.plan, self.thing.each)}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places that a report of it can name, by code; empty where its members are no places."""
        if self.under is not None:
            return {place.code: place for place in self.under}
        return {self.unit.code: self.unit} if self.thing.each is None else {}

    @property
    def due(self) -> Period | None:
        """The period by whose end it shall be done."""
        return due_of(self.thing)

    @property
    def quota(self) -> float:
        """The share of the members that must have done it."""
        return self.thing.quota if isinstance(self.thing, Target) else 1.0

    def accepts(self, report: Report) -> bool:
        """Tell whether the place that a report names is one of those asked for, as its code was read at that time."""
        if report.place is None:
            return True
        place = self.places.get(report.place)
        if place is None:
            return report.place in self.members or not self.listed
        try:
            return self.plan.gazetteer.find(report.place, on=report.period.last).id == place.id
        except UnknownCodeError:
            return False


def _members(plan: Plan, each: str | None) -> tuple[str, ...]:
    """Give the members of a dimension; of what is none, and of no dimension, none."""
    return next((dimension.members for dimension in plan.dimensions if dimension.code == each), ())


def due_of(thing: Thing) -> Period | None:
    """Give the period by whose end a task or a target shall be done; None where nothing says it."""
    return thing.by if isinstance(thing, Target) else thing.due
