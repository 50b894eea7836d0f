"""The functions that make expressions in Python, under the names they have in formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.expr import nodes
from dxplan.expr.fluent import lift

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.expr.fluent import Expr


def figure(code: str) -> Expr:
    """Take the reported figure of an indicator."""
    return nodes.Figure(code)


def given(name: str) -> Expr:
    """Take a fact about the target's situation, such as its baseline; for methods."""
    return nodes.Given(name)


def param(name: str) -> Expr:
    """Take a number that the user of a method may set."""
    return nodes.Param(name)


def step(name: str, *, truth: bool = False) -> Expr:
    """Take the result of a named step of a method."""
    return nodes.Step(name, truth)


def function(name: str, *operands: Expr | float) -> Expr:
    """Call a function written in Python that is installed or registered under a name."""
    return nodes.Function(name, tuple(map(lift, operands)))


def where(*cases: Expr | float) -> Expr:
    """Choose the value of the first condition that is true: ``where(c1, v1, c2, v2, …, otherwise)``.

    A missing condition is not true; with no value for otherwise the result is missing there.
    """
    pieces = [lift(case) for case in cases]
    otherwise = pieces.pop() if len(pieces) % 2 else None
    return nodes.Where(tuple(zip(pieces[::2], pieces[1::2], strict=True)), otherwise)


def coalesce(*operands: Expr | float) -> Expr:
    """Take the first operand that is known."""
    return nodes.Coalesce(tuple(map(lift, operands)))


def weighted(parts: Mapping[Expr, float], *, missing: nodes.Policy = "propagate") -> Expr:
    """Take the weighted arithmetic mean, with the weights as given."""
    return nodes.Weighted(tuple((part, float(weight)) for part, weight in parts.items()), policy=missing)


def mean(*operands: Expr, missing: nodes.Policy = "propagate") -> Expr:
    """Take the arithmetic mean."""
    return nodes.Mean(operands, policy=missing)


def geometric(*operands: Expr, missing: nodes.Policy = "propagate") -> Expr:
    """Take the geometric mean; missing where an operand is not above zero."""
    return nodes.Geometric(operands, policy=missing)


def harmonic(*operands: Expr, missing: nodes.Policy = "propagate") -> Expr:
    """Take the harmonic mean; missing where an operand is not above zero."""
    return nodes.Harmonic(operands, policy=missing)


def power_mean(*operands: Expr, p: float, missing: nodes.Policy = "propagate") -> Expr:
    """Take the power mean with power `p`; missing where an operand is not above zero."""
    return nodes.PowerMean(operands, p=p, policy=missing)


def best(*operands: Expr, missing: nodes.Policy = "propagate") -> Expr:
    """Take the greatest."""
    return nodes.Best(operands, policy=missing)


def worst(*operands: Expr, missing: nodes.Policy = "propagate") -> Expr:
    """Take the least."""
    return nodes.Worst(operands, policy=missing)


def total(*operands: Expr, missing: nodes.Policy = "propagate") -> Expr:
    """Take the sum."""
    return nodes.Total(operands, policy=missing)
