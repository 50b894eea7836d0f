"""What every node is on a dataframe, as an expression over the columns of its parts; see also `lower_windows`.

Columns hold null for missing, no infinities and no NaN. How parts become columns is the matter of `stage`.

Arithmetic lets infinities and NaN run on, because they never become a finite number there, and what is not finite in
the end is missing. Only a node that could make something finite of them, or of a null next to them, asks for parts
without. That saves a guard after every sign.
"""

from __future__ import annotations

from functools import reduce, singledispatch
from operator import add, and_, or_
from typing import TYPE_CHECKING, Protocol

import narwhals.stable.v2 as nw

from dxplan.expr import functions, nodes
from dxplan.expr.quotient import quotient
from dxplan.numbers import RELATIVE_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dxplan.expr.fluent import Expr


class Parts(Protocol):
    """What is under one node, as expressions over columns."""

    def once(self, expr: Expr) -> nw.Expr:
        """Give a part that the node names once."""
        ...

    def raw(self, expr: Expr) -> nw.Expr:
        """Give a part that the node names once, and that may hold infinities and NaN."""
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


_RAW = (
    nodes.Add,
    nodes.Change,
    nodes.Divide,
    nodes.Exponential,
    nodes.Function,
    nodes.Geometric,
    nodes.Harmonic,
    nodes.Mean,
    nodes.MinMax,
    nodes.Multiply,
    nodes.Piecewise,
    nodes.Power,
    nodes.PowerMean,
    nodes.Scaled,
    nodes.Share,
    nodes.ShareOfTotal,
    nodes.Subtract,
    nodes.Total,
    nodes.Weighted,
    nodes.ZScore,
)


def gives_raw(expr: Expr) -> bool:
    """Tell whether what `lower` writes for a node may hold infinities or NaN, which stand for missing there."""
    match expr:
        case nodes.Negate(operand) | nodes.Absolute(operand):
            return gives_raw(operand)
        case nodes.Where(cases, otherwise) if not expr.gives_truth:
            return any(gives_raw(value) for _, value in cases) or (otherwise is not None and gives_raw(otherwise))
    return isinstance(expr, _RAW)


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
    return nw.lit(0.0) - found.raw(expr.operand)


@lower.register
def _(expr: nodes.Absolute, found: Parts) -> nw.Expr:
    return found.raw(expr.operand).abs()


@lower.register
def _(expr: nodes.Logarithm, found: Parts) -> nw.Expr:
    operand = found.often(expr.operand)
    return nw.when(operand > 0).then(operand).log()


@lower.register
def _(expr: nodes.Exponential, found: Parts) -> nw.Expr:
    # Of minus infinity this would be zero.
    return found.once(expr.operand).exp()


@lower.register
def _(expr: nodes.Add, found: Parts) -> nw.Expr:
    return found.raw(expr.left) + found.raw(expr.right)


@lower.register
def _(expr: nodes.Subtract, found: Parts) -> nw.Expr:
    return found.raw(expr.left) - found.raw(expr.right)


@lower.register
def _(expr: nodes.Multiply, found: Parts) -> nw.Expr:
    return found.raw(expr.left) * found.raw(expr.right)


def _divided(found: Parts, left: Expr, right: Expr) -> nw.Expr:
    if isinstance(right, nodes.Constant):
        return quotient(found.often(left), right.value) if right.value else _NOTHING
    # A number over infinity would be zero.
    denominator = found.often(right)
    return quotient(found.often(left), nw.when(denominator != 0).then(denominator))


@lower.register
def _(expr: nodes.Divide, found: Parts) -> nw.Expr:
    return _divided(found, expr.left, expr.right)


@lower.register
def _(expr: nodes.Share, found: Parts) -> nw.Expr:
    return _divided(found, expr.part, expr.whole)


@lower.register
def _(expr: nodes.Power, found: Parts) -> nw.Expr:
    if isinstance(expr.right, nodes.Constant) and expr.right.value > 0:
        return found.raw(expr.left) ** expr.right.value
    # Some engines say that 1 to an unknown power, and an unknown number to the power 0, are 1.
    left, right = found.often(expr.left), found.often(expr.right)
    return nw.when(~left.is_null() & ~right.is_null()).then(left**right)


@lower.register
def _(expr: nodes.Scaled, found: Parts) -> nw.Expr:
    return found.raw(expr.operand) * expr.by


@lower.register
def _(expr: nodes.Clip, found: Parts) -> nw.Expr:
    return found.once(expr.operand).clip(expr.low, expr.high)


def _lowest(bound: float) -> float:
    """Give the least number that is equal to a bound within the tolerance."""
    return bound * (1 - RELATIVE_TOLERANCE) if bound > 0 else bound * (1 + RELATIVE_TOLERANCE)


@lower.register
def _(expr: nodes.Steps, found: Parts) -> nw.Expr:
    value = found.often(expr.operand)
    chosen: nw.Expr = nw.lit(expr.below)
    for threshold, points in expr.points:
        chosen = nw.when(value >= _lowest(threshold)).then(nw.lit(points)).otherwise(chosen)
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
    result: nw.Expr = functions.on_columns(expr, operands)
    if not functions.find(expr).sees_missing:
        result = nw.when(reduce(and_, map(_is_known, operands))).then(result)
    return result.cast(nw.Float64)


