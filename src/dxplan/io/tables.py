"""Tables in files: CSV as text cells, workbooks, and Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import FiguresError, MissingColumnError, Problems, Where
from dxplan.io.installed import PLAN_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.typing import IntoPath, NumberStyle


_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".txt")
_PARQUET = ".parquet"
_NOT_READ = (".xls", ".ods")


def is_workbook(path: IntoPath) -> bool:
    """Tell by its name whether a file is an Excel workbook."""
    return _ending(path) in _WORKBOOKS


def is_text(path: IntoPath) -> bool:
    """Tell by its name whether a file is a table as text."""
    return _ending(path) in _TEXTS


def is_parquet(path: IntoPath) -> bool:
    """Tell by its name whether a file is Parquet."""
    return _ending(path) == _PARQUET


def is_table(path: IntoPath) -> bool:
    """Tell by its name whether a file is a table, be it one of a kind that `read_table` refuses.

    A folder of Parquet files is one, too, unless it holds a plan.
    """
    if Path(os.fspath(path)).is_dir():
        return bool(parquet_files(path)) and not (Path(os.fspath(path)) / PLAN_FILE).is_file()
    return _ending(path) in (*_WORKBOOKS, *_TEXTS, _PARQUET, *_NOT_READ)


def parquet_files(folder: IntoPath) -> list[Path]:
    """List the Parquet files in a folder by their names; what begins with a dot or an underscore is none."""
    place = Path(os.fspath(folder))
    if not place.is_dir():
        return []
    return sorted(file for file in place.glob(f"*{_PARQUET}") if file.is_file() and file.name[0] not in "._")


def _ending(path: IntoPath) -> str:
    return Path(os.fspath(path)).suffix.lower()


def read_table(
    path: IntoPath,
    what: str,
    columns: tuple[str, ...],
    *,
    sheet: str | None = None,
    numbers: NumberStyle | None = None,
) -> tuple[Any, str]:
    """Read a table, and give it with its name.

    Args:
        path: The file, ``.csv``, ``.txt``, ``.xlsx``, ``.xlsm`` or ``.parquet``.
        what: What the table holds, for messages.
        columns: The columns that it must have, for messages.
        sheet: Of a workbook the sheet.
        numbers: How numbers are written, for those of a workbook.

    Raises:
        Problems: The file cannot be read.
        FileNotFoundError: There is no such file.
    """
    name = os.fspath(path)
    file = Path(name)
    if not file.is_file():
        raise FileNotFoundError(f"there is no file {name!r}")
    if is_workbook(path):
        from dxplan.io.workbooks import read_workbook

        return read_workbook(file, name, columns, sheet=sheet, numbers=numbers)
    if sheet is not None:
        raise _unreadable(name, f"the file is no workbook and has no sheet {sheet!r}", "leave the sheet out.")
    if is_parquet(file):
        return _scan_parquet(file, name), name
    if _ending(file) in _TEXTS:
        return read_csv(file.read_bytes(), name, columns), name
    raise Problems(
        f"{name} cannot be read",
        [
            FiguresError(
                f"{file.suffix or 'a file without ending'!r} is no {what} file",
                "save it as .xlsx, .csv or .parquet.",
                Where("", name),
            )
        ],
    )


@contextmanager
def intact(name: str) -> Iterator[None]:
    """Look at what a table holds; of a Parquet file that shows only then whether it is damaged.

    Raises:
        Problems: It is.
    """
    if not is_parquet(name):
        yield
        return
    import polars as pl
    from narwhals.exceptions import NarwhalsError

    try:
        yield
    except (NarwhalsError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise _unreadable(
            name, f"the file is not Parquet: {_first_line(error)}", "save it again, or as .csv."
        ) from None


def _scan_parquet(file: Path, name: str) -> Any:
    import polars as pl

    frame = pl.scan_parquet(file)
    with intact(name):
        frame.collect_schema()
    return frame


_EFFORTS = {"row": 4e-8, "text": 1.2e-8, "workbook": 2.3e-7}
"""What it took to read a row of Parquet, a byte of text and an unpacked byte of a workbook: seconds of one machine, of
which only the ratios count."""

_BYTES = {"text": 30, "workbook": 200}
"""About so many bytes make a row."""


@attrs.frozen(kw_only=True)
class TableSize:
    """How large a file is, as far as can be told without reading it.

    Attributes:
        rows: How many rows it has: as it says itself, or about so many by its bytes.
        counted: Whether it says so itself, as Parquet does.
        effort: What it takes to read it beside others.
    """

    rows: int
    counted: bool
    effort: float


def size_of(path: IntoPath) -> TableSize:
    """Tell how large a file is before it is read; of one that cannot be read, that it is empty."""
    kind = "workbook" if is_workbook(path) else "text"
    size = 0
    try:
        if _ending(path) == _PARQUET:
            rows = _rows_of_parquet(Path(path))
            return TableSize(rows=rows, counted=True, effort=rows * _EFFORTS["row"])
        if kind == "text":
            size = Path(path).stat().st_size
        else:
            with zipfile.ZipFile(path) as packed:
                size = sum(sheet.file_size for sheet in packed.infolist())
    except (OSError, zipfile.BadZipFile):
        pass
    return TableSize(rows=size // _BYTES[kind], counted=False, effort=size * _EFFORTS[kind])


def _rows_of_parquet(path: Path) -> int:
    import polars as pl

    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return 0


def read_csv(content: bytes, name: str, columns: tuple[str, ...]) -> Any:
    """Read the bytes of a CSV file (UTF-8, divided by ``,``, ``;`` or tabs); every cell is text.

    What begins with the mark of UTF-16, as “Unicode text” of Excel does, is read as such.

    Raises:
        Problems: It is not CSV, with the row where that shows.
    """
    import polars as pl

    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="replace").encode()
    try:
        header = content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8")
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        hint = "save it as “CSV UTF-8”; in Windows-1258 and the like, letters with marks cannot be told for sure."
        raise _unreadable(name, "the file is not UTF-8 text", hint, row) from None
    if not header.strip():
        problem = MissingColumnError("the first row is empty", f"begin with {','.join(columns)}.", Where("", name, 1))
        raise Problems(f"{name} cannot be read", [problem])
    separator = _separator(header)
    try:
        again = _repeated(next(csv.reader([header], delimiter=separator), []))
    except csv.Error as error:
        raise _not_csv(name, error) from None
    if again:
        raise _unreadable(name, f"the column {again!r} is there twice", "keep one of them, or give them two names.", 1)
    try:
        return pl.read_csv(content, separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        rows = _ragged_rows(content.decode("utf-8-sig"), separator)
        if rows:
            raise Problems(f"{name} cannot be read", [_ragged(name, *row) for row in rows]) from None
        raise _not_csv(name, error) from None


_MOST_PLAIN = 1_000_000
"""Up to so many bytes of a file are read without a dataframe."""

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain_cells(content: bytes) -> tuple[list[str], list[list[str]]] | None:
    """Read the names and the cells of a small CSV file that is in order; None leaves it to `read_csv`."""
    try:
        text = content.decode("utf-8-sig") if len(content) <= _MOST_PLAIN else ""
    except UnicodeDecodeError:
        return None
    if not text.strip() or _ODD.search(text) or text.count("\r") != text.count("\r\n"):
        return None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text.partition("\n")[0]), strict=True)
    try:
        names, *rows = lines
    except csv.Error:
        return None
    # What is not plainly CSV, such as a quote inside a cell or a row that is too short, is read in one way only.
    if any(len(row) != len(names) or any('"' in cell for cell in row) for row in [names, *rows]):
        return None
    return (names, rows) if len(set(names)) == len(names) else None


def _separator(header: str) -> str:
    return max(",;\t", key=header.count)


def _repeated(names: list[str]) -> str | None:
    """Return the first name that a header has twice."""
    return next((name for nth, name in enumerate(names) if name in names[:nth]), None)


def _ragged_rows(text: str, separator: str) -> list[tuple[int, int, int]]:
    """Find the rows that have more cells than the header: row, cells, and cells of the header."""
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        width = len(next(rows, []))
        return [(number, len(row), width) for number, row in enumerate(rows, start=2) if len(row) > width]
    except csv.Error:
        return []  # so it is no CSV for another reason


def _ragged(name: str, row: int, cells: int, width: int) -> FiguresError:
    return FiguresError(
        f"the row has {cells} cells, the header {width}",
        "put cells that hold a separator in quotes.",
        Where("", name, row),
    )


def _not_csv(name: str, error: Exception) -> Problems:
    return _unreadable(name, f"the file is not CSV: {_first_line(error)}", "save it again as “CSV UTF-8”.")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")[:80]


def _unreadable(name: str, fact: str, hint: str, row: int | None = None) -> Problems:
    return Problems(f"{name} cannot be read", [FiguresError(fact, hint, Where("", name, row))])
