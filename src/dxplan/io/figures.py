"""Figure files: CSV and Parquet in, checked `Figures` out, or every problem at once with its row."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxplan.errors import FiguresError, MissingColumnError, Problems, Where
from dxplan.figures import Figures
from dxplan.io.installed import FIGURES_FILE, folder_of

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
    name = os.fspath(path)
    file = Path(name)
    if not file.is_file():
        raise FileNotFoundError(f"there is no file {name!r}")
    if file.suffix.lower() == ".parquet":
        return Figures.from_native(_scan_parquet(file, name), numbers=numbers, source=name)
    if file.suffix.lower() in (".csv", ".txt"):
        return Figures.from_native(_read_csv(file.read_bytes(), name), numbers=numbers, source=name)
    raise Problems(
        f"{name} cannot be read",
        [
            FiguresError(
                f"{file.suffix or 'a file without ending'!r} is no figures file",
                "save it as .csv or .parquet.",
                Where("", name),
            )
        ],
    )


def load_figures(plan: str, *, numbers: NumberStyle = "en") -> Figures:
    """Load the figures that are installed with a plan.

    Args:
        plan: The code of the plan.
        numbers: How their numbers are written.

    Raises:
        UnknownCodeError: No such plan is installed.
        FiguresError: It comes without figures.
    """
    entry = folder_of(plan) / FIGURES_FILE
    if not entry.is_file():
        raise FiguresError(f"no figures are installed with the plan {plan!r}", "name a file of figures.")
    name = f"{plan}/{FIGURES_FILE}"
    return Figures.from_native(_read_csv(entry.read_bytes(), name), numbers=numbers, source=name)


def _scan_parquet(file: Path, name: str) -> Any:
    import polars as pl

    frame = pl.scan_parquet(file)
    try:
        frame.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise _unreadable(
            name, f"the file is not Parquet: {str(error).splitlines()[0][:80]}", "save it again, or as .csv."
        ) from None
    return frame


def _read_csv(content: bytes, name: str) -> Any:
    import polars as pl

    try:
        header = content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8")
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(name, "the file is not UTF-8 text", "save it as “CSV UTF-8”.", row) from None
    if not header.strip():
        problem = MissingColumnError(
            "the first row is empty", "begin with indicator,place,period,value.", Where("", name, 1)
        )
        raise Problems(f"{name} cannot be read", [problem])
    separator = _separator(header)
    again = _repeated(next(csv.reader([header], delimiter=separator), []))
    if again:
        raise _unreadable(name, f"the column {again!r} is there twice", "keep one of them, or give them two names.", 1)
    try:
        return pl.read_csv(content, separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        rows = _ragged_rows(content.decode("utf-8-sig"), separator)
        if rows:
            raise Problems(f"{name} cannot be read", [_ragged(name, *row) for row in rows]) from None
        raise _unreadable(
            name, f"the file is not CSV: {str(error).splitlines()[0][:80]}", "save it again as “CSV UTF-8”."
        ) from None


def _separator(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","


def _repeated(names: list[str]) -> str | None:
    """Return the first name that a header has twice."""
    return next((name for nth, name in enumerate(names) if name in names[:nth]), None)


def _ragged_rows(text: str, separator: str) -> list[tuple[int, int, int]]:
    """Find the rows that have more cells than the header: row, cells, and cells of the header."""
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    width = len(next(rows, []))
    return [(number, len(row), width) for number, row in enumerate(rows, start=2) if len(row) > width]


def _ragged(name: str, row: int, cells: int, width: int) -> FiguresError:
    return FiguresError(
        f"the row has {cells} cells, the header {width}",
        "put cells that hold a separator in quotes.",
        Where("", name, row),
    )


def _unreadable(name: str, fact: str, hint: str, row: int | None = None) -> Problems:
    return Problems(f"{name} cannot be read", [FiguresError(fact, hint, Where("", name, row))])
