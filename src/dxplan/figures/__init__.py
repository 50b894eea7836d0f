"""Reported figures: checked long tables, and the objects of one row."""

from __future__ import annotations

from dxplan.figures.figure import Figure, Qualifier
from dxplan.figures.figures import Figures

__all__ = ["Figure", "Figures", "Qualifier"]
