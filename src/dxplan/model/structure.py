"""How a programme is divided: pillars, groups of tasks and solutions, sectors, dimensions, and places of its own."""

from __future__ import annotations

from datetime import timedelta

import attrs

from dxplan.codes import label_validator, name_validator
from dxplan.model.documents import Confidence, as_confidence
from dxplan.periods import Period, as_period
from dxplan.places import Place, gazetteer
from dxplan.places.levels import Level
from dxplan.text import Text, as_text


@attrs.frozen(kw_only=True)
class Pillar:
    """A pillar of the programme, such as digital government.

    Attributes:
        code: Its code.
        name: Its name.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)


@attrs.frozen(kw_only=True)
class SolutionGroup:
    """A group of tasks and solutions, laid as a foundation or belonging to one pillar.

    Attributes:
        code: Its code.
        name: Its name.
        pillar: The code of its pillar, or None for a foundation group.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)
    pillar: str | None = None


@attrs.frozen(kw_only=True)
class Sector:
    """A sector with priority in the transformation, such as health.

    Attributes:
        code: Its code.
        name: Its name.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)


@attrs.frozen(kw_only=True)
class Dimension:
    """Something that figures are broken down by, such as the industry.

    Attributes:
        code: Its code.
        name: Its name.
        members: Its members where the plan or the law lists them; empty where the list is not known.
    """

    code: str = attrs.field(validator=name_validator)
    name: Text = attrs.field(converter=as_text)
    members: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class OwnPlace:
    """A place that a plan speaks of and that the tables of dxplan do not have, such as a commune of its province.

    Attributes:
        code: Its code.
        name: Its name.
        level: Its level: ``region``, ``province``, ``district`` or ``commune``.
        parent: The code of the place that it belongs to; None for the plan's own place.
        since: The period on whose first day it began; None where it was always there.
        until: The period on whose last day it ended; None where it goes on, or ended with its level.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)
    level: Level = attrs.field(converter=Level)
    parent: str | None = None
    since: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    until: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))

    def in_place(self, of: str) -> Place:
        """Give it as a place like those of the tables, in a plan for the place `of`.

        A district ends with the level of the districts, whether the plan says so or not.
        """
        end = gazetteer.end_of(self.level.value)
        ends = [self.until.last] if self.until else []
        ends += [end.day - timedelta(days=1)] if end else []
        return Place(
            code=self.code,
            level=self.level.value,
            name=self.name,
            parent=self.parent or (of if of != self.code else None),
            since=self.since.first if self.since else None,
            until=min(ends, default=None),
            ended_by=end.code if end and (self.until is None or self.until.last >= end.day) else None,
        )


@attrs.frozen(kw_only=True)
class Crosswalk:
    """A file beside the plan file that says which units passed to which, such as the communes of 1 July 2025.

    Attributes:
        file: The name of the file, in the form that `read_crosswalk` reads.
        day: The day on which the new units began.
        level: Their level.
        within: The code of the place that they belong to; None for the plan's own place.
        law: The law, resolution or decision; empty where it is not known.
        confidence: How sure the file is.
        old: How many old units there must be; None where that is not known.
        new: How many new ones.
    """

    file: str
    day: Period = attrs.field(converter=as_period)
    level: Level = attrs.field(default=Level.COMMUNE, converter=Level)
    within: str | None = None
    law: str = ""
    confidence: Confidence = attrs.field(default=Confidence.UNCONFIRMED, converter=as_confidence)
    old: int | None = None
    new: int | None = None
