"""What every node is on a dataframe, as an expression over the columns of its parts; see also `lower_windows`.

Columns hold null for missing and no NaN. How parts become columns is the matter of `stage`.
"""

from __future__ import annotations

from functools import reduce, singledispatch
from operator import add, and_, or_
from typing import TYPE_CHECKING, Protocol

import narwhals.stable.v2 as nw

from dxplan.expr import functions, nodes
from dxplan.numbers import RELATIVE_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.expr.fluent import Expr


class Parts(Protocol):
    """What is under one node, as expressions over columns."""

    def once(self, expr: Expr) -> nw.Expr:
        """Give a part that the node names once."""
        ...

    def often(self, expr: Expr) -> nw.Expr:
        """Give a part that the node names more than once, as a column."""
        ...

    def held(self, expr: nw.Expr) -> nw.Expr:
        """Put something the node has made into a column, to name it more than once."""
        ...

    def finite(self, expr: nw.Expr) -> nw.Expr:
        """Make null of what is not finite."""
        ...

    def column(self, expr: Expr) -> nw.Expr:
        """Give a part as a column, a number that is written in the formula too."""
        ...

    def among(self, expr: nw.Expr, window: nodes.Window) -> nw.Expr:
        """Put what is said of all peers together, or of each among them, into a column."""
        ...

    def earlier(self, expr: Expr, window: nodes.Change) -> nw.Expr:
        """Give what a part was at the same place so many months before, as a column."""
        ...


_NOTHING = nw.lit(None, dtype=nw.Float64)


@singledispatch
def lower(expr: Expr, found: Parts) -> nw.Expr:
    """Write one node over its parts; each kind of node has its own rule below."""
    raise NotImplementedError(type(expr).__name__, found)


@lower.register(nodes.Figure)
@lower.register(nodes.Given)
@lower.register(nodes.Param)
@lower.register(nodes.Step)
def _(expr: Expr, _found: Parts) -> nw.Expr:
    return nw.lit(None, dtype=nw.Boolean) if expr.gives_truth else _NOTHING


@lower.register
def _(expr: nodes.Constant, _found: Parts) -> nw.Expr:
    return nw.lit(expr.value)


@lower.register
def _(expr: nodes.Negate, found: Parts) -> nw.Expr:
    return nw.lit(0.0) - found.once(expr.operand)


@lower.register
def _(expr: nodes.Absolute, found: Parts) -> nw.Expr:
    return found.once(expr.operand).abs()


@lower.register
def _(expr: nodes.Logarithm, found: Parts) -> nw.Expr:
    operand = found.often(expr.operand)
    return nw.when(operand > 0).then(operand).log()


@lower.register
def _(expr: nodes.Exponential, found: Parts) -> nw.Expr:
    return found.finite(found.once(expr.operand).exp())


@lower.register
def _(expr: nodes.Add, found: Parts) -> nw.Expr:
    return found.finite(found.once(expr.left) + found.once(expr.right))


@lower.register
def _(expr: nodes.Subtract, found: Parts) -> nw.Expr:
    return found.finite(found.once(expr.left) - found.once(expr.right))


@lower.register
def _(expr: nodes.Multiply, found: Parts) -> nw.Expr:
    return found.finite(found.once(expr.left) * found.once(expr.right))


def _divided(found: Parts, left: Expr, right: Expr) -> nw.Expr:
    denominator = found.often(right)
    return found.finite(found.once(left) / nw.when(denominator != 0).then(denominator))


@lower.register
def _(expr: nodes.Divide, found: Parts) -> nw.Expr:
    return _divided(found, expr.left, expr.right)


@lower.register
def _(expr: nodes.Share, found: Parts) -> nw.Expr:
    return _divided(found, expr.part, expr.whole)


@lower.register
def _(expr: nodes.Power, found: Parts) -> nw.Expr:
    # Some engines say that 1 to an unknown power, and an unknown number to the power 0, are 1.
    left, right = found.often(expr.left), found.often(expr.right)
    return found.finite(nw.when(~left.is_null() & ~right.is_null()).then(left**right))


