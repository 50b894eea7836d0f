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
from dxplan.expr.stage import stage
from dxplan.expr.taken import taken
from dxplan.expr.walk import across_rows, children, walk
from dxplan.testing.strategies.expressions import CODES
from tests.laws.trees import ALL, FACTS, TREES, TRUTHS, WIDE


@given(ALL)
def test_a_tree_is_read_back_from_its_text(expr):
    assert ex.parse(str(expr)) == expr
    assert hash(ex.parse(str(expr))) == hash(expr)


@given(st.one_of(TREES, TRUTHS), FACTS)
def test_every_tree_gives_a_finite_number_a_truth_or_nothing(expr, facts):
    value = evaluate(expr, facts)
    assert value is None or isinstance(value, bool) is expr.gives_truth
    assert value is None or math.isfinite(value)


@given(ALL)
def test_substituting_nothing_or_the_same_changes_nothing(expr):
    assert ex.substitute(expr, {}) == expr
    assert ex.substitute(expr, {found: found for found in walk(expr)}) == expr


@given(ALL)
def test_the_check_says_of_every_tree_what_it_gives_and_looks_at(expr):
    assert check(expr).truth is expr.gives_truth
    assert check(expr).window is across_rows(expr) is any(isinstance(found, nodes.Window) for found in walk(expr))


@given(TREES, FACTS)
def test_putting_a_number_in_is_knowing_it(expr, facts):
    put_in = {leaf: lift(value) for leaf, value in facts.items() if value is not None}
    assert evaluate(ex.substitute(expr, put_in), {}) == evaluate(expr, facts)


@given(st.one_of(TREES, WIDE))
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
     "lambda", "by=", "low=", "missing=", "rising=", "months=12", "True", "None", "1", "0", "1,5", "1e999", "0x", "1_0",
     "đ", "\0", "()", "ﬁ"]
)  # fmt: skip


@st.composite
def mangled(draw):
    """Put something into the text of a tree, in the place of a few letters or none."""
    text = str(draw(ALL))
    begin = draw(st.integers(0, len(text)))
    return text[:begin] + draw(WORDS_AND_SIGNS) + text[begin + draw(st.integers(0, 3)) :]


@settings(max_examples=1000)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS_AND_SIGNS, max_size=25).map("".join), mangled()))
def test_no_text_raises_anything_but_a_formula_error(text):
    try:
        expr = ex.parse(text)
    except FormulaError:
        return
    assert ex.parse(str(expr)) == expr


def test_a_subtree_that_occurs_twice_is_one_column():
    shared = ex.parse("(a + b) * 2")
    stages = stage({"one": shared / 3, "two": shared / 5, "three": shared}, {nodes.Figure("a"): "a"})
    written = [name for added in stages.stages for name in added]
    # The product and two quotients, each held and made finite; the sum stands in the product.
    assert len(written) == 3 * 2
    assert stages.results["three"] in written
