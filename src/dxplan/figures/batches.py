"""Large tables divided by their indicators: memory grows with the figures of the largest one, not with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.figures.figures import Figures

_AT_ONCE = 500_000
"""About so many figures are looked at in one go, and those of one indicator at least."""


def batches(figures: Figures, codes: Iterable[str]) -> list[list[str]]:
    """Divide indicators so that none of the parts has too many figures; tables outside memory care for themselves.

    Args:
        figures: The figures.
        codes: The codes of indicators.
    """
    codes = sorted(codes)
    if figures.few or not codes or not figures.table.implementation.is_polars():
        return [codes]
    there = len(figures.contents.indicators or codes)
    number = figures.number or _AT_ONCE * there  # where nobody knows, each is looked at alone
    each = max(1, _AT_ONCE * there // number)
    return [codes[begin : begin + each] for begin in range(0, len(codes), each)]
