"""Means of years, changes in every year, and starts that are vague."""

import pytest

import dxplan as dx
from tests.scorecard.test_goals_in_use import PERCENT, card, figure, line, plan, refused, verdict

RATE = f'{PERCENT}\nkind = "rate"'
OUTPUT = 'unit = "tỷ đồng"\ndirection = "up"'
FILES = 'unit = "thủ tục"\ndirection = "down"'
MEAN = 'goal = "tăng bình quân 7 %/năm"\nsince = 2021'
EVERY = 'goal = "mỗi năm tăng ít nhất 7 %"\nevery = "year"\nsince = 2022'


def years(values, **more):
    return [figure(value, year, **more) for year, value in values.items()]


class TestMeans:
    def test_rates_of_growth_have_the_geometric_mean(self):
        found = line(RATE, MEAN, *years({2021: 0, 2022: 21, 2023: 0, 2024: 21, 2025: 0}))
        assert found.figure.value == pytest.approx(100 * (1.21**0.4 - 1))
        assert found.figure.value < (21 + 21) / 5
        assert (found.figure.period, found.figure.confidence) == ("2021/2025", dx.Confidence.COMPUTED)
        assert (found.status.code, found.reason) == ("achieved", "inside")

    def test_the_choice_decides_near_the_bound_and_is_said(self):
        values = years(dict(zip(range(2021, 2026), [0, 14, 0, 14, 7], strict=True)))  # the arithmetic mean is 7
        found = card(RATE, MEAN, *values)
        assert found["aim"].status.code == "missed"
        assert "geometric mean (growth compounds)" in found.explain("aim").text("en", width=200)
        assert "bình quân nhân" in found.explain("aim").text("vi", width=200)
        level = card(PERCENT, 'goal = "bình quân 7 %/năm"\nsince = 2021', *values)
        assert level["aim"].status.code == "achieved"
        assert "arithmetic mean" in level.explain("aim").text("en", width=200)

    def test_exact_hits_are_hits(self):
        assert verdict(RATE, MEAN, *years(dict.fromkeys(range(2021, 2026), 7))) == ("achieved", "inside")
        more = MEAN.replace("7 %", "trên 7 %")
        assert verdict(RATE, more, *years(dict.fromkeys(range(2021, 2026), 7))) == ("missed", "on_open_bound")

    def test_every_year_is_needed_and_the_missing_ones_are_named(self):
        found = card(RATE, MEAN, *years({2021: 6, 2022: 9, 2025: 9}))
        assert (found["aim"].status.code, found["aim"].reason) == ("undecided", "years_missing")
        assert found["aim"].value is None
        assert (found["aim"].last_known.value, found["aim"].last_known.period) == (9, "2025")
        assert "no figure for 2023, 2024." in found.explain("aim").text("en", width=200)
        assert "thiếu số liệu 2023, 2024." in found.explain("aim").text("vi", width=200)

    def test_the_years_are_shown(self):
        text = card(RATE, MEAN, *years(dict.fromkeys(range(2021, 2026), 8))).explain("aim").text(width=200, steps=True)
        assert all(f"8 % ({year})" in text for year in range(2021, 2026))
        assert "thing, 2023 = 8.0" in text

    def test_before_the_day_the_mean_so_far_is_no_verdict(self):
        for value, gap in ((9, 2), (5, -2)):
            found = line(RATE, MEAN, *years({2021: value, 2022: value}), at=2022)
            assert (found.status.code, found.reason, found.met) == ("not_due", "not_due", None)
            assert (found.figure.period, found.gap) == ("2021/2022", pytest.approx(gap))
        assert verdict(RATE, MEAN, *years({2021: 9, 2023: 9}), at=2023) == ("not_due", "years_missing")

    def test_figures_of_other_years_are_no_part_of_it(self):
        values = years({2019: -50, 2020: -50, **dict.fromkeys(range(2021, 2026), 7), 2026: -50})
        assert verdict(RATE, MEAN, *values, at=2026) == ("achieved", "inside")
        assert verdict(RATE, MEAN) == ("no_data", "no_figure")

    def test_words_beside_the_figures_count(self):
        values = dict.fromkeys(range(2021, 2026), 7.1)
        assert verdict(RATE, MEAN, *years(values, qualifier=dx.Qualifier.ABOUT)) == ("undecided", "straddles")
        over = [*years(dict.fromkeys(range(2021, 2025), 8)), figure(8, qualifier=dx.Qualifier.MORE_THAN)]
        assert verdict(RATE, MEAN, *over) == ("undecided", "years_missing")

    def test_vintages_and_dates_of_publication(self):
        first = years(dict.fromkeys(range(2021, 2026), 6), published="2026-01")
        values = [*first, figure(20, 2024, published="2026-07")]
        assert verdict(RATE, MEAN, *values, at=2026)[0] == "achieved"
        found = dx.evaluate(plan(RATE, MEAN), dx.Figures.of(values), at=2025, known_on="2026-12-31")["aim"]
        assert found.status.code == "achieved"
        early = dx.evaluate(plan(RATE, MEAN), dx.Figures.of(values), at=2025, known_on="2025-12-31")["aim"]
        assert (early.status.code, early.reason, early.withheld) == ("no_data", "withheld", 6)

    def test_a_fall_by_everything_has_no_mean(self):
        assert verdict(RATE, MEAN, *years(dict.fromkeys(range(2021, 2026), -100) | {2023: 5}))[0] == "no_data"

    def test_of_each_of_several(self):
        head = '[[dimensions]]\ncode = "industry"\nname = "industry"\nmembers = ["farming", "trade"]'
        text = plan(f'{RATE}\ndimensions = ["industry"]', f'{MEAN}\neach = "industry"', head)
        values = [
            figure(value, year, breakdown={"industry": industry})
            for year in range(2021, 2026)
            for industry, value in (("farming", 8), ("trade", 6))
        ]
        found = dx.evaluate(text, dx.Figures.of(values), at=2025)["aim"]
        assert (found.status.code, found.reason) == ("missed", "part_outside")
        assert [(part.member, part.met) for part in found.parts] == [("farming", True), ("trade", False)]

    def test_of_a_formula(self):
        head = '[[indicators]]\ncode = "growing"\nname = "growing"\nunit = "%"\ndirection = "up"'
        text = plan(f'{RATE}\nformula = "growing + 0.01"', MEAN, head)
        values = [
            dx.Figure(indicator="growing", place="99", period=year, value=value)
            for year, value in zip(range(2021, 2026), (6, 6, 6, 6, 6), strict=True)
        ]
        assert dx.evaluate(text, dx.Figures.of(values), at=2025)["aim"].status.code == "achieved"
        assert dx.evaluate(text, dx.Figures.of(values[1:]), at=2025)["aim"].reason == "years_missing"

    def test_every_and_a_mean_do_not_go_together(self):
        with refused("asks for a mean of years, and for every year"):
            plan(RATE, f'{MEAN}\nevery = "year"')
        with refused("is a mean since 2026, and due by 2025"):
            plan(RATE, MEAN.replace("2021", "2026"))
        with refused("no every"):
            plan(RATE, 'goal = "7 %"\nsince = 2021')


