"""The shipped methods against published numbers and numbers worked by hand, and methods that a user writes."""

import csv
import json
import math
from collections import defaultdict
from importlib import resources
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.expr.givens import GIVENS
from dxplan.intervals import Interval
from dxplan.methods.method import RESERVED, Output
from dxplan.scorecard.situations import year_of

ORACLE = Path(__file__).parents[3] / "shared" / "oracles" / "statcan_cif_progress.csv"

EXACT = {"reach_below": 0.0, "reach_above": 0.0, "low_open": False, "high_open": False}


def facts(actual=None, goal=None, *, direction=1, **others):
    """Give the facts of an exact figure and a goal; the goal is a number to reach or an interval."""
    interval = goal
    if goal is None:
        interval = Interval()
    elif not isinstance(goal, Interval):
        interval = Interval.at_least(goal) if direction > 0 else Interval.at_most(goal)
    low, high = (bound if math.isfinite(bound) else None for bound in (interval.low, interval.high))
    return {
        "actual": actual,
        **(EXACT if actual is not None else {}),
        "goal": low if high is None or (direction > 0 and low is not None) else high,
        "goal_low": low,
        "goal_high": high,
        "goal_low_open": interval.low_open,
        "goal_high_open": interval.high_open,
        "direction": float(direction),
        **others,
    }


def read(method, *args, **kwargs):
    return dx.load_method(method).read(facts(*args, **kwargs))


class TestAttainment:
    # Published by provinces, the goals inferred from figure and percentage: 43 tasks are "86 %", 16 works are "nearly
    # 46 %", 31.27 % is "nearly 90 %", 25 % is "nearly 42 %".
    @pytest.mark.parametrize(
        ("actual", "goal", "percent"), [(43, 50, 86.0), (16, 35, 45.7), (31.27, 35, 89.3), (25, 60, 41.7)]
    )
    def test_it_is_what_provinces_print(self, actual, goal, percent):
        reading = read("attainment", actual, goal)
        assert round(reading.outputs["progress"] * 100, 1) == percent
        assert (reading.word, reading.steps["met"]) == (None, False)

    # EGDI 2024: rank 71, and the programme promised the first 70.
    def test_where_less_is_better_the_goal_is_divided_by_the_figure(self):
        reading = read("attainment", 71, 70, direction=-1)
        assert reading.outputs["progress"] == 70 / 71
        assert (reading.steps["gap"], reading.word) == (-1, None)
        assert read("attainment", 35, 70, direction=-1).outputs["progress"] == 2

    @pytest.mark.parametrize(
        ("actual", "goal", "direction"),
        [
            (80, Interval.more_than(80), 1),
            (80 * (1 - 1e-10), Interval.more_than(80), 1),
            (5, Interval.less_than(5), -1),
            (0, Interval.less_than(0), -1),
            (80 - 1e-6, Interval.at_least(80), 1),
        ],
    )
    def test_it_is_never_one_unless_met(self, actual, goal, direction):
        reading = read("attainment", actual, goal, direction=direction)
        assert reading.steps["met"] is False
        progress = reading.outputs["progress"]
        assert progress is None or progress < 1

    def test_an_exact_hit_is_one(self):
        assert read("attainment", 7 / 20 * 100, 35).outputs["progress"] == 1
        assert read("attainment", 80 * (1 - 1e-10), 80).outputs["progress"] == 1

    def test_an_uncertain_figure_above_the_bound_stays_below_one(self):
        reading = dx.load_method("attainment").read(facts(81, 80) | {"reach_below": 1.0, "reach_above": 1.0})
        assert reading.steps["met"] is None
        assert reading.outputs["progress"] == 0.999999999

    @pytest.mark.parametrize(
        ("actual", "goal", "direction", "progress"),
        [
            (0, 50, 1, 0),
            (-3, 50, 1, None),
            (5, 0, 1, None),
            (5, -2, 1, None),
            (5, 0, -1, 0),
            (0, 0, -1, None),
            (0, 5, -1, None),
            (-1, 5, -1, None),
            (5, -5, -1, None),
        ],
    )
    def test_zero_and_negative_goals_and_figures(self, actual, goal, direction, progress):
        assert read("attainment", actual, goal, direction=direction).outputs["progress"] == progress

    def test_of_two_bounds_the_worse_counts(self):
        corridor = Interval(low=20, high=30)
        assert read("attainment", 10, corridor).outputs["progress"] == 0.5
        assert read("attainment", 40, corridor).outputs["progress"] == 0.75
        assert read("attainment", 25, corridor).outputs["progress"] == pytest.approx(1.2)

    def test_without_a_goal_or_a_figure_there_is_nothing(self):
        assert read("attainment", 5).outputs == {"progress": None}
        assert read("attainment", None, 5).outputs == {"progress": None}


