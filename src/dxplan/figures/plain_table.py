"""Few figures as plain rows in the one form: what `normalise` makes of a table, where there is nothing to say of it.

A file of a few figures is read, checked and evaluated in less time than it takes to load a library of dataframes.
What cannot be read, or not for sure, is left to `normalise`, which says why. A law compares the two.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.figures import columns
from dxplan.figures.contents import Contents
from dxplan.figures.normalise import FILE, ROW
from dxplan.figures.one_by_one import FEW
from dxplan.figures.values import frame_of
from dxplan.numbers import parse_number
from dxplan.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import narwhals.stable.v2 as nw

    from dxplan.dataframes import ColumnKind
    from dxplan.typing import NumberStyle

KINDS: dict[str, ColumnKind] = {
    **{name: "Float64" if name in columns.NUMBERS else "String" for name in columns.KNOWN},
    **dict.fromkeys(("first", "last", "known_from", "place_day"), "Date"),
    ROW: "Int64",
    FILE: "String",
}
"""The columns of figures in the one form."""


@attrs.frozen(eq=False)
class PlainTable:
    """Figures in the one form, row by row.

    Attributes:
        rows: The figures, each by the names of `KINDS`.
        contents: What is known of them.
    """

    rows: list[dict[str, Any]]
    contents: Contents

    @cached_property
    def frame(self) -> nw.LazyFrame[Any]:
        """The same as a frame, made when it is first asked for."""
        return frame_of(self.rows, KINDS, "polars").lazy()


@attrs.frozen(eq=False)
class PlainRows:
    """A small table as plain rows.

    Attributes:
        rows: The rows.
        kinds: The kinds of the columns, by the names that each row has.
    """

    rows: list[dict[str, Any]]
    kinds: dict[str, Any]

    @cached_property
    def frame(self) -> nw.DataFrame[Any]:
        """The same as a dataframe, made when it is first asked for."""
        return frame_of(self.rows, self.kinds, "polars")


def rows_of(table: nw.DataFrame[Any] | PlainRows) -> Iterable[dict[str, Any]]:
    """Give the rows of a table of either sort."""
    return table.rows if isinstance(table, PlainRows) else table.iter_rows(named=True)


def column_of(table: nw.DataFrame[Any] | PlainRows, name: str) -> list[Any]:
    """Give a column of a table of either sort."""
    return [row[name] for row in table.rows] if isinstance(table, PlainRows) else table[name].to_list()


def frame_from(table: nw.DataFrame[Any] | PlainRows) -> nw.DataFrame[Any]:
    """Give a table of either sort as a dataframe."""
    return table.frame if isinstance(table, PlainRows) else table


def plain_table(
    names: Sequence[str], cells: Sequence[Sequence[str]], *, numbers: NumberStyle | None, file: str
) -> PlainTable | None:
    """Bring the text cells of a table into the one form; None where they are many, or there is anything to say of them.

    Args:
        names: The names of the columns.
        cells: The cells of every row.
        numbers: How numbers are written.
        file: The file's name, for messages.
    """
    if len(cells) > FEW or not set(columns.REQUIRED) <= set(names) <= set(columns.KNOWN):
        return None
    readers = _readers(numbers)
    texts = [
        (number, {name: cell.strip() or None for name, cell in zip(names, row, strict=True)})
        for number, row in enumerate(cells, start=2)
    ]
    try:
        rows = [_row(row, number, file, readers) for number, row in texts if any(row.values())]
    except columns.CELL_ERRORS:
        return None
    if any(_contradicts(row) for _, row in texts):
        return None
    if any(row[name] is None for row in rows for name in columns.FORM.filled):
        return None
    contents = Contents(
        absent=frozenset(columns.KNOWN) - {*names, "unit"},
        file=file,
        indicators=frozenset(row["indicator"] for row in rows),
        places=frozenset(row["place"] for row in rows),
        periods={row["period"]: Period(row["first"], row["last"]) for row in rows} or None,
    )
    return PlainTable(rows, contents)


def _readers(numbers: NumberStyle | None) -> dict[str, Callable[[str], Any]]:
    """Give what reads the cells of each column, each distinct text once."""
    readers: dict[str, Callable[[str], Any]] = {
        **columns.WORDS,
        **dict.fromkeys(columns.NUMBERS, lambda text: parse_number(text, numbers)),
        "value": lambda text: columns.read_value(text, numbers),
        **dict.fromkeys(("period", "published", "place_on"), columns.read_period),
    }
    return {name: lru_cache(maxsize=None)(read) for name, read in readers.items()}


def _implied(texts: dict[str, str | None]) -> str | None:
    value = texts["value"]
    return None if value is None else columns.implied_unit(value)


def _contradicts(texts: dict[str, str | None]) -> bool:
    """Tell whether a value says another unit than the one beside it."""
    unit, implied = texts.get("unit"), _implied(texts)
    return unit is not None and implied is not None and columns.is_other_unit(unit, implied)


def _row(
    texts: dict[str, str | None], number: int, file: str, readers: dict[str, Callable[[str], Any]]
) -> dict[str, Any]:
    """Read one row.

    Raises:
        DefinitionError: A cell cannot be read.
        FiguresError: The same.
    """
    given = {**texts, "unit": _implied(texts) or texts.get("unit")}
    row: dict[str, Any] = {
        name: text if text is None or name not in readers else readers[name](text)
        for name in columns.KNOWN
        for text in (given.get(name),)
    }
    period, public, day = row["period"], row["published"], row["place_on"]
    return {
        **row,
        "breakdown": row["breakdown"] or "",
        **{name: row[name] and str(row[name]) for name in ("period", "published", "place_on")},
        "first": period and period.first,
        "last": period and period.last,
        "known_from": public and public.last,
        "place_day": day and day.last,
        ROW: number,
        FILE: file,
    }
