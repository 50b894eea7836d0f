"""Laws of ranking: what may not change a rank, what must, and that a range of ranks is the ranks that there are."""

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.intervals import Interval
from dxplan.scorecard.ranking import _ranks_of

CODES = [place.code for place in dx.gazetteer.at(2024).of_level("province")]
NUMBERS = st.integers(-5, 5).map(lambda n: n * 10.0) | st.floats(-1e6, 1e6, allow_subnormal=False)
VALUES = st.dictionaries(st.sampled_from(CODES), NUMBERS, max_size=12)


@st.composite
def spans(draw):
    """Give an interval of a few whole numbers, so that bounds meet often."""
    low = draw(st.integers(0, 6))
    high = draw(st.integers(low, 7))
    wide = low < high
    return Interval(low=low, high=high, low_open=wide and draw(st.booleans()), high_open=wide and draw(st.booleans()))


def plan_of(direction):
    indicator = dx.Indicator(code="made_up", name="made up", unit="number", kind=dx.Kind.AMOUNT, direction=direction)
    return dx.Plan(code="made-up", title="A made-up plan", place="VN", adopted=2020, indicators=[indicator])


PLANS = {direction: plan_of(direction) for direction in dx.Direction}


def rank(values, direction=dx.Direction.UP, at=2024, **options):
    rows = [dx.Figure(indicator="made_up", place=code, period=2024, value=value) for code, value in values.items()]
    return dx.rank_places(PLANS[direction], dx.Figures.of(rows), "made_up", at=at, **options)


def ranks(ranking):
    return {ranked.place.code: (ranked.first, ranked.last) for ranked in ranking}


@given(VALUES, st.randoms())
def test_the_order_of_rows_does_not_matter(values, random):
    shuffled = list(values.items())
    random.shuffle(shuffled)
    assert ranks(rank(dict(shuffled))) == ranks(rank(values))


@given(st.dictionaries(st.sampled_from(CODES), st.integers(-1000, 1000), max_size=12), st.integers(1, 9))
def test_a_strictly_rising_transform_changes_no_rank(values, factor):
    moved = {code: factor * value**3 + 7 for code, value in values.items()}
    assert ranks(rank(moved)) == ranks(rank(values))


@given(VALUES)
def test_the_other_direction_is_the_other_order(values):
    negative = {code: -value for code, value in values.items()}
    assert ranks(rank(negative, dx.Direction.DOWN)) == ranks(rank(values))


@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 4), max_size=20))
def test_ties_are_symmetric_and_ranks_count_the_better_ones(values):
    ranking = rank(values)
    for ranked in ranking:
        mine = ranked.line.value
        assert ranked.rank == 1 + sum(value > mine for value in values.values())
        assert ranked.tied == sum(value == mine for value in values.values()) - 1
        assert ranked.tied == sum(other.rank == ranked.rank for other in ranking) - 1


@pytest.mark.parametrize(("at", "number"), [("2025-06-30", 63), ("2025-07-01", 34)])
@given(values=VALUES)
def test_the_base_is_every_place_of_the_day_once(at, number, values):
    ranking = rank(values, at=at)
    codes = [ranked.place.code for ranked in ranking] + [line.situation.place for line in ranking.missing]
    assert sorted(codes) == [place.code for place in dx.gazetteer.at(at).of_level("province")]
    assert ranking.base == number == len(ranking.to_native())


@given(VALUES, st.sets(st.sampled_from(CODES), min_size=1, max_size=6))
def test_a_ranking_among_some_is_a_ranking_of_these_alone(values, some):
    assert ranks(rank(values).among(some)) == ranks(rank(values, places=sorted(some)))


@given(VALUES)
def test_nothing_moves_between_a_ranking_and_itself(values):
    ranking = rank(values)
    assert all(move.change == 0 for move in ranking.since(ranking))


@given(st.lists(spans(), min_size=1, max_size=4))
def test_a_range_of_ranks_is_what_some_true_values_give(found):
    """Try every choice of values a quarter apart: the ends of each range are reached, and nothing lies beyond."""
    steps = [n / 4 for n in range(29)]
    choices = [[step for step in steps if step in span] for span in found]
    # Values that meet in one open stretch need more than one step in it: a quarter leaves three.
    reached = [set() for _ in found]
    for values in itertools.islice(itertools.product(*choices), 40_000):
        for nth, mine in enumerate(values):
            reached[nth].add(1 + sum(other > mine for other in values))
    for (first, last), seen in zip(_ranks_of(found), reached, strict=True):
        assert first <= min(seen)
        assert max(seen) <= last
        if len(found) <= 3:
            assert (first, last) == (min(seen), max(seen))


@given(st.lists(spans(), min_size=1, max_size=30))
def test_counting_by_order_is_counting_one_by_one(found):
    from dxplan.scorecard.ranking import _maybe_better, _surely_better

    for nth, (first, last) in enumerate(_ranks_of(found)):
        others = [span for other, span in enumerate(found) if other != nth]
        assert first == 1 + sum(_surely_better(other, found[nth]) for other in others)
        assert last == 1 + sum(_maybe_better(other, found[nth]) for other in others)


@given(VALUES, st.sets(st.sampled_from(CODES), min_size=1, max_size=5))
def test_many_places_in_one_pass_are_what_each_gives_alone(values, some):
    goal = dx.Target(
        code="aim",
        title="aim",
        indicator="made_up",
        goal=dx.Goal.parse("10"),
        by=2024,
        cite=dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL),
    )
    plan = attrs.evolve(PLANS[dx.Direction.UP], documents=[dx.Document(code="paper", title="Paper")], targets=[goal])
    rows = [dx.Figure(indicator="made_up", place=code, period=2024, value=value) for code, value in values.items()]
    figures = dx.Figures.of(rows)
    card = dx.evaluate(plan, figures, at=2024, places=sorted(some))
    for code in some:
        alone = dx.evaluate(attrs.evolve(plan, place=code), figures, at=2024)["aim"]
        line = card[f"aim@{code}"]
        assert (line.status, line.reason, line.value, line.gap) == (
            alone.status,
            alone.reason,
            alone.value,
            alone.gap,
        )
