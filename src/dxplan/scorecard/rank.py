"""Places ranked by one indicator, whether a target asks for it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import UnknownCodeError
from dxplan.intervals import Interval
from dxplan.model.documents import Citation, Confidence, Document
from dxplan.model.goals import Goal
from dxplan.model.targets import Target
from dxplan.model.tasks import Pilots, Tasks
from dxplan.periods import Period
from dxplan.scorecard.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.figures import Figures
    from dxplan.figures.asked_places import IntoPlaces
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.scorecard.ranking import Ranking


def rank_places(
    plan: Plan,
    figures: Figures,
    indicator: str,
    *,
    at: IntoPeriod,
    places: IntoPlaces = "province",
    where: Mapping[str, str] | None = None,
    known_on: IntoPeriod | None = None,
) -> Ranking:
    """Rank places by an indicator, by the figures that would judge a target due at the end of a period.

    Args:
        plan: A plan that knows the indicator: it says the unit, which way is better, and which series answers.
        figures: The reported figures.
        indicator: The code of the indicator.
        at: The period; its last day decides which places there are, and how old a figure may be.
        places: A level, such as ``province`` for the 63 or 34 there are, or codes, names or places.
        where: The members of dimensions that the figures are about; without it they are about the whole.
        known_on: Use only what was public by the end of this day or period; by default everything known counts.

    Returns:
        The places that have a figure, with their ranks, and those that have none, with the reason.

    Raises:
        UnknownCodeError: The plan has no such indicator or dimension, or there was no such level or place.
        AmbiguousPlaceError: A code meant two places within the period.
        DefinitionError: Not all the places of a level are known.
        Problems: The figures do not fit the plan, as `Figures.bind` says.
        PeriodError: `at` or `known_on` names no period.
    """
    period, measured = Period.of(at), plan.indicator(indicator)
    for dimension, member in (where or {}).items():
        members = plan.dimension(dimension).members
        if members and member not in members:
            raise UnknownCodeError.among(dimension, member, members)
    paper = Document(code="figures", title=measured.name)  # a target cites a document, and nobody promised this one
    asking = Target(
        code="ranked",
        title=measured.name,
        indicator=measured.code,
        goal=Goal(interval=Interval(), unit=measured.unit),  # whatever the figure is: nothing is promised
        by=period,
        where=dict(where or {}),
        cite=Citation(document=paper.code, confidence=Confidence.COMPUTED),
    )
    alone: dict[str, Any] = {"targets": [asking], "documents": [paper]}  # mypy does not see through the converters
    asked = attrs.evolve(plan, tasks=Tasks(), pilots=Pilots(), initiatives=[], **alone)
    return evaluate(asked, figures, at=period, known_on=known_on, places=places).rank(asking.code)
