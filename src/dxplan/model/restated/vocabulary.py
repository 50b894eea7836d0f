"""The vocabularies of several plans as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.model.plan import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.plan import Plan


@attrs.frozen
class Joined:
    """The vocabulary of a plan that is made of several.

    Attributes:
        lists: The vocabulary, by field.
        documents: The code of every document in it, by plan and the code that it has there.
    """

    lists: dict[str, list[Any]]
    documents: dict[tuple[str, str], str]


def joined_vocabulary(plans: Sequence[Plan]) -> Joined:
    """Join the vocabularies of plans; of a code that two define, the first plan's definition is kept.

    Only documents are kept twice: what is cited must be the right one. The later one gets the code of its plan before
    its own. What a later plan adds stands before what is there, as a plan's own words stand before those taken over.
    """
    joined = {name: list(getattr(plans[0], name)) for name in VOCABULARY}
    documents = {(plans[0].code, document.code): document.code for document in plans[0].documents}
    for plan in plans[1:]:
        for name in VOCABULARY:
            held = {thing.code: thing for thing in joined[name]}
            added = []
            for thing in getattr(plan, name):
                new = thing
                if name == "documents":
                    if held.get(thing.code, thing) != thing:
                        new = attrs.evolve(thing, code=_free(f"{plan.code}.{thing.code}", held))
                    documents[plan.code, thing.code] = new.code
                if new.code not in held:
                    added.append(new)
            joined[name] = [*added, *joined[name]]
    return Joined(joined, documents)


def _free(code: str, held: dict[str, Any]) -> str:
    """Give a code that nothing has yet."""
    number, free = 2, code
    while free in held:
        free, number = f"{code}-{number}", number + 1
    return free


def root_of(plans: Sequence[Plan], every: Sequence[Plan]) -> str | None:
    """Give the plan whose vocabulary all of them take over, or None where they have none in common.

    One that takes over that of another of these plans takes over what that one does.
    """
    given = {plan.code: plan.implements for plan in every}
    roots = set()
    for plan in plans:
        root = plan.implements
        passed = {plan.code}
        while len(plans) > 1 and root in given and root not in passed:
            passed.add(root)
            root = given[root]
        roots.add(root)
    return roots.pop() if len(roots) == 1 else None
