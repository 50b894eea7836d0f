"""The columns of a table of figures, and how their cells are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError, FiguresError
from dxplan.figures.figure import Qualifier, breakdown_text, parse_breakdown
from dxplan.model.documents import Confidence
from dxplan.numbers import parse_number
from dxplan.periods import Period
from dxplan.text import fold
from dxplan.units import unit_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.typing import NumberStyle

REQUIRED = ("indicator", "place", "period", "value")
"""The columns that every table of figures has."""

NUMBERS = ("value", "numerator", "denominator")
"""The columns of numbers."""

REMARKS = ("source", "method", "status", "note")
"""The columns of text that is taken as it is, also where a table holds it as numbers."""

OPTIONAL = (
    "grade",
    "place_on",
    "breakdown",
    "unit",
    "qualifier",
    "numerator",
    "denominator",
    "source",
    "confidence",
    "method",
    "published",
    "status",
    "note",
)
"""The columns that a table may have besides."""

KNOWN = (*REQUIRED, *OPTIONAL)
"""Every column that has a meaning."""


def read_qualifier(text: str) -> str:
    """Read a qualifier as the text of `Qualifier`."""
    return Qualifier.parse(text).value


def read_breakdown(text: str) -> str:
    """Read a breakdown as its one canonical text."""
    return breakdown_text(parse_breakdown(text))


def read_confidence(text: str) -> str:
    """Read how sure a figure is as the text of `Confidence`."""
    try:
        return Confidence(text.strip().lower()).value
    except ValueError:
        raise FiguresError(
            f"{text!r} is not a confidence", f"use one of: {', '.join(c.value for c in Confidence)}."
        ) from None


def read_period(text: str) -> Period:
    """Read a period; a year that a workbook made ``2025.0`` is a year."""
    return Period.parse(text.strip().removesuffix(".0"))


ANSWERS: dict[str, float] = {
    **dict.fromkeys(("có", "đã có", "đạt", "hoàn thành", "đã hoàn thành", "rồi", "yes", "true", "done"), 1.0),
    **dict.fromkeys(("không", "không có", "chưa", "chưa có", "chưa hoàn thành", "no", "false", "not done"), 0.0),
}
"""What the column of values may hold instead of a number, for an indicator that is yes or no."""


SIGNS = {"%": "percent", "‰": "permille"}
"""The signs that may stand behind a value."""


def implied_unit(text: str) -> str | None:
    """Give the unit that a value says itself, by a sign behind it or as yes or no; None for a bare number."""
    return "yes_no" if fold(text) in ANSWERS else SIGNS.get(text.strip()[-1:])


def is_other_unit(text: str, unit: str) -> bool:
    """Tell whether the spelling of a unit means another one; what means none is another problem."""
    try:
        return unit_name(text) != unit
    except DefinitionError:
        return False


def read_value(text: str, style: NumberStyle | None) -> float:
    """Read a value: a number, also with a sign of its unit behind it, or yes or no as 1 or 0."""
    answer = ANSWERS.get(fold(text))
    bare = text.strip().rstrip("".join(SIGNS)) if implied_unit(text) else text
    return parse_number(bare, style) if answer is None else answer


WORDS: dict[str, Callable[[str], str]] = {
    "grade": fold,
    "breakdown": read_breakdown,
    "unit": unit_name,
    "qualifier": read_qualifier,
    "confidence": read_confidence,
}
"""The columns of words, with the reader that gives each spelling its one form."""


@attrs.frozen(kw_only=True)
class Form:
    """What a table must look like.

    Attributes:
        what: What its rows are, such as ``figures``.
        one: What one row is.
        required: The columns that it has.
        filled: Those of them in which no cell is empty.
        optional: The columns that it may have.
        remarks: The columns of text that is taken as it is, also where a table holds it as numbers.
    """

    what: str
    one: str
    required: tuple[str, ...]
    filled: tuple[str, ...]
    optional: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """Every column that has a meaning."""
        return (*self.required, *self.optional)


FORM = Form(
    what="figures",
    one="figure",
    required=REQUIRED,
    filled=("indicator", "place", "period"),
    optional=OPTIONAL,
    remarks=REMARKS,
)
"""What a table of figures must look like."""

CELL_ERRORS = (DefinitionError, FiguresError)
"""What a reader of a cell raises for a cell that it cannot read."""
