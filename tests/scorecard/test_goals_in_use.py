"""Goals of every form, judged on figures."""

from contextlib import contextmanager

import attrs
import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import Problems

HEAD = """
code = "made-up"
title = "A made-up plan"
place = "99"
adopted = 2020
{head}
[[documents]]
code = "paper"
title = "A made-up paper"
[[indicators]]
code = "thing"
name = "A thing"
{indicator}
[[targets]]
code = "aim"
title = "An aim"
indicator = "thing"
by = 2025
cite = {{ document = "paper", confidence = "official" }}
{target}
"""
PERCENT = 'unit = "%"\ndirection = "up"'
COUNT = 'unit = "thủ tục"\ndirection = "down"'
RANK = 'unit = "rank"\ndirection = "down"'
FLAG = 'unit = "yes_no"\nkind = "flag"\ndirection = "up"'
GRADE = 'unit = "grade"\nkind = "grade"\nscale = ["C", "B", "A"]\ndirection = "up"'


def plan(indicator, target, head=""):
    return dx.loads_plan(HEAD.format(indicator=indicator, target=target, head=head))


def card(indicator, target, *figures, at=2025, method="attainment"):
    made = [
        figure if isinstance(figure, dx.Figure) else dx.Figure(indicator="thing", place="99", period=2025, value=figure)
        for figure in figures
    ]
    return dx.evaluate(plan(indicator, target), dx.Figures.of(made), at=at, method=method)


def line(indicator, target, *figures, **asked):
    return card(indicator, target, *figures, **asked)["aim"]


def verdict(*args, **asked):
    found = line(*args, **asked)
    return found.status.code, found.reason


def figure(value, period=2025, **more):
    return dx.Figure(indicator="thing", place="99", period=period, value=value, **more)


@contextmanager
def refused(fact):
    with pytest.raises(Problems) as caught:
        yield
    assert fact in str(caught.value)


@pytest.mark.parametrize(
    ("target", "value", "status"),
    [
        ('goal = "25–30 %"', 31, "achieved"),
        ('goal = "25–30 %"', 25, "achieved"),
        ('goal = "25–30 %"', 24.9, "missed"),
        ('goal = "25–30 %"\ncorridor = true', 31, "missed"),
        ('goal = "25–30 %"\ncorridor = true', 27, "achieved"),
        ('goal = "khoảng 20 %"', 19, "achieved"),
        ('goal = "khoảng 20 %"', 18.9, "missed"),
        ('goal = "khoảng 20 %"', 25, "achieved"),
        ('goal = "khoảng 20 %"\ncorridor = true', 25, "missed"),
    ],
)
def test_ranges_and_about(target, value, status):
    assert verdict(PERCENT, target, value)[0] == status


def test_the_aim_is_shown_and_the_tolerance_is_visible():
    found = card(PERCENT, 'goal = "25–30 %"', 26)
    assert "≥ 25 %, aiming at 30 %" in found.explain("aim").text("en", width=200)
    about = card(PERCENT, 'goal = "khoảng 20 %"', 19).explain("aim")
    assert "“about” is ±5 %" in about.text("en", width=200)
    assert "“khoảng” là ±5 %" in about.text("vi", width=200)
    steps = about.text("en", width=200, steps=True)
    assert "verdict.floor" in steps
    assert "given(goal_reach) = 1.0" in steps


def test_the_tolerance_is_a_parameter_of_the_method():
    method = dx.load_method("attainment").with_parameters({"about": 0.1})
    assert verdict(PERCENT, 'goal = "khoảng 20 %"', 18.5, method=method)[0] == "achieved"
    assert verdict(PERCENT, 'goal = "khoảng 20 %"', 18.5)[0] == "missed"


def test_the_gap_to_about_is_to_where_it_gives_way_and_attainment_to_the_number():
    found = line(PERCENT, 'goal = "khoảng 20 %"', 18)
    assert found.gap == pytest.approx(-1)
    assert found.progress == pytest.approx(0.9)


RELATIVE = 'goal = "giảm 30 % so với 2020"'


