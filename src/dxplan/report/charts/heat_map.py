"""Places by targets, and the members of one target by periods, as coloured cells with a sign in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from dxplan.errors import DefinitionError
from dxplan.figures.figure import reported_interval
from dxplan.methods.statuses import STATUSES
from dxplan.periods import Period
from dxplan.report.charts.canvas import (
    ROW,
    coloured,
    harmless,
    heads_axis,
    layered,
    names_axis,
    nothing,
    rows_of,
    status_colour,
    status_name,
    status_text,
    tooltips,
    wrapped,
)
from dxplan.report.charts.colours import SOFT, STATUS_COLOURS
from dxplan.report.charts.wording import say, say_coverage, say_judged
from dxplan.report.goal import about_of, bounds_of
from dxplan.report.page.dates import say_period
from dxplan.scorecard.history import history
from dxplan.scorecard.labels import say as say_card
from dxplan.scorecard.wording import say_figure, say_goal, say_output, say_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.intervals import Interval
    from dxplan.scorecard.history import Known
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

_COLUMN = 110
_ACROSS = 12
"""So many places stand beside one another."""

_WORDS = {True: ("met", "achieved"), False: ("not_met", "missed"), None: ("cannot_tell", "undecided")}


def heat_map(card: Scorecard, lang: Lang) -> alt.LayerChart:
    """Draw the status of every target at every place; many places stand one below the other.

    Targets of several plans that take up the same one share a row.

    In each cell stands the sign of the status, and the method's headline where it is known.
    """
    columns = _columns(card.lines, lang)
    places = _placed(card.lines)
    titles: dict[str, str] = {}
    for row, line in zip(places, card.lines, strict=True):
        titles.setdefault(row, f"{len(titles) + 1}. {line.target.title.in_(lang)}")
    down = len(columns) > max(_ACROSS, len(titles))  # more places than fit beside one another stand below one another
    titles = {row: wrapped(title, *((16, 4) if down else (40, 2))) for row, title in titles.items()}
    cells = [
        {
            "row": columns[_whose(line)] if down else titles[row],
            "column": titles[row] if down else columns[_whose(line)],
            "status": status_name(line.status.code, lang),
            "text": _text(card, line, lang),
            "ink": status_text(line.status.code),
            "title": line.target.title.in_(lang),
            "plan": line.plan.title.in_(lang),
            "figure": say_figure(line.figure, lang) if line.figure else "–",
            "goal": _goal(line, lang),
            "why": say_reason(line, card.known_on, card.method, lang),
        }
        for row, line in zip(places, card.lines, strict=True)
    ]
    return _grid(
        cells,
        list(columns.values() if down else titles.values()),
        list(titles.values() if down else columns.values()),
        status_colour((line.status.code for line in card), lang),
        (
            ("title", say_card("target", lang)), ("plan", say("plan", lang)), ("figure", say("figure", lang)),
            ("goal", say_card("goal", lang)), ("status", say_card("status", lang)), ("why", say("why", lang)),
        ),
        title=f"{say('heat_map', lang)}: {say_coverage(card, lang)}",
        under=[say_judged(card, lang)],
        lang=lang,
    )  # fmt: skip


def members_heat_map(card: Scorecard, line: ScoreLine, lang: Lang) -> alt.LayerChart:
    """Draw the members of one target by periods: which of their figures meet the goal.

    A member without a figure in a period has an empty cell with the sign for *no data*.

    Raises:
        DefinitionError: The target is not about each of several members that have figures.
    """
    if line.target.is_milestone or line.target.each is None:
        raise DefinitionError(
            f"target {line.target.code!r} is not about the figures of several members",
            "leave out kind='heat map', or the target to see all of them.",
        )
    found = [known for known in history(card, line) if known.answers and not known.superseded]
    goal, about = bounds_of(line, card.method), about_of(card.method)
    listed = line.situation.members or tuple(dict.fromkeys(known.figure.member for known in found))
    periods = sorted({Period.of(known.figure.period) for known in found})
    by_cell = {(known.figure.member, known.figure.period): known for known in found}
    rows = {member: wrapped(line.situation.member_name(member, lang), 40, 2) for member in listed}
    columns = [str(period) for period in periods] or [str(line.target.by)]
    cells = [
        {"row": rows[member], "column": column, **_cell(by_cell.get((member, column)), goal, about, lang)}
        for member in listed
        for column in columns
    ]
    met = sum(met is True for _, met, _ in line.outcomes)
    under = [
        f"{status_name(line.status.code, lang)} · {say('goal', lang, goal=_goal(line, lang))}",
        f"{say('met', lang)}: {met}/{len(line.parts)} · {say_judged(card, lang)}",
    ]
    if not cells:
        text = f"{STATUSES['no_data'].sign} {say('no_figure', lang)}"
        return nothing(text, title=line.target.title.in_(lang), under=under, lang=lang)
    names = {cell["status"] for cell in cells}
    colours = {f"{STATUSES[code].sign} {say(label, lang)}": STATUS_COLOURS[code] for label, code in _WORDS.values()}
    colours[status_name("no_data", lang)] = STATUS_COLOURS["no_data"]
    return _grid(
        cells,
        list(rows.values()),
        columns,
        coloured({name: colour for name, colour in colours.items() if name in names}),
        (
            ("row", say("member", lang)), ("column", say("period", lang)), ("figure", say("figure", lang)),
            ("status", say_card("status", lang)), ("source", say("source", lang)),
        ),
        title=line.target.title.in_(lang),
        under=under,
        lang=lang,
    )  # fmt: skip


def _goal(line: ScoreLine, lang: Lang) -> str:
    by = say_card("by", lang, by=say_period(line.target.by, lang))
    return f"{say_goal(line.target, line.indicator.unit, lang)} {by}"


def _cell(known: Known | None, goal: Interval | None, about: float, lang: Lang) -> dict[str, Any]:
    """Say of one member in one period whether its figure meets the goal."""
    if known is None:
        code, name = "no_data", status_name("no_data", lang)
        return {"status": name, "text": STATUSES[code].sign, "ink": status_text(code)}
    figure = known.figure
    truth = None if goal is None else goal.contains(reported_interval(figure.exact, figure.qualifier, about))
    label, code = _WORDS[truth]
    sign = STATUSES[code].sign
    return {
        "status": f"{sign} {say(label, lang)}",
        "text": f"{sign} {say_figure(figure, lang)}",
        "ink": status_text(code),
        "figure": say_figure(figure, lang),
        "source": figure.source,
    }


def _text(card: Scorecard, line: ScoreLine, lang: Lang) -> str:
    said = "" if line.progress is None else f" {say_output(line.progress, card.method.headline, lang)}"
    return f"{line.status.sign}{said}"


def _whose(line: ScoreLine) -> tuple[str, str]:
    return line.plan.code, line.situation.place


def _columns(lines: Sequence[ScoreLine], lang: Lang) -> dict[tuple[str, str], str]:
    """Name the columns: by the place, and by the plan too where several plans are about it."""
    found = {_whose(line): line for line in lines}
    names = {key: line.situation.unit.called(lang) or key[1] for key, line in found.items()}
    shared = list(names.values())
    return {
        key: wrapped(name, 16) + (f"\n({harmless(key[0])})" if shared.count(name) > 1 else "")
        for key, name in names.items()
    }


def _placed(lines: Sequence[ScoreLine]) -> list[str]:
    """Give the row of each line: targets that follow the same one share it, and so do those of one code."""
    followed = {line.target.follows for line in lines}
    taken: set[tuple[str, tuple[str, str]]] = set()
    rows = []
    for line in lines:
        full = f"{line.plan.code}:{line.target.code}"
        row = line.target.follows or (full if full in followed else line.target.code)
        if (row, _whose(line)) in taken:
            row = full
        taken.add((row, _whose(line)))
        rows.append(row)
    return rows


def _grid(
    cells: list[dict[str, Any]],
    rows: list[str],
    columns: list[str],
    colour: alt.Color,
    shown: tuple[tuple[str, str], ...],
    *,
    title: str,
    under: list[str],
    lang: Lang,
) -> alt.LayerChart:
    y = alt.Y(
        field="row", type="nominal", sort=[harmless(row) for row in rows], title=None,
        axis=names_axis(),
    )  # fmt: skip
    x = alt.X(
        field="column", type="nominal", sort=[harmless(column) for column in columns], title=None,
        axis=heads_axis(columns),
    )  # fmt: skip
    chart = alt.Chart(rows_of(cells))
    boxes = chart.mark_rect(stroke=SOFT, strokeWidth=0.6).encode(x=x, y=y, color=colour, tooltip=tooltips(*shown))
    texts = chart.mark_text(fontSize=12).encode(
        x=x,
        y=y,
        text=alt.Text(field="text", type="nominal"),
        color=alt.Color(field="ink", type="nominal", scale=None),
        tooltip=tooltips(*shown),
    )
    return layered(
        [boxes, texts], title=title, under=under, lang=lang, width=alt.Step(_COLUMN), height=alt.Step(ROW + 4)
    )
