"""Which promises were in force on a day, across plans that revise one another."""

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, PeriodError
from tests.model.test_plan import make_plan, make_target


def plan(code, adopted, *targets):
    return make_plan(code=code, adopted=adopted, targets=targets)


FIRST = plan("first", "2020-06-03", make_target("fibre"), make_target("phones"))
SECOND = plan("second", 2021, make_target("fibre", "trên 60 %", replaces="first:fibre"))
THIRD = plan("third", "2023-Q2", make_target("fibre", "trên 70 %", replaces="second:fibre"))


def in_force(*plans, known_on=None):
    return [promise.name for promise in dx.promises(plans, known_on=known_on) if promise.in_force]


@pytest.mark.parametrize(
    ("known_on", "names"),
    [
        (None, ["first:phones", "third:fibre"]),
        ("2020-06-02", []),
        ("2020-06-03", ["first:fibre", "first:phones"]),
        ("2021-06-30", ["first:fibre", "first:phones"]),
        (2021, ["first:phones", "second:fibre"]),
        ("2023-06-29", ["first:phones", "second:fibre"]),
        ("2023-Q2", ["first:phones", "third:fibre"]),
    ],
)
def test_a_plan_counts_once_it_is_sure_to_be_adopted(known_on, names):
    assert in_force(FIRST, SECOND, THIRD, known_on=known_on) == names


def test_a_revised_promise_stays_and_knows_what_revised_it():
    fibre, phones, second, third = dx.promises([FIRST, SECOND, THIRD])
    assert fibre.revised_by == (second,)
    assert second.revised_by == (third,)
    assert phones.in_force
    assert (fibre.plan, fibre.target) == (FIRST, FIRST.target("fibre"))
    assert repr(fibre) == "<Promise first:fibre revised by second:fibre>"
    assert repr(third) == "<Promise third:fibre>"


def test_the_order_of_the_plans_does_not_matter():
    one = {promise.name: promise for promise in dx.promises([FIRST, SECOND, THIRD])}
    other = {promise.name: promise for promise in dx.promises([THIRD, SECOND, FIRST])}
    assert one == other


def test_a_promise_may_be_split_into_several():
    split = plan("split", 2022, make_target("a", replaces="first:fibre"), make_target("b", replaces="first:fibre"))
    fibre, *_ = dx.promises([FIRST, split])
    assert [promise.name for promise in fibre.revised_by] == ["split:a", "split:b"]


def test_a_promise_of_a_plan_that_is_not_given_replaces_nothing():
    assert in_force(SECOND) == ["second:fibre"]
    assert in_force(FIRST, THIRD) == ["first:fibre", "first:phones", "third:fibre"]


def test_promises_in_a_circle_are_refused():
    back = attrs.evolve(FIRST, targets=[make_target("fibre", replaces="second:fibre")])
    with pytest.raises(DefinitionError, match="first:fibre → second:fibre → first:fibre"):
        dx.promises([back, SECOND])


def test_what_is_no_day():
    with pytest.raises(PeriodError):
        dx.promises([FIRST], known_on="soon")


@pytest.mark.parametrize("key", ["follows", "replaces"])
@pytest.mark.parametrize("reference", ["fibre", "first:", ":fibre", "first:fibre:x", "First:fibre", "first: fibre", ""])
def test_what_is_no_reference(key, reference):
    with pytest.raises(DefinitionError, match="names no target of a plan"):
        make_target(**{key: reference})