@pytest.mark.parametrize(
    ("target", "figures", "status", "reason"),
    [
        (RELATIVE, [figure(700), figure(1000, 2020)], "achieved", "inside"),
        (RELATIVE, [figure(760), figure(1000, 2020)], "missed", "outside"),
        (RELATIVE, [figure(760)], "no_data", "no_baseline"),
        (RELATIVE, [figure(1000, 2020)], "no_data", "stale"),
        (RELATIVE, [figure(760), figure(0, 2020)], "no_data", "no_baseline"),
        (f"{RELATIVE}\nbaseline = {{ period = 2020, value = 1000 }}", [figure(700)], "achieved", "inside"),
        ('goal = "giảm 30 % so với hiện nay"', [figure(700)], "needs_definition", "no_start"),
        (
            'goal = "giảm 30 % so với hiện nay"\nbaseline = { period = 2020 }',
            [figure(700), figure(1000, 2020)],
            "achieved",
            "inside",
        ),
        ('goal = "giảm 200 thủ tục so với 2020"', [figure(800), figure(1000, 2020)], "achieved", "inside"),
        ('goal = "giảm 20 %/năm"', [figure(800), figure(1000, 2020)], "no_data", "no_year_before"),
        ('goal = "giảm 20 %/năm so với 2020"', [figure(800), figure(1000, 2020)], "needs_definition", "change_a_year"),
    ],
)
def test_relative_goals(target, figures, status, reason):
    assert verdict(COUNT, target, *figures) == (status, reason)


def test_attainment_of_a_relative_goal_is_the_achieved_change_over_the_promised_one():
    found = line(COUNT, RELATIVE, figure(760), figure(1000, 2020))
    assert found.progress == pytest.approx(240 / 300)
    assert found.gap == pytest.approx(-60)
    text = card(COUNT, RELATIVE, figure(760), figure(1000, 2020)).explain("aim").text("en", width=200)
    assert "≤ 700 procedures, counted from 1,000 procedures (2020)" in text
    assert "giảm ≥ 30 % so với 2020" in card(COUNT, RELATIVE, figure(760), figure(1000, 2020)).explain("aim").text("vi")


def test_points_are_not_per_cent():
    start = figure(40, 2020)
    assert verdict(PERCENT, 'goal = "tăng 5 điểm % so với 2020"', figure(45), start)[0] == "achieved"
    assert verdict(PERCENT, 'goal = "tăng 50 % so với 2020"', figure(45), start)[0] == "missed"
    assert verdict(PERCENT, 'goal = "tăng 50 % so với 2020"', figure(60), start)[0] == "achieved"


def test_a_place_among_another_number_needs_a_definition():
    target = 'goal = "top 20"\nof = 63'
    assert verdict(RANK, target, figure(19, denominator=63)) == ("achieved", "inside")
    assert verdict(RANK, target, figure(24, denominator=63)) == ("missed", "outside")
    found = line(RANK, target, figure(17, denominator=34))
    assert (found.status.code, found.reason, found.progress, found.gap) == (
        "needs_definition",
        "other_base",
        None,
        None,
    )
    assert verdict(RANK, target, figure(19)) == ("achieved", "inside")
    assert verdict(RANK, 'goal = "top 20/63"', figure(17, denominator=34))[1] == "other_base"
    assert "is among 34, and the goal is top 20/63" in card(RANK, target, figure(17, denominator=34)).explain(
        "aim"
    ).text("en", width=200)


@pytest.mark.parametrize(
    ("answer", "status"), [("có", "achieved"), ("Yes", "achieved"), ("chưa", "missed"), ("0", "missed")]
)
def test_yes_and_no(answer, status, tmp_path):
    file = tmp_path / "figures.csv"
    file.write_text(f"indicator,place,period,value\nthing,99,2025,{answer}\n", encoding="utf-8")
    found = dx.evaluate(plan(FLAG, 'goal = "hoàn thành"'), dx.read_figures(file), at=2025)
    assert found["aim"].status.code == status
    if status == "missed":
        assert found["aim"].reason == "not_so"
        assert "It is no (2025), and the goal is yes." in found.explain("aim").text("en")
        assert "không (2025), mà mục tiêu là có." in found.explain("aim").text("vi")


def test_yes_is_no_number_of_per_cent():
    table = pl.DataFrame({"indicator": ["thing"], "place": ["99"], "period": ["2025"], "value": ["có"]})
    with refused("in yes_no, but the indicator is in percent"):
        dx.evaluate(plan(PERCENT, 'goal = "80 %"'), dx.Figures.from_native(table), at=2025)
    with refused("is in yes_no, and the column unit says"):
        dx.Figures.from_native(table.with_columns(unit=pl.lit("%")))


def test_grades():
    target = 'goal = "ít nhất hạng B"'
    assert verdict(GRADE, target, figure(None, grade="b")) == ("achieved", "inside")
    assert verdict(GRADE, target, figure(3)) == ("achieved", "inside")
    found = card(GRADE, target, figure(None, grade="C"))
    assert (found["aim"].status.code, found["aim"].gap) == ("missed", -1)
    assert "grade C (2025) misses grade B by 1 grade." in found.explain("aim").text("en", width=200)
    assert "hạng C (2025) chưa tới mục tiêu hạng B: còn thiếu 1 bậc." in found.explain("aim").text("vi", width=200)


