"""Numbers for the series that are asked for, so that telling one from another compares numbers and no texts."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import narwhals.stable.v2 as nw

from dxplan.figures.values import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"
Table = TypeVar("Table", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")

KEY = "dxplan_key"
"""The column of the numbers. It is null of what is not asked for."""


class Numbering:
    """Numbers every combination of some texts, such as those of an indicator and a place.

    Args:
        texts: By the name of each column the texts that are asked for, and perhaps some more.
    """

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        self.texts: dict[str, list[str]] = {name: sorted(set(found)) for name, found in texts.items()}
        self._steps: dict[str, int] = {}
        step = 1
        for name in reversed(self.texts):
            self._steps[name] = step
            step *= max(len(self.texts[name]), 1)

    @property
    def names(self) -> list[str]:
        """The columns that are numbered."""
        return list(self.texts)

    def with_number(self, table: Table, names: Sequence[str] = (), column: str = KEY) -> Table:
        """Add the number of each row, or what some of the columns add to it; null where a text is not among them.

        The table is one of Polars, which looks a text up in a list of categories in a fraction of what replacing takes.
        """
        import polars as pl

        added = [
            pl.col(name).cast(pl.Enum(self.texts[name]), strict=False).to_physical().cast(pl.Int64) * self._steps[name]
            for name in names or self.names
        ]
        found: Table = nw.from_native(table.to_native().with_columns(reduce(add, added).alias(column)))
        return found

    def numbered(self, table: Table) -> Table:
        """Put the number in the place of the columns, and leave out the rows that are not asked for."""
        return self.with_number(table).drop(*self.names).filter(~nw.col(KEY).is_null())

    def named(self, numbers: Frame) -> Frame:
        """Give the texts that each number stands for."""
        found = numbers.select(
            ((nw.col(KEY) // self._steps[name]) % max(len(texts), 1)).alias(name) for name, texts in self.texts.items()
        )
        backend = numbers.implementation
        for name, texts in self.texts.items():
            rows = [{name: nth, _TEXT: text} for nth, text in enumerate(texts)]
            known = frame_of(rows, {name: nw.Int64(), _TEXT: nw.String()}, backend)
            found = found.join(known, on=name, how="inner").drop(name).rename({_TEXT: name})
        return found.select(*self.names)


_TEXT = "dxplan_text"


def numbered_questions(questions: Frame, series: Frame, numbering: Numbering) -> Frame:
    """Join questions to the series that they ask for, and give the number of each instead of ``series``.

    Args:
        questions: Questions with the columns ``series`` and ``indicator``.
        series: The series with the columns ``series``, ``place`` and ``breakdown``.
        numbering: The numbers. Where figures have no breakdown, none is numbered, and what asks for one has the number
            null: no figure answers it, and yet it is asked for.
    """
    others = [name for name in numbering.names if name != "indicator"]
    series = numbering.with_number(series, others, _OF_SERIES)
    if "breakdown" not in numbering.names:
        whole = (nw.col("breakdown") == "") | nw.col("breakdown").is_null()
        series = series.with_columns(nw.when(whole).then(nw.col(_OF_SERIES)).alias(_OF_SERIES))
    return (
        numbering.with_number(questions, ["indicator"])
        .join(series, on="series", how="inner")
        .with_columns(nw.col(KEY) + nw.col(_OF_SERIES))
        .drop("series", _OF_SERIES)
    )


_OF_SERIES = "dxplan_of_series"
