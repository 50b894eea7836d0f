import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import FiguresError, GoalError, PeriodError, Problems
from dxplan.intervals import Interval
from dxplan.model.goals import Goal
from dxplan.numbers import format_number, parse_number, same
from dxplan.periods import Period
from dxplan.testing import strategies as dst
from dxplan.text import fold, without_marks
from dxplan.truth import all_of, any_of

FINITE = st.floats(allow_nan=False, allow_infinity=False)
LANGS = st.sampled_from(["vi", "en"])
TRUTHS = st.lists(st.sampled_from([True, False, None]), max_size=6)
DAYS = dst.days()


def intervals():
    """Whole bounds within -4 to 4, or none, so that half steps tell any two intervals apart."""
    return dst.intervals(st.integers(-4, 4).map(float), shapes=("low", "high", "both", "exact", "all"))


def holds(interval, point):
    above = point > interval.low if interval.low_open else point >= interval.low
    below = point < interval.high if interval.high_open else point <= interval.high
    return above and below


HALF_STEPS = [step / 2 for step in range(-12, 13)]


WORDS = (
    "trên",
    "dưới",
    "tối thiểu",
    "không quá",
    "từ",
    "đến",
    "trở lên",
    "top",
    "nhóm",
    "phổ cập",
    "at least",
    ">",
    "<=",
    "80",
    "2.154",
    "12,5",
    "%",
    "hộ",
    "-",
    ".",
    "",
)
WORDINGS = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=5).map(" ".join)


@given(FINITE, LANGS)
def test_a_number_written_reads_as_itself(number, lang):
    assert parse_number(format_number(number, lang), style=lang) == number


@given(FINITE, LANGS, st.integers(0, 6))
def test_a_number_rounded_reads_as_near_as_its_places(number, lang, places):
    read = parse_number(format_number(number, lang, places=places), style=lang)
    assert abs(Fraction(read) - Fraction(number)) <= Fraction(10) ** -places or same(read, number)


@given(st.text() | st.text("0123456789.,+-eE \u00a0\u2212"), st.sampled_from([None, "vi", "en"]))
def test_a_number_is_read_or_refused(text, style):
    try:
        number = parse_number(text, style)
    except FiguresError:
        return
    assert math.isfinite(number)


@given(st.text("0123456789.,", min_size=1, max_size=12))
def test_without_a_style_only_what_reads_one_way_is_read(text):
    readings = set()
    for style in ("vi", "en"):
        try:
            readings.add(parse_number(text, style))
        except FiguresError:
            continue
    try:
        number = parse_number(text)
    except FiguresError:
        assert len(readings) != 1
    else:
        assert readings == {number}


@given(dst.periods())
def test_a_period_written_reads_as_itself(period):
    assert Period.parse(str(period)) == period


@given(dst.periods(), dst.periods())
def test_periods_are_ordered_one_way(one, other):
    assert (one < other) + (other < one) + (one == other) == 1
    if one.last < other.last:
        assert one < other


@given(dst.periods(), dst.periods())
def test_months_until_runs_back_and_forth(one, other):
    assert one.months_until(other) == -other.months_until(one)


@given(st.text() | st.text("0123456789-/qhQH .namnăm"))
def test_a_period_is_read_or_refused(text):
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert period.first <= period.last


@given(TRUTHS, TRUTHS)
def test_truths_join(left, right):
    assert all_of([all_of(left), all_of(right)]) is all_of(left + right)
    assert any_of([any_of(left), any_of(right)]) is any_of(left + right)


@given(TRUTHS)
def test_truths_in_any_order(truths):
    assert all_of(reversed(truths)) is all_of(truths)
    assert any_of(reversed(truths)) is any_of(truths)


@given(TRUTHS)
def test_de_morgan(truths):
    negated = [None if truth is None else not truth for truth in truths]
    every = all_of(truths)
    assert any_of(negated) is (None if every is None else not every)


@given(TRUTHS)
def test_an_answer_is_certain_only_if_every_way_to_fill_the_gaps_gives_it(truths):
    fillings = [[]]
    for truth in truths:
        fillings = [[*filled, way] for filled in fillings for way in ([True, False] if truth is None else [truth])]
    answers = {all(filled) for filled in fillings}
    assert all_of(truths) is (answers.pop() if len(answers) == 1 else None)
    answers = {any(filled) for filled in fillings}
    assert any_of(truths) is (answers.pop() if len(answers) == 1 else None)


@given(intervals(), st.sampled_from(HALF_STEPS))
def test_membership_is_that_of_the_bounds(interval, point):
    assert (point in interval) is holds(interval, point)


