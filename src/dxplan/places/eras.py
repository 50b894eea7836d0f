"""Which map a set of codes belongs to."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import AmbiguousPlaceError, UnknownCodeError
from dxplan.places.levels import LEVELS
from dxplan.places.place import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.periods import Period
    from dxplan.places.day import GazetteerAt
    from dxplan.places.gazetteers import Gazetteer
    from dxplan.places.place import Place

_DAY = timedelta(days=1)
_SHOWN = 10
"""How many codes a message names."""


@attrs.frozen(kw_only=True)
class PlaceMap:
    """A map that stayed as it is for some time, as far as the levels of the codes in question go.

    Attributes:
        since: Its first day; None for as far back as the tables go.
        until: Its last day; None where it goes on.
        places: How many places of each of those levels it has, as far as they are known.
    """

    since: date | None
    until: date | None
    places: dict[str, int] = attrs.field(hash=False)

    @property
    def day(self) -> date:
        """A day on which it holds, to read the codes with: its last, or its first where it goes on."""
        return self.until or self.since or date.max

    def __str__(self) -> str:
        places = " + ".join(f"{number} ({level})" for level, number in self.places.items())
        return f"{places} {self.since or '…'}/{self.until or '…'}"


@attrs.frozen(kw_only=True)
class MapEvidence:
    """What speaks for a map, and what against it.

    Attributes:
        map: The map.
        there: The codes that it has.
        absent: The known codes that it has not.
        only_here: The codes that no other of the maps has.
        left_out: The codes of the map that were not given, of the levels that were:
            of districts and communes, those of the provinces that were.
    """

    map: PlaceMap
    there: tuple[str, ...]
    absent: tuple[str, ...]
    only_here: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the map has every known code."""
        return bool(self.there) and not self.absent

    @property
    def whole(self) -> bool:
        """Whether the codes are all of the map's, and no others."""
        return self.fits and not self.left_out

    def __str__(self) -> str:
        said = f"{self.map}: {len(self.there)} there, {len(self.absent)} not, {len(self.left_out)} of its own left out"
        return f"{said}; only here: {_listed(self.only_here)}" if self.only_here else said


@attrs.frozen(kw_only=True)
class EraGuess:
    """Which map a set of codes belongs to, with the evidence.

    Attributes:
        evidence: One for each map, in the order of time.
        unknown: The codes that no place ever had, as far as the tables know.
        made_up: The codes of made-up places, which are on every map.
        changed: The codes that mean different places on the maps that fit.
        hint: What the first of the unknown codes may mean.
    """

    evidence: tuple[MapEvidence, ...]
    unknown: tuple[str, ...] = ()
    made_up: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    hint: str = ""

    @property
    def fitting(self) -> tuple[PlaceMap, ...]:
        """The maps that have every known code."""
        return tuple(found.map for found in self.evidence if found.fits)

    @cached_property
    def best(self) -> PlaceMap | None:
        """The only map that fits, or else the only one of which the codes are all; None where neither is so.

        None too where a code is unknown: nobody can tell whether it would have told against the map.
        """
        whole = [found.map for found in self.evidence if found.whole]
        fitting = self.fitting
        if self.unknown:
            return None
        return fitting[0] if len(fitting) == 1 else whole[0] if len(whole) == 1 else None

    def only(self) -> PlaceMap:
        """Give the best map, or say why there is none.

        Raises:
            UnknownCodeError: A code is unknown, there is no code, or no map has all of them.
            AmbiguousPlaceError: Several maps have all of them.
        """
        if self.best is not None:
            return self.best
        if self.unknown:
            raise UnknownCodeError(f"no place has the code {_listed(self.unknown)}", self.hint)
        if len(self.fitting) > 1:
            raise AmbiguousPlaceError(
                f"the codes fit several maps: {'; '.join(str(found) for found in self.fitting)}",
                "name the day whose map is meant, or give the codes of a whole map.",
            )
        if not any(found.there or found.absent for found in self.evidence):
            raise UnknownCodeError("no code of a place is given, so nothing tells which map is meant")
        near = max(self.evidence, key=lambda found: len(found.there))
        raise UnknownCodeError(
            f"no map has all of the codes; the nearest, that of {near.map}, lacks {_listed(near.absent)}",
            "split the codes by the day whose map they follow.",
        )

    def __str__(self) -> str:
        lines = [f"best: {self.best}" if self.best else "no single map", *map(str, self.evidence)]
        lines += [f"unknown: {_listed(self.unknown)}"] if self.unknown else []
        lines += [f"made up: {_listed(self.made_up)}"] if self.made_up else []
        lines += [f"different places on the maps that fit: {_listed(self.changed)}"] if self.changed else []
        return "\n".join(lines)


