"""The short form of a tree for one row: only the branches that decided.

``where(met, 1, share)`` of a row that is not met is just ``share``. The short form has the same value on the same row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.expr import nodes
from dxplan.expr.plain import evaluate
from dxplan.expr.walk import rebuild

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.expr.fluent import Expr
    from dxplan.expr.plain import Value


def taken(expr: Expr, facts: Mapping[Expr, Value]) -> Expr:
    """Give what is left of a tree when choices are replaced by what was chosen.

    Args:
        expr: The tree.
        facts: The value of each leaf; one that is not there is missing.
    """
    return _Row(facts).short(expr)


class _Row:
    """One row, with the short form of every tree met so far."""

    def __init__(self, facts: Mapping[Expr, Value]) -> None:
        self.facts = facts
        self.found: dict[Expr, Expr] = {}

    def short(self, expr: Expr) -> Expr:
        if expr not in self.found:
            chosen = self.chosen(expr)
            self.found[expr] = rebuild(expr, self.short) if chosen is None else self.short(chosen)
        return self.found[expr]

    def chosen(self, expr: Expr) -> Expr | None:
        """Give the part that a node took over unchanged, or None where it did something of its own."""
        value = evaluate(expr, self.facts)
        if value is None:
            return None
        match expr:
            case nodes.Where(cases, otherwise):
                return next((part for condition, part in cases if evaluate(condition, self.facts)), otherwise)
            case nodes.Coalesce(operands) | nodes.Best(operands) | nodes.Worst(operands):
                return next((operand for operand in operands if evaluate(operand, self.facts) == value), None)
            case nodes.Clip(operand):
                return operand if evaluate(operand, self.facts) == value else None
        return None
