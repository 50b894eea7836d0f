"""The public surface as a type checker sees it; checked, never run."""

from __future__ import annotations

from typing import Any, assert_type

from hypothesis.strategies import SearchStrategy

import dxplan as dx
from dxplan.testing import strategies as dst

plan = dx.load_plan("dien-bien-2020")
assert_type(plan, dx.Plan)
figures = dx.read_figures("figures.csv", numbers="vi")
assert_type(figures, dx.Figures)
card = dx.evaluate(plan, figures, at="2025", known_on=2026)
assert_type(card, dx.Scorecard)
assert_type(card["fibre-households"], dx.ScoreLine)
panel = dx.evaluate([plan], figures, at=range(2021, 2026))
assert_type(panel, dx.Panel)
assert_type(dx.evaluate(plan, figures, at=["2021", "2022-Q1"]), dx.Panel)
assert_type(panel["2021"], dx.Scorecard)
assert_type(panel.history("fibre-households"), tuple[dx.ScoreLine, ...])
assert_type(card["fibre-households"].progress, float | None)
assert_type(card.explain("fibre-households"), dx.Explanation)
assert_type(card.coverage, tuple[int, int])
assert_type(dx.Goal.parse("trên 80 %").met_by(81), bool | None)
assert_type(plan.target("fibre-households").by, dx.Period)
assert_type(plan.tasks, dx.Tasks)
assert_type(plan.tasks(agency="dic", role="lead", due=2021), dx.Tasks)
assert_type(plan.pilots(skill="e-payment")[0], dx.Pilot)
assert_type(plan.agency("dic", at=2025), dx.Agency)
reports = dx.read_reports("reports.csv")
assert_type(reports, dx.Reports)
judged = dx.evaluate(plan, figures, at=2025, reports=reports)
assert_type(judged.tasks, dx.TaskCard)
assert_type(judged.tasks["list"].state, dx.State | None)
assert_type(judged.tasks.explain("list"), dx.TaskExplanation)
assert_type(judged["shared-databases"].report, dx.Report | None)
assert_type(dx.dumps_plan(plan), str)
assert_type(dx.load_plan("plan.toml", beside=[plan]), dx.Plan)
assert_type(dx.promises([plan], known_on=2021), tuple[dx.Promise, ...])
ranking = dx.rank_places(plan, dx.load_figures("vn-749"), "egdi_rank", at=2024, places=["01"])
assert_type(ranking, dx.Ranking)
assert_type([ranked.rank for ranked in ranking], list[int | None])
assert_type(ranking.since(ranking), tuple[dx.Moved, ...])
assert_type(dx.evaluate(plan, dx.load_figures("vn-749"), at=2024, places="province").rank("aim"), dx.Ranking)
assert_type(dx.align(plan, dx.load_plan("vn-749")), dx.Alignment)
assert_type([row.standing for row in dx.align(plan, plan)], list[dx.Standing])
assert_type(dx.plan_schema(), dict[str, Any])

assert_type(dst.codes(), SearchStrategy[str])
assert_type(dst.goals(forms=("top",)), SearchStrategy[dx.Goal])
assert_type(dst.plans(plan, first=2020), SearchStrategy[dx.Plan])
assert_type(dst.figures(plan, vague=False), SearchStrategy[list[dx.Figure]])
assert_type(dst.reports(plan), SearchStrategy[list[dx.Report]])
