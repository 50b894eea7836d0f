"""Places ranked by one figure each: with ties, a stated base, and an interval of ranks where figures are inexact."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.figures.asked_places import AskedPlaces
from dxplan.figures.figure import breakdown_text, reported_interval
from dxplan.figures.values import frame_of
from dxplan.intervals import Interval
from dxplan.methods.method import Method
from dxplan.methods.verdict import ABOUT
from dxplan.model.indicators import Direction, Indicator
from dxplan.model.targets import Target
from dxplan.numbers import RELATIVE_TOLERANCE, same
from dxplan.places import Place
from dxplan.scorecard.lines import ScoreLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dxplan.dataframes import ColumnKind
    from dxplan.scorecard.scorecard import Scorecard


@attrs.frozen(kw_only=True)
class Ranked:
    """A place in a ranking.

    Attributes:
        line: What the scorecard says of it, with its figure and that figure's source.
        first: The best rank that it may have among those with a figure.
        last: The worst rank that it may have among those; the same as `first` where the figures are exact.
        tied: With how many others it shares its rank; None where the rank cannot be told.
    """

    line: ScoreLine
    first: int
    last: int
    tied: int | None

    @property
    def place(self) -> Place:
        """The place."""
        return self.line.situation.unit

    @property
    def rank(self) -> int | None:
        """Its rank among those with a figure; None where inexact figures leave it open."""
        return self.first if self.first == self.last else None


@attrs.frozen(kw_only=True)
class Moved:
    """A place in two rankings of the same places.

    Attributes:
        place: The place.
        before: Its place in the earlier one, among the places that both rank.
        now: Its place in the later one, among those.
    """

    place: Place
    before: Ranked
    now: Ranked

    @property
    def change(self) -> int | None:
        """How many ranks it rose, negative where it fell; None where one of the two ranks cannot be told."""
        return None if self.before.rank is None or self.now.rank is None else self.before.rank - self.now.rank


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ranking:
    """Places ranked by one figure each, the best first; it is a sequence of `Ranked`.

    Places whose values are equal (within a relative 1e-9) share a rank, and the next rank leaves out as many as they
    are: 1, 2, 2, 4. The values are those that judge: of a share what numerator and denominator give, never rounded.
    A figure that is only known roughly ("over 90 %") gets every rank that it may have, from `Ranked.first` to
    `Ranked.last`. Places without a figure have no rank, and are never last: they are in `missing`.

    Attributes:
        indicator: The indicator; its direction says which value is the better one.
        target: The target whose figures these are; it says of which members of dimensions.
        asked: The places, and the day whose map they are of.
        method: The method of the scorecard; its tolerance says how far "about" and "nearly" may be off.
        known_on: The last day of publication that counted, or None where everything known did.
        ranked: The places that have a figure.
        missing: The lines of the places that have none that can be ranked, each with the reason.
    """

    indicator: Indicator
    target: Target
    asked: AskedPlaces
    method: Method
    known_on: date | None
    ranked: tuple[Ranked, ...]
    missing: tuple[ScoreLine, ...]

    @property
    def base(self) -> int:
        """How many places there are: all those of the level on the day, or as many as were named."""
        return len(self.ranked) + len(self.missing)

    @property
    def day(self) -> date:
        """The day whose map it is."""
        return self.asked.day

    @property
    def methods(self) -> tuple[str, ...]:
        """The series that the figures belong to, where they say it; of several none would rank."""
        return tuple(sorted({r.line.figure.method for r in self.ranked if r.line.figure and r.line.figure.method}))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that the figures are about; of several it is no ranking of one time."""
        return tuple(sorted({ranked.line.figure.period for ranked in self.ranked if ranked.line.figure}))

    def __len__(self) -> int:
        return len(self.ranked)

    def __iter__(self) -> Iterator[Ranked]:
        return iter(self.ranked)

    def __getitem__(self, place: str) -> Ranked:
        if place not in self._by_code:
            raise UnknownCodeError.among("place", place, self._by_code)
        return self._by_code[place]

    @cached_property
    def _by_code(self) -> dict[str, Ranked]:
        return {ranked.place.code: ranked for ranked in self.ranked}

    def among(self, codes: Iterable[str]) -> Ranking:
        """Rank some of the places anew, among themselves alone.

        Args:
            codes: Their codes; a place without a figure stays missing.

        Raises:
            UnknownCodeError: A code is that of none of the places.
            DefinitionError: No code is given.
        """
        wanted = tuple(dict.fromkeys(codes))
        if not wanted:
            raise DefinitionError("no places are named", "name the codes of some of them.")
        known = {place.code: place for place in self.asked.places}
        for code in wanted:
            if code not in known:
                raise UnknownCodeError.among("place", code, known)
        lines = [*(ranked.line for ranked in self.ranked), *self.missing]
        asked = AskedPlaces(places=tuple(known[code] for code in wanted), day=self.day)
        return _ranked([line for line in lines if line.situation.place in wanted], asked, self.method, self.known_on)

    def since(self, earlier: Ranking) -> tuple[Moved, ...]:
        """Say how places moved since an earlier ranking, among the places that have a figure in both.

        A rank is one of a map: rank 5 of 63 and rank 3 of 34 cannot be compared.

        Args:
            earlier: A ranking of the same indicator and the same places.

        Raises:
            DefinitionError: It is of another indicator or of other places.
        """
        if (self.indicator.code, self.target.where) != (earlier.indicator.code, earlier.target.where):
            raise DefinitionError(
                f"one ranking is of {_what(earlier)} and the other of {_what(self)}", "compare two of one indicator."
            )
        mine, theirs = ({place.id for place in ranking.asked.places} for ranking in (self, earlier))
        if mine != theirs:
            raise DefinitionError(
                f"a rank among {earlier.base} places on {earlier.day} and one among {self.base} on {self.day} "
                "are of different bases",
                "compare rankings of one map, or the same places in both, by among(…) and codes that did not change.",
            )
        both = [ranked.place.code for ranked in self.ranked if ranked.place.code in earlier._by_code]
        if not both:
            return ()
        now, before = self.among(both), earlier.among(both)
        return tuple(Moved(place=ranked.place, before=before[ranked.place.code], now=ranked) for ranked in now)

    def to_native(self) -> Any:
        """Give the ranking as a dataframe: one row for each place, those without a figure last and without a rank.

        ``rank`` is null where it cannot be told, ``first`` and ``last`` bound it; all three are null without a figure.
        ``base`` is how many places there are, ``with_figure`` how many have one; values are in the unit of ``unit``.
        """
        ranked = [_row(item.line) | _ranks(item) for item in self.ranked]
        rows = [*ranked, *(_row(line) | _ranks(None) for line in self.missing)]
        whole = {
            "indicator": self.indicator.code,
            "breakdown": breakdown_text(self.target.where),
            "unit": self.indicator.unit,
            "base": self.base,
            "with_figure": len(self.ranked),
            "day": str(self.day),
        }
        return frame_of([row | whole for row in rows], _COLUMNS, nw.Implementation.POLARS).to_native()

    def __repr__(self) -> str:
        return (
            f"<Ranking of {self.base} places on {self.day} by {self.indicator.code}: {len(self.ranked)} with a figure>"
        )


