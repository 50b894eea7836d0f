"""What holds for every expression tree, with missing values in every place."""

import math

import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan import expr as ex
from dxplan.errors import FormulaError
from dxplan.expr import nodes
from dxplan.expr.check import check
from dxplan.expr.fluent import Expr, lift
from dxplan.expr.formula import WORDS
from dxplan.expr.plain import evaluate
from dxplan.expr.stage import stage
from dxplan.expr.taken import taken
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
    atoms = st.one_of(
        comparisons(inner), inner.map(nodes.Known), inner.map(nodes.Missing), st.just(nodes.Given("is_due"))
    )
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


@given(st.one_of(TREES, TRUTHS), FACTS)
def test_the_branches_that_decided_give_the_same(expr, facts):
    short = taken(expr, facts)
    assert evaluate(short, facts) == evaluate(expr, facts)
    assert short.gives_truth is expr.gives_truth


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


# Eighths add up exactly, so that the order of a sum makes no difference.
EIGHTHS = st.integers(-40, 40).map(lambda n: n / 8)
SHAKEN = 1e-11


def steady(expr, facts, value):
    """Tell whether a value stays when the facts are shaken a little; where it jumps, two machines may differ."""
    shaken = [
        evaluate(expr, {leaf: fact and fact * (1 + by) for leaf, fact in facts.items()}) for by in (SHAKEN, -SHAKEN)
    ]
    return all(agree(value, other, 1e-6) for other in shaken)


def agree(one, other, tolerance):
    if one is None or other is None or isinstance(one, bool):
        return one is other
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)


@settings(deadline=None)
@given(
    st.lists(st.one_of(TREES, TRUTHS), min_size=1, max_size=3),
    st.lists(st.fixed_dictionaries({leaf: st.none() | EIGHTHS for leaf in map(nodes.Figure, CODES)}), max_size=5),
)
def test_columns_say_what_plain_numbers_say(exprs, rows):
    columns = {leaf: f"column {n}" for n, leaf in enumerate(map(nodes.Figure, CODES))}
    table = pl.LazyFrame(
        {name: [row[leaf] for row in rows] for leaf, name in columns.items()},
        schema=dict.fromkeys(columns.values(), pl.Float64),
    )
    named = {f"result {n}": expr for n, expr in enumerate(exprs)}
    found = stage(named, columns).apply(nw.from_native(table)).collect()
    assert found.columns == [*columns.values(), *named]
    for name, expr in named.items():
        for facts, value in zip(rows, found[name].to_list(), strict=True):
            wanted = evaluate(expr, facts)
            if steady(expr, facts, wanted):
                assert agree(value, wanted, 1e-9), (str(expr), facts)


def test_a_subtree_that_occurs_twice_is_one_column():
    shared = ex.parse("(a + b) * 2")
    stages = stage({"one": shared / 3, "two": shared / 5, "three": shared}, {nodes.Figure("a"): "a"})
    written = [name for added in stages.stages for name in added]
    # a + b and its product, each held and made finite; two quotients likewise.
    assert len(written) == 2 + 2 + 2 * 2 - 1
    assert stages.results["three"] in written
