"""A tree with the value of every part, for one row, and where its leaves come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.expr import nodes
from dxplan.expr.fluent import Expr
from dxplan.expr.plain import Value, evaluate
from dxplan.expr.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@attrs.frozen(kw_only=True, repr=False)
class Explained:
    """One part of an expression, with its value.

    ``str(explained)`` draws the whole tree, a line for each part.

    Attributes:
        expr: The part.
        value: Its value; None for missing.
        source: Where a leaf comes from, as far as that was said.
        parts: What it is made of; empty for a leaf, and for a part that has been shown before.
        again: Whether it has been shown before.
    """

    expr: Expr
    value: Value
    source: str = ""
    parts: tuple[Explained, ...] = ()
    again: bool = False

    def lines(self, before: str = "", after: str = "") -> Iterator[str]:
        """Give the lines of the drawing, the first behind `before` and the others behind `after`."""
        value = "missing" if self.value is None else repr(self.value)
        source = f"  [{self.source}]" if self.source else ""
        yield f"{before}{self.expr} = {value}{source}{'  (above)' if self.again else ''}"
        for nth, part in enumerate(self.parts, start=1):
            last = nth == len(self.parts)
            yield from part.lines(after + ("└─ " if last else "├─ "), after + ("   " if last else "│  "))

    def __str__(self) -> str:
        return "\n".join(self.lines())

    __repr__ = __str__


def explain(expr: Expr, facts: Mapping[Expr, Value], sources: Mapping[Expr, str] | None = None) -> Explained:
    """Give an expression with the value of every part.

    Numbers written in the formula are not drawn apart; what occurs again is not drawn out again.

    Args:
        expr: The expression.
        facts: The value of each leaf; one that is not there is missing.
        sources: Where the leaves come from.
    """
    return _Drawing(facts, sources or {}).part(expr)


class _Drawing:
    """One row, and what has been drawn of it."""

    def __init__(self, facts: Mapping[Expr, Value], sources: Mapping[Expr, str]) -> None:
        self.facts = facts
        self.sources = sources
        self.seen: set[Expr] = set()

    def part(self, expr: Expr) -> Explained:
        under = [child for child in children(expr) if not isinstance(child, nodes.Constant)]
        again = bool(under) and expr in self.seen
        self.seen.add(expr)
        return Explained(
            expr=expr,
            value=evaluate(expr, self.facts),
            source=self.sources.get(expr, ""),
            parts=() if again else tuple(self.part(child) for child in under),
            again=again,
        )
