"""Tasks, initiatives and pilots: who does what by when, and what cannot be said by a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

import attrs

from dxplan.codes import label_validator
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.model.documents import Citation
from dxplan.periods import Period, as_period
from dxplan.places import LEVELS
from dxplan.text import Text, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.periods import IntoPeriod

TASK_LEVELS = (*LEVELS, "village")
"""The levels of places that a task or a pilot can be for each place of."""


@attrs.frozen(kw_only=True)
class Task:
    """Something to do, by agencies in their roles.

    Attributes:
        code: Its code within the plan; reports name it.
        title: What is to be done, in a few words.
        cite: Where it is written, and how sure that is.
        roles: The agencies' codes by role, such as ``{"lead": ("dic",)}``; the roles are those of `ROLES`.
        period: The period in which it is carried out; None where the plan names none.
        by: The period by whose end it shall be done; None where that is the end of `period`, or no time is named.
        place: The code of the place it is about; None for the plan's own.
        each: A dimension or a level of places such as ``district``, each member of which has it to do.
        pillar: The code of its pillar.
        group: The code of its group of tasks and solutions.
        sector: The code of its sector.
        depends: The codes of the tasks that must be done before it.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    cite: Citation
    roles: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    period: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    by: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    place: str | None = None
    each: str | None = None
    pillar: str | None = None
    group: str | None = None
    sector: str | None = None
    depends: tuple[str, ...] = ()
    note: Text = attrs.field(factory=Text, converter=as_text)

    @by.validator
    def _ends_after_it_begins(self, _attribute: attrs.Attribute[Period | None], by: Period | None) -> None:
        if by is not None and self.period is not None and by.last < self.period.first:
            raise DefinitionError(
                f"task {self.code!r} shall be done by {by}, before its period {self.period} begins",
                "swap them, or keep one.",
            )

    @property
    def due(self) -> Period | None:
        """The period by whose end it shall be done; None for a standing task."""
        return self.by or self.period

    @property
    def agencies(self) -> tuple[str, ...]:
        """The codes of the agencies that take part, each once."""
        return tuple(dict.fromkeys(agency for agencies in self.roles.values() for agency in agencies))


@attrs.frozen(kw_only=True)
class Initiative:
    """A list of initiatives, which may still be to be drawn up.

    Attributes:
        code: Its code within the plan.
        title: What the list is called.
        cite: Where it is written, and how sure that is.
        period: The period that the list is for.
        task: The code of the task of drawing it up.
        items: What is on it; empty while nobody has listed it.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    cite: Citation
    period: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    task: str | None = None
    items: tuple[str, ...] = ()
    note: Text = attrs.field(factory=Text, converter=as_text)


@attrs.frozen(kw_only=True)
class Skill:
    """Something that people learn, such as to pay electronically.

    Attributes:
        code: Its code within the plan.
        name: Its name.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)
    note: Text = attrs.field(factory=Text, converter=as_text)


@attrs.frozen(kw_only=True)
class Pilot:
    """Something that is tried in a few places first.

    Attributes:
        code: Its code within the plan.
        title: What is tried, in a few words.
        cite: Where it is written, and how sure that is.
        place: The code of the place where it is tried; None where places are still to be picked.
        each: A dimension or a level of places, each member of which picks its own, such as ``district``.
        picks: The level of the places that are picked, such as ``commune``.
        number: How many each one picks.
        skills: The codes of the skills that are taught.
        task: The code of the task that it belongs to.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    cite: Citation
    place: str | None = None
    each: str | None = None
    picks: str | None = None
    number: int = attrs.field(default=1)
    skills: tuple[str, ...] = ()
    task: str | None = None
    note: Text = attrs.field(factory=Text, converter=as_text)

    @number.validator
    def _some(self, _attribute: attrs.Attribute[int], number: int) -> None:
        if number < 1:
            raise DefinitionError(f"pilot {self.code!r} picks {number} places", "write how many, 1 or more.")


Thing = TypeVar("Thing")


class _Asked(tuple[Thing, ...]):  # noqa: SLOT001 (a tuple cannot have slots, and this one knows codes besides)
    """A tuple that can be asked for some of its things; it refuses codes that its plan does not have."""

    known: Mapping[str, Iterable[str]] = {}

    def knowing(self, **known: Iterable[str]) -> Self:
        """Return the same with the codes that can be asked for, by kind."""
        asked = type(self)(self)
        asked.known = known
        return asked

    def _check(self, **codes: str | None) -> None:
        for kind, code in codes.items():
            if code is not None and kind in self.known and code not in self.known[kind]:
                raise UnknownCodeError.among(kind, code, self.known[kind])


class Tasks(_Asked[Task]):
    """The tasks of a plan: a tuple that can be asked, as in ``plan.tasks(agency="dic")``."""

    def __call__(
        self,
        *,
        agency: str | None = None,
        role: str | None = None,
        pillar: str | None = None,
        group: str | None = None,
        sector: str | None = None,
        due: IntoPeriod | None = None,
    ) -> Tasks:
        """Give the tasks for which all of this holds.

        Args:
            agency: This agency takes part.
            role: Some agency has this role; together with `agency`, that agency has it.
            pillar: They belong to this pillar.
            group: They belong to this group of tasks and solutions.
            sector: They belong to this sector.
            due: They shall be done by the end of this period; those without a time are left out.

        Raises:
            UnknownCodeError: The plan has no such agency, role, pillar, group or sector.
            PeriodError: `due` names no period.
        """
        self._check(agency=agency, role=role, pillar=pillar, group=group, sector=sector)
        last = None if due is None else Period.of(due).last
        found = (
            task
            for task in self
            if ((agency is None and role is None) or _takes_part(task, agency, role))
            and pillar in (None, task.pillar)
            and group in (None, task.group)
            and sector in (None, task.sector)
            and (last is None or (task.due is not None and task.due.last <= last))
        )
        return Tasks(found).knowing(**self.known)


class Pilots(_Asked[Pilot]):
    """The pilots of a plan: a tuple that can be asked, as in ``plan.pilots(skill="e-payment")``."""

    def __call__(
        self, *, skill: str | None = None, task: str | None = None, place: str | None = None, each: str | None = None
    ) -> Pilots:
        """Give the pilots for which all of this holds.

        Args:
            skill: They teach this skill.
            task: They belong to this task.
            place: They are tried at this place.
            each: Each member of this dimension or level picks places for them.

        Raises:
            UnknownCodeError: The plan has no such skill or task.
        """
        self._check(skill=skill, task=task)
        found = (
            pilot
            for pilot in self
            if (skill is None or skill in pilot.skills)
            and task in (None, pilot.task)
            and place in (None, pilot.place)
            and each in (None, pilot.each)
        )
        return Pilots(found).knowing(**self.known)


def _takes_part(task: Task, agency: str | None, role: str | None) -> bool:
    roles = [role] if role is not None else list(task.roles)
    return any(task.roles.get(held) and agency in (None, *task.roles[held]) for held in roles)


def as_tasks(tasks: Iterable[Task]) -> Tasks:
    """Give tasks as a tuple that can be asked; attrs takes long to find out what ``Tasks`` itself takes."""
    return Tasks(tasks)


def as_pilots(pilots: Iterable[Pilot]) -> Pilots:
    """Give pilots as a tuple that can be asked."""
    return Pilots(pilots)
