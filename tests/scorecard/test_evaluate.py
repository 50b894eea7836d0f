"""What a target's figures make of it: verdicts, gaps, shares, and the reasons where there is no verdict."""

import pytest

import dxplan as dx


def outcome(line):
    return line.status.code, line.reason


@pytest.mark.parametrize(
    ("goal", "value", "status", "reason", "gap"),
    [
        ("80 %", 85, "achieved", "inside", 5),
        ("80 %", 80, "achieved", "inside", 0),
        ("80 %", 79, "missed", "outside", -1),
        ("trên 80 %", 80, "missed", "on_open_bound", 0),
        ("trên 80 %", 80.5, "achieved", "inside", 0.5),
        ("không quá 5 %", 5, "achieved", "inside", 0),
        ("không quá 5 %", 6, "missed", "outside", -1),
        ("dưới 5 %", 5, "missed", "on_open_bound", 0),
    ],
)
def test_verdict_on_an_exact_figure(judge, figure, goal, value, status, reason, gap):
    line = judge(goal, figure(value))
    assert outcome(line) == (status, reason)
    assert line.gap == gap
    assert line.met is (status == "achieved")


def test_parts_decide_over_the_float_of_the_value(judge, figure):
    # 7 / 20 is less than 35 * 0.01 in floats; it is 35 %.
    assert outcome(judge("35 %", figure(numerator=7, denominator=20))) == ("achieved", "inside")
    assert outcome(judge("≥ 95 %", figure(numerator=95, denominator=100))) == ("achieved", "inside")
    assert outcome(judge("trên 35 %", figure(numerator=7, denominator=20))) == ("missed", "on_open_bound")
    # 2 of 3 is reported as 66.7 %, and is less than that.
    line = judge("66.7 %", figure(66.7, numerator=2, denominator=3))
    assert outcome(line) == ("missed", "outside")
    assert line.value == 66.7


@pytest.mark.parametrize(("value", "unit", "judged"), [(0.85, "ratio", 85), (850, "permille", 85), (85, "percent", 85)])
def test_figures_are_turned_into_the_indicators_unit_once(judge, figure, value, unit, judged):
    line = judge("80 %", figure(value, unit=unit))
    assert line.value == pytest.approx(judged, rel=1e-12)
    assert line.status.code == "achieved"


def test_scale_words_convert(judge, make_plan, figure):
    plan = make_plan("500.5", indicator={"unit": "nghìn hộ", "kind": dx.Kind.COUNT})
    line = judge(plan, figure(500500, unit="hộ"))
    assert (line.status.code, line.gap) == ("achieved", 0)


def test_the_division_explained_is_the_one_that_was_judged(make_plan, figure):
    card = dx.evaluate(make_plan("50 %"), dx.Figures.of([figure(46, numerator=16, denominator=35)]), at=2025)
    assert "91.4 % = 45.714286 ÷ 50" in str(card.explain("aim"))


def test_a_count_is_no_share_of_its_whole(judge, make_plan, figure):
    plan = make_plan("129", indicator={"unit": "commune", "kind": dx.Kind.COUNT})
    assert judge(plan, figure(129, numerator=129, denominator=129)).value == 129


def test_a_zero_denominator_gives_no_number(judge, figure):
    assert outcome(judge("35 %", figure(numerator=0, denominator=0))) == ("no_data", "no_figure")


@pytest.mark.parametrize(
    ("value", "qualifier", "goal", "status"),
    [
        (90, dx.Qualifier.MORE_THAN, "80 %", "achieved"),
        (80, dx.Qualifier.MORE_THAN, "trên 80 %", "achieved"),
        (79, dx.Qualifier.MORE_THAN, "80 %", "undecided"),
        (80, dx.Qualifier.LESS_THAN, "80 %", "missed"),
        (80, dx.Qualifier.NEARLY, "80 %", "missed"),
        (80, dx.Qualifier.NEARLY, "70 %", "achieved"),
        (80, dx.Qualifier.ABOUT, "80 %", "undecided"),
        (84.3, dx.Qualifier.ABOUT, "80 %", "achieved"),
        (76, dx.Qualifier.ABOUT, "80 %", "missed"),
    ],
)
def test_a_qualified_figure_may_leave_it_open(judge, figure, value, qualifier, goal, status):
    line = judge(goal, figure(value, qualifier=qualifier))
    assert line.status.code == status
    assert line.met is {"achieved": True, "missed": False}.get(status)
    if status != "achieved":
        assert line.progress < 1


