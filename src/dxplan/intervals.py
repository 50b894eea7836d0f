"""Intervals of numbers: every numeric goal is one, and so is a figure reported as "over 90 %"."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError
from dxplan.numbers import as_float, same

if TYPE_CHECKING:
    from dxplan.truth import Truth


@attrs.frozen(kw_only=True)
class Interval:
    """The numbers between two bounds.

    A number within a relative 1e-9 of a bound counts as being on it.

    Attributes:
        low: The lower bound, or minus infinity.
        high: The upper bound, or infinity.
        low_open: Whether the lower bound itself is left out.
        high_open: Whether the upper bound itself is left out.
    """

    low: float = attrs.field(default=-math.inf, converter=as_float)
    high: float = attrs.field(default=math.inf, converter=as_float)
    low_open: bool = False
    high_open: bool = False

    def __attrs_post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high):
            raise DefinitionError("a bound of an interval is not a number", "give both bounds as numbers.")
        empty = self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))
        if empty:
            raise DefinitionError(
                f"no number lies between {self.low!r} and {self.high!r}", "give the lower bound first."
            )

    @classmethod
    def exactly(cls, value: float) -> Interval:
        """Hold the one number `value`."""
        return cls(low=value, high=value)

    @classmethod
    def at_least(cls, bound: float) -> Interval:
        """Hold `bound` and everything above it."""
        return cls(low=bound)

    @classmethod
    def more_than(cls, bound: float) -> Interval:
        """Hold everything above `bound`, but not `bound`."""
        return cls(low=bound, low_open=True)

    @classmethod
    def at_most(cls, bound: float) -> Interval:
        """Hold `bound` and everything below it."""
        return cls(high=bound)

    @classmethod
    def less_than(cls, bound: float) -> Interval:
        """Hold everything below `bound`, but not `bound`."""
        return cls(high=bound, high_open=True)

    def __contains__(self, value: float) -> bool:
        return not math.isnan(value) and self._reaches(value) and self._keeps_below(value)

    def contains(self, figure: Interval) -> Truth:
        """Tell whether a figure known only as an interval lies in this one.

        True if all of it does, False if none of it does, None if part of it does.
        """
        if self._reaches(figure.low, open_=figure.low_open) and self._keeps_below(figure.high, open_=figure.high_open):
            return True
        if _apart(figure, self) or _apart(self, figure):
            return False
        return None

    def gap(self, value: float) -> float:
        """Give the signed distance from `value` to the nearest bound.

        Inside the interval it is positive or zero: the margin. Outside it is negative: what is lacking.
        On an open bound it is zero although the bound is outside.
        With no finite bound it is infinite.
        """
        margins = [
            0.0 if same(value, bound) else side * (value - bound)
            for side, bound in ((1, self.low), (-1, self.high))
            if math.isfinite(bound)
        ]
        return min(margins, default=math.inf)

    def _reaches(self, value: float, *, open_: bool = False) -> bool:
        """Tell whether `value`, as a lower end that may be left out, is not below this interval."""
        if -math.inf in (value, self.low):
            return self.low == -math.inf
        if same(value, self.low):
            return open_ or not self.low_open
        return value > self.low

    def _keeps_below(self, value: float, *, open_: bool = False) -> bool:
        """Tell whether `value`, as an upper end that may be left out, is not above this interval."""
        if math.inf in (value, self.high):
            return self.high == math.inf
        if same(value, self.high):
            return open_ or not self.high_open
        return value < self.high


def _apart(lower: Interval, upper: Interval) -> bool:
    """Tell whether `lower` ends before `upper` begins."""
    if lower.high == math.inf or upper.low == -math.inf:
        return False
    if same(lower.high, upper.low):
        return lower.high_open or upper.low_open
    return lower.high < upper.low
