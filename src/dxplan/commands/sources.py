"""Where commands find what they are not told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxplan.errors import FiguresError
from dxplan.text import some_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.figures import Figures
    from dxplan.figures.reports import Reports
    from dxplan.model.plan import Plan
    from dxplan.typing import NumberStyle


_MOST = 3
"""So many files of a folder are named."""


class NoFiguresError(FiguresError):
    """No figures come with a plan, and none were named."""


def parted(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell the plans among some sources from the figures."""
    from dxplan.io.installed import PLAN_FILE, VOCABULARY_FILE
    from dxplan.io.tables import is_table

    figures = [source for source in sources if is_table(source)]
    plans = [source for source in sources if source not in figures]
    for folder in map(Path, plans):
        if folder.is_dir() and not any((folder / name).is_file() for name in (PLAN_FILE, VOCABULARY_FILE)):
            tables = [file.name for file in sorted(folder.iterdir()) if file.is_file() and is_table(file)]
            if tables:
                there = some_of(tables, _MOST)
                raise click.UsageError(f"{str(folder)!r} holds no plan, but {there}; name the files of figures")
    if not plans:
        raise click.UsageError("name a plan before the figures")
    return plans, figures


def figures_of(name: str, plan: Plan, numbers: NumberStyle | None, reports: Reports) -> Figures:
    """Load the figures that come with a plan; with reports, or where no target is a number, there may be none."""
    from dxplan.figures import Figures
    from dxplan.io.figures import load_figures, read_figures
    from dxplan.io.installed import FIGURES_FILE, comes_with, is_installed, is_vocabulary

    if is_vocabulary(name):
        raise NoFiguresError(
            f"{name!r} is a vocabulary, which promises nothing that figures could judge",
            "evaluate a plan that implements it.",
        )
    installed = is_installed(name)
    beside = _beside(name, FIGURES_FILE)
    if installed and (comes_with(name, FIGURES_FILE) or plan.implements is not None):
        return load_figures(name)
    if not installed and beside.is_file():
        return read_figures(beside, numbers=numbers)
    measured = any(not target.is_milestone for target in plan.targets)
    if reports or plan.tasks or (plan.targets and not measured):
        return Figures.of(())
    place = f"no {FIGURES_FILE} is installed with it" if installed else f"there is no {beside}"
    raise NoFiguresError(
        f"no figures are given for {plan.code!r}, and {place}", "name a file of figures after the plan."
    )


def named_figures(file: str, numbers: NumberStyle | None, sheet: str | None) -> Figures:
    """Read a file of figures that is named on the command line; a sheet is only asked of workbooks."""
    from dxplan.io.figures import read_figures
    from dxplan.io.tables import is_workbook

    return read_figures(file, numbers=numbers, sheet=sheet if is_workbook(file) else None)


def reports_of(name: str, plan: Plan) -> Reports:
    """Load the reports that come with a plan; there may be none."""
    from dxplan.figures.reports import Reports
    from dxplan.io.installed import REPORTS_FILE, is_installed
    from dxplan.io.reports import load_reports, read_reports

    if is_installed(name):
        return load_reports(name)
    beside = _beside(name, REPORTS_FILE)
    return read_reports(beside).with_plan(plan.code) if beside.is_file() else Reports()


def _beside(name: str, file: str) -> Path:
    """Name a file in the folder of a plan."""
    path = Path(name)
    return (path if path.is_dir() else path.parent) / file
