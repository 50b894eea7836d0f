"""Agencies, and the roles in which they take part in tasks."""

from __future__ import annotations

import attrs

from dxplan.codes import label_validator
from dxplan.periods import Period, as_period
from dxplan.text import Text, as_text


@attrs.frozen(kw_only=True)
class Role:
    """What an agency does in a task.

    Attributes:
        code: Its code, as in the ``roles`` of a task.
        name: Its name.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)


ROLES: dict[str, Role] = {
    code: Role(code=code, name=Text(vi=vi, en=en))
    for code, vi, en in (
        ("lead", "Chủ trì", "Leads"),
        ("responsible", "Chịu trách nhiệm", "Is responsible"),
        ("carry_out", "Thực hiện", "Carries out"),
        ("support", "Phối hợp", "Supports"),
        ("coordinate", "Điều phối", "Coordinates"),
        ("urge", "Đôn đốc", "Urges"),
        ("guide", "Hướng dẫn", "Guides"),
        ("advise", "Tham mưu", "Advises"),
        ("issue", "Ban hành", "Issues"),
        ("monitor", "Theo dõi, giám sát", "Monitors"),
    )
}
"""Every role by its code, from who does the work to who looks on.

``support`` is the *phối hợp* of Vietnamese documents, to work along under another's lead.
``coordinate`` is *điều phối*.
"""


@attrs.frozen(kw_only=True)
class Agency:
    """A body, or a group of bodies or office-holders, that a plan gives something to do.

    Attributes:
        code: Its code within the plan.
        name: Its name.
        level: The level it belongs to, such as ``nation``, ``province``, ``district`` or ``commune``.
        valid_to: The last period in which it was there under this name; None while it is.
        succeeded_by: The code of the agency that has its duties since; None where there is none or it is not known.
        note: What a reader should know about it.
    """

    code: str = attrs.field(validator=label_validator)
    name: Text = attrs.field(converter=as_text)
    level: str | None = None
    valid_to: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    succeeded_by: str | None = None
    note: Text = attrs.field(factory=Text, converter=as_text)
