"""The units of a crosswalk, and the places and successions that they make."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from dxplan.io.place_cells import eve_of
from dxplan.places import Event, Gazetteer, Place, Succession
from dxplan.places.kinds import split_name
from dxplan.places.levels import is_below
from dxplan.places.place import MADE_UP
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@attrs.define(eq=False)
class Unit:
    """One unit on one side of a crosswalk.

    Attributes:
        row: The first row that has it.
        names: Its names, each with the first row that has it.
        others: The units of the other side that it shares land with, each with the first row that says so.
        said: Whether it is said to be divided, each with the first row that says so.
        parent: What it belongs to, where its rows say so.
        district: The district that it belongs to, and its name.
    """

    row: int
    names: dict[str, int] = attrs.field(factory=dict)
    others: dict[str, int] = attrs.field(factory=dict)
    said: dict[bool, int] = attrs.field(factory=dict)
    parent: str | None = None
    district: tuple[str, str | None] | None = None

    @property
    def name(self) -> str:
        """The first of its names; empty where it has none."""
        return next(iter(self.names), "")


class Crosswalk:
    """Which old unit passed to which new one on a day.

    Attributes:
        old: The old units, by code.
        new: The new units, by code.
        day: The day on which the new ones began.
        eve: The last day of the old ones.
        level: Their level.
        within: The code of the place that they belong to, where their rows do not say it.
        confidence: How sure this is.
        beside: The gazetteer whose places they stand beside.
    """

    def __init__(self, *, day: date, level: str, within: str | None, confidence: str, beside: Gazetteer) -> None:
        self.old: dict[str, Unit] = {}
        self.new: dict[str, Unit] = {}
        self.day, self.eve, self.level = day, eve_of(day), level
        self.within, self.confidence, self.beside = within, confidence, beside

    def known(self, code: str, day: date) -> Place | None:
        """Give the place that has a code on a day already."""
        there = (place for place in self.beside.of(code) if place.there(day))
        return next((place for place in there if day == self.eve or not self.ends(place)), None)

    def ends(self, place: Place) -> bool:
        """Tell whether a place of the gazetteer's own went on for all that was known, and ends by the crosswalk."""
        lasts = place.lasts(self.eve, self.day) and place.until is None and place.level == self.level
        return lasts and place.code in self.old and not self._goes_on(place.code) and place.id in self._own_ids

    @cached_property
    def _own_ids(self) -> frozenset[tuple[str, date | None]]:
        return frozenset(place.id for place in self.beside.own)

    def told(self, known: Place) -> set[str] | None:
        """Tell which codes the tables say that a place passed to on the day; None where they do not say."""
        if self.ends(known):
            return None
        if known.there(self.day):
            return {known.code}
        steps = self.beside.ways.passed.get(known.id)
        return None if steps is None else {step.place.code for step in steps}

    def came(self, code: str) -> tuple[str, ...]:
        """Tell what a new unit was made from on the day, as far as the tables say it."""
        known = self.known(code, self.day)
        steps = [] if known is None or known.since != self.day else self.beside.ways.came.get(known.id, [])
        return tuple(step.place.code for step in steps)

    def has_parent(self, parent: str, day: date) -> bool:
        """Tell whether what units belong to was there on a day."""
        return self.known(parent, day) is not None or parent.startswith(MADE_UP) or parent in self._own(day)

    def is_above(self, parent: str, day: date) -> bool:
        """Tell whether what units belong to is of a higher level than they are, or not known."""
        known = self.known(parent, day)
        return known is None or is_below(self.level, known.level)

    def _goes_on(self, code: str) -> bool:
        """Tell whether an old unit alone makes up the new one of its code."""
        return code in self.new and [code] == list(self.old[code].others) == list(self.new[code].others)

    def span(self, side: str, code: str) -> Place:
        """Give a place of the days of a unit."""
        place = Place(code=code, level=self.level, name=Text(vi=code))
        return attrs.evolve(place, until=self.eve) if side == "old" else attrs.evolve(place, since=self.day)

    def parent(self, side: str, unit: Unit) -> str | None:
        """Give what a unit belongs to; None where nothing says it."""
        if side == "old" and unit.district is not None:
            return unit.district[0]
        return unit.parent or self.within

    def _place(self, side: str, code: str, unit: Unit) -> Place:
        name, kind = split_name(unit.name, self.level)
        return attrs.evolve(
            self.span(side, code),
            name=Text(vi=name or code),
            full_name=Text(vi=unit.name if kind else ""),
            kind=kind,
            parent=self.parent(side, unit),
            confidence=self.confidence,
        )

    def gazetteer(self, law: str) -> Gazetteer:
        """Give the gazetteer with the units, their districts, and what became of them."""
        event = self._event(law)
        beside = attrs.evolve(
            self.beside,
            own=tuple(self._ended(place, event) for place in self.beside.own),
            own_successions=tuple(
                attrs.evolve(step, before=self._ended(step.before, event), after=self._ended(step.after, event))
                for step in self.beside.own_successions
            ),
        )
        places = list(self._districts())
        steps: list[Succession] = []
        found = {code: self.known(code, self.eve) for code in self.old}
        before = {code: place and self._ended(place, event) for code, place in found.items()}
        after = {code: self.known(code, self.day) for code in self.new}
        for code, unit in self.old.items():
            if before[code] is None:
                place = self._place("old", code, unit)
                if self._goes_on(code):
                    places += self._going_on(place, self.new[code])
                    continue
                before[code] = attrs.evolve(place, ended_by=event.code)
                places.append(before[code])  # type: ignore[arg-type]
        for code, unit in self.new.items():
            if after[code] is None and not (code in self.old and self._goes_on(code)):
                after[code] = attrs.evolve(self._place("new", code, unit), begun_by=event.code)
                places.append(after[code])  # type: ignore[arg-type]
        for code, unit in self.old.items():
            earlier = before[code]
            if earlier is not None and self.told(earlier) is None:
                later = [after[other] for other in unit.others]
                steps += [
                    Succession(before=earlier, after=place, event=event, confidence=self.confidence)
                    for place in later
                    if place is not None
                ]
        return beside.with_places(places, steps, [event] if places else [])

    def _ended(self, place: Place, event: Event) -> Place:
        return attrs.evolve(place, until=self.eve, ended_by=event.code) if self.ends(place) else place

    def _going_on(self, place: Place, after: Unit) -> Iterator[Place]:
        """Give a unit that goes on, twice where its name, kind or parent is another since the day."""
        first = attrs.evolve(place, until=None)
        name, kind = split_name(after.name, self.level)
        named, parent = after.name and (name, kind) != (first.name.vi, first.kind), self.parent("new", after)
        yield first
        if named or parent != first.parent:
            yield attrs.evolve(
                first,
                name=Text(vi=name) if named else first.name,
                full_name=Text(vi=after.name if kind else "") if named else first.full_name,
                kind=kind if named else first.kind,
                named_since=self.day if named else None,
                parent=parent,
                parent_since=self.day if parent != first.parent else None,
            )

    def _own(self, day: date) -> set[str]:
        """Give the codes of the districts that the rows name, as long as there are any."""
        end = self.beside.end_of("district")
        return set() if end and end.day <= day else {unit.district[0] for unit in self.old.values() if unit.district}

    def _districts(self) -> Iterator[Place]:
        """Give the districts that the rows name and no table has; they end with all districts."""
        end = self.beside.end_of("district")
        found: dict[str, Place] = {}
        for unit in self.old.values():
            code, full_name = unit.district or ("", "")
            if code and code not in found and self.known(code, self.eve) is None:
                name, kind = split_name(full_name or code, "district")
                found[code] = Place(
                    code=code,
                    level="district",
                    name=Text(vi=name),
                    full_name=Text(vi=(full_name or "") if kind else ""),
                    kind=kind,
                    parent=unit.parent or self.within,
                    until=eve_of(end.day) if end else None,
                    ended_by=end.code if end else None,
                    confidence=self.confidence,
                )
        yield from found.values()

    def _event(self, law: str) -> Event:
        """Give the event, under a code that no other has."""
        divided = any(len(unit.others) > 1 for unit in self.old.values())
        code = base = "-".join(filter(None, (str(self.day), self.level, self.within)))
        number = 1
        while self.beside.event(code) is not None:
            number += 1
            code = f"{base}-{number}"
        return Event(
            code=code,
            day=self.day,
            kind="merge/split" if divided else "merge",
            level=self.level,
            before=f"{len(self.old)} units",
            after=f"{len(self.new)} units",
            law=law,
        )
