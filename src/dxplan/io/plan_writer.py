"""Plans back to the text of a plan file."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DxplanError, UnknownCodeError
from dxplan.io.field_values import numbers_of_goals
from dxplan.io.installed import implementable, is_installed
from dxplan.io.objects import structure
from dxplan.io.overrides import OVERRIDE, differences
from dxplan.io.plan_tables import HEAD, LISTS, as_measured
from dxplan.io.plans import load_plan
from dxplan.io.raw import as_raw, wordings
from dxplan.io.toml_writer import key_of, write_toml
from dxplan.model.goals import Goal
from dxplan.model.plan import VOCABULARY
from dxplan.model.targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.plan import Plan


def dumps_plan(plan: Plan, *, beside: Iterable[Plan] = ()) -> str:
    """Write a plan as the text of a TOML file, which `loads_plan` reads back as an equal plan.

    What it takes over from the plan that it implements is not written out again; what it changes of that stands under
    ``[override.…]``. Comments of a file that it was read from are lost.

    Args:
        plan: The plan, with its own vocabulary before what it takes over, as in every plan that was read.
        beside: Plans that are not installed, if the one that it implements is among them.

    Raises:
        UnknownCodeError: The plan that it implements is not installed.
        DefinitionError: It lacks something that it takes over, or holds what no file can say.
    """
    if plan.known_places.own and not plan.crosswalks:
        raise DefinitionError(
            f"plan {plan.code!r} knows {len(plan.known_places.own)} places of its own that no file of it names",
            "write them into a crosswalk beside the plan file and name that in crosswalks, or declare them in places.",
        )
    head = {key: value for key, value in as_raw(plan).items() if key in HEAD}
    return write_toml(head, _sections(plan, _implemented(plan, {other.code: other for other in beside})))


def _implemented(plan: Plan, beside: dict[str, Plan]) -> Plan | None:
    code = plan.implements
    if code is None or code in beside:
        return None if code is None else beside[code]
    if not is_installed(code):
        raise UnknownCodeError.among("installed plan", code, {*implementable(), *beside})
    return load_plan(code)


def _raw(plan: Plan, thing: Any) -> dict[str, Any]:
    """Give the keys of a thing; of a target with the first wording of its goal that reads back as the same goal."""
    raw: dict[str, Any] = as_raw(thing)
    if not isinstance(thing, Target) or thing.indicator is None or thing.goal is None:
        return raw
    indicators = {thing.indicator: plan.indicator(thing.indicator)}
    for said in wordings(thing.goal):
        with contextlib.suppress(DxplanError), numbers_of_goals(plan.numbers):
            read = attrs.evolve(thing, goal=structure(said, Goal, "$"))
            if as_measured(read, indicators).goal == thing.goal:
                return {**raw, "goal": said}
    raise DefinitionError(
        f"no wording says the goal {thing.goal.wording or str(thing.goal)!r} of target {thing.code!r}",
        "make it with Goal.parse, and write that wording.",
    )


def _sections(plan: Plan, inherited: Plan | None) -> Iterator[tuple[str, dict[str, Any]]]:
    changes: list[tuple[str, dict[str, Any]]] = []
    for name in LISTS:
        taken = {thing.code: thing for thing in getattr(inherited, name)} if inherited and name in VOCABULARY else {}
        for thing in getattr(plan, name):
            before = taken.pop(thing.code, None) if taken else None
            if before is None:
                yield f"[[{name}]]", _raw(plan, thing)
            elif before != thing:
                changes.append((f"[{OVERRIDE}.{name}.{key_of(thing.code)}]", differences(before, thing)))
        if taken:
            raise DefinitionError(
                f"plan {plan.code!r} implements {plan.implements!r}, and its {name} lack {', '.join(map(repr, taken))}",
                "a plan takes over all the vocabulary of the one that it implements.",
            )
    yield from changes
