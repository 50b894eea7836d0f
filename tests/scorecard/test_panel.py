"""Several periods judged in one pass: the order of time, one target's history, and what is refused."""

import attrs
import narwhals as nw
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, PeriodError, Problems, UnknownCodeError
from dxplan.figures import Figures
from dxplan.notebooks import Shown


@pytest.fixture
def panel(make_plan, figure):
    """Judge the made-up plan on three years of figures."""

    def run(at=(2023, 2024, 2025), plan=None, figures=None, **options):
        figures = figures or [figure(60, 2023), figure(72, 2024), figure(83, 2025)]
        return dx.evaluate(plan or make_plan(), dx.Figures.of(figures), at=at, **options)

    return run


def test_a_list_gives_a_panel_even_of_one_period_and_one_period_a_scorecard(panel):
    assert isinstance(panel(2025), dx.Scorecard)
    assert isinstance(panel("2025"), dx.Scorecard)
    assert isinstance(panel([2025]), dx.Panel)
    assert [card.at for card in panel([2025])] == [dx.Period.year(2025)]


@pytest.mark.parametrize("at", [(2025, 2023, 2024), range(2023, 2026), iter([2024, 2023, 2025]), {2023, 2024, 2025}])
def test_periods_stand_in_the_order_of_time(panel, at):
    found = panel(at)
    assert list(map(str, found.periods)) == ["2023", "2024", "2025"]
    assert [line.value for line in found.history("aim")] == [60, 72, 83]
    assert len(found) == 3


def test_of_two_that_end_together_the_shorter_one_comes_first(panel):
    assert list(map(str, panel(["2024", "2024-12", "2024-Q4"]).periods)) == ["2024-12", "2024-Q4", "2024"]


def test_no_period_is_refused(panel):
    with pytest.raises(DefinitionError, match="no period is named"):
        panel([])


@pytest.mark.parametrize("at", [[2023, 2024, "2023"], ["2023", "năm 2023"], ["2023-Q1", "2023-01/2023-03"]])
def test_a_period_named_twice_is_refused_however_it_is_written(panel, at):
    with pytest.raises(DefinitionError, match=r"the period 2023(-Q1)? is named more than once"):
        panel(at)


def test_what_is_no_period_is_refused(panel):
    with pytest.raises(PeriodError, match="'soon' is not a period"):
        panel([2023, "soon"])


def test_one_period_is_the_scorecard_of_it(panel):
    found = panel()
    assert found[2024] is found["2024"] is found[dx.Period.year(2024)]
    assert found[2024].at == dx.Period.year(2024)
    assert found[2024]["aim"].value == 72
    assert found[2024].explain("aim").line.situation.at == dx.Period.year(2024)
    with pytest.raises(UnknownCodeError, match="no period has the code '2030'"):
        found[2030]


def test_counts_are_by_period(panel):
    found = panel()
    assert list(found.counts.values()) == [{"not_due": 1}, {"not_due": 1}, {"achieved": 1}]
    assert found.coverage[dx.Period.year(2025)] == (1, 1)
    (summary,) = found.by("plan")[dx.Period.year(2025)]
    assert (summary.code, summary.counts) == ("made-up", {"achieved": 1})
    with pytest.raises(UnknownCodeError):
        found.by("colour")


def test_the_long_table_has_a_row_for_each_target_and_period(panel):
    table = nw.from_native(panel().to_native(), eager_only=True)
    assert table.select("at", "target", "value", "status").rows() == [
        ("2023", "aim", 60.0, "not_due"),
        ("2024", "aim", 72.0, "not_due"),
        ("2025", "aim", 83.0, "achieved"),
    ]


def test_a_plan_without_targets_has_a_panel_too(panel, make_plan):
    found = panel(plan=attrs.evolve(make_plan(), targets=[]))
    assert found.histories == ()
    assert len(found.to_native()) == 0
    assert list(found.coverage.values()) == [(0, 0)] * 3


def test_a_history_of_no_target_is_refused_with_the_nearest_one(panel):
    with pytest.raises(UnknownCodeError, match="aim"):
        panel().history("aimm")


