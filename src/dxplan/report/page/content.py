"""What the page holds, from top to bottom, in one language and before any markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.figures.unused import WhyUnused
from dxplan.methods.statuses import STATUSES, Status
from dxplan.numbers import format_number
from dxplan.places.place import MADE_UP
from dxplan.report.page.dates import say_period
from dxplan.report.page.missing import Lack, lack
from dxplan.report.page.places import Matrix, matrix
from dxplan.report.page.rows import Row, RowMaker, Words
from dxplan.report.page.sources import Piece, Sources, pieces, safe_url
from dxplan.report.page.tasks import Doing, doing
from dxplan.report.page.wording import say
from dxplan.report.places_asked import say as say_places
from dxplan.scorecard.labels import CONFIDENCE
from dxplan.scorecard.labels import say as say_line
from dxplan.scorecard.summary import Summary
from dxplan.scorecard.workings import bare
from dxplan.text import some_of
from dxplan.typing import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard


@attrs.frozen
class Count:
    """How many targets have a status, and what share of them that is, from 0 to 100."""

    status: Status
    number: int
    share: float


@attrs.frozen(kw_only=True)
class Division:
    """A pillar, or all of a plan.

    Attributes:
        name: What it is called.
        counts: How many of its targets have which status.
        judged: How many could be judged.
        total: How many there are.
        rolled: What the method makes of it, or empty.
    """

    name: Words
    counts: tuple[Count, ...]
    judged: int
    total: int
    rolled: str


@attrs.frozen(kw_only=True)
class Table:
    """The rows of one pillar."""

    name: Words
    rows: tuple[Row, ...]


@attrs.frozen(kw_only=True)
class Section:
    """What the page says of one plan.

    Attributes:
        code: The plan's code.
        title: The plan's title.
        place: What its place is called, with its code.
        adopted: When it was adopted.
        sentences: How far it has come, the sentence that officials write first.
        tally: How many of the targets that are due have which status.
        coverage: How many targets could be judged.
        divisions: The pillars, and last all of it.
        rolls: Whether the method makes something of pillars.
        tables: The rows, by pillar.
        matrix: Places by targets, where targets are asked of several places, which then have no rows; else None.
        lacks: What is missing.
        doing: The tasks, initiatives and pilots.
    """

    code: str
    title: Words
    place: Words
    adopted: str
    sentences: tuple[str, ...]
    tally: tuple[Count, ...]
    coverage: str
    divisions: tuple[Division, ...]
    rolls: bool
    tables: tuple[Table, ...]
    matrix: Matrix | None
    lacks: tuple[Lack, ...]
    doing: Doing


@attrs.frozen(kw_only=True)
class Computed:
    """How it was computed.

    Attributes:
        source: What describes the method.
        confidence: How sure it is that the method is what its source says, in words.
        note: What a reader should know about it.
        parameters: Names, values, meanings, and whether the user set them.
        formulas: Steps and their formulas.
    """

    source: tuple[Piece, ...]
    confidence: str
    note: str
    parameters: tuple[tuple[str, str, str, bool], ...]
    formulas: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class Page:
    """The whole page.

    Attributes:
        lang: Its language.
        title: What it is about.
        facts: Labels and what they say: dates, method.
        warnings: What a reader must know first.
        sections: One for each plan.
        headline: What the method's headline is called.
        computed: How it was computed.
        statuses: Every status.
        sources: Where everything was found.
        unused: What was handed in and not used.
        version: Which dxplan wrote it.
    """

    lang: Lang
    title: Words
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    headline: str
    computed: Computed
    statuses: tuple[Status, ...]
    sources: Sources
    unused: tuple[str, ...]
    version: str


def page_of(card: Scorecard, lang: Lang, dated: date, version: str) -> Page:
    """Say everything that the page says."""
    sources = Sources(lang)
    maker = RowMaker(card, sources, lang)
    sections, unsure = [], []
    number = 0
    for plan in card.plans:
        grid = matrix(card, plan, maker, number)
        number += len(grid.columns) if grid else 0
        shown = [line for line in _ordered(card, plan) if not (grid and line.situation.elsewhere)]
        mine = [(line, maker.row(line, nth)) for nth, line in enumerate(shown, start=number + 1)]
        number += len(mine)
        unsure += [*(grid.unsure if grid else ()), *(row.unsure for _, row in mine)]
        sections.append(_section(card, plan, mine, maker, grid))
    headline = card.method.headline
    return Page(
        lang=lang,
        title=_title(card.plans, lang),
        facts=tuple(_facts(card, lang, dated)),
        warnings=tuple(_warnings(card, unsure, lang)),
        sections=tuple(sections),
        headline=headline.title.in_(lang) or headline.name,
        computed=_computed(card.method, lang),
        statuses=tuple(STATUSES.values()),
        sources=sources,
        unused=tuple(_unused(card, lang)),
        version=version,
    )


def _title(plans: Sequence[Plan], lang: Lang) -> Words:
    if len(plans) == 1:
        return Words.of(plans[0].title, lang)
    return Words(say("several", lang, number=len(plans)) if plans else say("scorecard", lang))


def _facts(card: Scorecard, lang: Lang, dated: date) -> Iterator[tuple[str, str]]:
    method = card.method
    yield say("judged_at", lang), say_period(card.at, lang)
    known = f"{say('known_on', lang)} {say_period(card.known_on, lang)}" if card.known_on else say("all_known", lang)
    yield say("known", lang), known
    yield say("method", lang), f"{method.title.in_(lang)} ({method.id} {method.version})"
    yield say("written", lang), say_period(dated, lang)


def _ordered(card: Scorecard, plan: Plan) -> list[ScoreLine]:
    """Give the lines of a plan by pillar, in the plan's order of pillars, and last what belongs to none."""
    places = {pillar.code: place for place, pillar in enumerate(plan.pillars)}
    lines = [line for line in card.lines if line.plan.code == plan.code]
    return sorted(lines, key=lambda line: places.get(line.target.pillar or "", len(places)))


