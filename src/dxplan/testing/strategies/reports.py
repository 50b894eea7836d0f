"""Reports on the tasks and milestones of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.figures.reports import Report, State
from dxplan.model.documents import Confidence
from dxplan.model.targets import Target
from dxplan.periods import Period
from dxplan.places import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from dxplan.model.plan import Plan
    from dxplan.model.tasks import Task

_MEMBERS = ("north", "south", "east")
"""What reports of a dimension are about of which nobody lists the members."""


def reports(plan: Plan, *, most: int = 8) -> SearchStrategy[list[Report]]:
    """Make reports on the milestones and tasks of a plan that do not contradict each other.

    Every state occurs, *no information* among them, for the due period, the years around it, and every member that
    something is asked of; published the year after, later, or on a day that is not known.
    Two reports on one thing, place and period are published on different days.
    What has no report is a hole. A list shrinks to no report. ``dx.Reports.of(…)`` makes a table of it.

    Args:
        plan: The plan.
        most: How many there are at most.
    """
    things: list[Target | Task] = [target for target in plan.targets if target.is_milestone]
    things += plan.tasks
    keys = [
        (thing.code, place, period, published)
        for thing in things
        for place in _places(plan, thing)
        for period in _periods(plan, thing)
        for published in (None, Period.year(period.last.year + 1), Period.year(period.last.year + 2))
    ]
    if not keys:
        return st.just([])
    told = st.dictionaries(st.sampled_from(keys), st.tuples(st.sampled_from(State), st.sampled_from(Confidence)))
    return told.map(
        lambda found: [
            Report(
                task=code,
                place=place,
                period=period,
                state=state,
                published=published,
                plan=plan.code,
                source="a made-up page",
                confidence=sure,
            )
            for (code, place, period, published), (state, sure) in list(found.items())[:most]
        ]
    )


def _places(plan: Plan, thing: Target | Task) -> Sequence[str | None]:
    if thing.each is None:
        return [None]
    if thing.each in LEVELS:
        place = thing.place or plan.place
        under, _ = plan.gazetteer.at(plan.adopted).under(place, thing.each)
        return [found.code for found in under] or [None]
    known = [dimension for dimension in plan.dimensions if dimension.code == thing.each]
    members = known[0].members if known else ()
    return [member for member in members or _MEMBERS if member.strip() == member != ""]


def _periods(plan: Plan, thing: Target | Task) -> list[Period]:
    due = thing.by if isinstance(thing, Target) else thing.due or plan.adopted
    year = due.last.year
    return list(dict.fromkeys([due, Period.year(year), Period.year(max(1, year - 1))]))
