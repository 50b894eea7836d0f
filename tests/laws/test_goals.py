"""Goals: whatever is read is said again as an equal goal, in both languages, and the rest is a GoalError."""

from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import GoalError
from dxplan.model.goals import words
from dxplan.testing import strategies as dst
from dxplan.units import unit_name

Goal = dx.Goal

LANGS = st.sampled_from(["vi", "en"])
GOALS = dst.goals()


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
