"""The words of the expression language: what can be computed from figures, as a tree that computes nothing itself.

A node is a docstring, fields and a type.
What it means on numbers is in `plain`, on dataframes in the lowering, as text in `formula`.
Every node says whether it gives a number or a truth, and whether it looks at one row (elementwise) or at several.

Missing values: unless a node says otherwise, a missing operand makes the result missing.
So does a division by zero, and any result that is not finite.

Nodes are frozen, compared by structure, and usable as keys of a dictionary.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, ClassVar, Literal, TypeAlias

import attrs

from dxplan.codes import name_validator
from dxplan.errors import DefinitionError
from dxplan.expr.fluent import Expr

Policy: TypeAlias = Literal["propagate", "skip", "zero"]
"""What a missing part does to a whole: makes it missing, is left out, or counts as zero."""

POLICIES: tuple[Policy, ...] = ("propagate", "skip", "zero")
"""Every policy for missing parts."""


def _above_zero(_instance: object, _attribute: attrs.Attribute[Any], value: float) -> None:
    if not math.isfinite(value) or math.copysign(1, value) < 0:
        raise DefinitionError(
            f"{value!r} cannot be a constant", "give a finite number; a negative one is the negation of a positive one."
        )


def _finite(_instance: object, attribute: attrs.Attribute[Any], value: float) -> None:
    if not math.isfinite(value):
        raise DefinitionError(f"{attribute.name} cannot be {value!r}", "give a finite number.")


def _policy(_instance: object, _attribute: attrs.Attribute[Any], value: str) -> None:
    if value not in POLICIES:
        raise DefinitionError(f"{value!r} is no rule for missing parts", f"use one of: {', '.join(POLICIES)}.")


def _several(_instance: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    if not value:
        raise DefinitionError(f"there are no {attribute.name}", "give at least one.")


def _rising(_instance: object, _attribute: attrs.Attribute[Any], points: tuple[tuple[float, float], ...]) -> None:
    if not points or any(not (math.isfinite(x) and math.isfinite(y)) for x, y in points):
        raise DefinitionError("the points are not all finite numbers", "write them as {1: 5, 2: 10}.")
    places = [x for x, _ in points]
    if any(left >= right for left, right in pairwise(places)):
        raise DefinitionError("the points do not rise", "write each one once, in rising order.")


# Leaves


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Figure(Expr):
    """The reported figure of an indicator; in a plan's formula its bare code.

    Attributes:
        code: The indicator's code.
    """

    code: str = attrs.field(validator=name_validator)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Given(Expr):
    """A fact about the target's situation, such as its baseline or the year it is due; only methods use it.

    Attributes:
        name: The fact's name.
    """

    name: str = attrs.field(validator=name_validator)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Param(Expr):
    """A number that the user of a method may set.

    Attributes:
        name: The parameter's name.
    """

    name: str = attrs.field(validator=name_validator)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Step(Expr):
    """The result of a named step of a method, computed once and never written out in place.

    Attributes:
        name: The step's name.
        truth: Whether the step gives a truth.
    """

    name: str = attrs.field(validator=name_validator)
    truth: bool = False

    @property
    def gives_truth(self) -> bool:
        """Whether the step gives a truth."""
        return self.truth


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Constant(Expr):
    """A number, zero or above.

    Attributes:
        value: The number.
    """

    value: float = attrs.field(converter=float, validator=_above_zero)


# Arithmetic


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Unary(Expr):
    """A node over one other.

    Attributes:
        operand: What it is about.
    """

    operand: Expr


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Binary(Expr):
    """A node over two others.

    Attributes:
        left: The left side.
        right: The right side.
    """

    left: Expr
    right: Expr


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Negate(Unary):
    """The number with its sign turned."""


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Absolute(Unary):
    """The number without its sign."""

    word: ClassVar[str] = "abs"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Logarithm(Unary):
    """The natural logarithm; missing for zero and below."""

    word: ClassVar[str] = "log"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Exponential(Unary):
    """Euler's number to the power of the operand."""

    word: ClassVar[str] = "exp"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Add(Binary):
    """The sum of two numbers of one unit."""


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Subtract(Binary):
    """The difference of two numbers of one unit."""


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Multiply(Binary):
    """The product."""


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Divide(Binary):
    """The quotient; missing where the right side is zero."""


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Power(Binary):
    """The left side to the power of the right; missing where that is no real, finite number."""


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
    by: float = attrs.field(converter=float, validator=_finite, kw_only=True)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Clip(Unary):
    """The operand, but no less than a lower bound and no more than an upper one.

    Attributes:
        operand: The number.
        low: The lower bound, or None.
        high: The upper bound, or None.
    """

    word: ClassVar[str] = "clip"
    low: float | None = attrs.field(default=None, converter=attrs.converters.optional(float), kw_only=True)
    high: float | None = attrs.field(default=None, converter=attrs.converters.optional(float), kw_only=True)

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
    points: tuple[tuple[float, float], ...] = attrs.field(validator=_rising)
    below: float = attrs.field(default=0.0, converter=float, validator=_finite, kw_only=True)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Piecewise(Unary):
    """The straight lines through some points; beyond the outer ones the value stays.

    Attributes:
        operand: The number.
        points: Places, rising, and the value at each.
    """

    word: ClassVar[str] = "piecewise"
    points: tuple[tuple[float, float], ...] = attrs.field(validator=_rising)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Coalesce(Expr):
    """The first operand that is known; missing where none is."""

    word: ClassVar[str] = "coalesce"
    operands: tuple[Expr, ...] = attrs.field(validator=_several)


