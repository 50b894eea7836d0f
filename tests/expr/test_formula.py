"""Formulas: how trees are written, what is read, and what is refused with which words."""

import pytest

from dxplan import expr as ex
from dxplan.errors import DefinitionError, FormulaError
from dxplan.expr import nodes
from dxplan.expr.formula import _FUNCTIONS, _USAGE, DEEPEST, LONGEST

A, B, C = (ex.figure(code) for code in "abc")


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("a + b * c", A + B * C),
        ("(a + b) * c", (A + B) * C),
        ("a - b - c", (A - B) - C),
        ("a - (b - c)", A - (B - C)),
        ("a / b * c", A / B * C),
        ("a / (b * c)", A / (B * C)),
        ("a ** b ** c", A ** (B**C)),
        ("(a ** b) ** c", (A**B) ** C),
        ("-a ** b", -(A**B)),
        ("(-a) ** b", (-A) ** B),
        ("a ** -b", A ** (-B)),
        ("-1", nodes.Negate(nodes.Constant(1))),
        ("2 * a + 0.5", 2 * A + 0.5),
        ("abs(a) + log(b) + exp(c)", abs(A) + B.log() + C.exp()),
        ("share(a, b)", A.share_of(B)),
        ("scaled(a, by=20)", A.scaled(20)),
        ("clip(a, low=0, high=1)", A.clip(low=0, high=1)),
        ("steps(a, {1: 5, 2: 10}, below=-1)", A.steps({1: 5, 2: 10}, below=-1)),
        ("piecewise(a, {-1: 0, 1: 10})", A.piecewise({-1: 0, 1: 10})),
        ("coalesce(a, b, 0)", ex.coalesce(A, B, 0)),
        ("a >= 0.5 and not (b < 1 or c == 2)", A.ge(0.5) & ~(B.lt(1) | C.eq(2))),
        ("known(a) or missing(b)", A.known() | B.missing()),
        ("where(a > 1, b, a != 0, c, 0)", ex.where(A.gt(1), B, A.ne(0), C, 0)),
        ("where(a <= 1, b)", ex.where(A.le(1), B)),
        ("weighted({a: 0.6, b: 0.4}, missing=skip)", ex.weighted({A: 0.6, B: 0.4}, missing="skip")),
        ("mean(a, b, missing=zero)", ex.mean(A, B, missing="zero")),
        ("power_mean(a, b, p=-2)", ex.power_mean(A, B, p=-2)),
        ("geometric(a, b) + harmonic(a, b)", ex.geometric(A, B) + ex.harmonic(A, B)),
        ("best(a, b) - worst(a, b) + total(a, b)", ex.best(A, B) - ex.worst(A, B) + ex.total(A, B)),
        ("given(now) - given(start)", ex.given("now") - ex.given("start")),
        ("param(r_high) * step(ratio)", ex.param("r_high") * ex.step("ratio")),
        ("step(usable, truth=True) and a > 1", ex.step("usable", truth=True) & A.gt(1)),
        ("function(logistic, a)", ex.function("logistic", A)),
        ("function(my.score, a + b, 2, c)", ex.function("my.score", A + B, 2, C)),
        ("rank(a)", A.rank()),
        ("rank(a - b, rising=True)", (A - B).rank(rising=True)),
        ("percentile(a)", A.percentile()),
        ("minmax(-a)", (-A).minmax()),
        ("minmax(a, low=1, high=100)", A.minmax(low=1, high=100)),
        ("minmax(a, high=0.5)", A.minmax(high=0.5)),
        ("zscore(a)", A.zscore()),
        ("zscore(a, mean=10, sd=2)", A.zscore(mean=10, sd=2)),
        ("share_of_total(a)", A.share_of_total()),
        ("change(a, months=12)", A.change(months=12)),
        ("change(rank(a), months=6, relative=True)", A.rank().change(months=6, relative=True)),
        ("dti.awareness / 1000", ex.figure("dti.awareness") / 1000),
    ],
)
def test_a_formula_and_its_tree(text, expr):
    assert ex.parse(text) == expr
    assert str(expr) == text


def test_a_figure_may_be_named_as_one():
    assert ex.parse("figure(docs)") == ex.figure("docs")


