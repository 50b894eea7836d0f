"""Scorecards as charts of Altair: descriptions in Vega-Lite, which notebooks draw."""

from __future__ import annotations

from dxplan.report.charts.draw import draw

__all__ = ["draw"]
