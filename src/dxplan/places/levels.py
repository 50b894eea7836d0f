"""The levels of administration, and the regions between nation and provinces."""

from __future__ import annotations

import enum

from dxplan.errors import UnknownCodeError
from dxplan.text import Text


class Level(enum.Enum):
    """A level of administration, from the highest to the lowest, and regions, which stand among them."""

    NATION = "nation"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


LEVELS: dict[str, Text] = {
    "nation": Text(vi="cấp quốc gia", en="national level"),
    "region": Text(vi="cấp vùng", en="regional level"),
    "province": Text(vi="cấp tỉnh", en="provincial level"),
    "district": Text(vi="cấp huyện", en="district level"),
    "commune": Text(vi="cấp xã", en="commune level"),
}
"""Every level by its code, from the highest to the lowest."""

_RANKS = {level: rank for rank, level in enumerate(LEVELS)}


def is_below(level: str, other: str) -> bool:
    """Tell whether a level is lower than another; of a level that is not known nothing is told."""
    return level in _RANKS and other in _RANKS and _RANKS[level] > _RANKS[other]


def check_level(level: str) -> None:
    """Refuse what is no level.

    Raises:
        UnknownCodeError: There is no such level.
    """
    if level not in LEVELS:
        raise UnknownCodeError.among("level", level, LEVELS)
