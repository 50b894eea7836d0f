"""Targets that are asked of several places, as a table of places by targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.methods.statuses import STATUSES, Status
from dxplan.report.page.dates import say_period
from dxplan.report.page.rows import Words, anchor_of
from dxplan.report.page.sources import Reference
from dxplan.report.places_asked import compared, say, say_map
from dxplan.scorecard.wording import say_figure, say_goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.plan import Plan
    from dxplan.report.page.rows import RowMaker
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard


@attrs.frozen(kw_only=True)
class Column:
    """A target that is asked of each of the places.

    Attributes:
        number: Its number on the page.
        anchor: Its name on the page.
        code: Its code.
        title: What is promised.
        goal: What is asked.
        by: By when.
        cited: Where it is written, and how sure that is.
        counts: How many of the places have which status.
        shown: Whether any place has a figure, so that it has a column.
    """

    number: int
    anchor: str
    code: str
    title: Words
    goal: str
    by: str
    cited: Reference
    counts: tuple[tuple[Status, int], ...]
    shown: bool


@attrs.frozen(kw_only=True)
class Cell:
    """One target at one place.

    Attributes:
        column: The number of the target.
        status: The status.
        value: The figure that answers, or of none the last known in brackets; empty without a figure.
        period: What it is about.
        reference: Its source, and how sure it is; None without a figure.
    """

    column: int
    status: Status
    value: str
    period: str
    reference: Reference | None


@attrs.frozen(kw_only=True)
class PlaceRow:
    """One place.

    Attributes:
        name: What it is called, with its code.
        cells: What is said of each target that has a column; None for one that is not asked of it.
        judged: How many targets could be judged there, of how many.
    """

    name: str
    cells: tuple[Cell | None, ...]
    judged: str


@attrs.frozen(kw_only=True)
class Matrix:
    """Places by targets.

    Attributes:
        caption: How many places there are, and on which day's map.
        columns: The targets.
        left_out: What is said of the targets of which no place has a figure; empty where there are none.
        rows: The places.
        judged: The label of how many could be judged.
    """

    caption: str
    columns: tuple[Column, ...]
    left_out: str
    rows: tuple[PlaceRow, ...]
    judged: str

    @property
    def unsure(self) -> tuple[bool, ...]:
        """Of every target at every place, whether it rests on something that is not confirmed."""
        silent = [column for column in self.columns if not column.shown]
        return (
            *(
                column.cited.unsure or bool(cell.reference and cell.reference.unsure)
                for row in self.rows
                for column, cell in zip(self.shown, row.cells, strict=True)
                if cell
            ),
            *(column.cited.unsure for column in silent for _, number in column.counts for _ in range(number)),
        )

    @property
    def shown(self) -> tuple[Column, ...]:
        """The targets that have a column."""
        return tuple(column for column in self.columns if column.shown)


def matrix(card: Scorecard, plan: Plan, maker: RowMaker, before: int) -> Matrix | None:
    """Put the lines of a plan's targets that are asked of several places into a table; None where there are none.

    Args:
        card: The scorecard.
        plan: The plan.
        maker: What collects the sources.
        before: How many targets the page has numbered before.
    """
    lines = compared(line for line in card.lines if line.plan.code == plan.code)
    if not lines:
        return None
    lang, asked = maker.lang, card.asked[plan.code]
    by_target: dict[str, list[ScoreLine]] = {}
    for line in lines:
        by_target.setdefault(line.target.code, []).append(line)
    columns = tuple(_column(mine, number, maker) for number, mine in enumerate(by_target.values(), start=before + 1))
    cells = {(cell_line.situation.place, cell.column): cell for cell_line, cell in _cells(columns, by_target, maker)}
    shown = [column for column in columns if column.shown]
    left_out = len(columns) - len(shown)
    rows = []
    for place in asked.places:
        mine = [line for line in lines if line.situation.place == place.code]
        judged = sum(line.status.judged for line in mine)
        rows.append(
            PlaceRow(
                name=f"{place.called(lang)} ({place.code})",
                cells=tuple(cells.get((place.code, column.number)) for column in shown),
                judged=f"{judged}/{len(mine)}",
            )
        )
    return Matrix(
        caption=say_map(asked, lang),
        columns=columns,
        left_out=say("left_out", lang, number=left_out) if left_out else "",
        rows=tuple(rows),
        judged=say("judged", lang),
    )


def _column(lines: Sequence[ScoreLine], number: int, maker: RowMaker) -> Column:
    lang, line = maker.lang, lines[0]
    anchor = anchor_of(line.plan.code, line.target.code)
    codes = [one.status.code for one in lines]
    return Column(
        number=number,
        anchor=anchor,
        code=line.target.code,
        title=Words.of(line.target.title, lang),
        goal=say_goal(line.target, line.indicator.unit, lang),
        by=say_period(line.target.by, lang),
        cited=maker.sources.cited(line.target.cite, line.plan, (str(number), anchor)),
        counts=tuple((STATUSES[code], codes.count(code)) for code in STATUSES if code in codes),
        shown=any(one.last_known or one.status.judged for one in lines),
    )


def _cells(
    columns: Sequence[Column], by_target: dict[str, list[ScoreLine]], maker: RowMaker
) -> Iterator[tuple[ScoreLine, Cell]]:
    lang = maker.lang
    for column in (column for column in columns if column.shown):
        for line in by_target[column.code]:
            figure = line.last_known
            value = say_figure(figure, lang) if figure else ""
            at = (str(column.number), column.anchor)
            yield (
                line,
                Cell(
                    column=column.number,
                    status=line.status,
                    value=value if line.figure or not figure else f"[{value}]",
                    period=say_period(figure.period, lang) if figure else "",
                    reference=None
                    if figure is None
                    else maker.sources.told(figure.source, figure.confidence, at, note=figure.note),
                ),
            )
