"""The lines of a scorecard as objects, drawn up from its judged tables."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dxplan.dataframes import nw
from dxplan.expr.walk import months_back
from dxplan.figures.needs import PROXY
from dxplan.figures.plain_table import PlainRows, rows_of
from dxplan.model.indicators import COMPUTED
from dxplan.progress import WorkStage, pieces
from dxplan.scorecard.constants import only
from dxplan.scorecard.line_parts import Part, Parts, Reported
from dxplan.scorecard.lines import ScoreLine
from dxplan.scorecard.situations import month_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.scorecard.line_parts import Rows
    from dxplan.scorecard.reported import Verdict
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.situations import Situation

MANY = 20_000
"""From so many rows on a table is divided as it is: most lines of a large scorecard are never looked at in full."""


def lines_of(card: Scorecard, tables: tuple[Rows, ...]) -> tuple[ScoreLine, ...]:
    """Draw up every target's line; the tables are those of the card, its parts, what stands beside, and the inputs."""
    judged, parts, beside, inputs = tables
    members = divided(_of_members(parts))
    shown, made_of = (by_situation(table) for table in (beside, _of_parts_told(inputs, judged)))
    told = pieces(WorkStage.WRITING, zip(card.situations, rows_of(judged), strict=True), of=len(card.situations))
    return tuple(
        ScoreLine.from_row(
            row,
            situation,
            card.method,
            parts=_parts(situation, members) or _reported_parts(card.verdicts[situation.number]),
            inputs=_inputs(situation, row, made_of.get(situation.number, [])),
            rivals=_reported(situation, shown.get(situation.number, []), proxies=False),
            proxies=_reported(situation, shown.get(situation.number, []), proxies=True),
            verdict=card.verdicts[situation.number],
        )
        for situation, row in told
    )


def by_situation(table: Rows) -> dict[int, list[dict[str, Any]]]:
    """Give the rows of a table by the number of their situation."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows_of(table):
        found.setdefault(row["situation"], []).append(row)
    return found


def divided(table: Rows) -> dict[int, Rows]:
    """Give the rows of each situation as a table of its own, in their order; nothing of a large one is copied."""
    if isinstance(table, PlainRows) or len(table) < MANY:
        kinds = table.kinds if isinstance(table, PlainRows) else dict(table.schema)
        return {number: PlainRows(rows, kinds) for number, rows in by_situation(table).items()}
    if not table["situation"].is_sorted():
        table = table.with_row_index(_ORDER).sort("situation", _ORDER).drop(_ORDER)
    counts = table.group_by("situation").agg(number=nw.len()).sort("situation").rows()
    ends = accumulate((count for _, count in counts), initial=0)
    return {number: table[begin : begin + count] for (number, count), begin in zip(counts, ends, strict=False)}


_ORDER = "dxplan_order"


def _of_members(parts: Rows) -> Rows:
    """Leave out what is about the whole."""
    if isinstance(parts, PlainRows):
        return PlainRows([row for row in parts.rows if row["part"]], parts.kinds)
    return only(parts, (nw.col("part") != "").fill_null(False))


def _of_parts_told(inputs: Rows, judged: Rows) -> Rows:
    """Keep what the figure of a line was made of; a large table holds that of every part."""
    if isinstance(inputs, PlainRows) or isinstance(judged, PlainRows) or len(inputs) < MANY:
        return inputs
    return inputs.join(judged.select("situation", "part"), on=["situation", "part"], how="semi")


def _parts(situation: Situation, members: Mapping[int, Rows]) -> Sequence[Part]:
    mine = members.get(situation.number) if situation.target.several else None
    if mine is None:
        return ()
    parts = Parts(mine, situation.indicator)
    return tuple(parts) if isinstance(mine, PlainRows) else parts


def _reported_parts(verdict: Verdict) -> tuple[Part, ...]:
    return tuple(
        Part(member=part.member, figure=None, met=part.met, gap=None, report=part.report) for part in verdict.parts
    )


def _inputs(situation: Situation, line: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[Reported, ...]:
    """Give what the figure of a line was computed from, by indicator and period."""
    if situation.target.years:
        mine = [row for row in rows if row["part"] == line["part"]]
        return tuple(Reported.from_row(row, situation.indicator) for row in sorted(mine, key=lambda row: row["last"]))
    if line["method"] != COMPUTED or line["last_period"] is None:
        return ()
    formula = situation.plan.formula(situation.indicator.code)
    own = [row for row in rows if (row["part"], row["period"]) == (line["part"], line["last_period"])]
    if formula is None or not own:
        return ()
    spans = {(month_of(own[0]["last"]) - back, _span(own[0])) for back in months_back(formula)}
    found = [row for row in rows if row["part"] == line["part"] and (month_of(row["last"]), _span(row)) in spans]
    return tuple(
        Reported.from_row(row, situation.plan.indicator(row["indicator"]))
        for row in sorted(found, key=lambda row: (row["indicator"], row["last"]))
    )


def _span(row: dict[str, Any]) -> int:
    """Give how many months a row's period has, less one."""
    return month_of(row["last"]) - month_of(row["first"])


def _reported(situation: Situation, rows: list[dict[str, Any]], *, proxies: bool) -> tuple[Reported, ...]:
    mine = [row for row in rows if (row["role"] == PROXY) is proxies]
    mine.sort(key=lambda row: (row["indicator"], row["part"], row["method"] is None, row["method"] or ""))
    return tuple(Reported.from_row(row, situation.plan.indicator(row["indicator"])) for row in mine)
