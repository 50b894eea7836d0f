"""What is asked of the targets of plans, a batch at a time: no object is made for a question that nobody looks at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias, overload

import attrs

from dxplan.figures.needs import units_of
from dxplan.model.indicators import MILESTONE, Indicator
from dxplan.model.lapses import Lapse, lapse_of, levels_of
from dxplan.model.plan import Plan, once
from dxplan.model.promises import Promise
from dxplan.periods import Period
from dxplan.places import LEVELS, Place
from dxplan.scorecard.situations import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.expr.plain import Value
    from dxplan.model.targets import Target

Span: TypeAlias = "tuple[int, int]"
Property: TypeAlias = Callable[["Plan", "Target"], bool]


@attrs.frozen(eq=False)
class Terms:
    """What a plan's targets say whatever the place and the period, worked out once.

    Attributes:
        plan: The plan.
        places: The place of each target among them, by its code.
        indicators: The indicator of each target; of a milestone, what stands for it.
        lasts: The last day by which each is due.
        levels: The levels of administration that each asks for.
        alike: The targets that stand one after the other and are asked of the same places, as spans.
    """

    plan: Plan
    places: dict[str, int]
    indicators: tuple[Indicator, ...]
    lasts: tuple[date, ...]
    levels: tuple[tuple[str | None, str | None], ...]
    alike: tuple[Span, ...]
    _spans: dict[Property, tuple[Span, ...]] = attrs.field(factory=dict, init=False)

    def spans(self, holds: Property) -> tuple[Span, ...]:
        """Give the targets of which something holds, as spans of such that stand one after the other."""
        if holds not in self._spans:
            self._spans[holds] = _spans([holds(self.plan, target) for target in self.plan.targets], only=True)
        return self._spans[holds]


def terms_of(plan: Plan) -> Terms:
    """Work out the terms of a plan."""
    targets = plan.targets
    return Terms(
        plan,
        {target.code: nth for nth, target in enumerate(targets)},
        tuple(MILESTONE if target.indicator is None else plan.indicator(target.indicator) for target in targets),
        tuple(target.by.last for target in targets),
        tuple(levels_of(target) for target in targets),
        _spans([(t.place, t.is_milestone, t.each if t.each in LEVELS else None) for t in targets]),
    )


def _spans(values: Sequence[object], *, only: object = None) -> tuple[Span, ...]:
    """Divide a sequence where its values change, into spans of which `only` those of one value are kept."""
    ends = accumulate((len(list(group)) for _, group in groupby(values)), initial=0)
    return tuple((begin, end) for begin, end in pairwise(ends) if only is None or values[begin] == only)


@attrs.frozen(kw_only=True, eq=False)
class Batch:
    """Several situations: of targets that stand one after the other at one place, or of one target at several places.

    Attributes:
        terms: The terms of the plan.
        begin: The first of its targets, counted from 0.
        end: The one after the last.
        units: The places: one where there are several targets.
        at: The period judged.
        first: The number of the first situation.
        elsewhere: Whether they are asked of places that the question names, and not the plan.
        revisions: The promises that replace others, by the name of the one that is replaced.
    """

    terms: Terms
    begin: int
    end: int
    units: tuple[Place, ...]
    at: Period
    first: int
    elsewhere: bool = False
    revisions: Mapping[str, tuple[Promise, ...]] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return (self.end - self.begin) * len(self.units)

    def __getitem__(self, nth: int) -> Situation:
        plan, unit = self.terms.plan, self.unit(nth)
        place = self.target(nth)
        target = plan.targets[place]
        lapses = self.lapses
        return Situation(
            number=self.first + nth,
            plan=plan,
            target=target,
            indicator=self.terms.indicators[place],
            unit=unit,
            at=self.at,
            lapse=lapses[nth] if lapses else None,
            revised_by=self._revised(target),
            elsewhere=self.elsewhere,
        )

    def target(self, nth: int) -> int:
        """Give the place of a situation's target among those of the plan."""
        return self.begin + (nth if len(self.units) == 1 else 0)

    def unit(self, nth: int) -> Place:
        """Give the place of a situation."""
        return self.units[0 if len(self.units) == 1 else nth]

    @property
    def revised(self) -> list[tuple[Promise, ...]]:
        """The promises that replace the target of each situation."""
        if not self.revisions:
            return [()] * len(self)
        found = [self._revised(target) for target in self.terms.plan.targets[self.begin : self.end]]
        return found * len(self.units)

    def _revised(self, target: Target) -> tuple[Promise, ...]:
        return self.revisions.get(f"{self.terms.plan.code}:{target.code}", ())

    def between(self, begin: int, end: int) -> Batch:
        """Keep some of the situations, with their numbers."""
        if (begin, end) == (0, len(self)):
            return self
        if len(self.units) == 1:
            return attrs.evolve(self, begin=self.begin + begin, end=self.begin + end, first=self.first + begin)
        return attrs.evolve(self, units=self.units[begin:end], first=self.first + begin)

    def having(self, holds: Property) -> Iterator[Batch]:
        """Keep the situations of targets of which something holds."""
        for begin, end in self.terms.spans(holds):
            begin, end = max(begin, self.begin), min(end, self.end)  # noqa: PLW2901 (the part of the span that is here)
            if begin < end:
                yield self if len(self.units) > 1 else self.between(begin - self.begin, end - self.begin)

    @cached_property
    def days(self) -> list[date]:
        """The last day that a figure may be about if nothing lapsed, of each situation."""
        last = self.at.last
        days = [min(last, by) for by in self.terms.lasts[self.begin : self.end]]
        return days * len(self.units)

    @cached_property
    def lapses(self) -> list[Lapse | None]:
        """What ended of what each situation is about; empty where all goes on."""
        levels = self.terms.levels[self.begin : self.end]
        if all(unit.until is None for unit in self.units) and not any(map(any, levels)):
            return []
        levels = levels * len(self.units)
        known: dict[tuple[object, ...], Lapse | None] = {}
        found = []
        for nth, (asked, day) in enumerate(zip(levels, self.days, strict=True)):
            unit = self.unit(nth)
            key = (unit.id, asked, day)
            if key not in known:
                known[key] = lapse_of(self.terms.plan, unit, asked, day)
            found.append(known[key])
        return found if any(found) else []

    @property
    def cutoffs(self) -> list[date]:
        """`Situation.cutoff` of each."""
        days = zip(self.lapses, self.days, strict=True)
        return [lapse.last if lapse else day for lapse, day in days] if self.lapses else self.days

    @cached_property
    def dues(self) -> list[bool]:
        """`Situation.due` of each."""
        last = self.at.last
        dues = [last >= by for by in self.terms.lasts[self.begin : self.end]]
        dues = dues * len(self.units)
        return [due and lapse is None for due, lapse in zip(dues, self.lapses, strict=True)] if self.lapses else dues


