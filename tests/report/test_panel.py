"""Several periods, and very many plans, as they are shown."""

from io import StringIO

import attrs
import pytest
from rich.console import Console

import dxplan as dx
from dxplan.report.document.panel import panel_document
from dxplan.report.panel import render_panel
from dxplan.report.terminal import render_scorecard
from dxplan.scorecard.labels import say


def shown(thing, lang="en", width=80):
    console = Console(width=width, highlight=False, emoji=False, markup=False, record=True, file=StringIO())
    console.print(thing)
    return console.export_text()


@pytest.fixture
def plans(make_plan):
    def make(number):
        return [
            attrs.evolve(
                make_plan(code=f"made-up-{nth:02}"), title=dx.Text(vi=f"Kế hoạch [b]{nth}", en=f"Plan [b]{nth}")
            )
            for nth in range(number)
        ]

    return make


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_value_stands_with_its_sign_and_an_older_one_with_its_period(make_plan, figure, lang):
    plan = make_plan(by=2024)
    panel = dx.evaluate(plan, dx.Figures.of([figure(60.5, 2023), figure(85, 2024)]), at=[2022, 2023, 2024, 2026])
    text = shown(render_panel(panel, lang))
    assert {"en": "… 60.5 %", "vi": "… 60,5 %"}[lang] in text
    assert text.count("✓ 85 %") == 2
    assert {"en": "Below a value stands", "vi": "Dưới giá trị là kỳ"}[lang] in text
    assert {"en": "Judged at 2022 … 2026", "vi": "Đánh giá 2022 … 2026"}[lang] in text
    assert max(map(len, text.splitlines())) <= 80


def test_many_periods_go_on_below(make_plan, figure):
    at = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
    panel = dx.evaluate(make_plan(), dx.Figures.of([figure(60, 2023)]), at=at)
    text = shown(render_panel(panel))
    assert max(map(len, text.splitlines())) <= 80
    for period in at:
        assert period in text


def test_nothing_known_in_any_period_is_named_and_not_listed(make_plan):
    text = shown(render_panel(dx.evaluate(make_plan(), dx.Figures.of(()), at=[2024, 2025])))
    assert "No figure and no verdict in any period (1): aim ∅" in text
    assert "Target" not in text


def test_a_target_of_which_nothing_is_known_at_some_places_is_named_with_those(make_plan, figure):
    plan, at = attrs.evolve(make_plan(), place="VN"), [2024, 2025]
    one = [attrs.evolve(figure(60, 2024), place="11")]
    text = shown(render_panel(dx.evaluate(plan, dx.Figures.of(one), at=at, places=["11", "12", "04"])))
    assert "No figure and no verdict in any period (2): aim ∅ (Lai Chau, Cao Bang)" in " ".join(text.split())
    nowhere = shown(render_panel(dx.evaluate(plan, dx.Figures.of(()), at=at, places=["11", "12"])))
    assert "No figure and no verdict in any period (2): aim ∅\n" in "\n".join(map(str.rstrip, nowhere.splitlines()))


def test_a_plan_without_targets_says_so(make_plan):
    plan = attrs.evolve(make_plan(), targets=[])
    panel = dx.evaluate(plan, dx.Figures.of(()), at=[2024])
    assert say("no_targets", "en") in shown(render_panel(panel))
    assert panel_document(panel)["targets"] == []


@pytest.mark.parametrize("number", [8, 9])
def test_of_very_many_plans_only_counts_are_shown(plans, figure, number):
    made, figures = plans(number), dx.Figures.of([figure(85, 2025)])
    card = shown(render_scorecard(dx.evaluate(made, figures, at=2025)))
    panel = shown(render_panel(dx.evaluate(made, figures, at=[2024, 2025])))
    for text in (card, panel):
        assert ("too many plans to list each target" in " ".join(text.split())) is (number > 8)
        assert ("An aim" in text) is (number <= 8)
        assert max(map(len, text.splitlines())) <= 80
        for plan in made:
            assert f"Plan [b]{int(plan.code[-2:])}" in text
    if number > 8:
        assert "1/1" in card
        assert "9 of 9 targets judged" in card
        assert "✓1" in panel


def test_a_notebook_shows_targets_by_periods_and_escapes_them(plans, figure):
    (plan,) = plans(1)
    plan = attrs.evolve(plan, targets=[attrs.evolve(plan.targets[0], title="<script>alert(1)</script>")])
    markup = dx.evaluate(plan, dx.Figures.of([figure(85, 2024)]), at=[2023, 2024, 2025])._repr_html_()
    assert "<script>" not in markup
    assert "&lt;script&gt;" in markup
    assert "✓ 85 %" in markup
    assert markup.count("<tr>") == 2
