import math
import unicodedata

import pytest

from dxplan.errors import DefinitionError, GoalError
from dxplan.intervals import Interval
from dxplan.model.goals import Goal
from dxplan.model.indicators import Direction


@pytest.mark.parametrize(
    ("wording", "interval", "unit"),
    [
        ("trên 80 %", Interval.more_than(80), "percent"),
        ("Trên 80%", Interval.more_than(80), "percent"),
        ("hơn 80 %", Interval.more_than(80), "percent"),
        ("more than 80 %", Interval.more_than(80), "percent"),
        ("over 80 per cent", Interval.more_than(80), "percent"),
        ("above 80", Interval.more_than(80), None),
        ("> 80 %", Interval.more_than(80), "percent"),
        (">80%", Interval.more_than(80), "percent"),
        ("tối thiểu 10 %", Interval.at_least(10), "percent"),
        ("ít nhất 10 phần trăm", Interval.at_least(10), "percent"),
        ("không dưới 10 %", Interval.at_least(10), "percent"),
        ("không thấp hơn 10 %", Interval.at_least(10), "percent"),
        ("at least 10 %", Interval.at_least(10), "percent"),
        ("no less than 10 %", Interval.at_least(10), "percent"),
        (">= 10", Interval.at_least(10), None),
        ("≥ 10 %", Interval.at_least(10), "percent"),
        ("từ 10 % trở lên", Interval.at_least(10), "percent"),
        ("10 % trở lên", Interval.at_least(10), "percent"),
        ("10 % or more", Interval.at_least(10), "percent"),
        ("từ 10 %", Interval.at_least(10), "percent"),
        ("tối đa 5 %", Interval.at_most(5), "percent"),
        ("không quá 5 %", Interval.at_most(5), "percent"),
        ("không vượt quá 5 %", Interval.at_most(5), "percent"),
        ("at most 5 %", Interval.at_most(5), "percent"),
        ("no more than 5 %", Interval.at_most(5), "percent"),
        ("up to 5 %", Interval.at_most(5), "percent"),
        ("<= 5", Interval.at_most(5), None),
        ("≤ 5 %", Interval.at_most(5), "percent"),
        ("dưới 5 %", Interval.less_than(5), "percent"),
        ("nhỏ hơn 5 %", Interval.less_than(5), "percent"),
        ("less than 5 %", Interval.less_than(5), "percent"),
        ("under 5", Interval.less_than(5), None),
        ("below 5", Interval.less_than(5), None),
        ("< 5 %", Interval.less_than(5), "percent"),
        ("phấn đấu đạt trên 80 %", Interval.more_than(80), "percent"),
        ("chiếm tối thiểu 10 %", Interval.at_least(10), "percent"),
        ("reach at least 10 %", Interval.at_least(10), "percent"),
        ("tối thiểu 12,5 %", Interval.at_least(12.5), "percent"),
        ("tối thiểu 12.5 %", Interval.at_least(12.5), "percent"),
        ("trên 1.234.567 hộ", Interval.more_than(1234567), "household"),
        ("trên 1 500 hộ gia đình", Interval.more_than(1500), "household"),
        ("top 70", Interval.at_most(70), "rank"),
        ("Top 70", Interval.at_most(70), "rank"),
        ("thuộc nhóm 70 nước dẫn đầu", Interval.at_most(70), "rank"),
        ("trong nhóm 50 quốc gia đứng đầu", Interval.at_most(50), "rank"),
        ("nhóm 10 tỉnh, thành phố dẫn đầu", Interval.at_most(10), "rank"),
        ("among the top 70 countries", Interval.at_most(70), "rank"),
        ("among the leading 70 countries", Interval.at_most(70), "rank"),
    ],
)
def test_wordings(wording, interval, unit):
    goal = Goal.parse(wording)
    assert goal.interval == interval
    assert goal.unit == unit
    assert goal.undefined is None
    assert not goal.bare
    assert goal.wording == wording


def test_decomposed_letters_read_the_same():
    assert Goal.parse(unicodedata.normalize("NFD", "tối thiểu 10 %")) == Goal.parse("tối thiểu 10 %")


