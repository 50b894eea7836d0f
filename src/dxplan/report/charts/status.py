"""How many targets of each group have which status, as stacked bars."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt

from dxplan.methods.statuses import STATUSES
from dxplan.report.charts.canvas import (
    ROW,
    harmless,
    layered,
    names_axis,
    rows_of,
    status_colour,
    status_name,
    status_text,
    tooltips,
    wrapped,
)
from dxplan.report.charts.colours import SOFT
from dxplan.report.charts.wording import GROUPS, say, say_coverage, say_judged
from dxplan.scorecard.labels import say as say_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.summary import Summary
    from dxplan.typing import Lang


_TICKS = 12


def status(card: Scorecard, by: str, lang: Lang) -> alt.LayerChart:
    """Stack the statuses of each group; how many of it could be judged stands under its name."""
    summaries = card.by(by)
    names = _names(card, by, [summary.code for summary in summaries], lang)
    rows = [row for summary, name in zip(summaries, names, strict=True) for row in _segments(summary, name, lang)]
    labels = list(dict.fromkeys(row["row"] for row in rows))
    codes = [code for summary in summaries for code in summary.counts]
    y = alt.Y(
        field="row", type="nominal", sort=[harmless(label) for label in labels], title=None,
        axis=names_axis(),
    )  # fmt: skip
    most = max(summary.total for summary in summaries)
    x = alt.X(
        field="from", type="quantitative", title=say("number", lang), scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(format="d", values=list(range(0, most + 1, math.ceil(most / _TICKS))), grid=False),
    )  # fmt: skip
    chart = alt.Chart(rows_of(rows))
    shown = tooltips(
        ("group", say("group", lang)), ("status", say_card("status", lang)), ("number", say("number", lang)),
        ("total", say("total", lang)),
    )  # fmt: skip
    bars = chart.mark_bar(stroke=SOFT, strokeWidth=0.6, height=ROW - 10).encode(
        x=x,
        x2=alt.X2(field="to"),
        y=y,
        color=status_colour(codes, lang),
        tooltip=shown,
    )
    texts = chart.mark_text(fontSize=12).encode(
        x=alt.X(field="middle", type="quantitative"),
        y=y,
        text=alt.Text(field="text", type="nominal"),
        color=alt.Color(field="ink", type="nominal", scale=None),
        tooltip=shown,
    )
    return layered(
        [bars, texts],
        title=f"{say('status_by', lang, what=GROUPS[by].in_(lang))}: {say_coverage(card, lang)}",
        under=[say_judged(card, lang)],
        lang=lang,
        height=alt.Step(ROW + 6),
    )


def _segments(summary: Summary, name: str, lang: Lang) -> Iterator[dict[str, Any]]:
    """Give the segments of one bar, from the best known status to the least known."""
    judged = say("of_judged", lang, judged=summary.judged, total=summary.total)
    begin = 0
    for code, number in summary.counts.items():
        yield {
            "row": f"{wrapped(name)}\n{judged}",
            "group": name,
            "status": status_name(code, lang),
            "from": begin,
            "to": begin + number,
            "middle": begin + number / 2,
            "number": str(number),
            "total": str(summary.total),
            "text": f"{STATUSES[code].sign} {number}",
            "ink": status_text(code),
        }
        begin += number


def _names(card: Scorecard, by: str, codes: Sequence[str | None], lang: Lang) -> list[str]:
    """Give what the groups are called; those of one name have their codes beside it."""
    names = [_name(card, by, code, lang) for code in codes]
    return [
        f"{name} [{code}]" if [wrapped(other) for other in names].count(wrapped(name)) > 1 else name
        for name, code in zip(names, codes, strict=True)
    ]


def _name(card: Scorecard, by: str, code: str | None, lang: Lang) -> str:
    if code is None:
        return say("other", lang)
    if by == "status":
        return status_name(code, lang)
    for situation in card.situations:
        plan = situation.plan
        if by == "plan" and plan.code == code:
            return plan.title.in_(lang)
        if by == "place" and situation.place == code:
            return situation.unit.called(lang) or code
        coded: dict[str, Sequence[Any]] = {
            "pillar": plan.pillars, "group": plan.groups, "sector": plan.sectors, "indicator": plan.indicators,
        }  # fmt: skip
        for thing in coded.get(by, ()):
            if thing.code == code:
                return str(thing.name.in_(lang))
    return code
