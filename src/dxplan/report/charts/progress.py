"""How far each target has come by the method's own measure, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from dxplan.report.charts.canvas import (
    ROW,
    harmless,
    layered,
    names_axis,
    rows_of,
    status_colour,
    status_name,
    tooltips,
    wrapped,
)
from dxplan.report.charts.colours import INK, SOFT
from dxplan.report.charts.wording import say, say_coverage, say_judged
from dxplan.scorecard.labels import say as say_card
from dxplan.scorecard.wording import say_figure, say_goal, say_output, say_reason

if TYPE_CHECKING:
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

_TEXT = 0.5
"""The room for what is written beside the bars, as a share of the axis."""

_SHORTEST, _LONGEST = -0.5, 1.5
"""A share is drawn between these; what is written beside it is exact."""


def progress(card: Scorecard, lang: Lang) -> alt.LayerChart:
    """Draw the headline of the method for each target: under ``attainment`` the value as a share of the goal.

    A target without it has no bar, and its status beside the axis.
    """
    headline = card.method.headline
    name = headline.title.in_(lang) or headline.name
    rows = [_row(card, line, number, lang) for number, line in enumerate(card.lines, start=1)]
    y = alt.Y(
        field="row", type="nominal", sort=[harmless(row["row"]) for row in rows], title=None,
        axis=names_axis(),
    )  # fmt: skip
    drawn = [row["drawn"] for row in rows if row["drawn"] is not None]
    low, high = min([0.0, *drawn]), max([1.0 if headline.percent else 0.0, *drawn]) or 1.0
    beside = high + 0.02 * (high - low)
    scale = alt.Scale(domain=[low, high + _TEXT * (high - low)], nice=False)
    form = ".0%" if headline.percent else "~g"
    ticks = _ticks(low, high) if headline.percent else alt.Undefined
    axis = alt.Axis(format=form, tickCount=6, values=ticks)
    x = alt.X(field="drawn", type="quantitative", title=harmless(name), scale=scale, axis=axis)
    shown = tooltips(
        ("title", say_card("target", lang)), ("plan", say("plan", lang)), ("text", name),
        ("figure", say("figure", lang)), ("goal", say_card("goal", lang)), ("status", say_card("status", lang)),
        ("why", say("why", lang)),
    )  # fmt: skip
    chart = alt.Chart(rows_of(rows))
    bars = (
        chart.transform_filter("isValid(datum.drawn)")
        .mark_bar(stroke=SOFT, strokeWidth=0.6, height=ROW - 14)
        .encode(
            x=x,
            x2=alt.X2(datum=0),
            y=y,
            color=status_colour((line.status.code for line in card), lang),
            tooltip=shown,
        )
    )
    texts = chart.mark_text(align="left", dx=5, fontSize=12, color=INK).encode(
        x=alt.X(datum=beside, type="quantitative"), y=y, text=alt.Text(field="text", type="nominal"), tooltip=shown
    )
    layers = [bars, texts]
    if headline.percent and rows:
        goal = alt.Chart(rows_of([{"at": 1.0}])).mark_rule(color=INK, strokeDash=[4, 3])
        layers.append(goal.encode(x=alt.X(field="at", type="quantitative")))
    return layered(
        layers,
        title=f"{say('progress', lang, headline=name)}: {say_coverage(card, lang)}",
        under=[
            f"{say_judged(card, lang)} · {say('method', lang, method=card.method.title.in_(lang))}",
        ],
        lang=lang,
        height=alt.Step(ROW + 8),
    )


def _ticks(low: float, high: float) -> list[float]:
    """Give the shares that the axis names; there are none where only text is."""
    return [fifths / 5 for fifths in range(round(low * 5), round(high * 5 + 0.5))]


def _row(card: Scorecard, line: ScoreLine, number: int, lang: Lang) -> dict[str, Any]:
    headline, value = card.method.headline, line.progress
    drawn = max(_SHORTEST, min(value, _LONGEST)) if value is not None and headline.percent else value
    said = "" if value is None else f"{say_output(value, headline, lang)}  "
    return {
        "row": wrapped(f"{number}. {line.target.title.in_(lang)}", 40, 2),
        "title": line.target.title.in_(lang),
        "plan": line.plan.title.in_(lang),
        "drawn": drawn,
        "text": f"{said}{status_name(line.status.code, lang)}",
        "figure": say_figure(line.figure, lang) if line.figure else "–",
        "goal": say_goal(line.target, line.indicator.unit, lang),
        "status": status_name(line.status.code, lang),
        "why": say_reason(line, card.known_on, card.method, lang),
    }
