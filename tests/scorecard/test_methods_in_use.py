"""Scorecards by other methods than the default: baselines, statuses, outputs, and what a method lacks."""

import pytest

import dxplan as dx
from dxplan.methods.statuses import STATUSES
from dxplan.scorecard.labels import REASONS


def outcome(line):
    return line.status.code, line.reason


def baseline(value=None, period=2020, **rest):
    return dx.Baseline(period=period, value=value, **rest)


class TestBaseline:
    """From 20 % in 2020 to 80 % by 2030."""

    @pytest.fixture
    def line(self, judge, make_plan, figure):
        def line(value, *others, start=20, at=2025, method="progress", **options):
            plan = make_plan("80 %", by=2030, baseline=baseline(start))
            return judge(plan, figure(value, at), *others, at=at, method=method, **options)

        return line

    @pytest.mark.parametrize(
        ("value", "status", "reason", "word", "progress"),
        [
            (51, "on_track", "by_method", "on_track", 31 / 60),
            (49, "at_risk", "by_method", "at_risk", 29 / 60),
            (42, "off_track", "by_method", "off_track", 22 / 60),
            (10, "off_track", "by_method", "off_track", -10 / 60),
            (85, "achieved", "inside", "achieved", 65 / 60),
        ],
    )
    def test_before_the_day_the_pace_decides(self, line, value, status, reason, word, progress):
        found = line(value)
        assert outcome(found) == (status, reason)
        assert found.said.code == word
        assert found.progress == pytest.approx(progress, rel=1e-12)
        assert set(found.outputs) == {"progress", "pace"}

    def test_on_the_day_the_verdict_decides(self, line):
        found = line(79, at=2030)
        assert outcome(found) == ("missed", "outside")
        assert found.progress == pytest.approx(59 / 60)
        assert outcome(line(80, at=2030)) == ("achieved", "inside")

    def test_the_figure_of_the_first_period_can_say_it(self, line, figure):
        found = line(51, figure(20, 2020), figure(99, 2019), start=None)
        assert outcome(found) == ("on_track", "by_method")
        assert found.progress == pytest.approx(31 / 60)

    def test_its_latest_vintage_counts(self, line, figure):
        vintages = figure(10, 2020, published="2021-01"), figure(20, 2020, published="2022-01")
        assert line(51, *vintages, start=None).progress == pytest.approx(31 / 60)
        figures = (*vintages, figure(51, 2025, published="2021-06"))
        found = line(None, *figures, start=None, known_on="2021-12-31")
        assert found.progress == pytest.approx(41 / 70)

    def test_what_the_plan_says_comes_before_figures(self, line, figure):
        assert line(50, figure(40, 2020)).progress == pytest.approx(0.5)

    @pytest.mark.parametrize("period", ["2020-12", "2019/2020", 2019])
    def test_a_figure_of_another_period_does_not_say_it(self, line, figure, period):
        found = line(51, figure(20, period), start=None)
        assert outcome(found) == ("not_due", "method_needs")
        assert (found.lacking, found.progress) == (("baseline",), None)

    def test_a_rival_series_does_not_say_it(self, judge, make_plan, figure):
        plan = make_plan("80 %", by=2030, indicator={"method": "office"}, baseline=baseline())
        figures = [figure(51, method="office"), figure(20, 2020, method="press")]
        assert judge(plan, *figures, method="progress").lacking == ("baseline",)

    def test_without_one_the_method_says_what_it_lacks(self, judge, make_plan, figure):
        plan = make_plan("80 %", by=2030)
        found = judge(plan, figure(51), method="progress")
        assert outcome(found) == ("not_due", "method_needs")
        assert found.lacking == ("baseline",)
        card = dx.evaluate(plan, dx.Figures.of([figure(51)]), at=2025, method="progress")
        assert "lacks: the value at the start" in card.explain("aim").text(width=500)
        assert "còn cần: giá trị ban đầu" in card.explain("aim").text("vi", width=500)

    def test_each_member_starts_from_its_own(self, judge, make_plan, figure):
        plan = make_plan(
            "80 %",
            by=2030,
            dimensions=[dx.Dimension(code="level", name="level", members=("province", "commune"))],
            indicator={"dimensions": ("level",)},
            each="level",
            baseline=baseline(),
        )
        figures = [
            figure(value, year, breakdown={"level": level})
            for level, pair in (("province", (60, 72)), ("commune", (20, 51)))
            for year, value in zip((2020, 2025), pair, strict=True)
        ]
        found = judge(plan, *figures, method="progress")
        # The commune is further from the goal: 31 of its 60 are made, at more than the pace it needs.
        assert (found.figure.member, found.progress, found.status.code) == (
            "commune",
            pytest.approx(31 / 60),
            "on_track",
        )

    def test_of_a_computed_indicator_it_is_computed(self, judge, make_plan, figure):
        inputs = [
            dx.Indicator(code=code, name=code, unit="document", direction=dx.Direction.UP)
            for code in ("signed", "sent")
        ]
        plan = make_plan(
            "80 %", by=2030, indicator={"formula": "share(signed, sent)"}, others=inputs, baseline=baseline()
        )
        figures = [
            figure(value, year, indicator=code)
            for year, signed in ((2020, 2), (2025, 5.1))
            for code, value in (("signed", signed), ("sent", 10))
        ]
        assert judge(plan, *figures, method="progress").progress == pytest.approx(31 / 60)

    def test_it_is_in_the_indicators_unit_whatever_the_figure_is_in(self, line, figure):
        assert line(51, figure(0.2, 2020, unit="ratio"), start=None).progress == pytest.approx(31 / 60, rel=1e-12)

    def test_where_it_stands_is_said(self, make_plan, figure):
        cite = dx.Citation(document="paper", confidence=dx.Confidence.SECONDARY, page="7")
        plan = make_plan("80 %", by=2030, baseline=baseline(20, cite=cite))
        card = dx.evaluate(plan, dx.Figures.of([figure(51)]), at=2025, method="progress")
        shown = {working.name: working for working in card.explain("aim").workings()}
        assert shown["given(baseline)"].value == 20
        assert "A made-up paper, 7 [secondary]" in shown["given(baseline)"].source
        assert shown["given(start)"].value == 2020

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"value": float("nan")}, "the baseline cannot be nan"),
            ({"value": float("inf")}, "the baseline cannot be inf"),
        ],
    )
    def test_it_is_a_finite_number(self, settings, message):
        with pytest.raises(ValueError, match=message):
            baseline(**settings)

    def test_it_lies_before_the_day_the_target_is_due(self, make_plan):
        for period in (2031, 2030, "2030-12"):
            with pytest.raises(dx.Problems) as caught:
                make_plan("80 %", by=2030, baseline=baseline(20, period))
            assert f"the baseline of target 'aim' is of {dx.Period.of(period)}" in str(caught.value)
        assert make_plan("80 %", by=2030, baseline=baseline(20, "2030-11"))


