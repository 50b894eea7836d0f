"""Answers with three values: yes, no, cannot tell.

A truth is True, False, or None for *cannot tell*.
The operations are Kleene's: one certain part decides, an unknown part otherwise leaves the whole unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Truth: TypeAlias = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """Tell whether every part is true: one False decides, otherwise one None leaves it unknown."""
    answer: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def any_of(truths: Iterable[Truth]) -> Truth:
    """Tell whether some part is true: one True decides, otherwise one None leaves it unknown."""
    answer: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            answer = None
    return answer
