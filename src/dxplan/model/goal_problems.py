"""What does not fit between a goal and the indicator that measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DefinitionError, DxplanError, UnitMismatchError, Where
from dxplan.units import SHARE_SCALE, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Indicator


def goal_problems(indicator: Indicator, goal: Goal, path: str) -> Iterator[DxplanError]:
    """Find what does not fit: another unit, a bare figure that faces the wrong way, a grade that the scale lacks."""
    if not goal.is_share and not _same_measure(goal.unit, indicator.unit, relative=goal.relative):
        yield UnitMismatchError(
            f"the goal {goal.wording or str(goal)!r} is in {goal.unit}, "
            f"but indicator {indicator.code!r} is in {indicator.unit}",
            "give the goal in the indicator's unit, or name the indicator it really measures.",
            Where(f"{path}.goal"),
        )
    if goal.facing(indicator.direction) != goal:
        yield DefinitionError(
            f"the bare goal {goal.wording or str(goal)!r} is read as {goal}, "
            f"but of {indicator.code!r} {indicator.direction.value} is better",
            "use goal.facing(indicator.direction), or word the goal with its bound.",
            Where(f"{path}.goal"),
        )
    elif goal.measured_by(indicator) != goal:
        yield DefinitionError(
            f"the goal {goal.wording or str(goal)!r} of a rate of growth is read as a change of that rate",
            "use goal.measured_by(indicator), or word it as a level, such as 'tối thiểu 7 %/năm'.",
            Where(f"{path}.goal"),
        )
    if goal.grade is not None and indicator.scale:
        try:
            goal.position_in(indicator.scale)
        except DefinitionError as error:
            yield error.at(Where(f"{path}.goal"))


def _same_measure(unit: str | None, into: str, *, relative: bool) -> bool:
    """Tell whether a goal's unit can be turned into the indicator's; differences of shares are percentage points."""
    if relative and unit == "percentage_point" and into in SHARE_SCALE:
        return True
    try:
        factor(unit or into, into)
    except UnitMismatchError:
        return False
    return True