_COLUMNS: dict[str, ColumnKind] = {
    **dict.fromkeys(("rank", "first", "last", "tied"), "Int64"),
    **dict.fromkeys(("place", "place_name", "indicator", "breakdown"), "String"),
    "value": "Float64",
    "unit": "String",
    **dict.fromkeys(("qualifier", "period", "source", "confidence", "reason"), "String"),
    **dict.fromkeys(("base", "with_figure"), "Int64"),
    "day": "String",
}


def _what(ranking: Ranking) -> str:
    return " ".join(filter(None, (ranking.indicator.code, breakdown_text(ranking.target.where))))


def _ranks(ranked: Ranked | None) -> dict[str, int | None]:
    names = ("rank", "first", "last", "tied")
    return {name: None if ranked is None else getattr(ranked, name) for name in names}


def _row(line: ScoreLine) -> dict[str, Any]:
    """Give the place and the figure of a line as plain values."""
    figure, unit = line.figure, line.situation.unit
    return {
        "place": unit.code,
        "place_name": unit.called("vi"),
        "value": figure and figure.exact,
        "qualifier": figure and figure.qualifier and figure.qualifier.value,
        "period": figure and figure.period,
        "source": figure and figure.source,
        "confidence": figure and figure.confidence and figure.confidence.value,
        "reason": None if figure else line.reason,
    }


