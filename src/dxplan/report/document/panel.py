"""A panel as a document of plain values, for programs."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from dxplan.report.document.listings import VERSION
from dxplan.scorecard.wording import say_goal
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.panel import Panel


def panel_document(panel: Panel) -> dict[str, Any]:
    """Give a panel as a document of plain values: its targets, each with what was found in every period.

    The history of a target has one entry for each period, in the order of time; null where it is not asked of its place
    then. Numbers are in the unit that stands beside them, and null stands for what is missing or cannot be told.
    What a status rests on in full is in the document of one period, ``scorecard_document(panel[2025])``.
    """
    return {
        "format": "dxplan.panel",
        "version": VERSION,
        "made_by": version("dxplan"),
        "known_on": None if panel.known_on is None else str(panel.known_on),
        "method": {
            "id": panel.method.id,
            "version": panel.method.version,
            "parameters": {parameter.name: parameter.value for parameter in panel.method.parameters},
        },
        "plans": [
            {"code": plan.code, "judged": plan in panel.plans} for plan in (*panel.plans, *panel.not_yet_adopted)
        ],
        "periods": [
            {
                "at": str(card.at),
                "coverage": _coverage(card.coverage, card.counts),
                "task_coverage": _coverage(card.tasks.coverage, card.tasks.counts),
            }
            for card in panel
        ],
        "targets": [_target(lines) for lines in panel.histories],
    }


def _coverage(coverage: tuple[int, int], counts: dict[str, int]) -> dict[str, Any]:
    judged, total = coverage
    return {"judged": judged, "total": total, "counts": dict(counts)}


def _target(lines: Sequence[ScoreLine | None]) -> dict[str, Any]:
    first = next(line for line in lines if line is not None)
    target, unit = first.target, first.situation.unit
    return {
        "plan": first.plan.code,
        "target": target.code,
        "title": {lang: target.title.in_(lang) for lang in LANGS},
        "indicator": target.indicator,
        "unit": None if target.is_milestone else first.indicator.unit,
        "place": unit.code,
        "place_name": {lang: unit.called(lang) for lang in LANGS},
        "place_since": None if unit.since is None else str(unit.since),
        "by": str(target.by),
        "goal": {lang: say_goal(target, first.indicator.unit, lang) for lang in LANGS},
        "history": [None if line is None else _cell(line) for line in lines],
    }


def _cell(line: ScoreLine) -> dict[str, Any]:
    figure = line.figure
    return {
        "at": str(line.situation.at),
        "due": line.situation.due,
        "status": line.status.code,
        "reason": line.reason,
        "met": line.met,
        "value": line.value,
        "qualifier": figure and figure.qualifier and figure.qualifier.value,
        "period": figure and figure.period,
        "source": figure and figure.source,
        "confidence": figure and figure.confidence and figure.confidence.value,
        "gap": line.gap,
        "outputs": dict(line.outputs),
        "state": line.verdict.state and line.verdict.state.value,
    }
