"""A scorecard as a document of plain values, for programs: what ``--format json`` prints.

The document has a version. Within one version keys are added and never renamed, removed or given another meaning;
what reads it should pass over keys that it does not know.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal

import attrs

from dxplan.io.class_schema import ClassSchema
from dxplan.progress import WorkStage, pieces
from dxplan.report.document.targets import TargetJudged
from dxplan.report.document.tasks import TaskJudged
from dxplan.text import Text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.figures.asked_places import AskedPlaces
    from dxplan.figures.unused import Unused
    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.scorecard.scorecard import Scorecard

FORMAT: Literal["dxplan.scorecard"] = "dxplan.scorecard"
VERSION: Literal[1] = 1


@attrs.frozen(kw_only=True)
class MethodUsed:
    """How progress was measured.

    Attributes:
        id: The method's id.
        version: Its version.
        title: Its title.
        parameters: The value that each of its parameters had.
    """

    id: str
    version: str
    title: Text
    parameters: dict[str, float]

    @classmethod
    def of(cls, method: Method) -> MethodUsed:
        """Tell which method it was, and with which parameters."""
        values = {parameter.name: parameter.value for parameter in method.parameters}
        return cls(id=method.id, version=method.version, title=method.title, parameters=values)


@attrs.frozen(kw_only=True)
class PlanJudged:
    """A plan.

    Attributes:
        code: Its code.
        title: Its title.
        place: The code of its place.
        adopted: When it was adopted.
        judged: Whether it was judged; one that was adopted after the date known_on is not.
    """

    code: str
    title: Text
    place: str
    adopted: str
    judged: bool

    @classmethod
    def of(cls, plan: Plan, *, judged: bool) -> PlanJudged:
        """Tell which plan it is."""
        return cls(code=plan.code, title=plan.title, place=plan.place, adopted=str(plan.adopted), judged=judged)


@attrs.frozen(kw_only=True)
class Coverage:
    """How many could be judged.

    Attributes:
        judged: How many have a verdict.
        total: How many there are.
        counts: How many have each status; statuses that none has are left out.
    """

    judged: int
    total: int
    counts: dict[str, int]


@attrs.frozen(kw_only=True)
class PlacesAskedOf:
    """The places that the targets of a plan were asked of instead of its own.

    Attributes:
        plan: The code of the plan.
        day: The day whose map it is.
        level: The level that they are all the places of; null where they were named one by one.
        above: The code of the place that they are all the places of the level of; null where they were named.
        places: Their codes.
    """

    plan: str
    day: str
    level: str | None
    above: str | None
    places: tuple[str, ...]

    @classmethod
    def of(cls, plan: str, asked: AskedPlaces) -> PlacesAskedOf:
        """Tell which places they were."""
        return cls(
            plan=plan,
            day=str(asked.day),
            level=asked.level,
            above=None if asked.above is None else asked.above.code,
            places=tuple(place.code for place in asked.places),
        )


@attrs.frozen(kw_only=True)
class FiguresUnused:
    """Figures that no target asks for.

    Attributes:
        indicator: The code they carry.
        place: The place they are about.
        breakdown: What they are broken down by; empty for the whole.
        number: How many there are.
        why: Why they are not used, as a code.
        meant: The code that was probably meant, or null.
    """

    indicator: str
    place: str
    breakdown: str
    number: int
    why: str
    meant: str | None

    @classmethod
    def of(cls, unused: Unused) -> FiguresUnused:
        """Put one series of them into plain values."""
        return cls(
            indicator=unused.indicator,
            place=unused.place,
            breakdown=unused.breakdown,
            number=unused.number,
            why=unused.why.value,
            meant=unused.meant,
        )


@attrs.frozen(kw_only=True)
class ReportsUnused:
    """Reports that are about no task and no target.

    Attributes:
        task: The code they carry.
        place: The place they are about, or null.
        number: How many there are.
        meant: The code that was probably meant, or null.
    """

    task: str
    place: str | None
    number: int
    meant: str | None


@attrs.frozen(kw_only=True)
class ScorecardDocument:
    """A scorecard of dxplan, as plain values.

    Attributes:
        format: What kind of document it is.
        version: The version of this form.
        made_by: The version of dxplan that wrote it.
        at: The period judged.
        known_on: The last day of publication that counted; null where everything known did.
        method: How progress was measured.
        plans: The plans.
        asked: The places that targets were asked of, where the question names them; then each counts at each place.
        coverage: How many targets could be judged.
        targets: The targets, in the order of the plans.
        task_coverage: How many tasks could be judged.
        tasks: The tasks, in the order of the plans.
        unused_figures: Figures that no target asks for.
        unused_reports: Reports that are about no task and no target.
    """

    format: Literal["dxplan.scorecard"] = FORMAT
    version: Literal[1] = VERSION
    made_by: str
    at: str
    known_on: str | None
    method: MethodUsed
    plans: tuple[PlanJudged, ...]
    asked: tuple[PlacesAskedOf, ...]
    coverage: Coverage
    targets: tuple[TargetJudged, ...]
    task_coverage: Coverage
    tasks: tuple[TaskJudged, ...]
    unused_figures: tuple[FiguresUnused, ...]
    unused_reports: tuple[ReportsUnused, ...]

    @classmethod
    def of(cls, card: Scorecard) -> ScorecardDocument:
        """Put a scorecard into plain values, all but its targets and the figures that no target asks for."""
        judged = {line.plan.code: line.plan for line in (*card.lines, *card.tasks)}
        return cls(
            made_by=version("dxplan"),
            at=str(card.at),
            known_on=None if card.known_on is None else str(card.known_on),
            method=MethodUsed.of(card.method),
            plans=(
                *(PlanJudged.of(plan, judged=True) for plan in judged.values()),
                *(PlanJudged.of(plan, judged=False) for plan in card.not_yet_adopted),
            ),
            asked=tuple(PlacesAskedOf.of(plan, asked) for plan, asked in card.asked.items()),
            coverage=_coverage(card.coverage, card.counts),
            targets=(),
            task_coverage=_coverage(card.tasks.coverage, card.tasks.counts),
            tasks=tuple(TaskJudged.of(line, card) for line in card.tasks),
            unused_figures=(),
            unused_reports=tuple(
                ReportsUnused(task=it.task, place=it.place, number=it.number, meant=it.meant)
                for it in card.unused_reports
            ),
        )


def scorecard_document(card: Scorecard) -> dict[str, Any]:
    """Give a scorecard as a document of plain values, as ``json.dumps`` takes them.

    Numbers are in the unit that stands beside them, shares that a method gives are 0.986 for 98.6 %, periods and days
    are text, texts have one string for each language, and null stands for what is missing or cannot be told.
    `scorecard_schema` says what each key means.
    """
    return {key: [*value] if isinstance(value, Iterator) else value for key, value in scorecard_stream(card).items()}


def scorecard_stream(card: Scorecard) -> dict[str, Any]:
    """Give the same with iterators of what may be more than memory holds: of a large table, its parts and series."""
    targets = (TargetJudged.of(line, card) for line in pieces(WorkStage.WRITING, card.lines))
    return {
        **_as_dict(ScorecardDocument.of(card)),
        "targets": map(_as_dict, targets),
        "unused_figures": map(_as_dict, map(FiguresUnused.of, card.unused)),
    }


def scorecard_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of what `scorecard_document` gives."""
    book = ClassSchema(written=True)
    return book.whole("A scorecard of dxplan", book.table(ScorecardDocument))


def _as_dict(thing: attrs.AttrsInstance) -> dict[str, Any]:
    return attrs.asdict(thing, value_serializer=_plain)


def _plain(_owner: Any, _field: Any, value: Any) -> Any:
    """Give a value as JSON has it, an object with no value for a language in the one that it has."""
    if isinstance(value, Text):
        return {lang: value.in_(lang) for lang in LANGS}
    if isinstance(value, enum.Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _coverage(coverage: tuple[int, int], counts: dict[str, int]) -> Coverage:
    judged, total = coverage
    return Coverage(judged=judged, total=total, counts=dict(counts))
