"""Indicators that a plan's formula computes from others: what they are made of, and when there is nothing."""

import pytest

import dxplan as dx

UP = dx.Direction.UP


def counted(code, **settings):
    return dx.Indicator(**{"code": code, "name": code, "unit": "document", "direction": UP} | settings)


@pytest.fixture
def plan(make_plan):
    """Make a plan of one target, of documents signed as a share of those sent; keywords change the indicator."""

    def make(goal="80 %", *, others=(), formula="share(signed, sent)", target=None, **settings):
        return make_plan(
            goal,
            indicator={"formula": formula, **settings},
            others=[counted("signed"), counted("sent"), *others],
            **target or {},
        )

    return make


@pytest.fixture
def of(figure):
    """Make a figure of one of the inputs."""

    def make(indicator, value, period=2025, **rest):
        return figure(value, period, indicator=indicator, **rest)

    return make


def outcome(line):
    return line.status.code, line.reason, line.value


class TestValue:
    def test_it_is_computed_in_base_units_and_given_in_the_indicators(self, judge, plan, of):
        line = judge(plan(), of("signed", 1.7, unit="thousand documents"), of("sent", 2000))
        assert outcome(line) == ("achieved", "inside", pytest.approx(85, rel=1e-12))
        assert (line.figure.method, line.figure.confidence, line.figure.period) == (
            "formula",
            dx.Confidence.COMPUTED,
            "2025",
        )
        assert [(figure.indicator.code, figure.value) for figure in line.inputs] == [("sent", 2000), ("signed", 1700)]

    def test_inputs_in_percent_are_shares(self, judge, make_plan, of):
        others = [dx.Indicator(code=code, name=code, unit="%", direction=UP) for code in ("a", "b")]
        plan = make_plan("40 %", indicator={"formula": "mean(a, b)"}, others=others)
        assert judge(plan, of("a", 30), of("b", 0.5, unit="ratio")).value == pytest.approx(40, rel=1e-12)

    def test_an_exact_hit_is_a_hit(self, judge, plan, of):
        assert judge(plan("35 %"), of("signed", 7), of("sent", 20)).status.code == "achieved"
        assert judge(plan("trên 35 %"), of("signed", 7), of("sent", 20)).reason == "on_open_bound"

    def test_inputs_with_parts_count_by_their_parts(self, judge, make_plan, of):
        share = dx.Indicator(code="a", name="a", unit="%", direction=UP)
        plan = make_plan("60 %", indicator={"formula": "a + 0"}, others=[share])
        line = judge(plan, of("a", 66.7, numerator=2, denominator=3))
        assert line.value == pytest.approx(200 / 3, rel=1e-12)

    def test_the_latest_period_in_which_all_inputs_are_known_answers(self, judge, plan, of):
        figures = [of("signed", 8, 2024), of("sent", 10, 2024), of("signed", 9)]
        line = judge(plan(frequency=dx.Frequency.BIENNIAL), *figures)
        assert (line.value, line.figure.period) == (pytest.approx(80), "2024")
        assert {figure.period for figure in line.inputs} == {"2024"}

    def test_an_old_one_is_stale_and_still_shows_what_it_was_made_of(self, make_plan, plan, of):
        card = dx.evaluate(plan(), dx.Figures.of([of("signed", 8, 2023), of("sent", 10, 2023)]), at=2025)
        line = card["aim"]
        assert outcome(line) == ("no_data", "stale", None)
        assert line.last_known.value == pytest.approx(80)
        assert len(line.inputs) == 2
        actual = next(working for working in card.explain("aim").workings() if working.name == "given(actual)")
        assert (actual.formula, actual.value) == (None, None)

    @pytest.mark.parametrize("figures", [[("signed", 8)], [("sent", 10)], [("signed", 8), ("sent", 0)], []])
    def test_a_missing_input_or_a_zero_to_divide_by_leaves_no_data(self, judge, plan, of, figures):
        assert outcome(judge(plan(), *(of(*one) for one in figures))) == ("no_data", "no_figure", None)

    def test_a_formula_says_what_a_missing_input_does(self, judge, make_plan, of):
        others = [dx.Indicator(code=code, name=code, unit="%", direction=UP) for code in ("a", "b")]
        plan = make_plan("40 %", indicator={"formula": "mean(a, b, missing=skip)"}, others=others)
        assert judge(plan, of("a", 50)).value == pytest.approx(50, rel=1e-12)

    def test_inputs_of_another_place_or_period_are_not_mixed_in(self, judge, plan, of):
        figures = [of("signed", 8), of("sent", 10, place="998"), of("sent", 10, 2024), of("sent", 10, "2025-12")]
        assert judge(plan(), *figures).status.code == "no_data"

    def test_a_value_that_cannot_be_is_reported(self, judge, plan, of):
        with pytest.raises(dx.Problems) as caught:
            judge(plan(high=100), of("signed", 30), of("sent", 20))
        (said,) = caught.value.lines()
        assert "150 is no value of 'digital_share', which is 100 or less" in said

    def test_a_value_past_a_bound_within_tolerance(self, judge, make_plan, of):
        # In floats 0.1 + 0.2 is more than 0.3.
        others = [dx.Indicator(code=code, name=code, unit="%", direction=UP) for code in ("a", "b", "c")]
        plan = make_plan("80 %", indicator={"formula": "a + b + c", "high": 100}, others=others)
        assert judge(plan, of("a", 10), of("b", 20), of("c", 70)).status.code == "achieved"

    def test_unit_problems_of_inputs_are_reported(self, judge, plan, of):
        with pytest.raises(dx.Problems) as caught:
            judge(plan(), of("signed", 8, unit="person"), of("sent", 10))
        (said,) = caught.value.lines()
        assert "a figure of 'signed' is in person, but the indicator is in document" in said


