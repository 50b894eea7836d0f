"""Goals: what a promise says about a number, read from the wording of the law and said again in two languages."""

from __future__ import annotations

from dxplan.model.goals.goal import DEFAULT_ABOUT, UNDEFINED, Goal

__all__ = ["DEFAULT_ABOUT", "UNDEFINED", "Goal"]
