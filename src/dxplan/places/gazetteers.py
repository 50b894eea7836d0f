"""Which place a code means, on a day or in a period."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import AmbiguousPlaceError, UnknownCodeError
from dxplan.periods import Period
from dxplan.places.day import GazetteerAt
from dxplan.places.levels import check_level
from dxplan.places.names import LONGEST, Names, ambiguous, unknown
from dxplan.places.place import MADE_UP, Event, Place, Succession
from dxplan.places.tables import shipped_events, shipped_places, shipped_successions
from dxplan.text import fold, nearest, without_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dxplan.periods import IntoPeriod
    from dxplan.places.eras import EraGuess
    from dxplan.places.lineage import Lineage, Ways

_LENGTHS = (2, 3, 5)
"""How many digits the codes of provinces, districts and communes have."""


@attrs.frozen(eq=False, repr=False)
class Gazetteer:
    """Places through time. `dxplan.gazetteer` is the one that comes with dxplan.

    Attributes:
        own: Places beside those that come with dxplan, such as those that a plan declares or that a file holds.
        own_successions: Which of these passed to which, or came from which.
        own_events: Events beside those that come with dxplan.
    """

    own: tuple[Place, ...] = ()
    own_successions: tuple[Succession, ...] = ()
    own_events: tuple[Event, ...] = ()
    _days: dict[date, GazetteerAt] = attrs.field(factory=dict, init=False)

    def at(self, on: IntoPeriod) -> GazetteerAt:
        """Give the places that there were on a day: of a longer period, on its last day.

        Raises:
            PeriodError: `on` names no period.
        """
        day = Period.of(on).last
        if day not in self._days:
            there = {code: _named_on(versions, day) for code, versions in self._versions.items()}
            if len(self._days) >= _MOST_DAYS:  # whoever looks at every day of many years needs none of them again
                self._days.clear()
            self._days[day] = GazetteerAt(day, self, {code: here for code, here in there.items() if here is not None})
        return self._days[day]

    def find(self, code: str, *, on: IntoPeriod) -> Place:
        """Give the place that a code means on a day or in a period, with the last name that it had then.

        A code that begins with ``99`` is that of a made-up place, which is there on every day.

        Raises:
            UnknownCodeError: No place had the code then.
            AmbiguousPlaceError: The code meant two different places within the period.
            PeriodError: `on` names no period.
        """
        period = Period.of(on)
        there = [place for place in self._versions.get(code, ()) if place.there(period.first, period.last)]
        if not there:
            if code.startswith(MADE_UP) and code not in self._versions:
                return Place.made_up(code)
            raise self.missing(code, period)
        if len({place.id for place in there}) > 1:
            raise AmbiguousPlaceError(
                f"{code!r} meant different places in {period}: {self.history(code)}",
                "name the day whose map is meant.",
            )
        return [place for place in there if place.valid_from is None or place.valid_from <= period.last][-1]

    def named(self, text: str | float, *, on: IntoPeriod, level: str | None = None) -> Place:
        """Give the one place that a text of a real file means on a day or in a period, with its last name then.

        Case, spaces, hyphens, dots and the place of a tone mark make no difference, nor do words for what the place is
        (``Tỉnh``, ``TP.``, ``UBND huyện``) if they are right. Diacritics make one: a text that has any must have them
        all; a text that has none is taken only where it means one place. An old name is taken after a new one came.
        A code may have lost its zeros: ``1``, ``"01"`` and ``1.0`` are Hà Nội.

        Args:
            text: A name or a code, of at most 120 characters.
            on: The day or period.
            level: Take only places of this level.

        Raises:
            UnknownCodeError: The text means no place of that time; similar names are hinted at, and never taken.
            AmbiguousPlaceError: It may mean several; they are named with their dates.
            PeriodError: `on` names no period.
        """
        period, written = Period.of(on), str(text)
        found = self.all_named(written, on=period, level=level)
        if len(found) == 1:
            return found[0]
        if found:
            raise ambiguous(written, found, period)
        code = written.strip()
        if level is None and code.startswith(MADE_UP) and code.isascii() and code.isdecimal() and len(code) <= LONGEST:
            return Place.made_up(code)
        raise self.nameless(written, on=period, level=level)

    def nameless(
        self, text: str | float, *, on: IntoPeriod | None = None, level: str | None = None
    ) -> UnknownCodeError:
        """Make the error that says that a text means no place, and what it means at other times or nearly means.

        Args:
            text: A name or a code, as for `named`.
            on: The day or period of which that is said; without one, it is said of all times.
            level: The level of which it is said.
        """
        period, written = None if on is None else Period.of(on), str(text)
        if period is not None and level is None and written.strip() in self._versions:
            return self.missing(written.strip(), period)
        return unknown(written, period, self.all_named(written, level=level), self._names.near(written))

    def all_named(
        self, text: str | float, *, on: IntoPeriod | None = None, level: str | None = None
    ) -> tuple[Place, ...]:
        """Give every place that a text may mean, in the order of codes and time; of none, an empty tuple.

        Args:
            text: A name or a code, as for `named`.
            on: A day or period; without one, places of all times, each with its last name.
            level: Take only places of this level.

        Raises:
            UnknownCodeError: There is no such level.
            PeriodError: `on` names no period.
        """
        if level is not None:
            check_level(level)
        period = None if on is None else Period.of(on)
        first, last = (date.min, date.max) if period is None else (period.first, period.last)
        meant = self._names.meant(str(text), level)
        ids = {place.id for place in meant if place.there(first, last) and (place.named_since or last) <= last}
        found = {
            place.id: place
            for code in sorted({code for code, _ in ids})
            for place in self._versions[code]
            if place.id in ids and (place.valid_from or last) <= last
        }
        return tuple(found.values())

    def names_of(self, place: Place) -> tuple[Place, ...]:
        """Give a place once for every name that it had, in the order of time."""
        return tuple({named.named_since: named for named in self._of(place)}.values())

    def parents_of(self, place: Place) -> tuple[Place, ...]:
        """Give a place once for every parent that it had, in the order of time, such as a province for its regions."""
        return tuple({version.parent_since: version for version in self._of(place)}.values())

    def _of(self, place: Place) -> Iterator[Place]:
        return (version for version in self._versions.get(place.code, ()) if version.id == place.id)

    def of(self, code: str) -> tuple[Place, ...]:
        """Give every place that ever had a code, in the order of time, each with its last name."""
        return tuple({place.id: place for place in self._versions.get(code, ())}.values())

    def history(self, code: str) -> str:
        """Say what a code meant when: ``Bắc Giang until 2025-06-30, Bắc Ninh from 2025-07-01``."""
        return ", ".join(place.dated() for place in self.of(code))

    def lineage(self, place: Place | str, *, to: IntoPeriod, on: IntoPeriod | None = None) -> Lineage:
        """Give what a place was made from, or what became of it, on another day.

        Renamed and upgraded places stay themselves. Through several events the whole way is followed.

        Args:
            place: A place, or the code of one.
            to: The other day, later or earlier: of a longer period, its last.
            on: The day or period in which the code is read; without it the code must have meant one place only.

        Raises:
            UnknownCodeError: No place had the code then.
            AmbiguousPlaceError: The code meant different places, and nothing says which is meant.
            UnknownLineageError: The tables do not say what the place was made from, or what became of it.
            PeriodError: `to` or `on` names no period.
        """
        from dxplan.places.lineage import trace

        return trace(
            self, self._meant_by(place, on), Period.of(to).last, on=None if on is None else Period.of(on).first
        )

    def successors(self, place: Place | str, *, to: IntoPeriod, on: IntoPeriod | None = None) -> Lineage:
        """Give what became of a place: its lineage to a day on or after it, with the arguments of `lineage`.

        Raises:
            DefinitionError: `to` lies before the place; for the rest see `lineage`.
        """
        from dxplan.places.lineage import successors_of

        return successors_of(self.lineage(place, to=to, on=on))

    def predecessors(self, place: Place | str, *, to: IntoPeriod, on: IntoPeriod | None = None) -> Lineage:
        """Give what a place was made from: its lineage to a day on or before it, with the arguments of `lineage`.

        Raises:
            DefinitionError: `to` lies after the place; for the rest see `lineage`.
        """
        from dxplan.places.lineage import predecessors_of

        return predecessors_of(self.lineage(place, to=to, on=on))

    def era_of(self, codes: Iterable[str], *, within: IntoPeriod | None = None) -> EraGuess:
        """Guess which map a set of codes belongs to, such as that of 63 or of 34 provinces, with the evidence.

        Args:
            codes: The codes, in any order; each counts once.
            within: The period in which to look for maps; without it all that the tables know.

        Raises:
            PeriodError: `within` names no period.
        """
        from dxplan.places.eras import guess_era

        return guess_era(self, codes, None if within is None else Period.of(within))

    def _meant_by(self, place: Place | str, on: IntoPeriod | None) -> Place:
        """Give the place itself, or the one that a code means."""
        if isinstance(place, Place):
            period = None if on is None else Period.of(on)
            if period is not None and not place.there(period.first, period.last):
                raise self.missing(place.code, period)
            return place
        if on is not None:
            return self.find(place, on=on)
        found = self.of(place)
        if len(found) > 1:
            raise AmbiguousPlaceError(
                f"{place!r} meant different places: {self.history(place)}", "name the day whose map is meant, by on=."
            )
        return found[0] if found else self.find(place, on=date.max)

    def belongs(self, code: str, above: Collection[str]) -> bool:
        """Tell whether a place that ever had a code is, or ever belonged to, one of those `above`."""
        seen: set[str] = set()
        todo = {code}
        while todo:  # a code may have stood above itself, at different times
            if not todo.isdisjoint(above):
                return True
            seen |= todo
            todo = {place.parent for one in todo for place in self._versions.get(one, ()) if place.parent} - seen
        return False

    def beyond(self, code: str) -> bool:
        """Tell whether a code may be one of a district or commune of which the tables say nothing."""
        return code not in self._versions and code.isascii() and code.isdecimal() and len(code) in _LENGTHS[1:]

    def unknown(self, code: str) -> UnknownCodeError:
        """Make the error that says that no place ever had a code, with a guess at the one that was meant."""
        return UnknownCodeError(f"no place has the code {code!r}", self._meant(code))

    def with_places(
        self, places: Iterable[Place], successions: Iterable[Succession] = (), events: Iterable[Event] = ()
    ) -> Gazetteer:
        """Return a gazetteer that has further places, and knows what became of them; nothing is checked.

        Args:
            places: The places.
            successions: Which place passed to which; either may be one that was there already.
            events: Events besides those of the successions.
        """
        further = (*self.own_successions, *successions)
        told = dict.fromkeys((*self.own_events, *events, *(step.event for step in further)))
        own_events = tuple(event for event in told if shipped_events().get(event.code) != event)
        return Gazetteer((*self.own, *places), tuple(dict.fromkeys(further)), own_events)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What changed the map, in the order of time."""
        return tuple(sorted((*shipped_events().values(), *self.own_events), key=lambda event: event.day))

    def end_of(self, level: str) -> Event | None:
        """Give the event that ended a level of administration everywhere; None where it goes on.

        Only the tables of dxplan say that.
        """
        ends = (event for event in shipped_events().values() if event.kind == "abolish" and event.level == level)
        return next(ends, None)

    def event(self, code: str | None) -> Event | None:
        """Give an event by its code; None where there is none."""
        return shipped_events().get(code or "") or next((e for e in self.own_events if e.code == code), None)

    def as_on(self, place: Place, day: date) -> Place:
        """Give a place with the name and parent that it had on a day; on a day without it, the place itself."""
        there = _named_on(self._versions.get(place.code, ()), day)
        return there if there is not None and there.id == place.id else place

    @cached_property
    def ways(self) -> Ways:
        """The steps from place to place that lineages follow."""
        from dxplan.places.lineage import Ways

        return Ways.of(shipped_successions(), self.own_successions)

    def naming(self, place: Place) -> Event | None:
        """Give the event that gave a place the name and kind that it has; None where the tables have none."""
        return next(
            (e for e in self.events if e.day == place.named_since and e.after.split(" ")[0] == place.code), None
        )

    def law(self, event: str | None) -> str:
        """Give the law behind an event; empty where the tables have none."""
        found = self.event(event)
        return found.law if found else ""

    @cached_property
    def _versions(self) -> dict[str, tuple[Place, ...]]:
        """Every place under its code, once for each name and parent that it had, in the order of time."""
        found: dict[str, list[Place]] = {}
        for place in (*shipped_places(), *self.own):
            found.setdefault(place.code, []).append(place)
        return {code: tuple(sorted(places, key=_order)) for code, places in found.items()}

    @cached_property
    def _names(self) -> Names:
        return Names.of(self._versions)

    def missing(self, code: str, period: Period) -> UnknownCodeError:
        """Say why a code means nothing in a period, and which one may be meant."""
        if code in self._versions:
            names = {(place.name.in_("vi"), place.level) for place in self._versions[code]}
            then = [place for place in self.places if place.there(period.first, period.last)]
            hints = [
                f"{place.name.in_('vi')} had the code {place.code!r} then."
                for place in then
                if (place.name.in_("vi"), place.level) in names
            ]
            return UnknownCodeError(
                f"no place had the code {code!r} in {period}; it was that of {self.history(code)}",
                " ".join(dict.fromkeys(hints)) or "use a code of that time.",
            )
        return self.unknown(code)

    def _meant(self, code: str) -> str:
        """Guess which place was meant, by a number that lost its zeros or by a name."""
        number = code.removesuffix(".0")
        if number.isascii() and number.isdecimal():
            for length in _LENGTHS:
                known = number.zfill(length)
                if known != code and known in self._versions:
                    return (
                        f"did you mean {known!r} ({self._versions[known][-1].name.in_('vi')})? Codes keep their zeros."
                    )
        plain = {without_marks(fold(place.name.in_("vi"))) for place in self.places}
        near = nearest(without_marks(fold(code)), plain) if len(code) <= _LONGEST_NAME else None
        if near:
            found = [place for place in self.places if without_marks(fold(place.name.in_("vi"))) == near]
            codes = {place.id: f"{place.code!r} ({place.level}, {place.dated()})" for place in found}
            return f"did you mean {' or '.join(codes.values())}?"
        return (
            "use the code of the statistics office, such as '11', or declare the place in the plan under [[places]]; "
            f"codes of made-up places begin with {MADE_UP!r}."
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that there ever was, once for each name and parent that it had."""
        return tuple(place for places in self._versions.values() for place in places)

    def __repr__(self) -> str:
        return f"<Gazetteer with {len(self.own)} places of its own>" if self.own else "<Gazetteer>"


_LONGEST_NAME = 60
_MOST_DAYS = 64


def _order(place: Place) -> tuple[str, str]:
    return str(place.since or ""), str(place.valid_from or "")


def _named_on(versions: tuple[Place, ...], day: date) -> Place | None:
    """Give the place that a code meant on a day, with the name and parent that it had then."""
    there = [place for place in versions if place.there(day) and (place.valid_from or day) <= day]
    return there[-1] if there else None
