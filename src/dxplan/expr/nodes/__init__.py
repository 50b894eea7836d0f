"""The words of the expression language: what can be computed from figures, as a tree that computes nothing itself.

A node is a docstring, fields and a type.
What it means on numbers is in `plain`, on dataframes in the lowering, as text in `formula`.
Every node says whether it gives a number or a truth, and whether it looks at one row (elementwise) or beyond (window).

Missing values: unless a node says otherwise, a missing operand makes the result missing.
So does a division by zero, and any result that is not finite.

Nodes are frozen, compared by structure, and usable as keys of a dictionary.
"""

from __future__ import annotations

from dxplan.expr.nodes.across import Across, Best, Geometric, Harmonic, Mean, PowerMean, Total, Weighted, Worst
from dxplan.expr.nodes.arithmetic import (
    Absolute,
    Add,
    Clip,
    Divide,
    Exponential,
    Logarithm,
    Multiply,
    Negate,
    Piecewise,
    Power,
    Scaled,
    Share,
    Steps,
    Subtract,
)
from dxplan.expr.nodes.function import Function
from dxplan.expr.nodes.leaves import Constant, Figure, Given, Param, Step
from dxplan.expr.nodes.logic import And, Coalesce, Compare, Known, Missing, Not, Or, Where
from dxplan.expr.nodes.rules import POLICIES, Policy
from dxplan.expr.nodes.shapes import Binary, Unary
from dxplan.expr.nodes.windows import Change, MinMax, Peers, Percentile, Rank, ShareOfTotal, Window, ZScore

__all__ = [
    "POLICIES",
    "Absolute",
    "Across",
    "Add",
    "And",
    "Best",
    "Binary",
    "Change",
    "Clip",
    "Coalesce",
    "Compare",
    "Constant",
    "Divide",
    "Exponential",
    "Figure",
    "Function",
    "Geometric",
    "Given",
    "Harmonic",
    "Known",
    "Logarithm",
    "Mean",
    "MinMax",
    "Missing",
    "Multiply",
    "Negate",
    "Not",
    "Or",
    "Param",
    "Peers",
    "Percentile",
    "Piecewise",
    "Policy",
    "Power",
    "PowerMean",
    "Rank",
    "Scaled",
    "Share",
    "ShareOfTotal",
    "Step",
    "Steps",
    "Subtract",
    "Total",
    "Unary",
    "Weighted",
    "Where",
    "Window",
    "Worst",
    "ZScore",
]
