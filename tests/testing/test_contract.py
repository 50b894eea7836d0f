"""The contract for plans: the shipped ones keep it, and what breaks it is said."""

import attrs
import pytest

import dxplan as dx
from dxplan.testing import PlanContract, contract


class TestNationalProgramme(PlanContract):
    plan = "vn-749"


class TestDienBien(PlanContract):
    plan = "dien-bien-2020"


class TestDienBienRevised(PlanContract):
    plan = "dien-bien-2021"


class TestWhatBreaksIt:
    """Each case breaks one clause, and the clause says what is wrong."""

    @pytest.fixture
    def broken(self, monkeypatch):
        def put(plan=None, figures=None):
            whole = dx.load_plan("vn-749")
            monkeypatch.setattr(contract, "_plan", lambda _code: plan or whole)
            monkeypatch.setattr(contract, "_figures", lambda _code: figures or dx.Figures.of([]))
            tested = PlanContract()
            tested.plan = "vn-749"
            return tested

        return put

    def test_another_code(self, broken):
        with pytest.raises(AssertionError):
            broken(attrs.evolve(dx.load_plan("vn-749"), code="other")).test_the_plan_is_installed_under_its_own_code()

    def test_not_installed(self, broken):
        tested = broken()
        tested.plan = "vn-7490"
        with pytest.raises(AssertionError, match="'vn-7490' is not among dien-bien-2020"):
            tested.test_the_plan_is_installed_under_its_own_code()

    def test_a_name_in_english_only(self, broken):
        plan = dx.load_plan("vn-749")
        english = attrs.evolve(plan.targets[0], title=dx.Text(en="Only English"))
        tested = broken(attrs.evolve(plan, targets=(english, *plan.targets[1:])))
        with pytest.raises(AssertionError, match=f"no Vietnamese name: {english.code}"):
            tested.test_everything_has_a_vietnamese_name()

    def test_a_figure_without_a_source(self, broken):
        figure = dx.Figure(indicator="egdi_rank", place="VN", period=2024, value=71)
        with pytest.raises(AssertionError, match="no source or no confidence: egdi_rank 2024"):
            broken(figures=dx.Figures.of([figure])).test_every_figure_says_where_it_is_from_and_how_sure_it_is()

    def test_a_figure_of_an_unknown_indicator(self, broken):
        figure = dx.Figure(indicator="egdi_ranks", place="VN", period=2024, value=71)
        with pytest.raises(AssertionError, match="no such indicator: egdi_ranks"):
            broken(figures=dx.Figures.of([figure])).test_every_figure_is_of_an_indicator_of_the_plan()