class Situations(Sequence[Situation]):
    """Situations in a row, each of which is made when it is looked at.

    Attributes:
        batches: The batches that they come in.
    """

    def __init__(self, batches: Sequence[Batch], made: dict[int, Situation] | None = None) -> None:
        """Put batches one after the other; numbers rise, and `made` has situations that are there by their number."""
        self.batches = tuple(batches)
        self._ends = list(accumulate(map(len, self.batches)))
        self._made = {} if made is None else made

    @classmethod
    def of(cls, situations: Sequence[Situation]) -> Situations:
        """Take situations as they are."""
        if isinstance(situations, cls):
            return situations
        batches = []
        for situation in situations:
            terms = once(situation.plan, terms_of)
            nth = terms.places[situation.target.code]
            batches.append(
                Batch(
                    terms=terms,
                    begin=nth,
                    end=nth + 1,
                    units=(situation.unit,),
                    at=situation.at,
                    first=situation.number,
                    elsewhere=situation.elsewhere,
                )
            )
        return cls(batches, {situation.number: situation for situation in situations})

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, nth: int) -> Situation: ...
    @overload
    def __getitem__(self, nth: slice) -> tuple[Situation, ...]: ...
    def __getitem__(self, nth: int | slice) -> Situation | tuple[Situation, ...]:
        if isinstance(nth, slice):
            return tuple(self[one] for one in range(*nth.indices(len(self))))
        nth += len(self) if nth < 0 else 0
        if not 0 <= nth < len(self):
            raise IndexError(nth)
        which = bisect_right(self._ends, nth)
        batch = self.batches[which]
        return self._one(batch, nth - self._ends[which] + len(batch))

    def __iter__(self) -> Iterator[Situation]:
        return (self._one(batch, nth) for batch in self.batches for nth in range(len(batch)))

    def _one(self, batch: Batch, nth: int) -> Situation:
        number = batch.first + nth
        if number not in self._made:
            self._made[number] = batch[nth]
        return self._made[number]

    @property
    def numbers(self) -> list[int]:
        """The number of each."""
        return [number for batch in self.batches for number in range(batch.first, batch.first + len(batch))]

    @property
    def dues(self) -> list[bool]:
        """Whether each is due."""
        return list(chain.from_iterable(batch.dues for batch in self.batches))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods judged."""
        return tuple(dict.fromkeys(batch.at for batch in self.batches))

    def having(self, holds: Property) -> Situations:
        """Keep those of targets of which something holds; it is asked once of each target of a plan."""
        return Situations([some for batch in self.batches for some in batch.having(holds)], self._made)

    def between(self, begin: int, end: int) -> Situations:
        """Keep those from one position on to another, with their numbers."""
        batches = []
        for batch, after in zip(self.batches, self._ends, strict=True):
            before = after - len(batch)
            if before < end and begin < after:
                batches.append(batch.between(max(begin - before, 0), min(end, after) - before))
        return Situations(batches, self._made)

    def at(self, period: Period) -> Situations:
        """Keep those of one period, numbered from 0."""
        mine = [batch for batch in self.batches if batch.at == period]
        firsts = accumulate(map(len, mine), initial=0)
        return Situations([attrs.evolve(batch, first=first) for batch, first in zip(mine, firsts, strict=False)])


def situations(
    plans: Sequence[Plan],
    asked: Mapping[Period, Mapping[str, Sequence[Place]]],
    revisions: Mapping[str, tuple[Promise, ...]],
) -> Situations:
    """Give every target that was promised as a question, or as one for each of the places that it is asked of.

    Args:
        plans: The plans.
        asked: The periods judged, and for each the places that the targets of a plan are asked of instead of its own,
            by the plan's code.
        revisions: The promises that replace others, as `revisions` gives them.
    """
    batches: list[Batch] = []
    number = 0
    for at, asked_of in asked.items():
        for plan in plans:
            terms = once(plan, terms_of)
            places = asked_of.get(plan.code, ())
            for begin, end in terms.alike:
                target = plan.targets[begin]
                units = units_of(plan, target, places)
                own = target.is_milestone or target.place is not None
                each = [(begin, end)] if len(units) == 1 else [(nth, nth + 1) for nth in range(begin, end)]
                for first, last in each:
                    batches.append(
                        Batch(
                            terms=terms,
                            begin=first,
                            end=last,
                            units=units,
                            at=at,
                            first=number,
                            elsewhere=not own and any(units[0] is place for place in places),
                            revisions=revisions,
                        )
                    )
                    number += len(batches[-1])
    return Situations(batches)


def at_home(plan: Plan) -> Situations:
    """Ask every target of a plan at the plan's own place in the period of its adoption: what depends on neither."""
    unit = plan.gazetteer.find(plan.place, on=plan.adopted)
    targets = len(plan.targets)
    return Situations(
        [Batch(terms=once(plan, terms_of), begin=0, end=targets, units=(unit,), at=plan.adopted, first=0)]
    )


def facts_of(plan: Plan) -> dict[str, list[Value]]:
    """Give what a plan says of its targets as columns: `Situation.facts`, but for whether they are due."""
    rows = [situation.facts for situation in at_home(plan)]
    return {name: [row[name] for row in rows] for name in rows[0] if name != "is_due"} if rows else {}
