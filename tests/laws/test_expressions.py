"""What holds for every expression tree, with missing values in every place."""

import math
import zlib
from itertools import product
from random import Random

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
from dxplan.expr.plain_rows import evaluate_rows
from dxplan.expr.rows import Keys, Row
from dxplan.expr.stage import stage
from dxplan.expr.walk import across_rows, children, rebuild, walk

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


@ex.python_function(arity=2, unit="any", columns=lambda x, y: nw.max_horizontal(x, y) - y)
def lead(x, y):
    """Stand for any function written in Python."""
    return max(x, y) - y


ex.register_function("made_up.lead", lead)


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
                nodes.Function("made_up.lead", (x, y)) if not_bare(x) else x,
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


KEYS = Keys(place="place", month="month", series="series")
FIGURES = tuple(map(nodes.Figure, CODES))


def table(seed):
    """Make rows of some places, months and series; every tenth row is a hole, and now and then one stands twice."""
    random = Random(seed)  # noqa: S311 (nothing is kept secret)
    places = random.sample("PQRST", random.choice([1, 3, 4, 5]))
    months = random.sample([1, 2, 3, 13], random.choice([1, 3, 4]))
    known, widest = random.choice([0.5, 0.9, 1.0]), random.choice([2, 40])
    rows = [
        Row(
            facts={leaf: random.randint(-widest, widest) / 8 if random.random() < known else None for leaf in FIGURES},
            place=place,
            month=month,
            series=series,
        )
        for place, month, series in product(places, months, ["all", "urban"])
        for _ in range(random.choices([1, 0, 2], [17, 2, 1])[0])
    ]
    random.shuffle(rows)
    return rows


# Drawn by a seed: a table drawn cell by cell would mostly be empty, and hardly a change would be known.
ROWS = st.integers(0, 2**32).map(table)
LIKELY = st.sampled_from([*FIGURES, *FIGURES, nodes.Constant(2), nodes.Given("now")])
INNER = st.one_of(LIKELY, LIKELY, numbers(LIKELY, truths_over(LIKELY)))
WINDOWED = st.one_of(
    windows(INNER),
    windows(windows(INNER)),
    numbers(windows(INNER), truths_over(windows(INNER))),
    WIDE,
    truths_over(WIDE),
)


def values_of(expr, rows):
    return [row["found"] for row in evaluate_rows({"found": expr}, rows)]


def shaken(expr, by):
    """Shake every number that is calculated, the same trees alike: so what is equal by more than chance stays equal."""
    changed = rebuild(expr, lambda child: shaken(child, by))
    if expr.gives_truth or not children(expr):
        return changed
    return nodes.Scaled(changed, by=1 + by * (1 + zlib.crc32(str(expr).encode()) % 7))


@settings(deadline=None)
@given(st.lists(WINDOWED, min_size=1, max_size=3), ROWS, st.randoms(use_true_random=False))
def test_columns_say_what_plain_rows_say_in_any_order(exprs, rows, random):
    columns = {leaf: f"column {n}" for n, leaf in enumerate(FIGURES)}
    schema = {"nth": pl.Int64, "place": pl.String, "month": pl.Int64, "series": pl.String}
    data = [(n, row.place, row.month, row.series, *map(row.facts.get, FIGURES)) for n, row in enumerate(rows)]
    random.shuffle(data)
    table = pl.LazyFrame(data, schema | dict.fromkeys(columns.values(), pl.Float64), orient="row")
    named = {f"result {n}": expr for n, expr in enumerate(exprs)}
    found = stage(named, columns, KEYS).apply(nw.from_native(table)).collect().sort("nth")
    assert found.columns == [*table.collect_schema().names(), *named]
    assert found["nth"].to_list() == list(range(len(rows)))
    for name, expr in named.items():
        others = [values_of(shaken(expr, by), rows) for by in (SHAKEN, -SHAKEN)]
        for value, wanted, *moved in zip(found[name].to_list(), values_of(expr, rows), *others, strict=True):
            # Where a value hangs on the last digits, two ways of computing may differ.
            if all(agree(wanted, other, 1e-6) for other in moved):
                assert agree(value, wanted, 1e-9), str(expr)


@given(WINDOWED, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(expr, rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    values = values_of(expr, rows)
    assert values_of(expr, [rows[n] for n in order]) == [values[n] for n in order]


@given(WINDOWED, ROWS)
def test_every_row_gets_a_finite_number_a_truth_or_nothing(expr, rows):
    for value in values_of(expr, rows):
        assert value is None or isinstance(value, bool) is expr.gives_truth
        assert value is None or math.isfinite(value)


@given(WINDOWED, ROWS)
def test_a_window_may_be_computed_first_and_put_in_as_a_figure(expr, rows):
    window = next((found for found in walk(expr) if found.windowed), expr)
    if window.gives_truth:
        return
    cut = nodes.Figure("cut")
    given_it = [
        Row(facts={**row.facts, cut: value}, place=row.place, month=row.month, series=row.series)
        for row, value in zip(rows, values_of(window, rows), strict=True)
    ]
    assert values_of(ex.substitute(expr, {window: cut}), given_it) == values_of(expr, rows)


@given(WIDE, ROWS)
def test_a_tree_that_keeps_to_its_row_says_what_it_says_of_each_alone(expr, rows):
    if not across_rows(expr):
        assert values_of(expr, rows) == [evaluate(expr, row.facts) for row in rows]


@given(ROWS)
def test_normalisations_do_not_depend_on_zero_point_and_scale(rows):
    figure = FIGURES[0]
    for make in (Expr.rank, Expr.percentile, Expr.minmax, Expr.zscore):
        for one, other in zip(values_of(make(figure), rows), values_of(make(figure * 4 + 3), rows), strict=True):
            assert agree(one, other, 1e-9)
