"""Expressions on plain Python floats for many rows: what the nodes mean that look beyond their own.

It is the measure that `stage` is held against for them, as `plain` is for the others.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from functools import cached_property, singledispatch
from typing import TYPE_CHECKING

from dxplan.expr import nodes
from dxplan.expr.plain import Single, Value, calculated
from dxplan.numbers import same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.expr.fluent import Expr
    from dxplan.expr.rows import Row


def evaluate_rows(exprs: Mapping[str, Expr], rows: Sequence[Row]) -> list[dict[str, Value]]:
    """Compute named expressions for many rows.

    Args:
        exprs: The expressions, by the name of each result.
        rows: The rows; their order makes no difference to what is said of each.

    Returns:
        The results of each row by name, in the order of the rows; None where one is missing.
    """
    table = _Table(rows)
    return [{name: row.value(expr) for name, expr in exprs.items()} for row in table.rows]


class _Table:
    """All rows, and who stands where."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = [_AmongOthers(row, self) for row in rows]
        self.peers: dict[tuple[int, str], list[_AmongOthers]] = {}
        self.at: dict[tuple[str, int, str], list[_AmongOthers]] = {}
        for row in self.rows:
            self.peers.setdefault((row.month, row.series), []).append(row)
            self.at.setdefault((row.place, row.month, row.series), []).append(row)
        self.known: dict[tuple[Expr, int, str], _Known] = {}

    def among(self, operand: Expr, month: int, series: str) -> _Known:
        """Give the known numbers of the peers."""
        key = (operand, month, series)
        if key not in self.known:
            numbers = (row.number(operand) for row in self.peers[month, series])
            self.known[key] = _Known(sorted(number for number in numbers if number is not None))
        return self.known[key]

    def one(self, operand: Expr, place: str, month: int, series: str) -> float | None:
        """Give the number that stands at a place in a month, if there is one and no other beside it."""
        numbers = {row.number(operand) for row in self.at.get((place, month, series), [])} - {None}
        return numbers.pop() if len(numbers) == 1 else None


class _AmongOthers(Single):
    """One row of several."""

    def __init__(self, row: Row, table: _Table) -> None:
        super().__init__(row.facts)
        self.place, self.month, self.series, self.table = row.place, row.month, row.series, table

    def beyond(self, expr: nodes.Window) -> Value:
        value = self.number(expr.operand)
        if value is None:
            return None
        if isinstance(expr, nodes.Change):
            before = self.table.one(expr.operand, self.place, self.month - expr.months, self.series)
            if not expr.relative:
                return calculated(lambda x, y: x - y, value, before)
            return calculated(lambda x, y: (x - y) / y, value, before)
        return stand(expr, value, self.table.among(expr.operand, self.month, self.series))


class _Known:
    """The known numbers among the peers, rising, and what is said of all of them together."""

    def __init__(self, numbers: list[float]) -> None:
        self.numbers = numbers

    @property
    def spread(self) -> float:
        return self.numbers[-1] - self.numbers[0]

    @cached_property
    def mean(self) -> float | None:
        return calculated(lambda: math.fsum(self.numbers) / len(self.numbers))

    @cached_property
    def deviation(self) -> float | None:
        """The deviation of a sample; None where it is too large for a number."""

        def deviate(mean: float) -> float:
            squares = [(number - mean) * (number - mean) for number in self.numbers]
            return math.sqrt(math.fsum(squares) / (len(squares) - 1))

        deviation = calculated(deviate, self.mean)
        return None if deviation is None or math.isinf(deviation) else deviation

    @cached_property
    def sum(self) -> float | None:
        """The sum; None where what is above zero and what is below are the same."""
        above = calculated(lambda: math.fsum(number for number in self.numbers if number > 0))
        below = calculated(lambda: math.fsum(number for number in self.numbers if number < 0))
        return None if above is None or below is None or same(above, -below) else above + below


@singledispatch
def stand(expr: nodes.Window, value: float, peers: _Known) -> Value:
    """Say how a number stands among its peers; each kind of node has its own rule below."""
    raise NotImplementedError(type(expr).__name__, value, peers)


@stand.register
def _(expr: nodes.Rank, value: float, peers: _Known) -> Value:
    less, not_more = bisect_left(peers.numbers, value), bisect_right(peers.numbers, value)
    return float(less + 1 if expr.rising else len(peers.numbers) - not_more + 1)


@stand.register
def _(_expr: nodes.Percentile, value: float, peers: _Known) -> Value:
    return calculated(lambda: bisect_left(peers.numbers, value) / (len(peers.numbers) - 1))


@stand.register
def _(expr: nodes.MinMax, value: float, peers: _Known) -> Value:
    if not math.isfinite(peers.spread):
        return None
    return calculated(lambda: expr.low + (expr.high - expr.low) * ((value - peers.numbers[0]) / peers.spread))


@stand.register
def _(expr: nodes.ZScore, value: float, peers: _Known) -> Value:
    # Equal numbers can have a mean that is off by rounding, and so a deviation that is not quite zero.
    if peers.spread == 0:
        return None
    return calculated(lambda mean, sd: expr.mean + expr.sd * ((value - mean) / sd), peers.mean, peers.deviation)


@stand.register
def _(_expr: nodes.ShareOfTotal, value: float, peers: _Known) -> Value:
    return calculated(lambda x, y: x / y, value, peers.sum)
