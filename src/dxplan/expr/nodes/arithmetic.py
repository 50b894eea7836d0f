"""Arithmetic on the numbers of one row."""

from __future__ import annotations

import math
from typing import ClassVar

import attrs

from dxplan.errors import DefinitionError
from dxplan.expr.fluent import Expr
from dxplan.expr.nodes.rules import finite, rising
from dxplan.expr.nodes.shapes import Binary, Unary
from dxplan.numbers import as_float


class Negate(Unary):
    """The number with its sign turned."""

    __slots__ = ()


class Absolute(Unary):
    """The number without its sign."""

    __slots__ = ()
    word: ClassVar[str] = "abs"


class Logarithm(Unary):
    """The natural logarithm; missing for zero and below."""

    __slots__ = ()
    word: ClassVar[str] = "log"


class Exponential(Unary):
    """Euler's number to the power of the operand."""

    __slots__ = ()
    word: ClassVar[str] = "exp"


class Add(Binary):
    """The sum of two numbers of one unit."""

    __slots__ = ()


class Subtract(Binary):
    """The difference of two numbers of one unit."""

    __slots__ = ()


class Multiply(Binary):
    """The product."""

    __slots__ = ()


class Divide(Binary):
    """The quotient; missing where the right side is zero."""

    __slots__ = ()


class Power(Binary):
    """The left side to the power of the right; missing where that is no real, finite number."""

    __slots__ = ()


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Share(Expr):
    """The part over the whole, both of one unit; missing where the whole is zero."""

    word: ClassVar[str] = "share"
    part: Expr
    whole: Expr


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Scaled(Unary):
    """The operand times a fixed number of points: how a ratio becomes a score.

    Attributes:
        operand: The ratio.
        by: The points for a ratio of one.
    """

    word: ClassVar[str] = "scaled"
    by: float = attrs.field(converter=as_float, validator=finite, kw_only=True)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Clip(Unary):
    """The operand, but no less than a lower bound and no more than an upper one.

    Attributes:
        operand: The number.
        low: The lower bound, or None.
        high: The upper bound, or None.
    """

    word: ClassVar[str] = "clip"
    low: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float), kw_only=True)
    high: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float), kw_only=True)

    def __attrs_post_init__(self) -> None:
        bounds = [bound for bound in (self.low, self.high) if bound is not None]
        if not bounds or not all(map(math.isfinite, bounds)) or bounds != sorted(bounds):
            raise DefinitionError(
                f"cannot clip between {self.low!r} and {self.high!r}", "give low, high or both, the lower one as low."
            )


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Steps(Unary):
    """The value of the highest threshold that the operand reaches, and `below` under the lowest.

    Attributes:
        operand: The number.
        points: Thresholds, rising, and the value from each one on.
        below: The value under the lowest threshold.
    """

    word: ClassVar[str] = "steps"
    points: tuple[tuple[float, float], ...] = attrs.field(validator=rising)
    below: float = attrs.field(default=0.0, converter=as_float, validator=finite, kw_only=True)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Piecewise(Unary):
    """The straight lines through some points; beyond the outer ones the value stays.

    Attributes:
        operand: The number.
        points: Places, rising, and the value at each.
    """

    word: ClassVar[str] = "piecewise"
    points: tuple[tuple[float, float], ...] = attrs.field(validator=rising)
