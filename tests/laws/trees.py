"""Expression trees and facts made up by Hypothesis, and when two ways of computing them must agree."""

import math

from hypothesis import strategies as st

from dxplan.expr import nodes
from dxplan.expr.plain import evaluate
from dxplan.expr.walk import rebuild
from dxplan.testing import strategies as dst
from dxplan.testing.strategies.expressions import CODES, numbers
from tests.made_up import LEAD

TREES = dst.expressions(gives="number", functions=[LEAD])
TRUTHS = dst.expressions(gives="truth", functions=[LEAD])
# Trees that may look beyond their row; windows stand in everything, and everything in windows.
WIDE = dst.expressions(gives="number", windows=True, functions=[LEAD], most=8)
ALL = st.one_of(TREES, TRUTHS, dst.expressions(windows=True, functions=[LEAD], most=8))
FACTS = st.fixed_dictionaries(
    {
        leaf: st.none() | numbers()
        for leaf in (*map(nodes.Figure, CODES), nodes.Given("now"), nodes.Given("goal"), nodes.Param("r_high"))
    }
)


# Eighths add up exactly, so that the order of a sum makes no difference.
EIGHTHS = st.integers(-40, 40).map(lambda n: n / 8)
COLUMNS = {
    **{nodes.Figure(code): f"column {n}" for n, code in enumerate(CODES)},
    nodes.Given("now"): "now",
    nodes.Given("is_due"): "is due",
    nodes.Param("r_high"): "r_high",
}
"""The columns of the leaves; some leaves have none."""
ROWS = st.lists(
    st.fixed_dictionaries({leaf: st.none() | (st.booleans() if leaf.gives_truth else EIGHTHS) for leaf in COLUMNS}),
    max_size=5,
)
SHAKEN = 1e-11


def steady(expr, facts, value):
    """Tell whether a value stays when everything is shaken a little; where it jumps, two machines may differ."""
    return all(agree(value, evaluate(shaken(expr, by), shaken_facts(facts, by)), 1e-6) for by in (SHAKEN, -SHAKEN))


def shaken_facts(facts, by):
    return {leaf: fact * (1 + by) if isinstance(fact, float) else fact for leaf, fact in facts.items()}


def shaken(expr, by):
    """Change every number of a tree a little, each by another share, so that they do not cancel out."""
    if isinstance(expr, nodes.Constant):
        return nodes.Constant(expr.value * (1 + by))
    shares = iter(range(1, 100))
    return rebuild(expr, lambda child: shaken(child, by * (1 + next(shares) / 8)))


def agree(one, other, tolerance):
    """Tell whether two results are the same."""
    if one is None or other is None or isinstance(one, bool):
        return one is other
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
