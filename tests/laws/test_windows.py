"""What holds for every expression that looks beyond its row, on tables with holes and in any order."""

import math

import narwhals.stable.v2 as nw
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan import expr as ex
from dxplan.expr import nodes
from dxplan.expr.fluent import Expr
from dxplan.expr.plain import evaluate
from dxplan.expr.rows import Row
from dxplan.expr.stage import stage
from dxplan.expr.walk import across_rows, walk
from tests.laws.tables import COLUMNS, FIGURES, KEYS, TABLES, WINDOWED, assert_said, frame_of, values_of
from tests.laws.trees import WIDE, agree


@settings(deadline=None)
@given(st.lists(WINDOWED, min_size=1, max_size=3), TABLES, st.integers(0, 9))
def test_columns_say_what_plain_rows_say_in_any_order(exprs, rows, seed):
    frame = frame_of(rows, "nth").sample(fraction=1, shuffle=True, seed=seed).lazy()
    named = {f"result {n}": expr for n, expr in enumerate(exprs)}
    found = stage(named, COLUMNS, KEYS).apply(nw.from_native(frame)).collect().sort("nth")
    assert found.columns == [*frame.collect_schema().names(), *named]
    assert found["nth"].to_list() == list(range(len(rows)))
    for name, expr in named.items():
        assert_said(expr, rows, found[name].to_list())


@given(WINDOWED, TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(expr, rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    values = values_of(expr, rows)
    assert values_of(expr, [rows[n] for n in order]) == [values[n] for n in order]


@given(WINDOWED, TABLES)
def test_every_row_gets_a_finite_number_a_truth_or_nothing(expr, rows):
    for value in values_of(expr, rows):
        assert value is None or isinstance(value, bool) is expr.gives_truth
        assert value is None or math.isfinite(value)


@given(WINDOWED, TABLES)
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


@given(WIDE, TABLES)
def test_a_tree_that_keeps_to_its_row_says_what_it_says_of_each_alone(expr, rows):
    if not across_rows(expr):
        assert values_of(expr, rows) == [evaluate(expr, row.facts) for row in rows]


@given(TABLES)
def test_normalisations_do_not_depend_on_zero_point_and_scale(rows):
    figure = FIGURES[0]
    for make in (Expr.rank, Expr.percentile, Expr.minmax, Expr.zscore):
        for one, other in zip(values_of(make(figure), rows), values_of(make(figure * 4 + 3), rows), strict=True):
            assert agree(one, other, 1e-9)