def test_less_than_nothing_is_less_than_zero(judge, figure):
    assert judge("0 %", figure(0, qualifier=dx.Qualifier.LESS_THAN)).status.code == "missed"
    assert judge("0 %", figure(0, qualifier=dx.Qualifier.NEARLY)).status.code == "achieved"


@pytest.mark.parametrize(
    ("goal", "direction", "value", "attainment"),
    [
        ("50 %", "up", 43, 0.86),
        ("35 %", "up", 16, 16 / 35),
        ("35 %", "up", 31.27, 31.27 / 35),
        ("60 %", "up", 25, 25 / 60),
        ("5 %", "down", 10, 0.5),
        ("5 %", "down", 4, 1.25),
        ("50 %", "up", 0, 0),
    ],
)
def test_attainment_is_the_share_that_provinces_print(judge, make_plan, figure, goal, direction, value, attainment):
    plan = make_plan(goal, indicator={"direction": dx.Direction(direction)})
    assert judge(plan, figure(value)).progress == pytest.approx(attainment, rel=1e-12)


@pytest.mark.parametrize(("value", "goal"), [(-3, "80 %"), (3, "-2 %"), (0, "không quá 5 %")])
def test_attainment_is_missing_where_a_share_says_nothing(judge, figure, value, goal):
    assert judge(goal, figure(value)).progress is None


def test_attainment_reaches_one_only_when_met(judge, figure):
    assert judge("trên 80 %", figure(80)).progress < 1
    assert judge("80 %", figure(80)).progress == 1


class TestWhichFigureJudges:
    def test_an_old_figure_is_shown_and_does_not_judge(self, judge, figure):
        line = judge("80 %", figure(95, 2023))
        assert outcome(line) == ("no_data", "stale")
        assert line.value is None
        assert line.met is None
        assert line.gap is None
        assert (line.last_known.value, line.last_known.period, line.last_known.age_months) == (95, "2023", 24)

    @pytest.mark.parametrize(
        ("frequency", "period", "judges"),
        [
            ("yearly", "2024", False),
            ("yearly", "2025-01", True),
            ("biennial", "2024", True),
            ("biennial", "2023", False),
            ("quarterly", "2025-Q3", False),
            ("quarterly", "2025-10", True),
            ("monthly", "2025-11", False),
            ("monthly", "2025-12", True),
        ],
    )
    def test_freshness_is_less_than_one_step_of_the_indicator(
        self, judge, make_plan, figure, frequency, period, judges
    ):
        plan = make_plan(indicator={"frequency": dx.Frequency(frequency)})
        assert (judge(plan, figure(90, period)).status.code == "achieved") is judges

    def test_a_figure_after_the_due_day_does_not_judge(self, judge, figure):
        line = judge("80 %", figure(90, 2026), figure(70, 2025), at=2026)
        assert (line.status.code, line.value) == ("missed", 70)

    def test_a_figure_after_the_period_judged_is_not_seen(self, judge, figure):
        assert outcome(judge("80 %", figure(90, 2025), at=2024)) == ("no_data", "no_figure")

    def test_the_period_like_the_targets_wins_among_those_that_end_together(self, judge, figure):
        figures = [figure(1, "2025-12"), figure(2, "2025"), figure(3, "2021/2025")]
        assert judge("80 %", *figures).value == 2

    def test_the_latest_vintage_wins(self, judge, figure):
        figures = [figure(70, published=2026), figure(90, published="2026-07"), figure(50)]
        assert judge("80 %", *figures).value == 70
        assert judge("80 %", *figures, known_on="2026-08").value == 90

    def test_another_place_and_a_breakdown_do_not_judge(self, judge, figure):
        line = judge("80 %", figure(90, place="998"), figure(90, breakdown={"level": "commune"}))
        assert outcome(line) == ("no_data", "no_figure")

    def test_where_takes_the_figure_of_that_breakdown(self, judge, make_plan, figure):
        level = dx.Dimension(code="level", name="level")
        plan = make_plan(dimensions=[level], indicator={"dimensions": ("level",)}, where={"level": "commune"})
        line = judge(plan, figure(10), figure(90, breakdown={"level": "commune"}))
        assert (line.status.code, line.value) == ("achieved", 90)


