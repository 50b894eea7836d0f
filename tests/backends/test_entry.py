"""How dataframes come in, and which do not."""

import math
from decimal import Decimal

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dxplan import expr as ex
from dxplan.errors import FiguresError, LargeFrameWarning, MissingColumnError, UnsupportedBackendError
from dxplan.expr import backends, entry, nodes
from dxplan.expr.backends import ENGINES, LIMITS, REFUSED, Limit, engine_of, refuse_impossible
from dxplan.expr.entry import admit
from dxplan.expr.stage import stage
from tests.backends.frames import ID, parameters, rows_of

X, P = ex.figure("x"), nodes.Step("p", truth=True)
ODD = pl.DataFrame(
    {ID: [0, 1, 2, 3, 4], "x": [1.5, None, math.nan, math.inf, -math.inf], "p": [True, None, False, None, True]}
)


@pytest.mark.parametrize("backend", parameters())
def test_what_is_not_finite_becomes_null_on_entry(backend):
    admitted = admit(backend.make(ODD), numbers=["x"], truths=["p"])
    assert rows_of(nw.to_native(admitted)) == [
        {ID: 0, "x": 1.5, "p": True},
        {ID: 1, "x": None, "p": None},
        {ID: 2, "x": None, "p": False},
        {ID: 3, "x": None, "p": None},
        {ID: 4, "x": None, "p": True},
    ]
    assert dict(admitted.collect_schema()) == {ID: nw.Int64, "x": nw.Float64, "p": nw.Boolean}


@pytest.mark.parametrize("backend", parameters())
def test_whole_numbers_become_floats_and_the_rest_stays(backend):
    table = pl.DataFrame({ID: [0, 1, 2], "x": [1, None, 3], "y": [1, 2, 3]})
    frame = backend.make(table)
    admitted = admit(frame, numbers=["x"])
    assert type(nw.to_native(admitted)) is type(frame)
    assert [row["x"] for row in rows_of(nw.to_native(admitted))] == [1.0, None, 3.0]
    assert admitted.collect_schema().names() == table.columns
    assert admitted.collect_schema()["y"] == nw.Int64
    assert admit(frame).collect_schema()["y"] == nw.Float64


@pytest.mark.parametrize("backend", parameters())
def test_results_keep_the_kind_of_the_dataframe_and_its_other_columns(backend):
    frame = backend.make(ODD.drop("p"))
    added = stage({"y": X + 1, "x": X * 2}, {X: "x"}).apply(admit(frame, numbers=["x"]))
    assert type(nw.to_native(added)) is type(frame)
    assert added.collect_schema().names() == [ID, "y", "x"]
    assert rows_of(nw.to_native(added))[0] == {ID: 0, "y": 2.5, "x": 3.0}


@pytest.mark.parametrize("backend", parameters())
def test_an_expression_of_no_column_has_a_value_in_every_row(backend):
    added = stage({"y": ex.parse("1 + 2")}, {}).apply(admit(backend.make(ODD.drop("x", "p"))))
    assert [row["y"] for row in rows_of(nw.to_native(added))] == [3.0] * 5


def test_pandas_columns_become_arrow_backed_and_keep_their_index():
    frame = pd.DataFrame({"x": [1.0, math.nan], "p": [None, True], "word": ["a", "b"]}, index=[7, 7])
    native = nw.to_native(admit(frame, truths=["p"]))
    assert list(native.index) == [7, 7]
    assert str(native["x"].dtype) == "double[pyarrow]"
    assert native["p"].dtype == pd.ArrowDtype(pa.bool_())
    assert native["word"].dtype == frame["word"].dtype
    added = nw.to_native(stage({"y": X.gt(0)}, {X: "x"}).apply(nw.from_native(native)))
    assert list(added["y"].isna()) == [False, True]
    assert list(added.index) == [7, 7]


@pytest.mark.parametrize(
    "values", [[Decimal("1.50"), None], pl.Series([1.5, None], dtype=pl.Float32), pl.Series([None, None])]
)
@pytest.mark.parametrize("make", [pl.DataFrame.lazy, pl.DataFrame.to_arrow])
def test_other_kinds_of_numbers_become_floats(values, make):
    frame = pl.DataFrame({ID: [0, 1], "x": values})
    found = [row["x"] for row in rows_of(nw.to_native(admit(make(frame), numbers=["x"])))]
    assert found in ([1.5, None], [None, None])


