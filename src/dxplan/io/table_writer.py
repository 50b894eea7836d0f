"""Tables written for programs."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Give the rows of a dataframe of any library as plain values, None for what is missing."""
    return list(nw.from_native(table, eager_only=True).iter_rows(named=True))


def dumps_csv(table: Any) -> str:
    """Write a dataframe of any library as CSV.

    It has commas between columns and points in numbers, in every language, and nothing for what is missing.
    """
    text: str = nw.from_native(table, eager_only=True).write_csv()
    return text
