"""Numbers for the series that are asked for, so that telling one from another compares numbers and no texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.values import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"

KEY = "dxplan_key"
"""The column of the numbers. It is null of what is not asked for."""


class Numbering:
    """Numbers every combination of some texts, such as those of an indicator and a place.

    Args:
        texts: By the name of each column the texts that are asked for.
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

    def number(self, names: Sequence[str] = ()) -> nw.Expr:
        """Give the number of each row, or what some of the columns add to it; null where a text is not among them."""
        first, *others = (self._added_by(name) for name in names or self.names)
        for other in others:
            first = first + other
        return first.alias(KEY)

    def numbered(self, table: Frame) -> Frame:
        """Put the number in the place of the columns, and leave out the rows that are not asked for."""
        found = table.with_columns(self.number()).drop(*self.names)
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


_TEXT = "dxplan_text"


def numbered_questions(questions: Frame, series: Frame, numbering: Numbering) -> Frame:
    """Join questions to the series that they ask for, and give the number of each instead of ``series``.

    Args:
        questions: Questions with the columns ``series`` and ``indicator``.
        series: The series with the columns ``series``, ``place`` and ``breakdown``.
        numbering: The numbers. Where figures have no breakdown, none is numbered, and what asks for one is left out.
    """
    if "breakdown" not in numbering.names:
        series = series.filter((nw.col("breakdown") == "") | nw.col("breakdown").is_null())
    others = [name for name in numbering.names if name != "indicator"]
    return (
        questions.with_columns(numbering.number(["indicator"]))
        .join(series.with_columns(numbering.number(others).alias(_OF_SERIES)), on="series", how="inner")
        .with_columns(nw.col(KEY) + nw.col(_OF_SERIES))
        .drop("series", _OF_SERIES)
    )


_OF_SERIES = "dxplan_of_series"
