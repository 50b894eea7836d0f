"""Texts in Vietnamese and English, and how texts are compared."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.typing import Lang


def _stripped(text: str) -> str:
    return text.strip()


@attrs.frozen(kw_only=True)
class Text:
    """One string per language; where one is absent the other stands in for it.

    Attributes:
        vi: The Vietnamese text, or an empty string.
        en: The English text, or an empty string.
    """

    vi: str = attrs.field(default="", converter=_stripped)
    en: str = attrs.field(default="", converter=_stripped)

    def in_(self, lang: Lang) -> str:
        """Give the text in a language, or in the other one if it has none in that."""
        return (self.vi or self.en) if lang == "vi" else (self.en or self.vi)

    def __bool__(self) -> bool:
        return bool(self.vi or self.en)

    def __str__(self) -> str:
        return self.in_("en")


def some_of(names: Sequence[str], most: int) -> str:
    """List names, the first `most` of them, and how many more there are: ``a, b, … (+3)``."""
    more = f", … (+{len(names) - most})" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def as_text(text: Text | str) -> Text:
    """Return `text` itself, or a plain string as the text of every language."""
    return text if isinstance(text, Text) else Text(vi=text)


def locale_lang() -> Lang:
    """Give the language of the locale: Vietnamese or else English."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "vi" if locale.lower().startswith("vi") else "en"


def fold(text: str) -> str:
    """Give `text` in the form in which wordings are compared.

    Composed (NFC), lower case, with every run of white space as one space.
    Diacritics stay: they tell Vietnamese words apart.
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def without_marks(text: str) -> str:
    """Give `text` without Vietnamese diacritics: ``Điện Biên`` becomes ``Dien Bien``."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}
_OF_TERMINALS = dict.fromkeys((13, *range(8234, 8239), *range(8294, 8298)), "�")


def printable(text: str) -> str:
    """Replace control characters by the sign for what cannot be shown; blanks and the ends of lines stay."""
    return text.translate(_CONTROLS)


def visible(text: str) -> str:
    """Replace whatever a terminal would obey instead of showing it: colours, moves, and turns of the direction.

    A text of a stranger could otherwise hide or overwrite what stands beside it, or make 12 look like 21.
    """
    return text.replace("\r\n", "\n").translate(_CONTROLS | _OF_TERMINALS)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None if none is near."""
    close = close_matches(word, known, number=_TIES, cutoff=0.7)
    # Of numbered codes many are as near; the first one that has most letters in their places is meant.
    return min(close, key=lambda one: (-_likeness(word, one), -_in_place(word, one), one), default=None)


_TIES = 50
"""So many of the nearest words are compared letter by letter."""


def _likeness(word: str, other: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, other, word).ratio()  # as `close_matches` compares them


def _in_place(word: str, other: str) -> int:
    return sum(one == another for one, another in zip(word, other, strict=False))


def close_matches(word: str, known: Iterable[str], *, number: int, cutoff: float) -> list[str]:
    """Return the known words nearest to `word`, the nearest first; `cutoff` goes from 0 (any) to 1 (the same)."""
    import difflib

    return difflib.get_close_matches(word, list(known), n=number, cutoff=cutoff)
