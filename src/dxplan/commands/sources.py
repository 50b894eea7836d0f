"""Where commands find what they are not told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import FiguresError

if TYPE_CHECKING:
    from dxplan.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.typing import NumberStyle


class NoFiguresError(FiguresError):
    """No figures come with a plan, and none were named."""


def figures_of(name: str, plan: Plan, numbers: NumberStyle | None) -> Figures:
    """Load the figures that come with a plan."""
    from dxplan.io.figures import load_figures, read_figures
    from dxplan.io.installed import is_installed

    if is_installed(name):
        return load_figures(name)
    path = Path(name)
    beside = (path if path.is_dir() else path.parent) / "figures.csv"
    if not beside.is_file():
        raise NoFiguresError(
            f"no figures are given for {plan.code!r}, and there is no {beside}",
            "name a file of figures after the plan.",
        )
    return read_figures(beside, numbers=numbers)
