"""Figures made of those of several places, as a document of plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.figures.merged import MergedFigure, MergedFigures, MergedPart
    from dxplan.places import Place

VERSION = 1
"""The version of this form. Within one, keys are added and never renamed, removed or given another meaning."""


def merged_document(found: MergedFigures) -> dict[str, Any]:
    """Give every figure that was made of others, with all that it was made of, and what was left out.

    Values and weights are in the units of their indicators, shares are between 0 and 1, and null is what is not there.
    """
    document = merged_stream(found)
    return {**document, "figures": [*document["figures"]]}


def merged_stream(found: MergedFigures) -> dict[str, Any]:
    """Give the same with an iterator of the figures: all together may be larger than what they were made of."""
    return {
        "format": "dxplan.merged",
        "version": VERSION,
        "question": "roll_up" if found.rolled_up else "restate",
        "day": str(found.day),
        "number": len(found),
        "figures": map(_figure, found),
        "left_out": [
            {"place": left.place, "indicator": left.indicator, "number": left.number, "why": left.why}
            for left in found.left_out
        ],
    }


def _figure(merged: MergedFigure) -> dict[str, Any]:
    return {
        "indicator": merged.indicator.code,
        "unit": merged.indicator.unit,
        "method": merged.method,
        "place": _place(merged.place),
        "period": str(merged.period),
        "breakdown": merged.breakdown,
        "value": merged.value,
        "qualifier": merged.qualifier,
        "reason": merged.reason,
        "estimated": merged.estimated,
        "rule": None if merged.rule is None else str(merged.rule),
        "weighed": merged.weighed,
        "weight_period": None if merged.weight_period is None else str(merged.weight_period),
        "numerator": merged.numerator,
        "denominator": merged.denominator,
        "parts": [_part(part) for part in merged.parts],
        "missing": [_place(place) for place in merged.missing],
        "missing_share": merged.missing_share,
        "reported": merged.reported,
        "difference": merged.difference,
        "agrees": merged.agrees(),
        "events": [
            {"code": event.code, "day": str(event.day), "kind": event.kind, "law": event.law or None}
            for event in merged.events
        ],
    }


def _part(part: MergedPart) -> dict[str, Any]:
    return {
        "place": _place(part.place),
        "value": part.value,
        "weight": part.weight,
        "share": part.share,
        "qualifier": part.qualifier,
        "source": part.source,
        "confidence": part.confidence,
        "file": part.file or None,
        "row": part.row,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "code": place.code,
        "name": {lang: place.name.in_(lang) for lang in LANGS},
        "since": None if place.since is None else str(place.since),
        "until": None if place.until is None else str(place.until),
    }