@given(intervals(), intervals())
def test_containing_is_that_of_the_points(goal, figure):
    points = [point for point in HALF_STEPS if holds(figure, point)]
    inside = [holds(goal, point) for point in points]
    assert goal.contains(figure) is (True if all(inside) else None if any(inside) else False)


@given(intervals(), st.sampled_from(HALF_STEPS))
def test_an_exact_figure_is_an_interval_of_one_point(goal, point):
    assert goal.contains(Interval.exactly(point)) is (point in goal)


@given(intervals())
def test_an_interval_contains_itself(interval):
    assert interval.contains(interval) is True


@given(intervals(), FINITE)
def test_the_sign_of_the_gap_agrees_with_membership(interval, number):
    gap = interval.gap(number)
    assert (gap < 0) <= (number not in interval)
    assert (gap > 0) <= (number in interval)
    assert (gap == 0) is any(same(number, bound) for bound in (interval.low, interval.high))


@given(intervals(), st.integers(-10, 10))
def test_the_gap_is_the_distance_to_the_nearest_bound(interval, number):
    distances = [abs(number - bound) for bound in (interval.low, interval.high) if math.isfinite(bound)]
    assert abs(interval.gap(number)) == min(distances, default=math.inf)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_that_is_just_at_the_goal_meets_it(part, whole):
    percent = float(Fraction(100 * part, whole))
    share = float(part) / float(whole) * 100
    assert share in Interval.at_least(percent)
    assert share in Interval.at_most(percent)
    assert share not in Interval.more_than(percent)
    assert share not in Interval.less_than(percent)
    assert Interval.at_least(percent).gap(share) == 0


@given(st.integers(0, 10_000), st.integers(1, 10**6))
def test_a_percent_with_two_places_is_met_by_every_fraction_that_equals_it(hundredths, scale):
    percent = Fraction(hundredths, 100)
    share = percent / 100
    part, whole = share.numerator * scale, share.denominator * scale
    for goal, met in [("tối thiểu", True), ("trên", False), ("tối đa", True), ("dưới", False)]:
        written = format_number(float(percent), "vi")
        assert Goal.parse(f"{goal} {written} %", numbers="vi").met_by(float(part) / float(whole) * 100) is met


@given(st.integers(1, 99_999), st.integers(1, 10**3))
def test_a_share_one_short_of_the_goal_misses_it(hundredths, scale):
    share = Fraction(hundredths, 10_000)
    part, whole = share.numerator * scale, share.denominator * scale
    lacking = float(part - 1) / float(whole) * 100
    assert lacking not in Interval.at_least(float(share * 100))


@given(st.text() | WORDINGS, st.sampled_from([None, "vi", "en"]), st.sampled_from(dx.Direction))
def test_a_goal_is_read_or_refused(wording, numbers, direction):
    try:
        goal = Goal.parse(wording, numbers=numbers, direction=direction)
    except GoalError:
        return
    assert (goal.interval is None) is (goal.undefined is not None or goal.grade is not None)
    assert goal.wording == wording


@given(
    st.sampled_from(["trên", "tối thiểu", "tối đa", "dưới"]),
    st.floats(0, 1e12),
    st.sampled_from(["%", "hộ", ""]),
    LANGS,
)
def test_a_goal_said_reads_as_itself(word, bound, unit, lang):
    goal = Goal.parse(f"{word} {format_number(bound, lang)} {unit}", numbers=lang)
    assert Goal.parse(goal.say(lang), numbers=lang) == goal


@given(st.text() | WORDINGS)
def test_any_text_is_a_plan_or_gives_problems(text):
    try:
        plan = dx.loads_plan(text)
    except Problems:
        return
    assert isinstance(plan, dx.Plan)


TOML_KEYS = st.sampled_from(
    ["code", "title", "place", "adopted", "implements", "targets", "indicators", "documents", "goal", "cite", "x"]
)
TOML_VALUES = st.recursive(
    st.sampled_from(['"p"', '"vn-749"', "2020", "2020-06-03", "1.5", "nan", "true", '"trên 80 %"', '""']),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(TOML_KEYS, inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(TOML_KEYS, TOML_VALUES, max_size=8))
def test_any_toml_is_a_plan_or_gives_problems_on_lines_of_the_file(pairs):
    text = "\n".join(f"{key} = {value}" for key, value in pairs.items())
    try:
        plan = dx.loads_plan(text)
    except Problems as problems:
        lines = [problem.where.line for problem in problems.exceptions]
        assert all(line is None or 1 <= line <= len(pairs) for line in lines)
    else:
        assert isinstance(plan, dx.Plan)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(without_marks(text)) == fold(fold(without_marks(text)))
    assert " ".join(fold(text).split()) == fold(text)
