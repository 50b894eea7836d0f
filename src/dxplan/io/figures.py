"""Figure files: CSV and Parquet in, checked `Figures` out, or every problem at once with its row."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from dxplan.errors import UnknownCodeError
from dxplan.figures import Figures
from dxplan.figures.columns import REQUIRED
from dxplan.io.plans import installed_plans
from dxplan.io.tables import read_csv, read_table

if TYPE_CHECKING:
    from dxplan.typing import IntoPath, NumberStyle


def read_figures(path: IntoPath, *, numbers: NumberStyle | None = None) -> Figures:
    """Read a file of figures: ``.csv`` (UTF-8, divided by ``,`` or ``;``) or ``.parquet``.

    The columns are those of `Figures.from_native`. In a CSV file every cell is read as text first, so codes keep their
    zeros, and rows are numbered as a workbook shows them, the header being row 1.

    Args:
        path: The file.
        numbers: How numbers are written; without it a number that reads two ways is refused.

    Raises:
        Problems: Everything that is wrong with the file, each with its row and what to do.
        FileNotFoundError: There is no such file.
    """
    table, name = read_table(path, "figures", REQUIRED)
    return Figures.from_native(table, numbers=numbers, source=name)


def load_figures(plan: str) -> Figures:
    """Load the figures that are installed with a plan.

    Raises:
        UnknownCodeError: No such plan is installed.
    """
    if plan not in installed_plans():
        raise UnknownCodeError.among("installed plan", plan, installed_plans())
    entry = resources.files("dxplan") / "plans" / plan / "figures.csv"
    name = f"{plan}/figures.csv"
    return Figures.from_native(read_csv(entry.read_bytes(), name, REQUIRED), numbers="en", source=name)
