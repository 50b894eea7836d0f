"""Which of a place's predecessors make a promise, and which do not."""

from __future__ import annotations

import enum
from datetime import timedelta
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import UnknownLineageError
from dxplan.model.restated.sameness import alike, same_measure
from dxplan.model.restated.sources import TargetSource
from dxplan.places import Place
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer


class WhyMissing(enum.Enum):
    """Why a predecessor does not make a promise that another one makes."""

    NO_PLAN = "no_plan"
    """No plan of it is given."""
    NO_TARGET = "no_target"
    """Its plan has no such target."""
    PROMISED_OTHERWISE = "promised_otherwise"
    """It promises of the same indicator something else: by another date, of others, or another goal."""
    MEASURED_OTHERWISE = "measured_otherwise"
    """Its indicator has the same code, and another unit, sense, kind or definition."""

    @property
    def label(self) -> Text:
        """The reason in words."""
        return _LABELS[self]


_LABELS = {
    WhyMissing.NO_PLAN: Text(vi="chưa có kế hoạch nào của nơi này", en="no plan of it is given"),
    WhyMissing.NO_TARGET: Text(vi="kế hoạch không có mục tiêu này", en="its plan has no such target"),
    WhyMissing.PROMISED_OTHERWISE: Text(vi="cam kết khác về cùng chỉ số", en="it promises something else of it"),
    WhyMissing.MEASURED_OTHERWISE: Text(vi="chỉ số cùng mã nhưng đo cái khác", en="it measures another thing by it"),
}


@attrs.frozen(kw_only=True)
class MissingPredecessor:
    """A predecessor that does not make the promise.

    Attributes:
        place: The predecessor.
        why: Why it does not.
        instead: Its targets that may be taken for the promise, and are something else.
    """

    place: Place
    why: WhyMissing
    instead: tuple[TargetSource, ...] = ()


def missing_of(
    place: Place, held: Sequence[TargetSource], every: Sequence[TargetSource], plans: Sequence[Plan]
) -> tuple[MissingPredecessor, ...]:
    """Give the predecessors of a place that none of the targets in `held` is about.

    A place that a target is about is covered, and so is one all of whose own predecessors are. Of a place none of
    whose predecessors is covered, it is itself that is missing.

    Args:
        place: The place.
        held: The targets that make the promise.
        every: All targets in force, among which those are looked for that may be taken for it.
        plans: The plans.
    """
    gazetteer = held[0].plan.gazetteer
    there = {source.place.id for source in held}
    _, lacking = _uncovered(gazetteer, place, there)
    return tuple(_told(gazetteer, lacked, held, every, plans) for lacked in lacking)


def _uncovered(gazetteer: Gazetteer, place: Place, there: set[tuple[str, date | None]]) -> tuple[bool, list[Place]]:
    """Tell whether anything of a place is covered, and give what of it is not."""
    if place.id in there:
        return True, []
    parts = [_uncovered(gazetteer, part, there) for part in _before(gazetteer, place)]
    if not any(covered for covered, _ in parts):
        return False, [place]
    return True, [lacking for _, lacks in parts for lacking in lacks]


def _before(gazetteer: Gazetteer, place: Place) -> tuple[Place, ...]:
    """Give what a place was made from directly; nothing where that is not known."""
    if place.since is None:
        return ()
    try:
        return gazetteer.lineage(place, to=place.since - timedelta(days=1)).places
    except UnknownLineageError:
        return ()


def _told(
    gazetteer: Gazetteer,
    place: Place,
    held: Sequence[TargetSource],
    every: Sequence[TargetSource],
    plans: Sequence[Plan],
) -> MissingPredecessor:
    ids = {found.id for found in _ancestors(gazetteer, place)}
    instead = tuple(source for source in every if source.place.id in ids and alike(held[0], source))
    if any(not same_measure(held[0], source) for source in instead):
        why = WhyMissing.MEASURED_OTHERWISE
    elif instead:
        why = WhyMissing.PROMISED_OTHERWISE
    else:
        own = (plan.gazetteer.find(plan.place, on=plan.adopted) for plan in plans)
        why = WhyMissing.NO_TARGET if any(found.id in ids for found in own) else WhyMissing.NO_PLAN
    return MissingPredecessor(place=place, why=why, instead=instead)


def _ancestors(gazetteer: Gazetteer, place: Place) -> Iterator[Place]:
    """Give a place and whatever it was made from, back to the first that is known."""
    yield place
    for part in _before(gazetteer, place):
        yield from _ancestors(gazetteer, part)