class TestQualified:
    @pytest.mark.parametrize("qualifier", [dx.Qualifier.ABOUT, dx.Qualifier.NEARLY])
    def test_of_about_it_is_about(self, judge, plan, of, qualifier):
        line = judge(plan(), of("signed", 8, qualifier=qualifier), of("sent", 10))
        assert (line.value, line.figure.qualifier, line.status.code) == (
            pytest.approx(80),
            dx.Qualifier.ABOUT,
            "undecided",
        )

    @pytest.mark.parametrize("qualifier", ["more_than", "at_least", "less_than", "at_most"])
    def test_of_more_or_less_than_nothing_is_computed(self, judge, plan, of, qualifier):
        line = judge(plan(), of("signed", 8, qualifier=dx.Qualifier(qualifier)), of("sent", 10))
        assert outcome(line) == ("no_data", "no_figure", None)


class TestVintages:
    def test_each_input_counts_by_its_latest_vintage(self, judge, plan, of):
        figures = [
            of("signed", 8, published="2026-01-10"),
            of("signed", 9, published="2026-03-10"),
            of("sent", 10, published="2026-02-10"),
        ]
        assert judge(plan(), *figures).value == pytest.approx(90)
        assert judge(plan(), *figures, known_on="2026-02").value == pytest.approx(80)

    def test_with_an_input_that_was_not_public_the_figure_is_withheld(self, judge, plan, of):
        figures = [of("signed", 8, published="2026-01-10"), of("sent", 10, published="2026-02-10")]
        line = judge(plan(), *figures, known_on="2026-01-31")
        assert outcome(line) == ("no_data", "withheld", None)
        assert line.withheld == 1
        assert outcome(judge(plan(), *figures, known_on="2026-02-10"))[0] == "achieved"

    def test_an_input_without_a_day_of_publication_is_not_assumed(self, judge, plan, of):
        figures = [of("signed", 8, published=2025), of("sent", 10)]
        assert outcome(judge(plan(), *figures, known_on=2030))[:2] == ("no_data", "withheld")
        assert judge(plan(), *figures).status.code == "achieved"

    def test_two_values_of_one_vintage_are_refused(self, judge, plan, of):
        with pytest.raises(dx.Problems) as caught:
            judge(plan(), of("signed", 8), of("signed", 9), of("sent", 10))
        (said,) = caught.value.lines()
        assert "'signed' in 2025 has the values 8 and 9" in said