class TestMeanChanges:
    def test_it_compounds_from_the_year_before_since(self):
        found = card(OUTPUT, MEAN, figure(100, 2020), figure(141))
        assert (found["aim"].status.code, found["aim"].reason) == ("achieved", "inside")
        assert found["aim"].gap == pytest.approx(141 - 100 * 1.07**5)
        assert found["aim"].progress == pytest.approx(41 / (100 * 1.07**5 - 100))
        text = found.explain("aim").text("en", width=200)
        assert "≥ 140.255173 billion VND, counted from 100 billion VND (2020), compounded over 5 years" in text
        assert "+41 % (7.1134 % a year) on 100 billion VND" in text
        assert verdict(OUTPUT, MEAN, figure(100, 2020), figure(140)) == ("missed", "outside")

    @pytest.mark.parametrize(
        "start",
        [
            'goal = "tăng bình quân 7 %/năm so với 2020"',
            'goal = "tăng bình quân 7 %/năm"\nbaseline = { period = 2020 }',
        ],
    )
    def test_the_start_may_be_named_otherwise(self, start):
        assert verdict(OUTPUT, start, figure(100, 2020), figure(141))[0] == "achieved"
        assert verdict(OUTPUT, start, figure(141)) == ("no_data", "no_baseline")

    def test_no_start_needs_a_definition(self):
        found = verdict(OUTPUT, 'goal = "tăng bình quân 7 %/năm"', figure(141))
        assert found == ("needs_definition", "no_start")

    def test_a_fall_and_a_difference(self):
        fall = 'goal = "giảm bình quân 10 %/năm"\nsince = 2024'
        assert verdict(FILES, fall, figure(100, 2023), figure(81)) == ("achieved", "inside")
        assert verdict(FILES, fall, figure(100, 2023), figure(82)) == ("missed", "outside")
        points = 'goal = "tăng bình quân 2 điểm %/năm"\nsince = 2024'
        assert verdict(PERCENT, points, figure(50, 2023), figure(54)) == ("achieved", "inside")
        assert verdict(PERCENT, points, figure(50, 2023), figure(53)) == ("missed", "outside")

    def test_before_the_day_it_is_the_level_of_that_day_that_counts(self):
        found = line(OUTPUT, MEAN, figure(100, 2020), figure(118, 2022), at=2022, method="progress")
        assert (found.status.code, found.reason) == ("on_track", "by_method")
        assert found.progress == pytest.approx(18 / (100 * 1.07**5 - 100))


