"""From any table of figures to the one form that everything else relies on.

Each distinct text is read once, whatever the number of rows, and everything that cannot be read is reported together.
"""

from __future__ import annotations

import warnings
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.errors import DxplanError, FiguresError, MissingColumnError, Problems, UnusedColumnWarning, Where
from dxplan.expr.entry import finite_or_null
from dxplan.figures import columns
from dxplan.figures.contents import Contents
from dxplan.figures.lending import read_as
from dxplan.figures.many import readable
from dxplan.numbers import parse_number
from dxplan.progress import WorkStage, pieces, span
from dxplan.text import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from dxplan.periods import Period
    from dxplan.typing import NumberStyle

Table: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"

_WIDE = (0x2028, 0x2029, 0x202F, 0x205F, 0x3000)

ROW = "source_row"
"""The column that keeps each figure's row in its source, with the header as row 1."""

_SAID = "dxplan_said"

_BLANKS = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), *_WIDE)))
"""What Python takes for blank at the ends of a text; each library has another list of its own."""

FILE = "source_file"
"""The column that keeps the name of each figure's source."""


def normalise(
    table: Table,
    texts: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    numbers: NumberStyle | None = None,
    file: str = "",
) -> tuple[nw.LazyFrame[Any], Contents]:
    """Bring a table of figures into the one form.

    A table in memory is worked on there, once; a lazy one stays lazy: the distinct texts are collected, which tells
    whether they have blanks around them, and whether cells are empty. What needs no change is left as it is, so that a
    question about a few indicators and places reads only those.

    Columns out: indicator, place, breakdown (text), period (text), first and last (its days), place_on (text) and
    place_day (its last day), value, numerator, denominator, unit (None for the indicator's), qualifier, method, source,
    confidence, published (text), known_from (the day by which it was public), status, note, source_row (where known),
    source_file.

    Missing values are null throughout; NaN and empty text become null here, once.

    Args:
        table: The columns of `columns.REQUIRED` and any of `columns.OPTIONAL`.
        texts: What is known of columns of texts without empty cells: theirs, and perhaps some that no row has.
        numbers: How numbers are written where they are text.
        file: The file's name, for messages.

    Returns:
        The table, and what is known of it without reading it again.

    Raises:
        Problems: Columns are missing or cells cannot be read; every one of them. Its `rest` are the rows without any.
    """
    kinds = table.collect_schema()
    with span(WorkStage.READING, 0.0, 0.6):
        reader = begin(table, columns.FORM, file, texts)
    reader.implied_units("value", "unit")
    for name in columns.NUMBERS:
        reader.numbers(name, numbers)
    for name, read in columns.WORDS.items():
        reader.words(name, read)
    reader.remarks(*columns.REMARKS)
    reader.periods("period", "first", "last")
    reader.periods("published", "published_first", "known_from")
    reader.periods("place_on", "place_first", "place_day")
    # A value may say its unit itself, as in "82 %".
    said = {*kinds, "unit"} if kinds.get("value") == nw.String else {*kinds}
    unnumbered = isinstance(table, nw.LazyFrame) and ROW not in kinds
    contents = Contents(
        absent=frozenset(columns.KNOWN) - said | ({ROW} if unnumbered else set()),
        file=file,
        indicators=frozenset(reader.texts("indicator")),
        places=frozenset(reader.texts("place")),
        periods={str(period): period for period in reader.periods_read.get("period", ())} or None,
    )
    try:
        return _in_form(reader.done(), file), contents
    except Problems as error:
        rest = reader.rest()
        error.rest = None if rest is None else _in_form(rest, file)
        raise


def _in_form(table: Table, file: str) -> nw.LazyFrame[Any]:
    whole = table.with_columns(nw.col("breakdown").fill_null(""), nw.lit(file).alias(FILE))
    return whole.select(*columns.KNOWN, "first", "last", "known_from", "place_day", ROW, FILE).lazy()


