"""The contract for plans: the shipped ones keep it, and what breaks it is said."""

import attrs
import pytest

import dxplan as dx
from dxplan.testing import PlanContract, VocabularyContract, contract


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

    def test_a_report_of_an_unknown_task(self, broken, monkeypatch):
        report = dx.Report(task="open-dates", period=2024, state="done")
        monkeypatch.setattr(contract, "load_reports", lambda _code: dx.Reports([report]))
        with pytest.raises(AssertionError, match="no such task, target or place of one: open-dates"):
            broken().test_every_report_is_of_a_task_or_target_of_the_plan()

    def test_no_vocabulary(self):
        tested = VocabularyContract()
        tested.vocabulary = "vn-749"
        with pytest.raises(AssertionError, match="'vn-749' is not among any"):
            tested.test_the_vocabulary_is_installed_under_its_own_code()

    def test_a_vocabulary_in_english_only(self, broken):
        plan = dx.load_plan("vn-749")
        english = attrs.evolve(plan.indicators[0], name=dx.Text(en="Only English"))
        broken(attrs.evolve(plan, indicators=(english, *plan.indicators[1:])))
        tested = VocabularyContract()
        tested.vocabulary = "vn-749"
        with pytest.raises(AssertionError, match=f"no Vietnamese name: {english.code}"):
            tested.test_everything_has_a_vietnamese_name()

    def test_what_a_plan_does_not_take_over(self, broken):
        plan = dx.load_plan("vn-749")
        broken(attrs.evolve(plan, indicators=plan.indicators[::-1]))
        tested = VocabularyContract()
        tested.vocabulary = "vn-749"
        with pytest.raises(AssertionError):
            tested.test_a_plan_can_implement_it()
