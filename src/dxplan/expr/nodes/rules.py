"""What the fields of nodes may hold."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dxplan.errors import DefinitionError

if TYPE_CHECKING:
    import attrs

Policy: TypeAlias = Literal["propagate", "skip", "zero"]
"""What a missing part does to a whole: makes it missing, is left out, or counts as zero."""

POLICIES: tuple[Policy, ...] = ("propagate", "skip", "zero")
"""Every policy for missing parts."""


def finite(_instance: object, attribute: attrs.Attribute[Any], value: float) -> None:
    """Refuse what is not finite."""
    if not math.isfinite(value):
        raise DefinitionError(f"{attribute.name} cannot be {value!r}", "give a finite number.")


def policy(_instance: object, _attribute: attrs.Attribute[Any], value: str) -> None:
    """Refuse what is no rule for missing parts."""
    if value not in POLICIES:
        raise DefinitionError(f"{value!r} is no rule for missing parts", f"use one of: {', '.join(POLICIES)}.")


def several(_instance: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """Refuse an empty list."""
    if not value:
        raise DefinitionError(f"there are no {attribute.name}", "give at least one.")


def rising(_instance: object, _attribute: attrs.Attribute[Any], points: tuple[tuple[float, float], ...]) -> None:
    """Refuse points that are not finite or not in rising order."""
    if not points or any(not (math.isfinite(x) and math.isfinite(y)) for x, y in points):
        raise DefinitionError("the points are not all finite numbers", "write them as {1: 5, 2: 10}.")
    places = [x for x, _ in points]
    if any(left >= right for left, right in pairwise(places)):
        raise DefinitionError("the points do not rise", "write each one once, in rising order.")
