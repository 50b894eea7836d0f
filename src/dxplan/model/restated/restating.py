"""What a place has inherited: the targets of plans, restated to another day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from dxplan.model.plan import Plan
from dxplan.model.promises import Promise
from dxplan.model.restated.deciding import Restating
from dxplan.model.restated.new_plan import LeftOutTarget, made_plan, rows_of
from dxplan.model.restated.proposals import ProposalRule, checked_weights
from dxplan.model.restated.sameness import promise_key
from dxplan.model.restated.sources import key_of, led_to, sorted_plans
from dxplan.model.restated.target import Inheritance, RestatedTarget
from dxplan.periods import Period
from dxplan.text import Text, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.model.restated.sources import Led, TargetSource
    from dxplan.periods import IntoPeriod
    from dxplan.places import Place


@attrs.frozen(kw_only=True, repr=False)
class RestatedTargets:
    """What became of the promises of plans by another day; a sequence of `RestatedTarget`.

    The rows stand in the order of their places, and of each place in that of the plans, the earlier first.

    Attributes:
        day: The other day.
        plans: The plans, in the order of their adoption.
        rows: The rows.
        revised: The promises that others of these plans replace, and which are not restated.
        weighted_by: What the weights are; empty where none were given.
    """

    day: date
    plans: tuple[Plan, ...]
    rows: tuple[RestatedTarget, ...]
    revised: tuple[Promise, ...] = ()
    weighted_by: Text = attrs.field(factory=Text)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of the other day that the rows are about, in the order of their codes."""
        return tuple({row.place.id: row.place for row in self.rows}.values())

    @property
    def counts(self) -> dict[Inheritance, int]:
        """How many rows have each standing; those that none has are left out."""
        found = [row.standing for row in self.rows]
        return {standing: found.count(standing) for standing in Inheritance if standing in found}

    def of(self, standing: Inheritance) -> tuple[RestatedTarget, ...]:
        """Give the rows with a standing."""
        return tuple(row for row in self.rows if row.standing is standing)

    def plan(
        self,
        *,
        code: str,
        title: Text | str,
        place: str | None = None,
        propose: ProposalRule | str | None = None,
    ) -> Plan:
        """Make a plan of what was carried over, adopted on the other day.

        It holds the targets that were carried over, with the citations of all their sources, and the vocabulary of the
        plans. What was carried to another place is cited as computed, or as less sure where a source is: nobody adopted
        it for that place. Of a baseline in another place only the period is kept. `left_out` lists the targets that it
        does not hold; tasks, initiatives and pilots are never carried over.

        Args:
            code: The code of the new plan.
            title: Its title.
            place: The code of its place on the other day; it may be left out where the rows are about one place, or
                about one and places in it.
            propose: The rule of the proposals to take in, such as ``strictest``, each with a note that says what it is;
                without it no proposal is taken in.

        Raises:
            DefinitionError: The rows are about several places and none is named, or none is about the one named.
            UnknownCodeError: There is no such rule or place.
            Problems: The vocabularies of the plans do not go together.
        """
        return self._made(code, as_text(title), place, propose)[0]

    def left_out(
        self, *, place: str | None = None, propose: ProposalRule | str | None = None
    ) -> tuple[LeftOutTarget, ...]:
        """Give the rows that the plan made with these arguments does not hold, each with the reason.

        Args:
            place: As for `plan`.
            propose: As for `plan`.

        Raises:
            DefinitionError: As for `plan`.
        """
        return self._made("restated", Text(vi="–"), place, propose)[1]

    def _made(
        self, code: str, title: Text, place: str | None, propose: ProposalRule | str | None
    ) -> tuple[Plan, tuple[LeftOutTarget, ...]]:
        return made_plan(self.rows, self.plans, self.day, code=code, title=title, place=place, propose=propose)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[RestatedTarget]:
        return iter(self.rows)

    def __getitem__(self, number: int) -> RestatedTarget:
        return self.rows[number]

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {standing.value}" for standing, number in self.counts.items())
        return f"<RestatedTargets of {', '.join(plan.code for plan in self.plans)} to {self.day}: {counts}>"


def restate_plans(
    plans: Plan | Iterable[Plan],
    *,
    to: IntoPeriod,
    place: str | None = None,
    weights: Mapping[str, float] | None = None,
    weighted_by: Text | str = "",
) -> RestatedTargets:
    """Say what became of the promises of one or several plans by another day, such as the day of a merger.

    Each target is followed to the place that its own became. Targets of one place that measure the same, of the same
    members and by the same day, are one promise. It is carried over if all predecessors of the place make it and say
    the same; a predecessor whose plan is not given, or has no such target, is missing, and never taken to agree.
    Where their numbers differ, goals for the whole are proposed if something sound can be made of them, and otherwise
    it needs a decision. What adds up over places, such as a number of services, is never carried over to a merged
    place: each promised its own. Ranks are not either, once the places that are ranked are others.
    A target of a level that ended is lapsed; one that was due before its place or level ended stays judged there.
    A promise that another of these plans replaces is not restated.

    Args:
        plans: The plans, in any order.
        to: The other day, on or after the adoption of every plan: of a longer period, its last.
        place: The code of a place on that day; without it, all places that the targets lead to.
        weights: What each earlier place weighs, by its code in its plan, for the weighted mean of differing goals.
        weighted_by: What the weights are, such as ``GRDP 2022``.

    Raises:
        DefinitionError: There is no plan, no target leads to `place`, or weights have no name, do not add up to
            anything or lack a part of a place.
        UnknownCodeError: There is no such place on that day, or a weight is of a place that no plan is about.
        Problems: A plan is given twice, or it is not sure that it was adopted by that day.
        PeriodError: `to` names no period.
    """
    day = Period.of(to).last
    given = sorted_plans([plans] if isinstance(plans, Plan) else plans, day)
    led, revised = led_to(given, day)
    rows = _rows(led, given, day, weights, as_text(weighted_by))
    if place is not None:
        rows = rows_of(rows, place, day)
    return RestatedTargets(
        day=day, plans=given, rows=tuple(rows), revised=tuple(revised), weighted_by=as_text(weighted_by)
    )


def _rows(
    led: Sequence[Led], plans: Sequence[Plan], day: date, weights: Mapping[str, float] | None, name: Text
) -> list[RestatedTarget]:
    every = [one.source for one in led]
    codes = [source.place.code for source in every]
    asked = Restating(day=day, plans=plans, every=every, weights=checked_weights(weights, name, plans, codes))
    groups: dict[tuple[object, ...], tuple[Place, list[TargetSource]]] = {}
    rows: list[tuple[int, RestatedTarget]] = []
    first: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(led):
        if one.lost is not None:
            rows.append((number, asked.lost(one.place, one.source, one.lost)))
            continue
        key = (key_of(one.source.plan, one.place), promise_key(one.source))
        groups.setdefault(key, (one.place, []))[1].append(one.source)
        first.setdefault(key, number)
    for which, (there, sources) in groups.items():
        ordered = sorted(sources, key=_order)
        rows += [(first[which], row) for row in asked.decide(there, ordered)]
    return [row for _, row in sorted(rows, key=lambda one: (one[1].place.code, one[0]))]


def _order(source: TargetSource) -> tuple[object, ...]:
    return source.place.code, str(source.place.since or ""), source.plan.adopted.last, source.plan.code
