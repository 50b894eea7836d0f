"""Going through trees: children, what a tree needs and looks at, and putting other trees in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from dxplan.expr.fluent import Expr
from dxplan.expr.nodes import Change, Figure, Given, Param, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Leaf = TypeVar("Leaf", Figure, Given, Param, Step)


def children(expr: Expr) -> tuple[Expr, ...]:
    """Give the expressions directly under one, in the order in which a formula names them."""
    return tuple(found for name in _fields(expr) for found in _expressions(getattr(expr, name)))


def _fields(expr: Expr) -> tuple[str, ...]:
    kind: Any = type(expr)
    return _fields_of(kind)


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """Give the names of the fields of a kind of node; to ask attrs each time takes longer than to walk."""
    return tuple(field.name for field in attrs.fields(kind))


def _expressions(value: object) -> Iterator[Expr]:
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _expressions(item)


def rebuild(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Give the same node over changed children."""
    fields = {name: getattr(expr, name) for name in _fields(expr)}
    changed = {name: _changed(value, change) for name, value in fields.items()}
    return expr if changed == fields else type(expr)(**changed)


def _changed(value: Any, change: Callable[[Expr], Expr]) -> Any:
    if isinstance(value, Expr):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    return value


def walk(expr: Expr) -> Iterator[Expr]:
    """Give every node of a tree, each before what is under it; a subtree that occurs twice comes twice."""
    waiting = [expr]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(children(found)))


def leaves(expr: Expr, kind: type[Leaf]) -> tuple[Leaf, ...]:
    """Give the leaves of one kind, each once, in the order in which they are met."""
    return tuple(found for found in distinct(expr) if isinstance(found, kind))


def distinct(expr: Expr) -> tuple[Expr, ...]:
    """Give every node of a tree once, in the order in which they are met."""
    seen: dict[Expr, None] = {}
    waiting = [expr]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen[found] = None
            waiting.extend(reversed(children(found)))
    return tuple(seen)


def requires(expr: Expr) -> frozenset[str]:
    """Give the codes of the figures that an expression needs."""
    return frozenset(figure.code for figure in leaves(expr, Figure))


def across_rows(expr: Expr) -> bool:
    """Tell whether any part of an expression looks beyond its own row."""
    return any(found.windowed for found in walk(expr))


def months_back(expr: Expr) -> frozenset[int]:
    """Give how many months before its own a row's figures are looked at: 0 for its own."""
    found = frozenset[int]().union(*map(months_back, children(expr))) or frozenset({0})
    return found | {back + expr.months for back in found} if isinstance(expr, Change) else found


def substitute(expr: Expr, replacements: Mapping[Expr, Expr]) -> Expr:
    """Put other trees in the places of some; what is put in is not looked through again."""
    if expr in replacements:
        return replacements[expr]
    return rebuild(expr, lambda child: substitute(child, replacements))
