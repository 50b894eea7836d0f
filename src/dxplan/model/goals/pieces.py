"""The core of a goal's wording: one number with its bound, a range, or two bounds."""

from __future__ import annotations

import math
import re

import attrs

from dxplan.errors import AmbiguousNumberError, DefinitionError, FiguresError, GoalError
from dxplan.intervals import Interval
from dxplan.model.goals.words import ABOUT, AFTER, AIMS, BEFORE, INTERVALS, OF_WHAT, VERBS, Bound, by_length
from dxplan.model.indicators import Direction
from dxplan.numbers import parse_number
from dxplan.typing import NumberStyle
from dxplan.units import unit_name

_BOUND_OF = {word: bound for bound, words in BEFORE.items() for word in words}
_ENDS = {word: bound for bound, words in AFTER.items() for word in words}
_BOUND_WORDS, _END_WORDS = tuple(_BOUND_OF), by_length(tuple(_ENDS))
_NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+| [0-9]{3}(?![0-9]))*"
_QUANTITY = re.compile(rf"(?P<n>{_NUMBER})(?P<unit>.*)")
_SEVERAL = re.compile(r"(?P<numbers>[0-9]{1,3}(?: ?/ ?[0-9]{1,3})+) ?(?:%|phần trăm|per ?cent)")
_RANGE = re.compile(
    rf"(?:từ |from |between )?(?P<low>{_NUMBER}) ?(?P<unit>[^0-9]*?)(?: ?[-–—~] ?| đến | tới | to | and )"
    rf"(?P<high>{_NUMBER})(?P<rest>.*)"
)
_BOTH = re.compile(r", | và | and |; ?| nhưng | but ")
_AIM = re.compile(rf"(?P<core>.*?),? (?:và |and )?(?:{'|'.join(map(re.escape, by_length(AIMS)))}) (?P<aim>.*)")
_OF = re.compile(r"(?:trên tổng số|của tổng số|tổng số|trong số|của|số|in|of the|of all|of) ")
_MOST_CUTS = 4
_PLACES = frozenset({"bậc", "places", "place"})


class Unreadable(Exception):  # noqa: N818 (a signal between readers; the caller says what could not be read)
    """A text that is no number with a bound."""


@attrs.frozen(kw_only=True)
class Core:
    """What a text says of a number.

    Attributes:
        interval: Where it shall be.
        unit: Its unit, or None.
        aim: The better end of a range, or None.
        about: Whether the bounds give way.
        bare: Whether no word says which side of the number is meant.
        places: Whether it counts places in a ranking, of which fewer are better.
    """

    interval: Interval
    unit: str | None = None
    aim: float | None = None
    about: bool = False
    bare: bool = False
    places: bool = False


