"""In which periods to look for the last figures: first where most series have one, and then ever further back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Reach: TypeAlias = "tuple[list[str] | None, list[date]]"
"""The periods to look through, None for all of them; and for each of the days asked the day after which its window
begins."""

EARLIEST = date(1000, 1, 1)
"""No figure ends before it; Spark cannot write earlier days."""


def everything(cutoffs: Sequence[date]) -> Reach:
    """Look through all periods."""
    return None, [EARLIEST] * len(cutoffs)


def reaches(days: Mapping[str, date], cutoffs: Sequence[date], months: int) -> list[Reach]:
    """Give the periods to look through first, and then those of ever wider windows.

    The last figure in a window is the last one of all. The first window is the last day of which there are figures,
    where most series have one, so that older ones need not be read.

    Args:
        days: The last day of each period that figures are of.
        cutoffs: The days asked, in order: by each of them the last figures are looked for.
        months: How far back the second window reaches.
    """
    texts = sorted((text for text, day in days.items() if day <= cutoffs[-1]), key=lambda text: days[text])
    if not texts:
        return []
    newest = [max((days[text] for text in texts if days[text] <= cutoff), default=EARLIEST) for cutoff in cutoffs]
    back = timedelta(days=31 * months)
    further = [day - back if day - EARLIEST > back else EARLIEST for day in cutoffs]
    found: list[Reach] = []
    before: set[str] = set()
    for begins in ([day - timedelta(days=1) for day in newest], further, [EARLIEST] * len(cutoffs)):
        spans = list(zip(begins, cutoffs, strict=True))
        near = [text for text in texts if any(begin < days[text] <= end for begin, end in spans)]
        if not before.issuperset(near):
            # Of one day asked, what was looked through has nothing for the series that are left.
            found.append((near if len(cutoffs) > 1 else [text for text in near if text not in before], begins))
        before |= {*near}
    return found
