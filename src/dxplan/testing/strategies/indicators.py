"""Indicators: what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.model.indicators import Direction, Indicator, Kind
from dxplan.periods import Frequency
from dxplan.testing.strategies.codes import codes
from dxplan.testing.strategies.goals import UNITS, bounds
from dxplan.testing.strategies.texts import strings, texts
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from dxplan.text import Text

SCALES = (("C", "B", "A"), ("yếu", "trung bình", "khá", "tốt"))
"""The scales of grades."""

_NUMERIC = tuple(kind for kind in Kind if kind not in (Kind.FLAG, Kind.GRADE))


def indicators(
    *,
    dimensions: tuple[str, ...] = (),
    kinds: tuple[Kind, ...] = tuple(Kind),
    of: SearchStrategy[str] | None = None,
) -> SearchStrategy[Indicator]:
    """Make indicators that are reported: every kind, unit, direction and frequency, with and without bounds.

    Ranks fall and grades rise, as they must. The lower bound is never above the upper one.

    Args:
        dimensions: The codes of the dimensions that they may be broken down by; each has up to two of them.
        kinds: Which kinds.
        of: What free text is made of; by default `strings`.
    """
    said = strings() if of is None else of
    return st.sampled_from(kinds).flatmap(lambda kind: _indicators(kind, dimensions, said))


@st.composite
def _indicators(draw: DrawFn, kind: Kind, dimensions: tuple[str, ...], said: SearchStrategy[str]) -> Indicator:
    named: SearchStrategy[Text] = texts(said)
    unit = {Kind.FLAG: "yes_no", Kind.GRADE: "grade", Kind.RANK: "rank"}.get(kind) or draw(st.sampled_from(UNITS))
    up = kind is Kind.GRADE or (unit != "rank" and draw(st.booleans()))
    low, high = draw(ranges()) if kind in _NUMERIC and unit != "rank" else (None, None)
    if kind is Kind.COUNT and high is not None and high < 0:  # then no figure could be one
        high = None
    return Indicator(
        code=draw(codes()),
        name=draw(named),
        unit=unit,
        direction=Direction.UP if up else Direction.DOWN,
        kind=kind,
        scale=draw(st.sampled_from(SCALES)) if kind is Kind.GRADE else (),
        definition=draw(named),
        frequency=draw(st.sampled_from(Frequency)),
        method=draw(st.none() | said),
        dimensions=tuple(draw(st.lists(st.sampled_from(dimensions), unique=True, max_size=2))) if dimensions else (),
        low=low,
        high=high,
        over_units=draw(st.none() | st.sampled_from(merging_rules(kind, unit))),
    )


def merging_rules(kind: Kind, unit: str) -> tuple[str, ...]:
    """Give the rules by which an indicator can be merged that name no weight."""
    grows = kind is Kind.RATE and unit in SHARE_SCALE
    if kind is Kind.RANK or unit == "rank" or grows:
        return ("none",)
    if kind is Kind.FLAG:
        return ("all", "any", "none")
    if kind is Kind.GRADE:
        return ("min", "max", "none")
    return ("ratio" if unit in SHARE_SCALE else "sum", "mean", "min", "max", "none")


@st.composite
def ranges(draw: DrawFn) -> tuple[float | None, float | None]:
    """Make the least and the greatest value of an indicator, either of which may be open."""
    low, high = sorted((draw(bounds()), draw(bounds())))
    return draw(st.sampled_from([None, low])), draw(st.sampled_from([None, high]))