def test_white_space_and_brackets_do_not_matter():
    assert ex.parse("  ( a+b )\n") == A + B


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("clip(x, 1,5)", "clip has 3 unnamed arguments"),
        ("scaled(x, 1,5)", "scaled has 3 unnamed arguments"),
        ("mean(x, 1,5)", "is it a decimal comma?"),
        ("coalesce(1,5, x)", "is it a decimal comma?"),
        ("a < b < c", "comparisons do not chain"),
        ("shar(a, b)", "did you mean 'share'?"),
        ("__import__('os')", "there is no function '__import__'"),
        ("a.b()", "it is none of numbers, names, signs and functions"),
        ("(lambda: a)()", "it is none of"),
        ("[a for a in b]", "it is none of"),
        ("'text'", "a number is needed there"),
        ("True", "a number is needed there"),
        ("1e999", "it is too large"),
        ("9" * 5000, "is not a formula"),
        ("clip(x)", "cannot clip between None and None"),
        ("clip(x, low=2, high=1)", "cannot clip between 2.0 and 1.0"),
        ("clip(x, low=1, wide=2)", "clip has no argument 'wide'"),
        ("clip(x, low=1, low=2)", "a name is given to one argument once"),
        ("clip(x, **y)", "a name is given to one argument once"),
        ("steps(x, {2: 1, 1: 2})", "the points do not rise"),
        ("steps(x, {})", "the points are not all finite numbers"),
        ("steps(x)", "a table {…: …} is needed"),
        ("weighted({a: -1})", "cannot be weights"),
        ("weighted({**a})", "a table {…: …} is needed"),
        ("mean(a, missing=perhaps)", "missing is one of propagate, skip, zero"),
        ("power_mean(a, b)", "power_mean needs p="),
        ("power_mean(a, p=0)", "p cannot be 0.0"),
        ("where(a > 1)", "where has 1 unnamed arguments"),
        ("given(gaol)", "no given has the code 'gaol'"),
        ("given(1)", "only names are divided by dots"),
        ("function()", "function needs a name"),
        ("function(logistic)", "function has 0 unnamed arguments"),
        ("function(Logistic, x)", "name 'Logistic' cannot be used in a formula"),
        ("function(logistic, x, 1,5)", "is it a decimal comma?"),
        ("function(logistic, x, -1,5)", "is it a decimal comma?"),
        ("function(logistic, x, steep=2)", "function has no argument 'steep'"),
        ("rank(a, b)", "rank has 2 unnamed arguments"),
        ("rank(a, rising=False)", "rising is left out or True"),
        ("minmax(a, 1,5)", "minmax has 3 unnamed arguments"),
        ("minmax(a, low=1)", "cannot scale from 1.0 to 1.0"),
        ("minmax(a, low=1, high=0)", "where less is better write minmax(-x)"),
        ("zscore(a, sd=0)", "sd cannot be 0.0"),
        ("zscore(a, sd=-1)", "where less is better write zscore(-x)"),
        ("change(a)", "change needs months="),
        ("change(a, 12)", "change has 2 unnamed arguments"),
        ("change(a, months=0)", "months cannot be 0.0"),
        ("change(a, months=1.5)", "months cannot be 1.5"),
        ("change(a, months=-12)", "months cannot be -12.0"),
        ("change(a, months=1e300)", "months cannot be 1e+300"),
        ("A + 1", "cannot be used in a formula"),
        ("a if b else c", "it is none of"),
        ("a @ b", "it is none of"),
        ("", "is not a formula"),
        ("a +", "is not a formula"),
        ("a\nb", "is not a formula"),
        ("\0", "is not a formula"),
        ("(" * 500, "is not a formula"),
        ("-" * (DEEPEST + 2) + "a", f"more than {DEEPEST} levels deep"),
        ("a" * (LONGEST + 1), f"{LONGEST + 1} characters"),
    ],
)
def test_what_is_no_formula_is_refused_with_a_way_out(text, fragment):
    with pytest.raises(FormulaError) as caught:
        ex.parse(text)
    assert fragment in str(caught.value)
    assert caught.value.hint


def test_every_function_has_a_usage_that_reads():
    assert set(_USAGE) == set(_FUNCTIONS)
    for word, usage in _USAGE.items():
        sample = usage.replace(", …", "").replace("condition", "x > 1").replace("(name)", "(goal)")
        assert ex.parse(sample).word in ("", word)


@pytest.mark.parametrize("value", ["a", None, True, [1]])
def test_only_expressions_and_numbers_combine(value):
    with pytest.raises(DefinitionError, match="neither an expression nor a number"):
        A + value


def test_the_wrong_idioms_teach():
    with pytest.raises(TypeError, match="combine conditions with &"):
        bool(A.gt(1))
    with pytest.raises(TypeError, match=r"write \.lt"):
        A < B  # noqa: B015
    assert (A == B) is False
    assert {A: 1}[ex.figure("a")] == 1
