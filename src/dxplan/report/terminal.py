"""A scorecard as a table in a terminal, at least 80 columns wide."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from dxplan.model.documents import Confidence
from dxplan.scorecard.wording import CONFIDENCE, say, say_figure, say_output, say_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from dxplan.scorecard.lines import Reported, ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang


_MOST_UNUSED = 8


def render_scorecard(card: Scorecard, lang: Lang = "en") -> Group:
    """Lay a scorecard out for a terminal: a table for each plan, and below it why each line says what it says.

    Colour only repeats what a word and a sign already say.
    """
    blocks: list[RenderableType] = []
    number = 0
    for _, group in groupby(card.lines, key=lambda line: line.plan.code):
        lines = list(group)
        blocks += [
            _heading(card, lines, lang),
            _table(lines, number, card, lang),
            "",
            _notes(lines, number, card, lang),
        ]
        number += len(lines)
    if not blocks:
        blocks.append(Styled(say("no_targets", lang)))
    judged, total = card.coverage
    blocks += ["", Styled(say("coverage", lang, judged=judged, total=total), style="bold")]
    if card.unused:
        blocks.append(_unused(card, lang))
    return Group(*blocks)


def _unused(card: Scorecard, lang: Lang) -> Styled:
    """Name the figures that no target asks for, so that a misspelt code does not vanish."""
    shown = [
        f"{unused.indicator} {unused.place} ({unused.number})" + (f" [{unused.meant}?]" if unused.meant else "")
        for unused in sorted(card.unused, key=lambda unused: unused.meant is None)
    ]
    more = f", … (+{len(shown) - _MOST_UNUSED})" if len(shown) > _MOST_UNUSED else ""
    return Styled(f"{say('unused', lang)}: {', '.join(shown[:_MOST_UNUSED])}{more}")


def _heading(card: Scorecard, lines: Sequence[ScoreLine], lang: Lang) -> RenderableType:
    plan = lines[0].plan
    known = f", {say('known_on', lang, known_on=card.known_on)}" if card.known_on else ""
    text = Styled("\n" if lines[0].situation.number else "")
    text.append(plan.title.in_(lang), style="bold")
    text.append(f"\n{plan.code} · {say('judged_at', lang)} {card.at}{known}")
    return text


def _table(lines: Sequence[ScoreLine], before: int, card: Scorecard, lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)
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
            Styled(f"{say_figure(line.figure, lang)}\n{line.figure.period}" if line.figure else "–"),
            Styled(f"{line.target.goal.say(lang, line.indicator.unit)}\n{say('by', lang, by=line.target.by)}"),
            Styled(say_output(line.progress, headline, lang) if line.progress is not None else "–"),
            Styled(f"{line.status.sign} {line.status.label.in_(lang)}", style=line.status.colour),
        )
    return table


def _notes(lines: Sequence[ScoreLine], before: int, card: Scorecard, lang: Lang) -> Table:
    """Say why each line has its status, and what stands beside it."""
    notes = Table.grid(padding=(0, 1))
    notes.add_column(justify="right", no_wrap=True)
    notes.add_column()
    for number, line in enumerate(lines, start=before + 1):
        text = Styled(f"{line.target.code}: ", style="bold")
        text.append(
            " ".join([say_reason(line, card.known_on, card.method, lang), *_remarks(line, lang)]), style="not bold"
        )
        notes.add_row(str(number), text)
    return notes


def _remarks(line: ScoreLine, lang: Lang) -> Iterator[str]:
    if line.target.cite.confidence is Confidence.UNCONFIRMED:
        yield f"[{say('target', lang)}: {CONFIDENCE['unconfirmed'].in_(lang)}]"
    for label, figures in (("rivals", line.rivals), ("proxies", line.proxies)):
        if figures:
            yield f"{say(label, lang)}: {'; '.join(_beside(line, figure, lang) for figure in figures)}."


def _beside(line: ScoreLine, figure: Reported, lang: Lang) -> str:
    name = figure.method if figure.indicator == line.indicator else figure.indicator.name.in_(lang)
    return f"{name or say('reported', lang)} {say_figure(figure, lang)} ({figure.period})"
