"""How dataframes come in: every number a float, every missing value null, and nothing else that stands for missing.

Expressions rely on it.
pandas writes missing numbers as NaN and answers comparisons with them by False, and calculations leave infinities
behind, so both become null here, once.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.errors import FiguresError, LargeFrameWarning, MissingColumnError, UnsupportedBackendError
from dxplan.expr.backends import engine_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


Table: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"

LARGE = 1_000_000
"""A pandas dataframe of more rows gets a warning."""

_ROW = "__dxplan_row"


def admit(frame: Any, *, numbers: Iterable[str] | None = None, truths: Iterable[str] | None = None) -> Table:
    """Bring a dataframe into the form that expressions rely on.

    Numbers become 64-bit floats; what is not finite in them becomes null.
    Truths become booleans with null.
    In pandas both become Arrow-backed, since its own columns cannot hold null.
    The other columns stay as they are, and lazy frames stay lazy.

    Args:
        frame: A Polars, pandas or PyArrow dataframe, a lazy Polars frame, a DuckDB relation, a Spark dataframe, or a
            narwhals frame of one of them.
        numbers: The columns to be taken as numbers; by default all that hold numbers.
        truths: The columns to be taken as truths; by default all that hold truths.

    Returns:
        A narwhals frame with the same columns and rows.

    Raises:
        FiguresError: A column cannot be taken as numbers or truths.
        MissingColumnError: A column is not there.
        UnsupportedBackendError: Expressions do not run on this kind of dataframe.
    """
    table = wrap(frame)
    engine_of(table)
    warn_of_size(table)
    kinds = table.collect_schema()
    numbers = [name for name, kind in kinds.items() if kind.is_numeric()] if numbers is None else list(numbers)
    truths = [name for name, kind in kinds.items() if kind == nw.Boolean] if truths is None else list(truths)
    _require_columns(kinds, [*numbers, *truths])
    for name in (name for name in numbers if kinds[name] in (nw.String, nw.Boolean) or kinds[name].is_temporal()):
        raise FiguresError(f"column {name!r} holds {kinds[name]} and no numbers", "read its texts as numbers first.")
    wanted = {name: nw.Float64() for name in numbers} | {name: nw.Boolean() for name in truths}

    def into_form(inner: Table) -> Table:
        kinds = inner.collect_schema()
        casts = [nw.col(name).cast(kind) for name, kind in wanted.items() if kinds[name] != kind]
        inner = inner.with_columns(*casts) if casts else inner
        return inner.with_columns(finite_or_null(name) for name in numbers) if numbers else inner

    admitted: Table = computed(table, wanted, into_form)
    return admitted


def wrap(frame: Any) -> Table:
    """Give a dataframe of any library as a narwhals frame.

    Raises:
        UnsupportedBackendError: It is no dataframe.
    """
    try:
        return nw.from_native(frame)  # type: ignore[no-any-return]
    except TypeError:
        raise UnsupportedBackendError(
            f"a dataframe cannot be read from {type(frame).__name__}",
            "give a Polars, pandas, PyArrow, DuckDB or PySpark dataframe.",
        ) from None


def finite_or_null(column: str) -> nw.Expr:
    """Give a column of floats with null for what is not finite."""
    number = nw.col(column)
    return nw.when(number.is_finite()).then(number).alias(column)


def require_form(table: Table, leaves: Mapping[str, bool], keys: Iterable[str] = ()) -> None:
    """Refuse columns that are not in the form that `admit` gives.

    Args:
        table: The frame.
        leaves: The columns, and whether each is one of truths.
        keys: Columns that must be there, in whatever form.

    Raises:
        FiguresError: A column has another kind.
        MissingColumnError: A column is not there.
    """
    kinds = table.collect_schema()
    _require_columns(kinds, [*leaves, *keys])
    for name, truth in leaves.items():
        if kinds[name] != (nw.Boolean if truth else nw.Float64):
            wanted, word = ("truths", "truths") if truth else ("64-bit floats", "numbers")
            raise FiguresError(
                f"column {name!r} holds {kinds[name]}, where expressions need {wanted}",
                f"bring the dataframe in with admit(frame, {word}=[{name!r}, ...]) first.",
            )


def _require_columns(kinds: Mapping[str, Any], names: Iterable[str]) -> None:
    for name in names:
        if name not in kinds:
            raise MissingColumnError(f"there is no column {name!r}", f"there are: {', '.join(kinds) or 'none'}.")


def warn_of_size(table: Table) -> None:
    """Warn of a pandas dataframe that is better left where it came from."""
    if isinstance(table, nw.DataFrame) and table.implementation.is_pandas() and len(table) > LARGE:
        warnings.warn(
            f"a pandas dataframe of {len(table):,} rows is in memory as a whole, and its numpy columns are copied; "
            "a lazy Polars frame or a DuckDB relation over the file that it came from needs neither.",
            LargeFrameWarning,
            stacklevel=3,
        )


def computed(table: Table, columns: Iterable[str], compute: Callable[[Any], Any], *, kept: Iterable[str] = ()) -> Any:
    """Add columns to a frame, or replace some.

    pandas and PyArrow tables are lent to Polars for that, and what it found is put beside their own columns: pandas
    makes numpy columns of every fixed number and of every choice, which cannot hold null, and PyArrow lacks windows.

    Args:
        table: The frame.
        columns: The columns that are needed for it.
        compute: What adds the columns.
        kept: The columns among them that stay as they are.
    """
    if isinstance(table, nw.LazyFrame) or not (table.implementation.is_pandas() or table.implementation.is_pyarrow()):
        return compute(table)
    import polars as pl

    kept = {_ROW, *kept}
    try:
        lent = {name: table[name].to_polars() for name in dict.fromkeys(columns)}
    except ModuleNotFoundError as error:
        raise UnsupportedBackendError(
            f"pandas dataframes cannot be read: {error}", "install it: pip install pyarrow."
        ) from None
    # The column of row numbers keeps the height of a frame that lends no column.
    found = compute(nw.from_native(pl.DataFrame({_ROW: pl.int_range(len(table), eager=True), **lent}))).to_native()
    # A join may have brought the rows into another order.
    found = found.sort(_ROW)
    return _with_columns(table, {name: found[name].to_arrow() for name in found.columns if name not in kept})


def _with_columns(table: nw.DataFrame[Any], arrays: Mapping[str, Any]) -> Any:
    """Put Arrow arrays into a pandas or PyArrow table."""
    native = table.to_native()
    if table.implementation.is_pandas():
        extension = table.implementation.to_native_namespace().arrays.ArrowExtensionArray
        return nw.from_native(native.assign(**{name: extension(array) for name, array in arrays.items()}))
    for name, array in arrays.items():
        at = native.schema.get_field_index(name)
        native = native.append_column(name, array) if at < 0 else native.set_column(at, name, array)
    return nw.from_native(native, eager_only=True)
