"""Whether a reported figure meets a goal, and how far it is from it, as formulas that every method can build on.

A figure is an interval, since it may be reported as "over 90 %", and so is a goal.
It is met where the figure lies inside the goal, not met where it lies outside, and otherwise nobody can tell.
The bounds of a goal that is itself "about" a number give way by the same tolerance, of the promised number or change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import Problems
from dxplan.expr.nodes import Param
from dxplan.methods.formulas import Names

if TYPE_CHECKING:
    from dxplan.expr.fluent import Expr

ABOUT = "about"
"""The parameter that says how far "about" and "nearly" may be off, as a share of the reported or promised number."""

_STEPS = {
    "verdict.slack": "about * abs(given(actual))",
    "verdict.low": "given(actual) - given(reach_below) * verdict.slack",
    "verdict.high": "given(actual) + given(reach_above) * verdict.slack",
    "verdict.give": "about * coalesce(given(goal_reach), 0)",
    "verdict.origin": "coalesce(given(goal_base), 0)",
    "verdict.floor": "given(goal_low) - verdict.give * abs(given(goal_low) - verdict.origin)",
    "verdict.ceiling": "given(goal_high) + verdict.give * abs(given(goal_high) - verdict.origin)",
    "verdict.over": "where(verdict.low == verdict.floor, given(low_open) or not given(goal_low_open), "
    "verdict.low > verdict.floor)",
    "verdict.short": "where(verdict.high == verdict.floor, given(high_open) or given(goal_low_open), "
    "verdict.high < verdict.floor)",
    "verdict.under": "where(verdict.high == verdict.ceiling, given(high_open) or not given(goal_high_open), "
    "verdict.high < verdict.ceiling)",
    "verdict.beyond": "where(verdict.low == verdict.ceiling, given(low_open) or given(goal_high_open), "
    "verdict.low > verdict.ceiling)",
    "verdict.reaches": "missing(given(goal_low)) or where(verdict.over, verdict.over, verdict.short, "
    "not verdict.short)",
    "verdict.keeps": "missing(given(goal_high)) or where(verdict.under, verdict.under, verdict.beyond, "
    "not verdict.beyond)",
    "met": "where(known(given(actual)) and known(given(goal)), verdict.reaches and verdict.keeps)",
    "gap": "worst(where(given(actual) == verdict.floor, 0, given(actual) - verdict.floor), "
    "where(given(actual) == verdict.ceiling, 0, verdict.ceiling - given(actual)), missing=skip)",
}


def _read() -> dict[str, Expr]:
    names = Names({ABOUT: Param(ABOUT)}, dotted=True)
    steps = names.read_steps(_STEPS, "verdict")
    if names.problems:
        raise Problems("the verdict cannot be read", names.problems)
    return steps


VERDICT: dict[str, Expr] = _read()
"""The steps, in their order: ``met``, ``gap`` (negative for what is lacking, positive for the margin), their parts."""

OFFERED = ("met", "gap")
"""The steps that a method's formulas may name."""
