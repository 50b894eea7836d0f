"""Units: one name for each, whatever a file calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DefinitionError
from dxplan.text import fold

if TYPE_CHECKING:
    from dxplan.typing import Lang

# name: (what follows the number in Vietnamese, in English, spellings met in files)
_UNITS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "percent": ("%", "%", ("%", "phần trăm", "per cent", "pct")),
    "percentage_point": ("điểm %", "pp", ("điểm %", "điểm phần trăm", "pp", "percentage points")),
    "rank": ("", "", ("hạng", "thứ hạng")),
    "number": ("", "", ("", "count", "số")),
    "household": ("hộ", "households", ("hộ", "hộ gia đình", "households")),
    "person": ("người", "people", ("người", "người dân", "persons", "people")),
    "commune": ("xã", "communes", ("xã", "xã/phường", "communes")),
}
_SPELLINGS = {spelling: name for name, (_, _, spellings) in _UNITS.items() for spelling in (name, *spellings)}


def unit_name(text: str) -> str:
    """Return the one name of a unit written in any known spelling: ``%`` is ``percent``.

    Raises:
        DefinitionError: The unit is not known.
    """
    name = _SPELLINGS.get(fold(text))
    if name is None:
        raise DefinitionError(f"{text!r} is not a unit known here", f"use one of: {', '.join(sorted(_UNITS))}.")
    return name


def unit_label(name: str, lang: Lang) -> str:
    """Give what is written after a number of this unit, or an empty string where nothing is."""
    vi, en, _ = _UNITS[name]
    return vi if lang == "vi" else en


def difference_label(name: str, lang: Lang, amount: float) -> str:
    """Give what is written after a difference of two values: percents differ by percentage points, ranks by places."""
    if name == "percent":
        return unit_label("percentage_point", lang)
    if name == "rank":
        return "bậc" if lang == "vi" else "place" if abs(amount) == 1 else "places"
    return unit_label(name, lang)