class TestProgress:
    """Baseline 20 in 2020 to 80 in 2030: 6 a year are needed."""

    def read(self, actual, now=2025.0, goal=80, **others):
        told = {"baseline": 20.0, "start": 2020.0, "due": 2030.0, "now": now, "is_due": False} | others
        return read("progress", actual, goal, **told)

    @pytest.mark.parametrize(
        ("actual", "way", "pace", "word"),
        [
            # 31 made in 5 years is 6.2 a year; 29 left in 5 years is 5.8 a year.
            (51, 31 / 60, 6.2 / 5.8, "on_track"),
            (50, 0.5, 1.0, "on_track"),
            # 5.8 a year made, 6.2 needed: 0.935.
            (49, 29 / 60, 5.8 / 6.2, "at_risk"),
            # 4.6 of 7.4: 0.62; 4.4 of 7.6: 0.58.
            (43, 23 / 60, 4.6 / 7.4, "at_risk"),
            (42, 22 / 60, 4.4 / 7.6, "off_track"),
            (20, 0.0, 0.0, "off_track"),
            # Below the baseline: minus 10 in 5 years, 70 left.
            (10, -10 / 60, -2 / 14, "off_track"),
            (80, 1.0, None, "achieved"),
            (95, 75 / 60, None, "achieved"),
        ],
    )
    def test_worked_by_hand(self, actual, way, pace, word):
        reading = self.read(actual)
        assert reading.outputs["progress"] == pytest.approx(way, rel=1e-12)
        assert reading.outputs["pace"] == (None if pace is None else pytest.approx(pace, rel=1e-12))
        assert reading.word == word

    def test_where_less_is_better(self):
        told = {"baseline": 30.0, "start": 2020.0, "due": 2030.0, "now": 2025.0}
        reading = read("progress", 20, 10, direction=-1, **told)
        assert reading.outputs == {"progress": 0.5, "pace": 1.0}
        assert reading.word == "on_track"
        assert read("progress", 40, 10, direction=-1, **told).outputs["progress"] == -0.5

    def test_thresholds_are_reached_in_spite_of_floats(self):
        # 19 made in 19 years, 20 left in 19 years: 0.95 of the pace needed.
        told = {"baseline": 0.0, "start": 2000.0, "due": 2038.0, "now": 2019.0}
        reading = read("progress", 19.0, 39.0, **told)
        assert reading.outputs["pace"] == pytest.approx(0.95)
        assert reading.word == "on_track"

    def test_a_figure_as_old_as_the_baseline_shows_no_pace(self):
        for now in (2020.0, 2019.0):
            reading = self.read(30, now=now)
            assert (reading.outputs["pace"], reading.word) == (None, None)
            assert reading.outputs["progress"] == pytest.approx(1 / 6)

    def test_on_the_day_it_is_due_there_is_no_pace_left(self):
        reading = self.read(79, now=2030.0, is_due=True)
        assert (reading.outputs["pace"], reading.word) == (None, None)
        assert reading.outputs["progress"] == pytest.approx(59 / 60)

    def test_without_a_baseline_only_what_is_achieved_is_said(self):
        assert self.read(50, baseline=None).outputs == {"progress": None, "pace": None}
        assert self.read(50, baseline=None).word is None
        assert self.read(80, baseline=None).word == "achieved"

    def test_a_goal_equal_to_the_baseline_leaves_no_way(self):
        reading = self.read(18, goal=20)
        assert reading.outputs["progress"] is None
        assert reading.outputs["pace"] == pytest.approx(-0.4 / 0.4)
        assert reading.word == "off_track"
        assert self.read(20, goal=20).word == "achieved"

    def test_a_baseline_inside_the_goal_leaves_no_way(self):
        # From 90 back to 70, with the goal at 80: that is no 200 % of the way.
        reading = self.read(70, baseline=90.0)
        assert reading.outputs["progress"] is None
        assert (reading.outputs["pace"], reading.word) == (pytest.approx(-4 / 2), "off_track")
        assert self.read(85, baseline=90.0).word == "achieved"

    def test_it_is_never_one_unless_met(self):
        assert self.read(80, goal=Interval.more_than(80)).outputs["progress"] == 0.999999999