class TestGoalInAnotherUnit:
    @pytest.mark.parametrize(("goal", "value"), [("0,8 tỷ số", 80), ("800 ‰", 80), ("80 %", 80)])
    def test_of_a_share(self, judge, figure, goal, value):
        line = judge(f"tối thiểu {goal}", figure(value))
        assert (outcome(line), line.gap, line.progress) == (("achieved", "inside"), 0, 1)

    def test_of_a_count(self, judge, make_plan, figure):
        plan = make_plan("hơn 1,5 triệu hộ", indicator={"unit": "nghìn hộ"})
        line = judge(plan, figure(1400))
        assert (outcome(line), line.gap) == (("missed", "outside"), -100)
        assert judge(plan, figure(1_500_000, unit="hộ")).reason == "on_open_bound"

    def test_of_another_measure_it_is_refused(self, make_plan):
        with pytest.raises(dx.Problems):
            make_plan("80 hộ")

    def test_a_method_in_base_units_gives_the_same(self, judge, make_plan, figure, tmp_path):
        text = """
id = "base"
version = "1"
title = "In base units"
source = { title = "made up", confidence = "computed" }
values = "base_unit"
[outputs]
progress = "given(actual) / given(goal)"
goal_seen = "given(goal)"
from_start = "given(actual) - given(baseline)"
"""
        path = tmp_path / "base.toml"
        path.write_text(text, encoding="utf-8")
        line = judge(make_plan("80 %", baseline=baseline(20)), figure(60), method=path)
        assert line.outputs == {
            "progress": pytest.approx(0.75),
            "goal_seen": pytest.approx(0.8),
            "from_start": pytest.approx(0.4),
        }
        assert line.gap == pytest.approx(-20)