class TestNested:
    def plan(self, plan, **settings):
        """Make a plan whose formula names a computed indicator: documents sent are those by post and by mail."""
        sent = counted("total_sent", formula="posted + mailed")
        return plan(
            formula="share(signed, total_sent)", others=[sent, counted("posted"), counted("mailed")], **settings
        )

    def test_what_was_not_reported_is_computed(self, judge, plan, of):
        line = judge(self.plan(plan), of("signed", 8), of("posted", 4), of("mailed", 6))
        assert line.value == pytest.approx(80)
        assert [figure.indicator.code for figure in line.inputs] == ["mailed", "posted", "signed"]

    def test_what_was_reported_comes_first(self, judge, plan, of):
        line = judge(self.plan(plan), of("signed", 8), of("posted", 4), of("mailed", 6), of("total_sent", 16))
        assert line.value == pytest.approx(50)

    def test_with_neither_there_is_no_figure(self, judge, plan, of):
        assert judge(self.plan(plan), of("signed", 8), of("posted", 4)).status.code == "no_data"

    def test_the_formula_written_out(self, plan):
        assert str(self.plan(plan).formula("digital_share")) == "share(signed, coalesce(total_sent, posted + mailed))"
        assert self.plan(plan).formula("posted") is None

    def test_each_of_two_that_need_the_other_is_refused(self, make_plan):
        with pytest.raises(dx.Problems) as caught:
            make_plan(indicator={"formula": "other * 1"}, others=[counted("other", unit="%", formula="share_ * 1")])
        assert "no indicator has the code 'share_'" in str(caught.value)


class TestBeside:
    def test_what_is_reported_of_a_computed_indicator_stands_beside(self, judge, plan, of, figure):
        line = judge(plan(), of("signed", 8), of("sent", 10), figure(95), figure(70, method="ministry"))
        assert (line.value, line.figure.method) == (pytest.approx(80), "formula")
        assert [(rival.method, rival.value) for rival in line.rivals] == [("ministry", 70), (None, 95)]

    def test_what_is_reported_alone_is_no_answer(self, judge, plan, figure):
        line = judge(plan(), figure(95))
        assert outcome(line) == ("no_data", "no_figure", None)
        assert [rival.value for rival in line.rivals] == [95]

    def test_a_figure_that_calls_itself_computed_is_only_beside(self, judge, plan, of, figure):
        line = judge(plan(), of("signed", 8), of("sent", 10), figure(95, method="formula"))
        assert line.value == pytest.approx(80)
        assert [(rival.method, rival.value) for rival in line.rivals] == [("formula", 95)]

    def test_a_series_that_is_named_answers_and_what_is_computed_stands_beside(self, judge, plan, of, figure):
        line = judge(plan(method="office"), of("signed", 8), of("sent", 10), figure(70, method="office"))
        assert (line.value, line.figure.method, line.inputs) == (70, "office", ())
        assert [(rival.method, rival.value) for rival in line.rivals] == [("formula", pytest.approx(80))]

    def test_inputs_that_nobody_else_asks_for_are_used(self, plan, of):
        figures = [of("signed", 8), of("sent", 10), of("posted", 1)]
        card = dx.evaluate(plan(), dx.Figures.of(figures), at=2025)
        assert [unused.indicator for unused in card.unused] == ["posted"]

    def test_an_input_counts_by_its_own_reference_series(self, judge, make_plan, of):
        others = [counted("signed", method="office"), counted("sent")]
        plan = make_plan("80 %", indicator={"formula": "share(signed, sent)"}, others=others)
        figures = [of("signed", 8, method="office"), of("signed", 2, method="press"), of("sent", 10)]
        assert judge(plan, *figures).value == pytest.approx(80)
        with pytest.raises(dx.Problems) as caught:
            judge(plan, *figures, of("sent", 10, 2024, method="press"))
        assert "the figures of 'sent' mix the methods (not stated), press" in str(caught.value)


