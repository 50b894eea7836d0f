"""A scorecard as a table in a terminal, at least 80 columns wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from dxplan.figures import WhyUnused
from dxplan.model.comparison import Comparison
from dxplan.model.documents import Confidence
from dxplan.report.overview import MOST_PLANS, plan_overview
from dxplan.report.places_asked import compared
from dxplan.report.places_asked import say as say_places
from dxplan.report.terminal_places import place_grid
from dxplan.scorecard.labels import CONFIDENCE, say
from dxplan.scorecard.parts_wording import QUOTA, say_quota
from dxplan.scorecard.report_wording import say_verdict
from dxplan.scorecard.wording import say_figure, say_goal, say_output, say_reason, say_revision
from dxplan.text import some_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from dxplan.figures import Unused
    from dxplan.model.plan import Plan
    from dxplan.scorecard.line_parts import Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.tasks import TaskLine
    from dxplan.typing import Lang


_MOST_UNUSED = 8


def render_scorecard(card: Scorecard, lang: Lang = "en") -> Group:
    """Lay a scorecard out for a terminal: for each plan a table of its targets and one of its tasks.

    Below each stands why each line says what it says. Targets that are asked of several places are a grid of signs.

    Colour only repeats what a word and a sign already say.
    """
    blocks: list[RenderableType] = []
    number = 0
    many = len(card.plans) > MOST_PLANS
    if many:
        known = f", {say('known_on', lang, known_on=card.known_on)}" if card.known_on else ""
        blocks += [Styled(f"{say('judged_at', lang)} {card.at}{known}"), "", *plan_overview(card, lang)]
    plans = {} if many else {line.plan.code: line.plan for line in (*card.lines, *card.tasks)}
    for plan in plans.values():
        blocks.append(_heading(card, plan, lang, first=not blocks))
        found, number = _targets(card, plan, number, lang)
        blocks += found
        tasks = [line for line in card.tasks if line.plan.code == plan.code]
        if tasks:
            blocks += _tasks(tasks, card, lang)
    if not len(card) and not card.not_yet_adopted:
        blocks.append(Styled(say("no_targets", lang)))
    if card.not_yet_adopted:
        later = ", ".join(f"{plan.code} ({plan.adopted})" for plan in card.not_yet_adopted)
        blocks += [*([""] if blocks else []), Styled(say("not_yet_adopted", lang, known_on=card.known_on, plans=later))]
    return Group(*blocks, *_below(card, lang))


def _targets(card: Scorecard, plan: Plan, before: int, lang: Lang) -> tuple[list[RenderableType], int]:
    """Lay out the targets of a plan, and give the number of the last one."""
    mine = [line for line in card.lines if line.plan.code == plan.code]
    grid = compared(mine)
    blocks = list(place_grid(grid, card.asked[plan.code], before, lang)) if grid else []
    before += len({line.target.code for line in grid})
    lines = [line for line in mine if not (grid and line.situation.elsewhere)]
    if lines:
        table, notes = _table(lines, before, card, lang), _notes(lines, before, card, lang)
        blocks += [*([""] if grid else []), table, "", notes]
    return blocks, before + len(lines)


def _below(card: Scorecard, lang: Lang) -> Iterator[RenderableType]:
    """Say how much could be judged, and what was handed in and not used."""
    judged, total = card.coverage
    yield ""
    yield Styled(say("coverage", lang, judged=judged, total=total), style="bold")
    if compared(card.lines):
        yield Styled(say_places("counted", lang))
    if card.tasks:
        judged, total = card.tasks.coverage
        yield Styled(say("task_coverage", lang, judged=judged, total=total), style="bold")
    if card.unasked:
        yield Styled(say_unused(card.unasked, lang))
    if card.unused_reports:
        yield _unused_reports(card, lang)


def _tasks(lines: Sequence[TaskLine], card: Scorecard, lang: Lang) -> Iterator[RenderableType]:
    """Give the tasks of one plan; a single line where nothing was reported of any."""
    yield ""
    if all(line.reason == "no_report" for line in lines):
        yield Styled(say("no_task_reports", lang, total=len(lines)))
        return
    table = _plain_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(say("task", lang), ratio=1)
    table.add_column(say("state", lang), max_width=18)
    table.add_column(say("status", lang), max_width=18)
    notes = _plain_notes()
    for number, line in enumerate(lines, start=1):
        title = Styled(line.task.title.in_(lang))
        if line.duties:
            title.append(f"\n{line.say_duties(lang)}", style="dim")
        status = Styled(f"{line.status.sign} {line.status.label.in_(lang)}", style=line.status.colour)
        table.add_row(str(number), title, Styled(line.say_state(lang)), status)
        text = Styled(f"{line.task.code}: ", style="bold")
        text.append(" ".join(_task_remarks(line, card, lang)), style="not bold")
        notes.add_row(str(number), text)
    yield from (table, "", notes)


def _task_remarks(line: TaskLine, card: Scorecard, lang: Lang) -> Iterator[str]:
    yield say_verdict(line.verdict, line.task.due, card.known_on, lang)
    if line.report:
        shown = "; ".join(filter(None, (line.report.evidence, line.report.source)))
        if shown:
            yield f"[{shown}]"
    if line.waits_for:
        yield f"{say('waits_for', lang)}: {', '.join(line.waits_for)}."
    if line.task.cite.confidence is Confidence.UNCONFIRMED:
        yield f"[{say('task', lang)}: {CONFIDENCE['unconfirmed'].in_(lang)}]"


def _unused_reports(card: Scorecard, lang: Lang) -> Styled:
    """Name the reports that are about no task and no target."""
    shown = [
        f"{unused.task} {unused.place or ''}".strip()
        + f" ({unused.number})"
        + (f" [{unused.meant}?]" if unused.meant else "")
        for unused in sorted(card.unused_reports, key=lambda unused: unused.meant is None)
    ]
    return Styled(f"{say('unused_reports', lang)}: {some_of(shown, _MOST_UNUSED)}")


def say_unused(figures: Sequence[Unused], lang: Lang) -> str:
    """Name the figures that no target can use and why, so that a misspelt code does not vanish."""
    lines = []
    for why in (why for why in WhyUnused if any(unused.why is why for unused in figures)):
        mine = [unused for unused in figures if unused.why is why]
        shown = [
            " ".join(filter(None, (unused.indicator, unused.place, unused.breakdown)))
            + f" ({unused.number})"
            + (f" [{unused.meant}?]" if unused.meant else "")
            for unused in sorted(mine, key=lambda unused: unused.meant is None)
        ]
        lines.append(f"{say('unused', lang)} ({why.label.in_(lang)}): {some_of(shown, _MOST_UNUSED)}")
    return "\n".join(lines)


def _heading(card: Scorecard, plan: Plan, lang: Lang, *, first: bool) -> RenderableType:
    known = f", {say('known_on', lang, known_on=card.known_on)}" if card.known_on else ""
    text = Styled("" if first else "\n")
    text.append(plan.title.in_(lang), style="bold")
    text.append(f"\n{plan.code} · {say('judged_at', lang)} {card.at}{known}")
    elsewhere = {line.situation.unit.id: line.situation.unit for line in card.lines if line.situation.elsewhere}
    if len(elsewhere) == 1:
        text.append("".join(f"\n{unit.called(lang)} ({unit.code})" for unit in elsewhere.values()))
    return text


def _table(lines: Sequence[ScoreLine], before: int, card: Scorecard, lang: Lang) -> Table:
    table = _plain_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(say("target", lang), ratio=1)
    table.add_column(say("value", lang), justify="right", max_width=14)
    table.add_column(say("goal", lang), justify="right", max_width=14)
    headline = card.method.headline
    table.add_column(headline.title.in_(lang) or headline.name, justify="right", no_wrap=True)
    table.add_column(say("status", lang), max_width=18)
    for number, line in enumerate(lines, start=before + 1):
        table.add_row(
            str(number),
            Styled(line.target.title.in_(lang)),
            Styled(_value(line, lang)),
            Styled(f"{say_goal(line.target, line.indicator.unit, lang)}\n{say('by', lang, by=line.target.by)}"),
            Styled(say_output(line.progress, headline, lang) if line.progress is not None else "–"),
            Styled(_status(line, lang), style=line.status.colour),
        )
    return table


def _value(line: ScoreLine, lang: Lang) -> str:
    """Give the figure that answers, or of a milestone what was reported."""
    if line.figure:
        return f"{say_figure(line.figure, lang)}\n{line.figure.period}"
    if line.target.is_milestone and line.report:
        return f"{line.report.state.label.in_(lang)}\n{line.report.period}"
    if line.target.is_milestone and line.parts and line.status.code != "no_data":
        return f"{line.verdict.done}/{len(line.parts)}"
    return "–"


def _plain_table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)


def _plain_notes() -> Table:
    notes = Table.grid(padding=(0, 1))
    notes.add_column(justify="right", no_wrap=True)
    notes.add_column()
    return notes


def _notes(lines: Sequence[ScoreLine], before: int, card: Scorecard, lang: Lang) -> Table:
    """Say why each line has its status, and what stands beside it."""
    notes = _plain_notes()
    for number, line in enumerate(lines, start=before + 1):
        text = Styled(f"{line.target.code}: ", style="bold")
        text.append(
            " ".join([say_reason(line, card.known_on, card.method, lang), *_remarks(line, lang)]), style="not bold"
        )
        notes.add_row(str(number), text)
    return notes


def _status(line: ScoreLine, lang: Lang) -> str:
    revised = f"\n({say('revised', lang)})" if line.revised_by else ""
    return f"{line.status.sign} {line.status.label.in_(lang)}{revised}"


def _remarks(line: ScoreLine, lang: Lang) -> Iterator[str]:
    if line.target.cite.confidence is Confidence.UNCONFIRMED:
        yield f"[{say('target', lang)}: {CONFIDENCE['unconfirmed'].in_(lang)}]"
    if line.target.each is not None and any(met is None for _, met, _ in line.outcomes):
        yield f"{QUOTA.in_(lang)}: {say_quota(line, lang)}"
    for later in line.revised_by:
        changed = say_revision(Comparison.of(later.plan, later.target, line.plan, line.target), lang)
        yield f"{say('revised_by', lang)} {later.name}: {changed}."
    for label, figures in (("rivals", line.rivals), ("proxies", line.proxies)):
        if figures:
            yield f"{say(label, lang)}: {'; '.join(_beside(line, figure, lang) for figure in figures)}."


def _beside(line: ScoreLine, figure: Reported, lang: Lang) -> str:
    name = figure.method if figure.indicator == line.indicator else figure.indicator.name.in_(lang)
    return f"{name or say('reported', lang)} {say_figure(figure, lang)} ({figure.period})"
