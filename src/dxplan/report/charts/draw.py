"""Which chart is meant, and whether there is a library to draw it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from dxplan.errors import DefinitionError, PluginError, UnknownCodeError

if TYPE_CHECKING:
    import altair as alt

    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

OVER_TIME, STATUS, PROGRESS, HEAT_MAP = KINDS = ("over time", "status", "progress", "heat map")
"""The kinds of charts."""


def draw(card: Scorecard, target: str | None, *, by: str | None, kind: str | None, lang: Lang) -> alt.LayerChart:
    """Draw the chart that is asked for; what is not said follows from what is."""
    kind = _meant(target, by, kind)
    if find_spec("altair") is None:
        raise PluginError("charts are drawn with Altair, which is not installed", 'run: pip install "dxplan[charts]".')
    from dxplan.report.charts.canvas import nothing
    from dxplan.report.charts.heat_map import heat_map, members_heat_map
    from dxplan.report.charts.over_time import over_time
    from dxplan.report.charts.progress import progress
    from dxplan.report.charts.status import status
    from dxplan.report.charts.wording import say, say_judged
    from dxplan.scorecard.labels import say as say_card

    if target is not None:
        return (members_heat_map if kind == HEAT_MAP else over_time)(card, card[target], lang)
    if by is not None:
        card.by(by)  # it says what there is to group by, also of nothing
    if not card.lines:
        title = say_card("coverage", lang, judged=0, total=0)
        return nothing(say("no_targets", lang), title=title, under=[say_judged(card, lang)], lang=lang)
    if kind == STATUS:
        return status(card, by or "pillar", lang)
    return (heat_map if kind == HEAT_MAP else progress)(card, lang)


def _meant(target: str | None, by: str | None, kind: str | None) -> str:
    """Tell which kind is meant.

    Raises:
        UnknownCodeError: There is no such kind.
        DefinitionError: What is said does not go together.
    """
    if kind not in (None, *KINDS):
        raise UnknownCodeError.among("kind of chart", str(kind), KINDS)
    if target is not None and by is not None:
        raise DefinitionError(
            f"a chart is of one target, {target!r}, or of all by {by}", "leave out the target, or 'by'."
        )
    if target is not None and kind in (STATUS, PROGRESS):
        raise DefinitionError(
            f"the chart {kind!r} is of all targets, and {target!r} is one", "leave out the target, or 'kind'."
        )
    if by is not None and kind not in (None, STATUS):
        raise DefinitionError(f"the chart {kind!r} has no groups", "leave out 'by', or 'kind'.")
    if target is None and kind == OVER_TIME:
        raise DefinitionError(
            "the chart 'over time' is of one target", "name it, such as card.chart('fibre-households')."
        )
    if target is not None:
        return kind or OVER_TIME
    return kind or (PROGRESS if by is None else STATUS)
