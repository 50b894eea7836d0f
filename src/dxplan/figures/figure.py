"""One reported number, and what the words around it make of it."""

from __future__ import annotations

import enum
import math

import attrs

from dxplan.codes import member, name_validator
from dxplan.errors import FiguresError
from dxplan.intervals import Interval
from dxplan.model.documents import Confidence, as_confidence
from dxplan.numbers import as_float
from dxplan.periods import Period, as_period
from dxplan.text import fold
from dxplan.units import unit_name


class Qualifier(enum.Enum):
    """A word beside a reported number that makes it less than exact."""

    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"

    @classmethod
    def parse(cls, text: str) -> Qualifier:
        """Read a qualifier in Vietnamese or English, such as ``trên`` or ``over``.

        Raises:
            FiguresError: The word is not known.
        """
        try:
            return _WORDS[fold(text)]
        except KeyError:
            raise FiguresError(
                f"{text!r} is not a qualifier", f"use one of: {', '.join(q.value for q in cls)}, or leave it empty."
            ) from None


VAGUE = (Qualifier.ABOUT, Qualifier.NEARLY)
"""The words that leave a number roughly known; the others only bound it."""

_WORDS = {word: qualifier for qualifier in Qualifier for word in (qualifier.value, qualifier.value.replace("_", " "))}
_WORDS |= {
    "khoảng": Qualifier.ABOUT,
    "xấp xỉ": Qualifier.ABOUT,
    "gần": Qualifier.NEARLY,
    "trên": Qualifier.MORE_THAN,
    "hơn": Qualifier.MORE_THAN,
    "over": Qualifier.MORE_THAN,
    "ít nhất": Qualifier.AT_LEAST,
    "dưới": Qualifier.LESS_THAN,
    "under": Qualifier.LESS_THAN,
    "tối đa": Qualifier.AT_MOST,
}


@attrs.frozen
class Reach:
    """How far the number behind a reported one may lie from it.

    Attributes:
        below: How many tolerances it may lie lower: 0 for none, None where nothing bounds it.
        above: How many tolerances it may lie higher: 0 for none, None where nothing bounds it.
        low_open: Whether it lies above its lower bound, not on it.
        high_open: Whether it lies below its upper bound, not on it.
    """

    below: float | None = 0.0
    above: float | None = 0.0
    low_open: bool = False
    high_open: bool = False


REACH: dict[Qualifier | None, Reach] = {
    None: Reach(),
    Qualifier.ABOUT: Reach(1.0, 1.0),
    Qualifier.NEARLY: Reach(1.0, 0.0, high_open=True),
    Qualifier.MORE_THAN: Reach(0.0, None, low_open=True),
    Qualifier.AT_LEAST: Reach(0.0, None),
    Qualifier.LESS_THAN: Reach(None, 0.0, high_open=True),
    Qualifier.AT_MOST: Reach(None, 0.0),
}
"""What each word beside a number makes of it."""


def reported_interval(value: float, qualifier: Qualifier | None, tolerance: float) -> Interval:
    """Give the numbers that a reported value may stand for.

    Args:
        value: The value as reported.
        qualifier: The word beside it, or None for an exact value.
        tolerance: How far "about" and "nearly" may be off, as a share of the value.
    """
    reach, slack = REACH[qualifier], abs(value) * tolerance
    low = -math.inf if reach.below is None else value - reach.below * slack
    high = math.inf if reach.above is None else value + reach.above * slack
    return Interval(low=low, high=high, low_open=reach.low_open, high_open=reach.high_open and low < high)


def as_qualifier(qualifier: Qualifier | str) -> Qualifier:
    """Return `qualifier` itself, or the one that a code names."""
    return member(Qualifier, qualifier)


@attrs.frozen(kw_only=True)
class Figure:
    """One reported number of an indicator, at a place, in a period.

    Attributes:
        indicator: The indicator's code.
        place: The place's code.
        period: The period it is about.
        value: The number, or None where only its parts are given.
        grade: The grade, for an indicator that has a scale of them; then the value may be left out.
        place_on: The period on whose last day the code is read; None where it is read in the figure's own period.
        breakdown: The members of dimensions it is about, by dimension; empty for the whole.
        unit: Its unit; None where it is the indicator's.
        qualifier: The word beside it that makes it less than exact, or None.
        numerator: The part, where the value is a share whose parts are known.
        denominator: The whole; of a rank, how many were ranked.
        source: Where the number was found.
        confidence: How sure it is.
        method: The method or series it belongs to, where rival ones exist.
        published: The period by whose end it was public; None where that is not known.
        status: What its publisher says of it, such as an estimate or a revision.
        note: What a reader should know about it.
    """

    indicator: str = attrs.field(validator=name_validator)
    place: str
    period: Period = attrs.field(converter=as_period)
    value: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float))
    grade: str | None = None
    place_on: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    breakdown: dict[str, str] = attrs.field(factory=dict)
    unit: str | None = attrs.field(default=None, converter=attrs.converters.optional(unit_name))
    qualifier: Qualifier | None = attrs.field(default=None, converter=attrs.converters.optional(as_qualifier))
    numerator: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float))
    denominator: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float))
    source: str | None = None
    confidence: Confidence | None = attrs.field(default=None, converter=attrs.converters.optional(as_confidence))
    method: str | None = None
    published: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    status: str | None = None
    note: str | None = None


def breakdown_text(breakdown: dict[str, str]) -> str:
    """Write a breakdown as ``dimension=member`` joined by ``;``, in the order of the dimensions."""
    return ";".join(f"{dimension}={member}" for dimension, member in sorted(breakdown.items()))


def parse_breakdown(text: str) -> dict[str, str]:
    """Read a breakdown written as ``level=commune;industry=health``.

    Raises:
        FiguresError: A part is not of the form ``dimension=member``, or a dimension is named twice.
    """
    breakdown: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        dimension, equals, member = (piece.strip() for piece in part.partition("="))
        if not (dimension and equals and member) or dimension in breakdown:
            raise FiguresError(
                f"{text!r} is not a breakdown", "write dimension=member, several joined by ;, each dimension once."
            )
        breakdown[dimension] = member
    return breakdown
