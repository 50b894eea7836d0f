"""What looks beyond its row: ranks and normalisations among peers, and change by the calendar."""

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from dxplan import expr as ex
from dxplan.errors import DefinitionError, MissingColumnError
from dxplan.expr.entry import admit, computed
from dxplan.expr.plain import evaluate
from dxplan.expr.plain_rows import evaluate_rows
from dxplan.expr.rows import Keys, Row
from dxplan.expr.stage import stage

X = ex.figure("x")
KEYS = Keys(place="place", month="month", series="series")


def rows_of(*rows):
    """Make rows of (value, place, month, series), the last two as need be."""
    names = ("place", "month", "series")
    defaults = {"month": 0, "series": ""}
    return [Row(facts={X: value}, **defaults | dict(zip(names, key, strict=False))) for value, *key in rows]


def table_of(rows):
    schema = {"nth": pl.Int64, "place": pl.String, "month": pl.Int64, "series": pl.String, "x": pl.Float64}
    data = [(nth, row.place, row.month, row.series, row.facts[X]) for nth, row in enumerate(rows)]
    return pl.LazyFrame(data, schema, orient="row")


def near(values):
    return [value if value is None else pytest.approx(value, rel=1e-12, abs=1e-12) for value in values]


def rows_in(native):
    frame = nw.from_native(native)
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).to_arrow().to_pylist()


def of(text, *rows):
    """Compute a formula for some rows, on plain numbers and on columns, which must agree."""
    made, named = rows_of(*rows), {"found": ex.parse(text)}
    plain = [row["found"] for row in evaluate_rows(named, made)]
    columns = stage(named, {X: "x"}, KEYS).apply(nw.from_native(table_of(made))).collect().sort("nth")
    assert columns["found"].to_list() == near(plain)
    return plain


def among(text, *values):
    """Compute a formula for the values of one period."""
    return of(text, *((value, f"place {nth}") for nth, value in enumerate(values)))


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("rank(x)", (9, 7, 7, 3), [1, 2, 2, 4]),
        ("rank(x, rising=True)", (9, 7, 7, 3), [4, 2, 2, 1]),
        ("rank(x)", (None, 5, None, 8), [None, 2, None, 1]),
        ("rank(x)", (0.0, -0.0, -1), [1, 1, 3]),
        ("rank(x)", (0.3, 0.1 + 0.2), [2, 1]),  # exact: being the same within a tolerance orders nothing
        ("rank(x)", (None,), [None]),
        ("percentile(x)", (9, 7, 7, 3), [1, 1 / 3, 1 / 3, 0]),
        ("percentile(x)", (9, None, 3), [1, None, 0]),
        ("percentile(x)", (9, None), [None, None]),
        ("minmax(x)", (10, 4, None, 0), [1, 0.4, None, 0]),
        ("minmax(x, low=1, high=100)", (10, 5, 0), [100, 50.5, 1]),
        ("minmax(x)", (5, 5, None), [None, None, None]),
        ("minmax(x)", (1e308, -1e308), [None, None]),
        ("minmax(-x)", (10, 4, 0), [0, 0.6, 1]),
        ("zscore(x)", (1, 2, 3, None), [-1, 0, 1, None]),
        ("zscore(x, mean=10, sd=2)", (1, 2, 3), [8, 10, 12]),
        ("zscore(x)", (5, None), [None, None]),
        ("zscore(x)", (0.1, 0.1, 0.1), [None, None, None]),  # their mean in floats is not 0.1
        ("zscore(x)", (1e200, -1e200), [None, None]),
        ("zscore(x)", (1e308, 1e308, 1), [None, None, None]),
        ("share_of_total(x)", (1, 3, None, 4), [0.125, 0.375, None, 0.5]),
        ("share_of_total(x)", (1, -1, 0), [None, None, None]),
        ("share_of_total(x)", (0.1, 0.2, -0.3), [None, None, None]),  # their sum in floats is not 0
        ("share_of_total(x)", (3, -1), [1.5, -0.5]),
        ("share_of_total(x)", (1e308, 1e308), [None, None]),
        ("rank(5)", (1, 2), [1, 1]),
        ("share_of_total(1)", (1, 2, None, 4), [0.25] * 4),
        ("rank(minmax(x) - percentile(x))", (0, 1, 9, 10), [2, 4, 1, 2]),
        ("where(rank(x) <= 2, 1, 0)", (9, 7, 7, 3), [1, 1, 1, 0]),
        ("share_of_total(where(x > 5, x))", (6, 2, 18), [0.25, None, 0.75]),
        ("coalesce(percentile(x), 0)", (None, 1, 2), [0, 0, 1]),
    ],
)
def test_a_number_among_its_peers(text, values, found):
    assert among(text, *values) == near(found)


def test_peers_share_period_and_series():
    rows = [(9, "a", 12), (7, "b", 12), (8, "a", 24), (1, "a", 12, "urban"), (2, "b", 12, "urban")]
    assert of("rank(x)", *rows) == [1, 2, 1, 2, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("change(x, months=12)", [None, 4, None, None, -8]),
        ("change(x, months=12, relative=True)", [None, 2, None, None, -4]),
        ("change(x, months=24)", [None, None, None, -4, None]),
        ("change(change(x, months=12), months=12)", [None, None, None, None, None]),
        ("change(7, months=12)", [None, 0, None, None, 0]),
    ],
)
def test_change_is_taken_by_the_calendar(text, found):
    # The years 1, 2, 4 and 5 of one place: the third is a hole, and year 4 is not compared with year 2 for it.
    rows = [(2, "a", 12), (6, "a", 24), (5, "b", 36), (2, "a", 48), (-6, "a", 60)]
    assert of(text, *rows) == found