# Truths


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Compare(Expr):
    """Whether two numbers of one unit stand as the sign says; within a relative 1e-9 they are equal.

    Attributes:
        sign: One of ``<``, ``<=``, ``>``, ``>=``, ``==`` and ``!=``.
        left: The left side.
        right: The right side.
    """

    truthful: ClassVar[bool] = True
    sign: str = attrs.field(validator=attrs.validators.in_(("<", "<=", ">", ">=", "==", "!=")))
    left: Expr
    right: Expr


@attrs.frozen(cache_hash=True, order=False, repr=False)
class And(Binary):
    """Whether both are true: one that is false decides, otherwise one that is missing leaves it missing."""

    truthful: ClassVar[bool] = True


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Or(Binary):
    """Whether one is true: one that is true decides, otherwise one that is missing leaves it missing."""

    truthful: ClassVar[bool] = True


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Not(Unary):
    """The opposite; missing stays missing."""

    truthful: ClassVar[bool] = True


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Known(Unary):
    """Whether the operand is known; never missing itself."""

    word: ClassVar[str] = "known"
    truthful: ClassVar[bool] = True


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Missing(Unary):
    """Whether the operand is missing; never missing itself."""

    word: ClassVar[str] = "missing"
    truthful: ClassVar[bool] = True


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Where(Expr):
    """The value of the first condition that is true, else the last value; missing where there is none.

    A condition that is missing is not true.

    Attributes:
        cases: Conditions with their values.
        otherwise: The value where no condition is true, or None for missing.
    """

    word: ClassVar[str] = "where"
    cases: tuple[tuple[Expr, Expr], ...] = attrs.field(validator=_several)
    otherwise: Expr | None = None

    @property
    def gives_truth(self) -> bool:
        """Whether its values are truths."""
        return self.cases[0][1].gives_truth


# Across expressions


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Weighted(Expr):
    """The weighted arithmetic mean of some numbers: the sum of weight times number over the sum of weights.

    Attributes:
        parts: The numbers with their weights; no weight is below zero, and not all are zero.
        policy: What a missing part does; where it is left out the other weights count for more.
    """

    word: ClassVar[str] = "weighted"
    parts: tuple[tuple[Expr, float], ...] = attrs.field(validator=_several)
    policy: Policy = attrs.field(default="propagate", validator=_policy, kw_only=True)

    @parts.validator
    def _weights(self, _attribute: attrs.Attribute[Any], parts: tuple[tuple[Expr, float], ...]) -> None:
        weights = [weight for _, weight in parts]
        if any(not math.isfinite(weight) or weight < 0 for weight in weights) or not sum(weights) > 0:
            raise DefinitionError(f"{weights} cannot be weights", "give numbers of zero or above, not all zero.")


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Across(Expr):
    """A number made of several.

    Attributes:
        operands: The numbers.
        policy: What a missing one does.
    """

    operands: tuple[Expr, ...] = attrs.field(validator=_several)
    policy: Policy = attrs.field(default="propagate", validator=_policy, kw_only=True)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Mean(Across):
    """The arithmetic mean of some numbers."""

    word: ClassVar[str] = "mean"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Geometric(Across):
    """The geometric mean; missing where a number is not above zero."""

    word: ClassVar[str] = "geometric"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Harmonic(Across):
    """The harmonic mean; missing where a number is not above zero."""

    word: ClassVar[str] = "harmonic"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class PowerMean(Across):
    """The mean of the numbers to the power `p`, to the power of one over `p`; missing where one is not above zero.

    Attributes:
        p: The power, not zero; the geometric mean is what it tends to there.
    """

    word: ClassVar[str] = "power_mean"
    p: float = attrs.field(converter=float, kw_only=True)

    @p.validator
    def _not_zero(self, _attribute: attrs.Attribute[Any], value: float) -> None:
        if value == 0 or not math.isfinite(value):
            raise DefinitionError(f"p cannot be {value!r}", "give a finite power other than 0; for 0 use geometric.")


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Best(Across):
    """The greatest of some numbers."""

    word: ClassVar[str] = "best"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Worst(Across):
    """The least of some numbers."""

    word: ClassVar[str] = "worst"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Total(Across):
    """The sum of some numbers."""

    word: ClassVar[str] = "total"