@lower.register
def _(expr: nodes.Scaled, found: Parts) -> nw.Expr:
    return found.finite(found.once(expr.operand) * expr.by)


@lower.register
def _(expr: nodes.Clip, found: Parts) -> nw.Expr:
    return found.once(expr.operand).clip(expr.low, expr.high)


def _same(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    return (left - right).abs() <= nw.max_horizontal(left.abs(), right.abs()) * RELATIVE_TOLERANCE


@lower.register
def _(expr: nodes.Steps, found: Parts) -> nw.Expr:
    value = found.often(expr.operand)
    chosen: nw.Expr = nw.lit(expr.below)
    for threshold, points in expr.points:
        reached = (value >= threshold) | _same(value, nw.lit(threshold))
        chosen = nw.when(reached).then(nw.lit(points)).otherwise(chosen)
    return nw.when(~value.is_null()).then(chosen)


@lower.register
def _(expr: nodes.Piecewise, found: Parts) -> nw.Expr:
    value = found.often(expr.operand)
    chosen: nw.Expr = nw.lit(expr.points[-1][1])
    for (left, below), (right, above) in reversed(list(zip(expr.points, expr.points[1:], strict=False))):
        line = (value - left) * ((above - below) / (right - left)) + below
        chosen = nw.when(value < right).then(line).otherwise(chosen)
    first, low = expr.points[0]
    chosen = nw.when(value <= first).then(nw.lit(low)).otherwise(chosen)
    return nw.when(~value.is_null()).then(chosen)


@lower.register
def _(expr: nodes.Coalesce, found: Parts) -> nw.Expr:
    return nw.coalesce(*(found.once(operand) for operand in expr.operands))


@lower.register
def _(expr: nodes.Function, found: Parts) -> nw.Expr:
    operands = [found.column(operand) for operand in expr.operands]
    result = functions.on_columns(expr, operands)
    if not functions.find(expr).sees_missing:
        result = nw.when(_known(operands, "propagate")).then(result)
    return found.finite(result.cast(nw.Float64))


@lower.register
def _(expr: nodes.Compare, found: Parts) -> nw.Expr:
    left, right = found.often(expr.left), found.often(expr.right)
    same = _same(left, right)
    match expr.sign:
        case "<":
            return (left < right) & ~same
        case "<=":
            return (left < right) | same
        case ">":
            return (left > right) & ~same
        case ">=":
            return (left > right) | same
        case "==":
            return same
    return ~same


@lower.register
def _(expr: nodes.And, found: Parts) -> nw.Expr:
    return found.once(expr.left) & found.once(expr.right)


@lower.register
def _(expr: nodes.Or, found: Parts) -> nw.Expr:
    return found.once(expr.left) | found.once(expr.right)


@lower.register
def _(expr: nodes.Not, found: Parts) -> nw.Expr:
    return ~found.once(expr.operand)


@lower.register
def _(expr: nodes.Known, found: Parts) -> nw.Expr:
    return ~found.once(expr.operand).is_null()


@lower.register
def _(expr: nodes.Missing, found: Parts) -> nw.Expr:
    return found.once(expr.operand).is_null()


@lower.register
def _(expr: nodes.Where, found: Parts) -> nw.Expr:
    missing = nw.lit(None, dtype=nw.Boolean) if expr.gives_truth else _NOTHING
    chosen = missing if expr.otherwise is None else found.once(expr.otherwise)
    for condition, value in reversed(expr.cases):
        chosen = nw.when(found.once(condition)).then(found.once(value)).otherwise(chosen)
    return chosen


def _known(operands: list[nw.Expr], policy: nodes.Policy) -> nw.Expr:
    """Tell whether the whole is known: where every part is, or with the rule of leaving out, where any is."""
    known = [~operand.is_null() for operand in operands]
    return reduce(or_ if policy == "skip" else and_, known)


def _filled(operands: list[nw.Expr], policy: nodes.Policy, neutral: float) -> list[nw.Expr]:
    """Put a number where one is missing: zero where it counts as that, else one that changes nothing."""
    return [operand.fill_null(0.0 if policy == "zero" else neutral) for operand in operands]


def _whole(result: nw.Expr, operands: list[nw.Expr], policy: nodes.Policy) -> nw.Expr:
    return result if policy == "zero" else nw.when(_known(operands, policy)).then(result)


def _sum_and_count(operands: list[nw.Expr], policy: nodes.Policy) -> tuple[nw.Expr, nw.Expr]:
    total = reduce(add, _filled(operands, policy, 0.0))
    if policy != "skip":
        return total, nw.lit(float(len(operands)))
    return total, reduce(add, [(~operand.is_null()).cast(nw.Float64) for operand in operands])


@lower.register
def _(expr: nodes.Weighted, found: Parts) -> nw.Expr:
    operands = [found.often(part) for part, _ in expr.parts]
    weights = [weight for _, weight in expr.parts]
    filled = _filled(operands, expr.policy, 0.0)
    total = reduce(add, [part * weight for part, weight in zip(filled, weights, strict=True)])
    whole: nw.Expr = nw.lit(sum(weights))
    if expr.policy == "skip":
        parts = zip(operands, weights, strict=True)
        whole = found.held(reduce(add, [(~part.is_null()).cast(nw.Float64) * weight for part, weight in parts]))
        whole = nw.when(whole > 0).then(whole)
    return found.finite(_whole(total / whole, operands, expr.policy))


def _mean(operands: list[nw.Expr], policy: nodes.Policy) -> nw.Expr:
    total, count = _sum_and_count(operands, policy)
    return _whole(total / count, operands, policy)


@lower.register
def _(expr: nodes.Mean, found: Parts) -> nw.Expr:
    return found.finite(_mean([found.often(operand) for operand in expr.operands], expr.policy))


@lower.register
def _(expr: nodes.Total, found: Parts) -> nw.Expr:
    operands = [found.often(operand) for operand in expr.operands]
    return found.finite(_whole(reduce(add, _filled(operands, expr.policy, 0.0)), operands, expr.policy))


@lower.register
def _(expr: nodes.Best, found: Parts) -> nw.Expr:
    return _extreme(expr, found, nw.max_horizontal)


@lower.register
def _(expr: nodes.Worst, found: Parts) -> nw.Expr:
    return _extreme(expr, found, nw.min_horizontal)


def _extreme(expr: nodes.Across, found: Parts, choose: Callable[..., nw.Expr]) -> nw.Expr:
    operands = [found.often(operand) for operand in expr.operands]
    chosen = choose(*([operand.fill_null(0.0) for operand in operands] if expr.policy == "zero" else operands))
    return _whole(chosen, operands, expr.policy)


@lower.register(nodes.Geometric)
@lower.register(nodes.Harmonic)
@lower.register(nodes.PowerMean)
def _(expr: nodes.Across, found: Parts) -> nw.Expr:
    """Average the logarithms or powers; a number that is not above zero makes the whole missing."""
    operands = [found.often(operand) for operand in expr.operands]
    counted = [operand.fill_null(0.0) for operand in operands] if expr.policy == "zero" else operands
    above = reduce(and_, [(operand > 0).fill_null(True) for operand in counted])
    if isinstance(expr, nodes.Geometric):
        turned = [found.held(nw.when(operand > 0).then(operand).log()) for operand in counted]
        return found.finite(nw.when(above).then(_mean(turned, expr.policy).exp()))
    p = expr.p if isinstance(expr, nodes.PowerMean) else -1.0
    turned = [found.held(nw.when(operand > 0).then(operand) ** p) for operand in counted]
    mean = found.held(_mean(turned, expr.policy))
    return found.finite(nw.when(above).then(nw.when(mean > 0).then(mean) ** (1 / p)))
