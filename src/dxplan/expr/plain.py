"""Expressions on plain Python floats: what every node means, for one row; `plain_rows` adds what looks beyond it.

It is the measure that every other way of computing is held against, and the quick way for a handful of rows.
None stands for missing, of a number and of a truth.
"""

from __future__ import annotations

import math
from functools import lru_cache, singledispatch
from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.errors import DefinitionError
from dxplan.expr import functions, nodes
from dxplan.numbers import same
from dxplan.truth import all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dxplan.expr.fluent import Expr

Value: TypeAlias = float | bool | None
"""What an expression gives: a number, a truth, or None for missing."""


def evaluate(expr: Expr, facts: Mapping[Expr, Value]) -> Value:
    """Compute an expression for one row.

    Args:
        expr: The expression.
        facts: The value of each leaf: figures, givens, parameters and steps. A leaf that is not there is missing.

    Returns:
        The number or the truth, or None where it is missing. A result that is not finite is missing.

    Raises:
        DefinitionError: The expression looks at other rows; `evaluate_rows` takes all of them.
    """
    return Single(facts).value(expr)


def run(steps: Mapping[str, Expr], facts: Mapping[Expr, Value]) -> dict[str, Value]:
    """Compute named steps for one row, in their order; a step may name those before it.

    Args:
        steps: The expressions by name.
        facts: The value of each leaf that is no step; one that is not there is missing.

    Returns:
        The value of each step.
    """
    row = Single(facts)
    found: dict[str, Value] = {}
    for name, expr in steps.items():
        found[name] = row.values[_step(name, expr.gives_truth)] = row.value(expr)
    return found


@lru_cache(maxsize=4096)
def _step(name: str, truth: bool) -> nodes.Step:  # noqa: FBT001 (two plain facts)
    return nodes.Step(name, truth)


_UNKNOWN: Any = object()
"""What stands for a tree that was not computed yet."""


class Single:
    """One row by itself: the values of the leaves, and of every tree computed so far."""

    def __init__(self, facts: Mapping[Expr, Value]) -> None:
        self.values: dict[Expr, Value] = {leaf: _finite(value) for leaf, value in facts.items()}

    def value(self, expr: Expr) -> Value:
        """Give what a tree says of the row."""
        # To hash a tree takes longer than to compute it, so it is looked up once.
        known: Value = self.values.get(expr, _UNKNOWN)
        if known is _UNKNOWN:
            known = self.values[expr] = _finite(compute(expr, self))
        return known

    def number(self, expr: Expr) -> float | None:
        """Give a tree's number."""
        value = self.value(expr)
        return None if value is None else float(value)

    def truth(self, expr: Expr) -> bool | None:
        """Give a tree's truth."""
        value = self.value(expr)
        return None if value is None else bool(value)

    def beyond(self, expr: nodes.Window) -> Value:
        """Give what a node that looks at other rows says of this one."""
        raise DefinitionError(
            f"'{expr}' looks at other rows, and there is only one", "give all rows at once, to evaluate_rows."
        )

    def known(self, operands: Sequence[Expr], policy: nodes.Policy) -> list[float] | None:
        """Give the numbers of some operands after the rule for missing ones, or None where the whole is missing."""
        values = [self.number(operand) for operand in operands]
        if policy == "zero":
            return [0.0 if value is None else value for value in values]
        known = [value for value in values if value is not None]
        return known if known and (policy == "skip" or len(known) == len(values)) else None


def _finite(value: Value) -> Value:
    return None if isinstance(value, float) and not math.isfinite(value) else value


@singledispatch
def compute(expr: Expr, row: Single) -> Value:
    """Compute one node from what is under it; each kind of node has its own rule below."""
    raise NotImplementedError(type(expr).__name__, row)


@compute.register(nodes.Figure)
@compute.register(nodes.Given)
@compute.register(nodes.Param)
@compute.register(nodes.Step)
def _(_expr: Expr, _row: Single) -> Value:
    return None


@compute.register
def _(expr: nodes.Window, row: Single) -> Value:
    return row.beyond(expr)


@compute.register
def _(expr: nodes.Constant, _row: Single) -> Value:
    return expr.value


def calculated(calculate: Callable[..., float | complex], *operands: float | None) -> float | None:
    """Calculate with known operands; what is no real number is missing."""
    if any(operand is None for operand in operands):
        return None
    try:
        result = calculate(*operands)
    except (ArithmeticError, ValueError):
        return None
    return None if isinstance(result, complex) else result


_ONE: dict[type[Expr], Callable[[float], float]] = {
    nodes.Negate: lambda x: -x,
    nodes.Absolute: abs,
    nodes.Logarithm: math.log,
    nodes.Exponential: math.exp,
}
_TWO: dict[type[Expr], Callable[[float, float], float]] = {
    nodes.Add: lambda x, y: x + y,
    nodes.Subtract: lambda x, y: x - y,
    nodes.Multiply: lambda x, y: x * y,
    nodes.Divide: lambda x, y: x / y,
    nodes.Power: lambda x, y: x**y,
}


@compute.register(nodes.Negate)
@compute.register(nodes.Absolute)
@compute.register(nodes.Logarithm)
@compute.register(nodes.Exponential)
def _(expr: nodes.Unary, row: Single) -> Value:
    return calculated(_ONE[type(expr)], row.number(expr.operand))


