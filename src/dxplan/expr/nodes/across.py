"""One number made of several expressions, each node with a rule for missing ones."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import attrs

from dxplan.errors import DefinitionError
from dxplan.expr.fluent import Expr
from dxplan.expr.nodes.rules import Policy, policy, several
from dxplan.numbers import as_float


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Weighted(Expr):
    """The weighted arithmetic mean of some numbers: the sum of weight times number over the sum of weights.

    Attributes:
        parts: The numbers with their weights; no weight is below zero, and not all are zero.
        policy: What a missing part does; where it is left out the other weights count for more.
    """

    word: ClassVar[str] = "weighted"
    parts: tuple[tuple[Expr, float], ...] = attrs.field(validator=several)
    policy: Policy = attrs.field(default="propagate", validator=policy, kw_only=True)

    @parts.validator
    def _weights(self, _attribute: attrs.Attribute[Any], parts: tuple[tuple[Expr, float], ...]) -> None:
        weights = [weight for _, weight in parts]
        if any(not math.isfinite(weight) or weight < 0 for weight in weights) or not 0 < sum(weights) < math.inf:
            raise DefinitionError(
                f"{weights} cannot be weights", "give numbers of zero or above with a finite sum, not all zero."
            )


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Across(Expr):
    """A number made of several.

    Attributes:
        operands: The numbers.
        policy: What a missing one does.
    """

    operands: tuple[Expr, ...] = attrs.field(validator=several)
    policy: Policy = attrs.field(default="propagate", validator=policy, kw_only=True)


class Mean(Across):
    """The arithmetic mean of some numbers."""

    __slots__ = ()
    word: ClassVar[str] = "mean"


class Geometric(Across):
    """The geometric mean; missing where a number is not above zero."""

    __slots__ = ()
    word: ClassVar[str] = "geometric"


class Harmonic(Across):
    """The harmonic mean; missing where a number is not above zero."""

    __slots__ = ()
    word: ClassVar[str] = "harmonic"


@attrs.frozen(cache_hash=True, order=False, repr=False)
class PowerMean(Across):
    """The mean of the numbers to the power `p`, to the power of one over `p`; missing where one is not above zero.

    Attributes:
        p: The power, not zero; the geometric mean is what it tends to there.
    """

    word: ClassVar[str] = "power_mean"
    p: float = attrs.field(converter=as_float, kw_only=True)

    @p.validator
    def _not_zero(self, _attribute: attrs.Attribute[Any], value: float) -> None:
        if value == 0 or not math.isfinite(value):
            raise DefinitionError(f"p cannot be {value!r}", "give a finite power other than 0; for 0 use geometric.")


class Best(Across):
    """The greatest of some numbers."""

    __slots__ = ()
    word: ClassVar[str] = "best"


class Worst(Across):
    """The least of some numbers."""

    __slots__ = ()
    word: ClassVar[str] = "worst"


class Total(Across):
    """The sum of some numbers."""

    __slots__ = ()
    word: ClassVar[str] = "total"
