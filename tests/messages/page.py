"""The reference page of every message with its mend, in English and Vietnamese."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.message_catalogue import Template
from tests.messages.catalogue import translations
from tests.messages.found import CLASSES, ELSEWHERE, OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from babel.messages.catalog import Catalog

    from tests.messages.found import Found, Message

FILE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"

_HEAD = """# Errors and what to do

Every message that dxplan gives when something is wrong, by the class of the error, with what to do about it after the
arrow.
The commands speak the language of `--lang`, and otherwise that of the locale; in Python it is
`error.say("vi")`, `error.line("vi")` and, for several problems at once, `error.lines("vi")`.
Words between ‹ and › stand for values, such as codes, numbers and names of files.

Mọi thông báo của dxplan khi có chỗ sai, theo loại lỗi; việc cần làm ghi sau mũi tên.
Chữ trong ‹ › thay cho giá trị: mã, số, tên tệp.

<!-- Written by `python -m tests.messages`. -->
"""

_MENDED = "DxplanError"
"""What is said over again of errors that were found before; it comes last."""

_WORDS = """
## Words in messages

What stands where a message names a kind of thing, or says why.
"""


def page(found: Found, catalogue: Catalog) -> str:
    """Write the page."""
    said = translations(catalogue)
    parts = [_HEAD]
    for kind in sorted((*CLASSES, *OTHERS), key=_MENDED.__eq__):
        rows = dict.fromkeys(row for message in found.messages if message.kind == kind for row in _row(message, said))
        if rows:
            parts.append(f"\n## {kind}\n\n{_about(kind)}\n")
            parts.append(_table(rows))
    parts.append(_WORDS)
    parts.append(_table(_line(text, said) for text in found.words))
    for title, texts in ELSEWHERE.items():
        parts.append(f"\n### {title[0].upper()}{title[1:]}\n")
        parts.append(_table(_line(text, said) for text in texts))
    return "".join(parts)


def _about(kind: str) -> str:
    if kind == _MENDED:
        return "Added to errors of the classes above, or put in place of their hints."
    return OTHERS[kind] if kind in OTHERS else (CLASSES[kind].__doc__ or "").partition("\n")[0]


def _row(message: Message, said: dict[str, str]) -> Iterator[str]:
    """Write the facts of one place in the source, and after the last of them its hints."""
    english, vietnamese = [], []
    for fact in message.facts:
        english.append(shown(fact))
        vietnamese.append(shown(said[fact]))
    for hint in message.hints:
        english.append(f"→ {shown(hint)}")
        vietnamese.append(f"→ {shown(said[hint])}")
    yield f"| {'<br>'.join(english)} | {'<br>'.join(vietnamese)} |"


def _line(text: str, said: dict[str, str]) -> str:
    return f"| {shown(text)} | {shown(said[text])} |"


def _table(rows: Iterable[str]) -> str:
    return "\n".join(["\n| English | Tiếng Việt |", "|---|---|", *rows, ""])


def shown(text: str) -> str:
    """Write a template, or its translation, for people."""
    template = Template.parse(text, "")
    places = (f"‹{place.name.replace('_', ' ')}›{_escaped(place.after)}" for place in template.places)
    return "".join([_escaped(template.first), *places]).strip()


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)
