"""A ranking of places as a document of plain values, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.report.document.facts import FigureUsed
from dxplan.report.document.listings import VERSION
from dxplan.scorecard.wording import say_reason
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.places import Place
    from dxplan.scorecard.ranking import Ranking


def ranking_document(ranking: Ranking) -> dict[str, Any]:
    """Give a ranking: its base, the places with their ranks and figures, and those without, with the reason.

    ``rank`` is null where the figures are too rough to tell the order; ``first`` and ``last`` then bound it.
    """
    asked, indicator = ranking.asked, ranking.indicator
    return {
        "format": "dxplan.ranking",
        "version": VERSION,
        "indicator": indicator.code,
        "name": {lang: indicator.name.in_(lang) for lang in LANGS},
        "where": dict(ranking.target.where),
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "by": str(ranking.target.by),
        "known_on": None if ranking.known_on is None else str(ranking.known_on),
        "day": str(ranking.day),
        "level": asked.level,
        "above": None if asked.above is None else asked.above.code,
        "base": ranking.base,
        "with_figure": len(ranking),
        "ties": "1, 2, 2, 4",
        "periods": list(ranking.periods),
        "ranked": [
            {
                **_place(ranked.place),
                "rank": ranked.rank,
                "first": ranked.first,
                "last": ranked.last,
                "tied": ranked.tied,
                "figure": _figure(ranked.line.figure),
            }
            for ranked in ranking
        ],
        "missing": [
            {
                **_place(line.situation.unit),
                "reason": line.reason,
                "because": {lang: say_reason(line, ranking.known_on, ranking.method, lang) for lang in LANGS},
                "last_known": _figure(line.last_known),
            }
            for line in ranking.missing
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "place": place.code,
        "name": {lang: place.called(lang) for lang in LANGS},
        "since": None if place.since is None else str(place.since),
    }


def _figure(figure: Any) -> dict[str, Any] | None:
    """Give a figure as plain values."""
    if figure is None:
        return None
    found = attrs.asdict(FigureUsed.of(figure))
    return found | {"confidence": figure.confidence and figure.confidence.value}