# Statistics Canada, national SDG indicator framework, as published with its inputs: a few rows, so that something of
# the comparison runs everywhere. Series, direction, base year and value, current year and value, target year and value,
# limit, then progress, status and score.
LINES = """\
1-1-1 -1 2015 14.5 2023 10.4 2030 7.25 null 0.9010899546976208 "moderate_progress" 2.1506954374096354
1-2-1 1 2016 66.6 2023 71.4 2030 null 100 0.009991483690946268 "moderate_progress" 1.739752850099936
1-3-1 -1 2015 178.8 2025 173.3 2030 null null 0.003119490847657058 "limited_progress" -0.9402545761714709
11-6-1 -1 2014 699 2024 666.6 2030 490 null 0.21562879968968102 "limited_progress" -1.601539480333006
12-1-1 1 2015 0.37 2025 9.53 2030 60 null 0.9504069883014249 "substantial_progress" 2.502962076738248
15-5-1 -1 2015 70 2023 55 2030 100 null 1.2340549664701979 "target_achieved" 5.0
10-2-1 -1 2015 3.8 2024 11.9 2030 null null -0.1352325064900486 "deterioration" -5.0
3-2-1 -1 2019 13.2 2019 13.2 2025 10 null null "not_available" null
"""
PUBLISHED = [(line.split()[0], *map(json.loads, line.split()[1:])) for line in LINES.splitlines()]


def statcan_facts(row):
    _, direction, start, base, now, actual, due, goal, limit, *_ = row
    told = {"start": start, "baseline": base, "now": now, "due": due, "limit": limit}
    years = {name: None if value is None else float(value) for name, value in told.items()}
    return facts(actual, goal, direction=direction, **years)


def agrees(reading, row):
    *_, progress, word, score = row
    for output, wanted in (("progress", progress), ("score", score)):
        found = reading.outputs[output]
        if wanted is None or found is None:
            assert found is wanted, (row, output)
        else:
            assert math.isclose(found, wanted, rel_tol=1e-9), (row, output, found)
    assert reading.word == word, row


def published():
    """Give every row that the office published, in the form of the rows above, with its indicator."""
    if not ORACLE.is_file():
        pytest.skip("the published series are not beside this checkout")
    names = ("base_year", "base_value", "current_year", "current_value", "target_year", "target", "limit")
    with ORACLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = [float(row[name]) if row[name] else None for name in (*names, "progress_value", "score")]
            series = (row["series"], int(row["direction"]), *numbers[:-1], row["status"], numbers[-1])
            yield row, series


