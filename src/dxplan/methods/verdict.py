"""Whether a reported figure meets a goal, and how far it is from it, as formulas that every method can build on.

A figure is an interval, since it may be reported as "over 90 %", and so is a goal.
It is met where the figure lies inside the goal, not met where it lies outside, and otherwise nobody can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import Problems
from dxplan.expr.nodes import Param
from dxplan.methods.formulas import Names

if TYPE_CHECKING:
    from dxplan.expr.fluent import Expr

ABOUT = "about"
"""The parameter that says how far "about" and "nearly" may be off, as a share of the reported value."""

DEFAULT_ABOUT = 0.05
"""Its value unless a method or its user sets another."""

_STEPS = {
    "verdict.slack": "about * abs(given(actual))",
    "verdict.low": "given(actual) - given(reach_below) * verdict.slack",
    "verdict.high": "given(actual) + given(reach_above) * verdict.slack",
    "verdict.over": "where(verdict.low == given(goal_low), given(low_open) or not given(goal_low_open), "
    "verdict.low > given(goal_low))",
    "verdict.short": "where(verdict.high == given(goal_low), given(high_open) or given(goal_low_open), "
    "verdict.high < given(goal_low))",
    "verdict.under": "where(verdict.high == given(goal_high), given(high_open) or not given(goal_high_open), "
    "verdict.high < given(goal_high))",
    "verdict.beyond": "where(verdict.low == given(goal_high), given(low_open) or given(goal_high_open), "
    "verdict.low > given(goal_high))",
    "verdict.reaches": "missing(given(goal_low)) or where(verdict.over, verdict.over, verdict.short, "
    "not verdict.short)",
    "verdict.keeps": "missing(given(goal_high)) or where(verdict.under, verdict.under, verdict.beyond, "
    "not verdict.beyond)",
    "met": "where(known(given(actual)) and known(given(goal)), verdict.reaches and verdict.keeps)",
    "gap": "worst(where(given(actual) == given(goal_low), 0, given(actual) - given(goal_low)), "
    "where(given(actual) == given(goal_high), 0, given(goal_high) - given(actual)), missing=skip)",
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
