"""Reported figures: checked long tables, and the objects of one row."""

from __future__ import annotations

from dxplan.figures.bound import BoundFigures
from dxplan.figures.figure import Figure, Qualifier
from dxplan.figures.figures import Figures
from dxplan.figures.unused import Unused, WhyUnused

__all__ = ["BoundFigures", "Figure", "Figures", "Qualifier", "Unused", "WhyUnused"]
