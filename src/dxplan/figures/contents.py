"""What is known of a table of figures without reading it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs


@attrs.frozen(kw_only=True)
class Contents:
    """What a table of figures holds, as far as somebody looked while it was read.

    Attributes:
        absent: The columns that hold nothing at all.
        file: The name of the file that all of it is from; None where there are several.
        places: The codes of places in it, and perhaps some more; None where nobody looked.
        periods: The last day of every period in it, and perhaps of some more, by its text; None where nobody looked.
        rows: How many figures there are, where that is known without reading them; else None.
    """

    absent: frozenset[str] = frozenset()
    file: str | None = None
    places: frozenset[str] | None = None
    periods: Mapping[str, date] | None = None
    rows: int | None = None

    @classmethod
    def joined(cls, tables: Iterable[Contents]) -> Contents:
        """Say what several tables hold together."""
        tables = tuple(tables)
        places = [table.places for table in tables if table.places is not None]
        periods = [table.periods for table in tables if table.periods is not None]
        files = {table.file for table in tables}
        sizes = [table.rows for table in tables if table.rows is not None]
        return cls(
            file=files.pop() if len(files) == 1 else None,
            absent=frozenset.intersection(*(table.absent for table in tables)) if tables else frozenset(),
            places=frozenset().union(*places) if len(places) == len(tables) else None,
            periods={text: day for known in periods for text, day in known.items()}
            if len(periods) == len(tables)
            else None,
            rows=sum(sizes) if len(sizes) == len(tables) else None,
        )
