"""What is known of a table of figures without reading it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from dxplan.periods import Period


@attrs.frozen(kw_only=True)
class Contents:
    """What a table of figures holds, as far as somebody looked while it was read.

    Attributes:
        absent: The columns that hold nothing at all.
        file: The name of the file that all of it is from; None where there are several.
        indicators: The codes of indicators in it, and perhaps some more; None where nobody looked.
        places: The codes of places in it, and perhaps some more; None where nobody looked.
        periods: The periods in it, and perhaps some more, by their texts; None where nobody looked.
        rows: How many figures there are, where that is known without reading them; else None.
    """

    absent: frozenset[str] = frozenset()
    file: str | None = None
    indicators: frozenset[str] | None = None
    places: frozenset[str] | None = None
    periods: Mapping[str, Period] | None = None
    rows: int | None = None

    @classmethod
    def joined(cls, tables: Iterable[Contents]) -> Contents:
        """Say what several tables hold together."""
        tables = tuple(tables)
        indicators = [table.indicators for table in tables if table.indicators is not None]
        places = [table.places for table in tables if table.places is not None]
        periods = [table.periods for table in tables if table.periods is not None]
        files = {table.file for table in tables}
        sizes = [table.rows for table in tables if table.rows is not None]
        return cls(
            file=files.pop() if len(files) == 1 else None,
            absent=frozenset.intersection(*(table.absent for table in tables)) if tables else frozenset(),
            indicators=frozenset().union(*indicators) if len(indicators) == len(tables) else None,
            places=frozenset().union(*places) if len(places) == len(tables) else None,
            periods={text: period for known in periods for text, period in known.items()}
            if len(periods) == len(tables)
            else None,
            rows=sum(sizes) if len(sizes) == len(tables) else None,
        )
