"""A plan of what a place has inherited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.codes import member
from dxplan.errors import DefinitionError, DxplanError, Problems, Where
from dxplan.model.plan import Plan
from dxplan.model.restated.new_target import new_target
from dxplan.model.restated.proposals import Proposal, ProposalRule
from dxplan.model.restated.target import Inheritance, RestatedTarget
from dxplan.model.restated.vocabulary import joined_vocabulary, root_of
from dxplan.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dxplan.model.structure import OwnPlace
    from dxplan.model.targets import Target
    from dxplan.places import Place
    from dxplan.text import Text


@attrs.frozen(kw_only=True)
class LeftOutTarget:
    """A row that a plan of what was inherited does not hold.

    Attributes:
        row: The row; its standing says why it is left out, if `problem` does not.
        problem: Why the plan cannot hold what was carried over or proposed; None where the standing is the reason.
    """

    row: RestatedTarget
    problem: DxplanError | None = None


def rows_of(rows: Sequence[RestatedTarget], code: str, day: date) -> list[RestatedTarget]:
    """Keep the rows of a place, and of the places in it that plans for it are about.

    Raises:
        DefinitionError: No row is left.
    """
    found = [row for row in rows if any(place.code == code for place in _tops(row))]
    if not found and rows:
        led = {place.id: f"{place.code} {place.called('vi')}" for row in rows for place in _tops(row)}
        raise DefinitionError(
            f"no target of the plans leads to a place with the code {code!r} on {day}",
            f"name a place of that day that they lead to: {', '.join(sorted(led.values()))}.",
        )
    return found


def _tops(row: RestatedTarget) -> tuple[Place, ...]:
    """Give the places whose plan a row belongs in: its own, or what the places of its plans became."""
    heirs = {place.id: place for source in row.sources for place in source.heirs}
    return (row.place,) if row.place.id in heirs else (row.place, *heirs.values())


def made_plan(
    rows: Sequence[RestatedTarget],
    plans: Sequence[Plan],
    day: date,
    *,
    code: str,
    title: Text,
    place: str | None,
    propose: ProposalRule | str | None,
) -> tuple[Plan, tuple[LeftOutTarget, ...]]:
    """Make a plan of rows, and list those that it cannot hold; see `RestatedTargets.plan`."""
    rule = None if propose is None else member(ProposalRule, propose)
    chosen = _chosen(rows, place)
    wanted = rows_of(rows, chosen.code, day)
    makings = _Makings(plans, [plan for plan in plans if _of(plan, wanted)] or list(plans), chosen, day)
    kept: list[tuple[RestatedTarget, Target]] = []
    left = [LeftOutTarget(row=row) for row in wanted if not _taken(row, rule)]
    for row in wanted:
        if not _taken(row, rule):
            continue
        problem = makings.unlike(row)
        if problem is not None:
            left.append(LeftOutTarget(row=row, problem=problem))
            continue
        taken = {target.code for _, target in kept}
        kept.append((row, new_target(row, _proposal(row, rule), makings.joined, chosen, taken)))
    plan, failed = makings.plan(code, title, kept)
    left += failed
    order = {id(row): nth for nth, row in enumerate(wanted)}
    return plan, tuple(sorted(left, key=lambda one: order[id(one.row)]))


def _chosen(rows: Sequence[RestatedTarget], code: str | None) -> Place:
    """Give the place that a plan is made for."""
    heirs = {place.id: place for row in rows for source in row.sources for place in source.heirs}
    every = heirs | {place.id: place for row in rows for place in _tops(row)}
    found = [place for place in (every if code is not None else heirs).values() if code in (None, place.code)]
    if len(found) == 1:
        return found[0]
    if code is not None or not found:
        raise DefinitionError(
            f"no target leads to a place with the code {code!r}" if code is not None else "there is nothing to inherit",
            "name a place that the targets lead to.",
        )
    names = ", ".join(f"{place.code} {place.called('vi')}" for place in found)
    raise DefinitionError(f"the targets lead to {len(found)} places: {names}", "name one of them by place=.")


def _of(plan: Plan, rows: Sequence[RestatedTarget]) -> bool:
    return any(source.plan is plan for row in rows for source in row.sources)


def _proposal(row: RestatedTarget, rule: ProposalRule | None) -> Proposal | None:
    return None if rule is None or row.standing is not Inheritance.PROPOSED else row.proposal(rule)


def _taken(row: RestatedTarget, rule: ProposalRule | None) -> bool:
    return row.standing is Inheritance.CARRIED_OVER or _proposal(row, rule) is not None


class _Makings:
    """What a plan for a place is made of."""

    def __init__(self, every: Sequence[Plan], plans: Sequence[Plan], place: Place, day: date) -> None:
        self.place, self.day, self.plans = place, day, plans
        self.implements = root_of(plans, every)
        self.joined = joined_vocabulary(plans)

    def unlike(self, row: RestatedTarget) -> DxplanError | None:
        """Find an indicator that two plans define in two ways, of which the new plan can have only one."""
        held = {indicator.code: indicator for indicator in self.joined.lists["indicators"]}
        own = row.indicator
        if own is None or held[own.code] == own or any(s.indicator == held[own.code] for s in row.sources):
            return None
        return DefinitionError(
            f"{row.first.name} is measured by {own.code!r}, which another plan defines in another way",
            "give one of the two indicators another code.",
        )

    def plan(
        self, code: str, title: Text, kept: list[tuple[RestatedTarget, Target]]
    ) -> tuple[Plan, list[LeftOutTarget]]:
        """Make the plan, without the targets that it cannot hold."""
        left: list[LeftOutTarget] = []
        while True:
            try:
                return self._plan(code, title, tuple(target for _, target in kept)), left
            except Problems as problems:
                found = {_number(problem): problem for problem in reversed(list(problems.leaves()))}
                if None in found or not found:
                    raise
                left += [
                    LeftOutTarget(row=row, problem=attrs.evolve(found[nth], where=None))
                    for nth, (row, _) in enumerate(kept)
                    if nth in found
                ]
                kept = [one for nth, one in enumerate(kept) if nth not in found]

    def _plan(self, code: str, title: Text, targets: tuple[Target, ...]) -> Plan:
        styles = {plan.numbers for plan in self.plans}
        settings: dict[str, Any] = self.joined.lists | {
            "place": self.place.code,
            "adopted": Period(self.day, self.day),
            "implements": self.implements,
            "places": self._own_places(),
            "targets": targets,
            "numbers": styles.pop() if len(styles) == 1 else None,
        }
        return Plan(code=code, title=title, **settings)

    def _own_places(self) -> tuple[OwnPlace, ...]:
        """Give the places that plans of this very place declare; of those of a predecessor nobody knows what became."""
        found: dict[str, tuple[Plan, list[OwnPlace]]] = {}
        for plan in self.plans:
            if plan.gazetteer.find(plan.place, on=plan.adopted).id != self.place.id:
                continue
            for own in plan.places:
                first, places = found.setdefault(own.code, (plan, []))
                if first is plan:
                    places.append(own)
        return tuple(own for _, places in found.values() for own in places)


def _number(problem: Any) -> int | None:
    """Give the number of the target that a problem is about."""
    where: Where | None = getattr(problem, "where", None)
    found = re.match(r"\$\.targets\[(\d+)\]", where.path if where else "")
    return int(found[1]) if found else None
