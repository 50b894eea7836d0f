"""Plans, methods, alignments and problems as documents of plain values, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.errors import DxplanError, MoreError
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dxplan.figures import Unused
    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.places import Event, Gazetteer, Place
    from dxplan.scorecard.alignment import Alignment
    from dxplan.text import Text

VERSION = 1
"""The version of all these forms. Within one, keys are added and never renamed, removed or given another meaning."""


def plans_document(plans: Iterable[Plan], vocabularies: Iterable[Plan]) -> dict[str, Any]:
    """List plans, and vocabularies that plans can implement."""
    return {
        "format": "dxplan.plans",
        "version": VERSION,
        "plans": [_plan(plan) for plan in plans],
        "vocabularies": [_plan(plan) for plan in vocabularies],
    }


def methods_document(methods: Iterable[Method]) -> dict[str, Any]:
    """List methods, with the value that each of their parameters has."""
    return {
        "format": "dxplan.methods",
        "version": VERSION,
        "methods": [
            {
                "id": method.id,
                "version": method.version,
                "title": _text(method.title),
                "parameters": {parameter.name: parameter.value for parameter in method.parameters},
            }
            for method in methods
        ],
    }


def alignment_document(alignment: Alignment, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give an alignment, of which `rows` are the rows of its table."""
    return {
        "format": "dxplan.alignment",
        "version": VERSION,
        "plan": alignment.plan.code,
        "national": alignment.national.code,
        "counts": {standing.value: number for standing, number in alignment.counts.items()},
        "targets": list(rows),
    }


def check_document(
    plan: Plan | None, figures: int | None, problems: Iterable[Exception], unused: Sequence[Unused]
) -> dict[str, Any]:
    """Give what is wrong with a plan and its figures; a list that was cut says in ``more`` how many are left out.

    Args:
        plan: The plan, or None where it could not be read.
        figures: How many figures there are, or None where that is not known.
        problems: What is wrong.
        unused: The figures that no target asks for.
    """
    said = [_problem(problem) for problem in problems]
    return {
        "format": "dxplan.check",
        "version": VERSION,
        "plan": None if plan is None else plan.code,
        "targets": None if plan is None else len(plan.targets),
        "figures": figures,
        "number": sum(problem["more"] or 1 for problem in said),
        "problems": said,
        "unused_figures": [
            {
                "indicator": found.indicator,
                "place": found.place,
                "breakdown": found.breakdown,
                "number": found.number,
                "meant": found.meant,
                "why": found.why.value,
            }
            for found in unused
        ],
    }


def places_document(places: Iterable[Place], gazetteer: Gazetteer) -> dict[str, Any]:
    """List places, each with every name that it had, and the events between which it was there."""
    return {
        "format": "dxplan.places",
        "version": VERSION,
        "places": [
            {
                "code": place.code,
                "level": place.level or None,
                "name": _text(place.name),
                "full_name": place.full_name.in_("vi") or None,
                "kind": place.kind or None,
                "parent": place.parent,
                "parents": [
                    {"code": version.parent, "since": _day(version.parent_since or version.since)}
                    for version in gazetteer.parents_of(place)
                    if version.parent
                ],
                "since": _day(place.since),
                "until": _day(place.until),
                "begun_by": _event(gazetteer.event(place.begun_by)),
                "ended_by": _event(gazetteer.event(place.ended_by)),
                "names": [
                    {
                        "name": _text(named.name),
                        "full_name": named.full_name.in_("vi") or None,
                        "since": _day(named.named_since or named.since),
                        "by": _event(gazetteer.naming(named) if named.named_since else gazetteer.event(named.begun_by)),
                    }
                    for named in gazetteer.names_of(place)
                ],
                "confidence": place.confidence,
            }
            for place in places
        ],
    }


def _event(event: Event | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"code": event.code, "day": str(event.day), "kind": event.kind, "law": event.law or None}


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "code": plan.code,
        "title": _text(plan.title),
        "place": plan.place,
        "adopted": str(plan.adopted),
        "implements": plan.implements,
        "targets": len(plan.targets),
        "tasks": len(plan.tasks),
        "indicators": len(plan.indicators),
    }


def _problem(problem: Exception) -> dict[str, Any]:
    """Give a problem with its spot; one of the system has only its words."""
    if not isinstance(problem, DxplanError):
        said = dict.fromkeys(("hint", "path", "file", "line", "more"))
        return {"kind": type(problem).__name__, "fact": str(problem), **said}
    where = problem.where
    return {
        "kind": type(problem).__name__,
        "fact": problem.fact,
        "hint": problem.hint or None,
        "path": where.path or None if where else None,
        "file": where.file or None if where else None,
        "line": where.line if where else None,
        "more": problem.number if isinstance(problem, MoreError) else None,
    }


def _text(text: Text) -> dict[str, str]:
    return {lang: text.in_(lang) for lang in LANGS}