@pytest.mark.parametrize(
    "same",
    [
        ("trên 80 %", "Trên 80%", "more than 80 %", "> 80 %", "over 80 phần trăm", "đạt trên 80 %"),
        ("tối thiểu 10 %", "at least 10 %", ">= 10 %", "≥ 10 %", "10 % trở lên", "từ 10 %", "10 %"),
        ("top 70", "thuộc nhóm 70 nước dẫn đầu", "among the top 70 countries", "<= 70 hạng"),
        ("phổ cập", "universal", "Phổ cập dịch vụ 4G/5G"),
    ],
)
def test_equal_wordings_are_equal_goals(same):
    goals = {Goal.parse(wording) for wording in same}
    assert len(goals) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trên 80 %", "tối thiểu 80 %"),
        ("trên 80 %", "trên 80"),
        ("trên 80 %", "trên 81 %"),
        ("tối đa 80 %", "dưới 80 %"),
        ("top 70", "<= 70"),
    ],
)
def test_different_promises_are_different_goals(one, other):
    assert Goal.parse(one) != Goal.parse(other)


def test_a_bare_figure_faces_the_better_way():
    up = Goal.parse("80 %")
    assert (up.interval, up.bare) == (Interval.at_least(80), True)
    down = Goal.parse("80 %", direction=Direction.DOWN)
    assert (down.interval, down.bare) == (Interval.at_most(80), True)


def test_facing_turns_only_bare_goals():
    bare, worded = Goal.parse("5 %"), Goal.parse("tối thiểu 5 %")
    assert bare.facing(Direction.DOWN).interval == Interval.at_most(5)
    assert bare.facing(Direction.DOWN).facing(Direction.UP) == bare
    assert worded.facing(Direction.DOWN) is worded
    universal = Goal.parse("phổ cập")
    assert universal.facing(Direction.DOWN) is universal


@pytest.mark.parametrize("wording", ["phổ cập", "Phổ cập", "universal", "đạt phổ cập", "phổ cập dịch vụ 4G/5G"])
def test_universal_without_a_threshold_is_undefined(wording):
    goal = Goal.parse(wording)
    assert goal.interval is None
    assert goal.undefined == "universal"
    assert goal.met_by(100) is None
    assert goal.gap(100) is None
    assert goal.wording == wording


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "   ",
        "rất cao",
        "trên",
        "trên nhiều",
        "đạt",
        "top",
        "top many",
        "trêntám",
        ">",
        "%",
        "nan",
    ],
)
def test_an_unreadable_wording_is_refused_with_examples(wording):
    with pytest.raises(GoalError) as caught:
        Goal.parse(wording)
    assert caught.value.fact == f"the goal {wording!r} cannot be read"
    assert "'tối thiểu 10 %'" in caught.value.hint


def test_an_unknown_unit_is_named():
    with pytest.raises(GoalError) as caught:
        Goal.parse("trên 80 parsec")
    assert caught.value.fact == "the goal 'trên 80 parsec' cannot be read: 'parsec' is not a unit known here"
    assert "percent" in caught.value.hint


def test_a_range_is_a_floor_with_an_aim():
    goal = Goal.parse("từ 5 % đến 10 %")
    assert (goal.interval, goal.aim, goal.bare) == (Interval.at_least(5), 10, True)
    assert goal.met_by(31) is True
    worded = Goal.parse("trên 80 % đến 90 %")
    assert (worded.interval, worded.aim, worded.bare) == (Interval.more_than(80), 90, False)


def test_of_a_range_that_shall_fall_the_upper_end_is_the_bound():
    goal = Goal.parse("5–10 %", direction=Direction.DOWN)
    assert (goal.interval, goal.aim) == (Interval.at_most(10), 5)
    assert goal == Goal.parse("5–10 %").facing(Direction.DOWN)
    assert goal.facing(Direction.UP) == Goal.parse("5–10 %")


def test_a_corridor_fails_on_both_sides():
    corridor = Goal.parse("25–30 % GRDP").as_corridor()
    assert corridor.interval == Interval(low=25, high=30)
    assert (corridor.met_by(31), corridor.met_by(27), corridor.met_by(24)) == (False, True, False)
    assert corridor.as_corridor() == corridor
    assert corridor.facing(Direction.DOWN) == corridor
    assert str(corridor) == "≥ 25 %, ≤ 30 %"
    assert Goal.parse("khoảng 20 %").as_corridor().met_by(22) is False
    assert Goal.parse("trên 25 %, phấn đấu 30 %").as_corridor().interval == Interval(low=25, high=30, low_open=True)
    with pytest.raises(DefinitionError, match="is no range, and so no corridor"):
        Goal.parse("80 %").as_corridor()


