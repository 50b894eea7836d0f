"""What places were made from, and what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError, UnknownLineageError
from dxplan.places.place import Event, Place
from dxplan.places.tables import shipped_events, shipped_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.places.gazetteers import Gazetteer
    from dxplan.places.place import Succession

    Id = tuple[str, date | None]

_SURE = ("official", "secondary", "computed", "unconfirmed")
"""How sure a row may be, from the surest on."""


@attrs.frozen(kw_only=True)
class Passage:
    """How one place passed to another.

    Attributes:
        before: The earlier place.
        after: The later one; the same where nothing but its name or rank changed.
        events: What happened on the way, in the order of time, each with its law; empty for one and the same place.
        whole: Whether all of the earlier place lies in the later one.
            Where it does not, the earlier one was divided, and its figures cannot be carried over without shares.
        confidence: How sure this is: as sure as the least sure of the place asked about and the steps.
    """

    before: Place
    after: Place
    events: tuple[Event, ...] = ()
    whole: bool = True
    confidence: str = "official"

    def __str__(self) -> str:
        if not self.events:
            renamed = "" if self.before.name == self.after.name else f", since then {self.after.name.in_('vi')}"
            return f"{self.before} stays the same place{renamed}"
        laws = "; ".join(f"{event.code}, {event.law}" if event.law else event.code for event in self.events)
        return f"{self.before} → {self.after}: {'whole' if self.whole else 'a part of it'} ({laws})"


@attrs.frozen(kw_only=True)
class Lineage:
    """What a place was made from, or what became of it, on another day; iterates over the passages.

    Attributes:
        place: The place that was asked about.
        to: The other day.
        passages: One for each place of that day that shares land with it, in the order of their codes.
        ended_by: What ended it, or what it passed to, with no successor, as all districts ended; else None.
        known_from: The first day for which the tables vouch, where the lineage reaches back beyond it: of the days
            before they give the oldest map that they hold. None where they vouch for all of it.
    """

    place: Place
    to: date
    passages: tuple[Passage, ...]
    ended_by: Event | None = None
    known_from: date | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of the other day, each with the name that it had then."""
        return tuple(self._other(passage) for passage in self.passages)

    @property
    def whole(self) -> bool:
        """Whether there is a place of the other day, and every earlier place passed as a whole.

        Looked at backwards, the place is then exactly the union of those that it was made from.
        """
        return bool(self.passages) and all(passage.whole for passage in self.passages)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened on the way, in the order of time."""
        found = [event for passage in self.passages for event in passage.events]
        return _in_order([*found, *([self.ended_by] if self.ended_by else [])])

    def _other(self, passage: Passage) -> Place:
        return passage.after if passage.before == self.place else passage.before

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)

    def __len__(self) -> int:
        return len(self.passages)

    def __str__(self) -> str:
        lines = [str(passage) for passage in self.passages]
        if self.ended_by:
            lines.append(f"{self.place} ended without a successor ({self.ended_by.code}, {self.ended_by.law})")
        if self.known_from:
            lines.append(f"the tables know only of the days from {self.known_from} on")
        return "\n".join(lines)


@attrs.frozen
class _Reached:
    """A place that was reached, and how."""

    place: Place
    events: tuple[Event, ...]
    confidence: str


@attrs.frozen(eq=False)
class Ways:
    """The single steps that lead from place to place.

    Attributes:
        passed: Where every place that ended passed to, by its id.
        came: What every place that began was made from.
        eves: The eve of the first event that a gazetteer's own successions tell of each level.
    """

    passed: dict[Id, list[_Reached]]
    came: dict[Id, list[_Reached]]
    eves: dict[str, date]

    @classmethod
    def of(cls, shipped: Iterable[Succession], own: Iterable[Succession]) -> Ways:
        """Take the steps of the tables, and those of a gazetteer's own."""
        passed: dict[Id, list[_Reached]] = {}
        came: dict[Id, list[_Reached]] = {}
        eves: dict[str, date] = {}
        own = tuple(own)
        for step in (*shipped, *own):
            passed.setdefault(step.before.id, []).append(_Reached(step.after, (step.event,), step.confidence))
            came.setdefault(step.after.id, []).append(_Reached(step.before, (step.event,), step.confidence))
        for step in own:
            eve = step.event.day - timedelta(days=1)
            eves[step.before.level] = min(eve, eves.get(step.before.level, eve))
        return cls(passed, came, eves)

    def first_known(self, place: Place) -> date | None:
        """Give the first day for which successions beside the tables vouch of a place; None where none speaks of it."""
        told = place.id in self.passed or place.id in self.came
        return self.eves.get(place.level) if told else None