VALUES = {2021: 100, 2022: 108, 2023: 116, 2024: 125, 2025: 134}


class TestEveryYear:
    def test_each_year_counts_from_the_one_before(self):
        found = card(OUTPUT, EVERY, *years(VALUES))
        assert (found["aim"].status.code, found["aim"].reason) == ("achieved", "parts_inside")
        assert [(part.member, part.start) for part in found["aim"].parts] == [
            (str(year), VALUES[year - 1]) for year in range(2022, 2026)
        ]
        assert "✓ 2022: 108 billion VND (2022), +8 % on 100 billion VND" in found.explain("aim").text(width=200)

    def test_one_year_that_fails_decides_and_is_named(self):
        found = card(OUTPUT, EVERY, *years(VALUES | {2023: 110, 2024: 112}))
        assert (found["aim"].status.code, found["aim"].reason) == ("missed", "part_outside")
        assert [part.met for part in found["aim"].parts] == [True, False, False, True]
        assert "Also failing: 2023." in found.explain("aim").text(width=300)
        assert "Cũng chưa đạt: 2023." in found.explain("aim").text("vi", width=300)

    def test_a_missing_year_leaves_two_open(self):
        values = {year: value for year, value in VALUES.items() if year != 2023}
        found = card(OUTPUT, EVERY, *years(values))
        assert (found["aim"].status.code, found["aim"].reason) == ("undecided", "parts_missing")
        assert [part.met for part in found["aim"].parts] == [True, None, None, True]
        assert "No figure: 2023, 2024." in found.explain("aim").text(width=300)
        failing = card(OUTPUT, EVERY, *years(values | {2025: 126}))
        assert (failing["aim"].status.code, failing["aim"].met) == ("missed", False)

    def test_a_quota_of_years(self):
        values = years(VALUES | {2023: 110})
        assert verdict(OUTPUT, f"{EVERY}\nquota = 0.75", *values)[0] == "achieved"
        assert verdict(OUTPUT, EVERY, *values)[0] == "missed"

    def test_nothing_but_one_year_says_nothing(self):
        assert verdict(OUTPUT, EVERY, figure(134))[0] == "no_data"
        assert verdict(OUTPUT, EVERY) == ("no_data", "no_figure")

    def test_of_a_formula(self):
        head = '[[indicators]]\ncode = "made"\nname = "made"\nunit = "tỷ đồng"\ndirection = "up"'
        text = plan(f'{OUTPUT}\nformula = "2 * made"', EVERY, head)

        def found(values):
            made = [dx.Figure(indicator="made", place="99", period=year, value=v) for year, v in values.items()]
            return dx.evaluate(text, dx.Figures.of(made), at=2025)["aim"]

        assert found(VALUES).status.code == "achieved"
        assert [part.met for part in found(VALUES | {2023: 110}).parts] == [True, False, True, True]
        lacking = {year: value for year, value in VALUES.items() if year != 2023}
        assert [part.met for part in found(lacking).parts] == [True, None, None, True]

    def test_without_every_the_year_of_the_figure_answers(self):
        target = 'goal = "tăng ít nhất 7 %/năm"'
        assert verdict(OUTPUT, target, *years({2023: 1, 2024: 100, 2025: 107})) == ("achieved", "inside")
        assert verdict(OUTPUT, target, *years({2023: 1, 2024: 100, 2025: 106})) == ("missed", "outside")
        assert verdict(OUTPUT, target, *years({2023: 100, 2025: 200})) == ("no_data", "no_year_before")
        assert verdict(OUTPUT, target, *years({2024: 0, 2025: 200})) == ("no_data", "no_year_before")
        assert verdict(OUTPUT, target, figure(100, "2024-12"), figure(107)) == ("no_data", "no_year_before")

    def test_attainment_is_of_the_promised_change(self):
        found = line(OUTPUT, 'goal = "tăng ít nhất 8 %/năm"', *years({2024: 100, 2025: 106}))
        assert (found.gap, found.progress) == (pytest.approx(-2), pytest.approx(0.75))


