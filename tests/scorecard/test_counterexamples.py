"""What a promise about each of many fails by: the counterexamples, those not known, and whether it can still hold."""

import io
import json

import attrs
import pytest
from rich.console import Console

import dxplan as dx
from dxplan.report.terminal import render_scorecard

COMMUNES = [place.code for place in dx.gazetteer.at(2024).under("11", "commune")[0]]


@pytest.fixture
def card(make_plan, figure):
    """Judge a quota of Điện Biên's 129 communes on made-up figures; the first ones fail, the last ones are unknown."""

    def run(failing, unknown, *, quota=1.0, at=2024, goal="100 %"):
        plan = make_plan(goal, by=2024)
        target = attrs.evolve(plan.targets[0], each="commune", quota=quota)
        plan = attrs.evolve(plan, place="11", targets=[target])
        values = [*(50 + n / 10 for n in range(failing)), *[100] * (129 - failing - unknown)]
        figures = [
            figure(value, at, place=code, source=f"report {n}", confidence="unconfirmed")
            for n, (code, value) in enumerate(zip(COMMUNES, values, strict=False))
        ]
        return dx.evaluate(plan, dx.Figures.of(figures), at=at)

    return run


def test_they_are_named_the_worst_first_with_value_and_source(card):
    line = card(3, 2)["aim"]
    assert [part.member for part in line.counterexamples] == COMMUNES[:3]
    assert [part.figure.value for part in line.counterexamples] == [50, 50.1, 50.2]
    assert [part.figure.source for part in line.counterexamples] == ["report 0", "report 1", "report 2"]
    assert [part.member for part in line.open_parts] == COMMUNES[-2:]


@pytest.mark.parametrize(
    ("failing", "unknown", "quota", "reached", "reachable", "status"),
    [
        (0, 0, 1.0, True, True, "achieved"),
        (1, 0, 1.0, False, False, "missed"),
        (0, 1, 1.0, False, True, "undecided"),
        (12, 0, 0.9, True, True, "achieved"),
        (12, 1, 0.9, False, True, "undecided"),
        (13, 0, 0.9, False, False, "missed"),
        (0, 12, 0.9, True, True, "achieved"),
        (13, 100, 0.9, False, False, "missed"),
    ],
)
def test_a_quota_says_whether_it_can_still_hold(card, failing, unknown, quota, reached, reachable, status):
    line = card(failing, unknown, quota=quota)["aim"]
    assert line.status.code == status
    found = line.quota
    assert (found.failed, found.unknown, found.total) == (failing, unknown, 129)
    assert (found.reached, found.reachable) == (reached, reachable)


def test_an_explanation_lists_them_with_sources_and_cuts_what_meets_the_goal(card):
    text = card(3, 2, quota=0.9).explain("aim").text(width=120)
    assert "Needed       117 of 129: 124 meet it, 3 do not, 2 are not known. Enough do, whatever is not known." in text
    assert "✗ Phường Noong Bua (03124): 50 % (2024); report 0 [UNCONFIRMED]" in text
    assert "No figure    (2) " in text
    assert "… (+104)" in text
    assert text.index("\nFailing") < text.index("\nNo figure") < text.index("\nMeeting")


@pytest.mark.parametrize(
    ("failing", "unknown", "said"),
    [
        (3, 20, "It may still hold: 11 more of those that are not known are needed."),
        (30, 20, "It cannot hold, even if all do that are not known."),
        (3, 2, "Enough do, whatever is not known."),
    ],
)
def test_a_terminal_says_what_is_still_possible(card, failing, unknown, said):
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(render_scorecard(card(failing, unknown, quota=0.9)))
    assert said in " ".join(console.export_text().split())


def test_the_page_gives_each_its_source(card):
    page = dx.render_page(card(3, 2), "vi")
    assert "Phường Noong Bua (03124): 50 % (2024)" in page
    assert "report 2" in page
    assert "Số cần đạt: 129/129: 124 đã đạt, 3 chưa đạt, 2 chưa rõ. Không thể đủ" in page


def test_a_document_has_all_of_them(card):
    found = dx.scorecard_document(card(129, 0))["targets"][0]
    assert found["quota"]["counterexamples"] == COMMUNES
    assert len(found["parts"]) == 129
    assert found["parts"][0]["name"]["vi"] == "Phường Noong Bua"
    json.dumps(found)


def test_of_the_whole_there_are_none(judge, figure):
    line = judge("80 %", figure(10))
    assert (line.counterexamples, line.open_parts, line.quota) == ((), (), None)


def test_of_an_open_list_nobody_knows_how_many_are_needed(judge, make_plan, figure):
    industry = dx.Dimension(code="industry", name="an industry")
    plan = make_plan("80 %", indicator={"dimensions": ["industry"]}, dimensions=[industry], each="industry")
    line = judge(plan, figure(90, breakdown={"industry": "health"}))
    assert line.quota.needed is None
    assert (line.quota.reached, line.quota.reachable) == (None, None)
    assert "of a list that is not complete" in str(
        dx.evaluate(plan, dx.Figures.of([figure(90, breakdown={"industry": "health"})]), at=2025).explain("aim")
    )