class TestBrokenDown:
    members = ("north", "south")

    def plan(self, make_plan, members=members, **target):
        industry = dx.Dimension(code="industry", name="industry", members=members)
        return make_plan(
            "80 %",
            dimensions=[industry],
            indicator={"formula": "share(signed, sent)", "dimensions": ("industry",)},
            others=[counted(code, dimensions=("industry",)) for code in ("signed", "sent")],
            **target,
        )

    def figures(self, of, **signed):
        for member, value in signed.items():
            yield of("signed", value, breakdown={"industry": member})
            yield of("sent", 10, breakdown={"industry": member})

    def test_where(self, judge, make_plan, of):
        line = judge(self.plan(make_plan, where={"industry": "south"}), *self.figures(of, north=9, south=7))
        assert outcome(line) == ("missed", "outside", pytest.approx(70))

    def test_each(self, judge, make_plan, of):
        line = judge(self.plan(make_plan, each="industry"), *self.figures(of, north=9, south=7))
        assert outcome(line) == ("missed", "part_outside", pytest.approx(70))
        assert [(part.member, part.figure.value) for part in line.parts] == [
            ("north", pytest.approx(90)),
            ("south", pytest.approx(70)),
        ]
        assert [(figure.indicator.code, figure.value, figure.member) for figure in line.inputs] == [
            ("sent", 10, "south"),
            ("signed", 7, "south"),
        ]

    def test_each_of_an_open_list(self, judge, make_plan, of):
        plan = self.plan(make_plan, members=(), each="industry")
        line = judge(plan, *self.figures(of, east=9, west=7))
        assert outcome(line) == ("missed", "part_outside", pytest.approx(70))
        assert {part.member for part in line.parts} == {"east", "west"}

    def test_the_whole_is_no_member(self, judge, make_plan, of):
        line = judge(self.plan(make_plan, each="industry"), of("signed", 8), of("sent", 10))
        assert outcome(line) == ("no_data", "no_figure", None)


def test_indicators_with_one_formula_keep_what_is_their_own(make_plan, of):
    """Two indicators of one formula and unit differ in bounds, frequency and the series that answers."""
    two = [
        make_plan(
            "80 %",
            code=code,
            indicator={"code": code, "formula": "share(signed, sent)", **settings},
            others=[counted("signed"), counted("sent")],
        )
        for code, settings in (("one", {"frequency": dx.Frequency.YEARLY}), ("two", {"frequency": "biennial"}))
        for settings in ({**settings, "frequency": dx.Frequency(settings["frequency"])},)
    ]
    figures = dx.Figures.of([of("signed", 8, 2024), of("sent", 10, 2024)])
    for plans in (two, two[::-1]):
        card = dx.evaluate(plans, figures, at=2025)
        assert (card["one:aim"].reason, card["two:aim"].status.code) == ("stale", "achieved")
        assert card["two:aim"].figure.indicator.code == "two"


def test_the_explanation_shows_formula_and_inputs(plan, of):
    figures = [of("signed", 8, source="a letter"), of("sent", 10, source="a register")]
    text = dx.evaluate(plan(), dx.Figures.of(figures), at=2025).explain("aim").text(steps=True)
    assert "given(actual) = scaled(share(signed, sent), by=100) = 80.0" in text
    assert "Made of" in text
    assert "a register" in text


def test_an_input_named_like_a_step_of_the_method_is_told_apart(make_plan, of):
    plan = make_plan(
        "80 %",
        indicator={"formula": "share(made, whole)"},
        others=[counted("made"), counted("whole")],
        baseline=dx.Baseline(period=2020, value=20),
    )
    figures = dx.Figures.of([of("made", 5, 2023), of("whole", 10, 2023)])
    shown = {w.name: w for w in dx.evaluate(plan, figures, at=2024, method="progress").explain("aim").workings()}
    assert str(shown["given(actual)"]) == "given(actual) = scaled(share(figure.made, figure.whole), by=100) = 50.0"
    assert (shown["figure.made"].value, shown["figure.whole"].value) == (5, 10)
    assert (shown["made"].value, shown["whole"].value) == (30, 60)


