"""Which places a text may mean: names in the spellings of real files, and numbers that lost their zeros.

Names are compared by their letters alone. Case, spaces, hyphens, dots and the place of a tone mark (``hoà``, ``hòa``)
tell no names apart; diacritics do. A text without any diacritics is compared with names that lost theirs, and may so
mean several places.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import AmbiguousPlaceError, UnknownCodeError
from dxplan.places.kinds import ENGLISH, KINDS
from dxplan.places.place import MADE_UP, Place
from dxplan.places.tables import shipped_aliases
from dxplan.text import Text, close_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.periods import Period
    from dxplan.places.tables import Alias

LONGEST = 120
"""How many characters a text may have that means a place."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUALITIES = "\u0302\u0306\u031b"
_VOWELS = re.compile(f"[aeiouy][aeiouy{_QUALITIES}{_TONES}]*")
_LOST = re.compile(r"[0-9]+(?:\.0+)?")
_LENGTHS = (2, 3, 5)

_BODIES = ("", "UBND", "Uỷ ban nhân dân")

_GONE = frozenset({"Pd", "Cf"})
"""The Unicode categories of dashes, and of characters that only steer how text is laid out."""

_DROPPED = frozenset("._'’\u2212")


def letters(text: str) -> str:
    """Give the letters, digits and diacritics of a text in the form in which names are compared.

    What is no letter, digit, space, hyphen, dot or apostrophe stays too, so that it spoils the text rather than vanish.
    """
    plain = unicodedata.normalize("NFD", text).lower().replace("ð", "đ")
    kept = (c for c in plain if not (c in _DROPPED or c.isspace() or unicodedata.category(c) in _GONE))
    return _VOWELS.sub(_tone_last, "".join(kept))


def bare(key: str) -> str:
    """Give compared letters without their diacritics."""
    return "".join(c for c in key.replace("đ", "d") if c not in _TONES + _QUALITIES)


def _tone_last(vowels: re.Match[str]) -> str:
    run = vowels[0]
    return "".join(c for c in run if c not in _TONES) + "".join(c for c in run if c in _TONES)


@attrs.frozen(eq=False)
class Names:
    """Every way in which places are written.

    Attributes:
        exact: The places under each of their names as it is compared; each with the name that it had.
        plain: The same for names that lost their diacritics.
        codes: The places under their codes.
    """

    exact: dict[str, tuple[Place, ...]]
    plain: dict[str, tuple[Place, ...]]
    codes: dict[str, tuple[Place, ...]]

    @classmethod
    def of(cls, codes: dict[str, tuple[Place, ...]]) -> Names:
        """Take the names of places, which are given under their codes."""
        aliases: dict[str, list[Alias]] = {}
        for alias in shipped_aliases():
            aliases.setdefault(alias.name, []).append(alias)
        exact: dict[str, list[Place]] = {}
        for places in codes.values():
            for place in places:
                for key in dict.fromkeys(letters(form) for form in _forms(place, aliases)):
                    exact.setdefault(key, []).append(place)
        plain: dict[str, list[Place]] = {}
        for key, named in exact.items():
            found = plain.setdefault(bare(key), [])
            found += [place for place in named if place not in found]
        return cls(_fixed(exact), _fixed(plain), codes)

    def meant(self, text: str, level: str | None = None) -> tuple[Place, ...]:
        """Give the places that a text may mean on some day, each once for every name that fits."""
        if len(text) > LONGEST:
            return ()
        key = letters(text)
        named = self.plain.get(key, ()) if key == bare(key) else self.exact.get(key, ())
        found = (*self._coded(text.strip(), level), *named)
        return tuple(dict.fromkeys(place for place in found if level is None or place.level == level))

    def near(self, text: str) -> tuple[Place, ...]:
        """Give places whose names are nearly a text."""
        if len(text) > LONGEST:
            return ()
        key = bare(letters(text))
        without = [key.removeprefix(word) for word in _WORDS if key.startswith(word)]
        exact = [short for short in without if short in self.plain]
        keys = exact or close_matches(key, self.plain, number=3, cutoff=0.75)
        return tuple({place.id: place for key in keys for place in self.plain[key]}.values())

    def _coded(self, text: str, level: str | None) -> Iterator[Place]:
        """Give the places whose code a text is; a number may have lost its zeros if it is no code as it stands."""
        is_number = _LOST.fullmatch(text) is not None
        code = text.split(".", maxsplit=1)[0] if is_number else text
        own = [place for place in self.codes.get(code, ()) if level is None or place.level == level]
        yield from own
        if is_number and not own and not (level is None and code.startswith(MADE_UP)):
            for length in _LENGTHS:
                if len(code) < length:
                    yield from self.codes.get(code.zfill(length), ())


def _forms(place: Place, aliases: dict[str, list[Alias]]) -> Iterator[str]:
    """Give every way to write the name of a place: with the word for what it is, that of its authority, or neither."""
    names = [place.name.vi]
    if place.level == "province":
        names += [alias.alias for alias in aliases.get(place.name.vi, ())]
    for name in filter(None, names):
        for word in ("", *KINDS.get(place.kind, ())):
            for body in _BODIES:
                yield f"{body} {word} {name}"
        yield f"{name} {ENGLISH.get(place.kind, '')}"
    for name in filter(None, (place.full_name.vi, place.name.en, place.full_name.en)):
        yield name
    if place.name.en:
        yield f"{place.name.en} {ENGLISH.get(place.kind, '')}"


def _fixed(found: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {key: tuple(places) for key, places in found.items() if key}


def ambiguous(text: str, places: Iterable[Place], period: Period) -> AmbiguousPlaceError:
    """Make the error that says which places a text may mean."""
    found = tuple(places)
    return AmbiguousPlaceError(
        f"{_short(text)!r} may mean different places in {period}: {_listed(found)}",
        f"give a day, the level, the code, or the whole name with its diacritics, such as {found[0].called('vi')!r}.",
    )


def unknown(text: str, period: Period | None, before: Iterable[Place], near: Iterable[Place]) -> UnknownCodeError:
    """Make the error that says that a text means no place.

    Args:
        text: The text.
        period: When it was to mean one; None for ever.
        before: The places that it means at other times.
        near: The places that it nearly means, at any time.
    """
    found, names = _listed(before), _listed(near)
    if period is not None and found:
        return UnknownCodeError(
            f"no place was called {_short(text)!r} in {period}; at another time it was {found}",
            "use a name of the time that is meant.",
        )
    if names:
        return UnknownCodeError(f"no place is called {_short(text)!r}", f"did you mean {names}? Names are not guessed.")
    return UnknownCodeError(
        f"no place is called {_short(text)!r}",
        "write the name as the statistics office does, such as 'Tỉnh Điện Biên', or its code, such as '11'.",
    )


def _listed(places: Iterable[Place]) -> str:
    return ", ".join({place.id: f"{place.code} {_full(place).dated()}" for place in places}.values())


def _full(place: Place) -> Place:
    """Give a place whose name is its full one, which tells its level."""
    return attrs.evolve(place, name=Text(vi=place.called("vi")))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 60
_WORDS = sorted({bare(letters(word)) for words in KINDS.values() for word in words})