def test_texts_are_no_numbers():
    with pytest.raises(FiguresError, match=r"column 'x' holds String and no numbers"):
        admit(pl.DataFrame({"x": ["1"]}), numbers=["x"])


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(MissingColumnError, match=r"there is no column 'y'\n\nHint: there are: x\."):
        admit(pl.DataFrame({"x": [1.0]}), numbers=["y"])
    with pytest.raises(MissingColumnError, match="there is no column 'y'"):
        stage({"r": X}, {X: "y"}).apply(nw.from_native(pl.DataFrame({"x": [1.0]})))


@pytest.mark.parametrize(
    ("leaf", "values", "wanted"),
    [(X, [1, 2], r"64-bit floats.*numbers=\['c', ...\]"), (P, [0.0, 1.0], r"truths.*truths=\['c', ...\]")],
)
def test_a_column_that_did_not_come_in_by_admit_is_refused_before_work_starts(leaf, values, wanted):
    with pytest.raises(FiguresError, match=f"(?s)column 'c' holds .*, where expressions need {wanted}"):
        stage({"r": leaf}, {leaf: "c"}).apply(nw.from_native(pl.LazyFrame({"c": values})))


def test_pandas_above_a_million_rows_gets_a_warning(monkeypatch):
    monkeypatch.setattr(entry, "LARGE", 2)
    admit(pl.DataFrame({"x": [1.0] * 3}))
    admit(pd.DataFrame({"x": [1.0] * 2}))
    with pytest.warns(LargeFrameWarning, match="a pandas dataframe of 3 rows"):
        admit(pd.DataFrame({"x": [1.0] * 3}))


@pytest.mark.parametrize("thing", [[1], "figures", {"x": []}])
def test_what_is_no_dataframe_is_refused(thing):
    with pytest.raises(UnsupportedBackendError, match=f"cannot be read from {type(thing).__name__}"):
        admit(thing)


class Stranger:
    """A frame of a library that is refused."""

    def __init__(self, kind):
        self.implementation = nw.Implementation(kind)


def test_every_library_is_known_or_refused():
    assert {implementation.value for implementation in nw.Implementation} == {*REFUSED, *ENGINES}
    assert set(ENGINES.values()) == set(LIMITS)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_says_why_and_what_to_do_instead(kind):
    with pytest.raises(UnsupportedBackendError) as caught:
        engine_of(Stranger(kind))
    assert str(caught.value) == (
        f"expressions do not run on {kind}: {REFUSED[kind].why}\n\nHint: {REFUSED[kind].instead}"
    )


def test_a_refused_library_is_refused_with_the_first_question(monkeypatch):
    monkeypatch.setattr(backends, "ENGINES", {})
    frame = nw.from_native(pl.DataFrame({"x": [1.0]}))
    for ask in (lambda: admit(frame), lambda: stage({"r": X}, {X: "x"}).apply(frame)):
        with pytest.raises(UnsupportedBackendError, match="expressions do not run on polars"):
            ask()


def test_a_node_that_an_engine_cannot_compute_is_named_before_work_starts(monkeypatch):
    limits = {nodes.Logarithm: Limit("it has none", "leave it out.")}
    expr = ex.parse("2 * log(x + 1)")
    refuse_impossible([expr], "duckdb", {"polars": limits})
    with pytest.raises(UnsupportedBackendError) as caught:
        refuse_impossible([expr], "polars", {"polars": limits})
    assert str(caught.value) == "'log(x + 1)' cannot be computed by polars: it has none\n\nHint: leave it out."
    monkeypatch.setitem(LIMITS, "polars", limits)
    # The column is not there, so any work would fail in another way.
    for frame in (pl.LazyFrame({"y": [1.0]}), pd.DataFrame({"y": [1.0]}), pa.table({"y": [1.0]})):
        with pytest.raises(UnsupportedBackendError, match=r"'log\(x \+ 1\)' cannot be computed by polars"):
            stage({"r": expr}, {X: "x"}).apply(nw.from_native(frame))
