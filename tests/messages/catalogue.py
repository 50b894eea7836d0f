"""The Vietnamese catalogue, as it is edited and as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dxplan.message_catalogue import CATALOGUE, Template

if TYPE_CHECKING:
    from tests.messages.found import Found

_HEADER = "# What dxplan says when something is wrong, in Vietnamese; kept in step with the source by tests/messages."

EDITED = CATALOGUE.with_suffix(".po")


def load() -> Catalog:
    """Read the catalogue that is edited."""
    with EDITED.open("rb") as file:
        return read_po(file, locale="vi")


def save(catalogue: Catalog) -> None:
    """Write the catalogue that is edited."""
    with EDITED.open("wb") as file:
        write_po(file, catalogue, width=110, ignore_obsolete=True)


def compiled(catalogue: Catalog) -> None:
    """Write the catalogue that is read."""
    with CATALOGUE.open("wb") as file:
        write_mo(file, catalogue)


def translations(catalogue: Catalog) -> dict[str, str]:
    """Give the translation of every message."""
    return {message.id: message.string for message in catalogue if message.id}


def untranslated(catalogue: Catalog) -> list[str]:
    """Give the messages that have no translation yet."""
    return [text for text, said in translations(catalogue).items() if not said]


def updated(catalogue: Catalog, found: Found) -> Catalog:
    """Give the catalogue with the messages of the source and no others.

    A message that differs from a translated one by the names of its places only has that one's translation.
    """
    known = translations(catalogue)
    shapes = {_shape(text): (text, said) for text, said in known.items() if said}
    new = Catalog(locale="vi", project="dxplan", header_comment=_HEADER, charset="utf-8", fuzzy=False)
    new.creation_date, new.revision_date = catalogue.creation_date, catalogue.revision_date
    for text, where in found.texts().items():
        said = known.get(text) or _renamed(text, *shapes.get(_shape(text), ("", "")))
        new.add(text, said, auto_comments=[where])
    return new


def names(text: str) -> list[str]:
    """Give the names of the places of a template."""
    return [place.name for place in Template.parse(text, "").places]


def _shape(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    template = Template.parse(text, "")
    return template.first, tuple((place.kind, place.after) for place in template.places)


def _renamed(text: str, other: str, said: str) -> str:
    renamed = dict(zip(names(other), (f"{{{name}}}" for name in names(text)), strict=False))
    return Template.parse(other, said).fill(renamed) if said else ""