def test_about_gives_way_by_a_tolerance():
    goal = Goal.parse("khoảng 20 %")
    assert (goal.met_by(19), goal.met_by(18.9), goal.met_by(25)) == (True, False, True)
    assert (goal.met_by(18.9, about=0.1), goal.met_by(19, about=0)) == (True, False)
    assert goal.gap(18) == -1
    assert goal.gap(18, about=0) == -2


@pytest.mark.parametrize(
    ("wording", "unit", "base", "interval"),
    [
        ("giảm 30 % so với 2020", "procedure", 1000, Interval.at_most(700)),
        ("tăng trên 30 % so với 2020", "procedure", 1000, Interval.more_than(1300)),
        ("tăng 5 điểm % so với 2020", "percent", 40, Interval.at_least(45)),
        ("tăng 5 điểm % so với 2020", "ratio", 0.4, Interval.at_least(0.45)),
        ("tăng 50 % so với 2020", "percent", 40, Interval.at_least(60)),
        ("tăng 2 nghìn hộ so với 2020", "household", 500, Interval.at_least(2500)),
        ("tăng 200 so với 2020", "household", 500, Interval.at_least(700)),
        ("tăng 5 bậc so với 2020", "rank", 35, Interval.at_most(30)),
        ("giảm 30 % so với 2020", "percent", -10, Interval.at_most(-13)),
        ("giảm 30 % so với 2020", "procedure", None, None),
        ("giảm 30 % so với 2020", "procedure", 0, None),
        ("giảm 30 %/năm", "procedure", 1000, Interval.at_most(700)),
        ("giảm 30 %/năm so với 2020", "procedure", 1000, None),
        ("tăng bình quân 7 %/năm", "procedure", 1000, None),
        ("bình quân 7 %/năm", "percent", 1000, Interval.at_least(7)),
        ("trên 2 nghìn hộ", "household", None, Interval.more_than(2000)),
        ("phổ cập", "percent", None, None),
    ],
)
def test_bounds_on_the_value(wording, unit, base, interval):
    assert Goal.parse(wording).bounds_in(unit, base=base) == interval


@pytest.mark.parametrize(
    ("wording", "unit", "base", "years", "interval"),
    [
        ("tăng bình quân 10 %/năm", "household", 1000, 2, Interval.at_least(1210)),
        ("giảm bình quân trên 50 %/năm", "procedure", 1000, 3, Interval.less_than(125)),
        ("tăng bình quân 2 điểm %/năm", "percent", 40, 5, Interval.at_least(50)),
        ("tăng bình quân 10 %/năm", "household", 0, 2, None),
        ("tăng bình quân 10 %/năm", "household", -5, 2, None),
        ("tăng bình quân 10 %/năm", "household", 1000, 0, None),
        ("tăng bình quân 10 %/năm", "household", None, 2, None),
        ("tăng bình quân 1e9 %/năm".replace("1e9", "1000000000"), "household", 1000, 1000, None),
        ("giảm bình quân 200 %/năm", "household", 1000, 2, Interval.at_most(0)),
    ],
)
def test_a_mean_change_compounds_from_the_start(wording, unit, base, years, interval):
    found = Goal.parse(wording).bounds_in(unit, base=base, years=years)
    assert found == interval or (math.isclose(found.low, interval.low) and math.isclose(found.high, interval.high))


def test_about_a_change_gives_way_by_a_share_of_the_change():
    goal = Goal.parse("giảm khoảng 30 % so với 2020")
    assert goal.bounds_in("procedure", base=1000, about=0.1) == Interval.at_most(730)


def test_a_grade_stands_in_its_scale():
    assert Goal.parse("hạng a").bounds_in("grade", scale=("C", "B", "A")) == Interval.at_least(3)
    with pytest.raises(DefinitionError, match="'D' is no grade of the scale C, B, A"):
        Goal.parse("hạng D").bounds_in("grade", scale=("C", "B", "A"))


@pytest.mark.parametrize(
    "fields",
    [
        {"interval": Interval.at_least(5), "aim": 5},
        {"interval": Interval.at_least(5), "aim": 4},
        {"interval": Interval.exactly(5), "aim": 6},
        {"interval": Interval.at_most(5), "unit": "rank", "aim": 0.5},
        {"interval": Interval.at_least(5), "against": 2020},
        {"interval": Interval.at_least(5), "of": 63},
        {"interval": None, "undefined": "soon"},
    ],
)
def test_goals_that_say_nothing_sensible_are_refused(fields):
    with pytest.raises(ValueError):
        Goal(**fields)