def _warnings(card: Scorecard, unsure: Sequence[bool], lang: Lang) -> Iterator[str]:
    for plan in card.plans:
        if plan.place.startswith(MADE_UP):
            yield say("made_up", lang, place=plan.place)
    if any(unsure):
        yield say("unconfirmed", lang, number=sum(unsure), total=len(unsure))
    if card.not_yet_adopted:
        later = ", ".join(f"{plan.code} ({say_period(plan.adopted, lang)})" for plan in card.not_yet_adopted)
        yield say("not_yet_adopted", lang, plans=later)


def _section(
    card: Scorecard, plan: Plan, pairs: list[tuple[ScoreLine, Row]], maker: RowMaker, grid: Matrix | None
) -> Section:
    lang = maker.lang
    lines = [line for line in card.lines if line.plan.code == plan.code]
    due = [line for line in lines if line.situation.due]
    divisions = tuple(_divisions(card, plan, lines, lang))
    unit = plan.gazetteer.find(plan.place, on=plan.adopted)
    name = unit.called(lang)
    judged = sum(line.status.judged for line in lines)
    return Section(
        code=plan.code,
        title=Words.of(plan.title, lang),
        place=Words(name if name == plan.place else f"{name} ({plan.place})"),
        adopted=say_period(plan.adopted, lang),
        sentences=(*_sentences(card, lines, due, lang), *([say_places("counted", lang)] if grid else [])),
        tally=_counts([line.status.code for line in due]),
        coverage=say_line("coverage", lang, judged=judged, total=len(lines)),
        divisions=divisions,
        rolls=any(division.rolled for division in divisions),
        tables=tuple(_tables(plan, pairs, lang)),
        matrix=grid,
        lacks=tuple(found for line, row in pairs if (found := lack(line, row, lang)) is not None),
        doing=doing(card, plan, maker),
    )


