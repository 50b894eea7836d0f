"""The same targets judged at several periods, side by side."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from dxplan.dataframes import nw
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.notebooks import Shown
from dxplan.periods import Period
from dxplan.scorecard.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dxplan.figures import Figures
    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.summary import Summary

Frame: TypeAlias = "nw.DataFrame[Any]"


@attrs.frozen(eq=False, repr=False)
class Panel(Shown):
    """How far the targets had come at each of several periods, as `evaluate` gives it for several.

    It is a sequence of `Scorecard`, in the order of time, and ``panel[2023]`` is that of one period.
    Each is what `evaluate` gives for its period alone: nothing that came later counts in it, unless it is a later
    publication about the time before. With `known_on` the same publications count in all of them.

    Attributes:
        cards: The scorecards.
    """

    cards: tuple[Scorecard, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods judged."""
        return tuple(card.at for card in self.cards)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that are judged."""
        return self.cards[0].plans

    @property
    def not_yet_adopted(self) -> tuple[Plan, ...]:
        """The plans that are not judged, as they were adopted after `known_on`."""
        return self.cards[0].not_yet_adopted

    @property
    def known_on(self) -> date | None:
        """The last day of publication that counted, or None where everything known did."""
        return self.cards[0].known_on

    @property
    def method(self) -> Method:
        """The method that was used."""
        return self.cards[0].method

    @property
    def figures(self) -> Figures:
        """The figures it was evaluated on."""
        return self.cards[0].figures

    @property
    def counts(self) -> dict[Period, dict[str, int]]:
        """How many targets have each status in each period; statuses that none has are left out."""
        return {card.at: card.counts for card in self.cards}

    @property
    def coverage(self) -> dict[Period, tuple[int, int]]:
        """How many targets could be judged in each period, and how many there are."""
        return {card.at: card.coverage for card in self.cards}

    def by(self, key: str) -> dict[Period, tuple[Summary, ...]]:
        """Summarise the targets of each period by what they have in common, as `Scorecard.by` does.

        Args:
            key: ``plan``, ``pillar``, ``group``, ``sector``, ``indicator``, ``place`` or ``status``.

        Raises:
            UnknownCodeError: Targets cannot be grouped by that.
        """
        return {card.at: card.by(key) for card in self.cards}

    def history(self, target: str) -> tuple[ScoreLine, ...]:
        """Give the line of one target in each period that it is asked in, in the order of time.

        A line knows its period as ``line.situation.at``. Of a target that is asked of several places one place is
        named, and a period in which that place was not asked has no line.

        Args:
            target: The target's code, or ``plan:target``, with ``@`` and the place where it is asked of several.

        Raises:
            UnknownCodeError: There is no such target, or it is not asked of that place in any period.
            DefinitionError: Several plans have it, it is asked of several places, or the code meant two places.
        """
        found: list[ScoreLine] = []
        failed: UnknownCodeError | None = None
        for card in self.cards:
            try:
                found.append(card[target])
            except UnknownCodeError as error:
                failed = failed or error
        if not found and failed is not None:
            raise failed
        units = {line.situation.unit.id: line.situation.unit for line in found}
        if len(units) > 1:
            both = " and ".join(unit.dated() for unit in units.values())
            raise DefinitionError(
                f"{found[0].situation.place!r} meant several places within the periods: {both}",
                f"ask for one period, such as panel[{str(found[0].situation.at)!r}][{target!r}].",
            )
        return tuple(found)

    @property
    def histories(self) -> tuple[tuple[ScoreLine | None, ...], ...]:
        """Every target with its line in each of the periods; None where it is not asked of that place then.

        They stand in the order in which they are met. Places of two times that have one code are two.
        """
        found: dict[tuple[object, ...], dict[Period, ScoreLine]] = {}
        for card in self.cards:
            for line in card:
                key = (line.plan.code, line.target.code, line.situation.unit.id)
                found.setdefault(key, {})[card.at] = line
        return tuple(tuple(lines.get(period) for period in self.periods) for lines in found.values())

    def to_native(self) -> Any:
        """Give the lines as one long dataframe, a row for each target in each period, which is in the column ``at``.

        Its columns are those of `Scorecard.to_native`.
        """
        return self.cards[0].figures.given_back(nw.concat([card.in_polars() for card in self.cards]))

    def __len__(self) -> int:
        return len(self.cards)

    def __iter__(self) -> Iterator[Scorecard]:
        return iter(self.cards)

    def __getitem__(self, period: IntoPeriod) -> Scorecard:
        asked = Period.of(period)
        for card in self.cards:
            if card.at == asked:
                return card
        raise UnknownCodeError.among("period", str(asked), map(str, self.periods))

    def __repr__(self) -> str:
        said = "; ".join(f"{at}: {judged} of {total} judged" for at, (judged, total) in self.coverage.items())
        return f"<Panel at {said}>"


def in_time(periods: Iterable[IntoPeriod]) -> tuple[Period, ...]:
    """Put periods in the order of time: by the last day, and of two that end together the shorter one first.

    Raises:
        DefinitionError: There is none, or one is named twice.
        PeriodError: One of them is no period.
    """
    found = sorted(map(Period.of, periods))
    if not found:
        raise DefinitionError("no period is named", "name one or several, such as at=range(2021, 2026).")
    again = next((one for one, other in pairwise(found) if one == other), None)
    if again is not None:
        raise DefinitionError(f"the period {again} is named more than once", "name each period once.")
    return tuple(found)


def of_periods(whole: Scorecard, periods: Iterable[Period]) -> Iterator[Scorecard]:
    """Divide a scorecard whose situations are of several periods, one after the other; each is numbered from 0."""
    asked = {period: whole.situations.at(period) for period in periods}
    ends = list(accumulate(map(len, asked.values()), initial=0))
    tables = (_divided(table, ends) for table in (whole.card, whole.parts, whole.beside, whole.inputs))
    pieces = zip(asked.items(), pairwise(ends), *tables, strict=True)
    for (period, mine), (begin, end), card, parts, beside, inputs in pieces:
        yield attrs.evolve(
            whole,
            at=period,
            situations=mine,
            card=card,
            parts=parts,
            beside=beside,
            inputs=inputs,
            verdicts={number - begin: whole.verdicts[number] for number in range(begin, end)},
        )


def _divided(table: Frame, ends: Sequence[int]) -> list[Frame]:
    """Divide a table by situations, from each number to the next, and number these from 0 in each."""
    numbers = table["situation"]
    if not len(table):
        return [table for _ in pairwise(ends)]
    if not numbers.is_sorted():
        number = nw.col("situation")
        some = [table.filter(number >= begin, number < end) for begin, end in pairwise(ends)]
    else:  # then each is a piece of it, and nothing is copied
        mine = numbers.to_list()
        rows = [bisect_left(mine, end) for end in ends]
        some = [table[first:last] for first, last in pairwise(rows)]
    return [piece.with_columns(situation=nw.col("situation") - begin) for piece, begin in zip(some, ends, strict=False)]
