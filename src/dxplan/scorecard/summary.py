"""Several targets together: how many have which status, how many could be judged, and the method's own roll-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import UnknownCodeError
from dxplan.methods.method import Method, Reading, Rolled
from dxplan.methods.statuses import STATUSES
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from dxplan.scorecard.lines import ScoreLine

KEYS: dict[str, Callable[[ScoreLine], Hashable]] = {
    "plan": lambda line: line.plan.code,
    "pillar": lambda line: line.target.pillar,
    "group": lambda line: line.target.group,
    "sector": lambda line: line.target.sector,
    "indicator": lambda line: line.target.indicator,
    "place": lambda line: line.situation.unit.id,
    "status": lambda line: line.status.code,
}
"""What targets can be grouped by, and how a line says which group it is of."""


@attrs.frozen(kw_only=True)
class Summary:
    """What can be said of a group of targets.

    Attributes:
        code: The group's code; None for the targets that name none.
        counts: How many targets have each status; statuses that none has are left out.
        judged: How many targets could be judged.
        total: How many targets there are.
        rolled: What the method makes of the group, or None where it has no rule for groups.
        name: What a place is called; empty for other groups.
    """

    code: str | None
    counts: dict[str, int]
    judged: int
    total: int
    rolled: Rolled | None
    name: Text = attrs.field(factory=Text)

    @classmethod
    def of(cls, code: str | None, lines: Iterable[ScoreLine], method: Method) -> Summary:
        """Summarise some lines."""
        lines = list(lines)
        codes = [line.status.code for line in lines]
        return cls(
            code=code,
            counts={status: codes.count(status) for status in STATUSES if status in codes},
            judged=sum(line.status.judged for line in lines),
            total=len(lines),
            rolled=method.roll(Reading(steps={}, outputs=line.outputs, line=line.said) for line in lines),
        )


def summaries(lines: Iterable[ScoreLine], key: str, method: Method) -> tuple[Summary, ...]:
    """Summarise lines by what they have in common, in the order in which groups are met.

    Raises:
        UnknownCodeError: Targets cannot be grouped by that.
    """
    if key not in KEYS:
        raise UnknownCodeError.among("way to group targets", key, KEYS)
    groups: dict[Hashable, list[ScoreLine]] = {}
    for line in lines:
        groups.setdefault(KEYS[key](line), []).append(line)
    return tuple(_summary(key, found, members, method) for found, members in groups.items())


def _summary(key: str, found: Any, lines: list[ScoreLine], method: Method) -> Summary:
    """Summarise a group; places of two times may have one code."""
    if key != "place":
        return Summary.of(found, lines, method)
    unit = lines[0].situation.unit
    name = Text(vi=unit.called("vi"), en=unit.called("en"))
    return attrs.evolve(Summary.of(unit.code, lines, method), name=name)
