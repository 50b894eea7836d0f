"""What leaves DuckDB and Spark while figures are evaluated: the few figures that can bear on a question, no others.

Every look at the figures goes through `Figures.collected`, where the tests see the question and count the answer.
"""

import re
from itertools import product

import attrs
import polars as pl
import pytest

import dxplan as dx
from dxplan.figures import Figures
from tests.backends.frames import parameters
from tests.figures.merging import indicator

LAZY = [backend for backend in parameters() if backend.values[0].name in ("DuckDB", "PySpark")]
PLACES = ("04", "11", "12")


def aim(code, measured, **settings):
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    goal = dx.Goal.parse("80 %")
    return dx.Target(code=code, title=code, indicator=measured, goal=goal, by=2025, cite=cite, **settings)


PLAN = dx.Plan(
    code="made-up",
    title="A made-up plan",
    place="11",
    adopted=2021,
    documents=[dx.Document(code="paper", title="A made-up paper")],
    dimensions=[
        dx.Dimension(code="area", name="area", members=("urban", "rural")),
        dx.Dimension(code="open", name="open"),
    ],
    indicators=[
        indicator("fibre", dimensions=("area", "open"), low=0, high=100),
        indicator("accounts", proxies=("fibre",)),
    ],
    targets=[
        aim("whole", "fibre", baseline=dx.Baseline(period=2021, value=None)),
        aim("parts", "fibre", each="area"),
        aim("open", "fibre", each="open"),
        aim("accounts", "accounts"),
    ],
)


def months(years):
    """Make the figures of every month of some years, of all kinds that the plan asks for and one that it does not."""
    breakdowns = ["", "area=urban", "area=rural", "open=this", "open=that"]
    kept = [("fibre", part) for part in breakdowns] + [("accounts", ""), ("idle", "")]
    rows = [
        {
            "indicator": code,
            "place": place,
            "period": f"{year}-{month:02}",
            "value": float((year * 12 + month + len(part)) % 90),
            "breakdown": part,
            "published": f"{year + 1}-01-15",
        }
        for (code, part), place, year, month in product(kept, PLACES, years, range(1, 13))
    ]
    return pl.DataFrame(rows)


@attrs.frozen
class Look:
    """A question about figures: how the library answers it, and how many rows came of it."""

    plan: str
    rows: int


def plan_of(native):
    if hasattr(native, "explain") and hasattr(native, "sparkSession"):
        return native._jdf.queryExecution().toString()
    return native.explain()


@pytest.fixture
def looks(monkeypatch):
    """Keep every look at figures that are not in Polars."""
    kept, collected = [], Figures.collected

    def look(self, found):
        answer = collected(self, found)
        if not found.implementation.is_polars():
            kept.append(Look(plan_of(found.to_native()), len(answer)))
        return answer

    monkeypatch.setattr(Figures, "collected", look)
    return kept


@pytest.mark.parametrize("backend", LAZY)
@pytest.mark.parametrize("known_on", [None, "2025-06-30"], ids=["all", "known_on"])
def test_only_what_can_bear_is_brought_to_python(backend, known_on, looks):
    sizes = []
    for years in (range(2024, 2026), range(2006, 2026)):
        looks.clear()
        frame = months(years)
        card = dx.evaluate(PLAN, Figures.from_native(backend.make(frame)), at="2025-12", known_on=known_on)
        assert card["whole"].last_known is not None
        sizes.append(sum(look.rows for look in looks))
    assert len(frame) == 7 * 3 * 240
    assert sizes[1] <= sizes[0] + 2, "ten times the months, and no more rows but the one of the start"
    assert sizes[0] < (50 if known_on is None else 150), "of 504 figures; those not yet public count as withheld"


@pytest.mark.parametrize("backend", LAZY)
def test_no_row_goes_through_python_and_every_look_is_narrowed(backend, looks):
    card = dx.evaluate(PLAN, Figures.from_native(backend.make(months([2024, 2025]))), at="2025-12")
    assert card.unused is not None
    assert len(looks) >= 3
    for look in looks:
        assert not re.search(r"Python (?!Arrow Scan)|PYTHON_(?!ARROW_SCAN)|Pandas|MapIn|UDF", look.plan), look.plan
        # Of the last day of which there are figures all of them bear on the question.
        assert re.search(r"(?i)aggregate|group by|join|limit|empty result|filter.*period.* IN ", look.plan), look.plan
