"""Expression trees and facts made up by Hypothesis, and when two ways of computing them must agree."""

import math

from hypothesis import strategies as st

from dxplan.expr import nodes
from dxplan.expr.plain import evaluate
from dxplan.expr.walk import rebuild
from tests.made_up import LEAD

CODES = ["a", "b", "docs_signed", "dti.awareness"]
NUMBERS = st.one_of(st.integers(0, 9).map(float), st.floats(0, 1e6), st.sampled_from([0.0, 0.1, 1e-300, 1e300]))
SIGNED = st.one_of(NUMBERS, NUMBERS.map(lambda value: -value + 0.0))
POLICY = st.sampled_from(nodes.POLICIES)
LEAVES = st.one_of(
    st.sampled_from(CODES).map(nodes.Figure),
    st.sampled_from(["now", "goal"]).map(nodes.Given),
    st.just(nodes.Param("r_high")),
    st.just(nodes.Step("ratio")),
    NUMBERS.map(nodes.Constant),
)


def points(draw):
    places = sorted(set(draw(st.lists(st.integers(-5, 9), min_size=1, max_size=4))))
    return tuple((float(place), draw(SIGNED)) for place in places)


@st.composite
def numbers(draw, inner, truths):
    """One node that gives a number, over others."""
    operands = draw(st.lists(inner, min_size=1, max_size=3).map(tuple))
    x, y = draw(inner), draw(inner)
    low, high = sorted([draw(SIGNED), draw(SIGNED)])
    return draw(
        st.sampled_from(
            [
                nodes.Negate(x),
                nodes.Absolute(x),
                nodes.Logarithm(x),
                nodes.Exponential(x),
                nodes.Add(x, y),
                nodes.Subtract(x, y),
                nodes.Multiply(x, y),
                nodes.Divide(x, y),
                nodes.Power(x, y),
                nodes.Share(x, y),
                nodes.Scaled(x, by=draw(SIGNED)),
                nodes.Clip(x, low=low, high=draw(st.sampled_from([None, high]))),
                nodes.Steps(x, points(draw), below=draw(SIGNED)),
                nodes.Piecewise(x, points(draw)),
                nodes.Function(LEAD, (x, y)) if not_bare(x) else x,
                nodes.Coalesce((y, x) if isinstance(x, nodes.Constant) else (x,)) if not_bare(y) else x,
                nodes.Where(((draw(truths), x), (draw(truths), y)), draw(st.none() | inner)),
                nodes.Weighted(tuple((operand, 1.0 + n) for n, operand in enumerate(operands)), policy=draw(POLICY)),
                *across(draw, tuple(filter(not_bare, operands))),
            ]
        )
    )


def not_bare(operand):
    return not isinstance(operand, nodes.Constant)


def across(draw, operands):
    if not operands:
        return []
    kinds = [nodes.Mean, nodes.Geometric, nodes.Harmonic, nodes.Best, nodes.Worst, nodes.Total]
    p = draw(st.sampled_from([-2.0, 0.5, 3.0]))
    return [nodes.PowerMean(operands, p=p), *(kind(operands, policy=draw(POLICY)) for kind in kinds)]


@st.composite
def comparisons(draw, inner):
    return nodes.Compare(draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="])), draw(inner), draw(inner))


def truths_over(inner):
    atoms = st.one_of(
        comparisons(inner), inner.map(nodes.Known), inner.map(nodes.Missing), st.just(nodes.Given("is_due"))
    )
    return st.one_of(atoms, atoms.map(nodes.Not), st.builds(nodes.And, atoms, atoms), st.builds(nodes.Or, atoms, atoms))


@st.composite
def windows(draw, inner):
    """One node that looks beyond its row, over another."""
    x, turned = draw(inner), draw(st.booleans())
    low, mean, size = draw(SIGNED), draw(SIGNED), draw(st.sampled_from([0.5, 2.0, 99.0]))
    return draw(
        st.sampled_from(
            [
                nodes.Rank(x, rising=turned),
                nodes.Percentile(x),
                nodes.MinMax(x),
                nodes.MinMax(x, low=low, high=low + size) if low < low + size else nodes.MinMax(x),
                nodes.ZScore(x),
                nodes.ZScore(x, mean=mean, sd=size),
                nodes.ShareOfTotal(x),
                nodes.Change(x, months=draw(st.sampled_from([1, 2, 12])), relative=turned),
            ]
        )
    )


TREES = st.recursive(LEAVES, lambda inner: numbers(inner, truths_over(inner)), max_leaves=12)
TRUTHS = truths_over(TREES)
# Trees that may look beyond their row; windows stand in everything, and everything in windows.
WIDE = st.recursive(
    LEAVES, lambda inner: st.one_of(windows(inner), windows(inner), numbers(inner, truths_over(inner))), max_leaves=8
)
ALL = st.one_of(TREES, TRUTHS, WIDE, truths_over(WIDE))
FACTS = st.fixed_dictionaries(
    {
        leaf: st.none() | SIGNED
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
