"""The value of one target over time, against its goal and the way that would reach it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import altair as alt

from dxplan.errors import DefinitionError
from dxplan.methods.statuses import STATUSES
from dxplan.model.documents import Confidence
from dxplan.model.indicators import Kind
from dxplan.report.charts.canvas import harmless, layered, rows_of, status_name, tooltips
from dxplan.report.charts.colours import BOUND, FAINT, GOAL, INK, SOFT, WAY
from dxplan.report.charts.points import joined, points_of
from dxplan.report.charts.wording import say, say_judged
from dxplan.report.page.dates import say_period
from dxplan.scorecard.goal_wording import say_value
from dxplan.scorecard.labels import say as say_card
from dxplan.scorecard.wording import say_goal, say_reason, say_scope, say_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.report.charts.points import Points
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

HEIGHT = 300
_FILLED, _HOLLOW = "filled", "hollow"
_RIVALS = ("triangle-up", "square", "triangle-down", "triangle-right", "triangle-left")


def over_time(card: Scorecard, line: ScoreLine, lang: Lang) -> alt.LayerChart:
    """Draw every figure known of a target, its goal as a band, its due date as a rule, and the way from its baseline.

    Figures that are only known as more or less than a number, or about one, have the range of what they may be.

    Raises:
        DefinitionError: The target is a milestone, which has no numbers.
    """
    if line.target.is_milestone:
        raise DefinitionError(
            f"target {line.target.code!r} is a milestone, and so has no value to draw over time",
            f"read card.explain({line.target.code!r}), or draw all targets with card.chart(kind='heat map').",
        )
    points = points_of(card, line, lang)
    x, y = _time(points), _values(line, points, lang)
    looks = _Looks(points, lang, judged=line.figure is not None)
    layers = [*_goal(line, points, y, lang), *_due(line, points, x, lang), *_figures(line, points, looks, (x, y), lang)]
    return layered(
        layers,
        title=line.target.title.in_(lang),
        under=_under(card, line, lang),
        lang=lang,
        height=HEIGHT,
        description=f"{line.target.title.in_(lang)}. {say_reason(line, card.known_on, card.method, lang)}",
    )


def _under(card: Scorecard, line: ScoreLine, lang: Lang) -> Iterable[str]:
    """Say under the title what was found, of what, and where that is not sure."""
    by = say_card("by", lang, by=say_period(line.target.by, lang))
    goal = say("goal", lang, goal=say_goal(line.target, line.indicator.unit, lang))
    yield f"{status_name(line.status.code, lang)} · {goal} {by} · {say_judged(card, lang)}"
    scope = say_scope(line.plan, line.target, lang)  # it names the place where that is not the plan's
    place = line.situation.unit.called(lang) if line.situation.place == line.plan.place else ""
    about = (line.indicator.name.in_(lang), scope, place)
    yield " · ".join(filter(None, about))
    sure = (line.target.cite.confidence, line.last_known and line.last_known.confidence)
    if Confidence.UNCONFIRMED in sure:
        yield f"[{say('unconfirmed', lang)}]"


def _time(points: Points) -> dict[str, Any]:
    """Give the axis of time: whole years as numbers, and else months."""
    if not points.yearly:
        axis = alt.Axis(format="%m/%Y", grid=False, labelOverlap=True, labelFlush=False)
        return {"type": "temporal", "title": None, "scale": alt.Scale(type="utc", padding=14), "axis": axis}
    years = [period.last.year for period in points.times]
    scale = alt.Scale(domain=[min(years) - 0.4, max(years) + 0.4], nice=False, zero=False)
    axis = alt.Axis(format="d", tickMinStep=1, grid=False)
    return {"type": "quantitative", "title": None, "scale": scale, "axis": axis}


def _values(line: ScoreLine, points: Points, lang: Lang) -> dict[str, Any]:
    """Give the axis of values; rank 1 is at its top, and yes, no and grades are in words."""
    indicator = line.indicator
    room = 0.25 if indicator.kind is Kind.FLAG or indicator.scale else 0.0
    scale = alt.Scale(
        domain=[points.low - room, points.high + room], nice=False, zero=False, reverse=indicator.unit == "rank"
    )
    axis = alt.Axis(tickCount=6)
    if room:
        steps = range(int(points.low), int(points.high) + 1)
        words = json.dumps([harmless(say_value(step, indicator, lang)) for step in steps])
        axis = alt.Axis(values=list(steps), labelExpr=f"{words}[datum.value - {steps[0]}]")
    return {"type": "quantitative", "title": harmless(say_unit(indicator.unit, lang)), "scale": scale, "axis": axis}


class _Looks:
    """How each kind of thing is drawn: one legend says it for all layers."""

    def __init__(self, points: Points, lang: Lang, *, judged: bool) -> None:
        fixed = {
            points.answer: (INK, "diamond", _FILLED if judged else _HOLLOW),
            say("earlier", lang): (INK, "circle", _FILLED),
            say("members", lang): (FAINT, "circle", _HOLLOW),
            say("superseded", lang): (FAINT, "cross", _HOLLOW),
            say("baseline", lang): (WAY, "triangle-up", _FILLED),
            say("way", lang): (WAY, "stroke", _FILLED),
        }
        found = {row["what"] for row in points.rows}
        found |= {say("baseline", lang)} if points.start else set()
        found |= {say("way", lang)} if points.way else set()
        rivals = sorted(found - fixed.keys())
        fixed |= {name: (FAINT, _RIVALS[n % len(_RIVALS)], _HOLLOW) for n, name in enumerate(rivals)}
        drawn = [(name, look) for name, look in fixed.items() if name in found]
        names = [harmless(name) for name, _ in drawn]
        self.ink = {name: look[0] for name, look in fixed.items()}
        self.stroke = alt.Stroke(
            field="what", type="nominal", scale=alt.Scale(domain=names, range=[look[0] for _, look in drawn])
        )
        self.shape = alt.Shape(
            field="what", type="nominal", scale=alt.Scale(domain=names, range=[look[1] for _, look in drawn])
        )
        self.inside = alt.Fill(
            field="what",
            type="nominal",
            scale=alt.Scale(domain=names, range=[look[0] if look[2] == _FILLED else "#ffffff" for _, look in drawn]),
        )


def _goal(line: ScoreLine, points: Points, y: dict[str, Any], lang: Lang) -> list[alt.Chart]:
    """Draw the goal as a band with its bounds, over the whole width, and write it on the inner side of a bound."""
    if points.goal is None:
        return []
    low, high = max(points.goal.low, points.low), min(points.goal.high, points.high)
    said = say("goal", lang, goal=say_goal(line.target, line.indicator.unit, lang))
    shown = tooltips(("goal", say_card("goal", lang)))
    band = alt.Chart(rows_of([{"low": low, "high": high, "goal": said}]))
    box = band.mark_rect(color=GOAL, opacity=0.55).encode(
        y=alt.Y(field="low", **y), y2=alt.Y2(field="high"), tooltip=shown
    )
    ends = dict.fromkeys(end for end in (points.goal.low, points.goal.high) if math.isfinite(end))
    bounds = [{"bound": end, "goal": said} for end in ends]
    if not bounds:
        return [box]
    up = alt.Y(field="bound", **y)
    rules = alt.Chart(rows_of(bounds)).mark_rule(color=BOUND).encode(y=up, tooltip=shown)
    above = math.isfinite(points.goal.low) != (line.indicator.unit == "rank")
    text = alt.Chart(rows_of(bounds[:1])).mark_text(
        color=BOUND, align="left", baseline="bottom" if above else "top", dx=4, dy=-3 if above else 4, fontSize=12
    )
    return [box, rules, text.encode(x=alt.value(0), y=up, text=alt.Text(field="goal", type="nominal"))]


def _due(line: ScoreLine, points: Points, x: dict[str, Any], lang: Lang) -> list[alt.Chart]:
    """Draw the due date as a rule."""
    due = alt.Chart(
        rows_of([{"at": points.at(line.target.by), "due": say("due", lang, by=say_period(line.target.by, lang))}])
    )
    across = alt.X(field="at", **x)
    text = due.mark_text(align="right", baseline="bottom", dx=-4, fontSize=12, color=SOFT)
    return [
        due.mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=across),
        text.encode(x=across, y=alt.value(HEIGHT - 4), text=alt.Text(field="due", type="nominal")),
    ]


def _figures(
    line: ScoreLine, points: Points, looks: _Looks, axes: tuple[dict[str, Any], dict[str, Any]], lang: Lang
) -> Iterable[alt.Chart]:
    """Draw the way, the lines between figures, what each may stand for, and the figures themselves."""
    x, y = axes
    across, up = alt.X(field="at", **x), alt.Y(field="y", **y)
    ink = alt.Stroke(field="ink", type="nominal", scale=None)
    if points.way:
        ends = [{"at": points.at(period), "y": value} for period, value in points.way]
        yield alt.Chart(rows_of(ends)).mark_line(color=WAY, strokeDash=[6, 4], strokeWidth=1.6).encode(x=across, y=up)
    stretches = [row | {"ink": looks.ink[row["what"]]} for row in joined(points.rows, line.indicator.frequency.months)]
    for hole, dashes in ((False, [1, 0]), (True, [1, 4])):
        some = [row for row in stretches if row["hole"] is hole]
        if some:
            yield (
                alt.Chart(rows_of(some))
                .mark_rule(strokeWidth=1.2, opacity=0.7, strokeDash=dashes)
                .encode(x=across, x2=alt.X2(field="to"), y=up, y2=alt.Y2(field="y2"), stroke=ink)
            )
    ranges = [row | {"ink": looks.ink[row["what"]]} for row in points.rows if row["low"] is not None]
    if ranges:
        yield (
            alt.Chart(rows_of(ranges))
            .mark_rule(strokeWidth=5, opacity=0.35)
            .encode(x=across, y=alt.Y(field="low", **y), y2=alt.Y2(field="high"), stroke=ink)
        )
    rows = list(points.rows)
    if points.start:
        period, value = points.start
        rows.append(
            {"what": say("baseline", lang), "at": points.at(period), "y": value, "period": say_period(period, lang)}
        )
    if not points.rows:
        text = f"{STATUSES['no_data'].sign} {say('no_figure', lang)}"
        nothing = alt.Chart(rows_of([{"text": text}])).mark_text(fontSize=13, color=SOFT, align="left")
        yield nothing.encode(x=alt.value(8), y=alt.value(HEIGHT / 2), text=alt.Text(field="text", type="nominal"))
    if rows:
        fields = ("what", "figure", "period", "member", "series", "published", "source", "confidence")
        ordered = sorted(rows, key=lambda row: row["what"] == points.answer)
        yield (
            alt.Chart(rows_of(ordered))
            .mark_point(size=75, strokeWidth=1.5, opacity=1)
            .encode(
                x=across,
                y=up,
                stroke=looks.stroke,
                fill=looks.inside,
                shape=looks.shape,
                tooltip=tooltips(*((field, say(field, lang)) for field in fields)),
            )
        )
