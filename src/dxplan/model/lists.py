"""The lists that a plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")


def as_tuple(items: Iterable[Item]) -> tuple[Item, ...]:
    """Give things as a tuple; attrs takes long to find out what ``tuple`` itself takes."""
    return tuple(items)
