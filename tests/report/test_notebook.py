"""What a notebook shows of plans, targets, scorecards and explanations."""

import pytest

import dxplan as dx
from tests.report.cards import CARDS, hostile, many
from tests.report.reading import Reading


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def shown(thing):
    reading = Reading(thing._repr_html_())
    assert reading.wrong == []
    assert reading.tags <= {"div", "table", "caption", "b", "br", "thead", "tbody", "tr", "th", "td", "p"}
    assert not any(name.startswith("on") for _, attrs in reading.elements for name in attrs)
    return reading.text


@pytest.fixture(scope="module")
def card():
    return dx.evaluate(dx.load_plan("vn-749"), dx.load_figures("vn-749"), at=2025)


def test_a_scorecard_has_a_row_for_each_target(card):
    text = shown(card)
    assert "Judged at 2025; {} of {} targets judged".format(*card.coverage) in text
    assert "rank 71 (2024) top 70 by 2025 98.6 % ✗ Missed rank 71 (2024) misses top 70 by 1 place." in text


def test_what_is_unconfirmed_revised_or_made_up_is_marked(card):
    unsure = [line for line in card if line.target.cite.confidence is dx.Confidence.UNCONFIRMED]
    assert shown(card).count("[UNCONFIRMED]") == len(unsure) > 0
    several = CARDS["shipped"]()
    assert shown(several).count("revised]") == sum(bool(line.revised_by) for line in several.lines[:60]) > 0
    assert "made-up example" in shown(CARDS["paces"]())


def test_it_follows_the_locale(card, monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "Kết luận được {}/{} mục tiêu".format(*card.coverage) in shown(card)
    assert '<div lang="vi">' in card._repr_html_()


def test_a_plan_has_its_promises(card):
    text = shown(card.plans[0])
    assert text.count(" by 2025") > 10
    assert "[UNCONFIRMED]" in text


def test_a_target_says_what_it_asks():
    text = shown(dx.load_plan("dien-bien-2020").target("fibre-households"))
    assert "Promised > 80 % by 2025" in text
    assert "Wording “trên 80 %”" in text


def test_explanations_have_the_rows_of_their_text(card):
    explanation = card.explain("egdi-2025")
    text = shown(explanation)
    assert all(" ".join(said.split()) in text for _, said in explanation.rows())


def test_tasks_and_their_explanations_are_shown():
    tasks = dx.evaluate(dx.load_plan("dien-bien-2020"), dx.Figures.of([]), at=2025).tasks
    assert "0 of 7 tasks judged" in shown(tasks)
    assert "Leads: Department of Information and Communications" in shown(tasks)
    assert "draft-initiatives" in shown(tasks.explain("draft-initiatives"))


@pytest.mark.parametrize("name", sorted(CARDS))
def test_every_kind_of_scorecard_and_plan_is_shown(name):
    card = CARDS[name]()
    shown(card)
    shown(card.tasks)
    for plan in card.plans:
        shown(plan)
        for target in plan.targets[:20]:
            shown(target)
            shown(card.explain(f"{plan.code}:{target.code}"))


def test_texts_of_strangers_stay_texts():
    assert "<script>fetch('http://evil.example/')</script>" in shown(hostile())


def test_of_very_many_targets_only_the_first_are_shown():
    assert "and 140 more" in shown(many())
    assert "and 140 more" in shown(many().plans[0])
