"""What a place has inherited, in words, for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from dxplan.model.restated.target import Inheritance
from dxplan.places import LEVELS
from dxplan.scorecard.report_wording import say_lapse
from dxplan.scorecard.wording import say_asked, say_scope
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.model.goals import Goal
    from dxplan.model.restated.coverage import MissingPredecessor
    from dxplan.model.restated.new_plan import LeftOutTarget
    from dxplan.model.restated.proposals import Proposal
    from dxplan.model.restated.restating import RestatedTargets
    from dxplan.model.restated.sources import TargetSource
    from dxplan.model.restated.target import RestatedTarget
    from dxplan.places import Place
    from dxplan.typing import Lang

_WORDS = {
    "heading": Text(vi="{place}: kế thừa những gì đến ngày {day}", en="{place}: what it has inherited on {day}"),
    "nothing": Text(vi="Các kế hoạch không có mục tiêu nào.", en="The plans have no targets."),
    "by": Text(vi="đến {by}", en="by {by}"),
    "unlike": Text(vi="(khác nhau)", en="(they differ)"),
    "missing": Text(vi="Thiếu {place}: {why}", en="{place} is missing: {why}"),
    "instead": Text(vi="thay vào đó", en="instead"),
    "proposal": Text(vi="Đề xuất, {rule}: {goal}", en="Proposed, {rule}: {goal}"),
    "weights": Text(vi="theo {name} ({values}); ước tính", en="by {name} ({values}); an estimate"),
    "ended": Text(vi="{what} kết thúc từ {ended}{by_law}.", en="The {what} ended on {ended}{by_law}."),
    "place_ended": Text(vi="{what} kết thúc từ {ended}{by_law}.", en="{what} ended on {ended}{by_law}."),
    "asked": Text(
        vi="Hỏi ở từng nơi thuộc {level}: trước đây {before} nơi, nay {after}; các nơi đã khác.",
        en="It is asked of each of the {level}: {before} places then, {after} now, which are others.",
    ),
    "unknown": Text(vi="chưa rõ số", en="an unknown number of"),
    "unknown_now": Text(vi="chưa rõ", en="an unknown number"),
    "events": Text(vi="Căn cứ", en="By"),
    "revised": Text(vi="Đã được sửa, nên không xét", en="Revised, and so not restated"),
    "left_out": Text(vi="Không đưa vào kế hoạch", en="Left out of the plan"),
}


def say_restated_targets(restated: RestatedTargets, lang: Lang = "en", *, width: int = 80) -> str:
    """Write out what became of every target, by place and standing, with the reason and where it comes from.

    Args:
        restated: The restated targets.
        lang: The language.
        width: How many columns a line may have.
    """
    if not restated.rows:
        return _WORDS["nothing"].in_(lang)
    blocks = [_place(restated, place, lang, width) for place in restated.places]
    if restated.revised:
        names = ", ".join(promise.name for promise in restated.revised)
        blocks.append(_fill(f"{_WORDS['revised'].in_(lang)}: {names}", width, "  "))
    return "\n\n".join(blocks)


def say_left_out(left: Iterable[LeftOutTarget], lang: Lang = "en", *, width: int = 80) -> str:
    """Write out which rows a plan of what was inherited does not hold, each with its standing or the problem."""
    lines = [f"{_WORDS['left_out'].in_(lang)}:"]
    for one in left:
        standing = one.row.standing
        why = standing.label.in_(lang).lower() if one.problem is None else one.problem.line(lang)
        names = ", ".join(source.name for source in one.row.sources)
        lines.append(_fill(f"{standing.sign} {one.row.title.in_(lang)} [{names}]: {why}", width, "    ", "  "))
    return "\n".join(lines)


def _place(restated: RestatedTargets, place: Place, lang: Lang, width: int) -> str:
    rows = [row for row in restated if row.place.id == place.id]
    heading = _WORDS["heading"].in_(lang).format(place=_called(place, lang), day=restated.day)
    standings = [standing for standing in Inheritance if any(row.standing is standing for row in rows)]
    counts = [f"{standing.label.in_(lang)}: {sum(row.standing is standing for row in rows)}" for standing in standings]
    lines = [_fill(heading, width), _fill("; ".join(counts), width)]
    laws = dict.fromkeys(f"{event.day}: {event.law or event.code}" for row in rows for event in row.events)
    lines += [_fill(f"{_WORDS['events'].in_(lang)} {law}", width, "  ") for law in laws]
    for standing in standings:
        lines += ["", f"{standing.sign} {standing.label.in_(lang)}"]
        for row in rows:
            if row.standing is standing:
                first, *others = _row(row, lang)
                lines += [
                    _fill(first, width, "      ", "  "),
                    *(_fill(line, width, "        ", "      ") for line in others),
                ]
    return "\n".join(lines)


def _row(row: RestatedTarget, lang: Lang) -> Iterator[str]:
    """Give the lines of a row: what is promised, by whom, what became of it, and what may be done."""
    scope = say_scope(row.first.plan, row.first.target, lang)
    goals = {say_asked(source.plan, source.target, lang) for source in row.sources}
    asked = goals.pop() if len(goals) == 1 else _WORDS["unlike"].in_(lang)
    due = _WORDS["by"].in_(lang).format(by=row.by)
    yield f"{row.title.in_(lang)}: {asked} {due}{f' ({scope})' if scope else ''}"
    yield from _sources(row.sources, lang, goals=bool(goals))
    for lacking in row.missing:
        yield _missing(lacking, lang)
    why = row.why.label.in_(lang)
    if row.lapse is not None:
        word = "ended" if row.lapse.reason == "level_ended" else "place_ended"
        why = _WORDS[word].in_(lang).format(**say_lapse(row.lapse, lang))
    yield why[:1].upper() + why[1:]
    if row.asked is not None:
        unknown, unknown_now = _WORDS["unknown"].in_(lang), _WORDS["unknown_now"].in_(lang)
        before = unknown if row.asked.before is None else row.asked.before
        after = unknown_now if row.asked.after is None else row.asked.after
        level = LEVELS[row.asked.level].in_(lang)
        yield _WORDS["asked"].in_(lang).format(level=level, before=before, after=after)
    for proposal in row.proposals:
        yield _proposal(proposal, lang)


def _sources(sources: Sequence[TargetSource], lang: Lang, *, goals: bool) -> Iterator[str]:
    """Name the targets that make a promise, on one line where they ask the same."""
    if goals:
        for source in sources:
            yield f"{_called(source.place, lang)}: {say_asked(source.plan, source.target, lang)} [{source.name}]"
    else:
        yield ", ".join(f"{_called(source.place, lang)} [{source.name}]" for source in sources)


def _missing(lacking: MissingPredecessor, lang: Lang) -> str:
    why = lacking.why.label.in_(lang)
    said = _WORDS["missing"].in_(lang).format(place=_called(lacking.place, lang), why=why)
    instead = "; ".join(f"{_other(source, lang)} [{source.name}]" for source in lacking.instead)
    return f"{said} ({_WORDS['instead'].in_(lang)} {instead})" if instead else said


def _other(source: TargetSource, lang: Lang) -> str:
    scope = say_scope(source.plan, source.target, lang)
    due = _WORDS["by"].in_(lang).format(by=source.target.by)
    return f"{say_asked(source.plan, source.target, lang)} {due}{f', {scope}' if scope else ''}"


def _proposal(proposal: Proposal, lang: Lang) -> str:
    goal = say_proposed(proposal.goal, proposal.source, lang)
    said = _WORDS["proposal"].in_(lang).format(rule=proposal.rule.label.in_(lang), goal=goal)
    if not proposal.weights:
        return said
    values = ", ".join(f"{code}: {weight:g}" for code, weight in proposal.weights)
    return f"{said} " + _WORDS["weights"].in_(lang).format(name=proposal.weighted_by.in_(lang), values=values)


def say_proposed(goal: Goal, source: TargetSource, lang: Lang) -> str:
    """Write a proposed goal in the unit of its indicator."""
    unit = "" if source.indicator is None else source.indicator.unit
    return goal.say(lang, unit)


def _called(place: Place, lang: Lang) -> str:
    return f"{place.code} {place.called(lang)}"


def _fill(text: str, width: int, indent: str = "", first: str = "") -> str:
    return textwrap.fill(
        text, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
