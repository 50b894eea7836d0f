"""Whatever the tree, and wherever values are missing: every kind of dataframe says what plain numbers say."""

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxplan.expr.entry import admit
from dxplan.expr.plain import evaluate
from dxplan.expr.stage import stage
from tests.backends.frames import ID, parameters, rows_of
from tests.laws import tables
from tests.laws.trees import COLUMNS, ROWS, TREES, TRUTHS, agree, steady

KINDS = {ID: pl.Int64} | {name: pl.Boolean if leaf.gives_truth else pl.Float64 for leaf, name in COLUMNS.items()}
NUMBERS = [name for leaf, name in COLUMNS.items() if not leaf.gives_truth]
EXAMPLES = {"Polars, lazy": 100, "DuckDB": 50, "PySpark": 8}
"""How many frames are tried, each with several trees; elsewhere 30, as tables in memory are lent to Polars."""


def law(backend, exprs, rows):
    table = pl.DataFrame(
        [{ID: n} | {name: row[leaf] for leaf, name in COLUMNS.items()} for n, row in enumerate(rows)], schema=KINDS
    )
    named = {f"result {n}": expr for n, expr in enumerate(exprs)}
    frame = admit(backend.make(table), numbers=NUMBERS, truths=["is due"])
    added = stage(named, COLUMNS).apply(frame)
    assert added.collect_schema().names() == [*table.columns, *named]
    for facts, found in zip(rows, rows_of(nw.to_native(added)), strict=True):
        for name, expr in named.items():
            wanted = evaluate(expr, facts)
            if steady(expr, facts, wanted):
                assert agree(found[name], wanted, 1e-9), (str(expr), facts, found[name], wanted)


@pytest.mark.parametrize("backend", parameters())
def test_columns_say_what_plain_numbers_say(backend):
    examples = EXAMPLES.get(backend.name, 30)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    exprs = st.lists(st.one_of(TREES, TRUTHS), min_size=1, max_size=8)
    rows = ROWS.filter(bool) if backend.name == "PySpark" else ROWS
    held = given(exprs, rows)(lambda exprs, rows: law(backend, exprs, rows))
    settings(max_examples=examples, deadline=None, suppress_health_check=checks)(held)()


def law_of_windows(backend, exprs, rows):
    named = {f"result {n}": expr for n, expr in enumerate(exprs)}
    frame = admit(backend.make(tables.frame_of(rows, ID)), numbers=list(tables.COLUMNS.values()))
    found = rows_of(nw.to_native(stage(named, tables.COLUMNS, tables.KEYS).apply(frame)))
    for name, expr in named.items():
        tables.assert_said(expr, rows, [row[name] for row in found])


@pytest.mark.parametrize("backend", parameters())
def test_columns_say_what_plain_rows_say(backend):
    examples = EXAMPLES.get(backend.name, 30)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    exprs = st.lists(tables.WINDOWED, min_size=1, max_size=4)
    held = given(exprs, tables.TABLES.filter(bool))(lambda exprs, rows: law_of_windows(backend, exprs, rows))
    settings(max_examples=examples, deadline=None, suppress_health_check=checks)(held)()
