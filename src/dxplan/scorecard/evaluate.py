"""The main verb: plans and figures in, a scorecard out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, overload

import attrs

from dxplan.errors import DefinitionError
from dxplan.figures import Figures
from dxplan.figures.asked_places import asked_places
from dxplan.figures.reports import Reports
from dxplan.io.methods import load_method
from dxplan.methods.method import Method
from dxplan.model.plan import Plan
from dxplan.model.promises import adopted_by, revisions
from dxplan.periods import Period
from dxplan.progress import WorkStage, foresee, span, work
from dxplan.scorecard.asking import Asking
from dxplan.scorecard.batches import situations
from dxplan.scorecard.few_parts import judged_rows
from dxplan.scorecard.panel import Panel, in_time, of_periods
from dxplan.scorecard.reported import Filed
from dxplan.scorecard.scorecard import Scorecard
from dxplan.scorecard.settle import roll_up
from dxplan.scorecard.settled import settled
from dxplan.scorecard.situations import is_measured
from dxplan.scorecard.tasks import TaskCard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dxplan.figures import BoundFigures
    from dxplan.figures.asked_places import AskedPlaces, IntoPlaces
    from dxplan.periods import IntoPeriod
    from dxplan.places import Place
    from dxplan.scorecard.few_parts import Judged
    from dxplan.scorecard.reported import Verdict
    from dxplan.typing import IntoPath

EFFORTS = {WorkStage.CHECKING: 5e-7, WorkStage.FINDING: 1e-8, WorkStage.JUDGING: 1e-6}
"""What it took to check a figure, to look at one, and to judge a series: seconds of one machine, for their ratios."""


@overload
def evaluate(  # type: ignore[overload-overlap]  # a text is one period, though it is iterable
    plans: Plan | Iterable[Plan],
    figures: Figures | BoundFigures,
    *,
    at: IntoPeriod,
    reports: Reports | None = None,
    known_on: IntoPeriod | None = None,
    method: Method | IntoPath = "attainment",
    places: IntoPlaces | None = None,
) -> Scorecard: ...
@overload
def evaluate(
    plans: Plan | Iterable[Plan],
    figures: Figures | BoundFigures,
    *,
    at: Iterable[IntoPeriod],
    reports: Reports | None = None,
    known_on: IntoPeriod | None = None,
    method: Method | IntoPath = "attainment",
    places: IntoPlaces | None = None,
) -> Panel: ...
@work({WorkStage.CHECKING: 1.0, WorkStage.FINDING: 1.0, WorkStage.JUDGING: 2.0})
def evaluate(
    plans: Plan | Iterable[Plan],
    figures: Figures | BoundFigures,
    *,
    at: IntoPeriod | Iterable[IntoPeriod],
    reports: Reports | None = None,
    known_on: IntoPeriod | None = None,
    method: Method | IntoPath = "attainment",
    places: IntoPlaces | None = None,
) -> Scorecard | Panel:
    """Say how far the targets and tasks of one or several plans have come.

    A target that is due is judged by the latest figure about a period that ends by then, and less than one step of the
    indicator's `frequency` before: a yearly figure of 2024 does not judge 2025, one of a biennial index does.
    Where no figure can judge, the status says why; that is never counted as a goal not met.
    Milestones and tasks are judged by what was reported of them in the same way.

    Where one plan revises another, both promises are judged, and the earlier one says by what it was revised.

    With `places` the same targets are asked of each of several places, so that these can be compared: those targets
    that name no place of their own. Milestones stay where they are, since reports speak of the plan.

    Several plans and several periods are one pass over the figures.
    How far it has come can be watched, as `watching` says.

    Args:
        plans: A plan or several.
        figures: The reported figures, or figures that were bound to the plans before by `Figures.bind`.
        at: The period judged, such as ``2025``; its last day decides which targets are due.
            Several, such as ``range(2021, 2026)``, are judged each by itself, and give a panel in the order of time.
        reports: The reported states of milestones and tasks.
        known_on: Use only what was public by the end of this day or period; by default everything known counts.
            Figures and reports whose day of publication is unknown are then left out, and counted as withheld, and
            plans adopted later are not judged.
        method: How a target and its figures become progress and a status: a method, the id of an installed one, or the
            path of a method file.
        places: The places that the targets are asked of instead of the plan's own: a level, such as ``province``, for
            all of its places on the last day judged, or a list of codes, names or places, read in the period judged.
            The line of one place is then ``card["target@24"]``.

    Returns:
        One line for each target, or for each target at each of the places, with the reason for it. Of several periods
        a panel of such scorecards.

    Raises:
        Problems: The figures do not fit the plans, as `Figures.bind` says.
            Or the reports do not: they contradict each other, or could be about several plans.
        DefinitionError: The figures are bound to other plans or places, a plan is given twice, or not all the places
            of a level are known. Or no period is named, or one twice.
        PeriodError: `at` or `known_on` names no period.
        UnknownCodeError: No method of that id is installed, or no such level or place was there.
        AmbiguousPlaceError: A code meant two places within the period judged.
    """
    plans = (plans,) if isinstance(plans, Plan) else tuple(plans)
    _check_plans(plans)
    several = isinstance(at, Iterable) and not isinstance(at, str)
    periods = in_time(at) if several else (Period.of(at),)  # type: ignore[arg-type]
    listed = places if places is None or isinstance(places, str) else tuple(places)
    asked_at = [_asked_places(plans, listed, period) for period in periods]
    units = [{code: asked.places for code, asked in found.items()} for found in asked_at]
    everywhere = _places_of_all(units)
    _foresee_looking(figures)
    with span(WorkStage.CHECKING, 0.0, 1.0):
        bound = (
            figures.bound_at(plans, everywhere) if isinstance(figures, Figures) else figures.holding(plans, everywhere)
        )
    method = method if isinstance(method, Method) else load_method(method)
    public_by = None if known_on is None else Period.of(known_on).last
    adopted = adopted_by(plans, public_by)
    asked_of = situations(adopted, dict(zip(periods, units, strict=True)), revisions(adopted))
    asking = Asking(asked_of.having(is_measured))
    foresee({WorkStage.JUDGING: asking.load * EFFORTS[WorkStage.JUDGING]})
    found = judged_rows(asking, bound, public_by, method) or _judged(asking, bound, public_by, method)
    filed = {period: Filed.of(reports or Reports(), adopted, period.last, public_by) for period in periods}
    verdicts: dict[int, Verdict] = {}
    for batch in asked_of.batches:
        verdicts |= filed[batch.at].verdicts(batch)
    whole = Scorecard(
        at=periods[0],
        known_on=public_by,
        method=method,
        situations=asked_of,
        asked=asked_at[0],
        plans=tuple(adopted),
        not_yet_adopted=tuple(plan for plan in plans if plan not in adopted),
        card=settled(roll_up(found.parts), found.beside, asked_of, verdicts, method),
        parts=found.parts,
        beside=found.beside,
        inputs=found.inputs,
        bound=bound,
        verdicts=verdicts,
        tasks=TaskCard.of(adopted, filed[periods[0]], periods[0]),
        unused_reports=filed[periods[0]].unused,
    )
    if not several:
        return whole
    return Panel(
        tuple(
            attrs.evolve(
                card,
                asked=found_there,
                bound=bound if bound is figures or there == bound.asked else attrs.evolve(bound, asked=there),
                tasks=TaskCard.of(adopted, filed[card.at], card.at),
                unused_reports=filed[card.at].unused,
            )
            for card, found_there, there in zip(of_periods(whole, periods), asked_at, units, strict=True)
        )
    )


def _foresee_looking(figures: Figures | BoundFigures) -> None:
    """Tell what it will take to look at the figures, if it is known how many there are."""
    unread = figures if isinstance(figures, Figures) else figures.figures
    number = unread.number
    unchecked = isinstance(figures, Figures) and unread.checked_at_once  # others are checked while they are judged
    if not unchecked:
        foresee({WorkStage.CHECKING: 0.0})
    elif number is not None:
        foresee({WorkStage.CHECKING: number * EFFORTS[WorkStage.CHECKING]})
    if number is not None:
        foresee({WorkStage.FINDING: number * EFFORTS[WorkStage.FINDING]}, figures=number)


def _asked_places(plans: Sequence[Plan], listed: IntoPlaces | None, period: Period) -> dict[str, AskedPlaces]:
    """Find the places that the targets of each plan are asked of in a period; none where of its own."""
    return {} if listed is None else {plan.code: asked_places(plan, listed, period) for plan in plans}


def _places_of_all(units: Sequence[Mapping[str, tuple[Place, ...]]]) -> dict[str, tuple[Place, ...]]:
    """Give the places that the targets of each plan are asked of in any of several periods."""
    found: dict[str, dict[tuple[str, date | None], Place]] = {}
    for places_of in units:
        for code, places in places_of.items():
            found.setdefault(code, {}).update({place.id: place for place in places})
    return {code: tuple(places.values()) for code, places in found.items()}


def _check_plans(plans: tuple[Plan, ...]) -> None:
    codes = [plan.code for plan in plans]
    again = sorted({code for code in codes if codes.count(code) > 1})
    if again:
        raise DefinitionError(f"plan {again[0]!r} is given more than once", "give each plan once.")


def _judged(asking: Asking, bound: BoundFigures, known_on: date | None, method: Method) -> Judged:
    """Judge by dataframes, and load what that takes."""
    from dxplan.scorecard.parts import judged

    return judged(asking, bound, known_on, method)
