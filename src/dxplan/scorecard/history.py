"""All that was known of a target, not only the figure that judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.figures.normalise import ROW
from dxplan.scorecard import gather
from dxplan.scorecard.line_parts import Reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard


@attrs.frozen(kw_only=True)
class Known:
    """A figure of a target's history.

    Attributes:
        figure: The figure.
        answers: Whether it is of the series that answers; a rival series is shown beside it.
        superseded: Whether its publisher gave another value for the same period later.
    """

    figure: Reported
    answers: bool
    superseded: bool


def history(card: Scorecard, line: ScoreLine) -> tuple[Known, ...]:
    """Give every figure known of a line's target up to the end of the period judged, by series, period and vintage.

    It is one more look through the figures, for the indicator and the place of this target alone.
    Figures about periods after the due day are among them, although they judge nothing.
    A milestone has none.
    """
    situation = line.situation
    if situation.target.is_milestone:
        return ()
    until = card.at.last if situation.lapse is None else situation.cutoff
    rows = gather.history(situation, card.figures, card.known_on, until).rename({"status": "figure_status"})
    order = ["reference", "method", "part", "last", "first", "known_from", ROW]
    rows = rows.sort(*order, descending=[name in ("reference", ROW) for name in order], nulls_last=False)
    found = list(rows.iter_rows(named=True))
    return tuple(_known(found if situation.target.every is None else _by_period(found), line))


def _by_period(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the steps of the calendar into one series, in which a figure that two of them ask for stands once."""
    found = [row | {"part": row["period"]} for row in rows]
    found.sort(key=lambda row: (not row["reference"], row["method"] or "", row["last"], row["first"]))
    keys = [tuple(row[name] for name in ("method", "period", "value", "known_from", ROW)) for row in found]
    return [row for place, (row, key) in enumerate(zip(found, keys, strict=True)) if key not in keys[:place]]


def _known(rows: list[dict[str, Any]], line: ScoreLine) -> Iterator[Known]:
    """Of two vintages that follow one another the later one holds; one of unknown publication comes first."""
    keys = [(row["reference"], row["method"], row["part"], row["period"]) for row in rows]
    for row, key, following in zip(rows, keys, [*keys, None][1:], strict=True):
        yield Known(
            figure=Reported.from_row(row, line.indicator),
            answers=bool(row["reference"]),
            superseded=key == following,
        )
