"""Leaves: what an expression is told, not made of."""

from __future__ import annotations

import math
from typing import Any

import attrs

from dxplan.codes import name_validator
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.expr.fluent import Expr
from dxplan.expr.givens import GIVENS
from dxplan.numbers import as_float


def _above_zero(_instance: object, _attribute: attrs.Attribute[Any], value: float) -> None:
    if not math.isfinite(value) or math.copysign(1, value) < 0:
        raise DefinitionError(
            f"{value!r} cannot be a constant", "give a finite number; a negative one is the negation of a positive one."
        )


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
        name: The fact's name, one of `GIVENS`.
    """

    name: str = attrs.field()

    @name.validator
    def _is_known(self, _attribute: attrs.Attribute[Any], name: str) -> None:
        if name not in GIVENS:
            raise UnknownCodeError.among("given", name, GIVENS)

    @property
    def gives_truth(self) -> bool:
        """Whether the fact is a truth."""
        return GIVENS[self.name].measure == "truth"


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

    value: float = attrs.field(converter=as_float, validator=_above_zero)