@compute.register(nodes.Add)
@compute.register(nodes.Subtract)
@compute.register(nodes.Multiply)
@compute.register(nodes.Divide)
@compute.register(nodes.Power)
def _(expr: nodes.Binary, row: Single) -> Value:
    return calculated(_TWO[type(expr)], row.number(expr.left), row.number(expr.right))


@compute.register
def _(expr: nodes.Share, row: Single) -> Value:
    return calculated(_TWO[nodes.Divide], row.number(expr.part), row.number(expr.whole))


@compute.register
def _(expr: nodes.Scaled, row: Single) -> Value:
    return calculated(_TWO[nodes.Multiply], row.number(expr.operand), expr.by)


@compute.register
def _(expr: nodes.Clip, row: Single) -> Value:
    value = row.number(expr.operand)
    if value is None:
        return None
    value = value if expr.low is None else max(value, expr.low)
    return value if expr.high is None else min(value, expr.high)


@compute.register
def _(expr: nodes.Steps, row: Single) -> Value:
    value = row.number(expr.operand)
    if value is None:
        return None
    reached = [points for threshold, points in expr.points if value >= threshold or same(value, threshold)]
    return reached[-1] if reached else expr.below


@compute.register
def _(expr: nodes.Piecewise, row: Single) -> Value:
    value = row.number(expr.operand)
    if value is None:
        return None
    (first, low), (last, high) = expr.points[0], expr.points[-1]
    if value <= first or value >= last:
        return low if value <= first else high
    nth = next(nth for nth, (place, _) in enumerate(expr.points) if place > value)
    (left, below), (right, above) = expr.points[nth - 1], expr.points[nth]
    return below + (above - below) * ((value - left) / (right - left))


@compute.register
def _(expr: nodes.Coalesce, row: Single) -> Value:
    values = (row.value(operand) for operand in expr.operands)
    return next((value for value in values if value is not None), None)


@compute.register
def _(expr: nodes.Function, row: Single) -> Value:
    return functions.computed(expr, [row.number(operand) for operand in expr.operands])


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda x, y: x < y and not same(x, y),
    "<=": lambda x, y: x < y or same(x, y),
    ">": lambda x, y: x > y and not same(x, y),
    ">=": lambda x, y: x > y or same(x, y),
    "==": same,
    "!=": lambda x, y: not same(x, y),
}


@compute.register
def _(expr: nodes.Compare, row: Single) -> Value:
    left, right = row.number(expr.left), row.number(expr.right)
    return None if left is None or right is None else _COMPARISONS[expr.sign](left, right)


@compute.register
def _(expr: nodes.And, row: Single) -> Value:
    return all_of((row.truth(expr.left), row.truth(expr.right)))


@compute.register
def _(expr: nodes.Or, row: Single) -> Value:
    return any_of((row.truth(expr.left), row.truth(expr.right)))


@compute.register
def _(expr: nodes.Not, row: Single) -> Value:
    truth = row.truth(expr.operand)
    return None if truth is None else not truth


@compute.register
def _(expr: nodes.Known, row: Single) -> Value:
    return row.value(expr.operand) is not None


@compute.register
def _(expr: nodes.Missing, row: Single) -> Value:
    return row.value(expr.operand) is None


@compute.register
def _(expr: nodes.Where, row: Single) -> Value:
    for condition, value in expr.cases:
        if row.truth(condition):
            return row.value(value)
    return None if expr.otherwise is None else row.value(expr.otherwise)


@compute.register
def _(expr: nodes.Weighted, row: Single) -> Value:
    values = [(row.number(part), weight) for part, weight in expr.parts]
    if expr.policy == "propagate" and any(value is None for value, _ in values):
        return None
    counted = [(value or 0.0, weight) for value, weight in values if value is not None or expr.policy == "zero"]
    return calculated(
        lambda: math.fsum(value * weight for value, weight in counted) / math.fsum(weight for _, weight in counted)
    )


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _power_mean(values: list[float], p: float) -> float:
    return float(_mean([value**p for value in values]) ** (1 / p))


_ACROSS: dict[type[Expr], Callable[[list[float]], float]] = {
    nodes.Mean: _mean,
    nodes.Best: max,
    nodes.Worst: min,
    nodes.Total: math.fsum,
}


@compute.register(nodes.Mean)
@compute.register(nodes.Best)
@compute.register(nodes.Worst)
@compute.register(nodes.Total)
def _(expr: nodes.Across, row: Single) -> Value:
    values = row.known(expr.operands, expr.policy)
    return None if values is None else calculated(lambda: _ACROSS[type(expr)](values))


@compute.register(nodes.Geometric)
@compute.register(nodes.Harmonic)
@compute.register(nodes.PowerMean)
def _(expr: nodes.Across, row: Single) -> Value:
    values = row.known(expr.operands, expr.policy)
    if values is None or min(values) <= 0:
        return None
    if isinstance(expr, nodes.Geometric):
        return calculated(lambda: math.exp(_mean([math.log(value) for value in values])))
    p = expr.p if isinstance(expr, nodes.PowerMean) else -1.0
    return calculated(lambda: _power_mean(values, p))
