"""Scores are fair: what rises in every part never makes the whole fall."""

import math

import attrs
from hypothesis import given
from hypothesis import strategies as st

from dxplan import expr as ex
from dxplan.expr import nodes
from dxplan.expr.plain import evaluate
from dxplan.expr.plain_rows import evaluate_rows
from dxplan.expr.rows import Row

CODES = ("a", "b", "c")
FIGURES = tuple(map(nodes.Figure, CODES))
EIGHTHS = st.integers(-40, 40).map(lambda n: n / 8)
POSITIVE = st.integers(1, 40).map(lambda n: n / 8)
POLICY = st.sampled_from(nodes.POLICIES)
LEAVES = st.one_of(st.sampled_from(FIGURES), POSITIVE.map(nodes.Constant))


def rising_points(draw):
    places = sorted(set(draw(st.lists(EIGHTHS, min_size=1, max_size=4))))
    values = sorted(draw(st.lists(EIGHTHS, min_size=len(places), max_size=len(places))))
    return tuple(zip(places, values, strict=True))


@st.composite
def scores(draw, inner):
    """One node that rises with its parts, or stays, and is known wherever they are known."""
    x, y = draw(inner), draw(inner)
    points, low, size = rising_points(draw), draw(EIGHTHS), draw(POSITIVE)
    weights = draw(st.tuples(POSITIVE, POSITIVE | st.just(0.0)))
    kinds = (nodes.Mean, nodes.Best, nodes.Worst, nodes.Total)
    return draw(
        st.sampled_from(
            [
                nodes.Add(x, y),
                nodes.Scaled(x, by=size),
                nodes.Scaled(x, by=0),
                nodes.Share(x, nodes.Constant(size)),
                nodes.Clip(x, low=low, high=low + size),
                nodes.Steps(x, points, below=points[0][1] - size),
                nodes.Piecewise(x, points),
                nodes.Weighted(tuple(zip((x, y), weights, strict=True)), policy=draw(POLICY)),
                *(kind((x, y), policy=draw(POLICY)) for kind in kinds),
            ]
        )
    )


@st.composite
def averages(draw, inner):
    """One node that rises with its parts where all are above zero, and is missing elsewhere."""
    operands = draw(st.lists(inner, min_size=1, max_size=3).map(tuple))
    p = draw(st.sampled_from([-3.0, -1.0, 0.5, 2.0]))
    kinds = (nodes.Geometric(operands), nodes.Harmonic(operands), nodes.PowerMean(operands, p=p))
    return draw(st.sampled_from(kinds))


TREES = st.recursive(LEAVES, scores, max_leaves=10)
# A part that is missing only for small numbers would make a whole fall that leaves it out: these come last.
SCORES = st.one_of(TREES, averages(TREES))
FACTS = st.fixed_dictionaries({figure: st.none() | EIGHTHS for figure in FIGURES})


def at_least(higher, lower):
    return higher >= lower or math.isclose(higher, lower, rel_tol=1e-9, abs_tol=1e-9)


@given(SCORES, FACTS, st.sampled_from(FIGURES), st.integers(-14, 10).map(lambda n: 2.0**n))
def test_a_score_never_falls_when_an_indicator_rises(expr, facts, figure, by):
    if facts[figure] is None:
        return
    before, after = evaluate(expr, facts), evaluate(expr, {**facts, figure: facts[figure] + by})
    assert before is None or at_least(after, before)


@given(SCORES, FACTS, st.sampled_from(FIGURES), POSITIVE)
def test_a_score_never_rises_when_an_indicator_rises_of_which_less_is_better(expr, facts, figure, by):
    if facts[figure] is None:
        return
    turned = ex.substitute(expr, {figure: -figure})
    before, after = evaluate(turned, facts), evaluate(turned, {**facts, figure: facts[figure] + by})
    assert after is None or at_least(before, after)


ROWS = st.lists(FACTS, min_size=1, max_size=6).map(
    lambda table: [Row(facts=facts, place=f"place {n}", month=0) for n, facts in enumerate(table)]
)
STANDINGS = st.sampled_from([ex.Expr.percentile, ex.Expr.minmax, ex.Expr.zscore])


@given(TREES, ROWS, STANDINGS, st.sampled_from(FIGURES), POSITIVE)
def test_a_place_never_falls_among_its_peers_when_its_indicator_rises(expr, rows, stand, figure, by):
    first = rows[0]
    if first.facts[figure] is None:
        return
    risen = [attrs.evolve(first, facts={**first.facts, figure: first.facts[figure] + by}), *rows[1:]]
    named = {"stands": stand(expr), "rank": expr.rank(), "rising": expr.rank(rising=True)}
    before, after = evaluate_rows(named, rows)[0], evaluate_rows(named, risen)[0]
    if None in (*before.values(), *after.values()):
        return
    assert at_least(after["stands"], before["stands"])
    assert after["rank"] <= before["rank"]
    assert after["rising"] >= before["rising"]


@given(ROWS, st.sampled_from(FIGURES))
def test_shares_of_a_total_add_up_to_one(rows, figure):
    shares = [row["share"] for row in evaluate_rows({"share": figure.share_of_total()}, rows)]
    known = [share for share in shares if share is not None]
    assert not known or math.isclose(math.fsum(known), 1, rel_tol=1e-9)
