"""Figures on every kind of dataframe, and the page of the documentation that says so."""

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import Problems, UnsupportedBackendError
from dxplan.expr.backends import REFUSED
from dxplan.figures import frames
from dxplan.figures.columns import KNOWN
from tests.backends.figure_cases import (
    COLUMNS,
    PLANS,
    QUESTIONS,
    SHIPPED,
    column_outcome,
    question_outcome,
    rows_of,
    table,
)
from tests.backends.frames import BACKENDS, parameters
from tests.backends.table import ASKED, READ, bare, written

LINES = sum(len(plan.targets) for plan in PLANS)
OUTDATED = "the page is out of date: python -m tests.backends.table"


@pytest.mark.parametrize("backend", parameters())
@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_every_kind_are_read_as_the_page_says(name, backend):
    assert written(READ)[bare(name)][backend.name] == column_outcome(name, backend), OUTDATED


@pytest.mark.parametrize("backend", parameters())
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_as_the_page_says(name, backend):
    assert written(ASKED)[bare(name)][backend.name] == question_outcome(name, backend), OUTDATED


@pytest.mark.parametrize(("about", "names"), [(READ, COLUMNS), (ASKED, QUESTIONS)])
def test_the_page_has_every_case_and_every_kind_of_dataframe(about, names):
    assert list(written(about)) == list(map(bare, names))
    assert all(list(cells) == [backend.name for backend in BACKENDS] for cells in written(about).values())


@pytest.mark.parametrize("backend", parameters())
def test_a_scorecard_comes_back_as_what_the_figures_came_as(backend):
    native = backend.make(SHIPPED.to_native().collect().select(*KNOWN))
    found = dx.evaluate(PLANS, dx.Figures.from_native(native), at=2025).to_native()
    assert type(found) is (pl.DataFrame if isinstance(native, pl.LazyFrame) else type(native))
    kinds = nw.from_native(found).collect_schema()
    assert (kinds["value"], kinds["met"], kinds["parts"]) == (nw.Float64, nw.Boolean, nw.Int64)
    assert len(rows_of(found)) == LINES


class Stranger:
    """A frame of a library that is refused."""

    def __init__(self, kind):
        self.implementation = nw.Implementation(kind)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_says_why_and_what_to_do_instead(kind, monkeypatch):
    monkeypatch.setattr(frames, "wrap", Stranger)
    with pytest.raises(UnsupportedBackendError) as caught:
        dx.Figures.from_native(kind)
    assert (
        str(caught.value) == f"figures are not read from {kind}: {REFUSED[kind].why}\n\nHint: {REFUSED[kind].instead}"
    )


def test_pandas_columns_of_several_kinds_are_named():
    frame = table().to_pandas().astype(object)
    frame["value"], frame["note"] = [80.5, "3"], ["said", None]
    with pytest.raises(Problems) as caught:
        dx.Figures.from_native(frame, source="a table")
    (said,) = caught.value.lines()
    assert said.startswith("column 'value' holds things of several kinds: float, str @ value (a table) Hint: make them")


def test_pandas_without_pyarrow_says_what_to_install(monkeypatch):
    def to_polars(_):
        raise ModuleNotFoundError("No module named 'pyarrow'")

    monkeypatch.setattr(nw.DataFrame, "to_polars", to_polars)
    with pytest.raises(UnsupportedBackendError, match=r"pandas dataframes cannot be read: .*'pyarrow'"):
        dx.Figures.from_native(pd.DataFrame({"indicator": []}))


@pytest.mark.parametrize("setting", ["enable_external_access", "python_enable_replacements"])
def test_a_connection_that_reads_no_tables_of_python_is_refused(setting):
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE figures (indicator TEXT, place TEXT, period TEXT, value DOUBLE)")
        connection.execute(f"SET {setting} = false")
        # What is older than the newest figures of others is looked for by a list of the series that lack one.
        for row in (("11", "2024"), ("04", "2025")):
            connection.execute("INSERT INTO figures VALUES ('reporting_connected', ?, ?, 40.5)", row)
        figures = dx.Figures.from_native(connection.table("figures"))
        with pytest.raises(UnsupportedBackendError, match="reads no tables of Python"):
            dx.evaluate(PLANS, figures, at=2025)


def test_relations_of_another_connection_than_the_default_one_work():
    with duckdb.connect() as connection:
        frame = table()
        figures = dx.Figures.from_native(connection.from_arrow(frame.to_arrow()))
        assert dx.evaluate(PLANS, figures, at=2025).to_native().count("*").fetchall() == [(LINES,)]


def test_figures_of_two_libraries_cannot_be_put_below_one_another():
    lazies = [nw.from_native(pl.LazyFrame({"x": [1]})), Lazy("duckdb"), Lazy("pyspark")]
    with pytest.raises(UnsupportedBackendError, match="figures of duckdb and pyspark cannot be put below one another"):
        frames.below_one_another(lazies)


class Lazy(Stranger):
    """A lazy frame of a library."""


def test_a_lazy_table_stays_where_it_is():
    with duckdb.connect() as connection:
        figures = dx.Figures.from_native(connection.from_arrow(table().to_arrow()))
        assert isinstance(figures.to_native(), duckdb.DuckDBPyRelation)
        assert figures.rows is None
