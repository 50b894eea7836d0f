"""Figures written to a file that reads back as the same figures."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxplan.errors import FiguresError
from dxplan.figures.columns import KNOWN, NUMBERS, REQUIRED

if TYPE_CHECKING:
    from dxplan.figures import Figures
    from dxplan.typing import IntoPath

WRITTEN = (".csv", ".xlsx", ".parquet")
"""The endings of files that figures are written to."""

_READS_TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def write_figures(figures: Figures, path: IntoPath) -> Path:
    """Write figures to a file that `read_figures` reads back as the same figures.

    Columns without any content are left out, apart from those that every file has. Numbers have points, and are written
    so that they read one way in every language; a workbook keeps 16 digits of them, the others all.

    Args:
        figures: The figures.
        path: Where to write them: ``.csv``, ``.xlsx`` (needs the extra ``excel``) or ``.parquet``.

    Returns:
        The path of the file.

    Raises:
        FileExistsError: There is such a file already; nothing is written.
        FiguresError: The ending is another one, or the package for workbooks is not there.
    """
    file = Path(os.fspath(path))
    check_writable(file)
    table = figures.collected(figures.table.select(*KNOWN)).to_polars()
    kept = [name for name in KNOWN if name in REQUIRED or _filled(table[name])]
    table = table.select(kept)
    {".csv": _write_csv, ".xlsx": _write_workbook, ".parquet": _write_parquet}[file.suffix.lower()](table, file)
    return file


def check_writable(path: IntoPath) -> None:
    """Refuse a file that figures cannot be written to.

    Raises:
        FileExistsError: There is such a file already.
        FiguresError: Its ending is none of `WRITTEN`, or the package for workbooks is not there.
    """
    file = Path(os.fspath(path))
    if file.suffix.lower() not in WRITTEN:
        raise FiguresError(
            f"figures cannot be written to {file.name!r}", f"end the name with one of: {', '.join(WRITTEN)}."
        )
    if file.exists() or file.is_symlink():
        raise FileExistsError(f"{str(file)!r} is there already; name another file")
    if file.suffix.lower() == ".xlsx":
        try:
            import openpyxl  # noqa: F401
        except ImportError:
            raise FiguresError(
                "workbooks need the package openpyxl", 'install it: pip install "dxplan[excel]".'
            ) from None


def _filled(column: Any) -> bool:
    return bool((column.drop_nulls() != "").any()) if str(column.dtype) == "String" else column.count() > 0


def _number(value: float | None) -> str | None:
    """Write a number so that it reads one way: 2.154 could be two thousand, 2.1540 is not."""
    if value is None:
        return None
    text = repr(value).removesuffix(".0")
    return f"{text}0" if _READS_TWO_WAYS.fullmatch(text) else text


def _write_csv(table: Any, file: Path) -> None:
    import polars as pl

    told = {name: [_number(value) for value in table[name].to_list()] for name in NUMBERS if name in table.columns}
    written = table.with_columns(pl.Series(name, texts, dtype=pl.String) for name, texts in told.items())
    # Spreadsheets know UTF-8 by its mark.
    with file.open("xb") as opened:
        written.write_csv(opened, include_bom=True)


def _write_workbook(table: Any, file: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        made.data_type = "s"  # what begins with = is text too, and no formula
        return made

    sheet.append(table.columns)
    for row in table.iter_rows():
        sheet.append([cell(value) for value in row])
    with file.open("xb") as opened:
        book.save(opened)


def _write_parquet(table: Any, file: Path) -> None:
    with file.open("xb") as opened:
        table.write_parquet(opened)
