"""Bring the catalogue and the reference page up to date with the source: ``python -m tests.messages``.

New messages are added to the catalogue without a translation, those that nobody says any more are taken out, and the
file that is read is made from the one that is edited.
"""

from __future__ import annotations

from tests.messages.catalogue import compiled, load, save, untranslated, updated
from tests.messages.found import Found
from tests.messages.page import FILE, page

found = Found.read()
catalogue = updated(load(), found)
save(catalogue)
compiled(catalogue)
FILE.write_text(page(found, catalogue), encoding="utf-8")
for text in untranslated(catalogue):
    print(f"to be translated: {text}")  # noqa: T201 (a command)