class TestKnownOn:
    def test_later_publications_are_withheld_and_counted(self, judge, figure):
        line = judge(
            "80 %", figure(90, published="2026-01-06"), figure(60, 2024, published=2025), known_on="2025-12-31"
        )
        assert outcome(line) == ("no_data", "withheld")
        assert line.withheld == 1
        assert line.last_known.value == 60

    def test_figures_too_old_to_judge_are_withheld_too(self, judge, figure):
        line = judge("80 %", figure(60, 2020), known_on=2030)
        assert outcome(line) == ("no_data", "withheld")
        line = judge("80 %", figure(60, 2020), figure(50, 2019, published=2020), known_on=2030)
        assert outcome(line) == ("no_data", "stale")
        assert line.withheld == 1

    def test_one_that_would_judge_before_the_due_day_is_told(self, judge, make_plan, figure):
        plan = make_plan(by=2030)
        line = judge(plan, figure(60, 2024), figure(50, 2020, published=2021), known_on=2030)
        assert outcome(line) == ("no_data", "withheld")
        assert line.withheld == 1
        assert outcome(judge(plan, figure(60, 2022), figure(50, 2020, published=2021), known_on=2030)) == (
            "not_due",
            "not_recent",
        )

    def test_an_unknown_day_of_publication_is_not_assumed(self, judge, figure):
        assert outcome(judge("80 %", figure(90), known_on=2030)) == ("no_data", "withheld")
        assert outcome(judge("80 %", figure(90))) == ("achieved", "inside")

    def test_it_is_known_from_the_last_day_of_the_period_of_publication(self, judge, figure):
        assert judge("80 %", figure(90, published="2026-01"), known_on="2026-01-30").status.code == "no_data"
        assert judge("80 %", figure(90, published="2026-01"), known_on="2026-01-31").status.code == "achieved"


class TestNotDue:
    def test_before_the_day_nothing_is_missed(self, judge, figure):
        line = judge("80 %", figure(70, 2023), at=2024)
        assert outcome(line) == ("not_due", "not_due")
        assert (line.value, line.gap, line.met) == (70, -10, False)

    def test_before_the_day_it_may_be_achieved_already(self, judge, figure):
        assert outcome(judge("80 %", figure(85, 2023), at=2024)) == ("achieved", "inside")

    @pytest.mark.parametrize(
        ("frequency", "period", "judges"),
        [
            ("yearly", "2023", True),
            ("yearly", "2022", False),
            ("biennial", "2021", True),
            ("biennial", "2020", False),
            ("quarterly", "2024-Q3", True),
            ("quarterly", "2024-Q2", False),
        ],
    )
    def test_an_old_figure_does_not_speak_for_today(self, judge, make_plan, figure, frequency, period, judges):
        line = judge(make_plan(indicator={"frequency": dx.Frequency(frequency)}), figure(85, period), at=2024)
        assert outcome(line) == (("achieved", "inside") if judges else ("not_due", "not_recent"))
        assert line.last_known.value == 85
        assert (line.value, line.met) == ((85, True) if judges else (None, None))

    def test_an_old_figure_gives_no_pace(self, judge, make_plan, figure):
        plan = make_plan(by=2030, baseline=dx.Baseline(period=2018, value=10))
        assert judge(plan, figure(12, 2020), at=2025, method="progress").status.code == "not_due"
        assert judge(plan, figure(12, 2024), at=2025, method="progress").status.code == "off_track"


def test_universal_needs_a_definition_whatever_is_reported(judge, figure):
    line = judge("phổ cập", figure(99.9))
    assert outcome(line) == ("needs_definition", "undefined")
    assert (line.met, line.gap, line.progress) == (None, None, None)


