"""That what a promise is about is no more: its place ended, or a level of administration."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from dxplan.places import LEVELS
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target
    from dxplan.places import Gazetteer, Place

LEVEL = "level"
"""The dimension whose members are levels of administration."""


@attrs.frozen(kw_only=True)
class Lapse:
    """That what a target is about is no more.

    Attributes:
        last: The last day that it was there.
        reason: ``level_ended`` or ``place_ended``.
        what: What it was.
        law: The law that it ended by; empty where that is not known.
    """

    last: date
    reason: str
    what: Text
    law: str


def levels_of(target: Target) -> tuple[str | None, str | None]:
    """Give the levels of administration that a target asks for: of each, or as a member."""
    return target.each, target.where.get(LEVEL)


def lapse_of(plan: Plan, unit: Place, levels: Collection[str | None], day: date) -> Lapse | None:
    """Find what ended first, by a day, of what a target or a task is about: its place, or a level it asks for."""
    found = [place_ended(plan.gazetteer, unit, day), level_ended(plan.gazetteer, levels, day)]
    return min((lapse for lapse in found if lapse), key=lambda lapse: lapse.last, default=None)


def place_ended(gazetteer: Gazetteer, unit: Place, day: date) -> Lapse | None:
    """Tell whether a place had ended before a day."""
    if unit.until is None or unit.until >= day:
        return None
    name = Text(vi=unit.called("vi"), en=unit.called("en"))
    return Lapse(last=unit.until, reason="place_ended", what=name, law=gazetteer.law(unit.ended_by))


def level_ended(gazetteer: Gazetteer, levels: Collection[str | None], day: date) -> Lapse | None:
    """Find the level that ended first, by a day, among several; None where all of them go on."""
    if not any(levels):
        return None
    ends = ((level, gazetteer.end_of(level)) for level in LEVELS if level in levels)
    found = [
        Lapse(last=end.day - timedelta(days=1), reason="level_ended", what=LEVELS[level], law=end.law)
        for level, end in ends
        if end is not None and end.day <= day
    ]
    return min(found, key=lambda lapse: lapse.last, default=None)
