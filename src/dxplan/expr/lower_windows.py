"""What the nodes that look at other rows are on a dataframe.

Dataframe expressions that look at other rows cannot stand in one another, and some engines drop a condition inside
them: so each of them is about a bare column, and is a column itself before anything else is done with it.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from dxplan.expr import nodes  # noqa: TC001 (the rules are found by their annotations)
from dxplan.expr.lower import Parts, lower
from dxplan.expr.quotient import quotient
from dxplan.numbers import RELATIVE_TOLERANCE


@lower.register
def _(expr: nodes.Rank, found: Parts) -> nw.Expr:
    operand = found.column(expr.operand)
    return found.among(operand.rank("min", descending=not expr.rising), expr).cast(nw.Float64)


@lower.register
def _(expr: nodes.Percentile, found: Parts) -> nw.Expr:
    operand = found.column(expr.operand)
    place = found.among(operand.rank("min"), expr).cast(nw.Float64)
    count = found.among(operand.count(), expr).cast(nw.Float64)
    return quotient(place - 1, nw.when(count > 1).then(count - 1))


@lower.register
def _(expr: nodes.MinMax, found: Parts) -> nw.Expr:
    operand = found.column(expr.operand)
    least, greatest = found.among(operand.min(), expr), found.among(operand.max(), expr)
    spread = found.held(greatest - least)
    way = quotient(operand - least, nw.when((spread > 0) & spread.is_finite()).then(spread))
    return way * (expr.high - expr.low) + expr.low


@lower.register
def _(expr: nodes.ZScore, found: Parts) -> nw.Expr:
    operand = found.column(expr.operand)
    least, greatest = found.among(operand.min(), expr), found.among(operand.max(), expr)
    count = found.among(operand.count(), expr).cast(nw.Float64)
    off = found.held(operand - found.among(operand.mean(), expr))
    # DuckDB refuses a deviation that is too large for a number, so it is put together here.
    squares = found.among(found.held(off * off).sum(), expr)
    # Equal numbers can have a mean that is off by rounding, and so a deviation that is not quite zero.
    deviation = found.held(nw.when((greatest > least) & (squares > 0)).then(quotient(squares, count - 1)).sqrt())
    return quotient(off, nw.when(deviation.is_finite()).then(deviation)) * expr.sd + expr.mean


@lower.register
def _(expr: nodes.ShareOfTotal, found: Parts) -> nw.Expr:
    operand = found.column(expr.operand)
    above = found.among(found.held(operand.clip(0.0, None)).sum(), expr)
    below = found.among(found.held(nw.lit(0.0) - operand.clip(None, 0.0)).sum(), expr)
    larger = nw.max_horizontal(above, below)
    total = nw.when((above - below).abs() > larger * RELATIVE_TOLERANCE).then(above - below)
    return quotient(operand, total)


@lower.register
def _(expr: nodes.Change, found: Parts) -> nw.Expr:
    now, before = found.column(expr.operand), found.earlier(expr.operand, expr)
    if not expr.relative:
        return now - before
    return quotient(now - before, nw.when(before != 0).then(before))
