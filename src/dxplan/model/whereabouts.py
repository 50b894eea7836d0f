"""Whether the places that a plan names are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import AmbiguousPlaceError, DefinitionError, DuplicateCodeError, DxplanError, UnknownCodeError, Where
from dxplan.model.targets import Target
from dxplan.places import LEVELS, gazetteer
from dxplan.places.levels import is_below
from dxplan.places.place import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.plan import Plan
    from dxplan.model.structure import OwnPlace
    from dxplan.model.tasks import Pilot, Task
    from dxplan.places import Place


def place_problems(plan: Plan) -> Iterator[DxplanError]:
    """Find places that the plan names and that were not there when it was adopted, each with its path."""
    before: dict[str, list[Place]] = {}
    for nth, own in enumerate(plan.places):
        place = own.in_place(plan.place)
        yield from _own_problems(plan, own, place, before.setdefault(own.code, []), nth)
        before[own.code].append(place)
    yield from _problems_of(plan, plan.place, "$.place")
    for field in ("targets", "tasks", "pilots"):
        for nth, thing in enumerate(getattr(plan, field)):
            path = f"$.{field}[{nth}]"
            missing = [] if thing.place is None else list(_problems_of(plan, thing.place, f"{path}.place"))
            yield from missing
            if thing.each in LEVELS and not missing:
                measured = isinstance(thing, Target) and not thing.is_milestone
                found = _each_problems(plan, field.removesuffix("s"), thing, f"{path}.each", measured=measured)
                yield from found
    for nth, dimension in enumerate(plan.dimensions):
        if dimension.code in LEVELS:
            yield DefinitionError(
                f"a dimension has the code {dimension.code!r}, which is a level of places",
                'use another code; a target may ask it of each place of a level without a dimension, with each = "…".',
                Where(f"$.dimensions[{nth}].code"),
            )


def _problems_of(plan: Plan, code: str, path: str) -> Iterator[DxplanError]:
    try:
        plan.gazetteer.find(code, on=plan.adopted)
    except AmbiguousPlaceError as error:
        yield DefinitionError(
            error.fact, "say in adopted which day the plan was adopted, such as 2025-08-15.", Where(path)
        )
    except UnknownCodeError as error:
        yield error.at(Where(path))


def _own_problems(plan: Plan, own: OwnPlace, place: Place, before: Sequence[Place], nth: int) -> Iterator[DxplanError]:
    path = f"$.places[{nth}]"
    if place.since and place.until and place.until < place.since:
        end = gazetteer.end_of(place.level)
        ended = f": the {LEVELS[place.level].en} ended on {end.day} ({end.law})" if end else ""
        yield DefinitionError(
            f"place {own.code!r} begins on {place.since} and ends on {place.until}{ended}",
            "correct since, until or level.",
            Where(f"{path}.since"),
        )
    for other in (*plan.known_places.of(own.code), *before):
        if place.overlaps(other):
            yield DuplicateCodeError(
                f"the code {own.code!r} is that of {other.dated()} already",
                "use that place without declaring it, give yours another code, or say since and until of both.",
                Where(f"{path}.code"),
            )
    if own.parent is None:
        return
    above = plan.gazetteer.of(own.parent)
    if not above and not own.parent.startswith(MADE_UP):
        yield plan.gazetteer.unknown(own.parent).at(Where(f"{path}.parent"))
    elif above and not any(is_below(place.level, other.level) for other in above):
        yield DefinitionError(
            f"place {own.code!r} is of the {LEVELS[place.level].en}, and so is no part of {own.parent!r}",
            "name a parent of a higher level.",
            Where(f"{path}.parent"),
        )


def _each_problems(
    plan: Plan, kind: str, thing: Target | Task | Pilot, path: str, *, measured: bool
) -> Iterator[DxplanError]:
    """Find what is about each place of a level that ended, or numbers for a level of which no place is known.

    What is judged by reports can do without a list of the places: their reports name them.
    """
    code, level, day = thing.place or plan.place, thing.each or "", plan.adopted.last
    places, _ = plan.gazetteer.at(day).under(code, level)
    if places:
        return
    end = gazetteer.end_of(level)
    if end is not None and end.day <= day:
        fact = f"the {LEVELS[level].en} ended on {end.day} ({end.law}), before the plan was adopted"
        hint = "name another level."
    elif not measured:
        return
    else:
        fact = f"no place of the {LEVELS[level].en} is known under {code!r}"
        hint = "declare them all under [[places]]."
    yield DefinitionError(f"{kind} {thing.code!r} asks it of each {level}, and {fact}", hint, Where(path))
