"""Targets by periods: the sign of each status with the value that decided it, as a table in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from dxplan.methods.statuses import STATUSES
from dxplan.periods import Period
from dxplan.report.overview import MOST_PLANS, say_counts, say_legend, statuses_of_plans
from dxplan.report.overview import say as say_overview
from dxplan.scorecard.labels import say
from dxplan.scorecard.wording import say_figure, say_goal
from dxplan.text import Text, some_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.panel import Panel
    from dxplan.typing import Lang

_ROOM = 44
"""So many columns of 80 are left for the periods."""

_FEW = 3
"""So many periods are named one by one in the heading, and so many places of a target."""

_WORDS = {
    "silent": Text(
        vi="Không kỳ nào có số liệu hay kết luận ({number})", en="No figure and no verdict in any period ({number})"
    ),
    "judged": Text(vi="Kết luận được", en="Judged"),
    "tasks": Text(vi="Nhiệm vụ kết luận được", en="Tasks judged"),
    "older": Text(
        vi="Dưới giá trị là kỳ của số liệu, nếu khác kỳ ở đầu cột.",
        en="Below a value stands the period of its figure, where that is not the column's.",
    ),
    "one": Text(
        vi="Xem lý do của từng kết luận: --at {at}.", en="For the reason of every status in one period: --at {at}."
    ),
}
"""The words of a panel."""


def render_panel(panel: Panel, lang: Lang = "en") -> Group:
    """Lay a panel out for a terminal: for each plan its targets by periods; of very many plans only how many stand how.

    Where the periods do not fit beside one another, the table goes on below with the later ones.
    Colour only repeats what a sign already says.
    """
    return Group(*_blocks(panel, lang))


def say_cell(line: ScoreLine | None, lang: Lang) -> tuple[str, str]:
    """Give the sign of a line with the value that decided it, and the period of that where it is another."""
    if line is None:
        return "", ""
    if line.figure is None:
        return line.status.sign, ""
    period = Period.of(line.figure.period)
    older = "" if period.last == line.situation.at.last else line.figure.period
    return f"{line.status.sign} {say_figure(line.figure, lang)}", older


def say_target(line: ScoreLine, lang: Lang) -> tuple[str, str, str]:
    """Give a target's title, its goal with the due day, and the place where the question names that."""
    goal = f"{say_goal(line.target, line.indicator.unit, lang)} {say('by', lang, by=line.target.by)}"
    unit = line.situation.unit
    return line.target.title.in_(lang), goal, f"{unit.called(lang)} ({unit.code})" if line.situation.elsewhere else ""


def say_span(panel: Panel, lang: Lang) -> str:
    """Say which periods were judged, from what was known when."""
    at = ", ".join(map(str, panel.periods)) if len(panel) <= _FEW else f"{panel.periods[0]} … {panel.periods[-1]}"
    known = f", {say('known_on', lang, known_on=panel.known_on)}" if panel.known_on else ""
    return f"{say('judged_at', lang)} {at}{known}"


def _blocks(panel: Panel, lang: Lang) -> Iterator[RenderableType]:
    histories = () if len(panel.plans) > MOST_PLANS else panel.histories
    if len(panel.plans) > MOST_PLANS:
        yield Styled(say_span(panel, lang))
        yield from _in_groups(panel, _of_plans(panel, lang), say_overview("plan", lang))
        yield Styled(say_overview("many", lang))
    else:
        for nth, plan in enumerate(panel.plans):
            if nth:
                yield ""
            mine = [lines for lines in histories if _first(lines).plan.code == plan.code]
            yield Styled(plan.title.in_(lang), style="bold")
            yield Styled(f"{plan.code} · {say_span(panel, lang)}")
            telling = [lines for lines in mine if any(map(_tells, lines))]
            if telling:
                yield from _in_groups(panel, [_of_target(lines, lang) for lines in telling], say("target", lang))
            silent = [lines for lines in mine if not any(map(_tells, lines))]
            if silent:
                yield ""
                yield Styled(_say_silent(silent, {_first(lines).target.code for lines in telling}, lang))
    if not any(map(len, panel)):
        yield Styled(say("no_targets", lang))
    if panel.not_yet_adopted:
        later = ", ".join(f"{plan.code} ({plan.adopted})" for plan in panel.not_yet_adopted)
        yield Styled(say("not_yet_adopted", lang, known_on=panel.known_on, plans=later))
    yield from _below(panel, histories, lang)


