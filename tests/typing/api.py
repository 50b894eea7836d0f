"""The public surface as a type checker sees it; checked, never run."""

from __future__ import annotations

from typing import assert_type

import dxplan as dx

plan = dx.load_plan("dien-bien-2020")
assert_type(plan, dx.Plan)
figures = dx.read_figures("figures.csv", numbers="vi")
assert_type(figures, dx.Figures)
card = dx.evaluate(plan, figures, at="2025", known_on=2026)
assert_type(card, dx.Scorecard)
assert_type(card["fibre-households"], dx.ScoreLine)
assert_type(card["fibre-households"].progress, float | None)
assert_type(card.explain("fibre-households"), dx.Explanation)
assert_type(card.coverage, tuple[int, int])
assert_type(dx.Goal.parse("trên 80 %").met_by(81), bool | None)
assert_type(plan.target("fibre-households").by, dx.Period)
