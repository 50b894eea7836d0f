"""What a line shows of the figures: each as it was reported, and the parts of a target that is about several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import attrs

from dxplan.figures.figure import Qualifier
from dxplan.figures.plain_table import PlainRows, column_of, rows_of
from dxplan.figures.reports import Report
from dxplan.model.documents import Confidence
from dxplan.model.indicators import COMPUTED, Indicator
from dxplan.numbers import MOST_PLACES, half_step
from dxplan.scorecard.years import ARITHMETIC, GEOMETRIC

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from dxplan.truth import Truth

Rows: TypeAlias = "nw.DataFrame[Any] | PlainRows"


_MADE = (COMPUTED, GEOMETRIC, ARITHMETIC)
"""The series of figures that were made of others."""


@attrs.frozen(kw_only=True)
class Reported:
    """A figure as it stands in a scorecard.

    Attributes:
        indicator: The indicator.
        value: The value as reported, in the indicator's unit.
        exact: The value that is judged: of a share what numerator and denominator give, else the value.
        qualifier: The word beside it, or None for an exact value.
        numerator: The part, where it is given.
        denominator: The whole, where it is given.
        period: The period it is about, as text.
        age_months: How many months before the cut-off its period ends.
        method: The method or series it belongs to.
        source: Where it was found.
        confidence: How sure it is.
        published: When it was published, as far as that is known.
        status: What its publisher says of it.
        note: What a reader should know about it.
        member: The member of the dimension it is about, or empty.
    """

    indicator: Indicator
    value: float
    exact: float
    qualifier: Qualifier | None
    numerator: float | None
    denominator: float | None
    period: str
    age_months: int
    method: str | None
    source: str | None
    confidence: Confidence | None
    published: str | None
    status: str | None
    note: str | None
    member: str = ""

    @property
    def shown(self) -> float:
        """The value as it is written: as it was typed, and rounded where it was computed."""
        made = self.method in _MADE or half_step(self.value) < 10.0**-MOST_PLACES
        typed = not made and not (self.numerator is not None and self.value == self.exact)
        return self.value if typed else round(self.value, 4)

    @classmethod
    def from_row(cls, row: dict[str, Any], indicator: Indicator) -> Reported:
        """Make it from a row of gathered figures."""
        return cls(
            indicator=indicator,
            value=row["value"],
            exact=row["exact"],
            qualifier=row["qualifier"] and Qualifier(row["qualifier"]),
            numerator=row["numerator"],
            denominator=row["denominator"],
            period=row["period"],
            age_months=row["age_months"],
            method=row["method"],
            source=row["source"],
            confidence=row["confidence"] and Confidence(row["confidence"]),
            published=row["published"],
            status=row["figure_status"],
            note=row["note"],
            member=row["part"],
        )


@attrs.frozen(kw_only=True)
class Part:
    """One member's share in a target that asks it of each.

    Attributes:
        member: The member.
        figure: Its figure, or None where there is none that can judge.
        met: Whether it meets the goal; None for cannot tell.
        gap: Its signed distance to the goal.
        start: The value that its change counts from, where the goal is a change; None where it is none.
        report: What was reported of it, where the target is a milestone; None where nothing was.
    """

    member: str
    figure: Reported | None
    met: bool | None
    gap: float | None
    start: float | None = None
    report: Report | None = None


@attrs.frozen(kw_only=True)
class Quota:
    """How many of the parts meet a goal that is about each of several, and whether enough of them still can.

    Attributes:
        needed: How many must meet it; None where nobody knows how many there are.
        met: How many do.
        failed: How many do not: the counterexamples.
        unknown: Of how many it cannot be told.
    """

    needed: int | None
    met: int
    failed: int
    unknown: int

    @property
    def total(self) -> int:
        """How many parts are known."""
        return self.met + self.failed + self.unknown

    @property
    def reachable(self) -> bool | None:
        """Whether enough parts meet it if all those do of which it cannot be told; None where not all are listed."""
        return None if self.needed is None else self.met + self.unknown >= self.needed

    @property
    def reached(self) -> bool | None:
        """Whether enough meet it whatever is not known; None where not all are listed."""
        return None if self.needed is None else self.met >= self.needed


_FEW = 100
"""So many parts of a line are kept as objects once they were looked through."""


class Parts(Sequence[Part]):
    """The parts of a target in their order, each of which becomes an object when one is looked at.

    A nation has thousands of communes, and most lines are only read. It is equal to any sequence of the same parts.

    Args:
        rows: The judged parts of the target.
        indicator: The target's indicator.
    """

    def __init__(self, rows: Rows, indicator: Indicator) -> None:
        self._rows = rows
        self._indicator = indicator

    @cached_property
    def _made(self) -> tuple[Part, ...]:
        return tuple(self._making())

    def _making(self) -> Iterator[Part]:
        for row in rows_of(self._rows):
            yield Part(
                member=row["part"],
                figure=Reported.from_row(row, self._indicator) if row["value"] is not None else None,
                met=row["met"],
                gap=row["gap"],
                start=row["base"],
            )

    @cached_property
    def outcomes(self) -> tuple[tuple[str, Truth, bool], ...]:
        """Each member, whether it meets the goal, and whether it has a figure, without making objects."""
        member, met, value = (column_of(self._rows, name) for name in ("part", "met", "value"))
        return tuple(zip(member, met, (one is not None for one in value), strict=True))

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        return self._made[index]

    def __iter__(self) -> Iterator[Part]:
        # Who looks through those of every line needs no two lines at once.
        return iter(self._made) if "_made" in vars(self) or len(self) <= _FEW else self._making()

    def __len__(self) -> int:
        return len(self._rows.rows) if isinstance(self._rows, PlainRows) else len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._made == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made)

    def __repr__(self) -> str:
        return repr(self._made)
