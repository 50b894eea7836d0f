"""What was promised, known on a day: the targets of several plans, of which later ones revise earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.periods import IntoPeriod


@attrs.frozen(kw_only=True, repr=False)
class Promise:
    """A target as one version of what was promised.

    Attributes:
        plan: The plan that makes it.
        target: The target.
        revised_by: The promises of other plans that replace it; none where it is in force.
    """

    plan: Plan
    target: Target
    revised_by: tuple[Promise, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether no other plan has replaced it."""
        return not self.revised_by

    @property
    def name(self) -> str:
        """The code of its plan and its own, as ``plan:target``."""
        return f"{self.plan.code}:{self.target.code}"

    def __repr__(self) -> str:
        revised = ", ".join(promise.name for promise in self.revised_by)
        return f"<Promise {self.name}{f' revised by {revised}' if revised else ''}>"


def promises(plans: Iterable[Plan], *, known_on: IntoPeriod | None = None) -> tuple[Promise, ...]:
    """Give what several plans promise, and which of it was revised, as it was known on a day.

    A plan counts once it is sure to have been adopted: one of 2020 whose day is not known from the end of 2020 on.
    A target that another ``replaces`` stays among them, with what it was revised by.

    Args:
        plans: The plans, in any order.
        known_on: The day or period by whose end plans count; by default all of them do.

    Returns:
        The targets of the plans that count, in the order given.

    Raises:
        PeriodError: `known_on` names no period.
        DefinitionError: Targets replace each other in a circle.
    """
    counted = adopted_by(plans, known_on)
    revised = revisions(counted)
    return tuple(
        Promise(plan=plan, target=target, revised_by=revised.get(f"{plan.code}:{target.code}", ()) if revised else ())
        for plan in counted
        for target in plan.targets
    )


def revisions(plans: Sequence[Plan]) -> dict[str, tuple[Promise, ...]]:
    """Give the promises that replace others, by the name of the one that is replaced.

    Raises:
        DefinitionError: Targets replace each other in a circle.
    """
    later: dict[str, list[tuple[Plan, Target]]] = {}
    for plan in plans:
        for target in plan.targets:
            if target.replaces is not None:
                later.setdefault(target.replaces, []).append((plan, target))
    made: dict[str, tuple[Promise, ...]] = {}

    def make(name: str, above: tuple[str, ...]) -> tuple[Promise, ...]:
        if name in above:
            circle = " → ".join((*above, name))
            raise DefinitionError(f"targets replace each other in a circle: {circle}", "leave replaces out of one.")
        if name not in made:
            made[name] = tuple(
                Promise(plan=plan, target=target, revised_by=make(f"{plan.code}:{target.code}", (*above, name)))
                for plan, target in later.get(name, ())
            )
        return made[name]

    named = [f"{plan.code}:{target.code}" for plan in plans for target in plan.targets] if later else []
    return {name: make(name, ()) for name in named if name in later}


def adopted_by(plans: Iterable[Plan], known_on: IntoPeriod | None) -> tuple[Plan, ...]:
    """Keep the plans that were adopted by the end of a day or period; all of them where it is None."""
    last = None if known_on is None else Period.of(known_on).last
    return tuple(plan for plan in plans if last is None or plan.adopted.last <= last)
