"""What does not hold together in the tasks, agencies, initiatives and pilots of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, UnknownCodeError, Where
from dxplan.model.agencies import ROLES
from dxplan.model.references import circle, unknown
from dxplan.model.tasks import TASK_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.model.plan import Plan
    from dxplan.model.references import Coded
    from dxplan.model.tasks import Task


def task_problems(plan: Plan) -> Iterator[DxplanError]:
    """Find every such problem, each with its path in the plan."""
    yield from _agency_problems(plan)
    targets = {target.code for target in plan.targets}
    for place, task in enumerate(plan.tasks):
        path = f"$.tasks[{place}]"
        if task.code in targets:
            yield DuplicateCodeError(
                f"a target and a task both have the code {task.code!r}",
                "give one of them another code: reports tell them apart by it.",
                Where(f"{path}.code"),
            )
        yield from _one_task_problems(plan, task, path)
    needs = {task.code: task.depends for task in plan.tasks}
    yield from _circles("tasks", "depends", "tasks wait for each other", needs, plan.tasks)
    for place, initiative in enumerate(plan.initiatives):
        path = f"$.initiatives[{place}]"
        yield from unknown("task", initiative.task, plan.tasks, f"{path}.task")
        yield from unknown("document", initiative.cite.document, plan.documents, f"{path}.cite.document")
    for place, pilot in enumerate(plan.pilots):
        path = f"$.pilots[{place}]"
        yield from unknown("task", pilot.task, plan.tasks, f"{path}.task")
        yield from unknown("document", pilot.cite.document, plan.documents, f"{path}.cite.document")
        yield from each_problems(plan, pilot.each, f"{path}.each")
        for nth, skill in enumerate(pilot.skills):
            yield from unknown("skill", skill, plan.skills, f"{path}.skills[{nth}]")


def each_problems(
    plan: Plan, each: str | None, path: str, levels: Sequence[str] = TASK_LEVELS
) -> Iterator[DxplanError]:
    """Find an ``each`` that is neither a dimension of the plan nor a level of places."""
    known = [*(dimension.code for dimension in plan.dimensions), *levels]
    if each is not None and each not in known:
        yield UnknownCodeError.among("dimension or level of places", each, known).at(Where(path))


def _agency_problems(plan: Plan) -> Iterator[DxplanError]:
    for place, agency in enumerate(plan.agencies):
        path = f"$.agencies[{place}].succeeded_by"
        yield from unknown("agency", agency.succeeded_by, plan.agencies, path)
        if agency.succeeded_by is not None and agency.valid_to is None:
            yield DefinitionError(
                f"agency {agency.code!r} is succeeded by {agency.succeeded_by!r}, and nothing says since when",
                "add valid_to, the last period in which it was there; a year is enough.",
                Where(path),
            )
    heirs = {agency.code: (agency.succeeded_by,) for agency in plan.agencies if agency.succeeded_by}
    yield from _circles("agencies", "succeeded_by", "agencies succeed each other", heirs, plan.agencies)


def _one_task_problems(plan: Plan, task: Task, path: str) -> Iterator[DxplanError]:
    yield from unknown("pillar", task.pillar, plan.pillars, f"{path}.pillar")
    yield from unknown("group", task.group, plan.groups, f"{path}.group")
    yield from unknown("sector", task.sector, plan.sectors, f"{path}.sector")
    yield from unknown("document", task.cite.document, plan.documents, f"{path}.cite.document")
    yield from each_problems(plan, task.each, f"{path}.each")
    for nth, needed in enumerate(task.depends):
        yield from unknown("task", needed, plan.tasks, f"{path}.depends[{nth}]")
    for role, agencies in task.roles.items():
        if role not in ROLES:
            yield UnknownCodeError.among("role", role, ROLES).at(Where(f"{path}.roles.{role}"))
        if not agencies:
            yield DefinitionError(
                f"no agency of task {task.code!r} has the role {role!r}",
                f"name it, or leave {role!r} out.",
                Where(f"{path}.roles.{role}"),
            )
        for nth, agency in enumerate(agencies):
            yield from unknown("agency", agency, plan.agencies, f"{path}.roles.{role}[{nth}]")


def _circles(
    field: str, key: str, what: str, needs: Mapping[str, Sequence[str]], things: Sequence[Coded]
) -> Iterator[DxplanError]:
    """Find the circles among the things of one list; each is said once, at the first of them."""
    said: set[str] = set()
    for place, thing in enumerate(things):
        way = circle(thing.code, needs)
        if way and said.isdisjoint(way):
            yield DefinitionError(
                f"{what} in a circle: {' → '.join(way)}", "break it.", Where(f"$.{field}[{place}].{key}")
            )
        said.update(way)
