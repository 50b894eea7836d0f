"""Excel workbooks: one sheet as a table of texts, as a person sees its cells."""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DxplanError, FiguresError, Problems, UnknownCodeError, Where
from dxplan.figures.columns import NUMBERS
from dxplan.progress import WorkStage, pieces

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.typing import NumberStyle

_LARGEST = 512 * 1024 * 1024
"""How many bytes a workbook may have once it is unpacked."""


_TITLE_ROWS = 20
"""Among how many rows the header is looked for."""


@attrs.frozen
class _Sheet:
    """A sheet that holds something: its name, the row of its header, the header, and the rows below it."""

    name: str
    row: int
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def read_workbook(
    file: Path, name: str, columns: tuple[str, ...], *, sheet: str | None, numbers: NumberStyle | None
) -> tuple[Any, str]:
    """Read one sheet of a workbook, and give it with its name, such as ``figures.xlsx[2025]``.

    Every cell becomes the text that a person sees in it: 0.456 in a cell that shows per cents is ``45.6%``, 1 in a cell
    that shows two digits is ``01``, a day in a cell that shows only the year is that year. Of a formula it is the value
    that was saved with it. Numbers are never ambiguous.

    Args:
        file: The file.
        name: Its name, for messages.
        columns: The columns that the table must have.
        sheet: The sheet; by default the only one that has the first of these columns.
        numbers: How numbers are written that are typed as text; those that are numbers are written alike.

    Raises:
        Problems: It is no workbook, or which sheet is meant cannot be told.
    """
    import polars as pl

    found = _chosen(_sheets(file, name, columns[0]), name, columns, sheet)
    name = f"{name}[{found.name}]"
    again = next((head for nth, head in enumerate(found.header) if head in found.header[:nth]), None)
    if again is not None:
        hint = "keep one of them, or give them two names."
        raise _unreadable(name, FiguresError(f"the column {again!r} is there twice", hint, Where("", name, found.row)))
    texts = {
        head: [
            # Rows are counted from the one below the header, which may not be the first of the sheet.
            *(None for _ in range(found.row - 1)),
            *(_text(row[nth], head, numbers) if nth < len(row) else None for row in found.rows),
        ]
        for nth, head in enumerate(found.header)
    }
    return pl.DataFrame(texts, schema=dict.fromkeys(found.header, pl.String)), name


