"""The shapes that many nodes share."""

from __future__ import annotations

import attrs

from dxplan.expr.fluent import Expr


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
