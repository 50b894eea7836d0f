"""Places and their dates: which code meant which place on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.places.day import GazetteerAt
from dxplan.places.gazetteers import Gazetteer
from dxplan.places.levels import LEVELS
from dxplan.places.place import Event, Place, Succession

if TYPE_CHECKING:
    from dxplan.places.eras import EraGuess, MapEvidence, PlaceMap
    from dxplan.places.lineage import Lineage, Passage

gazetteer = Gazetteer()
"""The places that come with dxplan: Việt Nam, its provinces, and the districts and communes of Điện Biên.

Its tables are read when it is first asked.
"""

__all__ = [
    "LEVELS",
    "EraGuess",
    "Event",
    "Gazetteer",
    "GazetteerAt",
    "Lineage",
    "MapEvidence",
    "Passage",
    "Place",
    "PlaceMap",
    "Succession",
    "gazetteer",
]

_LATER = {
    "EraGuess": "eras",
    "MapEvidence": "eras",
    "PlaceMap": "eras",
    "Lineage": "lineage",
    "Passage": "lineage",
}
"""What few ask for, and where it is: it loads when it is first used."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"dxplan.places.{_LATER[name]}"), name)