class TestEach:
    members = ("north", "south", "west")

    def plan(self, make_plan, members=members):
        return make_plan(
            "10 %",
            dimensions=[dx.Dimension(code="industry", name="industry", members=members)],
            indicator={"dimensions": ("industry",)},
            each="industry",
        )

    def test_one_failure_decides(self, judge, make_plan, figure):
        line = judge(
            self.plan(make_plan),
            figure(12, breakdown={"industry": "north"}),
            figure(8, breakdown={"industry": "south"}),
        )
        assert outcome(line) == ("missed", "part_outside")
        assert (line.figure.member, line.value, line.gap) == ("south", 8, -2)
        assert [(part.member, part.met) for part in line.parts] == [("north", True), ("south", False), ("west", None)]

    def test_a_missing_part_leaves_it_open(self, judge, make_plan, figure):
        line = judge(self.plan(make_plan), figure(12, breakdown={"industry": "north"}))
        assert outcome(line) == ("undecided", "parts_missing")
        assert line.met is None

    def test_all_parts_meet_it(self, judge, make_plan, figure):
        figures = [figure(10 + n, breakdown={"industry": member}) for n, member in enumerate(self.members)]
        line = judge(self.plan(make_plan), *figures)
        assert outcome(line) == ("achieved", "parts_inside")
        assert (line.figure.member, line.gap) == ("north", 0)

    def test_without_a_list_of_members_it_is_never_achieved(self, judge, make_plan, figure):
        plan = self.plan(make_plan, members=())
        assert outcome(judge(plan, figure(12, breakdown={"industry": "north"}))) == ("undecided", "parts_missing")
        assert outcome(judge(plan, figure(9, breakdown={"industry": "north"}))) == ("missed", "part_outside")
        assert outcome(judge(plan, figure(50))) == ("no_data", "no_figure")

    def test_figures_of_strangers_are_no_parts(self, judge, make_plan, figure):
        line = judge(self.plan(make_plan), figure(1, breakdown={"industry": "elsewhere"}))
        assert outcome(line) == ("no_data", "no_figure")


class TestBeside:
    def test_rivals_stand_beside_and_are_not_mixed_in(self, judge, make_plan, figure):
        plan = make_plan("20 %", indicator={"method": "office"})
        line = judge(plan, figure(14, method="office"), figure(21, method="ministry"), figure(22))
        assert (line.status.code, line.value) == ("missed", 14)
        assert [(rival.method, rival.value) for rival in line.rivals] == [("ministry", 21), (None, 22)]

    def test_a_rival_alone_is_no_answer(self, judge, make_plan, figure):
        line = judge(make_plan("20 %", indicator={"method": "office"}), figure(21, method="ministry"))
        assert outcome(line) == ("no_data", "only_rivals")
        assert line.rivals[0].value == 21

    def test_proxies_stand_beside_and_are_no_answer(self, judge, make_plan, figure):
        near = dx.Indicator(code="near", name="near", unit="%", direction=dx.Direction.UP)
        plan = make_plan("20 %", indicator={"proxies": ("near",)}, others=[near])
        line = judge(plan, figure(50, indicator="near"), figure(40, 2024, indicator="near"))
        assert outcome(line) == ("no_data", "no_figure")
        assert [(proxy.indicator.code, proxy.value) for proxy in line.proxies] == [("near", 50)]


class TestProblems:
    def lines(self, run):
        with pytest.raises(dx.Problems) as caught:
            run()
        return caught.value.lines()

    def test_two_values_of_one_vintage_are_refused(self, judge, figure):
        (line,) = self.lines(lambda: judge("80 %", figure(70, published=2026), figure(90, published=2026)))
        assert "has the values 70 and 90 (rows 2 and 3), both public by 2026-12-31" in line

    def test_the_same_value_twice_is_no_conflict(self, judge, figure):
        assert judge("80 %", figure(90), figure(90)).value == 90

    def test_the_same_value_in_two_units_is_no_conflict(self, judge, figure):
        assert judge("5 %", figure(0.07, unit="ratio"), figure(7, unit="%")).status.code == "achieved"

    def test_mixed_methods_need_a_reference(self, judge, figure):
        (line,) = self.lines(lambda: judge("80 %", figure(70, method="a"), figure(90, 2024, method="b")))
        assert "mix the methods a, b" in line

    def test_every_figure_is_reported_once_with_its_row(self, make_plan, figure):
        plans = [make_plan(code="one", indicator={"high": 100}), make_plan(code="two", indicator={"high": 100})]
        figures = dx.Figures.of([figure(120, 2024), figure(70), figure(2500, 2023)])
        lines = self.lines(lambda: dx.evaluate(plans, figures, at=2025))
        assert len(lines) == 2
        assert "120 is no value of 'digital_share', which is 100 or less @ value (figures:2)" in lines[0]
        assert "(figures:4)" in lines[1]

    def test_a_value_must_be_what_its_parts_give(self, judge, figure):
        (line,) = self.lines(lambda: judge("80 %", figure(81, numerator=70, denominator=100)))
        assert "81 is not 70 of 100, which is 70" in line
        assert judge("80 %", figure(45.7, numerator=16, denominator=35)).value == 45.7
        assert judge("80 %", figure(46, numerator=16, denominator=35)).value == 46
        assert len(self.lines(lambda: judge("80 %", figure(40, numerator=16, denominator=35)))) == 1
        assert judge("80 %", figure(46, numerator=16, denominator=35, qualifier=dx.Qualifier.NEARLY)).value == 46
        assert len(self.lines(lambda: judge("80 %", figure(45.8, numerator=16, denominator=35)))) == 1

    def test_units_must_fit(self, judge, figure):
        (line,) = self.lines(lambda: judge("80 %", figure(70, unit="household")))
        assert "is in household, but the indicator is in percent" in line


