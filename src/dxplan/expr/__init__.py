"""The expression language: functions from figures to a column, as trees with a text form.

The same words stand in Python and in a formula::

    signed = figure("docs_signed").share_of(figure("docs_sent"))
    score = weighted({signed.scaled(20): 0.6, figure("meetings").steps({1: 5, 2: 10}): 0.4})
    parse(str(score)) == score
"""

from __future__ import annotations

from dxplan.expr.builders import (
    best,
    coalesce,
    figure,
    function,
    geometric,
    given,
    harmonic,
    mean,
    param,
    power_mean,
    step,
    total,
    weighted,
    where,
    worst,
)
from dxplan.expr.explain import explain
from dxplan.expr.fluent import Expr
from dxplan.expr.formula import parse
from dxplan.expr.functions import PythonFunction, python_function, register_function
from dxplan.expr.walk import across_rows, requires, substitute

__all__ = [
    "Expr",
    "PythonFunction",
    "across_rows",
    "best",
    "coalesce",
    "explain",
    "figure",
    "function",
    "geometric",
    "given",
    "harmonic",
    "mean",
    "param",
    "parse",
    "power_mean",
    "python_function",
    "register_function",
    "requires",
    "step",
    "substitute",
    "total",
    "weighted",
    "where",
    "worst",
]
