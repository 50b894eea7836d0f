"""Explanations as text: labels in a column of their own, and lines within a width."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def laid_out(title: str, rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Give the lines of a title and of labelled rows below it."""
    margin = 2 + max(len(label) for label, _ in rows)
    lines = wrapped(title, width, "", "")
    for label, text in rows:
        lines += wrapped(text, width, label.ljust(margin), " " * margin)
    return lines


def wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Give the lines of a text, with what begins the first and the others."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