def trace(gazetteer: Gazetteer, place: Place, day: date, *, on: date | None = None) -> Lineage:
    """Follow a place to another day; `on` is the first day on which it was looked at.

    Raises:
        UnknownLineageError: The tables do not say what it was made from, or what became of it.
    """
    known = first_known(place.level) if place.id in _shipped() else gazetteer.ways.first_known(place)
    beyond = known if known and min(day, on or day) < known else None
    if place.since is not None and day < place.since:
        reached, ended = _walk(gazetteer, place, day, gazetteer.ways.came, back=True)
    else:
        reached, ended = _walk(gazetteer, place, day, gazetteer.ways.passed, back=False)
    passages = tuple(_passage(gazetteer, place, found, day, whole=len(reached) == 1 and not ended) for found in reached)
    return Lineage(place=place, to=day, passages=passages, ended_by=ended, known_from=beyond)


def successors_of(lineage: Lineage) -> Lineage:
    """Refuse a lineage that goes back."""
    since = lineage.place.since
    if since is not None and lineage.to < since:
        raise DefinitionError(
            f"{lineage.to} lies before {lineage.place.dated()}: nothing became of it by then",
            "ask for its predecessors, or name a later day.",
        )
    return lineage


def predecessors_of(lineage: Lineage) -> Lineage:
    """Refuse a lineage that goes on."""
    until = lineage.place.until
    if until is not None and lineage.to > until:
        raise DefinitionError(
            f"{lineage.to} lies after {lineage.place.dated()}: it was made from nothing of that time",
            "ask for its successors, or name an earlier day.",
        )
    return lineage


@cache
def first_known(level: str) -> date | None:
    """Give the first day for which the tables vouch of a level: that before the first event that they hold of it."""
    days = [event.day for event in shipped_events().values() if event.level == level]
    return min(days) - timedelta(days=1) if days else None


def _passage(gazetteer: Gazetteer, place: Place, found: _Reached, day: date, *, whole: bool) -> Passage:
    """Say how a place passed to the one that was reached on another day, or the other way round."""
    other = gazetteer.as_on(found.place, day)
    if place.since is not None and day < place.since:
        others, ended = _walk(gazetteer, found.place, place.since, gazetteer.ways.passed, back=False)
        before, after, whole = other, place, len(others) == 1 and not ended
    elif other.id == place.id and (other.valid_from or day.min) < (place.valid_from or day.min):
        before, after = other, place
    else:
        before, after = place, other
    return Passage(before=before, after=after, events=found.events, whole=whole, confidence=found.confidence)


def _walk(
    gazetteer: Gazetteer, place: Place, day: date, steps: dict[Id, list[_Reached]], *, back: bool
) -> tuple[list[_Reached], Event | None]:
    found: dict[Id, _Reached] = {}
    ended = None
    todo = [_Reached(place, (), place.confidence)]
    while todo:
        here = todo.pop()
        if here.place.there(day):
            known = found.get(here.place.id)
            found[here.place.id] = _joined(known, here) if known else here
        elif here.place.id in steps:
            todo += [_joined(step, here) for step in steps[here.place.id]]
        else:
            ended = None if back else _abolished(gazetteer, here.place)
            if ended is None:
                raise _untold(here.place, back=back)
    return sorted(found.values(), key=lambda reached: reached.place.code), ended


def _joined(step: _Reached, way: _Reached) -> _Reached:
    """Put a step behind the way that led to it."""
    sure = max(step.confidence, way.confidence, key=_SURE.index)
    return _Reached(step.place, _in_order([*way.events, *step.events]), sure)


def _abolished(gazetteer: Gazetteer, place: Place) -> Event | None:
    """Give the event that ended the place's whole level on the day that it ended."""
    event = gazetteer.end_of(place.level)
    return event if event and place.until == event.day - timedelta(days=1) else None


def _untold(place: Place, *, back: bool) -> UnknownLineageError:
    hint = (
        "the tables follow the regions, the provinces, and the communes of Điện Biên; of others a crosswalk says it, "
        "read by read_crosswalk or named in a plan under [[crosswalks]]."
    )
    if back:
        return UnknownLineageError(f"nothing is known of what {place.dated()} was made from", hint)
    return UnknownLineageError(f"nothing is known of what became of {place.dated()}", hint)


@cache
def _shipped() -> frozenset[Id]:
    return frozenset(place.id for place in shipped_places())


def _in_order(events: list[Event]) -> tuple[Event, ...]:
    return tuple(sorted(dict.fromkeys(events), key=lambda event: (event.day, event.code)))