def _sheets(file: Path, name: str, key: str) -> list[_Sheet]:
    """Read every sheet that holds something."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise _unreadable(
            name, FiguresError("workbooks need the package openpyxl", 'install it: pip install "dxplan[excel]".')
        ) from None
    _check_size(file, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a workbook has besides cells
            book = load_workbook(file, read_only=True, data_only=True)
            try:
                sheets = pieces(WorkStage.READING, book.worksheets, size=lambda sheet: sheet.max_row or 1)
                return [found for sheet in sheets if (found := _sheet(sheet, key)) is not None]
            finally:
                book.close()
    except Exception as error:  # noqa: BLE001 (openpyxl meets a broken file with errors of every kind)
        fact = f"the file is not a workbook: {type(error).__name__}: {str(error)[:60]}"
        raise _unreadable(name, FiguresError(fact, "save it again as .xlsx, or as “CSV UTF-8”.")) from None


def _check_size(file: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        hint = "open it in Excel and save it as .xlsx; a workbook with a password cannot be read."
        raise _unreadable(name, FiguresError("the file is not an .xlsx workbook", hint)) from None
    if size > _LARGEST:
        fact = f"the workbook has {size // 2**20} MiB once it is unpacked, and at most {_LARGEST // 2**20} are read"
        raise _unreadable(name, FiguresError(fact, "save the sheet of figures as .csv or .parquet."))


def _sheet(sheet: Any, key: str) -> _Sheet | None:
    """Read a sheet; its header is the row that has the key column, which may stand below a title."""
    said = sheet.max_row  # which may be wrong, and is good enough to tell how far reading has come
    sheet.reset_dimensions()
    read = pieces(WorkStage.READING, sheet.iter_rows(), of=said)
    rows = [tuple(_cell(cell) for cell in row) for row in read]
    filled = [number for number, row in enumerate(rows) if any(row)]
    if not filled:
        return None
    head = next((number for number in filled[:_TITLE_ROWS] if key in _heads(rows[number])), filled[0])
    below = tuple(rows[head + 1 :])
    return _Sheet(sheet.title, head + 1, _named(_heads(rows[head]), below), below)


def _heads(row: tuple[tuple[Any, str] | None, ...]) -> list[str | None]:
    return [None if cell is None else str(cell[0]).strip() for cell in row]


def _named(heads: list[str | None], rows: tuple[tuple[Any, ...], ...]) -> tuple[str, ...]:
    """Name the columns; those at the end that have neither name nor content are left out."""
    width = max([nth for nth, head in enumerate(heads, start=1) if head], default=0)
    for row in rows:
        width = max([width, *(nth for nth, cell in enumerate(row, start=1) if cell is not None and cell[0] != "")])
    heads += [None] * (width - len(heads))
    return tuple(head or f"(column {nth})" for nth, head in enumerate(heads[:width], start=1))


def _cell(cell: Any) -> tuple[Any, str] | None:
    return None if cell.value is None else (cell.value, cell.number_format or "")


def _chosen(sheets: list[_Sheet], name: str, columns: tuple[str, ...], wanted: str | None) -> _Sheet:
    """Choose the sheet that is named, or the only one that can be meant."""
    names = [sheet.name for sheet in sheets]
    listed = ", ".join(repr(found) for found in names)
    if wanted is not None:
        for sheet in sheets:
            if sheet.name == wanted:
                return sheet
        unknown = UnknownCodeError.among("sheet", wanted, names)
        raise _unreadable(name, FiguresError(f"there is no sheet {wanted!r} with content", unknown.hint))
    fitting = [sheet for sheet in sheets if columns[0] in sheet.header] or sheets
    if len(fitting) == 1:
        return fitting[0]
    if not sheets:
        raise _unreadable(name, FiguresError("every sheet is empty", f"begin one with {','.join(columns)}."))
    if columns[0] not in fitting[0].header:
        hint = f"name the columns in one row of a sheet: {', '.join(columns)}."
        raise _unreadable(name, FiguresError(f"no sheet has a column {columns[0]!r}; there are: {listed}", hint))
    hint = "name the one that is meant: --sheet NAME, in Python sheet='NAME'."
    several = ", ".join(repr(sheet.name) for sheet in fitting)
    raise _unreadable(name, FiguresError(f"several sheets have a column {columns[0]!r}: {several}", hint))


def _text(cell: tuple[Any, str] | None, column: str, numbers: NumberStyle | None) -> str | None:
    """Give what a person sees in a cell."""
    if cell is None:
        return None
    value, form = cell
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(value, form, numbers if column in NUMBERS else "en", safe=column in NUMBERS)
    if isinstance(value, datetime | date):
        return _day(value, form)
    return str(value)


def _number(value: float, form: str, style: NumberStyle | None, *, safe: bool) -> str:
    exact = Decimal(repr(value))
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form)
    percent = "%" if "%" in plain else ""
    if percent:
        exact *= 100
    text = format(exact.normalize(), "f")
    if re.fullmatch(r"0{2,}", plain) and "." not in text:
        return text.zfill(len(plain))
    if "." in text and safe:
        # Without a declared style 2.154 would read two ways; with an exponent it reads one way.
        text = text.replace(".", ",") if style == "vi" else text if style == "en" else f"{text}e0"
    return text + percent


def _day(value: date, form: str) -> str:
    """Give a day, or of a cell that shows less of it the month or the year."""
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form).lower()
    day = value.date() if isinstance(value, datetime) else value
    if "y" in shown and "d" not in shown:
        return f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
    return f"{day:%Y-%m-%d}"


def _unreadable(name: str, problem: DxplanError) -> Problems:
    return Problems(f"{name} cannot be read", [problem if problem.where else problem.at(Where("", name))])
