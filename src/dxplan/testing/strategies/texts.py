"""Free text, as strangers write it into plan files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dxplan.text import Text

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_AWKWARD = (
    *('"', '"""', "'''", "\\", "a\nb", 'a"""\n"', "\r\n", "\n\n", "\x7f\x00\t", "đ\u2028", "= [x]", "#", "trên 80 %"),
    *("<b>", "&amp;", "<script>alert(1)</script>", "=1+1", "[red]", "{x}", "%s"),
)


def strings(most: int = 12) -> SearchStrategy[str]:
    """Make free text of every script, and what trips writers of TOML, HTML, workbooks and terminals.

    It may be empty, or blank. Surrogates are left out, which no UTF-8 file can hold.

    Args:
        most: How many characters a text has at most, but for the awkward ones.
    """
    return _strings(most)


@cache
def _strings(most: int) -> SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=most) | st.sampled_from(_AWKWARD)


def texts(of: SearchStrategy[str] | None = None) -> SearchStrategy[Text]:
    """Make texts in Vietnamese and English, either of which may be empty.

    Args:
        of: What each language says; by default `strings`. For texts that are there in both languages give
            ``dst.strings().filter(str.strip)``.
    """
    return _texts(strings() if of is None else of)


@cache
def _texts(said: SearchStrategy[str]) -> SearchStrategy[Text]:
    return st.builds(Text, vi=said, en=said)
