"""Division to the last digit, as Python does it, on every dataframe."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw


def quotient(part: nw.Expr, whole: nw.Expr | float) -> nw.Expr:
    """Divide one expression by another.

    Polars multiplies by the reciprocal of what is the same in every row, so that 49 / 49 would be less than 1, and an
    exact hit would be none. What is added here is 0 in every row, and so the rows are divided one by one.

    Args:
        part: What is divided; it is named twice, so it should be a column or as simple as one.
        whole: What it is divided by; where that is 0, the caller says what follows.
    """
    return part / (part * 0.0 + whole)
