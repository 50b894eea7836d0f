"""Numbers for the series that are asked for, so that telling one from another compares numbers and no texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.values import frame_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"

KEY = "dxplan_key"
"""The column of the numbers. It is null of what is not asked for."""


class Numbering:
    """Numbers every combination of some texts, such as those of an indicator and a place.

    Args:
        texts: By the name of each column the texts that are asked for, and perhaps some more.
        whole: The columns in which no table has other texts; those are numbered quicker.
    """

    def __init__(self, texts: Mapping[str, Iterable[str]], whole: Collection[str] = ()) -> None:
        self.whole = tuple(whole)
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

    def number(self, names: Sequence[str] = ()) -> nw.Expr:
        """Give the number of each row, or what some of the columns add to it; null where a text is not among them."""
        return _sum([self._added_by(name) for name in names or self.names])

    def numbered(self, table: Frame) -> Frame:
        """Put the number in the place of the columns, and leave out the rows that are not asked for.

        The table is one of Polars, in memory.
        """
        for name in self.whole:  # looking a text up in a list of categories takes a fraction of replacing it
            places: Any = table[name].cast(nw.Enum(self.texts[name])).to_native().to_physical()
            table = table.with_columns(nw.from_native(places, series_only=True).cast(nw.Int64) * self._steps[name])
        added = [nw.col(name) if name in self.whole else self._added_by(name) for name in self.names]
        found = table.with_columns(_sum(added)).drop(*self.names)
        return found.filter(~nw.col(KEY).is_null()) if found[KEY].null_count() else found

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

    def _added_by(self, name: str) -> nw.Expr:
        texts, step = self.texts[name], self._steps[name]
        numbers = [nth * step for nth in range(len(texts))]
        return nw.col(name).replace_strict(texts, numbers, default=None, return_dtype=nw.Int64)


def _sum(added: Sequence[nw.Expr]) -> nw.Expr:
    first, *others = added
    for other in others:
        first = first + other
    return first.alias(KEY)


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
    number = numbering.number(others)
    if "breakdown" not in numbering.names:
        number = nw.when((nw.col("breakdown") == "") | nw.col("breakdown").is_null()).then(number)
    return (
        questions.with_columns(numbering.number(["indicator"]))
        .join(series.with_columns(number.alias(_OF_SERIES)), on="series", how="inner")
        .with_columns(nw.col(KEY) + nw.col(_OF_SERIES))
        .drop("series", _OF_SERIES)
    )


_OF_SERIES = "dxplan_of_series"
