"""What holds for every expression tree, with missing values in every place."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan import expr as ex
from dxplan.errors import FormulaError
from dxplan.expr import nodes
from dxplan.expr.check import check
from dxplan.expr.fluent import Expr, lift
from dxplan.expr.formula import WORDS
from dxplan.expr.plain import evaluate
from dxplan.expr.walk import children, walk

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
    atoms = st.one_of(comparisons(inner), inner.map(nodes.Known), inner.map(nodes.Missing))
    return st.one_of(atoms, atoms.map(nodes.Not), st.builds(nodes.And, atoms, atoms), st.builds(nodes.Or, atoms, atoms))


TREES = st.recursive(LEAVES, lambda inner: numbers(inner, truths_over(inner)), max_leaves=12)
TRUTHS = truths_over(TREES)
FACTS = st.fixed_dictionaries(
    {
        leaf: st.none() | SIGNED
        for leaf in (*map(nodes.Figure, CODES), nodes.Given("now"), nodes.Given("goal"), nodes.Param("r_high"))
    }
)


@given(st.one_of(TREES, TRUTHS))
def test_a_tree_is_read_back_from_its_text(expr):
    assert ex.parse(str(expr)) == expr
    assert hash(ex.parse(str(expr))) == hash(expr)


@given(st.one_of(TREES, TRUTHS), FACTS)
def test_every_tree_gives_a_finite_number_a_truth_or_nothing(expr, facts):
    value = evaluate(expr, facts)
    assert value is None or isinstance(value, bool) is expr.gives_truth
    assert value is None or math.isfinite(value)


@given(st.one_of(TREES, TRUTHS))
def test_substituting_nothing_or_the_same_changes_nothing(expr):
    assert ex.substitute(expr, {}) == expr
    assert ex.substitute(expr, {found: found for found in walk(expr)}) == expr


@given(st.one_of(TREES, TRUTHS))
def test_the_check_says_of_every_tree_what_it_gives(expr):
    assert check(expr).truth is expr.gives_truth


@given(TREES, FACTS)
def test_putting_a_number_in_is_knowing_it(expr, facts):
    put_in = {leaf: lift(value) for leaf, value in facts.items() if value is not None}
    assert evaluate(ex.substitute(expr, put_in), {}) == evaluate(expr, facts)


@given(TREES)
def test_what_a_tree_requires_is_what_its_leaves_name(expr):
    assert ex.requires(expr) == {code for code in CODES if nodes.Figure(code) in set(walk(expr))}
    assert all(isinstance(child, Expr) for child in children(expr))


@given(TREES, FACTS)
def test_what_is_missing_is_not_known(expr, facts):
    assert evaluate(expr.known(), facts) is not evaluate(expr.missing(), facts)


WORDS_AND_SIGNS = st.sampled_from(
    [*sorted(WORDS), *CODES, *"()+-*/<>=,.{}:[]'\"\\@;!%&|~^ \n\t", "**", "and", "or", "not", "if", "else", "for",
     "lambda", "by=", "low=", "missing=", "True", "None", "1", "0", "1,5", "1e999", "0x", "1_0", "đ", "\0", "()", "ﬁ"]
)  # fmt: skip


@settings(max_examples=1000)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS_AND_SIGNS, max_size=25).map("".join)))
def test_no_text_raises_anything_but_a_formula_error(text):
    try:
        expr = ex.parse(text)
    except FormulaError:
        return
    assert ex.parse(str(expr)) == expr