class TestVagueStarts:
    target = 'goal = "tăng 50 % so với 2020"'

    @pytest.mark.parametrize(
        ("qualifier", "value", "status"),
        [
            (None, 150, "achieved"),
            ("about", 150, "undecided"),
            ("about", 157, "undecided"),
            ("about", 158, "achieved"),
            ("about", 143, "undecided"),
            ("about", 142.4, "missed"),
            ("nearly", 150, "achieved"),
            ("nearly", 143, "undecided"),
            ("more_than", 150, "missed"),
            ("more_than", 1000, "undecided"),
            ("less_than", 150, "achieved"),
            ("less_than", 10, "undecided"),
        ],
    )
    def test_the_word_beside_the_start_counts(self, qualifier, value, status):
        start = figure(100, 2020, qualifier=qualifier and dx.Qualifier(qualifier))
        assert line(OUTPUT, self.target, start, figure(value)).status.code == status

    def test_a_difference_moves_as_far_as_the_start(self):
        start = figure(40, 2020, qualifier=dx.Qualifier.ABOUT)
        target = 'goal = "tăng 5 điểm % so với 2020"'
        assert [verdict(PERCENT, target, start, figure(value))[0] for value in (42.9, 43, 47, 47.1)] == [
            *("missed", "undecided", "achieved", "achieved"),
        ]

    def test_it_is_said_and_the_tolerance_is_the_methods(self):
        start = figure(100, 2020, qualifier=dx.Qualifier.ABOUT)
        found = card(OUTPUT, self.target, start, figure(155))
        assert "counted from about 100 billion VND (2020)" in found.explain("aim").text(width=200)
        assert "tính từ khoảng 100 tỷ đồng (2020)" in found.explain("aim").text("vi", width=200)
        sharper = dx.load_method("attainment").with_parameters({"about": 0.01})
        assert line(OUTPUT, self.target, start, figure(155), method=sharper).status.code == "achieved"

    def test_the_year_before_may_be_vague_too(self):
        before = figure(100, 2024, qualifier=dx.Qualifier.ABOUT)
        assert verdict(OUTPUT, 'goal = "tăng ít nhất 7 %/năm"', before, figure(108)) == ("undecided", "straddles")
        assert verdict(OUTPUT, 'goal = "tăng ít nhất 7 %/năm"', before, figure(120)) == ("achieved", "inside")