def test_what_was_known_on_a_day_counts_in_every_period(panel, figure):
    figures = [figure(60, 2023, published="2024-03-01"), figure(64, 2023, published="2025-03-01")]
    assert panel([2023, 2024], figures=figures)[2023]["aim"].value == 64
    assert panel([2023, 2024], figures=figures, known_on=2024)[2023]["aim"].value == 60


def test_reports_judge_each_period_by_what_was_told_of_it(make_plan):
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    milestone = dx.Target(code="law", title="A law", by=2024, cite=cite)
    plan = attrs.evolve(
        make_plan(), targets=[milestone], tasks=[dx.Task(code="work", title="Work", by=2024, cite=cite)]
    )
    reports = dx.Reports.of(
        dx.Report(task=code, period=year, state=state)
        for code in ("law", "work")
        for year, state in ((2023, "not_done"), (2024, "done"))
    )
    found = dx.evaluate(plan, Figures.of(()), at=range(2022, 2025), reports=reports)
    assert [line.status.code for line in found.history("law")] == ["no_data", "not_due", "achieved"]
    assert [card.tasks["work"].status.code for card in found] == ["no_data", "not_due", "achieved"]


def test_a_code_that_changed_hands_has_no_one_history(make_plan, figure):
    plan = attrs.evolve(make_plan(), place="VN")
    figures = dx.Figures.of([figure(60, 2024, place="24"), figure(70, 2026, place="24")])
    found = dx.evaluate(plan, figures, at=[2024, 2026], places="province")
    with pytest.raises(
        DefinitionError, match=r"'24' meant several places within the periods: Bắc Giang .* and Bắc Ninh"
    ):
        found.history("aim@24")
    assert len(found.histories) > 63
    assert sum(line is not None for lines in found.histories for line in lines) == 63 + 34
    assert len(found.history("aim@01")) == 2
    assert len(found.history("aim@27")) == 1


def test_figures_that_were_bound_before_are_taken_for_all_periods(make_plan, figure):
    plan = attrs.evolve(make_plan(), place="VN")
    bound = dx.Figures.of([figure(60, 2024, place="24")]).bind(plan, places="province")
    found = dx.evaluate(plan, bound, at=[2024, 2026], places="province")
    assert all(card.bound is bound for card in found)
    with pytest.raises(DefinitionError, match="not bound for the place"):
        dx.evaluate(plan, dx.Figures.of(()).bind(plan), at=[2024, 2026], places="province")


def test_what_is_wrong_with_figures_is_said_once_for_all_periods(panel, figure):
    with pytest.raises(Problems) as raised:
        panel(figures=[figure(60, 2024, unit="km")])
    assert len(raised.value.exceptions) == 1


def test_figures_are_gathered_once_whatever_the_number_of_periods(panel, monkeypatch):
    from dxplan.scorecard import parts as module

    calls = []
    bearing_on = module.bearing_on
    monkeypatch.setattr(module, "bearing_on", lambda *args: calls.append(args) or bearing_on(*args))
    panel([f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13)])
    assert len(calls) == 1


def test_it_says_what_it_is(panel):
    assert repr(panel()) == "<Panel at 2023: 0 of 1 judged; 2024: 0 of 1 judged; 2025: 1 of 1 judged>"
    assert isinstance(panel(), Shown)


def test_a_panel_that_is_worked_on_in_pieces_is_the_same(make_plan, figure, monkeypatch):
    plans = [attrs.evolve(make_plan(), code=code) for code in ("one", "other")]
    figures = attrs.evolve(dx.Figures.of([figure(60, 2023), figure(72, 2024), figure(83, 2025)]), rows=None)
    whole = dx.evaluate(plans, figures, at=range(2022, 2027))
    monkeypatch.setattr("dxplan.scorecard.parts._MOST_FIGURES", 1)
    pieces = dx.evaluate(plans, figures, at=range(2022, 2027))
    assert pieces.to_native().equals(whole.to_native())
    assert [card.lines for card in pieces] == [card.lines for card in whole]
