"""Codes: the names that files, formulas and tables use for things."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.expr.formula import WORDS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def codes() -> SearchStrategy[str]:
    """Make codes that can stand in formulas, as indicators and dimensions have them.

    Lower-case letters, digits, underscores and at most one dot; no word of Python or of the formulas.
    They shrink to ``a``.
    """
    return _CODES


def labels() -> SearchStrategy[str]:
    """Make codes of plans, targets, documents and everything else that no formula names; they may hold hyphens.

    They shrink to ``0``.
    """
    return _LABELS


def _is_free(code: str) -> bool:
    return code not in WORDS and not any(keyword.iskeyword(part) for part in code.split("."))


_CODES = st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z][a-z0-9_]{0,3})?", fullmatch=True).filter(_is_free)
_LABELS = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,8}", fullmatch=True)
