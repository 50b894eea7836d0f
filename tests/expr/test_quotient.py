import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.expr.quotient import quotient

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)
WHOLES = NUMBERS.filter(lambda number: abs(number) > 1e-12)


def divided(parts, whole):
    """Divide numbers by one that is the same in every row: written in, in a column, and in tables below one another."""
    table = nw.from_native(pl.DataFrame({"part": parts}, schema={"part": pl.Float64}))
    with_whole = table.with_columns(nw.lit(whole).alias("whole"))
    stacked = nw.from_native(pl.concat([pl.DataFrame({"part": [part], "whole": [whole]}) for part in parts]))
    yield table.select(quotient(nw.col("part"), whole))["part"].to_list()
    yield with_whole.select(quotient(nw.col("part"), nw.col("whole")))["part"].to_list()
    yield with_whole.lazy().select(quotient(nw.col("part"), nw.col("whole"))).collect()["part"].to_list()
    yield stacked.select(quotient(nw.col("part"), nw.col("whole")))["part"].to_list()


@given(st.lists(NUMBERS, min_size=1, max_size=5), WHOLES)
def test_dividing_by_one_number_is_dividing_by_it_in_each_row(parts, whole):
    for found in divided(parts, whole):
        assert found == [part / whole for part in parts]


def test_an_exact_hit_is_one():
    assert all(found == [1.0, 1.0] for number in range(1, 500) for found in divided([float(number)] * 2, float(number)))


def test_what_is_missing_stays_missing():
    table = nw.from_native(pl.DataFrame({"part": [1.0, None], "whole": [None, 2.0]}))
    assert table.select(quotient(nw.col("part"), nw.col("whole")))["part"].to_list() == [None, None]


@pytest.mark.parametrize("number", [20, 200])
def test_many_parts_that_hit_their_goal_have_made_all_the_way(number):
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    communes = [dx.OwnPlace(code=f"99{nth:03}", name=f"{nth}", level="commune", parent="99") for nth in range(number)]
    plan = dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2020,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        places=communes,
        indicators=[dx.Indicator(code="made", name="Made", unit="document", direction="up")],
        targets=[
            dx.Target(
                code="aim", title="aim", indicator="made", goal=dx.Goal.parse("49"), by=2025, each="commune", cite=cite
            )
        ],
    )
    table = pl.DataFrame({"indicator": "made", "place": [place.code for place in communes], "period": "2025"})
    card = dx.evaluate(plan, dx.Figures.from_native(table.with_columns(value=49.0)), at=2025)
    assert card.parts.to_native()["progress"].to_list() == [1.0] * number
