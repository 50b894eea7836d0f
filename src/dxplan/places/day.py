"""The places of one day: by their codes, by their levels, and who belongs to whom."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from dxplan.periods import Period
from dxplan.places.levels import check_level, is_below
from dxplan.places.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.places.gazetteers import Gazetteer  # noqa: TC004 (it makes these, and nothing reads the annotation)


@attrs.frozen(eq=False, repr=False)
class GazetteerAt:
    """The places of one day; ``places["24"]`` gives one by its code.

    Attributes:
        day: The day.
        gazetteer: The gazetteer that they are from.
    """

    day: date
    gazetteer: Gazetteer
    _places: dict[str, Place]
    _under: dict[tuple[str, str], tuple[tuple[Place, ...], bool]] = attrs.field(factory=dict, init=False)

    def __getitem__(self, code: str) -> Place:
        if code not in self._places:
            raise self.gazetteer.missing(code, Period(self.day, self.day))
        return self._places[code]

    def __contains__(self, code: object) -> bool:
        return code in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def of_level(self, level: str) -> tuple[Place, ...]:
        """Give the places of a level, such as ``province``, in the order of their codes.

        Of districts and communes these are only those that are known: `under` tells whether a list is whole.

        Raises:
            UnknownCodeError: There is no such level.
        """
        check_level(level)
        return _sorted(place for place in self._places.values() if place.level == level)

    def parent(self, code: str) -> Place | None:
        """Give the place that another belongs to; None where it belongs to none that is known.

        Raises:
            UnknownCodeError: There is no place with that code.
        """
        return self._places.get(self[code].parent or "")

    def children(self, code: str) -> tuple[Place, ...]:
        """Give the places that belong to another directly, in the order of their codes."""
        return self._children.get(code, ())

    def under(self, code: str, level: str) -> tuple[tuple[Place, ...], bool]:
        """Give the places of a level that belong to another, directly or not, and whether those are all.

        A place of which no child is known hides nobody knows how many; where children are known, all of them are.

        Raises:
            UnknownCodeError: There is no such level.
        """
        if (code, level) not in self._under:
            check_level(level)
            self._under[code, level] = self._find_under(code, level)
        return self._under[code, level]

    def _find_under(self, code: str, level: str) -> tuple[tuple[Place, ...], bool]:
        children = self.children(code)
        found: list[Place] = []
        whole = bool(children)
        for child in children:
            if child.level == level:
                found.append(child)
            elif is_below(level, child.level):
                below, all_below = self.under(child.code, level)
                found += below
                whole = whole and all_below
        return _sorted(found), whole

    @cached_property
    def _children(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {}
        for place in self._places.values():
            if place.parent is not None:
                found.setdefault(place.parent, []).append(place)
        return {code: _sorted(places) for code, places in found.items()}

    def __repr__(self) -> str:
        return f"<Gazetteer at {self.day}: {len(self)} places>"


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: place.code))
