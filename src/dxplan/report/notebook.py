"""Plans, targets, scorecards and explanations as small tables in a notebook."""

from __future__ import annotations

from functools import singledispatch
from itertools import islice
from typing import TYPE_CHECKING, Any

from dxplan.figures.merged import MergedFigure, MergedFigures
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.places.place import MADE_UP
from dxplan.report.merged_wording import (
    REASONS,
    merged_rows,
    merged_title,
    say_compared,
    say_estimated,
    say_how,
    say_merged_value,
    say_missing,
    say_place,
)
from dxplan.report.merged_wording import say as say_merging
from dxplan.report.overview import MOST_PLANS
from dxplan.report.page.dates import say_period
from dxplan.report.page.rows import Row, RowMaker
from dxplan.report.page.sources import Sources
from dxplan.report.page.templating import environment
from dxplan.report.page.wording import say as say_page
from dxplan.report.panel import say_cell, say_span, say_target
from dxplan.scorecard.explain import Explanation
from dxplan.scorecard.labels import CONFIDENCE, say
from dxplan.scorecard.panel import Panel
from dxplan.scorecard.scorecard import Scorecard
from dxplan.scorecard.tasks import TaskCard, TaskExplanation
from dxplan.scorecard.wording import say_citation, say_promise, say_scope
from dxplan.text import locale_lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

MOST = 60
"""So many rows are shown; of the others only the number is said."""


def draw(thing: object) -> str:
    """Give a thing as markup, in the language of the locale."""
    return _drawn(thing, locale_lang())


@singledispatch
def _drawn(thing: object, _lang: Lang) -> str:
    raise TypeError(f"nothing draws a {type(thing).__name__} in a notebook")


@_drawn.register(Scorecard)
def _scorecard(card: Scorecard, lang: Lang) -> str:
    maker = RowMaker(card, Sources(lang), lang)
    headline = card.method.headline
    judged, total = card.coverage
    at = f"{say('judged_at', lang)} {say_period(card.at, lang)}"
    known = f", {say('known_on', lang, known_on=say_period(card.known_on, lang))}" if card.known_on else ""
    return _table(
        " · ".join(plan.title.in_(lang) for plan in card.plans),
        " · ".join(
            [
                f"{at}{known}; {say('coverage', lang, judged=judged, total=total)}",
                *(say_page("made_up", lang, place=plan.place) for plan in card.plans if plan.place.startswith(MADE_UP)),
            ]
        ),
        (
            *(say(key, lang) for key in ("target", "value", "goal")),
            headline.title.in_(lang) or headline.name,
            *(say(key, lang) for key in ("status", "why")),
        ),
        (
            (
                _marked(line, row, lang),
                f"{row.value.value} ({row.value.period})" if row.value else "–",
                f"{row.goal} {say('by', lang, by=row.by)}",
                row.outputs[0][1] if row.outputs else "–",
                f"{row.status.sign} {row.status.label.in_(lang)}",
                row.why,
            )
            for line in card.lines[:MOST]
            for row in (maker.row(line, line.situation.number + 1),)
        ),
        lang,
        total=total,
    )


@_drawn.register(Panel)
def _panel(panel: Panel, lang: Lang) -> str:
    histories = panel.histories
    return _table(
        " · ".join(plan.title.in_(lang) for plan in panel.plans[:MOST_PLANS]),
        say_span(panel, lang),
        (say("target", lang), *(say_period(period, lang) for period in panel.periods)),
        (
            (
                " · ".join(filter(None, say_target(next(filter(None, lines)), lang))),
                *(_panel_cell(line, lang) for line in lines),
            )
            for lines in histories[:MOST]
        ),
        lang,
        total=len(histories),
    )


def _panel_cell(line: ScoreLine | None, lang: Lang) -> str:
    """Give the status with the value that decided it, and the period of that where it is another."""
    if line is None:
        return ""
    said, older = say_cell(line, lang)
    return f"{said} ({older})" if older else f"{said} {line.status.label.in_(lang)}" if line.figure is None else said


def _marked(line: ScoreLine, row: Row, lang: Lang) -> str:
    """Give a row's title with what must be seen of it."""
    marks = [CONFIDENCE["unconfirmed"].in_(lang)] if row.unsure else []
    marks += [say("revised", lang)] if line.revised_by else []
    return f"{row.title.text} [{', '.join(marks)}]" if marks else row.title.text


