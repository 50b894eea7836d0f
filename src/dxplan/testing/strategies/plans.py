"""Plans of every shape: targets, milestones and tasks over a vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from dxplan.model.agencies import ROLES
from dxplan.model.documents import Citation, Confidence
from dxplan.model.plan import Plan
from dxplan.model.structure import OwnPlace
from dxplan.model.targets import Baseline, Target
from dxplan.model.tasks import Initiative, Pilot, Task
from dxplan.periods import CalendarStep, Period
from dxplan.places.levels import Level
from dxplan.testing.strategies.codes import labels
from dxplan.testing.strategies.goals import bounds, goals
from dxplan.testing.strategies.periods import periods
from dxplan.testing.strategies.places import made_up_places
from dxplan.testing.strategies.texts import strings
from dxplan.testing.strategies.vocabulary import Makings, maybe, vocabularies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Indicator

_FOLLOWED = ("vn-749:egdi-2025", "vn-749:digital-economy-2025")
_MOST_STEPS = 3


def plans(
    implements: Plan | None = None,
    *,
    code: str | None = None,
    first: int = 1000,
    last: int = 2999,
    of: SearchStrategy[str] | None = None,
    goal_bounds: SearchStrategy[float] | None = None,
    most: int = 4,
) -> SearchStrategy[Plan]:
    """Make plans that hold together: they can be written, read back equal, and evaluated.

    They have documents, pillars, groups, sectors, dimensions with and without members, indicators that are reported or
    computed, agencies and skills; targets with goals of every form, about the whole, one member or each, due once or
    every so often, with and without a baseline; milestones, tasks, initiatives and pilots.
    Every target is cited; its place is made up. The plan shrinks to one document, one indicator and nothing else.

    Args:
        implements: The plan whose vocabulary they take over, with some of it changed. Where that is not installed
            either, name it with ``beside=`` when writing and reading.
        code: Their code; by default any.
        first: The first year that they name.
        last: The last year; narrow the years to bring targets and questions about them together.
        of: What free text is made of; by default `strings`, which is as awkward as strangers are.
        goal_bounds: The bounds of goals; by default numbers as plans name them.
        most: How many targets there are at most.
    """
    made = Makings(said=strings() if of is None else of, periods=periods(first, last), goal_bounds=goal_bounds)
    return _plans(implements, code, made, most)


@st.composite
def _plans(draw: DrawFn, base: Plan | None, code: str | None, made: Makings, most: int) -> Plan:
    vocabulary: dict[str, Any] = draw(vocabularies(base, made))
    indicators: list[Indicator] = vocabulary["indicators"]
    places: Any = draw(_own_places(made))
    measured = st.sampled_from(indicators).flatmap(
        lambda found: _targets(found, vocabulary, made, communes=bool(places))
    )
    wanted = st.one_of(measured, measured, measured, _milestones(vocabulary, made))
    targets: Any = draw(st.lists(wanted, max_size=most, unique_by=lambda target: target.code))
    taken = {target.code for target in targets}
    tasks = draw(st.lists(_tasks(vocabulary, made), max_size=2, unique_by=lambda task: task.code))
    tasks = [task for task in tasks if task.code not in taken]
    own = draw(labels()) if code is None else code
    return Plan(
        code=own if base is None or own != base.code or code is not None else f"{own}-2",
        title=draw(made.named),
        place=draw(made_up_places()),
        adopted=draw(made.periods),
        implements=None if base is None else base.code,
        targets=targets,
        places=places,
        tasks=tasks,
        initiatives=draw(_several(_initiatives(vocabulary, tasks, made))),
        pilots=draw(_several(_pilots(vocabulary, tasks, made))),
        **vocabulary,
    )


def _several(strategy: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=1)


def _own_places(made: Makings) -> SearchStrategy[list[OwnPlace]]:
    """Make communes of the plan's own, or none."""
    one = st.builds(
        OwnPlace, code=st.sampled_from(["99-a", "99-b", "99-c"]), name=made.named, level=st.just(Level.COMMUNE)
    )
    return st.just([]) | st.lists(one, max_size=3, unique_by=lambda place: place.code)


def _codes(vocabulary: dict[str, list[Any]], name: str) -> list[str]:
    return [thing.code for thing in vocabulary[name]]


def _cites(vocabulary: dict[str, list[Any]], made: Makings) -> SearchStrategy[Citation]:
    return st.builds(
        Citation,
        document=st.sampled_from(_codes(vocabulary, "documents")),
        confidence=st.sampled_from(Confidence),
        clause=made.said,
        page=made.said,
        note=made.said,
    )


@st.composite
def _shelves(draw: DrawFn, vocabulary: dict[str, list[Any]]) -> dict[str, Any]:
    """Say of which pillar, group and sector something is."""
    return {name: draw(maybe(_codes(vocabulary, f"{name}s"))) for name in ("pillar", "group", "sector")}