def _below(panel: Panel, histories: Sequence[Sequence[ScoreLine | None]], lang: Lang) -> Iterator[RenderableType]:
    rows: list[tuple[Styled, list[Styled]]] = []
    for key, coverage in (
        ("judged", [card.coverage for card in panel]),
        ("tasks", [card.tasks.coverage for card in panel]),
    ):
        if any(total for _, total in coverage):
            cells = [Styled(f"{judged}/{total}", style="bold") for judged, total in coverage]
            rows.append((Styled(_WORDS[key].in_(lang), style="bold"), cells))
    if rows:
        yield from _in_groups(panel, rows, "", numbered=False)
        yield ""
    used = {code for card in panel for code in card.counts}
    if used:
        yield Styled(say_legend(used, lang))
    if any(say_cell(line, lang)[1] for lines in histories for line in lines):
        yield Styled(_WORDS["older"].in_(lang))
    if used:
        yield Styled(_WORDS["one"].in_(lang).format(at=panel.periods[-1]))


def _tells(line: ScoreLine | None) -> bool:
    """Tell whether anything is known of a target in a period."""
    return line is not None and (line.figure is not None or line.report is not None or line.status.judged)


def _say_silent(histories: Sequence[Sequence[ScoreLine | None]], elsewhere: set[str], lang: Lang) -> str:
    """Name the targets of which nothing is known in any period, each with the signs of its statuses.

    Those of which something is known elsewhere are named with their places.
    """
    named: dict[str, dict[str, None]] = {}
    places: dict[str, list[str]] = {}
    for lines in histories:
        line = _first(lines)
        signs = named.setdefault(line.target.code, {})
        signs.update({line.status.sign: None for line in lines if line})
        places.setdefault(line.target.code, []).append(line.situation.unit.called(lang))
    words = [
        f"{code} {' '.join(signs)}" + (f" ({some_of(places[code], _FEW)})" if code in elsewhere else "")
        for code, signs in named.items()
    ]
    return f"{_WORDS['silent'].in_(lang).format(number=len(histories))}: {', '.join(words)}"


def _first(lines: Sequence[ScoreLine | None]) -> ScoreLine:
    return next(line for line in lines if line is not None)


def _of_target(lines: Sequence[ScoreLine | None], lang: Lang) -> tuple[Styled, list[Styled]]:
    """Give a row of the table: what the target is, and a cell for each period."""
    title, goal, place = say_target(_first(lines), lang)
    head = Styled("\n".join(filter(None, (title, place))))
    head.append(f"\n{goal}", style="dim")
    cells = []
    for line in lines:
        cell = Styled("\n".join(filter(None, say_cell(line, lang))), style=line.status.colour if line else "")
        cells.append(cell)
    return head, cells


def _of_plans(panel: Panel, lang: Lang) -> list[tuple[Styled, list[Styled]]]:
    """Give the rows of the table of many plans: how many targets of each have which verdict in each period."""
    statuses = [statuses_of_plans(card) for card in panel]
    rows = []
    for plan in panel.plans:
        cells = []
        for codes in (of_plans[plan.code] for of_plans in statuses):
            judged = [code for code in codes if STATUSES[code].judged]
            cells.append(Styled("\n".join(filter(None, (say_counts(judged), f"{len(judged)}/{len(codes)}")))))
        rows.append((Styled(f"{plan.title.in_(lang)} ({plan.code})"), cells))
    return rows


def _in_groups(
    panel: Panel, rows: Sequence[tuple[Styled, Sequence[Styled]]], head: str, *, numbered: bool = True
) -> Iterator[RenderableType]:
    """Lay rows out under as many periods as fit beside one another, and then under the next ones."""
    names = [str(period) for period in panel.periods]
    widest = max(
        (len(part) for _, cells in rows for cell in cells for part in cell.plain.split("\n")),
        default=0,
    )
    across = max(1, _ROOM // (min(max(widest, *map(len, names)), _ROOM - 2) + 2))
    for begin in range(0, len(names), across):
        shown = slice(begin, begin + across)
        table = _table(head, names[shown])
        for number, (title, cells) in enumerate(rows, start=1):
            table.add_row(str(number) if numbered else "", title, *cells[shown])
        yield ""
        yield table


def _table(head: str, names: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)
    table.add_column("", justify="right", no_wrap=True, min_width=2)
    table.add_column(head, min_width=22)
    for name in names:
        table.add_column(name, justify="right")
    return table