# Decision 922 of 2022, the provincial table: main indices with their points of 1000, the smart city with none.
POINTS_2022 = {
    "awareness": 100,
    "institutions": 100,
    "infrastructure": 100,
    "workforce": 100,
    "security": 100,
    "government": 200,
    "economy": 150,
    "society": 150,
}
# dti.gov.vn, ranking of 2022: the main indices and the score, as published with four places.
DTI_2022 = [
    ("Đà Nẵng", 1.0, 0.9, 0.8253, 0.8487, 0.7578, 0.8575, 0.7836, 0.5197, 0.8002),
    ("TP. Hồ Chí Minh", 0.8917, 0.9, 0.8258, 0.6267, 0.558, 0.8406, 0.7611, 0.359, 0.7163),
    ("Quảng Ninh", 0.9581, 0.9, 0.7648, 0.625, 0.5382, 0.8385, 0.5904, 0.4505, 0.7024),
    ("Thừa Thiên Huế", 0.95, 0.9, 0.6823, 0.6794, 0.6423, 0.8262, 0.6787, 0.3001, 0.6975),
    ("Cần Thơ", 0.9, 0.8, 0.7233, 0.7376, 0.7226, 0.7325, 0.7556, 0.2947, 0.6924),
]
# The index of 2020, as published: score, digital government, economy and society; the weights are inferred from them.
DTI_2020 = [
    ("Đà Nẵng", 0.4874, 0.5346, 0.4155, 0.4964),
    ("Thừa Thiên Huế", 0.4097, 0.522, 0.304, 0.3655),
    ("Bắc Ninh", 0.4096, 0.4449, 0.3668, 0.4052),
    ("Quảng Ninh", 0.3897, 0.4513, 0.3019, 0.3955),
    ("TP. Hồ Chí Minh", 0.3848, 0.4446, 0.3136, 0.3764),
    ("Tiền Giang", 0.3761, 0.4168, 0.3065, 0.3915),
    ("Cần Thơ", 0.3696, 0.4544, 0.3087, 0.3174),
    ("Ninh Bình", 0.3645, 0.3915, 0.3161, 0.377),
    ("Kiên Giang", 0.3631, 0.403, 0.3051, 0.3678),
]


class TestIndex:
    """The provinces' digital transformation index as a plan's formula."""

    def score(self, weights, year, values):
        settings = 'unit = "ratio"\ndirection = "up"\nlow = 0\nhigh = 1\n'
        parts = "".join(f'[[indicators]]\ncode = "dti.{code}"\nname = "{code}"\n{settings}' for code in weights)
        formula = ", ".join(f"dti.{code}: {weight}" for code, weight in weights.items())
        plan = dx.loads_plan(f"""
code = "index"
title = "An index"
place = "99"
adopted = 2020
[[documents]]
code = "decision"
title = "A decision on the index"
{parts}
[[indicators]]
code = "dti"
name = "Digital transformation index"
unit = "ratio"
direction = "up"
kind = "index"
formula = "weighted({{{formula}}})"
low = 0
high = 1
[[targets]]
code = "score"
title = "A score"
indicator = "dti"
goal = 0.5
by = {year}
cite = {{ document = "decision", confidence = "official" }}
""")
        figures = [
            dx.Figure(indicator=f"dti.{code}", place="99", period=year, value=value)
            for code, value in zip(weights, values, strict=True)
        ]
        card = dx.evaluate(plan, dx.Figures.of(figures), at=year)
        assert len(card["score"].inputs) == len(weights)
        return card["score"].value

    @pytest.mark.parametrize("row", DTI_2022, ids=[row[0] for row in DTI_2022])
    def test_of_2022(self, row):
        _, *parts, score = row
        assert self.score(POINTS_2022, 2022, parts) == pytest.approx(score, abs=1e-4)

    @pytest.mark.parametrize("row", DTI_2020, ids=[row[0] for row in DTI_2020])
    def test_of_2020(self, row):
        _, score, *parts = row
        weights = {"government": 0.4, "economy": 0.3, "society": 0.3}
        assert self.score(weights, 2020, parts) == pytest.approx(score, abs=1e-4)