@st.composite
def _targets(
    draw: DrawFn, indicator: Indicator, vocabulary: dict[str, list[Any]], made: Makings, *, communes: bool
) -> Target:
    members = {dimension.code: dimension.members for dimension in vocabulary["dimensions"]}
    axes = list(indicator.dimensions)
    each = draw(maybe([*axes, *(["commune"] if communes else [])]))
    where = {
        axis: draw(st.sampled_from(members[axis]) if members[axis] else made.said)
        for axis in axes
        if axis != each and draw(st.booleans())
    }
    by = draw(made.periods)
    steps = {} if each is not None else draw(_steps(by))
    baseline = draw(_baselines(by, vocabulary, made))
    goal = _counted(draw(goals(indicator, of=made.goal_bounds)), baseline, by).measured_by(indicator)
    if goal.yearly == "mean":  # of all its years together, never of each step
        steps = {}
    return Target(
        code=draw(labels()),
        title=draw(made.named),
        indicator=indicator.code,
        goal=goal,
        by=by,
        cite=draw(_cites(vocabulary, made)),
        place=None if each == "commune" else draw(st.none() | made_up_places()),
        baseline=baseline,
        each=each,
        where=where,
        quota=draw(st.sampled_from([1.0, 0.9, 1 / 3])) if each or steps else 1.0,
        follows=draw(st.none() | st.sampled_from(_FOLLOWED)),
        excludes=draw(made.named),
        conditions=draw(made.named),
        note=draw(made.named),
        **steps,
        **draw(_shelves(vocabulary)),
    )


@st.composite
def _steps(draw: DrawFn, by: Period) -> dict[str, Any]:
    """Ask it of every step of the calendar since a year before, or only once."""
    if not draw(st.booleans()):
        return {}
    every = draw(st.sampled_from(CalendarStep))
    since = Period.year(max(1000, by.last.year - draw(st.integers(1, _MOST_STEPS))))
    return {"every": every, "since": since} if since.steps_to(by, every) else {}


@st.composite
def _baselines(draw: DrawFn, by: Period, vocabulary: dict[str, list[Any]], made: Makings) -> Baseline | None:
    period = draw(st.none() | st.integers(1, 6).map(lambda years: Period.year(max(1000, by.last.year - years))))
    if period is None or period.last >= by.last:
        return None
    cite = draw(st.none() | _cites(vocabulary, made))
    return Baseline(period=period, value=draw(st.none() | bounds()), cite=cite)


def _counted(goal: Goal, baseline: Baseline | None, by: Period) -> Goal:
    """Let a relative goal count from the target's baseline, or from nowhere if what it names is no start."""
    if goal.against is None:
        return goal
    if baseline is not None:
        return attrs.evolve(goal, against=baseline.period)
    return goal if goal.against.last < by.last else attrs.evolve(goal, against=None)


@st.composite
def _milestones(draw: DrawFn, vocabulary: dict[str, list[Any]], made: Makings) -> Target:
    each = draw(maybe(_codes(vocabulary, "dimensions")))
    return Target(
        code=draw(labels()),
        title=draw(made.named),
        by=draw(made.periods),
        cite=draw(_cites(vocabulary, made)),
        each=each,
        quota=draw(st.sampled_from([1.0, 0.5])) if each else 1.0,
        note=draw(made.named),
        **draw(_shelves(vocabulary)),
    )


@st.composite
def _tasks(draw: DrawFn, vocabulary: dict[str, list[Any]], made: Makings) -> Task:
    agencies = _codes(vocabulary, "agencies")
    roles = draw(st.lists(st.sampled_from(sorted(ROLES)), unique=True, max_size=2)) if agencies else []
    return Task(
        code=draw(labels()),
        title=draw(made.named),
        cite=draw(_cites(vocabulary, made)),
        roles={role: (draw(st.sampled_from(agencies)),) for role in roles},
        by=draw(st.none() | made.periods),
        each=draw(maybe(_codes(vocabulary, "dimensions"))),
        note=draw(made.named),
        **draw(_shelves(vocabulary)),
    )


def _initiatives(vocabulary: dict[str, list[Any]], tasks: Sequence[Task], made: Makings) -> SearchStrategy[Initiative]:
    return st.builds(
        Initiative,
        code=labels(),
        title=made.named,
        cite=_cites(vocabulary, made),
        period=st.none() | made.periods,
        task=maybe([task.code for task in tasks]),
        items=st.lists(made.said, max_size=2).map(tuple),
        note=made.named,
    )


def _pilots(vocabulary: dict[str, list[Any]], tasks: Sequence[Task], made: Makings) -> SearchStrategy[Pilot]:
    skills = _codes(vocabulary, "skills")
    return st.builds(
        Pilot,
        code=labels(),
        title=made.named,
        cite=_cites(vocabulary, made),
        number=st.integers(1, 3),
        skills=st.lists(st.sampled_from(skills), unique=True, max_size=2).map(tuple) if skills else st.just(()),
        task=maybe([task.code for task in tasks]),
        note=made.named,
    )
