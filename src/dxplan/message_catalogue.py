"""Messages said in Vietnamese.

Errors are made in English, where they are raised, as plain text with the values in it.
Only when one is shown in another language is its text looked up: the catalogue ``locale/vi/LC_MESSAGES/messages.po``
holds every message of the source as a template with named places, such as ``no {kind!s} has the code {code!r}``, and
the text is said again by the template that fits it. What is put into a place is ``!r`` a quoted value, ``!s`` a message
or words that are said again themselves, ``!d`` a number or a day, and otherwise a value, which stays as it is.

A text that no template fits stays English: saying it never fails. The time it takes grows with the length of the text
and not faster, whatever strangers put into it; very long texts are not looked up.
"""

from __future__ import annotations

import re
import struct
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CATALOGUE = Path(__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "messages.mo"
"""The catalogue that is read; the file beside it that ends in ``.po`` is the one that is edited."""

_DEEPEST = 5
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|-?[0-9][0-9.e+-]*|None|True|False|-?inf|nan")
_OBJECT = re.compile(r"[\[({<]|[A-Za-z_][\w.]{0,80}[({]")
_BEGINS = re.compile(r"['\"0-9-]|None|True|False|inf|nan|[\[({<]|[A-Za-z_][\w.]{0,80}[({]")
_FIGURE = re.compile(r"-?[0-9][0-9.eQH/+-]*")
_SENTENCES = re.compile(r"(?<=[.?]) (?=[^\W\d_a-z])")
_LISTED = re.compile(_QUOTED.pattern + r"|(?P<between>, |(?<=['\")\d]) (?:and|or) (?=['\w]))")
_BETWEEN = {" and ": " và ", " or ": " hoặc "}


@attrs.frozen
class Place:
    """A place in a template, and what stands after it.

    Attributes:
        name: Its name.
        kind: What is put there: ``r``, ``s``, ``d`` or nothing; see above.
        after: The words between it and the next place, or the end.
    """

    name: str
    kind: str
    after: str


@attrs.frozen
class Template:
    """A message with places for values.

    Attributes:
        first: The words before the first place.
        places: The places, each with the words after it.
        longest: The longest run of words.
        weight: How many characters are words and no values.
        said: The translation, with the same places.
    """

    first: str
    places: tuple[Place, ...]
    longest: str
    weight: int
    said: str

    @classmethod
    def parse(cls, written: str, said: str) -> Template:
        """Read a template and its translation."""
        runs: list[str] = [""]
        fields: list[tuple[str, str]] = []
        for words, name, _, kind in Formatter().parse(written):
            runs[-1] += words
            if name is not None:
                fields.append((name, kind or ""))
                runs.append("")
        places = tuple(Place(name, kind, after) for (name, kind), after in zip(fields, runs[1:], strict=True))
        return cls(runs[0], places, max(runs, key=len), sum(map(len, runs)), said)

    def values(self, text: str) -> dict[str, str] | None:
        """Give what stands in each place of a text, or None where the text is not of this form."""
        if not text.startswith(self.first):
            return None
        found: dict[str, str] = {}
        start = len(self.first)
        for place, following in zip(self.places, (*self.places[1:], None), strict=False):
            end = _end(place, text, start, following)
            if end is None:
                return None
            found[place.name] = text[start:end]
            start = end + len(place.after)
        return found if start == len(text) else None

    def fill(self, values: Mapping[str, str]) -> str:
        """Put values into the translation."""
        return "".join(words + values.get(name or "", "") for words, name, _, _ in Formatter().parse(self.said))


def _end(place: Place, text: str, start: int, following: Place | None) -> int | None:
    """Find where the value of a place ends; only the first end that fits is tried, so that no text takes long."""
    form = {"r": _QUOTED, "d": _FIGURE}.get(place.kind)
    exact = form.match(text, start) if form else None
    if exact or place.kind == "d":
        end = exact.end() if exact else -1
        fits = text.startswith(place.after, end) and (following or end + len(place.after) == len(text))
        return end if exact and fits else None
    if place.kind == "r" and not _OBJECT.match(text, start):
        return None
    if following is None:
        end = len(text) - len(place.after)
        return end if end >= start and text.endswith(place.after) else None
    end = text.find(place.after, start)
    while end >= 0 and following.kind == "r" and not _BEGINS.match(text, end + len(place.after)):
        end = text.find(place.after, end + 1)
    return end if end >= 0 else None


def entries() -> dict[str, str]:
    """Give the translation of every template of the catalogue, which has the form of GNU gettext."""
    return {key: said for key, said in _pairs(CATALOGUE.read_bytes()) if key}


def _pairs(content: bytes) -> Iterator[tuple[str, str]]:
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    number, *tables = struct.unpack_from(f"{order}3I", content, 8)
    for nth in range(number):
        spans = (struct.unpack_from(f"{order}2I", content, table + 8 * nth) for table in tables)
        key, said = (content[start : start + length].decode("utf-8") for length, start in spans)
        yield key, said


@cache
def _templates() -> tuple[Template, ...]:
    """Give every template, the one with the most words first."""
    made = [Template.parse(written, said) for written, said in entries().items()]
    return tuple(sorted(made, key=lambda template: (-template.weight, len(template.places))))


@lru_cache(maxsize=4096)
def in_vietnamese(text: str, depth: int) -> str | None:
    """Say a text by the template that fits it, or sentence by sentence; None where that cannot be done."""
    if depth > _DEEPEST:
        return None
    for template in _templates():
        if template.longest not in text:
            continue
        values = template.values(text)
        if values is not None:
            nested = {place.name for place in template.places if place.kind == "s"}
            return template.fill(
                {name: _part(value, depth + 1) if name in nested else value for name, value in values.items()}
            )
    sentences = _SENTENCES.split(text)
    said = [in_vietnamese(sentence, depth + 1) for sentence in sentences] if len(sentences) > 1 else []
    return " ".join(filter(None, said)) if said and all(said) else None


def _part(text: str, depth: int) -> str:
    """Say what stands in a place: a message, words, a list of them, or else the text itself."""
    bare = text.strip()
    pieces = _pieces(bare)
    items = [in_vietnamese(item, depth) for item in pieces[::2]]
    said = None if len(items) > 1 and all(items) else in_vietnamese(bare, depth)
    if said is None:
        shown = [item or piece for item, piece in zip(items, pieces[::2], strict=True)]
        between = ["", *(_BETWEEN.get(words, words) for words in pieces[1::2])]
        said = "".join(words + item for words, item in zip(between, shown, strict=True))
    return text.replace(bare, said, 1) if bare else text


def _pieces(text: str) -> list[str]:
    """Cut a list in words: its items, with what stands between them; nothing within quotes divides."""
    pieces, start = [], 0
    for found in _LISTED.finditer(text):
        if found["between"]:
            pieces += [text[start : found.start()], found["between"]]
            start = found.end()
    return [*pieces, text[start:]]