def test_change_stays_in_its_place_and_series_and_needs_both_values():
    rows = [
        (1, "a", 12),
        (2, "b", 24),
        (3, "a", 24, "urban"),
        (None, "c", 12),
        (4, "c", 24),
        (0, "d", 12),
        (4, "d", 24),
    ]
    assert of("change(x, months=12)", *rows) == [None, None, None, None, None, None, 4]
    assert of("change(x, months=12, relative=True)", *rows) == [None] * 7


def test_an_earlier_value_that_stands_twice_must_be_one():
    agreeing = [(1, "a", 12), (1, "a", 12), (None, "a", 12), (5, "a", 24)]
    assert of("change(x, months=12)", *agreeing) == [None, None, None, 4]
    differing = [(1, "a", 12), (2, "a", 12), (5, "a", 24)]
    assert of("change(x, months=12)", *differing) == [None, None, None]


def test_windows_stand_in_one_another():
    rows = [(1, "a", 12), (5, "b", 12), (9, "c", 12), (4, "a", 24), (6, "b", 24), (None, "c", 24), (3, "d", 24)]
    assert of("rank(change(x, months=12))", *rows) == [None, None, None, 1, 2, None, None]
    assert of("change(rank(x), months=12)", *rows) == [None, None, None, -1, -1, None, None]


def test_one_row_by_itself_has_no_peers():
    with pytest.raises(DefinitionError, match=r"'rank\(x\)' looks at other rows, and there is only one"):
        evaluate(ex.parse("1 + rank(x)"), {X: 1.0})


@pytest.mark.parametrize("text", ["1 + rank(x)", "change(x, months=12)"])
def test_columns_need_to_know_where_rows_stand(text):
    with pytest.raises(DefinitionError, match="no columns say where each row stands"):
        stage({"found": ex.parse(text)}, {X: "x"})
    assert stage({"found": ex.parse("1 + x")}, {X: "x"})


def test_a_frame_without_series_has_one():
    named = {"rank": ex.parse("rank(x)"), "change": ex.parse("change(x, months=1)")}
    frame = nw.from_native(table_of(rows_of((1, "a", 1), (4, "a", 2), (9, "b", 2))).drop("series"))
    found = stage(named, {X: "x"}, Keys(place="place", month="month")).apply(frame).collect().sort("nth")
    assert found.columns == ["nth", "place", "month", "x", "rank", "change"]
    assert found["rank"].to_list() == [1, 2, 1]
    assert found["change"].to_list() == [None, 3, None]


def test_keys_are_different_columns():
    with pytest.raises(DefinitionError, match="one column stands for two keys: code, month, code"):
        Keys(place="code", month="month", series="code")


@pytest.mark.parametrize("make", [pl.DataFrame.to_pandas, pl.DataFrame.to_arrow])
def test_tables_in_memory_keep_their_rows_where_they_are(make):
    months = [n * 7919 % 500 for n in range(500)]
    table = pl.DataFrame({"month": months, "x": [float(month) for month in months]}).with_columns(place=pl.lit("a"))
    stages = stage({"found": ex.parse("change(x, months=3) + x")}, {X: "x"}, Keys(place="place", month="month"))
    frame = make(table)
    found = nw.to_native(stages.apply(admit(frame, numbers=["x"])))
    assert type(found) is type(frame)
    assert nw.from_native(found)["month"].to_list() == months
    kinds = nw.from_native(found).schema
    assert (kinds["place"], kinds["month"]) == (nw.String, nw.Int64)
    assert pl.Series(nw.from_native(found)["found"].to_arrow()).to_list() == [
        None if month < 3 else month + 3 for month in months
    ]


@pytest.mark.parametrize("make", [pl.DataFrame.to_pandas, pl.DataFrame.to_arrow])
def test_what_was_lent_to_be_computed_comes_back_in_its_order(make):
    table = nw.from_native(make(pl.DataFrame({"x": [3.0, 1.0, 2.0]})), eager_only=True)
    found = computed(table, ["x"], lambda lent: lent.with_columns(y=nw.col("x") * 2).sort("x"), kept=["x"])
    assert rows_in(nw.to_native(found)) == [{"x": x, "y": 2 * x} for x in (3, 1, 2)]


def test_a_result_may_take_the_name_of_a_key():
    frame = pl.DataFrame({"place": ["a", "b"], "month": [1, 1], "x": [3.0, 4.0]})
    for make in (pl.DataFrame.lazy, pl.DataFrame.to_pandas, pl.DataFrame.to_arrow):
        stages = stage({"month": ex.parse("rank(x)")}, {X: "x"}, Keys(place="place", month="month"))
        found = nw.to_native(stages.apply(admit(make(frame), numbers=["x"])))
        assert rows_in(found) == [{"place": "a", "x": 3, "month": 2}, {"place": "b", "x": 4, "month": 1}]


def test_a_key_that_is_not_there_is_named():
    stages = stage({"found": ex.parse("rank(x)")}, {X: "x"}, Keys(place="place", month="month"))
    with pytest.raises(MissingColumnError, match="there is no column 'month'"):
        stages.apply(nw.from_native(pl.DataFrame({"place": ["a"], "x": [1.0]})))


def test_what_was_earlier_is_looked_up_once():
    named = {"change": ex.parse("change(x, months=12)"), "growth": ex.parse("change(x, months=12, relative=True)")}
    stages = stage(named, {X: "x"}, KEYS)
    (earlier,) = (found for found in stages.stages if not isinstance(found, dict))
    assert list(earlier.columns.values()) == ["x"]
    found = stages.apply(nw.from_native(table_of(rows_of((2, "a", 12), (3, "a", 24))))).collect().sort("nth")
    assert found.select("change", "growth").rows() == [(None, None), (1, 0.5)]