def begin(
    table: Table, form: columns.Form, file: str, texts: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Reader:
    """Begin to read a table: check its columns, keep those that have a meaning, and look for cells that are empty.

    Raises:
        Problems: Columns are missing.
    """
    names = table.collect_schema().names()
    found = list(_column_problems(names, form, file))
    if found:
        raise Problems(f"{file or 'the table'} cannot be read as {form.what}", found)
    _warn_of_unused(names, form, file)
    known = {name: list(found) for name, found in texts.items() if all(text and text == text.strip() for text in found)}
    reader = Reader(*_cleaned(_kept(table, form), form, known), form, file)
    reader.filled(*form.filled, known=known)
    return reader


def _column_problems(names: list[str], form: columns.Form, file: str) -> Iterator[DxplanError]:
    for required in form.required:
        if required not in names:
            near = nearest(required, [name for name in names if name not in form.known])
            hint = (
                f"rename column {near!r} to {required!r}."
                if near
                else f"add a column {required!r}; there are: {', '.join(n for n in names if n != ROW) or 'none'}."
            )
            yield MissingColumnError(f"there is no column {required!r}", hint, Where("", file) if file else None)


def _warn_of_unused(names: list[str], form: columns.Form, file: str) -> None:
    unused = [name for name in names if name not in (*form.known, ROW)]
    if unused:
        near = {name: nearest(name, form.optional) for name in unused}
        meant = "".join(f" Did you mean {known!r} by {name!r}?" for name, known in near.items() if known)
        warnings.warn(
            f"{file or 'the table'} has columns that dxplan does not use: {', '.join(unused)}.{meant}",
            UnusedColumnWarning,
            stacklevel=5,
        )


def _kept(table: Table, form: columns.Form) -> Table:
    """Keep the columns that have a meaning, with texts as texts."""
    names = table.collect_schema().names()
    if ROW not in names:
        table = table.with_columns(nw.lit(None, dtype=nw.Int64).alias(ROW))
    table = table.select(*(name for name in form.known if name in names), ROW)
    odd = (nw.Categorical, nw.Enum, nw.Unknown)
    texts = [
        name
        for name, kind in table.collect_schema().items()
        if kind in odd or (name in form.remarks and kind != nw.String)
    ]
    return table.with_columns(nw.col(name).cast(nw.String) for name in texts) if texts else table


def _cleaned(table: Table, form: columns.Form, known: dict[str, list[str]]) -> tuple[Table, dict[str, list[str]]]:
    """Make empty texts null, take the blanks around others away, and leave out rows without any content.

    Only columns that need it are changed. The distinct texts of those columns that repeat theirs are given, too.
    """
    texts = [name for name, kind in table.collect_schema().items() if kind == nw.String]
    told = pieces(WorkStage.READING, [name for name in texts if name not in form.remarks])
    distinct = {name: known.get(name) or _distinct(table, name) for name in told}
    unclean = [name for name, found in distinct.items() if any(text != text.strip() or not text for text in found)]
    remarks = [name for name in texts if name in form.remarks]
    if remarks:
        stripped = [(nw.col(name) != nw.col(name).str.strip_chars(_BLANKS)) | (nw.col(name) == "") for name in remarks]
        look = table.select(look.any().alias(name) for look, name in zip(stripped, remarks, strict=True))
        (found,) = _collected(look).rows(named=True)
        unclean += [name for name in remarks if found[name]]
    if unclean:
        table = table.with_columns(nw.col(name).str.strip_chars(_BLANKS).alias(name) for name in unclean)
        table = table.with_columns(nw.when(nw.col(name) != "").then(nw.col(name)).alias(name) for name in unclean)
        cleaned = [name for name in unclean if name in distinct]
        distinct |= {name: sorted({text.strip() for text in distinct[name]} - {""}) for name in cleaned}
    # Workbooks leave empty rows, most often at the end.
    if form.filled and (form.filled[0] in known or not _any(table, nw.col(form.filled[0]).is_null())):
        return table, distinct
    content = [name for name in table.collect_schema().names() if name != ROW]
    empty = nw.all_horizontal(*(nw.col(name).is_null() for name in content), ignore_nulls=False)
    return table.filter(~empty) if _any(table, empty) else table, distinct


def _any(table: Table, condition: nw.Expr) -> bool:
    return _collected(table.select(condition.any().alias("any")))["any"].to_list() == [True]


def _distinct(table: Table, name: str) -> list[str]:
    column = table.select(name)
    # DuckDB numbers all rows to find which of them are unique; grouping them takes a tenth of that.
    found = column.unique() if column.implementation.is_polars() else column.group_by(name).agg(nw.len().alias(_SAID))
    return _collected(found)[name].drop_nulls().to_list()


def _collected(table: Table) -> nw.DataFrame[Any]:
    return table.collect("polars") if isinstance(table, nw.LazyFrame) else table


class Reader:
    """Reads the columns of one table, keeping every problem that it meets."""

    def __init__(self, table: Table, distinct: dict[str, list[str]], form: columns.Form, file: str) -> None:
        self.table = table
        self.distinct = distinct
        self.periods_read: dict[str, list[Period]] = {}
        self.form = form
        self.file = file
        self.problems: list[DxplanError] = []
        self.kinds = table.collect_schema()

    def texts(self, name: str) -> list[str]:
        """Give the distinct texts of a column, as they are before it is read."""
        if name not in self.distinct:
            self.distinct[name] = _distinct(self.table, name)
        return self.distinct[name]

    def numbers(self, name: str, style: NumberStyle | None) -> None:
        """Make a column one of floats."""
        if name not in self.kinds:
            self._absent(name, nw.Float64)
            return
        kind = self.kinds[name]
        if kind == nw.String:
            read = columns.read_value if name == "value" else parse_number
            readings = self._read(name, lambda text: read(text, style))
            self._replace(name, name, readings, nw.Float64)
        elif kind.is_numeric():
            self.table = self.table.with_columns(nw.col(name).cast(nw.Float64)).with_columns(finite_or_null(name))
        else:
            self._wrong_kind(name, "numbers")

    def implied_units(self, name: str, unit: str) -> None:
        """Give values that say their own unit, such as ``82%`` and ``có``, that unit, so that it is not lost."""
        if self.kinds.get(name) != nw.String or self.kinds.get(unit, nw.String) != nw.String:
            return
        implied = {text: own for text in self.texts(name) if (own := columns.implied_unit(text)) is not None}
        if not implied:
            return
        if unit not in self.kinds:
            self._absent(unit, nw.String)
            self.kinds = self.table.collect_schema()
        speaking = nw.col(name).is_in(list(implied))
        pairs = _collected(self.table.filter(speaking, ~nw.col(unit).is_null()).select(name, unit).unique()).rows()
        for text, other in pairs:
            if columns.is_other_unit(other, implied[text]):
                rows = self._rows((nw.col(name) == text) & (nw.col(unit) == other))
                fact = f"{text!r} is in {implied[text]}, and the column {unit} says {other!r}"
                hint = "leave one of the two out."
                self.problems += [FiguresError(fact, hint, self._where(name, row)) for row in rows]
        self.table = read_as(self.table, name, _SAID, implied, nw.String)
        said = nw.when(speaking).then(nw.col(_SAID)).otherwise(nw.col(unit))
        self.table = self.table.with_columns(said.alias(unit)).drop(_SAID)
        self.distinct.pop(unit, None)

    def words(self, name: str, read: Callable[[str], str]) -> None:
        """Give every spelling in a column its one form."""
        if name not in self.kinds:
            self._absent(name, nw.String)
            return
        if self.kinds[name] != nw.String:
            self._wrong_kind(name, "text")
            return
        self._replace(name, name, self._read(name, read), nw.String)

    def periods(self, name: str, first: str, last: str) -> None:
        """Add the first and the last day of a column of periods, and write the periods in their one form."""
        if name not in self.kinds:
            self._absent(name, nw.String)
            self._absent(first, nw.Date)
            self._absent(last, nw.Date)
            return
        kind = self.kinds[name]
        if isinstance(kind, nw.Datetime) and kind.time_zone is not None:
            fact = f"column {name!r} holds moments of the time zone {kind.time_zone}, which are no days"
            self.problems.append(FiguresError(fact, "give days, as that zone has them.", self._where(name, None)))
            return
        if kind == nw.Date or isinstance(kind, nw.Datetime):
            day = nw.col(name).cast(nw.Date)
            self.table = self.table.with_columns(
                day.alias(first), day.alias(last), day.dt.to_string("%Y-%m-%d").alias(name)
            )
            return
        if kind.is_numeric():
            year = nw.col(name).cast(nw.Float64)
            self.table = self.table.with_columns(nw.when(~year.is_nan()).then(year).cast(nw.String).alias(name))
        elif kind != nw.String:
            self._wrong_kind(name, "periods such as 2025 or 2025-Q3")
            return
        readings = self._read(name, columns.read_period)
        self.periods_read[name] = list(readings.values())
        self._replace(name, first, {text: period.first for text, period in readings.items()}, nw.Date)
        self._replace(name, last, {text: period.last for text, period in readings.items()}, nw.Date)
        self._replace(name, name, {text: str(period) for text, period in readings.items()}, nw.String)

    def remarks(self, *names: str) -> None:
        """Add the columns of remarks that a table does not have."""
        for name in names:
            if name not in self.kinds:
                self._absent(name, nw.String)

    def filled(self, *names: str, known: Collection[str] = ()) -> None:
        """Report the rows that lack a cell that every one must have; of some columns none is known to lack one."""
        unknown = [name for name in names if name not in known]
        look = _collected(self.table.select(nw.col(name).is_null().any().alias(name) for name in unknown))
        lacking = [name for name in unknown if look[name].to_list() == [True]]
        for name in names:
            if self.kinds[name] != nw.String and name != "period":
                self._wrong_kind(name, "text; codes such as 01 lose their zero as numbers")
                continue
            if name not in lacking:
                continue
            for row in self._rows(nw.col(name).is_null()):
                self.problems.append(
                    FiguresError(
                        f"{name} is empty", f"every {self.form.one} needs one; fill it in.", self._where(name, row)
                    )
                )

    def done(self) -> Table:
        """Give the table as read.

        Raises:
            Problems: There were any, in the order of their rows; of a long list of one kind the first.
        """
        if self.problems:
            raise Problems(f"{self.file or 'the table'} cannot be read as {self.form.what}", readable(self.problems))
        return self.table

    def rest(self) -> Table | None:
        """Give the rows that have no problem; None where it cannot be told which those are."""
        rows = [problem.where.line if problem.where else None for problem in self.problems]
        return None if None in rows else self.table.filter(~nw.col(ROW).is_in(sorted({row for row in rows if row})))

    def _read(self, name: str, read: Callable[[str], Any]) -> dict[str, Any]:
        """Read each distinct text of a column, and report the rows of those that cannot be read."""
        readings: dict[str, Any] = {}
        wrong: dict[str, DxplanError] = {}
        for text in self.texts(name):
            try:
                readings[text] = read(text)
            except columns.CELL_ERRORS as error:
                wrong[text] = error
        found = _collected(self.table.filter(nw.col(name).is_in(list(wrong))).select(name, ROW)).rows() if wrong else []
        for text, row in found if self._numbered(found) else ((text, None) for text in wrong):
            self.problems.append(wrong[text].at(self._where(name, row)))
        return readings

    @staticmethod
    def _numbered(found: list[tuple[Any, ...]]) -> bool:
        return bool(found) and found[0][-1] is not None

    def _replace(self, name: str, into: str, readings: dict[str, Any], kind: Any) -> None:
        if not readings:
            self._absent(into, kind)
            return
        if into == name and all(text == reading for text, reading in readings.items()):
            return
        self.table = read_as(self.table, name, into, readings, kind)

    def _absent(self, name: str, kind: Any) -> None:
        self.table = self.table.with_columns(nw.lit(None, dtype=kind).alias(name))

    def _rows(self, condition: nw.Expr) -> list[int | None]:
        """Give the rows where `condition` holds; for a table without row numbers one None where any does."""
        rows = _collected(self.table.filter(condition).select(ROW))[ROW].to_list()
        return sorted(rows) if rows and rows[0] is not None else rows[:1]

    def _wrong_kind(self, name: str, wanted: str) -> None:
        self.problems.append(
            FiguresError(f"column {name!r} holds {self.kinds[name]}", f"give it as {wanted}.", self._where(name, None))
        )

    def _where(self, name: str, row: int | None) -> Where:
        return Where(name, self.file or "table" if row is not None else self.file, row)
