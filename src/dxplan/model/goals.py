"""Goals: the interval that a promise puts a number into."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import AmbiguousNumberError, DefinitionError, FiguresError, GoalError
from dxplan.intervals import Interval
from dxplan.model.indicators import Direction
from dxplan.numbers import format_number, parse_number
from dxplan.text import fold
from dxplan.units import factor, unit_label, unit_name

if TYPE_CHECKING:
    from dxplan.truth import Truth
    from dxplan.typing import Lang, NumberStyle

# Each word for a bound, with the interval it opens. Longer words first: "không quá" before "không".
_BOUNDS = {
    "at_least": ("tối thiểu", "ít nhất", "không dưới", "không thấp hơn", "at least", "no less than", ">=", "≥"),
    "more_than": ("trên", "hơn", "lớn hơn", "more than", "over", "above", ">"),
    "at_most": ("tối đa", "không quá", "không vượt quá", "at most", "no more than", "up to", "<=", "≤"),
    "less_than": ("dưới", "nhỏ hơn", "less than", "under", "below", "<"),
}
_INTERVAL = {
    "at_least": Interval.at_least,
    "more_than": Interval.more_than,
    "at_most": Interval.at_most,
    "less_than": Interval.less_than,
}
_BOUND_WORDS = sorted(
    ((word, bound) for bound, words in _BOUNDS.items() for word in words), key=lambda pair: -len(pair[0])
)
_AIMS = re.compile(r"(?:phấn đấu |đạt |chiếm |reach |achieve )+")
_TOP = re.compile(
    r"(?:(?:thuộc |trong )?(?:nhóm|top) )(?P<n>[0-9]{1,6})(?: (?:nước|tỉnh|quốc gia|địa phương)(?:,? thành phố)?)?"
    r"(?: (?:dẫn đầu|đứng đầu|cao nhất))?|among the (?:top |leading )?(?P<en>[0-9]{1,6})(?: countries| provinces)?"
)
_UNIVERSAL = ("phổ cập", "universal")
_OR_MORE = re.compile(r"(?:từ )?(?P<n>.+?) (?:trở lên|or more)")
_FROM = re.compile(r"từ (?P<n>[^đ]+)")
_NUMBER = re.compile(r"(?P<n>[+-]?[0-9][0-9.,\u00a0 ]*)(?P<unit>.*)")


@attrs.frozen(kw_only=True)
class Goal:
    """A promise about one number.

    Two goals are equal if they ask the same, however they are worded.

    Attributes:
        interval: Where the number shall be, or None while the wording does not say it in numbers.
        unit: The unit of the bounds; None where the wording names none, then it is the indicator's.
        undefined: Why there is no interval: ``universal`` for *phổ cập* without a threshold; None where there is one.
        bare: Whether the wording is a plain figure, so that the indicator's direction turns it into an interval.
        wording: The wording of the source, kept as it was.
    """

    interval: Interval | None
    unit: str | None = attrs.field(default=None, converter=attrs.converters.optional(unit_name))
    undefined: str | None = None
    bare: bool = attrs.field(default=False, eq=False)
    wording: str = attrs.field(default="", eq=False)

    def __attrs_post_init__(self) -> None:
        if (self.interval is None) == (self.undefined is None):
            raise DefinitionError(
                "a goal has either an interval or a reason why it has none", "give one of interval and undefined."
            )

    @classmethod
    def parse(cls, wording: str, *, direction: Direction = Direction.UP, numbers: NumberStyle | None = None) -> Goal:
        """Read a goal from the wording of the law, in Vietnamese or English, or from symbols.

        Args:
            wording: Such as ``trên 80 %``, ``at least 10 %``, ``<= 5``, ``top 70``, ``80 %`` or ``phổ cập``.
            direction: Which way is better, for a bare figure: ``80 %`` is at least 80 where more is better.
            numbers: How numbers are written, if it is declared.

        Raises:
            GoalError: The wording cannot be read, or a number in it reads two ways.
        """
        text = fold(wording).replace("\u2212", "-")
        text = text[aims.end() :] if (aims := _AIMS.match(text)) else text
        for word in _UNIVERSAL:
            if text == word or text.startswith(f"{word} "):
                return cls._universal(text.removeprefix(word), wording, direction, numbers)
        top = _TOP.fullmatch(text)
        if top:
            return cls(interval=Interval.at_most(int(top["n"] or top["en"])), unit="rank", wording=wording)
        for word, bound in _BOUND_WORDS:
            if text.startswith(word) and (not word[-1].isalpha() or text[len(word) :].startswith(" ")):
                value, unit = _quantity(text[len(word) :].strip(), wording, numbers)
                return cls(interval=_INTERVAL[bound](value), unit=unit, wording=wording)
        for form in (_OR_MORE, _FROM):
            match = form.fullmatch(text)
            if match:
                value, unit = _quantity(match["n"].strip(), wording, numbers)
                return cls(interval=Interval.at_least(value), unit=unit, wording=wording)
        value, unit = _quantity(text, wording, numbers)
        facing = Interval.at_least if direction is Direction.UP else Interval.at_most
        return cls(interval=facing(value), unit=unit, bare=True, wording=wording)

    @classmethod
    def _universal(cls, rest: str, wording: str, direction: Direction, numbers: NumberStyle | None) -> Goal:
        """Read what follows *phổ cập*: a threshold makes it a goal like any other, the name of a service does not."""
        try:
            return attrs.evolve(cls.parse(rest, direction=direction, numbers=numbers), wording=wording)
        except GoalError:
            return cls(interval=None, undefined="universal", wording=wording)

    def facing(self, direction: Direction) -> Goal:
        """Return the goal with a bare figure turned into the interval that `direction` makes of it."""
        if not self.bare or self.interval is None:
            return self
        value = self.interval.low if math.isfinite(self.interval.low) else self.interval.high
        facing = Interval.at_least if direction is Direction.UP else Interval.at_most
        return attrs.evolve(self, interval=facing(value))

    def bounds_in(self, unit: str) -> Interval | None:
        """Give the interval in another unit; a goal that names no unit is taken to be in it.

        Raises:
            UnitMismatchError: The goal's unit measures something else.
        """
        if self.interval is None or self.unit in (None, unit):
            return self.interval
        by = factor(self.unit, unit)
        return attrs.evolve(self.interval, low=self.interval.low * by, high=self.interval.high * by)

    def met_by(self, figure: float | Interval) -> Truth:
        """Tell whether a figure meets the goal: True, False, or None for *cannot tell*.

        Args:
            figure: A number in the goal's unit, or an interval for one reported as "over 90 %".
        """
        if self.interval is None:
            return None
        return self.interval.contains(figure if isinstance(figure, Interval) else Interval.exactly(figure))

    def gap(self, value: float) -> float | None:
        """Give the signed distance to the goal: negative what is lacking, positive the margin, None without a goal."""
        return None if self.interval is None else self.interval.gap(value)

    def say(self, lang: Lang = "en", unit: str | None = None) -> str:
        """Write the goal in symbols, such as ``> 80 %``.

        Args:
            lang: The language of number format and words.
            unit: The unit to show if the goal names none.
        """
        if self.interval is None:
            return "phổ cập" if lang == "vi" else "universal"
        unit = self.unit or unit
        low, high = self.interval.low, self.interval.high
        if unit == "rank" and math.isinf(low):
            return f"top {format_number(high, lang)}"
        bounds = (
            (">" if self.interval.low_open else "≥", low),
            ("<" if self.interval.high_open else "≤", high),
        )
        label = unit_label(unit, lang) if unit else ""
        return ", ".join(
            f"{sign} {format_number(bound, lang)} {label}".strip() for sign, bound in bounds if math.isfinite(bound)
        )

    def __str__(self) -> str:
        return self.say()


def _quantity(text: str, wording: str, numbers: NumberStyle | None) -> tuple[float, str | None]:
    """Read a number and the unit after it."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise GoalError(
            f"the goal {wording!r} cannot be read",
            "write a bound and a number, such as 'trên 80 %', 'tối thiểu 10 %', '<= 5', 'top 70' or 'phổ cập'.",
        )
    unit = match["unit"].strip()
    try:
        return parse_number(match["n"].strip(" .,"), numbers), unit_name(unit) if unit else None
    except (AmbiguousNumberError, FiguresError, DefinitionError) as error:
        raise GoalError(f"the goal {wording!r} cannot be read: {error.fact}", error.hint) from error
