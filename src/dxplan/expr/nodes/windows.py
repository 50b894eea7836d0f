"""Numbers that look beyond their own row: at its peers, or at the same place earlier.

The peers of a row are the rows of the same period and the same series, its own included.
A missing number has no place among its peers and counts for nothing there.
Numbers are compared exactly here: being near to each other within a tolerance is not transitive, so that it could not
order them.

The normalisations are those of the JRC's handbook on composite indicators, under the names that COINr gives them.
"""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from dxplan.errors import DefinitionError
from dxplan.expr.nodes.rules import finite
from dxplan.expr.nodes.shapes import Unary
from dxplan.numbers import as_float

LONGEST_CHANGE = 1200
"""The most months that a change may reach back: a hundred years."""


class Window(Unary):
    """A node that looks at other rows than its own.

    Attributes:
        operand: The number that is looked at, of this row and of the others.
    """

    __slots__ = ()
    windowed: ClassVar[bool] = True


class Peers(Window):
    """A number as it stands among those of its peers."""

    __slots__ = ()


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Rank(Peers):
    """The place among the peers: one more than the number of them that are better; ties share the best place.

    So 9, 7, 7 and 3 have the places 1, 2, 2 and 4.
    Any unit may stand in it, and the place has none.
    COINr's "rank" is the rising one.

    Attributes:
        operand: The number.
        rising: Whether the least has place 1; otherwise the greatest has.
    """

    word: ClassVar[str] = "rank"
    rising: bool = attrs.field(default=False, kw_only=True)


class Percentile(Peers):
    """The share of the other peers that are less: (r - 1) / (n - 1), with r the rising place of `Rank` among n.

    Missing where fewer than two peers are known.
    Any unit may stand in it, and the result is a ratio.
    COINr's "percentile rank".
    """

    __slots__ = ()
    word: ClassVar[str] = "percentile"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class MinMax(Peers):
    """How far it is from the least of its peers to the greatest: low + (high - low) * (x - min) / (max - min).

    Missing where the greatest is the least.
    Any unit may stand in it; from 0 to 1 the result is a ratio, and other bounds make points that take any unit.
    COINr's "min-max[low, high]".

    Attributes:
        operand: The number.
        low: What the least becomes.
        high: What the greatest becomes.
    """

    word: ClassVar[str] = "minmax"
    low: float = attrs.field(default=0.0, converter=as_float, validator=finite, kw_only=True)
    high: float = attrs.field(default=1.0, converter=as_float, validator=finite, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.low < self.high:
            raise DefinitionError(
                f"cannot scale from {self.low!r} to {self.high!r}",
                "give the lower bound as low; where less is better write minmax(-x).",
            )

    @property
    def rescaled(self) -> bool:
        """Whether it goes over other bounds than from 0 to 1."""
        return (self.low, self.high) != (0, 1)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class ZScore(Peers):
    """How many standard deviations it is off the mean of its peers: mean + sd * (x - m) / s.

    The deviation s is that of a sample, with n - 1 below the fraction line.
    Missing where fewer than two peers are known, and where all of them are equal.
    Any unit may stand in it; with mean 0 and sd 1 the result is a ratio, and others make points that take any unit.
    COINr's "z-score[mean, sd]".

    Attributes:
        operand: The number.
        mean: What the mean becomes.
        sd: What one standard deviation becomes; above zero.
    """

    word: ClassVar[str] = "zscore"
    mean: float = attrs.field(default=0.0, converter=as_float, validator=finite, kw_only=True)
    sd: float = attrs.field(default=1.0, converter=as_float, validator=finite, kw_only=True)

    @sd.validator
    def _above_zero(self, _attribute: attrs.Attribute[Any], sd: float) -> None:
        if not sd > 0:
            raise DefinitionError(
                f"sd cannot be {sd!r}", "give a number above zero; where less is better write zscore(-x)."
            )

    @property
    def rescaled(self) -> bool:
        """Whether it goes over another mean than 0 or another deviation than 1."""
        return (self.mean, self.sd) != (0, 1)


class ShareOfTotal(Peers):
    """What it is of the sum of its peers; the unknown ones are left out of the sum.

    Missing where the sum is zero: where what is above zero and what is below are the same within a relative 1e-9.
    Any unit may stand in it, and the result is a ratio.
    """

    __slots__ = ()
    word: ClassVar[str] = "share_of_total"


def _whole(months: float) -> int:
    if not 1 <= months <= LONGEST_CHANGE or months != int(months):
        raise DefinitionError(
            f"months cannot be {months!r}", f"give a whole number of months from 1 to {LONGEST_CHANGE}, such as 12."
        )
    return int(months)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Change(Window):
    """How much it is more than at the same place, in the same series, so many months before: x - before.

    With `relative`, the growth: (x - before) / before, missing where before is zero.
    The earlier value is found by the calendar and never by counting rows: where the series has a hole there, the change
    is missing, and no other year's value steps in.
    Where that place has several values then, and they differ, it is missing too.
    The change has the unit of the operand, the growth is a ratio.

    Attributes:
        operand: The number.
        months: How many months before; a period is dated by its last month.
        relative: Whether it is given as a ratio to the earlier value.
    """

    word: ClassVar[str] = "change"
    months: int = attrs.field(converter=_whole, kw_only=True)
    relative: bool = attrs.field(default=False, kw_only=True)
