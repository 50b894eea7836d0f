"""Figure files: CSV, workbooks and Parquet in, checked `Figures` out, or every problem at once with its row."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DxplanError, FiguresError, Problems
from dxplan.figures import Figures
from dxplan.figures.columns import FORM, REQUIRED
from dxplan.figures.plain_table import plain_table
from dxplan.io.installed import FIGURES_FILE, folder_of
from dxplan.io.parquet_texts import listed_texts
from dxplan.io.plans import load_plan
from dxplan.io.tables import (
    intact,
    is_parquet,
    is_text,
    is_workbook,
    parquet_files,
    plain_cells,
    read_csv,
    read_table,
    size_of,
)
from dxplan.progress import WorkStage, foresee, span, work

if TYPE_CHECKING:
    from dxplan.typing import IntoPath, NumberStyle


def read_figures(path: IntoPath, *, numbers: NumberStyle | None = None, sheet: str | None = None) -> Figures:
    """Read a file of figures, ``.csv`` (UTF-8, divided by ``,``, ``;`` or tabs), ``.xlsx``, ``.parquet``, or a folder.

    The columns are those of `Figures.from_native`. In a CSV file every cell is read as text first, so codes keep their
    zeros, and rows are numbered as a workbook shows them, the header being row 1.
    Workbooks need the extra ``excel``: of every cell counts what a person sees in it, and of a formula the saved value.
    A Parquet file is only scanned, and read when the figures are evaluated.
    Of a folder all Parquet files in it are put below one another; every figure keeps the name of its file.
    How far it has come can be watched, as `watching` says.

    Args:
        path: The file or the folder.
        numbers: How numbers are written; without it a number that reads two ways is refused.
        sheet: Of a workbook the sheet; by default the only one that has a column ``indicator``.

    Raises:
        Problems: Everything that is wrong with the file, or with all files of the folder, each with its row and what
            to do.
        FileNotFoundError: There is no such file.
    """
    if Path(path).is_dir():
        return _folder(path, numbers)
    if sheet is None and is_text(path) and Path(path).is_file():
        plain = _plain(Path(path).read_bytes(), os.fspath(path), numbers)
        if plain is not None:
            return plain
    with work({WorkStage.READING: 1.0}):
        size = size_of(path)
        rows = size.rows if size.counted else None
        foresee({WorkStage.READING: size.effort}, figures=rows)
        opened = 0.9 if is_workbook(path) else 0.3 if is_text(path) else 0.0  # a Parquet file is only scanned
        with span(WorkStage.READING, 0.0, opened):
            table, name = read_table(path, "figures", REQUIRED, sheet=sheet, numbers=numbers)
        with span(WorkStage.READING, opened, 1.0), intact(name):
            texts = listed_texts(Path(name), FORM.filled) if is_parquet(name) else {}
            found = Figures.listed(table, texts, numbers=numbers, source=name)
    return found if rows is None else attrs.evolve(found, contents=attrs.evolve(found.contents, rows=rows))


def _folder(folder: IntoPath, numbers: NumberStyle | None) -> Figures:
    """Put the Parquet files of a folder below one another.

    Raises:
        FiguresError: There is none.
        Problems: Everything that is wrong with any of them.
    """
    name, files = os.fspath(folder), parquet_files(folder)
    if not files:
        raise FiguresError(
            f"the folder {name!r} holds no .parquet file",
            "put files of figures into it, side by side, or name one file.",
        )
    tables: list[Figures] = []
    problems: list[DxplanError] = []
    with work({WorkStage.READING: 1.0}):
        for nth, file in enumerate(files):
            with span(WorkStage.READING, nth / len(files), (nth + 1) / len(files)):
                try:
                    tables.append(read_figures(file, numbers=numbers))
                except Problems as error:
                    problems += error.leaves()
    if problems:
        raise Problems(f"{name} cannot be read as figures", problems)
    return attrs.evolve(Figures.joined(tables), source=name)


def load_figures(plan: str, *, numbers: NumberStyle = "en") -> Figures:
    """Load the figures that are installed with a plan.

    A plan without figures of its own, such as one that revises another, has those of the plan that it implements.

    Args:
        plan: The code of the plan.
        numbers: How their numbers are written.

    Raises:
        UnknownCodeError: No such plan is installed.
        FiguresError: It comes without figures.
    """
    entry = folder_of(plan) / FIGURES_FILE
    if not entry.is_file():
        implements = load_plan(plan).implements
        if implements is not None:
            return load_figures(implements, numbers=numbers)
        raise FiguresError(f"no figures are installed with the plan {plan!r}", "name a file of figures.")
    name = f"{plan}/{FIGURES_FILE}"
    content = entry.read_bytes()
    plain = _plain(content, name, numbers)
    return plain or Figures.from_native(read_csv(content, name, REQUIRED), numbers=numbers, source=name)


def _plain(content: bytes, name: str, numbers: NumberStyle | None) -> Figures | None:
    """Read the bytes of a CSV file of a few figures; None where they are many, or there is anything to say of them."""
    cells = plain_cells(content)
    table = None if cells is None else plain_table(*cells, numbers=numbers, file=name)
    return None if table is None else Figures(table, name, len(table.rows), table.contents)
