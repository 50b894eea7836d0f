"""Figures made of those of several places, as tables in a terminal."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from dxplan.report.merged_wording import (
    LEFT_OUT,
    REASONS,
    say,
    say_compared,
    say_estimated,
    say_hint,
    say_how,
    say_merged_value,
    say_missing,
    say_place,
)
from dxplan.text import some_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dxplan.figures.merged import MergedFigure, MergedFigures
    from dxplan.typing import Lang

MOST = 40
"""So many figures are shown; of the others only the number is said."""

_MOST_GROUPS = 12
_MOST_OF_A_GROUP = 3
_MOST_NAMED = 8


def render_merged(found: MergedFigures, lang: Lang = "en") -> Group:
    """Lay figures that were made of others out for a terminal.

    Those with a value stand in a table, each with its rule; below it those without one, by the reason, and those that
    were left out.
    """
    known, unknown = found.known, found.unknown
    heading = Styled(say("rolled_up" if found.rolled_up else "restated", lang, day=found.day), style="bold")
    counts = {
        "known": len(known),
        "estimates": found.number_of_estimates,
        "unknown": len(found) - len(known),
        "left": sum(left.number for left in found.left_out),
    }
    heading.append(f"\n{say('counts', lang, **counts)}", style="not bold")
    blocks: list[RenderableType] = [heading]
    if not len(found):
        blocks.append(Styled(say("nothing", lang)))
    if len(known):
        blocks += ["", _table(known, lang), *_more(len(known) - MOST, lang)]
    if unknown:
        blocks += ["", Styled(say("no_value", lang), style="bold"), *_unknown(unknown, lang)]
    if found.left_out:
        blocks += ["", Styled(say("left_out", lang), style="bold"), *_left_out(found, lang)]
    return Group(*blocks)


def _more(number: int, lang: Lang) -> list[RenderableType]:
    return [Styled(say("more", lang, number=number))] if number > 0 else []


def _table(known: MergedFigures, lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)
    table.add_column(say("figure", lang), ratio=3)
    table.add_column(say("period", lang), no_wrap=True)
    table.add_column(say("value", lang), justify="right", max_width=16)
    table.add_column(say("how", lang), ratio=4)
    for merged in islice(known, MOST):
        table.add_row(_about(merged, lang), Styled(str(merged.period)), _value(merged, lang), _how(merged, lang))
    return table


def _about(merged: MergedFigure, lang: Lang) -> Styled:
    text = Styled(merged.indicator.name.in_(lang))
    of = ", ".join(filter(None, (say_place(merged.place, lang), merged.breakdown, merged.method)))
    text.append(f"\n{of}", style="dim")
    return text


def _value(merged: MergedFigure, lang: Lang) -> Styled:
    if merged.reported is not None:
        return Styled(say_merged_value(merged, merged.reported, lang, qualified=False))
    return Styled(say_merged_value(merged, merged.value or 0.0, lang))


def _how(merged: MergedFigure, lang: Lang) -> Styled:
    text = Styled(say_how(merged, lang))
    if merged.estimated:
        text.append(f"\n{say('estimated', lang)}: {say_estimated(merged, lang)}", style="yellow")
    if missing := say_missing(merged, lang):
        text.append(f"\n{say('missing', lang)}: {missing}")
    if compared := say_compared(merged, lang):
        text.append(f"\n{compared}", style="" if merged.agrees() else "red")
    return text


def _unknown(unknown: dict[tuple[str, str], MergedFigures], lang: Lang) -> Iterator[RenderableType]:
    for (code, reason), found in islice(unknown.items(), _MOST_GROUPS):
        shown = list(islice(found, _MOST_OF_A_GROUP))
        text = Styled(f"{code}: ", style="bold")
        text.append(f"{REASONS[reason].in_(lang)} ({len(found)}).", style="not bold")
        for merged in shown:
            missing = say_missing(merged, lang)
            reported = say_compared(merged, lang)
            said = "; ".join(filter(None, (missing and f"{say('missing', lang).lower()}: {missing}", reported)))
            about = ", ".join(filter(None, (say_place(merged.place, lang), str(merged.period), merged.breakdown)))
            text.append(f"\n  {about}{f' – {said}' if said else ''}", style="not bold")
        if len(found) > len(shown):
            text.append(f"\n  … (+{len(found) - len(shown)})", style="not bold")
        if hint := say_hint(shown[0], lang):
            text.append(f"\n  → {hint}", style="not bold")
        yield text
    yield from _more(len(unknown) - _MOST_GROUPS, lang)


def _left_out(found: MergedFigures, lang: Lang) -> Iterator[RenderableType]:
    for why in dict.fromkeys(left.why for left in found.left_out):
        mine = [f"{left.indicator} {left.place} ({left.number})" for left in found.left_out if left.why == why]
        yield Styled(f"{LEFT_OUT[why].in_(lang)}: {some_of(mine, _MOST_NAMED)}")
