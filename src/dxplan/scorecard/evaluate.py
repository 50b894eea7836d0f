"""The main verb: plans and figures in, a scorecard out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.model.plan import Plan
from dxplan.periods import Period
from dxplan.scorecard.gather import ANSWER, PROXY, gather, latest
from dxplan.scorecard.judge import add_status, add_verdict, roll_up
from dxplan.scorecard.scorecard import Scorecard
from dxplan.scorecard.situations import situations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.figures import Figures
    from dxplan.periods import IntoPeriod
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

METHODS = ("attainment",)
"""The methods there are: attainment is what provinces print, the value as a share of the goal."""


def evaluate(
    plans: Plan | Iterable[Plan],
    figures: Figures,
    *,
    at: IntoPeriod,
    known_on: IntoPeriod | None = None,
    method: str = "attainment",
) -> Scorecard:
    """Say how far the targets of one or several plans have come.

    A target that is due is judged by the latest figure about a period that ends by then, and less than one step of the
    indicator's `frequency` before: a yearly figure of 2024 does not judge 2025, one of a biennial index does.
    Where no figure can judge, the status says why; that is never counted as a goal not met.

    Args:
        plans: A plan or several.
        figures: The reported figures.
        at: The period judged, such as ``2025``; its last day decides which targets are due.
        known_on: Use only what was public by the end of this day or period; by default everything known counts.
            Figures whose day of publication is unknown are then left out, and counted as withheld.
        method: How a value becomes a share of the goal.

    Returns:
        One line for each target, with the reason for it.

    Raises:
        Problems: The figures do not fit the plans: units, mixed methods, one key with two values.
        PeriodError: `at` or `known_on` names no period.
        UnknownCodeError: There is no such method.
    """
    plans = (plans,) if isinstance(plans, Plan) else tuple(plans)
    _check_plans(plans)
    if method not in METHODS:
        raise UnknownCodeError.among("method", method, METHODS)
    period = Period.of(at)
    public_by = None if known_on is None else Period.of(known_on).last
    asked_of = tuple(situations(plans, period))
    asked = gather(asked_of, figures, public_by)
    found = latest(asked)
    answers = found.filter(nw.col("role") == ANSWER, nw.col("reference"))
    beside = found.filter((nw.col("role") == PROXY) | ~nw.col("reference"))
    parts = _judged_parts(asked_of, asked, answers)
    return Scorecard(
        at=period,
        known_on=public_by,
        method=method,
        situations=asked_of,
        card=add_status(roll_up(parts)).sort("situation"),
        parts=parts,
        beside=beside.rename({"status": "figure_status"}),
        figures=figures,
    )


def _check_plans(plans: tuple[Plan, ...]) -> None:
    codes = [plan.code for plan in plans]
    again = sorted({code for code in codes if codes.count(code) > 1})
    if again:
        raise DefinitionError(f"plan {again[0]!r} is given more than once", "give each plan once.")


def _judged_parts(asked_of: Sequence[Situation], asked: Frame, answers: Frame) -> Frame:
    """Judge every part of every situation by its latest figure, if that is fresh enough."""
    withheld = asked.filter(nw.col("role") == ANSWER, nw.col("reference"), ~nw.col("known"), ~nw.col("exact").is_null())
    withheld = (
        withheld.with_columns(one=nw.lit(1), fresh_one=nw.col("fresh").cast(nw.Int64))
        .group_by("situation")
        .agg(withheld=nw.col("one").sum(), withheld_fresh=nw.col("fresh_one").sum())
        .with_columns(
            withheld=nw.when(nw.col("withheld_fresh") > 0).then(nw.col("withheld_fresh")).otherwise(nw.col("withheld"))
        )
    )
    asked_parts = nw.from_dict(_part_columns(asked_of, answers), schema=_PARTS, backend=asked.implementation)
    joined = (
        asked_parts.join(answers.select(*_FIGURE), on=["situation", "part"], how="left")
        .join(withheld, on="situation", how="left")
        .rename({"status": "figure_status"})
    )
    judges = (nw.col("fresh") | ~nw.col("due")).fill_null(False)
    answering = [nw.when(judges).then(nw.col(name)).alias(name) for name in _ANSWERING]
    last = [nw.col(name).alias(f"last_{name}") for name in _ANSWERING]
    judged = joined.with_columns(*last).with_columns(*answering, judging=nw.when(judges).then(nw.col("exact")))
    return add_verdict(judged.with_columns(nw.col("withheld", "withheld_fresh").fill_null(0)))


_ANSWERING = ("value", "exact", "qualifier", "period", "age_months")
_FIGURE = (
    *("situation", "part", "value", "exact", "qualifier", "period", "age_months", "fresh", "numerator", "denominator"),
    *("method", "source", "confidence", "published", "status", "note"),
)
_PARTS = {
    "situation": nw.Int64(),
    "part": nw.String(),
    "due": nw.Boolean(),
    "undefined": nw.String(),
    "open_list": nw.Boolean(),
    "goal_low": nw.Float64(),
    "goal_high": nw.Float64(),
    "goal_low_open": nw.Boolean(),
    "goal_high_open": nw.Boolean(),
}


def _part_columns(asked_of: Sequence[Situation], answers: Frame) -> dict[str, list[Any]]:
    """List the parts of each situation: its members, those that have figures where nobody lists them, or the whole."""
    reported: dict[int, list[str]] = {}
    for number, part in answers.select("situation", "part").sort("situation", "part").rows():
        reported.setdefault(number, []).append(part)
    rows = [
        {
            "situation": situation.number,
            "part": part,
            "due": situation.due,
            "undefined": situation.target.goal.undefined,
            "open_list": situation.open_list,
            **situation.goal_columns(),
        }
        for situation in asked_of
        for part in situation.members or reported.get(situation.number, []) or [""]
    ]
    return {name: [row[name] for row in rows] for name in _PARTS}
