"""What the errors say that the tests meet, whichever test it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.messages import say

if TYPE_CHECKING:
    from dxplan import DxplanError

_MOST = 5_000
_QUOTED = re.compile(r"(?<!\w)'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_FOREIGN = re.compile(r"\w+(?:Error|Exception|Warning): ")
"""What begins so is what another library says."""


class Refusals:
    """The texts of errors that dxplan made, each once, as many as are looked at in one run."""

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}

    def keep(self, error: DxplanError, maker: str) -> None:
        """Keep what an error says if a module of dxplan made it, and not a test."""
        if maker.startswith("dxplan.") and len(self.texts) < _MOST:
            self.texts.update(dict.fromkeys(text for text in (error.fact, error.hint) if text))

    def only_english(self) -> list[str]:
        """Give the texts that stay English in Vietnamese, or lose a value there."""
        return [text for text in self.texts if not _FOREIGN.match(text) and not _is_said(text)]


def _is_said(text: str) -> bool:
    said = say(text, "vi")
    values = (value for value in _QUOTED.findall(text) if say(value[1:-1], "vi") == value[1:-1])
    return said != text and all(value in said for value in values)