def _listed(codes: tuple[str, ...]) -> str:
    """List the first codes of many."""
    return ", ".join(map(repr, codes[:_SHOWN])) + (", …" if len(codes) > _SHOWN else "")


def guess_era(gazetteer: Gazetteer, codes: Iterable[str], within: Period | None) -> EraGuess:
    """Guess which map a set of codes belongs to."""
    asked = sorted({codes} if isinstance(codes, str) else set(codes))
    known = [code for code in asked if gazetteer.of(code)]
    rest = [code for code in asked if code not in known]
    levels = [level for level in LEVELS if any(place.level == level for code in known for place in gazetteer.of(code))]
    maps = [found for found in _maps(gazetteer, levels) if within is None or _meets(found, within)]
    on = [gazetteer.at(found.day) for found in maps]
    there = [[code for code in known if code in places] for places in on]
    evidence = tuple(
        MapEvidence(
            map=found,
            there=tuple(here),
            absent=tuple(code for code in known if code not in here),
            only_here=tuple(code for code in here if sum(code in other for other in there) == 1 < len(maps)),
            left_out=_left_out(places, here),
        )
        for found, places, here in zip(maps, on, there, strict=True)
    )
    unknown = tuple(code for code in rest if not code.startswith(MADE_UP))
    fitting = [places for places, found in zip(on, evidence, strict=True) if found.fits]
    return EraGuess(
        evidence=evidence,
        unknown=unknown,
        made_up=tuple(code for code in rest if code.startswith(MADE_UP)),
        changed=tuple(code for code in known if len({places[code].id for places in fitting}) > 1),
        hint=gazetteer.unknown(unknown[0]).hint if unknown else "",
    )


def _maps(gazetteer: Gazetteer, levels: list[str]) -> list[PlaceMap]:
    """Find the stretches of time in which no place of the levels began or ended."""
    places = [place for place in gazetteer.places if place.level in levels]
    turns = {place.since for place in places if place.since}
    turns |= {place.until + _DAY for place in places if place.until}
    starts = [None, *sorted(turns)]
    ends = [turn - _DAY for turn in starts[1:] if turn] + [None]
    return [_map(gazetteer, levels, since, until) for since, until in zip(starts, ends, strict=True)]


def _map(gazetteer: Gazetteer, levels: list[str], since: date | None, until: date | None) -> PlaceMap:
    there = gazetteer.at(until or since or date.max)
    return PlaceMap(since=since, until=until, places={level: len(there.of_level(level)) for level in levels})


def _meets(found: PlaceMap, period: Period) -> bool:
    return (found.since or date.min) <= period.last and (found.until or date.max) >= period.first


def _left_out(there: GazetteerAt, codes: list[str]) -> tuple[str, ...]:
    """Find the codes that a whole table of the levels and provinces of some codes would have beside them."""
    groups = {_group(there, there[code]) for code in codes}
    given = set(codes)
    return tuple(code for code in sorted(there) if code not in given and _group(there, there[code]) in groups)


def _group(there: GazetteerAt, place: Place) -> tuple[str, str]:
    """Give the level of a place, and the province that it is in."""
    above: Place | None = place
    while above is not None and above.level not in ("nation", "province"):
        above = there.parent(above.code)
    return place.level, above.code if above and place.level not in ("nation", "province") else ""