@pytest.mark.parametrize(
    ("made", "fact"),
    [
        (figure(None, grade="D"), "'d' is no grade of 'thing'"),
        (figure(3, grade="C"), "or not the one of its value 3"),
        (figure(4), "is no value of 'thing', which is 1 to 3"),
    ],
)
def test_what_is_no_grade_is_refused(made, fact):
    with refused(fact):
        line(GRADE, 'goal = "hạng B"', made)


def test_a_grade_of_another_kind_of_indicator_is_refused():
    with refused("is no grade of 'thing'"):
        line(PERCENT, 'goal = "80 %"', figure(80, grade="A"))


@pytest.mark.parametrize(
    ("goal", "reason"),
    [("phổ cập", "undefined"), ("cơ bản hoàn thành", "basically"), ("từng bước mở dữ liệu", "gradually")],
)
def test_words_without_a_threshold_need_a_definition(goal, reason):
    assert verdict(PERCENT, f'goal = "{goal}"', 80) == ("needs_definition", reason)


def test_a_mean_of_years_must_say_since_when():
    assert verdict(PERCENT, 'goal = "bình quân 7 %/năm"', 8) == ("needs_definition", "mean_of_years")


def test_a_rate_of_growth_is_a_level_where_the_indicator_is_one():
    assert verdict(f'{PERCENT}\nkind = "rate"', 'goal = "tăng tối thiểu 7 %/năm"', 8) == ("achieved", "inside")
    assert verdict(PERCENT, 'goal = "tăng tối thiểu 7 %/năm"', 8) == ("no_data", "no_year_before")


def test_a_file_declares_how_its_numbers_are_written():
    assert plan(COUNT, 'goal = "2.154"', 'numbers = "vi"').target("aim").goal.interval.high == 2154
    assert plan(COUNT, 'goal = "2.154"', 'numbers = "en"').target("aim").goal.interval.high == 2.154
    with refused("can be read as 2154"):
        plan(COUNT, 'goal = "2.154"')
    with refused("has the code 'fr' @ $.numbers"):
        plan(COUNT, 'goal = "2"', 'numbers = "fr"')


@pytest.mark.parametrize(
    ("indicator", "target", "fact"),
    [
        (PERCENT, 'goal = "80 %"\ncorridor = true', "the goal '80 %' is no range, and so no corridor"),
        (PERCENT, 'goal = "80 %"\nof = 63', "only a place among the first has a base"),
        (RANK, 'goal = "top 20/63"\nof = 34', "names 63 that are ranked, and the target 34"),
        (PERCENT, 'goal = "80–90 %"\ncorridor = "yes"', "'yes' is neither true nor false"),
        (RANK, 'goal = "top 20"\nof = "63"', "'63' is not a whole number"),
        (GRADE, 'goal = "hạng D"', "'D' is no grade of the scale C, B, A"),
        (PERCENT, 'goal = "hạng A"', "is in grade, but indicator 'thing' is in percent"),
        (PERCENT, 'goal = "có"', "is in yes_no, but indicator 'thing' is in percent"),
        (COUNT, 'goal = "giảm 5 hộ so với 2020"', "is in household, but indicator 'thing' is in procedure"),
        (COUNT, 'goal = "giảm 5 % so với 2030"', "the baseline of target 'aim' is of 2030"),
        (COUNT, f"{RELATIVE}\nbaseline = {{ period = 2021 }}", "counts from 2020, and its baseline is of 2021"),
        (FLAG.replace("yes_no", "percent"), 'goal = "80 %"', "yes_no is the unit of the kind flag"),
        (GRADE.replace('"C", "B", "A"', ""), 'goal = "80 %"', "is of kind grade and has no grades"),
        (GRADE.replace('"C", "B"', '"A", "B"'), 'goal = "hạng A"', "has the grade 'A' twice"),
        (GRADE.replace('"up"', '"down"'), 'goal = "hạng A"', "rises, but less of it is said to be better"),
        (f'{PERCENT}\nscale = ["A"]', 'goal = "80 %"', "is of kind ratio and has 1 grades"),
    ],
)
def test_what_does_not_fit_together_is_refused(indicator, target, fact):
    with refused(fact):
        plan(indicator, target)


def test_a_plan_of_python_says_how_the_goal_is_to_be_turned():
    sound = plan(f'{PERCENT}\nkind = "rate"', 'goal = "tăng 7 %/năm"')
    (target,) = sound.targets
    assert target.goal == dx.Goal.parse("7 %/năm")
    with refused("use goal.measured_by"):
        attrs.evolve(sound, targets=[attrs.evolve(target, goal=dx.Goal.parse("tăng 7 %/năm"))])
