"""What can be said of an expression before any figure is there: number or truth, its unit, one row or more.

Units are checked as dimensions: a household is no person, percent and ratio are one dimension.
A number written in the formula, a given, a parameter and a step have no unit of their own: they take that of whatever
they stand beside, in base units, where 35 % is 0.35.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import FormulaError, UnitMismatchError, UnknownCodeError
from dxplan.expr import functions, nodes
from dxplan.expr.walk import children
from dxplan.units import measure, measure_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.expr.fluent import Expr


@attrs.frozen
class Checked:
    """What an expression gives.

    Attributes:
        truth: Whether it gives a truth instead of a number.
        unit: What its numbers measure, as `measure` gives it; None where they take any unit.
        window: Whether it looks beyond its own row.
    """

    truth: bool = False
    unit: Any = None
    window: bool = False


def check(expr: Expr, units: Mapping[str, str] | None = None) -> Checked:
    """Check that every part of an expression fits where it stands.

    Args:
        expr: The expression.
        units: The unit of each figure, by its code; without it units are not checked.

    Returns:
        Whether it gives a number or a truth, what it measures, and whether it looks beyond its own row.

    Raises:
        FormulaError: A truth stands where a number is needed, or the reverse.
        UnitMismatchError: Things of different units are added, compared or chosen between.
        UnknownCodeError: A figure is not among `units`, or no function of a name is installed or registered.
    """
    return _Check(units).of(expr)


class _Check:
    """One check: the units of the leaves, and what was found of every tree so far."""

    def __init__(self, units: Mapping[str, str] | None) -> None:
        self.units = units
        self.found: dict[Expr, Checked] = {}

    def of(self, expr: Expr) -> Checked:
        if expr not in self.found:
            found = infer(expr, self)
            window = expr.windowed or any(self.of(child).window for child in children(expr))
            self.found[expr] = attrs.evolve(found, window=window)
        return self.found[expr]

    def number(self, expr: Expr, within: Expr) -> Any:
        """Give the unit of a number."""
        checked = self.of(expr)
        if checked.truth:
            raise FormulaError(
                f"'{expr}' is a truth, and a number is needed in '{within}'",
                "choose numbers by it: where(condition, 1, 0).",
            )
        return checked.unit

    def truth(self, expr: Expr, within: Expr) -> None:
        if not self.of(expr).truth:
            raise FormulaError(
                f"'{expr}' is a number, and a truth is needed in '{within}'", f"compare it, such as '{expr} > 0'."
            )

    def one_unit(self, operands: Iterable[Expr], within: Expr) -> Any:
        """Give the unit that all operands share."""
        first: tuple[Expr, Any] | None = None
        for operand in operands:
            unit = self.number(operand, within)
            if unit is None:
                continue
            if first is None:
                first = (operand, unit)
            elif first[1].dimensionality != unit.dimensionality:
                known, other = measure_name(first[1]), measure_name(unit)
                raise UnitMismatchError(
                    f"'{first[0]}' is in {known} and '{operand}' in {other}, in '{within}'",
                    "bring both to one unit; share(part, whole) makes a ratio of two of a kind.",
                )
        return None if first is None else first[1]

    def ratio(self) -> Any:
        """Give the unit of a part over a whole."""
        return None if self.units is None else measure("ratio")

    def plain(self, expr: Expr, within: Expr) -> None:
        """See that a number has no unit."""
        unit = self.number(expr, within)
        if unit is not None and not unit.dimensionless:
            raise UnitMismatchError(
                f"'{expr}' is in {measure_name(unit)}, and '{within}' needs a number without a unit",
                "divide by something of the same unit first, such as share(part, whole).",
            )


@singledispatch
def infer(expr: Expr, check: _Check) -> Checked:
    """Say what one node gives; each kind of node has its own rule below."""
    raise NotImplementedError(type(expr).__name__, check)


@infer.register
def _(expr: nodes.Figure, check: _Check) -> Checked:
    if check.units is None:
        return Checked()
    if expr.code not in check.units:
        raise UnknownCodeError.among("indicator", expr.code, check.units)
    return Checked(unit=measure(check.units[expr.code]))


@infer.register(nodes.Given)
@infer.register(nodes.Param)
@infer.register(nodes.Step)
@infer.register(nodes.Constant)
def _(expr: Expr, _check: _Check) -> Checked:
    return Checked(truth=expr.gives_truth)


@infer.register(nodes.Negate)
@infer.register(nodes.Absolute)
@infer.register(nodes.Clip)
def _(expr: nodes.Unary, check: _Check) -> Checked:
    return Checked(unit=check.number(expr.operand, expr))


@infer.register(nodes.Logarithm)
@infer.register(nodes.Exponential)
@infer.register(nodes.Scaled)
def _(expr: nodes.Unary, check: _Check) -> Checked:
    check.plain(expr.operand, expr)
    return Checked()


@infer.register(nodes.Steps)
@infer.register(nodes.Piecewise)
def _(expr: nodes.Unary, check: _Check) -> Checked:
    check.number(expr.operand, expr)
    return Checked()


@infer.register(nodes.Add)
@infer.register(nodes.Subtract)
def _(expr: nodes.Binary, check: _Check) -> Checked:
    return Checked(unit=check.one_unit((expr.left, expr.right), expr))


@infer.register(nodes.Multiply)
@infer.register(nodes.Divide)
def _(expr: nodes.Binary, check: _Check) -> Checked:
    left, right = check.number(expr.left, expr), check.number(expr.right, expr)
    if isinstance(expr, nodes.Divide):
        right = None if right is None else right**-1
    if left is None or right is None:
        return Checked(unit=right if left is None else left)
    return Checked(unit=left * right)


@infer.register
def _(expr: nodes.Power, check: _Check) -> Checked:
    check.plain(expr.right, expr)
    unit = check.number(expr.left, expr)
    if unit is None or unit.dimensionless:
        return Checked(unit=unit)
    match expr.right:
        case nodes.Constant(value):
            return Checked(unit=unit**value)
        case nodes.Negate(nodes.Constant(value)):
            return Checked(unit=unit**-value)
    check.plain(expr.left, expr)
    return Checked()


@infer.register
def _(expr: nodes.Share, check: _Check) -> Checked:
    check.one_unit((expr.part, expr.whole), expr)
    return Checked(unit=check.ratio())


@infer.register
def _(expr: nodes.Coalesce, check: _Check) -> Checked:
    return Checked(unit=check.one_unit(expr.operands, expr))


@infer.register
def _(expr: nodes.Function, check: _Check) -> Checked:
    rule = functions.find(expr).unit
    if rule == "same":
        return Checked(unit=check.one_unit(expr.operands, expr))
    see = check.plain if rule == "none" else check.number
    for operand in expr.operands:
        see(operand, expr)
    return Checked()


@infer.register
def _(expr: nodes.Across, check: _Check) -> Checked:
    return Checked(unit=check.one_unit(expr.operands, expr))


@infer.register
def _(expr: nodes.Weighted, check: _Check) -> Checked:
    return Checked(unit=check.one_unit((part for part, _ in expr.parts), expr))


@infer.register
def _(expr: nodes.Compare, check: _Check) -> Checked:
    check.one_unit((expr.left, expr.right), expr)
    return Checked(truth=True)


@infer.register(nodes.And)
@infer.register(nodes.Or)
def _(expr: nodes.Binary, check: _Check) -> Checked:
    check.truth(expr.left, expr)
    check.truth(expr.right, expr)
    return Checked(truth=True)


@infer.register
def _(expr: nodes.Not, check: _Check) -> Checked:
    check.truth(expr.operand, expr)
    return Checked(truth=True)


@infer.register(nodes.Known)
@infer.register(nodes.Missing)
def _(expr: nodes.Unary, check: _Check) -> Checked:
    check.of(expr.operand)
    return Checked(truth=True)


@infer.register
def _(expr: nodes.Where, check: _Check) -> Checked:
    for condition, _ in expr.cases:
        check.truth(condition, expr)
    values = [value for _, value in expr.cases] + ([expr.otherwise] if expr.otherwise is not None else [])
    if check.of(values[0]).truth:
        for value in values[1:]:
            check.truth(value, expr)
        return Checked(truth=True)
    return Checked(unit=check.one_unit(values, expr))


@infer.register
def _(expr: nodes.Rank, check: _Check) -> Checked:
    check.number(expr.operand, expr)
    return Checked()


@infer.register(nodes.Percentile)
@infer.register(nodes.ShareOfTotal)
def _(expr: nodes.Peers, check: _Check) -> Checked:
    check.number(expr.operand, expr)
    return Checked(unit=check.ratio())


@infer.register(nodes.MinMax)
@infer.register(nodes.ZScore)
def _(expr: nodes.MinMax | nodes.ZScore, check: _Check) -> Checked:
    check.number(expr.operand, expr)
    return Checked(unit=None if expr.rescaled else check.ratio())


@infer.register
def _(expr: nodes.Change, check: _Check) -> Checked:
    unit = check.number(expr.operand, expr)
    return Checked(unit=check.ratio() if expr.relative else unit)


def check_result(expr: Expr, units: Mapping[str, str], unit: str) -> None:
    """Check that an expression gives numbers that can be written in a unit.

    Args:
        expr: The expression.
        units: The unit of each figure, by its code.
        unit: The unit that the result shall have.

    Raises:
        FormulaError: It gives a truth.
        UnitMismatchError: Parts of it do not fit, or the result measures something else.
    """
    found = check(expr, units)
    if found.truth:
        raise FormulaError(f"'{expr}' is a truth, and a number is needed", "choose numbers by it: where(…, 1, 0).")
    wanted = measure(unit)
    if found.unit is not None and found.unit.dimensionality != wanted.dimensionality:
        raise UnitMismatchError(
            f"'{expr}' is in {measure_name(found.unit)}, and the indicator is in {unit}",
            "correct the formula or the indicator's unit; share(part, whole) gives a share.",
        )
