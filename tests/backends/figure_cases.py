"""What figures are tried with on every kind of dataframe: columns of every kind, and every question about them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import narwhals.stable.v2 as nw
import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import Problems
from dxplan.figures.columns import KNOWN
from dxplan.scorecard.history import history
from tests.figures.merging import PLAN as MERGING
from tests.figures.merging import make_plan

RUNS, REFUSED = "✓", "refused"


def table(**columns):
    """Make a table of two figures, with some columns in place of its own or besides."""
    own = {"indicator": ["fibre", "fibre"], "place": ["11", "24"], "period": ["2024", "2025"], "value": [80.5, 3.0]}
    return pl.DataFrame({**own, **columns})


@attrs.frozen(kw_only=True)
class Case:
    """Columns of one kind.

    Attributes:
        frame: The table.
        says: What it says: the cells that are looked at, by column, one for each row in the order of the places.
        refused: The message, where nothing is read from it; it is the same for every kind of dataframe.
        numbers: How numbers are written.
    """

    frame: pl.DataFrame
    says: dict[str, list] = attrs.field(factory=dict)
    refused: str = ""
    numbers: str | None = None


MANY = [f"{number / 8:.3f}" for number in range(1200)]

COLUMNS = {
    "numbers": Case(frame=table(), says={"value": [80.5, 3.0], "unit": [None, None], "breakdown": ["", ""]}),
    "whole numbers": Case(frame=table(value=[80, 3]), says={"value": [80.0, 3.0]}),
    "decimals": Case(
        frame=table(value=pl.Series([Decimal("80.50"), None], dtype=pl.Decimal(10, 2))), says={"value": [80.5, None]}
    ),
    "32-bit floats": Case(frame=table(value=pl.Series([80.5, 3], dtype=pl.Float32)), says={"value": [80.5, 3.0]}),
    "missing numbers: null, NaN, infinite": Case(
        frame=table(value=[float("nan"), None], numerator=[float("inf"), 1.0], denominator=[4.0, float("-inf")]),
        says={"value": [None, None], "numerator": [None, 1.0], "denominator": [4.0, None]},
    ),
    "missing texts: null, empty, blank": Case(
        frame=table(unit=["", None], note=[" \u00a0", "said\u3000"], value=["\x1f", " 3"]),
        says={"unit": [None, None], "note": [None, "said"], "value": [None, 3.0]},
        numbers="en",
    ),
    "columns of nothing": Case(
        frame=table(unit=pl.Series([None, None]), numerator=pl.Series([None, None])),
        says={"unit": [None, None], "numerator": [None, None]},
    ),
    "numbers as text": Case(frame=table(value=["80,5", "1.234"]), says={"value": [80.5, 1234.0]}, numbers="vi"),
    "units in values": Case(
        frame=table(value=["82 %", "có"], unit=["%", None]),
        says={"value": [82.0, 1.0], "unit": ["percent", "yes_no"]},
        numbers="vi",
    ),
    "1,200 numbers as text": Case(
        frame=pl.DataFrame(
            {"indicator": "fibre", "place": [f"{n:04}" for n in range(1200)], "period": "2024"}
        ).with_columns(value=pl.Series(MANY)),
        says={"value": [float(text) for text in MANY]},
        numbers="en",
    ),
    "categories": Case(
        frame=table(
            indicator=pl.Series(["fibre", "fibre"], dtype=pl.Categorical),
            place=pl.Series(["11", "24"], dtype=pl.Enum(["24", "11"])),
            unit=pl.Series(["%", None], dtype=pl.Categorical),
        ),
        says={"indicator": ["fibre", "fibre"], "place": ["11", "24"], "unit": ["percent", None]},
    ),
    "years as numbers": Case(
        frame=table(period=[2024, 2025]),
        says={"period": ["2024", "2025"], "last": [date(2024, 12, 31), date(2025, 12, 31)]},
    ),
    "days": Case(
        frame=table(period=[date(2024, 5, 6), date(2025, 1, 1)], published=[date(2025, 1, 31), None]),
        says={
            "period": ["2024-05-06", "2025-01-01"],
            "last": [date(2024, 5, 6), date(2025, 1, 1)],
            "known_from": [date(2025, 1, 31), None],
            "published": ["2025-01-31", None],
        },
    ),
    "moments without a time zone": Case(
        frame=table(published=[datetime(2025, 1, 31, 23, 30), None]),  # noqa: DTZ001
        says={"known_from": [date(2025, 1, 31), None], "published": ["2025-01-31", None]},
    ),
    "moments with a time zone": Case(
        frame=table(published=[datetime(2025, 1, 31, 23, 30, tzinfo=UTC), None]),
        refused=r"column 'published' holds moments of the time zone .*, which are no days",
    ),
    "codes as numbers": Case(frame=table(place=[11, 24]), refused="column 'place' holds Int64"),
    "truths as numbers": Case(frame=table(value=[True, False]), refused="column 'value' holds Boolean"),
    "lists": Case(frame=table(value=[[1.0], [2.0]]), refused=r"column 'value' holds List"),
    "words that are no numbers": Case(frame=table(value=["many", "3"]), refused="'many' is not a number", numbers="en"),
    "cells that must not be empty": Case(frame=table(period=["2024", None]), refused="period is empty"),
    "no rows": Case(frame=table().head(0), says={"value": [], "last": []}),
    "empty rows": Case(
        frame=pl.concat([table(), table().clear(1)]),
        says={"value": [80.5, 3.0]},
    ),
}
"""Columns of every kind, by what the page of the documentation calls them."""


def column_outcome(name, backend):
    """Read a case's table.

    Returns:
        `RUNS` or `REFUSED`; what a library does not have is tried as what takes its place there.

    Raises:
        AssertionError: It does not say what it should.
    """
    case = COLUMNS[name]
    native = backend.make(case.frame)
    if case.refused:
        with pytest.raises(Problems) as caught:
            dx.Figures.from_native(native, numbers=case.numbers)
        assert re.search(case.refused, caught.value.lines()[0])
        return REFUSED
    figures = dx.Figures.from_native(native, numbers=case.numbers)
    found = figures.collected(figures.table).sort("place")
    for column, wanted in case.says.items():
        assert found[column].to_list() == wanted, (column, found[column].to_list(), wanted)
    kinds = dx.Figures.from_native(case.frame, numbers=case.numbers).table.collect_schema()
    assert found.schema == kinds
    return RUNS


PLANS = [dx.load_plan(code) for code in dx.installed_plans()]
SHIPPED = dx.Figures.joined([dx.load_figures(code) for code in dx.installed_plans()])
PARTS = [
    dx.Figure(indicator=code, place=place, period=2022, value=value)
    for code, place, value in [
        *[("grdp", "24", 1000.0), ("grdp", "27", 3000.0), ("population", "24", 1875.0), ("population", "27", 1488.0)],
        *[
            ("digital_share", "24", 40.0),
            ("digital_share", "27", 60.0),
            ("datasets", "24", 3.0),
            ("datasets", "11", 1.0),
        ],
    ]
]


COMMUNES = dx.gazetteer.at("2025-06-30").of_level("commune")
ROLLED = [
    dx.Figure(indicator="datasets", place=place.code, period=2022, value=number)
    for number, place in enumerate(COMMUNES)
]


def rows_of(native):
    """Give the rows of a dataframe of any kind, in an order of their own."""
    table = nw.from_native(native).lazy().collect("polars")
    return sorted(map(repr, table.iter_rows(named=True)))


def evaluated(figures, **settings):
    card = dx.evaluate(PLANS, figures, at="2025-12-31", **settings)
    return [rows_of(card.to_native()), *(str(card.explain(f"{line.plan.code}:{line.target.code}")) for line in card)]


def at_places(figures):
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    aim = dx.Target(code="aim", title="aim", indicator="datasets", goal=dx.Goal.parse("2"), by=2022, cite=cite)
    plan = make_plan("11", adopted=2021, targets=[aim])
    card = dx.evaluate(plan, figures, at="2022-12-31", places=["24", "11", "27"])
    return [rows_of(card.to_native()), rows_of(card.rank("aim").to_native())]


def panelled(figures):
    return rows_of(dx.evaluate(PLANS, figures, at=["2024-12-31", "2025-12-31"]).to_native())


def checked(figures):
    bound = figures.bind(*PLANS).check()
    unused = sorted((u.indicator, u.place, u.breakdown, u.number, u.why.value) for u in bound.unused)
    return bound.number, bound.used, unused


def merged(found):
    return [rows_of(found.to_native()), rows_of(found.figures.table.select(*KNOWN).to_native())]


def histories(figures):
    card = dx.evaluate(PLANS, figures, at="2025-12-31")
    return [history(card, line) for line in card]


QUESTIONS = {
    "`evaluate`, with explanations": (SHIPPED, evaluated),
    "`evaluate(known_on=…)`": (SHIPPED, lambda figures: evaluated(figures, known_on="2024-12-31")),
    "`evaluate(places=…)`": (dx.Figures.of(PARTS), at_places),
    "`evaluate(at=[…])`": (SHIPPED, panelled),
    "the history of a target, for charts": (SHIPPED, histories),
    "`bind`, `unused`": (SHIPPED, checked),
    "`Figures.joined` with a Polars table": (SHIPPED, lambda figures: evaluated(dx.Figures.joined([figures, BESIDE]))),
    "`restate`": (dx.Figures.of(PARTS), lambda figures: merged(figures.restate(MERGING, to="2025-07-01"))),
    "`roll_up`": (
        dx.Figures.of(ROLLED),
        lambda figures: merged(figures.roll_up(MERGING, to="province", on="2025-06-30")),
    ),
}
"""What is asked of figures, by what the page of the documentation calls it: the figures, and what asks and tells."""

BESIDE = dx.Figures.of([dx.Figure(indicator="idle", place="11", period=2025, value=1)])


def question_outcome(name, backend):
    """Ask figures on a kind of dataframe, and the same figures in Polars.

    Raises:
        AssertionError: They do not say the same.
    """
    figures, ask = QUESTIONS[name]
    raw = figures.to_native().collect().select(*KNOWN)
    native = backend.make(raw)
    held = dx.Figures.from_native(native)
    assert ask(held) == ask(dx.Figures.from_native(raw)), name
    return RUNS
