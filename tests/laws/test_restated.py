"""Laws of restated targets: the same map changes nothing, order never counts, and nothing is weakened in silence."""

from datetime import date
from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.report.document.restated import restated_targets_document
from dxplan.report.restated_targets import say_restated_targets
from dxplan.testing import assert_round_trip
from dxplan.testing import strategies as dst
from tests.inherited import MERGED, plan, target

NEW = [place.code for place in dx.gazetteer.at(MERGED).of_level("province")]
BOUNDS = st.integers(1, 99).map(float)
SIGNS = st.sampled_from(["trên {} %", "tối thiểu {} %"])
WEIGHTS = st.floats(0.001, 1000)


def predecessors(code):
    return [place.code for place in dx.gazetteer.predecessors(code, on=MERGED, to="2025-06-30").places]


@given(dst.plans(), st.integers(0, 30))
def test_to_a_day_of_the_same_map_is_the_identity_on_goals(made, years):
    day = date(min(9999, made.adopted.last.year + years), 12, 31)
    restated = dx.restate_plans(made, to=day)
    assert {row.why for row in restated} <= {dx.WhyInherited.SAME_PLACE}
    assert sorted(source.name for row in restated for source in row.sources) == sorted(
        f"{made.code}:{one.code}" for one in made.targets
    )
    assert all(source.target.goal == row.goal for row in restated for source in row.sources)
    assume(made.targets)
    new = restated.plan(code="restated", title="Restated")
    assert restated.left_out() == ()
    first = {row.first.target.code: row.first.target for row in restated}
    for held in new.targets:
        source = first[held.code]
        assert (held.goal, held.by, held.indicator, held.each, held.where) == (
            source.goal,
            source.by,
            source.indicator,
            source.each,
            source.where,
        )
    assert_round_trip(new)


@st.composite
def provinces(draw, *, least=2):
    """Give a province of today with several predecessors, and a goal of each."""
    code = draw(st.sampled_from([new for new in NEW if len(predecessors(new)) >= least]))
    goals = {old: draw(SIGNS).format(f"{draw(BOUNDS):g}") for old in predecessors(code)}
    return code, goals


@given(provinces(), st.data())
def test_the_order_of_plans_is_irrelevant(case, data):
    _, goals = case
    plans = [plan(old, target(goal)) for old, goal in goals.items()]
    weights = {old: data.draw(WEIGHTS) for old in goals}
    said = {
        str(restated_targets_document(dx.restate_plans(order, to=MERGED, weights=weights, weighted_by="made up")))
        for order in permutations(plans)
    }
    assert len(said) == 1


@given(provinces(), st.data())
def test_an_agreed_goal_is_carried_over_whatever_the_weights(case, data):
    code, goals = case
    goal = next(iter(goals.values()))
    weights = {old: data.draw(WEIGHTS) for old in goals}
    plans = [plan(old, target(goal)) for old in goals]
    (row,) = dx.restate_plans(plans, to=MERGED, weights=weights, weighted_by="made up")
    assert (row.place.code, row.standing.value, row.proposals) == (code, "carried_over", ())
    assert row.goal == dx.Goal.parse(goal)
    lost = data.draw(st.sampled_from(list(goals)))
    (row,) = dx.restate_plans([one for one in plans if one.place != lost], to=MERGED)
    assert (row.standing.value, [lacking.place.code for lacking in row.missing]) == ("needs_decision", [lost])


@given(provinces(), st.data())
def test_the_strictest_is_weaker_than_none_and_the_mean_lies_between(case, data):
    _, goals = case
    assume(len({str(dx.Goal.parse(goal)) for goal in goals.values()}) > 1)
    weights = {old: data.draw(WEIGHTS) for old in goals}
    plans = [plan(old, target(goal)) for old, goal in goals.items()]
    restated = dx.restate_plans(plans, to=MERGED, weights=weights, weighted_by="made up")
    (row,) = restated
    assert row.standing is dx.Inheritance.PROPOSED
    asked = [source.target.goal.interval for source in row.sources]
    strictest, mean = (row.proposal(rule).goal.interval for rule in ("strictest", "weighted"))
    assert all(one.contains(strictest) is True for one in asked)
    assert strictest in asked
    assert min(one.low for one in asked) <= mean.low <= max(one.low for one in asked)
    assert mean.low_open is any(one.low_open for one in asked)
    for rule in dx.ProposalRule:
        assert_round_trip(restated.plan(code="new", title="New", propose=rule))


@given(provinces(), st.lists(st.integers(0, 10**6), min_size=5, max_size=5))
def test_a_sum_is_that_of_the_bounds(case, numbers):
    _, goals = case
    asked = dict(zip(goals, numbers, strict=False))
    plans = [plan(old, target(f"{number} dịch vụ", "added")) for old, number in asked.items()]
    (row,) = dx.restate_plans(plans, to=MERGED)
    assert row.proposal("sum").goal.interval == dx.Interval.at_least(sum(asked.values()))


@given(dst.plans(), dst.plans(), st.sampled_from(["vi", "en"]), st.integers(40, 100))
def test_whatever_plans_there_are_every_promise_is_told_of_once_and_can_be_said(one, other, lang, width):
    assume(one.code != other.code)
    restated = dx.restate_plans([one, other], to=date(9999, 12, 31))
    told = [source.name for row in restated for source in row.sources] + [found.name for found in restated.revised]
    assert sorted(told) == sorted(f"{made.code}:{held.code}" for made in (one, other) for held in made.targets)
    assert say_restated_targets(restated, lang, width=width)
    for place in restated.places:
        restated.left_out(place=place.code)