def _sentences(card: Scorecard, lines: list[ScoreLine], due: list[ScoreLine], lang: Lang) -> Iterator[str]:
    """Say how far it has come; what is open is never counted as missed."""
    at = say_period(card.at, lang)
    if not lines:
        yield say_line("no_targets", lang)
        return
    done = sum(line.status.code == "achieved" for line in due)
    yield say("done_of_due", lang, at=at, done=done, due=len(due)) if due else say("none_due", lang, at=at)
    open_ = sum(not line.status.judged and line.status.code != "not_carried_out" for line in due)
    if open_:
        yield say("open_of_due", lang, open=open_)
    lapsed = [line for line in lines if line.status.code == "lapsed"]
    later = [line for line in lines if not line.situation.due and line not in lapsed]
    if later:
        reached = sum(line.status.code == "achieved" for line in later)
        yield say("later", lang, later=len(later), done=reached)
    if lapsed:
        yield say("lapsed", lang, lapsed=len(lapsed))
    revised = sum(bool(line.revised_by) for line in lines)
    if revised:
        yield say("revised_number", lang, number=revised)


def _counts(codes: list[str]) -> tuple[Count, ...]:
    return tuple(
        Count(status, codes.count(code), round(100 * codes.count(code) / len(codes), 3))
        for code, status in STATUSES.items()
        if code in codes
    )


def _pillars(plan: Plan, lines: Sequence[ScoreLine], lang: Lang) -> list[tuple[str | None, Words]]:
    """Give the pillars that have targets, in the plan's order, and last what belongs to none."""
    used = {line.target.pillar for line in lines}
    found: list[tuple[str | None, Words]] = [
        (pillar.code, Words.of(pillar.name, lang)) for pillar in plan.pillars if pillar.code in used
    ]
    return [*found, (None, Words(say("other", lang)))] if None in used else found


def _divisions(card: Scorecard, plan: Plan, lines: list[ScoreLine], lang: Lang) -> Iterator[Division]:
    pillars = _pillars(plan, lines, lang)
    if len(pillars) > 1:
        for code, name in pillars:
            yield _division(name, [line for line in lines if line.target.pillar == code], card.method, lang)
    if lines:
        yield _division(Words(say("all", lang)), lines, card.method, lang)


def _division(name: Words, lines: list[ScoreLine], method: Method, lang: Lang) -> Division:
    summary = Summary.of(None, lines, method)
    codes = [code for code, number in summary.counts.items() for _ in range(number)]
    rolled = summary.rolled
    return Division(
        name=name,
        counts=_counts(codes),
        judged=summary.judged,
        total=summary.total,
        rolled="" if rolled is None or rolled.line is None else rolled.line.label.in_(lang),
    )


def _tables(plan: Plan, pairs: list[tuple[ScoreLine, Row]], lang: Lang) -> Iterator[Table]:
    pillars = _pillars(plan, [line for line, _ in pairs], lang)
    for code, name in pillars:
        only = Words(say("targets", lang)) if len(pillars) == 1 and code is None else name
        yield Table(name=only, rows=tuple(row for line, row in pairs if line.target.pillar == code))


def _computed(method: Method, lang: Lang) -> Computed:
    source = method.source
    text = " ".join(filter(None, (source.title.in_(lang), source.url if safe_url(source.url) else "")))
    titles = {output.name: output.title.in_(lang) for output in method.outputs}
    return Computed(
        source=tuple(pieces(text)),
        confidence=CONFIDENCE[source.confidence.value].in_(lang),
        note=source.note.in_(lang),
        parameters=tuple(
            (parameter.name, format_number(parameter.value, lang), parameter.note.in_(lang), parameter.chosen)
            for parameter in method.parameters
        ),
        formulas=tuple(
            (f"{name} ({titles[name]})" if titles.get(name) else name, bare(expr)) for name, expr in method.let.items()
        ),
    )


_MOST_CODES = 100
"""So many figures that are not used are named, with why; the others are counted."""


def _unused(card: Scorecard, lang: Lang) -> Iterator[str]:
    for why in WhyUnused:
        codes = [
            " ".join(filter(None, (unused.indicator, unused.place, unused.breakdown, f"({unused.number})")))
            for unused in card.unasked
            if unused.why is why
        ]
        if codes:
            yield say("unused_figures", lang, why=why.label.in_(lang), codes=some_of(codes, _MOST_CODES))
    if card.unused_reports:
        told = (" ".join(filter(None, (u.task, u.place, f"({u.number})"))) for u in card.unused_reports)
        yield say("unused_reports", lang, codes=", ".join(told))
