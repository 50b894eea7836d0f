"""Places and their dates: which code meant which place on which day."""

from __future__ import annotations

from dxplan.places.day import GazetteerAt
from dxplan.places.eras import EraGuess, MapEvidence, PlaceMap
from dxplan.places.gazetteers import Gazetteer
from dxplan.places.levels import LEVELS
from dxplan.places.lineage import Lineage, Passage
from dxplan.places.place import Event, Place, Succession

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
