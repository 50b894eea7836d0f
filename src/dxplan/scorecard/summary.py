"""Several targets together: how many have which status, how many could be judged, and the method's own roll-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.errors import UnknownCodeError
from dxplan.methods.method import Method, Reading, Rolled
from dxplan.methods.statuses import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dxplan.scorecard.lines import ScoreLine

KEYS: dict[str, Callable[[ScoreLine], str | None]] = {
    "plan": lambda line: line.plan.code,
    "pillar": lambda line: line.target.pillar,
    "group": lambda line: line.target.group,
    "sector": lambda line: line.target.sector,
    "indicator": lambda line: line.target.indicator,
    "place": lambda line: line.situation.place,
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
    """

    code: str | None
    counts: dict[str, int]
    judged: int
    total: int
    rolled: Rolled | None

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
    groups: dict[str | None, list[ScoreLine]] = {}
    for line in lines:
        groups.setdefault(KEYS[key](line), []).append(line)
    return tuple(Summary.of(code, members, method) for code, members in groups.items())
