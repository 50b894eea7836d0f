"""What places are: the words that stand before and behind their names."""

from __future__ import annotations

import unicodedata

KINDS: dict[str, tuple[str, ...]] = {
    "region": ("vùng",),
    "province": ("tỉnh",),
    "municipality": ("thành phố", "TP"),
    "city": ("thành phố", "TP"),
    "town": ("thị xã", "TX"),
    "urban_district": ("quận",),
    "rural_district": ("huyện",),
    "ward": ("phường",),
    "commune": ("xã",),
    "township": ("thị trấn", "TT"),
    "special_zone": ("đặc khu",),
}
"""Every kind of place, with the words that stand before a name; the first is the whole one."""

ENGLISH: dict[str, str] = {
    "region": "region",
    "province": "province",
    "municipality": "city",
    "city": "city",
    "town": "town",
    "urban_district": "district",
    "rural_district": "district",
    "ward": "ward",
    "commune": "commune",
    "township": "township",
    "special_zone": "special zone",
}
"""The word that stands behind an English name."""

OF_LEVEL: dict[str, tuple[str, ...]] = {
    "region": ("region",),
    "province": ("province", "municipality"),
    "district": ("city", "town", "urban_district", "rural_district"),
    "commune": ("ward", "commune", "township", "special_zone"),
}
"""The kinds of the places of each level."""


def split_name(full_name: str, level: str) -> tuple[str, str]:
    """Split a name with the word for what it is, ``Phường Noong Bua``, into the name and the kind, ``ward``.

    Only whole words of the level are taken off, and never all of a name; without one the kind is empty.
    """
    words = unicodedata.normalize("NFC", full_name).split()
    for kind in OF_LEVEL.get(level, ()):
        before = KINDS[kind][0].split()
        if len(words) > len(before) and [word.lower() for word in words[: len(before)]] == before:
            return " ".join(words[len(before) :]), kind
    return " ".join(words), ""