@pytest.mark.parametrize("wording", ["2.154", "tối thiểu 2.154", "tối thiểu 2.154 hộ", "2,154 trở lên"])
def test_a_number_that_reads_two_ways_is_refused(wording):
    with pytest.raises(GoalError, match="can be read as") as caught:
        Goal.parse(wording)
    assert "numbers='vi'" in caught.value.hint


def test_declared_numbers_are_read():
    assert Goal.parse("2.154 hộ", numbers="vi").interval == Interval.at_least(2154)
    assert Goal.parse("2.154 hộ", numbers="en").interval == Interval.at_least(2.154)
    assert Goal.parse("tối thiểu 2,154", numbers="vi").interval == Interval.at_least(2.154)
    assert Goal.parse("tối thiểu 2,154", numbers="en").interval == Interval.at_least(2154)


@pytest.mark.parametrize(
    ("wording", "vi", "en"),
    [
        ("trên 80 %", "> 80 %", "> 80 %"),
        ("tối thiểu 12,5 %", "≥ 12,5 %", "≥ 12.5 %"),
        ("dưới 5", "< 5", "< 5"),
        ("tối đa 1.234.567 hộ", "≤ 1.234.567 hộ", "≤ 1,234,567 households"),
        ("top 70", "top 70", "top 70"),
        ("phổ cập", "phổ cập", "universal"),
    ],
)
def test_say(wording, vi, en):
    goal = Goal.parse(wording)
    assert goal.say("vi") == vi
    assert goal.say("en") == en
    assert str(goal) == en


def test_say_takes_the_indicators_unit_only_where_the_goal_names_none():
    assert Goal.parse("trên 80").say("vi", unit="household") == "> 80 hộ"
    assert Goal.parse("trên 80 %").say("vi", unit="household") == "> 80 %"
    assert Goal.parse("<= 70").say(unit="rank") == "top 70"


def test_say_both_bounds():
    assert Goal(interval=Interval(low=5, high=10, high_open=True), unit="%").say() == "≥ 5 %, < 10 %"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("wording", ["trên 80 %", "tối thiểu 12,5 %", "<= 5", "dưới 5 hộ", "top 70", "phổ cập"])
def test_what_is_said_reads_as_the_same_goal(wording, lang):
    goal = Goal.parse(wording)
    assert Goal.parse(goal.say(lang)) == goal


@pytest.mark.parametrize(
    ("wording", "figure", "met"),
    [
        ("trên 80 %", 80, False),
        ("trên 80 %", 80.1, True),
        ("tối thiểu 80 %", 80, True),
        ("top 70", 70, True),
        ("top 70", 71, False),
        ("trên 80 %", Interval.more_than(90), True),
        ("trên 80 %", Interval.more_than(70), None),
        ("trên 80 %", Interval.at_most(80), False),
    ],
)
def test_met_by(wording, figure, met):
    assert Goal.parse(wording).met_by(figure) is met


def test_gap_is_what_is_lacking_or_the_margin():
    assert Goal.parse("trên 80 %").gap(70) == -10
    assert Goal.parse("top 70").gap(71) == -1
    assert Goal.parse("top 70").gap(60) == 10


@pytest.mark.parametrize("fields", [{"interval": None}, {"interval": Interval.at_least(1), "undefined": "universal"}])
def test_a_goal_has_an_interval_or_a_reason(fields):
    with pytest.raises(DefinitionError, match="either an interval or a reason"):
        Goal(**fields)


def test_universal_with_a_threshold_is_a_goal_like_any_other():
    assert Goal.parse("phổ cập 80 %") == Goal.parse("80 %")
    assert Goal.parse("phổ cập dịch vụ 4G/5G").undefined == "universal"
    assert Goal.parse("phổ cập 4G/5G").undefined == "universal"


def test_a_goal_below_zero_reads_back():
    goal = Goal.parse("> -5 %")
    assert Goal.parse(str(goal)) == goal


@pytest.mark.parametrize("digits", [7, 400, 5000])
def test_no_country_is_ranked_so_low(digits):
    with pytest.raises(GoalError):
        Goal.parse("top " + "9" * digits)