class TestChange:
    """A formula may look at the same place earlier: by the calendar, years beside years."""

    def plan(self, make_plan, formula):
        jobs = dx.Indicator(code="jobs", name="Jobs", unit="number", direction=dx.Direction.UP)
        return make_plan("5 %", indicator={"formula": formula}, others=[jobs])

    def jobs(self, value, period):
        return dx.Figure(indicator="jobs", place="99", period=period, value=value, source=f"report of {period}")

    def test_growth_on_the_year_before(self, judge, make_plan):
        plan = self.plan(make_plan, "change(jobs, months=12, relative=True)")
        line = judge(plan, self.jobs(100, 2024), self.jobs(107, 2025), self.jobs(101, "2024-12"))
        assert line.value == pytest.approx(7, rel=1e-12)
        assert line.status.code == "achieved"
        assert [(figure.period, figure.value) for figure in line.inputs] == [("2024", 100), ("2025", 107)]

    @pytest.mark.parametrize(("qualifier", "status"), [("more_than", "no_data"), ("about", "undecided")])
    def test_what_is_not_exact_in_the_year_before_counts(self, judge, make_plan, qualifier, status):
        plan = self.plan(make_plan, "change(jobs, months=12, relative=True)")
        before = dx.Figure(indicator="jobs", place="99", period=2024, value=100, qualifier=dx.Qualifier(qualifier))
        assert judge(plan, before, self.jobs(105, 2025)).status.code == status

    def test_a_hole_in_the_series_is_no_other_year(self, judge, make_plan):
        plan = self.plan(make_plan, "change(jobs, months=12, relative=True)")
        assert judge(plan, self.jobs(100, 2023), self.jobs(107, 2025)).status.code == "no_data"

    def test_the_explanation_names_the_formula_and_every_year(self, make_plan):
        plan = self.plan(make_plan, "change(jobs, months=12, relative=True)")
        card = dx.evaluate(plan, dx.Figures.of([self.jobs(100, 2024), self.jobs(107, 2025)]), at=2025)
        workings = [str(working) + working.source for working in card.explain("aim").workings()]
        assert any("change(jobs, months=12, relative=True)" in working for working in workings)
        assert any(working == "jobs = 100.02024; report of 2024" for working in workings)


def test_computed_values_are_written_rounded_and_typed_ones_as_typed(judge, make_plan):
    counts = [
        dx.Indicator(code=code, name=code, unit="document", direction=dx.Direction.UP) for code in ("signed", "sent")
    ]
    plan = make_plan("80 %", indicator={"formula": "share(signed, sent)"}, others=counts)
    figures = [
        dx.Figure(indicator=code, place="99", period=2025, value=v) for code, v in (("signed", 4120), ("sent", 5000))
    ]
    assert "82.4 % (2025)" in dx.evaluate(plan, dx.Figures.of(figures), at=2025).explain("aim").text()
    typed = make_plan("80 %")
    figure = dx.Figure(indicator="digital_share", place="99", period=2025, value=82.123456)
    assert "82.123456 % (2025)" in dx.evaluate(typed, dx.Figures.of([figure]), at=2025).explain("aim").text()


def test_a_computed_value_that_cannot_be_names_its_period(judge, make_plan):
    made = dx.Indicator(code="made", name="made", unit="%", direction=dx.Direction.UP)
    plan = make_plan("80 %", indicator={"formula": "made * 2", "high": 100.0}, others=[made])
    figures = [dx.Figure(indicator="made", place="99", period=year, value=60) for year in (2023, 2024, 2025)]
    with pytest.raises(dx.Problems) as caught:
        dx.evaluate(plan, dx.Figures.of(figures), at=2025)
    said = [line.partition("; its formula")[2] for line in caught.value.lines()]
    assert [line.split()[3] for line in said] == ["2023", "2024", "2025"]


def test_a_parameter_that_the_user_set_says_so(make_plan):
    plan = make_plan("80 %", by=2030, baseline=dx.Baseline(period=2020, value=20))
    figure = dx.Figure(indicator="digital_share", place="99", period=2025, value=40)
    method = dx.load_method("progress").with_parameters({"r_on": 0.9})
    text = dx.evaluate(plan, dx.Figures.of([figure]), at=2025, method=method).explain("aim").text(steps=True)
    assert "] set by the user" in text
