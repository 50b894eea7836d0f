"""What a plan file says of other plans: which it may name, and what is checked."""

import pytest

import dxplan as dx
from dxplan.errors import Problems

PLAN = """\
code = "{code}"
title = "Plan"
place = "11"
adopted = {adopted}

[[documents]]
code = "law"
title = "Law"

[[indicators]]
code = "fibre"
name = "Fibre"
unit = "%"
direction = "up"

[[targets]]
code = "fibre-2025"
title = "Fibre"
indicator = "fibre"
goal = "80 %"
by = 2025
cite = {{ document = "law", confidence = "official" }}
{links}
"""


def read(links="", *, code="p", adopted=2020, beside=()):
    return dx.loads_plan(PLAN.format(code=code, adopted=adopted, links=links), beside=beside)


def problem_of(*arguments, **options):
    with pytest.raises(Problems) as caught:
        read(*arguments, **options)
    (problem,) = caught.value.exceptions
    return problem


def test_targets_of_installed_plans_can_be_followed_and_replaced():
    target = read('follows = "vn-749:egdi-2025"\nreplaces = "vn-749:digital-economy-2025"').target("fibre-2025")
    assert (target.follows, target.replaces) == ("vn-749:egdi-2025", "vn-749:digital-economy-2025")


def test_a_plan_that_is_followed_need_not_be_implemented():
    plan = read('follows = "vn-749:egdi-2025"')
    assert plan.implements is None
    assert [indicator.code for indicator in plan.indicators] == ["fibre"]


def test_near_misses_are_named():
    assert problem_of('follows = "vn-794:egdi-2025"').hint == "did you mean 'vn-749'?"
    assert problem_of('follows = "vn-749:egdi-2052"').hint == "did you mean 'egdi-2025'?"
    earlier = read(code="mine-2020")
    assert problem_of('replaces = "mine-2021:fibre-2025"', beside=[earlier]).hint == "did you mean 'mine-2020'?"
    assert problem_of('replaces = "mine-2020:fiber-2025"', beside=[earlier]).hint == "did you mean 'fibre-2025'?"


def test_plans_beside_can_be_named_though_they_are_not_installed():
    earlier = read(code="earlier")
    links = 'replaces = "earlier:fibre-2025"'
    assert "no installed plan has the code 'earlier'" in problem_of(links, adopted=2021).fact
    assert read(links, adopted=2021, beside=[earlier]).target("fibre-2025").replaces == "earlier:fibre-2025"


def test_a_plan_beside_can_be_implemented():
    base = read(code="base")
    text = 'code = "own"\ntitle = "Own"\nplace = "11"\nadopted = 2020\nimplements = "base"\n'
    assert dx.loads_plan(text, beside=[base]).indicators == base.indicators
    with pytest.raises(Problems) as caught:
        dx.loads_plan(text)
    assert "no installed plan has the code 'base' @ $.implements" in str(caught.value)


def test_files_too_can_name_plans_beside(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(code="p", adopted=2021, links='replaces = "earlier:fibre-2025"'), encoding="utf-8")
    assert dx.load_plan(path, beside=[read(code="earlier")]).code == "p"
    with pytest.raises(Problems):
        dx.load_plan(path)


@pytest.mark.parametrize(("adopted", "fits"), [(2019, False), (2020, True), (2021, True), ('"2020-Q1"', False)])
def test_a_promise_is_not_replaced_before_it_was_made(adopted, fits):
    earlier = read(code="earlier", adopted="2020-06-03")
    links = 'replaces = "earlier:fibre-2025"'
    if fits:
        assert read(links, adopted=adopted, beside=[earlier])
    else:
        assert "after this plan was adopted" in problem_of(links, adopted=adopted, beside=[earlier]).fact


def test_links_are_checked_beside_other_mistakes():
    with pytest.raises(Problems) as caught:
        dx.loads_plan(
            PLAN.format(code="p", adopted="never", links='follows = "vn-749:nothing"').replace("never", '"x"')
        )
    assert [problem.where.path for problem in caught.value.exceptions] == ["$.adopted", "$.targets[0].follows"]
