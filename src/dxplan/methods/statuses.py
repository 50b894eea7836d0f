"""The statuses a target can have, as data."""

from __future__ import annotations

import attrs

from dxplan.text import Text


@attrs.frozen(kw_only=True)
class Status:
    """What can be said of a target.

    Attributes:
        code: Its code, as in the ``status`` column of a scorecard.
        label: Its name.
        sign: A sign that stands beside the name, so that colour never carries the meaning alone.
        colour: A colour, by its name in terminals.
        judged: Whether it is a verdict. The others say why there is none and count as not judged.
    """

    code: str
    label: Text
    sign: str
    colour: str
    judged: bool


STATUSES: dict[str, Status] = {
    status.code: status
    for status in (
        Status(code="achieved", label=Text(vi="Đạt", en="Achieved"), sign="✓", colour="green", judged=True),
        Status(code="on_track", label=Text(vi="Đúng tiến độ", en="On track"), sign="↗", colour="green", judged=True),
        Status(
            code="at_risk",
            label=Text(vi="Có nguy cơ chậm", en="At risk"),
            sign="→",
            colour="yellow",
            judged=True,
        ),
        Status(code="off_track", label=Text(vi="Chậm tiến độ", en="Off track"), sign="↘", colour="red", judged=True),
        Status(code="missed", label=Text(vi="Không đạt", en="Missed"), sign="✗", colour="red", judged=True),
        Status(
            code="not_carried_out",
            label=Text(vi="Không thực hiện", en="Not carried out"),
            sign="⊘",
            colour="magenta",
            judged=False,
        ),
        Status(code="not_due", label=Text(vi="Chưa đến hạn", en="Not due"), sign="…", colour="blue", judged=False),
        Status(
            code="undecided",
            label=Text(vi="Chưa kết luận được", en="Undecided"),
            sign="?",
            colour="yellow",
            judged=False,
        ),
        Status(
            code="needs_definition",
            label=Text(vi="Cần định nghĩa", en="Needs definition"),
            sign="¿",
            colour="magenta",
            judged=False,
        ),
        Status(
            code="no_data",
            label=Text(vi="Chưa có thông tin", en="No data"),
            sign="∅",
            colour="bright_black",
            judged=False,
        ),
        Status(
            code="lapsed",
            label=Text(vi="Không còn đối tượng", en="Lapsed"),
            sign="†",
            colour="bright_black",
            judged=False,
        ),
    )
}
"""Every status by its code, from the best known to the least known."""
