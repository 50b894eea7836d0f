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
    """Each case breaks one clause, and the clause says what is wrong and what to do."""

    @pytest.fixture
    def broken(self, monkeypatch):
        def put(plan=None, figures=None):
            whole = dx.load_plan("vn-749")
            monkeypatch.setattr(contract, "_plan", lambda code: plan or (whole if code == "vn-749" else None))
            monkeypatch.setattr(contract, "_figures", lambda _code: figures or dx.Figures.of([]))
            tested = PlanContract()
            tested.plan = "vn-749"
            return tested

        return put

    @pytest.fixture
    def changed(self, broken):
        def put(**changes):
            plan = dx.load_plan("vn-749")
            other = attrs.evolve(plan.targets[0], **changes)
            return broken(attrs.evolve(plan, targets=(other, *plan.targets[1:]))), other

        return put

    def test_another_code(self, broken):
        with pytest.raises(AssertionError, match="the plan's code is 'other', and it is offered as 'vn-749'"):
            broken(attrs.evolve(dx.load_plan("vn-749"), code="other")).test_the_plan_is_installed_under_its_own_code()

    def test_not_installed(self, broken):
        tested = broken()
        tested.plan = "vn-7490"
        with pytest.raises(AssertionError, match=r"'vn-7490' is not among dien-bien-2020(.|\n)*entry point"):
            tested.test_the_plan_is_installed_under_its_own_code()

    def test_a_code_that_dxplan_has_itself(self, broken, monkeypatch):
        monkeypatch.setattr(contract.plugins, "names", lambda _group: ("vn-749",))
        with pytest.raises(AssertionError, match=r"dxplan comes with a plan 'vn-749'.*another code"):
            broken().test_the_plan_is_installed_under_its_own_code()

    def test_a_file_that_cannot_be_read(self, broken, monkeypatch):
        tested = broken()
        monkeypatch.setattr(contract, "_plan", lambda _code: dx.loads_plan('code = "p"'))
        with pytest.raises(AssertionError, match="the plan cannot be read:\n  'title' is missing"):
            tested.test_the_plan_is_installed_under_its_own_code()

    def test_a_name_in_english_only(self, changed):
        tested, target = changed(title=dx.Text(en="Only English"))
        with pytest.raises(AssertionError, match=f"targets {target.code}: no Vietnamese title"):
            tested.test_everything_has_a_name_in_both_languages()

    def test_a_promise_without_a_place_in_its_document(self, changed):
        cite = dx.Citation(document=dx.load_plan("vn-749").documents[0].code, confidence=dx.Confidence.OFFICIAL)
        tested, target = changed(cite=cite)
        with pytest.raises(AssertionError, match=f"say where in the document it stands:\n  targets {target.code}"):
            tested.test_every_promise_says_where_it_is_written()

    def test_a_link_that_leads_nowhere(self, changed, monkeypatch):
        tested, target = changed(follows="nobody-2020:aim")
        with pytest.raises(AssertionError, match=f"no such promise.*\n  {target.code} follows nobody-2020:aim"):
            tested.test_what_its_targets_follow_or_replace_is_there()

    def test_a_file_that_an_editor_would_mark(self, broken, monkeypatch, tmp_path):
        (tmp_path / "plan.toml").write_text('code = "p"\nplace = 99\nadopted = 2020-01-01\n', encoding="utf-8")
        monkeypatch.setattr(contract, "folder_of", lambda _code: tmp_path)
        with pytest.raises(AssertionError) as caught:
            broken().test_its_file_fits_the_schema()
        assert "plan.toml does not fit the schema" in str(caught.value)
        assert "$.place: 99 is not of type 'string'" in str(caught.value)

    def test_a_figure_in_another_unit(self, broken):
        figure = dx.Figure(indicator="egdi_rank", place="VN", period=2024, value=71, unit="%")
        with pytest.raises(AssertionError, match="mend the figures:\n  a figure of 'egdi_rank' is in percent"):
            broken(figures=dx.Figures.of([figure])).test_its_figures_and_reports_go_with_it()

    def test_a_figure_without_a_source(self, broken):
        figure = dx.Figure(indicator="egdi_rank", place="VN", period=2024, value=71)
        with pytest.raises(AssertionError, match="no source or no confidence: egdi_rank 2024; fill in"):
            broken(figures=dx.Figures.of([figure])).test_every_figure_says_where_it_is_from_and_how_sure_it_is()

    def test_a_figure_of_an_unknown_indicator(self, broken):
        figure = dx.Figure(indicator="egdi_ranks", place="VN", period=2024, value=71)
        with pytest.raises(AssertionError, match="no such indicator: egdi_ranks; correct the code"):
            broken(figures=dx.Figures.of([figure])).test_every_figure_is_of_an_indicator_of_the_plan()

    def test_a_made_up_promise_that_looks_official(self, broken):
        plan = attrs.evolve(dx.load_plan("vn-749"), place="99")
        official = next(t for t in plan.targets if t.cite.confidence is dx.Confidence.OFFICIAL)
        figure = dx.Figure(indicator="egdi_rank", place="99", period=2024, value=71, source="a page")
        with pytest.raises(AssertionError) as caught:
            broken(plan, dx.Figures.of([figure])).test_what_is_made_up_says_so()
        said = str(caught.value).splitlines()
        assert said[0].endswith("write confidence = 'unconfirmed':")
        assert f"  {official.code}" in said
        assert "  egdi_rank 2024" in said

    def test_a_law_that_is_broken(self, broken):
        figure = dx.Figure(indicator="egdi_rank", place="VN", period=2024, value=71)
        with pytest.raises(AssertionError, match="'vn-749' under 'attainment' breaks"):
            broken(figures=dx.Figures.of([figure])).test_every_scorecard_keeps_the_laws()

    def test_a_report_of_an_unknown_task(self, broken, monkeypatch):
        report = dx.Report(task="open-dates", period=2024, state="done")
        monkeypatch.setattr(contract, "_reports", lambda _code: dx.Reports([report]))
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
        with pytest.raises(AssertionError, match=f"indicators {english.code}: no Vietnamese name"):
            tested.test_everything_has_a_name_in_both_languages()

    def test_what_a_plan_does_not_take_over(self, broken):
        plan = dx.load_plan("vn-749")
        broken(attrs.evolve(plan, indicators=plan.indicators[::-1]))
        tested = VocabularyContract()
        tested.vocabulary = "vn-749"
        with pytest.raises(AssertionError):
            tested.test_a_plan_can_implement_it()
