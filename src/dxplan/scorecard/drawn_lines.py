"""The lines of a scorecard as objects, drawn up from its judged tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.expr.walk import months_back
from dxplan.figures.needs import PROXY
from dxplan.figures.plain_table import PlainRows, rows_of
from dxplan.model.indicators import COMPUTED
from dxplan.progress import WorkStage, pieces
from dxplan.scorecard.lines import Part, Reported, ScoreLine
from dxplan.scorecard.situations import month_of

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from dxplan.scorecard.reported import Verdict
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"


def lines_of(card: Scorecard, tables: tuple[Frame | PlainRows, ...]) -> tuple[ScoreLine, ...]:
    """Draw up every target's line; the tables are those of the card, its parts, what stands beside, and the inputs."""
    judged, *others = tables
    parts, beside, inputs = map(by_situation, others)
    told = pieces(WorkStage.WRITING, zip(card.situations, rows_of(judged), strict=True), of=len(card.situations))
    return tuple(
        ScoreLine.from_row(
            row,
            situation,
            card.method,
            parts=_parts(situation, parts.get(situation.number, []))
            or _reported_parts(card.verdicts[situation.number]),
            inputs=_inputs(situation, row, inputs.get(situation.number, [])),
            rivals=_reported(situation, beside.get(situation.number, []), proxies=False),
            proxies=_reported(situation, beside.get(situation.number, []), proxies=True),
            verdict=card.verdicts[situation.number],
        )
        for situation, row in told
    )


def by_situation(table: Frame | PlainRows) -> dict[int, list[dict[str, Any]]]:
    """Give the rows of a table by the number of their situation."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows_of(table):
        found.setdefault(row["situation"], []).append(row)
    return found


def _parts(situation: Situation, rows: list[dict[str, Any]]) -> tuple[Part, ...]:
    if not situation.target.several:
        return ()
    return tuple(
        Part(
            member=row["part"],
            figure=Reported.from_row(row, situation.indicator) if row["value"] is not None else None,
            met=row["met"],
            gap=row["gap"],
            start=row["base"],
        )
        for row in rows
        if row["part"]
    )


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
