"""Which places the figures of other days belong to on one day: the ways between two maps."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from dxplan.places import Event, Lineage, Place

if TYPE_CHECKING:
    from dxplan.places import Gazetteer


@attrs.frozen(kw_only=True)
class Cohort:
    """The places that make up one place together, each wholly or in part.

    Attributes:
        number: Its number among those of one question.
        into: The place that they make up.
        parts: The places, in the order of their codes.
        events: What happened between them and it, in the order of time.
        listed: Whether those are all; where it is not known, nothing can be said of the whole.
    """

    number: int
    into: Place
    parts: tuple[Place, ...]
    events: tuple[Event, ...] = ()
    listed: bool = True


@attrs.frozen(kw_only=True)
class Way:
    """From one place of one map to a place that has its land, or a part of it, on another.

    Attributes:
        part: The place.
        cohort: What it is a part of.
        era: The number of the map that the place is read on, counted from the oldest.
        divided: Whether only some of its land lies there.
    """

    part: Place
    cohort: Cohort
    era: int = 0
    divided: bool = False


class Maps:
    """The maps of a gazetteer, numbered through time, and the ways from them to that of one day."""

    def __init__(self, gazetteer: Gazetteer, to: date) -> None:
        self.gazetteer = gazetteer
        self.to = to
        self.cohorts: list[Cohort] = []
        self._numbers: dict[tuple[object, ...], Cohort] = {}
        self._forward: dict[object, Lineage] = {}

    @cached_property
    def breaks(self) -> tuple[date, ...]:
        """The days on which some place began, or no longer was, in the order of time."""
        days = {day for place in self.gazetteer.places for day in (place.since, _after(place.until)) if day is not None}
        return tuple(sorted(days))

    def ways(self, place: Place, era: int) -> tuple[Way, ...]:
        """Give the ways of a place of one map; a place that is itself on the day has one, to itself.

        A made-up place, and one that the tables do not have, has none.

        Args:
            place: The place.
            era: The number of the map: how many of the `breaks` had come.

        Raises:
            UnknownLineageError: The tables do not say what became of it, or what it was made from.
        """
        if not self.gazetteer.of(place.code):
            return ()
        onward = self.lineage(place)
        there = onward.places
        divided = len(there) > 1 or onward.ended_by is not None
        return tuple(Way(part=place, cohort=self._cohort(into, era), era=era, divided=divided) for into in there)

    def stays(self, way: Way) -> bool:
        """Tell whether a place is the same on the day, and nothing else belongs to it."""
        cohort = way.cohort
        return len(cohort.parts) == 1 and cohort.into.id == way.part.id == cohort.parts[0].id

    def lineage(self, place: Place) -> Lineage:
        """Give the lineage of a place to the day.

        Raises:
            UnknownLineageError: The tables do not say what became of it, or what it was made from.
        """
        if place.id not in self._forward:
            self._forward[place.id] = self.gazetteer.lineage(place, to=self.to)
        return self._forward[place.id]

    def _cohort(self, into: Place, era: int) -> Cohort:
        back = self.gazetteer.lineage(into, to=self._day_of(era))
        key = (into.id, *(place.id for place in back.places))
        if key not in self._numbers:
            found = Cohort(number=len(self.cohorts), into=into, parts=back.places, events=back.events)
            self.cohorts.append(found)
            self._numbers[key] = found
        return self._numbers[key]

    def _day_of(self, era: int) -> date:
        return self.breaks[era - 1] if era else self.breaks[0] - timedelta(days=1)


def _after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)
