"""What a place has inherited, as a document of plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.model.restated.restating import RestatedTargets
    from dxplan.model.restated.target import RestatedTarget
    from dxplan.places import Place
    from dxplan.text import Text

VERSION = 1
"""The version of this form. Within one, keys are added and never renamed, removed or given another meaning."""


def restated_targets_document(restated: RestatedTargets) -> dict[str, Any]:
    """Give what became of every promise, with where it comes from, who is missing, and what is proposed."""
    return {
        "format": "dxplan.restated_targets",
        "version": VERSION,
        "day": str(restated.day),
        "plans": [plan.code for plan in restated.plans],
        "counts": {standing.value: number for standing, number in restated.counts.items()},
        "targets": [_row(row) for row in restated],
        "revised": [promise.name for promise in restated.revised],
    }


def _row(row: RestatedTarget) -> dict[str, Any]:
    return {
        "title": _text(row.title),
        "place": _place(row.place),
        "by": str(row.by),
        "standing": row.standing.value,
        "why": row.why.value,
        "sources": [
            {
                "name": source.name,
                "place": _place(source.place),
                "indicator": source.target.indicator,
                "goal": None if source.target.goal is None else str(source.target.goal),
                "by": str(source.target.by),
            }
            for source in row.sources
        ],
        "missing": [{"place": _place(one.place), "why": one.why.value} for one in row.missing],
        "proposals": [{"rule": one.rule.value, "goal": str(one.goal)} for one in row.proposals],
        "events": [
            {"code": event.code, "day": str(event.day), "kind": event.kind, "law": event.law or None}
            for event in row.events
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"code": place.code, "name": _text(place.name)}


def _text(text: Text) -> dict[str, str]:
    return {lang: text.in_(lang) for lang in LANGS}