class TestStatcan:
    @pytest.mark.parametrize("row", PUBLISHED, ids=[row[0] for row in PUBLISHED])
    def test_published_rows(self, row):
        agrees(dx.load_method("statcan").read(statcan_facts(row)), row)

    def test_every_published_series(self, tmp_path):
        copy = tmp_path / "ours.toml"
        text = (resources.files("dxplan") / "methods" / "statcan.toml").read_text(encoding="utf-8")
        copy.write_text(text.replace('"statcan"', '"ours"', 1), encoding="utf-8")
        shipped, copied = dx.load_method("statcan"), dx.load_method(copy)
        assert (shipped.id, copied.id) == ("statcan", "ours")
        rows = [series for _, series in published()]
        assert len(rows) == 132
        assert sum(row[9] is None for row in rows) == 7
        for row in rows:
            reading = shipped.read(statcan_facts(row))
            agrees(reading, row)
            assert copied.read(statcan_facts(row)).outputs == reading.outputs

    def test_every_published_indicator(self):
        method = dx.load_method("statcan")
        groups = defaultdict(list)
        for row, series in published():
            wanted = row["indicator_status"], float(row["indicator_score"]) if row["indicator_score"] else None
            groups[row["indicator"], *wanted].append(series)
        assert len(groups) == 82
        for (indicator, word, score), rows in groups.items():
            rolled = method.roll(method.read(statcan_facts(row)) for row in rows)
            assert (rolled.line.code, rolled.members) == (word, len(rows)), indicator
            assert rolled.value == (None if score is None else pytest.approx(score, rel=1e-9)), indicator

    def test_a_lower_threshold_moves_ten_of_them(self):
        method = dx.load_method("statcan")
        lower = method.with_parameters({"r_high": 0.50})
        rows = [statcan_facts(series) for _, series in published()]
        moved = [row for row in rows if method.read(row).word != lower.read(row).word]
        assert len(moved) == 10
        assert {(method.read(row).word, lower.read(row).word) for row in moved} <= {
            ("moderate_progress", "substantial_progress"),
            ("limited_progress", "substantial_progress"),
        }

    def test_a_goal_of_zero_stands_for_a_thousandth(self):
        row = ("zero", -1, 2015, 20, 2020, 10, 2030, 0, None)
        progress = dx.load_method("statcan").read(statcan_facts(row)).outputs["progress"]
        # The yearly decline from 20 to 10 in 5 years, over that from 20 to 0.001 in 15.
        assert progress == pytest.approx((1 - 0.5**0.2) / (1 - (0.001 / 20) ** (1 / 15)), rel=1e-12)
        assert math.floor(progress * 1e6) == 267862

    def test_opposite_signs_and_a_goal_equal_to_the_base_give_nothing(self):
        method = dx.load_method("statcan")
        opposite = method.read(statcan_facts(("signs", 1, 2015, -5, 2020, 5, 2030, 20, None)))
        assert (opposite.outputs["progress"], opposite.word) == (None, "not_available")
        still = method.read(statcan_facts(("still", 1, 2015, 10, 2020, 9, 2030, 10, None)))
        assert (still.outputs["progress"], still.word) == (None, "not_available")

    def test_a_group_is_achieved_only_if_all_are(self):
        method = dx.load_method("statcan")
        reached, lacking, gone = (method.read(statcan_facts(PUBLISHED[nth])) for nth in (5, 7, 6))
        assert method.roll([reached, reached]).line.code == "target_achieved"
        assert method.roll([reached, lacking]).line.code == "substantial_progress"
        assert method.roll([reached, lacking]).valued == 1
        assert method.roll([gone]).line.code == "deterioration"
        assert (method.roll([lacking]).value, method.roll([lacking]).line.code) == (None, "not_available")
        assert (method.roll([]).value, method.roll([]).line.code) == (None, "not_available")


