"""From judged parts to one status and reason for each target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.figures.plain_table import PlainRows
from dxplan.model.indicators import Kind
from dxplan.places import LEVELS
from dxplan.scorecard.judge import part_facts

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from dxplan.methods.method import Line, Method
    from dxplan.scorecard.reported import Verdict
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"


def roll_up(parts: Frame | PlainRows) -> Frame | PlainRows:
    """Combine the parts of each situation: one failure decides, a missing part otherwise leaves it open.

    Adds ``parts``, ``parts_met``, ``parts_failed`` and ``parts_known`` to one row for each situation, which is that of
    its worst part: the one furthest from the goal.
    """
    return _rows_rolled_up(parts) if isinstance(parts, PlainRows) else _columns_rolled_up(parts)


def _rows_rolled_up(parts: PlainRows) -> PlainRows:
    """Combine few parts, situation by situation."""
    mine: dict[int, list[dict[str, Any]]] = {}
    for row in parts.rows:
        mine.setdefault(row["situation"], []).append(row)
    rows = [
        {
            **min(mine[number], key=lambda row: (row["gap"] is None, row["gap"] or 0.0, row["part"])),
            "parts": len(mine[number]),
            "parts_met": sum(row["met"] is True for row in mine[number]),
            "parts_failed": sum(row["met"] is False for row in mine[number]),
            "parts_known": sum(row["judging"] is not None for row in mine[number]),
        }
        for number in sorted(mine)
    ]
    return PlainRows(rows, {**parts.kinds, **dict.fromkeys(_COUNTS, "Int64")})


_COUNTS = ("parts", "parts_met", "parts_failed", "parts_known")


def _columns_rolled_up(parts: Frame) -> Frame:
    """Combine many parts at once."""
    met = nw.col("met")
    marks = {
        "parts": nw.lit(1),
        "parts_met": met.fill_null(False).cast(nw.Int64),
        "parts_failed": (~met).fill_null(False).cast(nw.Int64),
        "parts_known": (~nw.col("judging").is_null()).cast(nw.Int64),
    }
    if not parts["situation"].is_duplicated().any():
        return parts.with_columns(**marks).sort("situation")
    # Of many parts only what tells the worst is copied.
    narrow = parts.select("situation", "part", "gap", **marks).with_row_index("nth")
    sums = narrow.group_by("situation").agg(*(nw.col(name).sum() for name in marks), least=nw.col("gap").min())
    worst = (
        narrow.drop(*marks)
        .join(sums, on="situation", how="left")
        .filter((nw.col("gap") == nw.col("least")) | nw.col("least").is_null())
        .sort("situation", "gap", "part", nulls_last=True)
        .unique(subset=["situation"], keep="first", maintain_order=True)
    )
    mine = parts.with_row_index("nth").filter(nw.col("nth").is_in(worst["nth"].to_list()))
    return mine.drop("nth").join(worst.select("situation", *marks), on="situation", how="left").sort("situation")


def settle(row: Mapping[str, Any], situation: Situation, method: Method) -> tuple[str, str, bool | None]:
    """Decide status, reason, and whether the goal is met, for one situation that figures judge.

    What the situation settles comes first, then the verdict on a target that is due, then the method.

    Args:
        row: The situation's row of `roll_up`, with ``withheld`` and ``withheld_fresh`` (how many figures were left out
            as not known to be public, and how many of those would judge), ``last_value``, and ``rivalled`` (whether a
            figure of a rival series is known).
        situation: The situation.
        method: The method whose line the row names.
    """
    met = _met(row, situation)
    first = _before_figures(row, situation)
    if first is not None:
        return *first, met
    unknown = _why_no_data(row, situation)
    if unknown is not None:
        return _SILENT.get(unknown, {}).get(situation.due, "no_data"), unknown, met
    several = situation.target.several
    if situation.due and met is False:
        return "missed", _why_missed(row, situation), met
    if met:
        return "achieved", "parts_inside" if several else "inside", met
    if situation.due:
        return "undecided", "parts_missing" if several else "straddles", met
    return *_by_method(row, situation, method), met


def manner_of(situation: Situation, unknown: frozenset[str]) -> Hashable | None:
    """Give all that `settle` asks of a situation that has not lapsed, besides whether it is due.

    It is None where that cannot be said of its target alone, as the place or figures have a say in it.
    `unknown` are the facts that the plan leaves open.
    """
    target, goal = situation.target, situation.target.goal
    if goal is None or situation.told_by_figures or target.each in LEVELS:
        return None
    return (
        *(goal.undefined, goal.over_years, goal.yearly, bool(target.years), target.quota, target.several),
        *(situation.needed, situation.open_list, situation.indicator.kind, situation.indicator.method is None),
        unknown,
    )


_SILENT = {
    "years_missing": {True: "undecided", False: "not_due"},
    "not_recent": {False: "not_due"},
}
"""The status where no figure judges although one is known, by the reason and by whether the target is due."""


def _before_figures(row: Mapping[str, Any], situation: Situation) -> tuple[str, str] | None:
    """Give the status and reason that come before any verdict: what lapsed, and what nobody has defined."""
    if situation.lapse is not None:
        return "lapsed", situation.lapse.reason
    undefined = _why_undefined(row, situation)
    return None if undefined is None else ("needs_definition", undefined)


def said_by_reports(situation: Situation, verdict: Verdict) -> dict[str, Any]:
    """Give the columns of a milestone that come from its reports."""
    report = verdict.report
    return {
        "due": situation.due,
        "parts": max(len(verdict.parts), 1),
        "parts_met": sum(part.met is True for part in verdict.parts or (verdict,)),
        "parts_failed": sum(part.met is False for part in verdict.parts or (verdict,)),
        "parts_known": sum(part.status != "no_data" for part in verdict.parts or (verdict,)),
        "withheld": verdict.withheld,
        "period": report and str(report.period),
        "source": report and report.source,
        "confidence": report and report.confidence and report.confidence.value,
        "published": report and report.published and str(report.published),
        "note": report and report.note,
    }


def _met(row: Mapping[str, Any], situation: Situation) -> bool | None:
    """Tell whether enough parts meet the goal, or too many fail; of an open list only that all must is decidable."""
    needed = situation.needed
    if situation.over_years == "mean" and not situation.due:
        return None  # the years to come decide, too
    if needed is None:
        return False if row["parts_failed"] > 0 and situation.target.quota == 1 else None
    if row["parts_met"] >= needed:
        return True
    return False if row["parts_failed"] > row["parts"] - needed else None


def _why_undefined(row: Mapping[str, Any], situation: Situation) -> str | None:
    """Give the reason why the promise cannot be judged by any figure until somebody defines it, or None."""
    goal = situation.target.goal
    if goal is None:
        return None
    if goal.undefined is not None:
        return _UNDEFINED[goal.undefined]
    if goal.over_years == "mean" and not situation.target.years:
        return "mean_of_years"
    if goal.relative and goal.yearly == "rate" and goal.over_years is None:
        return "change_a_year"
    if goal.relative and goal.over_years != "change" and situation.target.starts_from is None:
        return "no_start"
    return "other_base" if row["parts_known"] and situation.rebased(row["denominator"]) else None


_UNDEFINED = {"universal": "undefined", "basically": "basically", "gradually": "gradually"}


def _why_no_data(row: Mapping[str, Any], situation: Situation) -> str | None:
    """Give the reason why no figure can judge, or None where one can."""
    change = situation.over_years == "change"
    if row["parts_known"]:
        goal = situation.target.goal
        unknown = "no_year_before" if change else "no_baseline"
        return unknown if goal is not None and goal.relative and row["gap"] is None else None
    if row["withheld_fresh"] > 0:
        return "withheld"
    if row["last_value"] is not None:
        if situation.over_years == "mean":
            return "years_missing"
        if not row["fresh"] and not (row["recent"] and not situation.due):
            return "stale" if situation.due else "not_recent"
        return "no_year_before" if change else "stale"
    return "withheld" if row["withheld"] > 0 else _why_nothing(row, situation)


def _why_nothing(row: Mapping[str, Any], situation: Situation) -> str:
    """Tell whether the figures of the series that decides are all that is missing."""
    return "only_rivals" if row["rivalled"] and situation.indicator.method else "no_figure"


def _why_missed(row: Mapping[str, Any], situation: Situation) -> str:
    if situation.target.several:
        return "part_outside"
    if situation.indicator.kind is Kind.FLAG:
        return "not_so"
    return "on_open_bound" if row["gap"] == 0 and row["qualifier"] is None else "outside"


def _by_method(row: Mapping[str, Any], situation: Situation, method: Method) -> tuple[str, str]:
    """Take what the method says of the worst part; while parts are missing it can only say that it is too slow."""
    line: Line | None = None if row["line"] is None else method.lines[row["line"]]
    if line is None or line.status.code == "not_due":
        return "not_due", "method_needs" if lacking(row, situation, method) else "not_due"
    whole = not situation.open_list and row["parts_known"] == row["parts"]
    if line.status.code != "off_track" and not whole:
        return "not_due", "not_due"
    if line.status.code == "achieved":  # what meets its goal was settled before
        return "not_due", "not_due"
    return line.status.code, "by_method"


def lacking(row: Mapping[str, Any], situation: Situation, method: Method) -> tuple[str, ...]:
    """Give the facts that the method needs and neither the plan nor the figures say."""
    facts = part_facts(row, situation, method)
    return tuple(need for need in method.needs if facts.get(need) is None)
