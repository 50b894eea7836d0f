"""Expressions on any dataframe: a tree as columns to be added, in an order in which each needs only those before it.

A dataframe expression that names a part twice holds that part twice, and nested parts double at every level.
So whatever is needed twice becomes a column of its own, added in an earlier stage: a guard against dividing by zero,
a result that must be finite, and every subtree that occurs more than once.

Dataframe expressions that look at other rows cannot stand in one another either: the tree is cut there into stages.
What was at a place earlier is joined by its key, never shifted: rows may stand in any order, and series have holes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError
from dxplan.expr import (
    lower_windows,  # noqa: F401 (its rules join those of lower)
    nodes,
)
from dxplan.expr.backends import engine_of, refuse_impossible
from dxplan.expr.earlier import Earlier
from dxplan.expr.entry import computed, require_form
from dxplan.expr.fluent import Expr
from dxplan.expr.lower import gives_raw, lower
from dxplan.expr.rows import Keys
from dxplan.expr.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")

_OWN = "__dxplan_"
"""How the names of helping columns begin."""

LEAVES = (nodes.Figure, nodes.Given, nodes.Param, nodes.Step)
"""The nodes that are read from columns."""


@attrs.frozen
class Stages:
    """Columns to be added, stage after stage.

    Attributes:
        stages: The columns of each stage, by name, or those that are joined from earlier months.
        results: The column that holds each result, by the result's name.
        leaves: The columns that the stages read, and whether each is one of truths.
        exprs: The expressions that were staged.
        keys: The columns that say where each row stands, if that is asked.
    """

    stages: tuple[dict[str, nw.Expr] | Earlier, ...]
    results: dict[str, str]
    leaves: dict[str, bool] = attrs.field(factory=dict)
    exprs: tuple[Expr, ...] = ()
    keys: Keys | None = None

    def apply(self, frame: Frame) -> Frame:
        """Add the results to a frame; the helping columns are gone again.

        Where an expression looks at earlier months, the rows may come into another order.

        Raises:
            FiguresError: A column is not in the form that `admit` gives.
            MissingColumnError: A column is not there.
            UnsupportedBackendError: The frame's library cannot compute the expressions, or one part of them.
        """
        refuse_impossible(self.exprs, engine_of(frame))
        keys: tuple[str, ...] = () if self.keys is None else self.keys.all
        require_form(frame, self.leaves, keys)
        kept = [name for name in frame.collect_schema().names() if name not in self.results]
        unchanged = set(keys) - set(self.leaves) - set(self.results)
        added: Frame = computed(frame, [*self.leaves, *keys], self._computed, kept=unchanged)
        return added.select(*kept, *self.results)

    def _computed(self, frame: Frame) -> Frame:
        before = frame.collect_schema().names()
        for stage in self.stages:
            if isinstance(stage, Earlier):
                frame = stage.apply(frame)
            else:
                frame = frame.with_columns(*(expr.alias(name) for name, expr in stage.items()))
        kept = [name for name in before if name not in self.results]
        return frame.select(*kept, *(nw.col(column).alias(name) for name, column in self.results.items()))


def stage(exprs: Mapping[str, Expr], columns: Mapping[Expr, str], keys: Keys | None = None) -> Stages:
    """Turn named expressions into columns to be added to a frame.

    Args:
        exprs: The expressions, by the name of the column that each result gets.
        columns: The column of each leaf: floats, and booleans for leaves that are truths, in the form that `admit`
            gives, with null for whatever is not finite. A leaf without a column is missing everywhere.
        keys: The columns that say where each row stands; needed where an expression looks beyond its row.

    Returns:
        The stages; a result that is not finite is null.

    Raises:
        DefinitionError: An expression looks beyond its row, and there are no `keys`.
        UnsupportedBackendError: An expression calls a function that is written for single numbers only.
    """
    compiler = _Compiler(columns, exprs.values(), keys)
    return (
        Stages((), {}) if not exprs else compiler.stages({name: compiler.column(expr) for name, expr in exprs.items()})
    )


@attrs.define
class _Level:
    """What is added once everything below is there: columns, and columns of earlier months by how much earlier."""

    columns: dict[str, nw.Expr] = attrs.field(factory=dict)
    earlier: dict[int, dict[str, str]] = attrs.field(factory=dict)

    def stages(self, keys: Keys | None) -> Iterator[dict[str, nw.Expr] | Earlier]:
        if keys is not None:
            for months, columns in self.earlier.items():
                yield Earlier(keys, months, {name: column for column, name in columns.items()})
        if self.columns:
            yield self.columns


class _Compiler:
    """Collects the columns, each in the first stage in which everything it needs is there."""

    def __init__(self, columns: Mapping[Expr, str], exprs: Iterable[Expr], keys: Keys | None) -> None:
        self.columns = columns
        self.keys = keys
        self.exprs = tuple(exprs)
        self.uses = _uses(self.exprs)
        self.leaves: dict[str, bool] = {}
        self.made: dict[Expr, tuple[str, int]] = {}
        self.added: list[_Level] = []
        self.number = 0
        self.windowed = False

    def stages(self, found: dict[str, tuple[str, int]]) -> Stages:
        results = {name: column for name, (column, _) in found.items()}
        stages = tuple(stage for level in self.added for stage in level.stages(self.keys))
        return Stages(stages, results, self.leaves, self.exprs, self.keys if self.windowed else None)

    def level(self, level: int) -> _Level:
        while len(self.added) <= level:
            self.added.append(_Level())
        return self.added[level]

    def name(self) -> str:
        name = f"{_OWN}{self.number}"
        self.number += 1
        return name

    def put(self, expr: nw.Expr, level: int) -> tuple[str, int]:
        """Add a column in the stage after `level`."""
        name = self.name()
        self.level(level).columns[name] = expr
        return name, level + 1

    def join(self, expr: Expr, months: int) -> tuple[str, int]:
        """Add the column of a tree, as it was so many months before."""
        column, level = self.column(expr)
        earlier = self.level(level).earlier.setdefault(months, {})
        if column not in earlier:
            earlier[column] = self.name()
        return earlier[column], level + 1

    def standing(self, window: nodes.Window) -> Keys:
        """Give the columns that say where rows stand, which a node needs."""
        if self.keys is None:
            raise DefinitionError(
                f"'{window}' looks at other rows, and no columns say where each row stands",
                "give keys=Keys(place=…, month=…, series=…).",
            )
        self.windowed = True
        return self.keys

    def column(self, expr: Expr) -> tuple[str, int]:
        """Give the column that holds a tree, and from which stage on it is there."""
        if expr in self.columns:
            self.leaves[self.columns[expr]] = expr.gives_truth
            return self.columns[expr], 0
        if expr not in self.made:
            made = self.put(*self.lowered(expr))
            self.made[expr] = self.finite(*made) if gives_raw(expr) else made
        return self.made[expr]

    def finite(self, name: str, level: int) -> tuple[str, int]:
        """Give a column with null for what is not finite in another."""
        held = nw.col(name)
        return self.put(nw.when(held.is_finite()).then(held), level)

    def lowered(self, expr: Expr) -> tuple[nw.Expr, int]:
        """Give a tree as an expression over columns, and the stage by which those are there."""
        found = _Columns(self)
        result = lower(expr, found)
        return result, found.level

    def inline(self, expr: Expr, *, raw: bool) -> tuple[nw.Expr, int]:
        """Give a tree written out in place, or its column if it is used more than once or must be finite."""
        if expr in self.columns or expr in self.made or self.uses[expr] > 1 or (not raw and gives_raw(expr)):
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


class _Columns:
    """What is under one node, and the latest stage that any of it needs."""

    def __init__(self, compiler: _Compiler) -> None:
        self.compiler = compiler
        self.level = 0

    def once(self, expr: Expr) -> nw.Expr:
        return self.inline(expr, raw=False)

    def raw(self, expr: Expr) -> nw.Expr:
        return self.inline(expr, raw=True)

    def inline(self, expr: Expr, *, raw: bool) -> nw.Expr:
        found, level = self.compiler.inline(expr, raw=raw)
        self.level = max(self.level, level)
        return found

    def often(self, expr: Expr) -> nw.Expr:
        return self.once(expr) if isinstance(expr, nodes.Constant) else self.column(expr)

    def column(self, expr: Expr) -> nw.Expr:
        name, level = self.compiler.column(expr)
        self.level = max(self.level, level)
        return nw.col(name)

    def held(self, expr: nw.Expr) -> nw.Expr:
        name, self.level = self.compiler.put(expr, self.level)
        return nw.col(name)

    def finite(self, expr: nw.Expr) -> nw.Expr:
        name, self.level = self.compiler.finite(*self.compiler.put(expr, self.level))
        return nw.col(name)

    def among(self, expr: nw.Expr, window: nodes.Window) -> nw.Expr:
        return self.held(expr.over(*self.compiler.standing(window).peers))

    def earlier(self, expr: Expr, window: nodes.Change) -> nw.Expr:
        self.compiler.standing(window)
        name, level = self.compiler.join(expr, window.months)
        self.level = max(self.level, level)
        return nw.col(name)
