"""What errors and notes say, in the language of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxplan.typing import Lang

_LONGEST = 20_000


def say(text: str, lang: Lang) -> str:
    """Give a message in a language; English is what it is written in.

    Args:
        text: The message as dxplan writes it, with the values in it.
        lang: The language.
    """
    if lang == "en" or not text or len(text) > _LONGEST:
        return text
    from dxplan.message_catalogue import in_vietnamese

    return in_vietnamese(text, 0) or text
