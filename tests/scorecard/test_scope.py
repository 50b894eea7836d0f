"""Of whom a target is asked, in words."""

import pytest

import dxplan as dx
from dxplan.scorecard.wording import say_scope

DIMENSIONS = [
    dx.Dimension(code="level", name=dx.Text(vi="Cấp hành chính", en="Level of administration")),
    dx.Dimension(code="industry", name=dx.Text(vi="Ngành", en="Industry")),
    dx.Dimension(code="ict", name=dx.Text(vi="Loại ICT", en="ICT field")),
]


@pytest.fixture
def scoped(make_plan):
    def make(**target):
        names = [dimension.code for dimension in DIMENSIONS]
        return make_plan(dimensions=DIMENSIONS, indicator={"dimensions": names}, **target)

    return make


@pytest.mark.parametrize(
    ("target", "en", "vi"),
    [
        ({}, "", ""),
        ({"place": "99"}, "", ""),
        ({"place": "11"}, "Dien Bien (11)", "Tỉnh Điện Biên (11)"),
        (
            {"where": {"level": "commune"}},
            "Level of administration: commune level",
            "Cấp hành chính: cấp xã",
        ),
        (
            {"where": {"level": "ministry", "industry": "commune"}},
            "Level of administration: ministry; Industry: commune",
            "Cấp hành chính: ministry; Ngành: commune",
        ),
        ({"each": "industry"}, "each industry", "từng ngành"),
        ({"each": "ict"}, "each ICT field", "từng loại ICT"),
        (
            {"each": "industry", "quota": 0.9},
            "each industry; at least 90 % of them",
            "từng ngành; ít nhất 90 % đối tượng",
        ),
        (
            {"every": "year", "since": 2022, "quota": 0.625},
            "every year since 2022; at least 62.5 % of them",
            "mỗi năm từ 2022; ít nhất 62,5 % đối tượng",
        ),
    ],
)
def test_of_whom_a_target_is_asked(scoped, target, en, vi):
    plan = scoped(**target)
    assert (say_scope(plan, plan.targets[0], "en"), say_scope(plan, plan.targets[0], "vi")) == (en, vi)


def test_places_of_a_level():
    plan = dx.load_plan("dien-bien-2021")
    target = next(target for target in plan.targets if target.each == "district")
    assert (say_scope(plan, target, "en"), say_scope(plan, target, "vi")) == ("each district", "từng huyện")


def test_without_its_plan_the_codes_are_said(scoped):
    target = scoped(place="11", where={"level": "commune"}, each="industry").targets[0]
    assert say_scope(None, target, "en") == "11; level: commune level; each industry"
