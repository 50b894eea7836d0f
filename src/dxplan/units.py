"""Units: one name for each, whatever a file calls it, and how one is turned into another.

What is counted is a dimension of its own: households are not people, and percent is not percentage points.
The registry of pint is made when two different units first meet; most plans never need it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dxplan.errors import DefinitionError, UnitMismatchError
from dxplan.text import fold, nearest

if TYPE_CHECKING:
    from dxplan.typing import Lang

# name: (pint's definition, what follows the number in Vietnamese, in English, spellings met in files)
_UNITS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "number": ("[number]", "", "", ("", "count", "số")),
    "ratio": ("[]", "", "", ("tỷ số",)),
    "percent": ("ratio / 100", "%", "%", ("%", "phần trăm", "per cent", "pct")),
    "permille": ("ratio / 1000", "‰", "‰", ("‰", "phần nghìn", "per mille")),
    "percentage_point": (
        "[percentage_point]",
        "điểm %",
        "pp",
        ("điểm %", "điểm phần trăm", "pp", "percentage points", "percentage point", "% points", "đ%"),
    ),
    "rank": ("[rank]", "", "", ("hạng", "thứ hạng")),
    "yes_no": ("[yes_no]", "", "", ("có/không", "yes/no")),
    "grade": ("[grade]", "", "", ("thang bậc",)),
    "point": ("[point]", "điểm", "points", ("điểm", "points")),
    "vnd": ("[money]", "đồng", "VND", ("đồng", "vnđ", "đ")),
    "person": ("[person]", "người", "people", ("người", "người dân", "persons", "people")),
    "household": ("[household]", "hộ", "households", ("hộ", "hộ gia đình", "households")),
    "village": ("[village]", "thôn/bản", "villages", ("thôn", "bản", "thôn, bản", "thôn/bản", "villages")),
    "commune": ("[commune]", "xã", "communes", ("xã", "xã/phường", "communes")),
    "district": ("[district]", "huyện", "districts", ("huyện", "districts")),
    "province": ("[province]", "tỉnh", "provinces", ("tỉnh", "provinces")),
    "document": ("[document]", "văn bản", "documents", ("văn bản", "documents")),
    "file": ("[file]", "hồ sơ", "files", ("hồ sơ", "files")),
    "service": ("[service]", "dịch vụ", "services", ("dịch vụ", "dịch vụ công", "services")),
    "procedure": ("[procedure]", "thủ tục", "procedures", ("thủ tục", "tthc", "procedures")),
    "enterprise": ("[enterprise]", "doanh nghiệp", "enterprises", ("doanh nghiệp", "enterprises")),
    "subscription": ("[subscription]", "thuê bao", "subscriptions", ("thuê bao", "subscriptions")),
    "station": ("[station]", "trạm", "stations", ("trạm", "trạm bts", "stations")),
    "kilometre": ("[length]", "km", "km", ("km",)),
    "day": ("[time]", "ngày", "days", ("ngày", "days")),
    "hour": ("day / 24", "giờ", "hours", ("giờ", "hours")),
}
_SPELLINGS = {spelling: name for name, (_, _, _, spellings) in _UNITS.items() for spelling in (name, *spellings)}

# name: (factor, word in Vietnamese, in English, spellings)
_SCALES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "thousand": ("1000", "nghìn", "thousand", ("nghìn", "ngàn", "thousand")),
    "million": ("1000000", "triệu", "million", ("triệu", "million")),
    "billion": ("1000000000", "tỷ", "billion", ("tỷ", "tỉ", "billion")),
    "trillion": ("1000000000000", "nghìn tỷ", "trillion", ("nghìn tỷ", "nghìn tỉ", "ngàn tỷ", "trillion")),
}
_SCALE_WORDS = sorted(
    ((spelling, name) for name, (_, _, _, spellings) in _SCALES.items() for spelling in spellings),
    key=lambda pair: -len(pair[0]),
)
_UNSCALED = frozenset({"percent", "permille", "ratio", "percentage_point", "rank", "yes_no", "grade"})


def unit_name(text: str) -> str:
    """Return the one name of a unit written in any known spelling.

    ``%`` is ``percent``, and a scale word before a unit is part of its name: ``tỷ đồng`` is ``billion_vnd``.

    Raises:
        DefinitionError: The unit is not known.
    """
    folded = fold(text)
    name = _SPELLINGS.get(folded) or _scaled_name(folded)
    if name is None:
        near = nearest(folded, _SPELLINGS)
        hint = f"did you mean {near!r}?" if near else f"use one of: {', '.join(sorted(_UNITS))}."
        raise DefinitionError(f"{text!r} is not a unit known here", hint)
    return name


def _scaled_name(folded: str) -> str | None:
    for spelling, scale in _SCALE_WORDS:
        for mark in (" ", "_"):
            word, found, rest = folded.partition(f"{spelling}{mark}")
            unit = _SPELLINGS.get(rest) if found and not word else None
            if unit is not None and unit not in _UNSCALED:
                return f"{scale}_{unit}"
        if folded == spelling:
            return f"{scale}_number"
    return None


def unit_label(name: str, lang: Lang) -> str:
    """Give what is written after a number of this unit, or an empty string where nothing is."""
    scale, _, rest = name.partition("_")
    if name not in _UNITS and scale in _SCALES:
        _, vi, en, _ = _SCALES[scale]
        return f"{vi if lang == 'vi' else en} {unit_label(rest, lang)}".strip()
    _, vi, en, _ = _UNITS[name]
    return vi if lang == "vi" else en


SHARE_SCALE = {"ratio": 1.0, "percent": 100.0, "permille": 1000.0}
"""By what a part over a whole is multiplied to be in a unit of shares."""


def factor(unit: str, into: str) -> float:
    """Give the number by which a value in one unit is multiplied to be in another.

    Args:
        unit: The name of the unit, as `unit_name` gives it.
        into: The name of the other unit.

    Raises:
        UnitMismatchError: They measure different things.
    """
    return 1.0 if unit == into else _factor(unit, into)


@lru_cache(maxsize=1024)
def _factor(unit: str, into: str) -> float:
    from fractions import Fraction

    import pint

    try:
        return float(_registry().Quantity(Fraction(1), unit).to(into).magnitude)
    except pint.DimensionalityError:
        raise UnitMismatchError(
            f"{unit} cannot be turned into {into}", "they measure different things; check which one is meant."
        ) from None


def base_factor(unit: str) -> float:
    """Give the number by which a value is multiplied to be in base units: 0.01 for percent, 1000 for thousands."""
    if unit in SHARE_SCALE:
        return 1 / SHARE_SCALE[unit]
    if unit in _UNITS:
        return 1.0 if _UNITS[unit][0].startswith("[") else _base_factor(unit)
    scale, _, rest = unit.partition("_")
    return float(_SCALES[scale][0]) * base_factor(rest)


@lru_cache(maxsize=1024)
def _base_factor(unit: str) -> float:
    from fractions import Fraction

    return float(_registry().Quantity(Fraction(1), unit).to_base_units().magnitude)


def measure(name: str) -> Any:
    """Give a unit for reckoning: such units multiply, divide and have a ``dimensionality`` that can be compared.

    Args:
        name: The name of the unit, as `unit_name` gives it.
    """
    return _registry().Unit(name)


def measure_name(unit: Any) -> str:
    """Write a unit that was reckoned with, such as ``vnd / person``."""
    return str(unit) or "no unit"


@lru_cache(maxsize=1)
def _registry() -> Any:
    """Make the registry: the units above and nothing else."""
    from fractions import Fraction

    import pint

    # Fractions keep factors exact: a trillion is a thousand billions, not 1000.0000000000001 of them.
    registry: Any = pint.UnitRegistry(None, non_int_type=Fraction)
    for scale, (size, _, _, _) in _SCALES.items():
        registry.define(f"{scale}_- = {size}")
    for name, (definition, _, _, _) in _UNITS.items():
        registry.define(f"{name} = {definition}")
    return registry


def difference_label(name: str, lang: Lang, amount: float) -> str:
    """Give what is written after a difference of two values: percents differ by percentage points, ranks by places."""
    if name == "percent":
        return unit_label("percentage_point", lang)
    if name == "rank":
        return "bậc" if lang == "vi" else "place" if abs(amount) == 1 else "places"
    if name == "grade":
        return "bậc" if lang == "vi" else "grade" if abs(amount) == 1 else "grades"
    return unit_label(name, lang)