# Ratio of observed to needed growth where there is a goal, growth in the direction wanted where there is none.
EUROSTAT = """
id = "eurostat-style"
version = "1"
title = "Growth against growth needed"
source = { title = "Sustainable development in the European Union, monitoring report", confidence = "secondary" }
needs = ["baseline", "start", "actual", "now"]

[params]
r_high = 0.95
r_mid = 0.60
one_percent = 0.01
neutral = 0.001

[let]
seen = "(given(actual) / given(baseline)) ** (1 / (given(now) - given(start))) - 1"
needed = "(given(goal) / given(baseline)) ** (1 / (given(due) - given(start))) - 1"
aimed = "known(given(goal))"
toward = "given(direction) * seen"

[outputs]
progress = "where(aimed, seen / needed, toward)"

[[status]]
code = "significant_progress"
as = "on_track"
when = "where(aimed, progress > r_high, progress > one_percent)"

[[status]]
code = "moderate_progress"
as = "at_risk"
when = "where(aimed, progress > r_mid, progress > neutral)"

[[status]]
code = "neutral"
as = "at_risk"
when = "not aimed and progress >= -neutral"

[[status]]
code = "insufficient_progress"
as = "off_track"
when = "where(aimed, progress >= 0, progress >= -one_percent)"

[[status]]
code = "movement_away"
as = "off_track"
when = "known(progress)"
"""

# Distance covered from the worst value to the target, in points of 100 and in stars.
U4SSC = """
id = "u4ssc"
version = "1"
title = "City goals"
source = { title = "United for Smart Sustainable Cities, scoring of key indicators", confidence = "secondary" }

[params]
worst_value = 0

[let]
growth = "given(actual) / given(baseline)"
ran = "given(now) - given(start)"

[outputs.progress]
formula = "(given(actual) - worst_value) / (given(goal) - worst_value)"
percent = true
title = { vi = "Điểm", en = "Score" }

[outputs]
points = "steps(progress, {0: 1, 0.33: 2, 0.66: 3, 0.95: 4})"
completed = "given(start) + ran * log(given(goal) / given(baseline)) / log(growth)"
observed = "growth ** (1 / ran) - 1"
from_baseline = "(given(goal) / given(baseline)) ** (1 / (given(due) - given(start))) - 1"
from_now = "(given(goal) / given(actual)) ** (1 / (given(due) - given(now))) - 1"
"""


class TestMethodsOfAUser:
    @pytest.fixture
    def load(self, tmp_path):
        def load(text):
            path = tmp_path / "mine.toml"
            path.write_text(text, encoding="utf-8")
            return dx.load_method(path)

        return load

    # Samples of the Basque statistics office's own output.
    @pytest.mark.parametrize(
        ("direction", "start", "base", "now", "actual", "goal", "ratio", "word"),
        [
            (-1, 2016, 16.4, 2022, 16.5, 8.2, -0.02098521874625286, "movement_away"),
            (1, 2015, 99.6, 2023, 99.8, 99.9, 1.2506577815013848, "significant_progress"),
        ],
    )
    def test_eurostat_style_with_a_goal(self, load, direction, start, base, now, actual, goal, ratio, word):
        told = {"baseline": base, "start": float(start), "now": float(now), "due": 2030.0}
        reading = load(EUROSTAT).read(facts(actual, goal, direction=direction, **told))
        assert reading.outputs["progress"] == pytest.approx(ratio, rel=1e-9)
        assert reading.word == word

    @pytest.mark.parametrize(
        ("actual", "word"),
        [
            (102, "significant_progress"),
            (100.5, "moderate_progress"),
            (100, "neutral"),
            (99.5, "insufficient_progress"),
            (98, "movement_away"),
        ],
    )
    def test_eurostat_style_without_a_goal(self, load, actual, word):
        told = {"baseline": 100.0, "start": 2024.0, "now": 2025.0, "due": 2030.0}
        assert load(EUROSTAT).read(facts(actual, **told)).word == word

    def test_u4ssc(self, load):
        told = {"baseline": 40.0, "start": 2015.0, "now": 2020.0, "due": 2030.0}
        outputs = load(U4SSC).read(facts(49.21026184616423, 80, **told)).outputs
        assert outputs["progress"] * 100 == pytest.approx(61.51282730770529, rel=1e-12)
        assert outputs["points"] == 2
        assert outputs["completed"] == pytest.approx(2031.7246905822801, rel=1e-12)
        growths = [round(outputs[name], 6) for name in ("observed", "from_baseline", "from_now")]
        assert growths == [0.042315, 0.047294, 0.049792]