def ranking_of(card: Scorecard, target: str) -> Ranking:
    """Rank the places of a scorecard by the figures of one target; see `Scorecard.rank`."""
    plan, _, code = target.rpartition(":")
    lines = [line for line in card.lines if line.target.code == code and plan in ("", line.plan.code)]
    lines = [line for line in lines if line.situation.elsewhere]
    if not lines or len({line.plan.code for line in lines}) > 1:
        line = card[target]  # refuses what is unknown, and what several plans have
        raise DefinitionError(
            f"the target {line.target.code!r} is not asked of several places",
            "evaluate with places='province', or with a list of codes.",
        )
    if lines[0].target.several:
        raise DefinitionError(
            f"the target {code!r} asks it of several parts at each place, and so has no one figure to rank by",
            "rank places by a target, or an indicator, that has one figure for each place.",
        )
    return _ranked(lines, card.asked[lines[0].plan.code], card.method, card.known_on)


def _ranked(lines: Sequence[ScoreLine], asked: AskedPlaces, method: Method, known_on: date | None) -> Ranking:
    """Rank lines by their figures."""
    about = next((parameter.value for parameter in method.parameters if parameter.name == ABOUT), 0.0)
    told = [line for line in lines if line.figure is not None and line.situation.lapse is None]
    up = all(line.indicator.direction is Direction.UP for line in lines)
    spans = [_merit(line, about, up=up) for line in told]
    ranks = _ranks_of(spans)
    sure = Counter(first for first, last in ranks if first == last)
    ranked = [
        Ranked(line=line, first=first, last=last, tied=sure[first] - 1 if first == last else None)
        for line, (first, last) in zip(told, ranks, strict=True)
    ]
    ranked.sort(key=lambda it: (it.first, it.last, it.place.code))
    missing = sorted((line for line in lines if line not in told), key=lambda line: line.situation.place)
    return Ranking(
        indicator=lines[0].indicator,
        target=lines[0].target,
        asked=asked,
        method=method,
        known_on=known_on,
        ranked=tuple(ranked),
        missing=tuple(missing),
    )


def _merit(line: ScoreLine, about: float, *, up: bool) -> Interval:
    """Give the numbers that a figure may stand for, within what is possible, turned so that more is better."""
    figure = line.figure
    if figure is None:
        return Interval()
    found = reported_interval(figure.exact, figure.qualifier, about)
    low, high = line.indicator.possible
    if low is not None and found.low < low <= found.high:
        found = attrs.evolve(found, low=low, low_open=False)
    if high is not None and found.low <= high < found.high:
        found = attrs.evolve(found, high=high, high_open=found.low_open and found.low == high)
    if up:
        return found
    return Interval(low=-found.high, high=-found.low, low_open=found.high_open, high_open=found.low_open)


def _surely_better(one: Interval, other: Interval) -> bool:
    """Tell whether every number of one is more than every number of the other."""
    if same(one.low, other.high):
        return one.low_open or other.high_open
    return one.low > other.high


def _maybe_better(one: Interval, other: Interval) -> bool:
    """Tell whether some number of one is more than some number of the other."""
    return not same(one.high, other.low) and one.high > other.low


def _ranks_of(spans: Sequence[Interval]) -> list[tuple[int, int]]:
    """Give the best and the worst rank of each: one more than how many are surely, and how many may be, better."""
    number = Counter(spans)
    lows, highs = _Rising("low", number), _Rising("high", number)
    first = {span: 1 + lows.beyond(span.high, span, _surely_better) for span in number}
    last = {
        span: 1 + highs.beyond(span.low, span, _maybe_better) - _maybe_better(span, span)  # none is better than itself
        for span in number
    }
    return [(first[span], last[span]) for span in spans]


class _Rising:
    """Intervals in the order of one of their bounds, to count those beyond a number without a look at each."""

    def __init__(self, bound: str, number: Mapping[Interval, int]) -> None:
        self.number = number
        self.spans = sorted(number, key=lambda span: getattr(span, bound))
        self.bounds = [getattr(span, bound) for span in self.spans]
        self.left = [0]  # how many places there are from each interval on
        for span in reversed(self.spans):
            self.left.append(self.left[-1] + number[span])
        self.left.reverse()

    def beyond(self, value: float, mine: Interval, better: Callable[[Interval, Interval], bool]) -> int:
        """Count those whose bound is more than a value, and of those near it the ones that are better."""
        near = 2 * RELATIVE_TOLERANCE * abs(value) if math.isfinite(value) else 0.0
        begin, end = bisect_left(self.bounds, value - near), bisect_right(self.bounds, value + near)
        return self.left[end] + sum(self.number[span] for span in self.spans[begin:end] if better(span, mine))
