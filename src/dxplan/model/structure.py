"""How a programme is divided: pillars, groups of tasks and solutions, sectors, and dimensions."""

from __future__ import annotations

import attrs

from dxplan.codes import label_validator, name_validator
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
