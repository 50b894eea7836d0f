"""Restated targets as a document of plain values, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.report.document.listings import VERSION
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from dxplan.model.goals import Goal
    from dxplan.model.lapses import Lapse
    from dxplan.model.restated.coverage import MissingPredecessor
    from dxplan.model.restated.proposals import Proposal
    from dxplan.model.restated.restating import RestatedTargets
    from dxplan.model.restated.sources import TargetSource
    from dxplan.model.restated.target import RestatedTarget
    from dxplan.places import Place
    from dxplan.text import Text


def restated_targets_document(restated: RestatedTargets) -> dict[str, Any]:
    """Give restated targets, each with its sources, what is missing, and what is proposed."""
    return {
        "format": "dxplan.restated_targets",
        "version": VERSION,
        "to": str(restated.day),
        "plans": [plan.code for plan in restated.plans],
        "counts": {standing.value: number for standing, number in restated.counts.items()},
        "weighted_by": _text(restated.weighted_by) if restated.weighted_by else None,
        "revised": [promise.name for promise in restated.revised],
        "targets": [_row(row) for row in restated],
    }


def _row(row: RestatedTarget) -> dict[str, Any]:
    indicator, lapse, asked = row.indicator, row.lapse, row.asked
    return {
        "place": _place(row.place),
        "standing": row.standing.value,
        "why": row.why.value,
        "reason": _text(row.why.label),
        "title": _text(row.title),
        "indicator": None if indicator is None else indicator.code,
        "goal": None if row.goal is None else _goal(row.goal, row.first),
        "by": str(row.by),
        "each": row.first.target.each,
        "where": dict(row.first.target.where),
        "sources": [_source(source) for source in row.sources],
        "missing": [_missing(lacking) for lacking in row.missing],
        "proposals": [_proposal(proposal) for proposal in row.proposals],
        "lapse": None
        if lapse is None
        else {"last": str(lapse.last), "what": _text(lapse.what), "law": lapse.law or None},
        "asked": None if asked is None else {"level": asked.level, "before": asked.before, "after": asked.after},
        "events": [{"code": event.code, "day": str(event.day), "law": event.law or None} for event in row.events],
    }


def _lapse(lapse: Lapse) -> dict[str, Any]:
    return {"last": str(lapse.last), "what": _text(lapse.what), "law": lapse.law or None}


def _source(source: TargetSource) -> dict[str, Any]:
    cite = source.target.cite
    return {
        "plan": source.plan.code,
        "target": source.target.code,
        "place": _place(source.place),
        "whole": None if source.passage is None else source.passage.whole,
        "goal": None if source.target.goal is None else _goal(source.target.goal, source),
        "by": str(source.target.by),
        "document": cite.document,
        "clause": cite.clause or None,
        "page": cite.page or None,
        "confidence": cite.confidence.value,
    }


def _missing(lacking: MissingPredecessor) -> dict[str, Any]:
    return {
        "place": _place(lacking.place),
        "why": lacking.why.value,
        "instead": [_source(source) for source in lacking.instead],
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "rule": proposal.rule.value,
        "goal": _goal(proposal.goal, proposal.source),
        "source": proposal.source.name,
        "weights": dict(proposal.weights) or None,
        "weighted_by": _text(proposal.weighted_by) if proposal.weighted_by else None,
        "estimated": proposal.estimated,
    }


def _goal(goal: Goal, source: TargetSource) -> dict[str, str]:
    """Write a goal in both languages; each reads as the goal again."""
    unit = "" if source.indicator is None else source.indicator.unit
    return {lang: goal.say(lang, unit) for lang in LANGS}


def _place(place: Place) -> dict[str, Any]:
    since = None if place.since is None else str(place.since)
    return {"code": place.code, "since": since, "name": place.name.in_("vi")}


def _text(text: Text) -> dict[str, str]:
    return {lang: text.in_(lang) for lang in LANGS}
