"""What all charts share: texts that can do no harm, number formats, titles and sizes."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

import altair as alt

from dxplan.methods.statuses import STATUSES
from dxplan.report.charts.colours import INK, PAPER, SOFT, STATUS_COLOURS, text_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.typing import Lang

WIDTH = 480
"""How wide the plot of a chart is, in pixels."""

ROW = 34
"""How high the row of a group or a target is, in pixels."""

_LINE = 14
_LABEL, _TITLE, _UNDER = 34, 54, 84
"""How many letters a line of a label, of a title and of what stands under it has."""

_MARKUP = re.compile(r"<(?=[/!?A-Za-z])")
_WORD_JOINER = "\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPLIT_LABEL = "split(datum.label, '\\n')"
"""Breaks a label where `wrapped` did. No text of a plan is ever part of an expression."""

_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_LOCALES: dict[Lang, dict[str, Any]] = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0₫"], "minus": "\u2212"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""], "minus": "\u2212"},
}


def harmless(text: str) -> str:
    """Give a text so that it cannot become markup of a page that a chart is put into.

    Vega draws texts as texts, but Altair writes the chart into a script of the page as it is, where ``</script>`` would
    end it. An invisible character after ``<`` keeps it from being markup, and everything stays to be read.
    """
    return _MARKUP.sub("<" + _WORD_JOINER, _CONTROL.sub("\ufffd", text))


def wrapped(text: str, letters: int = _LABEL, most: int = 3) -> str:
    """Break a text into a few lines."""
    lines = textwrap.wrap(" ".join(text.split()), letters, max_lines=most, placeholder=" …", break_on_hyphens=False)
    return harmless("\n".join(lines)) or "–"


def rows_of(rows: Iterable[Mapping[str, Any]]) -> alt.InlineData:
    """Give rows as the data of a chart; what is missing is left out of its row, and never a zero."""
    clean = [
        {name: harmless(value) if isinstance(value, str) else value for name, value in row.items() if value is not None}
        for row in rows
    ]
    return alt.InlineData(values=clean)


def names_axis() -> alt.Axis:
    """Give the axis of names beside rows: what has several lines stands in the middle of its row."""
    offset = "-7 * (length(split(datum.label, '\\n')) - 1)"
    return alt.Axis(
        labelExpr=SPLIT_LABEL, labelOffset=alt.ExprRef(expr=offset), labelLineHeight=_LINE, ticks=False, domain=False
    )


def heads_axis(names: Iterable[str]) -> alt.Axis:
    """Give the axis of names above columns."""
    most = max((name.count("\n") for name in names), default=0)
    return alt.Axis(
        labelExpr=SPLIT_LABEL, labelAngle=0, orient="top", labelPadding=4 + _LINE * most, labelLineHeight=_LINE,
        ticks=False, domain=False,
    )  # fmt: skip


def status_colour(codes: Iterable[str], lang: Lang) -> alt.Color:
    """Colour by the field ``status``, for the statuses that occur."""
    found = in_order(codes)
    return coloured({status_name(code, lang): STATUS_COLOURS[code] for code in found})


def coloured(colours: Mapping[str, str]) -> alt.Color:
    """Colour by the field ``status``, with a legend of squares."""
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color(field="status", type="nominal", scale=scale, legend=alt.Legend(symbolType="square"))


def tooltips(*fields: tuple[str, str]) -> list[alt.Tooltip]:
    """Show fields with their titles; all of them are texts."""
    return [alt.Tooltip(field=name, type="nominal", title=harmless(title)) for name, title in fields]


def in_order(codes: Iterable[str]) -> list[str]:
    """Give statuses once, from the best known to the least known."""
    known = set(codes)
    return [code for code in STATUSES if code in known]


def status_name(code: str, lang: Lang) -> str:
    """Give the sign and the word of a status."""
    return f"{STATUSES[code].sign} {STATUSES[code].label.in_(lang)}"


def status_text(code: str) -> str:
    """Give the colour of what is written on a status."""
    return text_on(STATUS_COLOURS[code])


def layered(
    layers: Sequence[alt.Chart],
    *,
    title: str,
    under: Iterable[str],
    lang: Lang,
    width: int | alt.Step = WIDTH,
    height: int | alt.Step,
    description: str = "",
) -> alt.LayerChart:
    """Put layers into one chart with a title, lines under it, and the number format of the language."""
    lines = [line for text in under for line in wrapped(text, _UNDER, 2).split("\n")]
    chart = alt.LayerChart(layer=list(layers)).properties(
        width=width,
        height=height,
        title=alt.TitleParams(text=wrapped(title, _TITLE).split("\n"), subtitle=lines),
        description=harmless(description or title),
    )
    chart.config = _config(lang)
    return chart


def nothing(text: str, *, title: str, under: Iterable[str], lang: Lang) -> alt.LayerChart:
    """Say in place of a drawing that there is nothing to draw; bands of no rows would have no size."""
    said = alt.Chart(rows_of([{"text": text}])).mark_text(align="left", fontSize=13, color=SOFT)
    mark = said.encode(x=alt.value(0), y=alt.value(ROW / 2), text=alt.Text(field="text", type="nominal"))
    return layered([mark], title=title, under=under, lang=lang, height=ROW)


def _config(lang: Lang) -> alt.Config:
    return alt.Config(
        background=PAPER,
        font=_FONT,
        padding=12,
        locale=alt.Locale(number=alt.NumberLocale(**_LOCALES[lang])),
        title=alt.TitleConfig(
            anchor="start", frame="group", fontSize=16, subtitleFontSize=12, subtitleColor=SOFT, color=INK,
            subtitlePadding=4, offset=16,
        ),
        axis=alt.AxisConfig(
            labelColor=INK, titleColor=SOFT, labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
            gridColor="#e4e7ec", domainColor=SOFT, tickColor=SOFT, labelLimit=400,
        ),
        legend=alt.LegendConfig(
            orient="bottom", columns=2, labelFontSize=12, labelLimit=320, symbolSize=110, symbolOpacity=1, title=None,
        ),
        view=alt.ViewConfig(stroke=None),
    )  # fmt: skip