@_drawn.register(TaskCard)
def _tasks(card: TaskCard, lang: Lang) -> str:
    judged, total = card.coverage
    return _table(
        say_page("tasks", lang),
        f"{say('judged_at', lang)} {say_period(card.at, lang)}; "
        f"{say('task_coverage', lang, judged=judged, total=total)}",
        (say("task", lang), say("agencies", lang), say("state", lang), say("status", lang)),
        (
            (
                line.task.title.in_(lang),
                line.say_duties(lang),
                line.say_state(lang),
                f"{line.status.sign} {line.status.label.in_(lang)}",
            )
            for line in card.lines[:MOST]
        ),
        lang,
        total=total,
    )


@_drawn.register(Plan)
def _plan(plan: Plan, lang: Lang) -> str:
    return _table(
        plan.title.in_(lang),
        f"{plan.code} · {plan.place} · {say_period(plan.adopted, lang)}",
        (say("target", lang), say("promised", lang), say("measured_by", lang), say("written_in", lang)),
        (
            (
                target.title.in_(lang),
                "; ".join(filter(None, (say_promise(plan, target, lang), say_scope(plan, target, lang)))),
                plan.indicator(target.indicator).name.in_(lang) if target.indicator else "–",
                say_citation(target.cite, plan, lang),
            )
            for target in plan.targets[:MOST]
        ),
        lang,
        total=len(plan.targets),
    )


@_drawn.register(Target)
def _target(target: Target, lang: Lang) -> str:
    return _labelled(target.title.in_(lang), _of_target(target, lang), lang)


def _of_target(target: Target, lang: Lang) -> Iterator[tuple[str, str]]:
    goal = say("done", lang) if target.goal is None else target.goal.say(lang)
    yield say("promised", lang), f"{goal} {say('by', lang, by=say_period(target.by, lang))}"
    if target.goal is not None and target.goal.wording:
        yield say("wording", lang), f"“{target.goal.wording}”"
    if target.indicator:
        yield say("measured_by", lang), target.indicator
    if scope := say_scope(None, target, lang):
        yield say_page("of_whom", lang), scope
    cite = target.cite
    place = ", ".join(filter(None, (cite.document, cite.clause, cite.page)))
    yield say("written_in", lang), f"{place} [{CONFIDENCE[cite.confidence.value].in_(lang)}]"
    for key in ("excludes", "conditions", "note"):
        if text := getattr(target, key):
            yield say(key, lang), text.in_(lang)


@_drawn.register(Explanation)
@_drawn.register(TaskExplanation)
def _explanation(explanation: Explanation | TaskExplanation, lang: Lang) -> str:
    return _labelled(explanation.title(lang), explanation.rows(lang), lang)


@_drawn.register(MergedFigure)
def _merged(merged: MergedFigure, lang: Lang) -> str:
    return _labelled(merged_title(merged, lang), merged_rows(merged, lang), lang)


@_drawn.register(MergedFigures)
def _merged_figures(found: MergedFigures, lang: Lang) -> str:
    known = found.known
    return _table(
        say_merging("rolled_up" if found.rolled_up else "restated", lang, day=found.day),
        say_merging(
            "counts",
            lang,
            known=len(known),
            estimates=found.number_of_estimates,
            unknown=len(found) - len(known),
            left=sum(left.number for left in found.left_out),
        ),
        tuple(say_merging(key, lang) for key in ("figure", "period", "value", "how")),
        (
            (
                ", ".join(
                    filter(None, (merged.indicator.name.in_(lang), say_place(merged.place, lang), merged.breakdown))
                ),
                str(merged.period),
                "–" if merged.value is None else say_merged_value(merged, merged.value, lang),
                "; ".join(filter(None, _merged_how(merged, lang))),
            )
            for merged in islice(found, MOST)
        ),
        lang,
        total=len(found),
    )


def _merged_how(merged: MergedFigure, lang: Lang) -> Iterator[str]:
    """Say how a figure was made, or why there is none."""
    yield say_how(merged, lang) if merged.reason is None else REASONS[merged.reason].in_(lang)
    if merged.estimated:
        yield f"{say_merging('estimated', lang)}: {say_estimated(merged, lang)}"
    if missing := say_missing(merged, lang):
        yield f"{say_merging('missing', lang)}: {missing}"
    yield say_compared(merged, lang)


def _table(
    title: str, below: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], lang: Lang, *, total: int
) -> str:
    more = say_page("more", lang, number=total - MOST) if total > MOST else ""
    return _rendered(lang, title=title, below=below, heads=heads, rows=list(rows), more=more)


def _labelled(title: str, rows: Iterable[tuple[str, str]], lang: Lang) -> str:
    return _rendered(lang, title=title, below="", heads=(), rows=list(rows), more="")


def _rendered(lang: Lang, **parts: Any) -> str:
    return environment().get_template("notebook.html").render(lang=lang, **parts)
