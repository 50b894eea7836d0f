"""From the latest figures to verdicts, column by column.

The rules are those of `Interval` and of three-valued logic, written as columns; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.figure import Qualifier
from dxplan.numbers import RELATIVE_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"

ABOUT = 0.05
"""How far "about" and "nearly" may be off, as a share of the reported value."""

JUST_BELOW_ONE = 1 - RELATIVE_TOLERANCE
"""The most that attainment can be while a goal is not met."""


def add_verdict(parts: Frame, *, about: float = ABOUT) -> Frame:
    """Judge each row by itself.

    Needs ``exact``, ``qualifier``, ``goal_low``, ``goal_high`` (null for no bound), ``goal_low_open`` and
    ``goal_high_open``; adds ``met`` (null for cannot tell), ``gap`` (signed, in the indicator's unit) and
    ``attainment`` (a share: 0.986 for 98.6 %).

    Missing values stay missing; a goal without bounds leaves everything missing.
    """
    return (
        parts.with_columns(*_reported(about))
        .with_columns(met=_met(), gap=_gap())
        .with_columns(attainment=_attainment())
        .drop("low", "high", "low_open", "high_open")
    )


def _reported(about: float) -> list[nw.Expr]:
    """Give the interval that a reported value stands for; a null bound is no bound."""
    value, slack = nw.col("exact"), nw.col("exact").abs() * about

    def one_of(*qualifiers: Qualifier) -> nw.Expr:
        return nw.col("qualifier").is_in([q.value for q in qualifiers]).fill_null(False)

    no_low = one_of(Qualifier.LESS_THAN, Qualifier.AT_MOST)
    no_high = one_of(Qualifier.MORE_THAN, Qualifier.AT_LEAST)
    lowered = one_of(Qualifier.ABOUT, Qualifier.NEARLY)
    return [
        nw.when(~no_low).then(nw.when(lowered).then(value - slack).otherwise(value)).alias("low"),
        nw.when(~no_high).then(nw.when(one_of(Qualifier.ABOUT)).then(value + slack).otherwise(value)).alias("high"),
        one_of(Qualifier.MORE_THAN).alias("low_open"),
        (one_of(Qualifier.LESS_THAN) | (one_of(Qualifier.NEARLY) & (slack > 0))).alias("high_open"),
    ]


def _same(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    larger = nw.max_horizontal(left.abs(), right.abs())
    return (left - right).abs() <= larger * RELATIVE_TOLERANCE


def _met() -> nw.Expr:
    """Tell whether the reported interval lies inside the goal, outside it, or neither."""
    low, high, goal_low, goal_high = (nw.col(name) for name in ("low", "high", "goal_low", "goal_high"))
    low_open, high_open, goal_low_open, goal_high_open = (
        nw.col(name) for name in ("low_open", "high_open", "goal_low_open", "goal_high_open")
    )
    reaches = goal_low.is_null() | _yes(
        nw.when(_same(low, goal_low)).then(low_open | ~goal_low_open).otherwise(low > goal_low)
    )
    keeps_below = goal_high.is_null() | _yes(
        nw.when(_same(high, goal_high)).then(high_open | ~goal_high_open).otherwise(high < goal_high)
    )
    below = _yes(nw.when(_same(high, goal_low)).then(high_open | goal_low_open).otherwise(high < goal_low))
    above = _yes(nw.when(_same(low, goal_high)).then(low_open | goal_high_open).otherwise(low > goal_high))
    answerable = ~nw.col("exact").is_null() & ~(goal_low.is_null() & goal_high.is_null())
    return (
        nw.when(answerable & reaches & keeps_below)
        .then(nw.lit(True))
        .when(answerable & (below | above))
        .then(nw.lit(False))
        .otherwise(nw.lit(None, dtype=nw.Boolean))
    )


def _yes(truth: nw.Expr) -> nw.Expr:
    return truth.fill_null(False)


def _gap() -> nw.Expr:
    """Give the signed distance to the nearest bound: negative outside, positive inside."""
    value, zero = nw.col("exact"), nw.lit(0.0)
    margins = [
        nw.when(_same(value, nw.col(bound))).then(zero).otherwise(sign * (value - nw.col(bound)))
        for sign, bound in ((1.0, "goal_low"), (-1.0, "goal_high"))
    ]
    return nw.min_horizontal(*margins)


def _attainment() -> nw.Expr:
    """Give the value over a lower bound, or an upper bound over the value, as provinces print it.

    43 of 50 is 86 %; rank 71 against top 70 is 70 / 71 = 98.6 %.
    It is at least 100 % where the goal is met, and below 100 % everywhere else; with a value or bound below zero, or a
    bound of zero, a share says nothing and it is missing.
    """
    value, low, high = nw.col("exact"), nw.col("goal_low"), nw.col("goal_high")
    by_low = nw.when(low > 0, value >= 0).then(value / nw.when(low > 0).then(low))
    by_high = nw.when(value > 0, high >= 0).then(high / nw.when(value > 0).then(value))
    share = (
        nw.when(high.is_null())
        .then(by_low)
        .when(low.is_null())
        .then(by_high)
        .otherwise(nw.min_horizontal(by_low, by_high))
    )
    one = nw.lit(1.0)
    met = _yes(nw.col("met"))
    # A value within the tolerance of a bound can give a share a hair on the wrong side of 1.
    return (
        nw.when(met & (share < one)).then(one).when(~met & (share >= one)).then(nw.lit(JUST_BELOW_ONE)).otherwise(share)
    )


def roll_up(parts: Frame) -> Frame:
    """Combine the parts of each situation: one failure decides, a missing part otherwise leaves it open.

    Adds ``parts``, ``parts_met``, ``parts_failed`` and ``parts_known`` to one row for each situation, which is that of
    its worst part: the one furthest from the goal.
    """
    met = nw.col("met")
    counted = parts.with_columns(
        is_met=_yes(met).cast(nw.Int64),
        is_failed=_yes(~met).cast(nw.Int64),
        is_known=(~nw.col("judging").is_null()).cast(nw.Int64),
        one=nw.lit(1),
    )
    sums = counted.group_by("situation").agg(
        parts=nw.col("one").sum(),
        parts_met=nw.col("is_met").sum(),
        parts_failed=nw.col("is_failed").sum(),
        parts_known=nw.col("is_known").sum(),
    )
    worst = parts.sort("situation", "gap", "part", nulls_last=True).unique(
        subset=["situation"], keep="first", maintain_order=True
    )
    return worst.join(sums, on="situation", how="left")


def add_status(card: Frame) -> Frame:
    """Decide status and reason: what the situation settles first, the verdict after it.

    Needs the columns of `roll_up`, and ``due``, ``undefined``, ``open_list``, ``last_value``, ``withheld`` (how
    many figures were left out because they were not known to be public) and ``withheld_fresh`` (the same, of
    those that would judge).
    """
    open_list, due = nw.col("open_list"), nw.col("due")
    complete = ~open_list & (nw.col("parts_met") == nw.col("parts"))
    failed, known = nw.col("parts_failed") > 0, nw.col("parts_known") > 0
    several = open_list | (nw.col("parts") > 1)
    on_open_bound = (nw.col("gap") == 0) & (nw.col("goal_low_open") | nw.col("goal_high_open"))
    rules: Sequence[tuple[nw.Expr, str, str]] = (
        (~nw.col("undefined").is_null(), "needs_definition", "undefined"),
        (~known & (nw.col("withheld_fresh") > 0), "no_data", "withheld"),
        (~known & ~nw.col("last_value").is_null(), "no_data", "stale"),
        (~known & (nw.col("withheld") > 0), "no_data", "withheld"),
        (~known, "no_data", "no_figure"),
        (due & failed & several, "missed", "part_outside"),
        (due & failed & on_open_bound & nw.col("qualifier").is_null(), "missed", "on_open_bound"),
        (due & failed, "missed", "outside"),
        (complete, "achieved", "inside"),
        (~due, "not_due", "not_due"),
        (several, "undecided", "parts_missing"),
        (nw.lit(True), "undecided", "straddles"),
    )
    met = (
        nw.when(nw.col("status") == "achieved")
        .then(nw.lit(True))
        .when(failed & nw.col("undefined").is_null())
        .then(nw.lit(False))
        .otherwise(nw.lit(None, dtype=nw.Boolean))
    )
    statuses = [(condition, status) for condition, status, _ in rules]
    reasons = [(condition, reason) for condition, _, reason in rules]
    return card.with_columns(status=_first(statuses), reason=_first(reasons)).with_columns(met=met)


def _first(rules: Sequence[tuple[nw.Expr, str]]) -> nw.Expr:
    """Give the word of the first rule that is true."""
    chosen: nw.Expr = nw.lit(None, dtype=nw.String)
    for condition, word in reversed(rules):
        chosen = nw.when(condition).then(nw.lit(word)).otherwise(chosen)
    return chosen