@pytest.mark.parametrize("method", dx.installed_methods())
@pytest.mark.parametrize("at", [2022, 2025])
def test_every_method_judges_the_shipped_plans(method, at):
    plans = [dx.load_plan(code) for code in dx.installed_plans()]
    figures = dx.Figures.joined([dx.load_figures(code) for code in dx.installed_plans()])
    card = dx.evaluate(plans, figures, at=at, method=method)
    default = dx.evaluate(plans, figures, at=at)
    table = card.to_native()
    outputs = [output.name for output in card.method.outputs]
    places = [table.columns.index(name) for name in outputs]
    assert places == list(range(table.columns.index("gap") + 1, table.columns.index("met")))
    for line, plain in zip(card, default, strict=True):
        # A verdict is the same by any method; only what is not due is up to it.
        assert (line.met, line.gap, line.value) == (plain.met, plain.gap, plain.value)
        assert line.reason in REASONS
        if plain.situation.due:
            assert line.status == plain.status
        for lang in ("vi", "en"):
            assert card.explain(f"{line.plan.code}:{line.target.code}").text(lang, steps=True)


def test_statcan_words_travel_with_the_line(judge, make_plan, figure):
    plan = make_plan("80 %", by=2030, baseline=baseline(20))
    line = judge(plan, figure(51), at=2025, method="statcan")
    assert (line.said.code, line.status.code, line.reason) == ("substantial_progress", "on_track", "by_method")
    assert line.outputs["score"] == 5
    lower = dx.load_method("statcan").with_parameters({"r_high": 2.0})
    assert judge(plan, figure(51), at=2025, method=lower).status.code == "at_risk"


def test_a_line_that_says_not_due_is_not_due(judge, make_plan, figure):
    plan = make_plan("80 %", by=2030, baseline=baseline(51))
    line = judge(plan, figure(51, 2020), at=2020, method="statcan")
    assert outcome(line) == ("not_due", "not_due")
    assert line.said.code == "not_available"
    assert STATUSES["not_due"].judged is False


def test_a_method_can_be_given_as_itself_its_id_or_a_path(judge, make_plan, figure, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\nversion = "1"\ntitle = "Mine"\nsource = { title = "me", confidence = "computed" }\n'
        '[outputs]\nprogress = "given(actual) * 2"\n',
        encoding="utf-8",
    )
    for method in (path, str(path), dx.load_method(path)):
        assert judge("80 %", figure(40), method=method).progress == 80
    with pytest.raises(FileNotFoundError, match=r"there is no method file"):
        judge("80 %", figure(40), method=tmp_path / "nowhere.toml")


def test_a_step_named_like_a_part_of_a_share_is_told_apart(make_plan, figure):
    method = dx.loads_method(
        'id = "mine"\nversion = "1"\ntitle = "Mine"\nsource = { title = "me", confidence = "computed" }\n'
        '[let]\nnumerator = "given(actual) * 2"\n[outputs]\nprogress = "numerator / given(goal)"\n'
    )
    card = dx.evaluate(make_plan("50 %"), dx.Figures.of([figure(numerator=1, denominator=4)]), at=2025, method=method)
    shown = [str(working) for working in card.explain("aim").workings()]
    assert "numerator = given(actual) * 2 = 50.0" in shown
    assert "given(actual) = scaled(share(figure.numerator, denominator), by=100) = 25.0" in shown
    assert "figure.numerator = 1.0" in shown


def test_a_share_of_nothing_that_is_reported_as_zero_is_no_division(make_plan, figure):
    card = dx.evaluate(make_plan("50 %"), dx.Figures.of([figure(0, numerator=0, denominator=0)]), at=2025)
    assert "given(actual) = 0.0" in [str(working) for working in card.explain("aim").workings()]


def test_a_reported_figure_of_a_series_called_formula_keeps_its_value_in_the_explanation(make_plan, figure):
    card = dx.evaluate(make_plan("50 %"), dx.Figures.of([figure(40, method="formula")]), at=2025)
    assert card["aim"].value == 40
    assert "given(actual) = 40.0" in [str(working) for working in card.explain("aim").workings()]
