"""Goals: whatever is read is said again as an equal goal, in both languages, and the rest is a GoalError."""

import math

import attrs
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import GoalError
from dxplan.model.goals import UNDEFINED, words
from dxplan.units import unit_name

Goal, Interval = dx.Goal, dx.Interval

LANGS = st.sampled_from(["vi", "en"])
BOUNDS = st.one_of(
    st.integers(-4, 2100).map(float),
    st.floats(-1e9, 1e9).map(lambda x: round(x, 6)),
    st.integers(0, 99_999).map(lambda n: n / 100),
)
UNITS = st.sampled_from(
    [
        *(None, "percent", "permille", "percentage_point", "ratio", "number", "household", "commune", "file", "vnd"),
        *(
            "billion_vnd",
            "thousand_household",
            "million_number",
            "enterprise",
            "day",
            "point",
            "thousand_point",
            "rank",
        ),
    ]
)
PERIODS = st.sampled_from(["2020", "2020-Q3", "2021-H1", "2024-12-31", "2020/2021", "2019-05"]).map(dx.Period.parse)
SCALES = st.sampled_from(["A", "B+", "3", "khá", "rất tốt", "III", "trung bình khá", "xuất sắc"])


@st.composite
def intervals(draw):
    low, high = sorted((draw(BOUNDS), draw(BOUNDS)))
    form = draw(st.sampled_from(["low", "high", "both", "exact"]))
    if form == "exact" or (form == "both" and low == high):
        return Interval.exactly(low)
    openings = draw(st.booleans()), draw(st.booleans())
    return Interval(
        low=-math.inf if form == "high" else low,
        high=math.inf if form == "low" else high,
        low_open=openings[0] and form != "high",
        high_open=openings[1] and form != "low",
    )


@st.composite
def numeric_goals(draw):
    interval, relative = draw(intervals()), draw(st.booleans())
    aim = None
    if math.isinf(interval.low) is not math.isinf(interval.high) and draw(st.booleans()):
        aim = draw(BOUNDS)
        aim = aim if interval.gap(aim) > 0 else None
    unit = draw(UNITS)
    goal = Goal(
        interval=interval,
        unit=unit,
        aim=None if unit == "rank" else aim,
        about=draw(st.booleans()),
        relative=relative,
        against=draw(st.none() | PERIODS) if relative else None,
        yearly=draw(st.sampled_from([None, "rate", "mean"])),
    )
    return attrs.evolve(goal, of=draw(st.none() | st.integers(1, 200)) if goal.is_top else None)


@st.composite
def tops(draw):
    of = draw(st.none() | st.integers(1, 200))
    place = draw(st.integers(1, of or 999_999))
    aim = draw(st.none() | st.integers(1, place))
    return Goal(
        interval=Interval.at_most(place),
        unit="rank",
        of=of,
        about=draw(st.booleans()),
        aim=None if aim == place else aim,
    )


GOALS = st.one_of(
    numeric_goals().filter(lambda goal: goal.of is None or goal.of >= goal.interval.high),
    tops(),
    SCALES.map(lambda grade: Goal(interval=None, grade=grade, unit="grade")),
    st.sampled_from(UNDEFINED).map(lambda word: Goal(interval=None, undefined=word)),
    st.sampled_from([Interval.at_least(1), Interval.at_most(0)]).map(lambda i: Goal(interval=i, unit="yes_no")),
    st.tuples(BOUNDS, BOUNDS).map(
        lambda pair: Goal(
            interval=Interval.at_least(min(pair)), aim=max(pair) if min(pair) < max(pair) else None, bare=True, unit="%"
        )
    ),
)


@given(GOALS, LANGS, st.booleans())
def test_what_is_said_reads_as_an_equal_goal(goal, lang, in_words):
    said = goal.say(lang, words=in_words)
    read = Goal.parse(said, numbers=lang)
    assert read == goal, said
    assert hash(read) == hash(goal)


@given(GOALS, LANGS)
def test_what_is_said_of_a_bare_goal_that_falls_reads_as_an_equal_goal(goal, lang):
    turned = goal.facing(dx.Direction.DOWN)
    assert Goal.parse(turned.say(lang), numbers=lang) == turned
    assert turned.facing(dx.Direction.UP) == (goal.facing(dx.Direction.UP) if goal.bare else goal)


ALL_WORDS = sorted(
    {
        *(word for group in (*words.BEFORE.values(), *words.AFTER.values()) for word in group),
        *(word for group in words.UNDEFINED_WORDS.values() for word in group),
        *words.ABOUT,
        *words.VERBS,
        *words.AIMS,
        *words.RISES,
        *words.FALLS,
        *words.CHANGES,
        *words.RISES_TO,
        *words.FALLS_TO,
        *words.MEANS,
        *words.AGAINST,
        *words.NOW,
        *words.YES,
        *words.NO,
        *words.DEEDS,
        *words.GRADES,
        *words.OF_WHAT,
        *("%", "điểm %", "nghìn", "tỷ đồng", "hộ", "xã", "hồ sơ", "doanh nghiệp", "bậc", "hạng", "‰", "pp"),
        *("nhóm", "top", "dẫn đầu", "nước", "tỉnh", "countries", "/63", "of 63", "trong 63 tỉnh", "/năm", "a year"),
        *(
            "đến",
            "tới",
            "–",
            "-",
            "~",
            "and",
            "và",
            ",",
            ", ",
            ";",
            "between",
            "mỗi năm",
            "gấp đôi",
            "gấp 2 lần",
            "lần",
        ),
        *("2020", "2020-Q3", "31/12/2024", "80", "25–30", "2.154", "1.234,5", "-5", "+3", "0", "A", "B+", "III", "khá"),
    }
)
SOUP = st.lists(st.sampled_from(ALL_WORDS), min_size=1, max_size=7).map(" ".join)
TEXTS = st.text() | SOUP | st.lists(st.sampled_from(ALL_WORDS) | st.text(max_size=4), max_size=6).map("".join)


@given(TEXTS, st.sampled_from([None, "vi", "en"]), st.sampled_from(dx.Direction), LANGS, st.booleans())
def test_any_wording_is_read_or_refused_and_what_is_read_is_said_again(wording, numbers, direction, lang, in_words):
    try:
        goal = Goal.parse(wording, numbers=numbers, direction=direction)
    except GoalError:
        return
    assert goal.wording == wording
    assert Goal.parse(goal.say(lang, words=in_words), numbers=lang) == goal
    assert goal.met_by(80.0) in (True, False, None)
    assert goal.unit is None or unit_name(goal.unit) == goal.unit