@attrs.frozen
class Pieces:
    """Reads cores: with the direction that bare numbers face, and the style of their digits.

    Attributes:
        direction: Which way is better.
        numbers: How numbers are written, if it is declared.
    """

    direction: Direction
    numbers: NumberStyle | None

    def read(self, text: str) -> Core:
        """Read a number with its bound, a range, two bounds, or one of them with an aim.

        Raises:
            Unreadable: The text is none of these.
            GoalError: A number reads two ways, a unit is not known, or the bounds leave no number.
        """
        aimed = _AIM.fullmatch(text)
        if aimed:
            return self._aimed(self.read(aimed["core"]), aimed["aim"])
        return self._two(text) or self._piece(text)

    def _aimed(self, core: Core, text: str) -> Core:
        found = self._quantity(take(text, VERBS)[1].removeprefix("top "))
        fits = (core.unit or found.unit) in (found.unit, None) or found.unit is None
        value = found.interval.low
        if core.aim is not None or not fits or core.interval.gap(value) <= 0 or _sides(core.interval) != 1:
            raise Unreadable
        return attrs.evolve(core, aim=value, unit=core.unit or found.unit, bare=False)

    def _two(self, text: str) -> Core | None:
        """Read two bounds joined by a comma or a word, or return None if the text is no such pair."""
        cuts = list(_BOTH.finditer(text))
        for pair in [(text[: cut.start()], text[cut.end() :]) for cut in cuts if len(cuts) <= _MOST_CUTS]:
            try:
                low, high = sorted(
                    (self._piece(part) for part in pair), key=lambda core: core.interval.low, reverse=True
                )
            except (Unreadable, GoalError):
                continue
            one_each = math.isinf(low.interval.high) and math.isinf(high.interval.low)
            if low.bare or high.bare or not one_each or None not in (low.aim, high.aim):
                continue
            if low.aim is not None or high.aim is not None or len({low.unit, high.unit} - {None}) > 1:
                continue
            interval = attrs.evolve(low.interval, high=high.interval.high, high_open=high.interval.high_open)
            unit, about = low.unit or high.unit, low.about or high.about
            return Core(interval=interval, unit=unit, about=about, places=low.places or high.places)
        return None

    def _piece(self, text: str) -> Core:
        word, rest = take(text, _BOUND_WORDS)
        bound = _BOUND_OF[word] if word else None
        rest = take(rest, VERBS)[1] if bound else rest
        about, rest = take(rest, ABOUT)
        if not bound and about:
            word, rest = take(rest, _BOUND_WORDS)
            bound = _BOUND_OF[word] if word else None
        end = next((end for end in _END_WORDS if rest.endswith(end) and _apart(rest, end)), None)
        if end and bound not in (None, _ENDS[end]):
            raise Unreadable
        if end:
            bound, rest = _ENDS[end], rest.removesuffix(end).rstrip(" ,")
        between = _RANGE.fullmatch(text if word in ("từ", "from") else rest)
        if between:
            bound = None if word in ("từ", "from") else bound
            return attrs.evolve(self._range(between, bound), about=bool(about))
        found = self._quantity(rest)
        facing: Bound = bound or ("at_least" if self.direction is Direction.UP else "at_most")
        return attrs.evolve(
            found, interval=INTERVALS[facing](found.interval.low), about=bool(about), bare=bound is None
        )

    def _range(self, between: re.Match[str], bound: Bound | None) -> Core:
        """Read a range: its nearer end is the bound and its better end the aim."""
        first, last = (
            self._quantity(f"{between['low']} {between['unit']}"),
            self._quantity(f"{between['high']}{between['rest']}"),
        )
        if first.unit not in (None, last.unit):
            raise Unreadable
        low, high = first.interval.low, last.interval.low
        if low > high:
            raise GoalError(f"it goes from {low:g} to {high:g}", "write the lower number first.")
        up = bound in ("at_least", "more_than") or (bound is None and self.direction is Direction.UP)
        if bound == "exactly":
            raise Unreadable
        facing: Bound = bound or ("at_least" if up else "at_most")
        interval = INTERVALS[facing](low if up else high)
        aim = (high if up else low) if low < high else None
        return attrs.evolve(last, interval=interval, aim=aim, bare=bound is None)

    def _quantity(self, text: str) -> Core:
        """Read a number and the unit after it."""
        several = _SEVERAL.match(text.strip())
        if several:
            parts = several["numbers"].replace(" ", "").split("/")
            raise GoalError(
                f"it names {len(parts)} goals at once",
                f"write a target for each, such as '{parts[0]} %', and say with where what it is about.",
            )
        match = _QUANTITY.fullmatch(text.strip())
        if not match:
            raise Unreadable
        try:
            value, unit = parse_number(match["n"], self.numbers), _unit(match["unit"].strip())
        except (AmbiguousNumberError, FiguresError, DefinitionError) as error:
            raise GoalError(error.fact, error.hint) from error
        return Core(interval=Interval.exactly(value), unit=unit, places=match["unit"].strip() in _PLACES)


def take(text: str, words: tuple[str, ...]) -> tuple[str, str]:
    """Take the longest of `words` that stands before `text` away: the word, or nothing, and the rest."""
    if not text.startswith(words):
        return "", text
    for word in by_length(words):
        rest = text[len(word) :]
        if text.startswith(word) and rest and (not word[-1].isalnum() or not (rest[0].isalpha() or rest[0] == "_")):
            return word, rest.strip()
    return "", text


def _apart(text: str, end: str) -> bool:
    """Tell whether a word at the end of a text stands by itself."""
    before = text[: -len(end)]
    return bool(before) and (end == "+" or before[-1] in " ,")


def _sides(interval: Interval) -> int:
    return math.isfinite(interval.low) + math.isfinite(interval.high)


def _unit(text: str) -> str | None:
    """Read a unit; what a share is of, or what a count is of, may follow it."""
    if not text:
        return None
    if text in _PLACES:
        return "rank"
    words = text.split(" ")
    for cut in range(len(words) - 1, 0, -1):
        rest = _OF.sub("", " ".join(words[cut:]), count=1)
        if rest in OF_WHAT or _is_unit(rest):
            head = " ".join(words[:cut])
            if _is_unit(head) and unit_name(head) in ("percent", "permille"):
                return unit_name(head)
    return unit_name(text)


def _is_unit(text: str) -> bool:
    try:
        unit_name(text)
    except DefinitionError:
        return False
    return True
