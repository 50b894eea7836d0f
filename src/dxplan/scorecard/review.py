"""Whether figures and reports go with a plan: what is wrong with them, and what no target asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DxplanError, Problems, UnknownCodeError
from dxplan.figures import BoundFigures, Figures, Unused
from dxplan.figures.asked_places import places_ever
from dxplan.figures.many import in_order
from dxplan.scorecard.evaluate import evaluate

if TYPE_CHECKING:
    from dxplan.figures.asked_places import IntoPlaces
    from dxplan.figures.reports import Reports
    from dxplan.model.plan import Plan


@attrs.frozen(kw_only=True)
class Review:
    """What a look at a plan's figures found.

    Attributes:
        number: How many figures there are.
        problems: What is wrong with them, each with its row and what to do.
        unused: Figures that no target asks for, of which nothing says that they are wrong.
    """

    number: int
    problems: tuple[DxplanError, ...]
    unused: tuple[Unused, ...]


def review(plan: Plan, figures: Figures, reports: Reports, *, places: IntoPlaces | None = None) -> Review:
    """Look for everything that is wrong with the figures and reports of a plan.

    A code that the plan does not know and that is nearly one of its own is a problem; any other that it does not know
    is only unused, since one table may hold the figures of several plans.

    Args:
        plan: The plan.
        figures: Its figures.
        reports: Its reports.
        places: The places that its targets are asked of instead of its own, as `evaluate` takes them.

    Raises:
        UnknownCodeError: There is no such level or place.
    """
    bound = BoundFigures(figures, (plan,), {} if places is None else {plan.code: places_ever(plan, places)})
    problems = in_order([*bound.problems, *bound.doubts])
    sound = Figures.of(()) if bound.problems else figures
    try:
        # Every target is due by then, and so every formula is computed that may ever judge one.
        last = max((target.by for target in plan.targets), default=plan.adopted)
        card = evaluate(plan, sound, at=last, reports=reports, places=places)
        codes = [thing.code for thing in (*plan.targets, *plan.tasks)]
        strange = [found.task for found in card.unused_reports if found.meant is not None]
        problems += [UnknownCodeError.among("task or target", code, codes) for code in strange]
    except Problems as group:
        problems += group.leaves()
    unused = tuple(found for found in bound.unused if not found.doubtful)
    return Review(number=bound.number, problems=tuple(problems), unused=unused)
