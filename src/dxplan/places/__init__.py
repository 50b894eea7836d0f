"""Places and their dates: which code meant which place on which day."""

from __future__ import annotations

from dxplan.places.gazetteers import Gazetteer, GazetteerAt
from dxplan.places.levels import LEVELS
from dxplan.places.place import Event, Place

gazetteer = Gazetteer()
"""The places that come with dxplan: Việt Nam, its provinces, and the districts and communes of Điện Biên.

Its tables are read when it is first asked.
"""

__all__ = ["LEVELS", "Event", "Gazetteer", "GazetteerAt", "Place", "gazetteer"]
