"""What a plan changes of the vocabulary that it takes over."""

import pytest

import dxplan as dx
from dxplan.errors import DuplicateCodeError, Problems

PLAN = """\
code = "p"
title = "Plan"
place = "11"
implements = "vn-749"
adopted = 2021

[[documents]]
code = "law"
title = "Law"
"""


def read(text):
    return dx.loads_plan(PLAN + text)


@pytest.fixture
def national():
    return dx.load_plan("vn-749")


def test_only_the_keys_that_are_named_change(national):
    before = national.indicator("egdi_rank")
    after = read('[override.indicators.egdi_rank]\nfrequency = "yearly"\nlow = 2\n').indicator("egdi_rank")
    assert (after.frequency, after.low) == (dx.Frequency.YEARLY, 2)
    assert (after.name, after.unit, after.direction) == (before.name, before.unit, before.direction)


def test_the_plan_that_is_implemented_stays_as_it_was(national):
    read("[override.indicators.egdi_rank]\nlow = 2\n")
    assert dx.load_plan("vn-749") == national
    assert national.indicator("egdi_rank").low == 1


def test_what_is_changed_keeps_its_place(national):
    plan = read("[override.indicators.egdi_rank]\nlow = 2\n")
    assert [i.code for i in plan.indicators] == [i.code for i in national.indicators]


def test_a_key_can_be_left_out_again():
    plan = read('[override.indicators.digital_economy_gdp]\nwithout = ["method", "low"]\nhigh = 50\n')
    indicator = plan.indicator("digital_economy_gdp")
    assert (indicator.method, indicator.low, indicator.high) == (None, None, 50)


def test_every_kind_of_vocabulary_can_be_changed():
    plan = read(
        '[override.dimensions.industry]\nmembers = ["farming", "trade"]\n'
        '[override.pillars.economy]\nname = "Kinh tế"\n'
        '[override.documents.decision-749]\nurl = "https://example.org"\n'
    )
    assert plan.dimension("industry").members == ("farming", "trade")
    assert next(pillar for pillar in plan.pillars if pillar.code == "economy").name == dx.Text(vi="Kinh tế")
    assert plan.document("decision-749").url == "https://example.org"


def test_a_bare_goal_faces_as_the_changed_indicator_does():
    text = '[[targets]]\ncode = "t"\ntitle = "T"\nindicator = "fibre_villages"\ngoal = "5 %"\nby = 2025\n'
    text += 'cite = { document = "law", confidence = "official" }\n'
    assert read(text).target("t").goal.interval == dx.Interval.at_least(5)
    plan = read(f'{text}[override.indicators.fibre_villages]\ndirection = "down"\n')
    assert plan.target("t").goal.interval == dx.Interval.at_most(5)


def test_the_hint_of_a_code_defined_again_names_the_override():
    with pytest.raises(Problems) as caught:
        read('[[pillars]]\ncode = "economy"\nname = "Economy"\n')
    (problem,) = caught.value.exceptions
    assert type(problem) is DuplicateCodeError
    assert "write its keys under [override.pillars.economy]" in problem.hint


BASE = """\
code = "base"
title = "Base"
place = "VN"
adopted = 2020

[[indicators]]
code = "signed"
name = "Signed"
unit = "văn bản"
direction = "up"

[[indicators]]
code = "sent"
name = "Sent"
unit = "văn bản"
direction = "up"

[[indicators]]
code = "signed_share"
name = "Share signed"
unit = "%"
direction = "up"
formula = "share(signed, sent)"
"""


def test_what_no_longer_goes_with_a_change_is_said_at_the_change():
    text = PLAN.replace("vn-749", "base") + '[override.indicators.sent]\nunit = "hộ"\n'
    with pytest.raises(Problems) as caught:
        dx.loads_plan(text, beside=[dx.loads_plan(BASE)])
    (problem,) = caught.value.exceptions
    assert problem.fact.startswith("'signed_share', which is taken over, does not go with it: ")
    assert (problem.where.path, problem.where.line) == ("$.override", 10)


def test_all_problems_of_overrides_are_said_at_once():
    text = """\
[override.indicators.egdi_rank]
low = "2"
frequncy = "yearly"
without = ["unit", "name"]
[override.indicators.egdi_ranks]
low = 2
[override.pillar.economy]
name = "E"
[override.targets.egdi-2025]
goal = "top 2"
"""
    with pytest.raises(Problems) as caught:
        read(text)
    assert [(problem.where.line, problem.where.path) for problem in caught.value.exceptions] == [
        (11, "$.override.indicators.egdi_rank.low"),
        (12, "$.override.indicators.egdi_rank.frequncy"),
        (13, "$.override.indicators.egdi_rank.without[0]"),
        (13, "$.override.indicators.egdi_rank.without[1]"),
        (14, "$.override.indicators.egdi_ranks"),
        (16, "$.override.pillar"),
        (18, "$.override.targets"),
    ]
