"""The assertions: they pass on what is right, and say what is wrong."""

import re

import attrs
import narwhals.stable.v2 as nw
import polars as pl
import pytest

import dxplan as dx
from dxplan import expr as ex
from dxplan.methods.statuses import STATUSES
from dxplan.testing import assert_laws, assert_round_trip, assert_same_scorecard, laws
from dxplan.testing import assertions as told


@pytest.fixture(scope="module")
def national():
    return dx.load_plan("vn-749"), dx.load_figures("vn-749")


def card(national, at=2025, method="attainment"):
    return dx.evaluate(*national, at=at, method=method)


class TestSameScorecard:
    def test_the_same_is_the_same(self, national):
        assert_same_scorecard(card(national), card(national))

    def test_a_figure_that_differs_is_named_by_line_and_column(self, national):
        plan, figures = national
        changed = figures.table.with_columns(
            nw.when(nw.col("indicator") == "egdi_rank")
            .then(nw.col("value") + 1)
            .otherwise(nw.col("value"))
            .alias("value")
        )
        other = dx.evaluate(plan, attrs.evolve(figures, table=changed), at=2025)
        with pytest.raises(AssertionError) as caught:
            assert_same_scorecard(other, card(national))
        said = str(caught.value)
        assert re.search(r"target vn-749:egdi-2025:VN, value: 72\.0 against 71\.0", said), said
        assert "the scorecards differ in" in said

    def test_numbers_may_be_apart_as_far_as_is_said(self, national):
        plan, figures = national
        near = figures.table.with_columns(nw.col("value", "numerator") * (1 + 1e-12))
        other = dx.evaluate(plan, attrs.evolve(figures, table=near), at=2025)
        with pytest.raises(AssertionError, match="value: "):
            assert_same_scorecard(other, card(national))
        assert_same_scorecard(other, card(national), rel=1e-9)

    def test_a_line_that_only_one_has_is_named(self, national):
        plan, figures = national
        fewer = attrs.evolve(plan, targets=plan.targets[1:])
        with pytest.raises(AssertionError, match=f"{plan.targets[0].code}:VN: only in the second one"):
            assert_same_scorecard(dx.evaluate(fewer, figures, at=2025), card(national))

    def test_a_column_that_only_one_has_is_named(self, national):
        with pytest.raises(AssertionError, match="pace: no such column in the first one"):
            assert_same_scorecard(card(national), card(national, method="progress"))


class TestRoundTrip:
    def test_a_plan_passes(self, national):
        assert_round_trip(national[0])

    def test_a_field_that_differs_is_named(self, national, monkeypatch):
        plan = national[0]
        other = attrs.evolve(plan.targets[1], note="another")
        changed = attrs.evolve(plan, targets=(plan.targets[0], other, *plan.targets[2:]))
        monkeypatch.setattr(told, "loads_plan", lambda *_, **__: changed)
        with pytest.raises(AssertionError, match=r"\$\.targets\[1\]\.note\.vi: .* became 'another'"):
            assert_round_trip(plan)

    def test_a_file_that_cannot_be_read_back_says_its_problems(self, national, monkeypatch):
        monkeypatch.setattr(told, "dumps_plan", lambda *_, **__: 'code = "p"')
        with pytest.raises(AssertionError, match=r"cannot be read back\n(.*\n)*  'adopted' is missing"):
            assert_round_trip(national[0])


class TestLaws:
    def test_shipped_plans_keep_them(self, national):
        assert_laws(*national, at=2025, method="progress")

    def test_a_figure_without_a_source_is_named(self):
        figure = dx.Figure(indicator="egdi_rank", place="VN", period=2024, value=71)
        with pytest.raises(AssertionError, match="egdi-2025: the figure 71 for 2024 has no source and no confidence"):
            assert_laws(dx.load_plan("vn-749"), [figure], at=2025)

    def test_a_share_that_is_full_without_being_met_is_named(self, national):
        method = dx.load_method("attainment")
        never_less = attrs.evolve(method, let={**method.let, "progress": ex.parse("where(known(given(actual)), 1)")})
        with pytest.raises(AssertionError, match=r"egdi-2025: progress is 1\.0, and whether it is met is False"):
            assert_laws(*national, at=2025, method=never_less)

    @pytest.mark.parametrize(
        ("changes", "law", "said"),
        [
            ({"status": STATUSES["missed"], "met": None}, "_certain", "called missed, and whether it is met is None"),
            ({"met": False, "figure": None}, "_certain", "not met, and nothing is known of it"),
        ],
    )
    def test_a_line_that_breaks_a_law_is_told(self, national, changes, law, said):
        whole = card(national)
        broken = attrs.evolve(whole["egdi-2025"], **changes)
        assert any(said in text for text in getattr(laws, law)(broken, whole))

    def test_the_orders_are_other_orders_of_the_same(self):
        figures = dx.Figures.from_native(
            pl.DataFrame(
                {"indicator": ["a"] * 4, "place": ["99"] * 4, "period": [2020, 2021, 2022, 2023], "value": [1, 2, 3, 4]}
            )
        )
        orders = [turned.table.collect()["value"].to_list() for _, turned in laws._orders(figures)]
        assert orders[0] == [4.0, 3.0, 2.0, 1.0]
        assert sorted(orders[1]) == [1.0, 2.0, 3.0, 4.0] != orders[1]
