"""Codes of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.periods import Period
from dxplan.places import gazetteer
from dxplan.places.place import MADE_UP
from dxplan.places.tables import shipped_places

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from dxplan.periods import IntoPeriod


def places(*, level: str | None = None, on: IntoPeriod | None = None) -> SearchStrategy[str]:
    """Make codes of the places that dxplan knows. A code may have meant two places, at different dates.

    Args:
        level: Only places of this level, such as ``province``.
        on: Only places that are there on the last day of this period.
    """
    if on is None:
        there = tuple(shipped_places())
    else:
        then = gazetteer.at(Period.of(on).last)
        there = tuple(then[code] for code in then)
    found = sorted({place.code for place in there if level in (None, place.level)})
    return st.sampled_from(found) if found else st.nothing()


def made_up_places() -> SearchStrategy[str]:
    """Make codes of places that do not exist."""
    return st.sampled_from([MADE_UP, f"{MADE_UP}-1", f"{MADE_UP}1.a"])