def test_unknown_method_and_repeated_plan_are_refused(make_plan):
    nothing = dx.Figures.of([])
    with pytest.raises(LookupError, match="did you mean 'attainment'"):
        dx.evaluate(make_plan(), nothing, at=2025, method="attainement")
    with pytest.raises(ValueError, match="given more than once"):
        dx.evaluate([make_plan(), make_plan()], nothing, at=2025)


def test_nothing_in_nothing_out():
    card = dx.evaluate([], dx.Figures.of([]), at=2025)
    assert len(card) == 0
    assert card.coverage == (0, 0)
    assert card.to_native().height == 0


def test_rows_in_any_order_give_the_same_card(make_plan, figure):
    figures = [figure(n, year, published=2026) for n, year in enumerate(range(2018, 2026))]
    one = dx.evaluate(make_plan(), dx.Figures.of(figures), at=2025).to_native()
    other = dx.evaluate(make_plan(), dx.Figures.of(figures[::-1]), at=2025).to_native()
    assert one.equals(other)


def test_figures_that_nobody_asks_for_are_named(make_plan, figure):
    figures = [
        figure(85),
        figure(1, indicator="digital_shares"),
        figure(2, place="998"),
        figure(3, 2024, indicator="digital_shares"),
    ]
    card = dx.evaluate(make_plan(), dx.Figures.of(figures), at=2025)
    assert card.unused == (
        dx.Unused(
            indicator="digital_shares",
            place="99",
            number=2,
            why=dx.WhyUnused.UNKNOWN_INDICATOR,
            meant="digital_share",
        ),
        dx.Unused(indicator="digital_share", place="998", number=1, why=dx.WhyUnused.OTHER_PLACE),
    )


def test_a_scorecard_is_a_sequence_of_lines(make_plan, figure):
    plans = [make_plan(code="one"), make_plan("90 %", code="two")]
    card = dx.evaluate(plans, dx.Figures.of([figure(85)]), at=2025)
    assert [line.plan.code for line in card] == ["one", "two"]
    assert card["one:aim"].status.code == "achieved"
    assert card["two:aim"].status.code == "missed"
    assert card.counts == {"achieved": 1, "missed": 1}
    assert card.coverage == (2, 2)
    with pytest.raises(ValueError, match="'one:aim' or 'two:aim'"):
        card["aim"]
    with pytest.raises(LookupError, match="known target codes: aim"):
        card["one:iam"]
    with pytest.raises(LookupError):
        card["three:aim"]


def test_the_table_says_what_the_lines_say(make_plan, figure):
    card = dx.evaluate(make_plan(), dx.Figures.of([figure(85, source="a page")]), at=2025)
    (row,) = card.to_native().to_dicts()
    assert {key: row[key] for key in ("plan", "target", "place", "goal", "value", "gap", "status", "source")} == {
        "plan": "made-up",
        "target": "aim",
        "place": "99",
        "goal": "≥ 80 %",
        "value": 85,
        "gap": 5,
        "status": "achieved",
        "source": "a page",
    }