class TestParameters:
    def test_they_can_be_set(self):
        method = dx.load_method("progress")
        changed = method.with_parameters({"r_on": 0.5})
        assert {p.name: p.value for p in changed.parameters} == {"r_on": 0.5, "r_risk": 0.6, "about": 0.05}
        assert {p.name: p.value for p in method.parameters}["r_on"] == 0.95
        assert changed.parameters[0].note == method.parameters[0].note
        assert (changed.id, changed.version, changed.let) == (method.id, method.version, method.let)

    def test_an_unknown_one_names_the_nearest(self):
        with pytest.raises(UnknownCodeError, match="no parameter has the code 'r_hihg'") as caught:
            dx.load_method("statcan").with_parameters({"r_hihg": 0.9})
        assert caught.value.hint == "did you mean 'r_high'?"

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
    def test_it_is_a_finite_number(self, value):
        with pytest.raises(DefinitionError, match="parameter 'r_high' cannot be"):
            dx.load_method("statcan").with_parameters({"r_high": value})

    def test_about_widens_the_verdict(self):
        told = facts(84.3, 80) | {"reach_below": 1.0, "reach_above": 1.0}
        method = dx.load_method("attainment")
        assert method.read(told).steps["met"] is True
        assert method.with_parameters({"about": 0.1}).read(told).steps["met"] is None
        with pytest.raises(DefinitionError, match=r"parameter 'about' cannot be -0\.1"):
            method.with_parameters({"about": -0.1})


def test_an_unknown_fact_names_the_nearest():
    with pytest.raises(UnknownCodeError, match="no given has the code 'actaul'") as caught:
        dx.load_method("attainment").read({"actaul": 5.0})
    assert caught.value.hint == "did you mean 'actual'?"


@pytest.mark.parametrize("name", dx.installed_methods())
def test_nothing_known_gives_nothing(name):
    reading = dx.load_method(name).read({})
    assert set(reading.outputs.values()) == {None}
    assert reading.line is None or reading.line.status.code == "not_due"


@pytest.mark.parametrize("name", dx.installed_methods())
def test_a_method_needs_facts_that_there_are_and_says_so_in_both_languages(name):
    method = dx.load_method(name)
    assert set(method.needs) <= set(GIVENS)
    texts = [method.title, method.source.title, *(output.title for output in method.outputs)]
    texts += [parameter.note for parameter in method.parameters]
    texts += [line.label for line in (*method.lines, *(method.roll_up.lines if method.roll_up else ()))]
    assert all(text.vi and text.en for text in texts)


def test_a_year_is_the_one_that_ends():
    assert year_of(dx.Period.year(2025).last) == 2025
    assert year_of(dx.Period.parse("2025-06").last) == 2024.5


class TestReservedNames:
    @pytest.mark.parametrize("name", ["value", "gap", "status", "parts", "situation"])
    def test_an_output_is_no_column_already(self, name):
        with pytest.raises(DefinitionError, match=f"'{name}' is a column of scorecards already"):
            Output(name=name)

    def test_they_are_the_columns_there_are(self):
        figures = dx.Figures.joined([dx.load_figures(code) for code in dx.installed_plans()])
        card = dx.evaluate([dx.load_plan(code) for code in dx.installed_plans()], figures, at=2025, known_on=2026)
        columns = {*card.to_native().columns, *card.card.columns, *card.parts.columns}
        assert columns - {"progress"} <= RESERVED
        assert RESERVED - columns == {"row", "scale", "one", "is_met", "is_failed", "is_known"}
