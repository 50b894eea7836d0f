"""One target of a plan of what was inherited, cited from all that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.model.documents import Citation, Confidence
from dxplan.model.targets import Baseline
from dxplan.places import LEVELS
from dxplan.text import Text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.model.goals import Goal
    from dxplan.model.restated.proposals import Proposal
    from dxplan.model.restated.sources import TargetSource
    from dxplan.model.restated.target import RestatedTarget
    from dxplan.model.restated.vocabulary import Joined
    from dxplan.model.targets import Target
    from dxplan.places import Place
    from dxplan.typing import Lang

_SURE = tuple(Confidence)
"""How sure a statement may be, from the surest on."""

_NOTES = {
    "carried": Text(vi="Chuyển tiếp từ {sources}", en="Carried over from {sources}"),
    "proposed": Text(
        vi="ĐỀ XUẤT, chưa ai cam kết: {rule} của {sources}{weights}",
        en="PROPOSAL, which nobody has promised: {rule} of {sources}{weights}",
    ),
    "weights": Text(vi="theo {name} ({values})", en="by {name} ({values})"),
    "parts": Text(
        vi="Hỏi ở từng nơi thuộc {level}: trước đây {before}, nay {after}",
        en="Asked of each of the {level}: {before} then, {after} now",
    ),
    "baseline": Text(
        vi="Giá trị ban đầu của từng nơi cũ không chuyển sang", en="The baselines of the earlier places are left out"
    ),
}


def new_target(row: RestatedTarget, proposal: Proposal | None, joined: Joined, place: Place, taken: set[str]) -> Target:
    """Make the target of a row that was carried over, or that takes a proposal.

    Args:
        row: The row.
        proposal: The proposal that it takes; None where it was carried over.
        joined: The vocabulary of the new plan.
        place: The place of the new plan.
        taken: The codes of targets that the new plan has already.
    """
    vocabulary, documents = joined.lists, joined.documents
    source = row.first if proposal is None else proposal.source
    own = source.target
    changes: dict[str, Any] = {
        "code": _free(own.code, source.plan.code, taken),
        "place": None if row.place.id == place.id else row.place.code,
        "replaces": None,
        "cite": _cite(row, source, documents, proposed=proposal is not None),
        "follows": _shared(row, "follows"),
    }
    if own.baseline is not None and own.baseline.cite is not None:
        changes["baseline"] = attrs.evolve(own.baseline, cite=_moved(own.baseline.cite, source, documents))
    if proposal is not None:
        changes |= _proposed(proposal.goal, own)
    if not row.same_place:
        starts = [found.target.baseline for found in row.sources]
        same = all(start is not None and start.period == starts[0].period for start in starts if starts[0])
        period = starts[0].period if starts[0] is not None and same else None
        changes["baseline"] = None if period is None else Baseline(period=period)
    for name in ("pillar", "group", "sector"):
        changes[name] = _shared(row, name) if _alike(row, f"{name}s", getattr(own, name), vocabulary) else None
    changes["agencies"] = tuple(
        code
        for code in own.agencies
        if all(code in found.target.agencies for found in row.sources) and _alike(row, "agencies", code, vocabulary)
    )
    changes["note"] = _note(row, proposal, own)
    return attrs.evolve(own, **changes)


def _proposed(goal: Goal, own: Target) -> dict[str, Any]:
    """Give the goal of a proposal; one that was computed is no range and has the base that it says itself."""
    return {} if goal == own.goal else {"goal": goal, "corridor": False, "of": None}


def _shared(row: RestatedTarget, name: str) -> Any:
    """Give what all sources say, or None where they say different things."""
    first = getattr(row.first.target, name)
    return first if all(getattr(source.target, name) == first for source in row.sources) else None


def _alike(row: RestatedTarget, field: str, code: str | None, vocabulary: Mapping[str, Sequence[Any]]) -> bool:
    """Tell whether a code means the same in the plans of all sources and in the new one."""
    lists = [getattr(source.plan, field) for source in row.sources] + [vocabulary[field]]
    meant = [next((thing for thing in things if thing.code == code), None) for things in lists]
    return all(thing is not None and thing == meant[0] for thing in meant)


def _cite(
    row: RestatedTarget, source: TargetSource, documents: Mapping[tuple[str, str], str], *, proposed: bool
) -> Citation:
    """Cite the source; of what was carried to another place also all the others, and no surer than computed."""
    cite = _moved(source.target.cite, source, documents)
    others = [_moved(other.target.cite, other, documents) for other in row.sources if other is not source]
    also = [text for text in dict.fromkeys(_said(other) for other in others) if text != _said(cite)]
    least = [cite.confidence, *(other.confidence for other in others)]
    if proposed or not row.same_place:
        least += [Confidence.COMPUTED]
        least += [Confidence(found.passage.confidence) for found in row.sources if found.passage is not None]
    note = "; ".join(filter(None, [cite.note, *(f"+ {text}" for text in also)]))
    return attrs.evolve(cite, note=note, confidence=max(least, key=_SURE.index))


def _moved(cite: Citation, source: TargetSource, documents: Mapping[tuple[str, str], str]) -> Citation:
    return attrs.evolve(cite, document=documents[source.plan.code, cite.document])


def _said(cite: Citation) -> str:
    note = f" ({cite.note})" if cite.note else ""
    return ", ".join(filter(None, (cite.document, cite.clause, cite.page))) + note


def _note(row: RestatedTarget, proposal: Proposal | None, own: Target) -> Text:
    """Say where a target is from; of one that its place keeps the note stays as it was."""
    if row.same_place and proposal is None and len(row.sources) == 1 and row.asked is None:
        return own.note
    return Text(**{lang: "; ".join(_notes(row, proposal, lang)) for lang in LANGS})


def _notes(row: RestatedTarget, proposal: Proposal | None, lang: Lang) -> list[str]:
    said = [_origin(row, proposal, lang)] if proposal is not None or not row.same_place or len(row.sources) > 1 else []
    if row.asked is not None:
        before, after = ("?" if count is None else count for count in (row.asked.before, row.asked.after))
        level = LEVELS[row.asked.level].in_(lang)
        said.append(_NOTES["parts"].in_(lang).format(level=level, before=before, after=after))
    if not row.same_place and any(s.target.baseline is not None for s in row.sources):
        said.append(_NOTES["baseline"].in_(lang))
    kept = [source.target.note.in_(lang) for source in row.sources]
    return [*said, *dict.fromkeys(filter(None, kept))]


def _origin(row: RestatedTarget, proposal: Proposal | None, lang: Lang) -> str:
    """Name the sources with their places, and of a proposal their goals, its rule and its weights."""
    names = []
    for source in row.sources:
        goal = source.target.goal
        unit = "" if source.indicator is None else source.indicator.unit
        asked = f" {goal.say(lang, unit)}" if proposal is not None and goal is not None else ""
        names.append(f"{source.name}{asked} ({source.place.code} {source.place.called(lang)})")
    sources = ", ".join(names)
    if proposal is None:
        return _NOTES["carried"].in_(lang).format(sources=sources)
    values = ", ".join(f"{code}: {weight:g}" for code, weight in proposal.weights)
    weights = _NOTES["weights"].in_(lang).format(name=proposal.weighted_by.in_(lang), values=values)
    return (
        _NOTES["proposed"]
        .in_(lang)
        .format(rule=proposal.rule.label.in_(lang), weights=f", {weights}" if values else "", sources=sources)
    )


def _free(code: str, plan: str, taken: set[str]) -> str:
    """Give a code that no other target of the new plan has."""
    found, number = code, 2
    while found in taken:
        found = f"{plan}.{code}" if number == 2 else f"{plan}.{code}-{number}"  # noqa: PLR2004 (the second of its name)
        number += 1
    return found
