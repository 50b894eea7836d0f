"""The goal: the interval that a promise puts a number into."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.intervals import Interval
from dxplan.model.indicators import Direction, Kind
from dxplan.numbers import as_float, same
from dxplan.periods import Period, as_period
from dxplan.text import fold
from dxplan.units import SHARE_SCALE, factor, unit_name

if TYPE_CHECKING:
    from dxplan.model.indicators import Indicator
    from dxplan.truth import Truth
    from dxplan.typing import Lang, NumberStyle

DEFAULT_ABOUT = 0.05
"""How far *about* may be off, as a share of the number, unless a method or its user sets another."""

OverYears: TypeAlias = Literal["mean", "change", "mean_change"]
"""What a goal can make of several years."""

UNDEFINED = ("universal", "basically", "gradually")
"""The words that promise something and name no threshold for it: *phổ cập*, *cơ bản*, *từng bước*."""


def _is_a_reason(_instance: object, _attribute: attrs.Attribute[str | None], word: str | None) -> None:
    if word is not None and word not in UNDEFINED:
        raise UnknownCodeError.among("reason for no threshold", word, UNDEFINED)


def _folded(grade: str | None) -> str | None:
    return None if grade is None else fold(grade)


_LONGEST = 1e6
"""No ranking is so long."""


def _is_place(number: float) -> bool:
    """Tell whether a number can be a place in a ranking."""
    return 0 < number < _LONGEST and number == int(number)


@attrs.frozen(kw_only=True)
class Goal:
    """A promise about one number.

    Two goals are equal if they ask the same, however they are worded.

    Attributes:
        interval: Where the number shall be, or of a relative goal its change: -30 or less for *cut by 30 %*.
            None while the wording does not say it in numbers.
        unit: The unit of the bounds; None where the wording names none, then it is the indicator's.
            Ranks have ``rank``, yes and no ``yes_no`` (1 and 0), grades ``grade``.
        aim: The better end of a range: 30 of *25–30 %*. It is shown, and not reaching it is no failure.
        about: Whether the bounds give way by a tolerance, as in *about 20 %*.
        relative: Whether the promise is about the change from a start, such as *cut by 30 % against 2020*.
            In a unit of shares it is a share of the value at the start, else a difference.
        against: The period that a relative goal counts from; None where its target's baseline says it.
        of: How many are ranked, for a rank; None where nothing says so.
        grade: The least grade, as a word of the indicator's scale; then the interval stands in the scale.
        yearly: ``rate`` for *7 % a year*, ``mean`` for *7 % a year on average*; else None. See `over_years`.
        undefined: Which word promises something without a threshold, one of `UNDEFINED`; None where there is one.
        bare: Whether the wording is a plain figure or range, so that the indicator's direction says what is asked.
        wording: The wording of the source, kept as it was.
    """

    interval: Interval | None
    unit: str | None = attrs.field(default=None, converter=attrs.converters.optional(unit_name))
    aim: float | None = attrs.field(default=None, converter=attrs.converters.optional(as_float))
    about: bool = False
    relative: bool = False
    against: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    of: int | None = None
    grade: str | None = attrs.field(default=None, eq=_folded)
    yearly: Literal["rate", "mean"] | None = None
    undefined: str | None = attrs.field(default=None, validator=_is_a_reason)
    bare: bool = attrs.field(default=False, eq=False)
    wording: str = attrs.field(default="", eq=False)

    def __attrs_post_init__(self) -> None:
        said = sum(part is not None for part in (self.interval, self.undefined, self.grade))
        if said != 1:
            raise DefinitionError(
                "a goal has either an interval or a reason why it has none",
                "give one of interval, grade and undefined.",
            )
        if self.against is not None and not self.relative:
            raise DefinitionError(f"the goal counts from {self.against} and is not relative", "write relative=True.")
        if self.of is not None and not self.is_top:
            raise DefinitionError(
                f"only a place among the first has a base, and the goal {self} is none",
                "write the goal as 'top 20', or leave of out.",
            )
        if self.aim is not None and not self._is_aimed(self.aim):
            raise DefinitionError(
                f"an aim of {self.aim:g} does not lie beyond the bound of {self.interval}",
                "write the goal as 'tối thiểu 25 %, phấn đấu 30 %'.",
            )

    def _is_aimed(self, aim: float) -> bool:
        """Tell whether an aim lies inside a goal that has one bound, beyond that bound."""
        one_sided = self.interval is not None and math.isinf(self.interval.low) != math.isinf(self.interval.high)
        if not math.isfinite(aim):
            return False
        place = not self.is_top or _is_place(aim)
        return one_sided and self.interval is not None and self.interval.gap(aim) > 0 and place

    @classmethod
    def parse(cls, wording: str, *, direction: Direction = Direction.UP, numbers: NumberStyle | None = None) -> Goal:
        """Read a goal from the wording of the law, in Vietnamese or English, or from symbols.

        Args:
            wording: Such as ``trên 80 %``, ``at least 10 %``, ``25–30 %``, ``khoảng 20 %``, ``<= 5``, ``top 20/63``,
                ``giảm 30 % so với 2020``, ``hạng A``, ``hoàn thành``, ``80 %`` or ``phổ cập``.
            direction: Which way is better, for a bare figure: ``80 %`` is at least 80 where more is better.
            numbers: How numbers are written, if it is declared.

        Raises:
            GoalError: The wording cannot be read, or a number in it reads two ways.
        """
        from dxplan.model.goals.read import read

        return read(wording, direction, numbers)

    @property
    def is_top(self) -> bool:
        """Whether the goal is to be among the first so many of a ranking."""
        return self.unit == "rank" and self._among_first

    @property
    def is_top_of_ranks(self) -> bool:
        """Whether it would be that, with its aim, if it were measured by a rank."""
        return self._among_first and (self.aim is None or _is_place(self.aim))

    @property
    def _among_first(self) -> bool:
        closed = self.interval is not None and math.isinf(self.interval.low) and not self.interval.high_open
        return not self.relative and closed and self.interval is not None and _is_place(self.interval.high)

    @property
    def is_share(self) -> bool:
        """Whether the goal is a change that is a share of the value at the start."""
        return self.relative and self.unit in SHARE_SCALE

    @property
    def over_years(self) -> OverYears | None:
        """What the goal makes of several years, where the figure of one does not answer; else None.

        ``mean``: the mean of their values. ``change``: each year's change from the year before.
        ``mean_change``: the yearly change that leads from the start to the end, compounded where it is a share.
        """
        if self.yearly == "mean":
            return "mean_change" if self.relative else "mean"
        return "change" if self.yearly == "rate" and self.relative and self.against is None else None

    def facing(self, direction: Direction) -> Goal:
        """Return the goal with a bare figure or range turned into the interval that `direction` makes of it.

        Of a range the nearer end is the bound, and the better end the aim.
        """
        if not self.bare or self.interval is None:
            return self
        bound = self.interval.low if math.isfinite(self.interval.low) else self.interval.high
        low, high = sorted((bound, bound if self.aim is None else self.aim))
        aim = None if self.aim is None else high if direction is Direction.UP else low
        facing = Interval.at_least(low) if direction is Direction.UP else Interval.at_most(high)
        return attrs.evolve(self, interval=facing, aim=aim)

    def measured_by(self, indicator: Indicator) -> Goal:
        """Return the goal as an indicator makes it out.

        A bare figure faces the way in which the indicator gets better.
        *Up by 7 % a year* is a level of 7 where the indicator is itself a rate of growth.
        """
        goal = self.facing(indicator.direction)
        rising = goal.interval is not None and goal.interval.low >= 0
        grows = goal.relative and goal.yearly is not None and goal.against is None and rising
        return attrs.evolve(goal, relative=False) if grows and indicator.kind is Kind.RATE else goal

    def as_corridor(self) -> Goal:
        """Return the goal that asks to stay inside the range, so that also more than the aim is a failure.

        Raises:
            DefinitionError: The goal is no range and not *about* a number.
        """
        if self.interval is None or not (self.aim is not None or self._two_sided or (self.bare and self.about)):
            raise DefinitionError(
                f"the goal {self.wording or str(self)!r} is no range, and so no corridor",
                "give both ends, such as '25–30 %', or leave corridor out.",
            )
        if self._two_sided:
            return self
        bound = self.interval.low if math.isfinite(self.interval.low) else self.interval.high
        if self.aim is None:
            return attrs.evolve(self, interval=Interval.exactly(bound), bare=False)
        low, high = sorted((bound, self.aim))
        opened = attrs.evolve(
            self.interval, low=low, high=high, low_open=self.interval.low_open, high_open=self.interval.high_open
        )
        return attrs.evolve(self, interval=opened, aim=None, bare=False)

    @property
    def _two_sided(self) -> bool:
        finite = self.interval is not None and math.isfinite(self.interval.low) and math.isfinite(self.interval.high)
        return finite and not self.bare

    def bounds_in(
        self,
        unit: str,
        *,
        base: float | None = None,
        years: float | None = None,
        scale: tuple[str, ...] = (),
        about: float = 0.0,
    ) -> Interval | None:
        """Give the interval that the value itself shall be in, in a unit; a goal that names none is taken to be in it.

        Args:
            unit: The unit of the value.
            base: The value at the start in that unit, which a relative goal counts from; of a change in every year the
                value of the year before.
            years: How many years lie between the start and the value, which a mean change a year takes.
            scale: The grades from the lowest to the highest; the lowest counts as 1.
            about: How far bounds that are *about* a number give way, as a share of it.

        Returns:
            The interval, or None where there is none: the goal is undefined, its start is not known or a share is to
            be taken of a start of zero, or a share compounds from a start that is not above zero. Of a mean of years it
            is the interval of the mean.

        Raises:
            UnitMismatchError: The goal's unit measures something else.
            DefinitionError: The scale has no such grade.
        """
        if self.grade is not None:
            return Interval.at_least(self.position_in(scale))
        if self.interval is None:
            return None
        if not self.relative:
            by = 1.0 if self.unit is None else factor(self.unit, unit)
            return self._widened(_moved(self.interval, by, 0.0), about, 0.0)
        if base is None or (self.yearly == "rate" and self.against is not None) or (self.is_share and same(base, 0.0)):
            return None
        if self.yearly == "mean":
            reached = self._after(unit, base, years)
            return None if reached is None else self._widened(reached, about, base)
        return self._widened(_moved(self.interval, self._step(unit, base), base), about, base)

    def _step(self, unit: str, base: float) -> float:
        """Give what one unit of change is, in the unit of the value."""
        if self.is_share:
            return abs(base) / SHARE_SCALE[self.unit or "percent"]
        if self.unit == "percentage_point" and unit in SHARE_SCALE:
            return factor("percent", unit)
        return 1.0 if self.unit is None else factor(self.unit, unit)

    def _after(self, unit: str, base: float, years: float | None) -> Interval | None:
        """Give where the value is after so many years of a change a year, or None where that cannot be said."""
        assert self.interval is not None  # noqa: S101 (only goals with one come here)
        if years is None or years <= 0:
            return None
        if not self.is_share:
            return _moved(self.interval, self._step(unit, base) * years, base)
        if base <= 0:
            return None
        one = SHARE_SCALE[self.unit or "percent"]
        try:
            low, high = (
                bound if math.isinf(bound) else base * max(0.0, 1 + bound / one) ** years
                for bound in (self.interval.low, self.interval.high)
            )
        except OverflowError:
            return None
        apart = low < high
        low_open, high_open = self.interval.low_open and apart, self.interval.high_open and apart
        return Interval(low=low, high=high, low_open=low_open, high_open=high_open)

    def position_in(self, scale: tuple[str, ...]) -> int:
        """Give the place of the goal's grade in a scale, where the lowest is 1.

        Raises:
            DefinitionError: The scale has no such grade.
        """
        return grade_number(self.grade or "", scale)

    def _widened(self, interval: Interval, about: float, origin: float) -> Interval:
        if not self.about or about == 0:
            return interval
        return attrs.evolve(
            interval,
            low=interval.low - about * abs(interval.low - origin),
            high=interval.high + about * abs(interval.high - origin),
        )

    def met_by(self, figure: float | Interval, *, about: float = DEFAULT_ABOUT) -> Truth:
        """Tell whether a figure meets the goal: True, False, or None for *cannot tell*.

        Args:
            figure: A number in the goal's unit, or an interval for one reported as "over 90 %"; of a relative goal the
                change.
            about: How far bounds that are *about* a number give way, as a share of it.
        """
        if self.interval is None:
            return None
        known = figure if isinstance(figure, Interval) else Interval.exactly(figure)
        return self._widened(self.interval, about, 0.0).contains(known)

    def gap(self, value: float, *, about: float = DEFAULT_ABOUT) -> float | None:
        """Give the signed distance to the goal: negative what is lacking, positive the margin, None without a goal."""
        return None if self.interval is None else self._widened(self.interval, about, 0.0).gap(value)

    def say(self, lang: Lang = "en", unit: str | None = None, *, words: bool = False) -> str:
        """Write the goal, in signs such as ``> 80 %`` or in words such as ``more than 80 %``.

        What is written reads as an equal goal.
        In signs a bare figure is written as what is made of it; in words it stays bare where more is better.

        Args:
            lang: The language of number format and words.
            unit: The unit to show if the goal names none.
            words: Whether to write bounds in words.
        """
        from dxplan.model.goals.say import say

        return say(self, lang, unit, words=words)

    def __str__(self) -> str:
        return self.say()


def grade_number(grade: str, scale: tuple[str, ...]) -> int:
    """Give the place of a grade in a scale, where the lowest is 1.

    Raises:
        DefinitionError: The scale has no such grade.
    """
    places = [place for place, known in enumerate(scale, start=1) if fold(known) == fold(grade)]
    if not places:
        raise DefinitionError(
            f"{grade!r} is no grade of the scale {', '.join(scale) or 'without grades'}",
            "use one of its grades, or add it to the indicator's scale.",
        )
    return places[0]


def _moved(interval: Interval, by: float, onto: float) -> Interval:
    """Multiply both bounds by a positive number and add another."""
    low, high = (
        bound if math.isinf(bound) else onto + bound * by  # nothing times infinity would be no number
        for bound in (interval.low, interval.high)
    )
    # Bounds that differ by next to nothing may fall together.
    apart = low < high
    low_open, high_open = interval.low_open and apart, interval.high_open and apart
    return Interval(low=low, high=high, low_open=low_open, high_open=high_open)
