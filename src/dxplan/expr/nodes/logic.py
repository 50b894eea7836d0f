"""Truths, and choosing by them."""

from __future__ import annotations

from typing import ClassVar

import attrs

from dxplan.expr.fluent import Expr
from dxplan.expr.nodes.rules import several
from dxplan.expr.nodes.shapes import Binary, Unary


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


class And(Binary):
    """Whether both are true: one that is false decides, otherwise one that is missing leaves it missing."""

    __slots__ = ()
    truthful: ClassVar[bool] = True


class Or(Binary):
    """Whether one is true: one that is true decides, otherwise one that is missing leaves it missing."""

    __slots__ = ()
    truthful: ClassVar[bool] = True


class Not(Unary):
    """The opposite; missing stays missing."""

    __slots__ = ()
    truthful: ClassVar[bool] = True


class Known(Unary):
    """Whether the operand is known; never missing itself."""

    __slots__ = ()
    word: ClassVar[str] = "known"
    truthful: ClassVar[bool] = True


class Missing(Unary):
    """Whether the operand is missing; never missing itself."""

    __slots__ = ()
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
    cases: tuple[tuple[Expr, Expr], ...] = attrs.field(validator=several)
    otherwise: Expr | None = None

    @property
    def gives_truth(self) -> bool:
        """Whether its values are truths."""
        return self.cases[0][1].gives_truth


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Coalesce(Expr):
    """The first operand that is known; missing where none is."""

    word: ClassVar[str] = "coalesce"
    operands: tuple[Expr, ...] = attrs.field(validator=several)
