"""The places that a plan's targets are asked of instead of its own, so that places can be compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import attrs

from dxplan.errors import AmbiguousPlaceError, DefinitionError, UnknownCodeError
from dxplan.places import LEVELS, Place
from dxplan.places.levels import Level, check_level, is_below
from dxplan.places.place import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.plan import Plan
    from dxplan.periods import Period
    from dxplan.places import Gazetteer, GazetteerAt

IntoPlaces: TypeAlias = "str | Iterable[str | Place]"
"""A level, such as ``province``, or places: codes, names, or places themselves."""

_NATION = "VN"


@attrs.frozen(kw_only=True)
class AskedPlaces:
    """The places that the targets of one plan are asked of.

    Attributes:
        places: The places, each as it was on the day, in the order asked; those of a level in the order of their codes.
        day: The day whose map it is: the last one judged, or where the places began later the first one that has all.
        level: The level that they are all the places of, within `above`; None where they were named one by one.
        above: The place that they are all the places of the level of; None where they were named one by one.
    """

    places: tuple[Place, ...]
    day: date
    level: str | None = None
    above: Place | None = None


def asked_places(plan: Plan, places: IntoPlaces, period: Period) -> AskedPlaces:
    """Find the places that a plan's targets shall be asked of.

    A level gives its places of the period's last day: all of those in the plan's own place, or, where that has none or
    is of the same level, of the smallest place around it that has them. Codes and names are read in the whole period.

    Raises:
        UnknownCodeError: There is no such level, or a text means no place of the period.
        AmbiguousPlaceError: A code or a name meant two places within the period.
        DefinitionError: Nobody knows all the places of the level, two of the places have one code, or there is none.
    """
    if isinstance(places, str):
        return _of_level(plan, places, period)
    found: dict[str, Place] = {}
    for asked in places:
        place = asked if isinstance(asked, Place) else _meant(plan, asked, period)
        if place.code in found and found[place.code].id != place.id:
            raise DefinitionError(
                f"two of the places have the code {place.code!r}: {found[place.code].dated()} and {place.dated()}",
                "evaluate them one after the other, each in a period of its own.",
            )
        found.setdefault(place.code, place)
    if not found:
        raise DefinitionError("no places are named", "name a level, such as 'province', or some codes.")
    return _listed(plan.gazetteer, tuple(found.values()), period.last)


def _listed(gazetteer: Gazetteer, places: tuple[Place, ...], last: date) -> AskedPlaces:
    """Tell which day's map places are of, and whether they are all the provinces of it, whoever listed them.

    Places of a later map than that of the period are asked of figures that were restated to that map.
    """
    began = max((place.since for place in places if place.since), default=last)
    day = next((day for day in (last, began) if all(place.there(day) for place in places)), last)
    there = gazetteer.at(day)
    level = places[0].level
    whole = level == "province" and {place.id for place in places} == {place.id for place in there.of_level(level)}
    return AskedPlaces(places=places, day=day, level=level if whole else None, above=there[_NATION] if whole else None)


def places_ever(plan: Plan, places: IntoPlaces) -> tuple[Place, ...]:
    """Give every place that may be asked for while a plan runs, whatever the period: of all its maps.

    Raises:
        UnknownCodeError: There is no such level, or a text never meant a place.
    """
    everywhere = plan.gazetteer
    if isinstance(places, str):
        check_level(places)
        first, last = plan.adopted.first, max((target.by.last for target in plan.targets), default=date.max)
        there = [place for place in everywhere.places if place.level == places and place.there(first, last)]
        return tuple({place.id: place for place in there}.values())
    found: list[Place] = []
    for asked in places:
        if isinstance(asked, Place):
            found.append(asked)
        else:
            found += everywhere.of(asked) or everywhere.all_named(asked) or (_meant(plan, asked, plan.adopted),)
    return tuple({place.id: place for place in found}.values())


def _meant(plan: Plan, asked: str, period: Period) -> Place:
    """Give the place that a code or a name meant in a period; a code that lost its zeros is refused, not guessed."""
    places = plan.gazetteer
    if not (places.of(asked) or asked.startswith(MADE_UP) or asked.isdecimal()):
        return _called(plan, asked, period)
    try:
        return places.find(asked, on=period)
    except AmbiguousPlaceError as error:
        raise AmbiguousPlaceError(
            error.fact, f"judge a day, such as at={str(period.last)!r} or {str(period.first)!r}; its map decides."
        ) from None


def _called(plan: Plan, name: str, period: Period) -> Place:
    """Give the place that a name meant; below the provinces only one of the plan's own province, or of the plan itself.

    The communes of the nation are not all known, and many have the same name: one elsewhere would be a guess.
    """
    named = {place.id: place for place in plan.gazetteer.all_named(name, on=period)}
    lower = [place for place in named.values() if is_below(place.level, Level.PROVINCE.value)]
    mine = [place for place in lower if _is_own(plan, place, period)]
    if len(lower) < len(named) or len(mine) > 1 or not lower:
        return plan.gazetteer.named(name, on=period)
    if mine:
        return mine[0]
    known = ", ".join(f"{place.code} {place.called('vi')}" for place in lower)
    raise AmbiguousPlaceError(
        f"{name!r} may be in any province: of those that have one, only {known} is known",
        "name the code of the place, or declare the places of the plan's own province under [[places]].",
    )


def _is_own(plan: Plan, place: Place, period: Period) -> bool:
    """Tell whether a place lies in the plan's own place or in its province, on the last day of the period it was there.

    What the plan declares is its own, too.
    """
    there = plan.gazetteer.at(min(place.until or period.last, period.last))
    own = {around.id for around in _around(plan, there) if around.code != _NATION}
    above = place
    while above.parent is not None and above.parent in there:
        above = there[above.parent]
        if above.id in own:
            return True
    return place.code in {declared.code for declared in plan.places}


def _of_level(plan: Plan, level: str, period: Period) -> AskedPlaces:
    """Give all the places of a level, in the plan's own place or in the smallest one around it."""
    if level not in LEVELS:
        raise UnknownCodeError(
            f"no level has the code {level!r}",
            f"name one of {', '.join(LEVELS)}, or places in a list, such as ['01', '24'].",
        )
    there, known = plan.gazetteer.at(period), 0
    if level == there[_NATION].level:
        return AskedPlaces(places=there.of_level(level), day=there.day, level=level)
    for above in _around(plan, there):
        found, whole = there.under(above.code, level)
        if found and whole:
            return AskedPlaces(places=found, day=there.day, level=level, above=above)
        known = max(known, len(found))
    end = plan.gazetteer.end_of(level)
    if end is not None and end.day <= there.day:
        raise DefinitionError(
            f"the {LEVELS[level].en} ended on {end.day} ({end.law})", "name another level, or judge an earlier period."
        )
    raise DefinitionError(
        f"not all places of the {LEVELS[level].en} are known on {there.day} ({known} are)",
        "name the places in a list, such as ['03127', '03130'], or declare them all in the plan under [[places]].",
    )


def _around(plan: Plan, there: GazetteerAt) -> Iterator[Place]:
    """Give the plan's place and those that it belongs to, as far as they are on the map."""
    unit = plan.gazetteer.find(plan.place, on=plan.adopted)
    if unit.there(there.day):
        yield unit
    while unit.parent is not None and unit.parent in there:
        unit = there[unit.parent]
        if unit.level == Level.REGION.value:  # whoever asks for the provinces means those of the nation
            continue
        yield unit
    yield there[_NATION]
