"""What a method is told of a target's situation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.figures.figure import REACH
from dxplan.testing.strategies.goals import intervals

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from dxplan.expr.plain import Value

_FIRST, _LAST = 2015, 2030
_PACES = (-0.5, 0.0, 0.5, 0.7, 0.8, 1.0, 1.2)
"""How fast a figure moved, as a share of the pace that is needed."""


def facts(*, of: SearchStrategy[float] | None = None, whole: bool = False) -> SearchStrategy[dict[str, Value]]:
    """Make what `Method.read` is given: facts that belong together, by name; one that is not there is missing.

    There is a goal with one or two bounds, open or closed, or none; a figure that is exact, bounded or about, or none;
    a baseline before it, or none; years from 2015 to 2030. Many figures lie on the way from the baseline to the goal.
    Values are in any unit: a method's formulas must stand every number.

    Args:
        of: Values; by default few distinct ones, so that figures fall on bounds often, and others up to a million.
        whole: Whether nothing is missing.
    """
    values = st.one_of(st.integers(-4, 8).map(lambda n: n * 5.0), st.floats(-1e6, 1e6)) if of is None else of
    return _facts(values, whole=whole)


@st.composite
def _facts(draw: DrawFn, values: SearchStrategy[float], *, whole: bool) -> dict[str, Value]:
    up, now, due = draw(st.booleans()), draw(st.integers(_FIRST + 1, _LAST)), draw(st.integers(_FIRST + 1, _LAST))
    found: dict[str, Value] = {"direction": 1.0 if up else -1.0, "due": float(due), "is_due": draw(st.booleans())}
    if whole or draw(st.booleans()):
        found |= draw(_of_goal(values, up=up))
    if whole or draw(st.booleans()):
        found |= {"start": float(draw(st.integers(_FIRST, min(now, due) - 1))), "baseline": draw(values)}
    if draw(st.booleans()):
        found["limit"] = draw(values)
    if whole or draw(st.booleans()):
        reach = REACH[draw(st.sampled_from([None, *REACH]))]
        found |= {
            "actual": draw(_actuals(found, float(now), values)),
            "now": float(now),
            "reach_below": reach.below,
            "reach_above": reach.above,
            "low_open": reach.low_open,
            "high_open": reach.high_open,
        }
    return found


@st.composite
def _actuals(draw: DrawFn, found: dict[str, Value], now: float, values: SearchStrategy[float]) -> float:
    """Make any value, or one that moved at some pace from the baseline towards the goal."""
    baseline, start, goal, due = (found.get(name) for name in ("baseline", "start", "goal", "due"))
    if baseline is None or start is None or goal is None or due is None or draw(st.booleans()):
        return draw(values)
    ran = (now - start) / (due - start)
    return baseline + draw(st.sampled_from(_PACES)) * ran * (goal - baseline)


@st.composite
def _of_goal(draw: DrawFn, values: SearchStrategy[float], *, up: bool) -> dict[str, Value]:
    interval = draw(intervals(values, shapes=("low", "high", "both", "exact")))
    low = interval.low if math.isfinite(interval.low) else None
    high = interval.high if math.isfinite(interval.high) else None
    return {
        "goal": low if high is None or (up and low is not None) else high,
        "goal_low": low,
        "goal_high": high,
        "goal_low_open": interval.low_open,
        "goal_high_open": interval.high_open,
        "goal_reach": draw(st.sampled_from([0.0, 0.0, 1.0])),
    }