@lower.register
def _(expr: nodes.Compare, found: Parts) -> nw.Expr:
    if isinstance(expr.right, nodes.Constant):
        bound = expr.right.value
        return _compared(expr.sign, found.often(expr.left), nw.lit(_lowest(bound)), nw.lit(-_lowest(-bound)))
    # The tolerance is a share of the larger side in size; where the two are that near, either side will do for it.
    right = found.often(expr.right)
    room = right.abs() * RELATIVE_TOLERANCE
    return _compared(expr.sign, found.once(expr.left) - right, -room, room)


def _compared(sign: str, number: nw.Expr, low: nw.Expr, high: nw.Expr) -> nw.Expr:
    """Compare a number with a bound that is as wide as the tolerance."""
    match sign:
        case "<":
            return number < low
        case "<=":
            return number <= high
        case ">":
            return number > high
        case ">=":
            return number >= low
        case "==":
            return (number >= low) & (number <= high)
    return (number < low) | (number > high)


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
    chosen = missing if expr.otherwise is None else found.raw(expr.otherwise)
    for condition, value in reversed(expr.cases):
        chosen = nw.when(found.once(condition)).then(found.raw(value)).otherwise(chosen)
    return chosen


def _operands(parts: Iterable[Expr], policy: nodes.Policy, found: Parts) -> list[nw.Expr]:
    """Give the parts of a sum: as columns where a rule looks at which of them are missing."""
    return [found.raw(part) if policy == "propagate" else found.often(part) for part in parts]


def _filled(operands: list[nw.Expr], policy: nodes.Policy) -> list[nw.Expr]:
    """Put zero where a part is missing and its rule wants a sum all the same."""
    return operands if policy == "propagate" else [operand.fill_null(0.0) for operand in operands]


def _whole(result: nw.Expr, operands: list[nw.Expr], policy: nodes.Policy) -> nw.Expr:
    """Keep a result where a part is known, for the rule that leaves out the others."""
    return nw.when(reduce(or_, map(_is_known, operands))).then(result) if policy == "skip" else result


def _is_known(operand: nw.Expr) -> nw.Expr:
    return ~operand.is_null()


def _counted(operand: nw.Expr) -> nw.Expr:
    return _is_known(operand).cast(nw.Float64)


@lower.register
def _(expr: nodes.Weighted, found: Parts) -> nw.Expr:
    operands = _operands((part for part, _ in expr.parts), expr.policy, found)
    weights = [weight for _, weight in expr.parts]
    filled = zip(_filled(operands, expr.policy), weights, strict=True)
    total = reduce(add, [part * weight for part, weight in filled])
    if expr.policy != "skip":
        return quotient(found.held(total), sum(weights))
    known = zip(operands, weights, strict=True)
    whole = found.held(reduce(add, [_counted(part) * weight for part, weight in known]))
    return quotient(found.held(total), nw.when(whole > 0).then(whole))


def _mean(operands: list[nw.Expr], policy: nodes.Policy, found: Parts) -> nw.Expr:
    total = found.held(reduce(add, _filled(operands, policy)))
    if policy != "skip":
        return quotient(total, len(operands))
    return _whole(quotient(total, reduce(add, map(_counted, operands))), operands, policy)


@lower.register
def _(expr: nodes.Mean, found: Parts) -> nw.Expr:
    return _mean(_operands(expr.operands, expr.policy, found), expr.policy, found)


@lower.register
def _(expr: nodes.Total, found: Parts) -> nw.Expr:
    operands = _operands(expr.operands, expr.policy, found)
    return _whole(reduce(add, _filled(operands, expr.policy)), operands, expr.policy)


@lower.register
def _(expr: nodes.Best, found: Parts) -> nw.Expr:
    return _extreme(expr, found, nw.max_horizontal)


@lower.register
def _(expr: nodes.Worst, found: Parts) -> nw.Expr:
    return _extreme(expr, found, nw.min_horizontal)


def _extreme(expr: nodes.Across, found: Parts, choose: Callable[..., nw.Expr]) -> nw.Expr:
    operands = [found.often(operand) for operand in expr.operands]
    if expr.policy == "zero":
        operands = [operand.fill_null(0.0) for operand in operands]
    # Spark knows no greatest of one.
    chosen = choose(*operands) if len(operands) > 1 else operands[0]
    return chosen if expr.policy != "propagate" else nw.when(reduce(and_, map(_is_known, operands))).then(chosen)


@lower.register(nodes.Geometric)
@lower.register(nodes.Harmonic)
@lower.register(nodes.PowerMean)
def _(expr: nodes.Across, found: Parts) -> nw.Expr:
    """Average the logarithms or powers; a number that is not above zero makes the whole missing."""
    operands = [found.often(operand) for operand in expr.operands]
    counted = [operand.fill_null(0.0) for operand in operands] if expr.policy == "zero" else operands
    above = reduce(and_, [(operand > 0).fill_null(True) for operand in counted])
    positive = [found.held(nw.when(operand > 0).then(operand)) for operand in counted]
    if isinstance(expr, nodes.Geometric):
        turned = [found.held(operand.log()) for operand in positive]
        return nw.when(above).then(_mean(turned, expr.policy, found).exp())
    p = expr.p if isinstance(expr, nodes.PowerMean) else -1.0
    turned = [found.held(operand**p) for operand in positive]
    # One over infinity would be zero.
    return nw.when(above).then(found.finite(_mean(turned, expr.policy, found)) ** (1 / p))
