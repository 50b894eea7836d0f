"""Expressions on any dataframe: a tree as columns to be added, in an order in which each needs only those before it.

A dataframe expression that names a part twice holds that part twice, and nested parts double at every level.
So whatever is needed twice becomes a column of its own, added in an earlier stage: a guard against dividing by zero,
a result that must be finite, and every subtree that occurs more than once.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce, singledispatch
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import narwhals.stable.v2 as nw

from dxplan.expr import nodes
from dxplan.expr.walk import children
from dxplan.numbers import RELATIVE_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dxplan.expr.fluent import Expr

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")

_OWN = "__dxplan_"
"""How the names of helping columns begin."""

LEAVES = (nodes.Figure, nodes.Given, nodes.Param, nodes.Step)
"""The nodes that are read from columns."""


@attrs.frozen
class Stages:
    """Columns to be added, stage after stage.

    Attributes:
        stages: The columns of each stage, by name.
        results: The column that holds each result, by the result's name.
    """

    stages: tuple[dict[str, nw.Expr], ...]
    results: dict[str, str]

    def apply(self, frame: Frame) -> Frame:
        """Add the results to a frame; the helping columns are gone again."""
        before = frame.collect_schema().names()
        for stage in self.stages:
            frame = frame.with_columns(*(expr.alias(name) for name, expr in stage.items()))
        kept = [name for name in before if name not in self.results]
        return frame.select(*kept, *(nw.col(column).alias(name) for name, column in self.results.items()))


def stage(exprs: Mapping[str, Expr], columns: Mapping[Expr, str]) -> Stages:
    """Turn named expressions into columns to be added to a frame.

    Args:
        exprs: The expressions, by the name of the column that each result gets.
        columns: The column of each leaf: floats, and booleans for steps that are truths. Columns hold null for missing
            and no NaN. A leaf without a column is missing everywhere.

    Returns:
        The stages; a result that is not finite is null.
    """
    compiler = _Compiler(columns, exprs.values())
    return (
        Stages((), {}) if not exprs else compiler.stages({name: compiler.column(expr) for name, expr in exprs.items()})
    )


class _Compiler:
    """Collects the columns, each in the first stage in which everything it needs is there."""

    def __init__(self, columns: Mapping[Expr, str], exprs: Iterable[Expr]) -> None:
        self.columns = columns
        self.uses = _uses(exprs)
        self.made: dict[Expr, tuple[str, int]] = {}
        self.added: list[dict[str, nw.Expr]] = []
        self.number = 0

    def stages(self, found: dict[str, tuple[str, int]]) -> Stages:
        return Stages(tuple(self.added), {name: column for name, (column, _) in found.items()})

    def put(self, expr: nw.Expr, level: int) -> tuple[str, int]:
        """Add a column in the stage after `level`."""
        while len(self.added) <= level:
            self.added.append({})
        name = f"{_OWN}{self.number}"
        self.number += 1
        self.added[level][name] = expr
        return name, level + 1

    def column(self, expr: Expr) -> tuple[str, int]:
        """Give the column that holds a tree, and from which stage on it is there."""
        if expr in self.columns:
            return self.columns[expr], 0
        if expr not in self.made:
            self.made[expr] = self.put(*self.lowered(expr))
        return self.made[expr]

    def lowered(self, expr: Expr) -> tuple[nw.Expr, int]:
        """Give a tree as an expression over columns, and the stage by which those are there."""
        found = _Found(self)
        result = lower(expr, found)
        return result, found.level

    def inline(self, expr: Expr) -> tuple[nw.Expr, int]:
        """Give a tree written out in place, or its column if it is used more than once."""
        if expr in self.columns or expr in self.made or self.uses[expr] > 1:
            name, level = self.column(expr)
            return nw.col(name), level
        return self.lowered(expr)


def _uses(exprs: Iterable[Expr]) -> Counter[Expr]:
    """Count how often each tree is named by others or is a result; leaves and numbers need no column of their own."""
    uses: Counter[Expr] = Counter()
    seen: set[Expr] = set()
    waiting = list(exprs)
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, (*LEAVES, nodes.Constant)):
            continue
        uses[expr] += 1
        if expr not in seen:
            seen.add(expr)
            waiting.extend(children(expr))
    return uses


class _Found:
    """What one node is lowered over: its parts, and the latest stage that any of them needs."""

    def __init__(self, compiler: _Compiler) -> None:
        self.compiler = compiler
        self.level = 0

    def once(self, expr: Expr) -> nw.Expr:
        """Give a part that the node names once."""
        found, level = self.compiler.inline(expr)
        self.level = max(self.level, level)
        return found

    def often(self, expr: Expr) -> nw.Expr:
        """Give a part that the node names more than once, so that it must be a column."""
        if isinstance(expr, nodes.Constant):
            return self.once(expr)
        name, level = self.compiler.column(expr)
        self.level = max(self.level, level)
        return nw.col(name)

    def held(self, expr: nw.Expr) -> nw.Expr:
        """Put something the node has made into a column, to name it more than once."""
        name, self.level = self.compiler.put(expr, self.level)
        return nw.col(name)

    def finite(self, expr: nw.Expr) -> nw.Expr:
        """Make null of what is not finite."""
        held = self.held(expr)
        return nw.when(held.is_finite()).then(held)


_NOTHING = nw.lit(None, dtype=nw.Float64)


@singledispatch
def lower(expr: Expr, found: _Found) -> nw.Expr:
    """Write one node over its parts; each kind of node has its own rule below."""
    raise NotImplementedError(type(expr).__name__, found)


@lower.register(nodes.Figure)
@lower.register(nodes.Given)
@lower.register(nodes.Param)
@lower.register(nodes.Step)
def _(expr: Expr, _found: _Found) -> nw.Expr:
    return nw.lit(None, dtype=nw.Boolean) if expr.gives_truth else _NOTHING


@lower.register
def _(expr: nodes.Constant, _found: _Found) -> nw.Expr:
    return nw.lit(expr.value)


@lower.register
def _(expr: nodes.Negate, found: _Found) -> nw.Expr:
    return nw.lit(0.0) - found.once(expr.operand)


@lower.register
def _(expr: nodes.Absolute, found: _Found) -> nw.Expr:
    return found.once(expr.operand).abs()


@lower.register
def _(expr: nodes.Logarithm, found: _Found) -> nw.Expr:
    operand = found.often(expr.operand)
    return nw.when(operand > 0).then(operand).log()


@lower.register
def _(expr: nodes.Exponential, found: _Found) -> nw.Expr:
    return found.finite(found.once(expr.operand).exp())


@lower.register
def _(expr: nodes.Add, found: _Found) -> nw.Expr:
    return found.finite(found.once(expr.left) + found.once(expr.right))


@lower.register
def _(expr: nodes.Subtract, found: _Found) -> nw.Expr:
    return found.finite(found.once(expr.left) - found.once(expr.right))


@lower.register
def _(expr: nodes.Multiply, found: _Found) -> nw.Expr:
    return found.finite(found.once(expr.left) * found.once(expr.right))


def _divided(found: _Found, left: Expr, right: Expr) -> nw.Expr:
    denominator = found.often(right)
    return found.finite(found.once(left) / nw.when(denominator != 0).then(denominator))


@lower.register
def _(expr: nodes.Divide, found: _Found) -> nw.Expr:
    return _divided(found, expr.left, expr.right)


@lower.register
def _(expr: nodes.Share, found: _Found) -> nw.Expr:
    return _divided(found, expr.part, expr.whole)


@lower.register
def _(expr: nodes.Power, found: _Found) -> nw.Expr:
    # Some engines say that 1 to an unknown power, and an unknown number to the power 0, are 1.
    left, right = found.often(expr.left), found.often(expr.right)
    return found.finite(nw.when(~left.is_null() & ~right.is_null()).then(left**right))


@lower.register
def _(expr: nodes.Scaled, found: _Found) -> nw.Expr:
    return found.finite(found.once(expr.operand) * expr.by)


@lower.register
def _(expr: nodes.Clip, found: _Found) -> nw.Expr:
    return found.once(expr.operand).clip(expr.low, expr.high)


def _same(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    return (left - right).abs() <= nw.max_horizontal(left.abs(), right.abs()) * RELATIVE_TOLERANCE


@lower.register
def _(expr: nodes.Steps, found: _Found) -> nw.Expr:
    value = found.often(expr.operand)
    chosen: nw.Expr = nw.lit(expr.below)
    for threshold, points in expr.points:
        reached = (value >= threshold) | _same(value, nw.lit(threshold))
        chosen = nw.when(reached).then(nw.lit(points)).otherwise(chosen)
    return nw.when(~value.is_null()).then(chosen)


@lower.register
def _(expr: nodes.Piecewise, found: _Found) -> nw.Expr:
    value = found.often(expr.operand)
    chosen: nw.Expr = nw.lit(expr.points[-1][1])
    for (left, below), (right, above) in reversed(list(zip(expr.points, expr.points[1:], strict=False))):
        line = (value - left) * ((above - below) / (right - left)) + below
        chosen = nw.when(value < right).then(line).otherwise(chosen)
    first, low = expr.points[0]
    chosen = nw.when(value <= first).then(nw.lit(low)).otherwise(chosen)
    return nw.when(~value.is_null()).then(chosen)


@lower.register
def _(expr: nodes.Coalesce, found: _Found) -> nw.Expr:
    return nw.coalesce(*(found.once(operand) for operand in expr.operands))


@lower.register
def _(expr: nodes.Compare, found: _Found) -> nw.Expr:
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
def _(expr: nodes.And, found: _Found) -> nw.Expr:
    return found.once(expr.left) & found.once(expr.right)


@lower.register
def _(expr: nodes.Or, found: _Found) -> nw.Expr:
    return found.once(expr.left) | found.once(expr.right)


@lower.register
def _(expr: nodes.Not, found: _Found) -> nw.Expr:
    return ~found.once(expr.operand)


@lower.register
def _(expr: nodes.Known, found: _Found) -> nw.Expr:
    return ~found.once(expr.operand).is_null()


@lower.register
def _(expr: nodes.Missing, found: _Found) -> nw.Expr:
    return found.once(expr.operand).is_null()


@lower.register
def _(expr: nodes.Where, found: _Found) -> nw.Expr:
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
def _(expr: nodes.Weighted, found: _Found) -> nw.Expr:
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
def _(expr: nodes.Mean, found: _Found) -> nw.Expr:
    return found.finite(_mean([found.often(operand) for operand in expr.operands], expr.policy))


@lower.register
def _(expr: nodes.Total, found: _Found) -> nw.Expr:
    operands = [found.often(operand) for operand in expr.operands]
    return found.finite(_whole(reduce(add, _filled(operands, expr.policy, 0.0)), operands, expr.policy))


@lower.register
def _(expr: nodes.Best, found: _Found) -> nw.Expr:
    return _extreme(expr, found, nw.max_horizontal)


@lower.register
def _(expr: nodes.Worst, found: _Found) -> nw.Expr:
    return _extreme(expr, found, nw.min_horizontal)


def _extreme(expr: nodes.Across, found: _Found, choose: Callable[..., nw.Expr]) -> nw.Expr:
    operands = [found.often(operand) for operand in expr.operands]
    chosen = choose(*([operand.fill_null(0.0) for operand in operands] if expr.policy == "zero" else operands))
    return _whole(chosen, operands, expr.policy)


@lower.register(nodes.Geometric)
@lower.register(nodes.Harmonic)
@lower.register(nodes.PowerMean)
def _(expr: nodes.Across, found: _Found) -> nw.Expr:
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
