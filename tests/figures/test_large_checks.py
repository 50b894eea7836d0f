"""Large tables are checked a few indicators at a time, and say what few figures say."""

import attrs
import polars as pl
import pytest

import dxplan as dx
from dxplan.figures.batches import batches

CITE = dx.Citation(document="paper", confidence=dx.Confidence.UNCONFIRMED)
CODES = ("a", "b", "c", "d")
PLAN = dx.Plan(
    code="made-up",
    title="A made-up plan",
    place="24",
    adopted=2026,
    documents=[dx.Document(code="paper", title="A made-up paper")],
    indicators=[dx.Indicator(code=code, name=code, unit="%", direction="up", high=100) for code in CODES],
    targets=[
        dx.Target(code=code, title="", indicator=code, goal=dx.Goal.parse("50 %"), by=2030, cite=CITE) for code in CODES
    ],
)
TABLE = pl.DataFrame(
    [
        ("a", "24", "2026", 200.0, None, None),
        ("b", "24", "2026", 1.0, "document", None),
        ("c", "24", "2026", 1.0, None, None),
        ("c", "24", "2026", 2.0, None, None),
        ("d", "24", "2026", 1.0, None, "one"),
        ("d", "24", "2027", 2.0, None, "other"),
        ("e", "24", "2026", 2.0, None, None),
        ("a", "01", "2026", 2.0, None, None),
        ("a", "27", "2026", 2.0, None, None),
    ],
    orient="row",
    schema=["indicator", "place", "period", "value", "unit", "method"],
)


@pytest.fixture
def in_parts(monkeypatch):
    """Let every indicator be looked at alone."""
    monkeypatch.setattr("dxplan.figures.batches._AT_ONCE", 1)


@pytest.mark.usefixtures("in_parts")
def test_a_large_table_says_what_few_figures_say():
    few = dx.BoundFigures(dx.Figures.from_native(TABLE), (PLAN,))
    many = attrs.evolve(few, figures=attrs.evolve(few.figures, rows=5_000_000))
    assert len(batches(many.figures, CODES)) == len(CODES)
    assert [str(one) for one in many.problems] == [str(one) for one in few.problems]
    assert len(few.problems) == 5
    assert sorted(map(str, many.unused)) == sorted(map(str, few.unused))
    assert (many.number, many.used) == (few.number, few.used)


@pytest.mark.usefixtures("in_parts")
def test_a_table_still_to_be_read_is_looked_at_in_parts_too():
    lazy = dx.BoundFigures(dx.Figures.from_native(TABLE.lazy()), (PLAN,))
    few = dx.BoundFigures(dx.Figures.from_native(TABLE), (PLAN,))
    assert sorted({type(one).__name__ for one in lazy.problems}) == sorted({type(one).__name__ for one in few.problems})
    assert [one.number for one in lazy.unused] == [one.number for one in few.unused]


def test_few_figures_are_looked_at_at_once():
    assert batches(dx.Figures.from_native(TABLE), CODES) == [list(CODES)]


def test_nothing_is_wrong_with_nothing():
    figures = attrs.evolve(dx.Figures.from_native(TABLE.head(0)), rows=5_000_000)
    assert dx.BoundFigures(figures, (PLAN,)).problems == ()
    assert dx.BoundFigures(figures, (PLAN,)).unused == ()
