"""The nearest wording that can be read, for the hint beside one that cannot."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from dxplan.errors import GoalError
from dxplan.model.goals.words import (
    ABOUT,
    AFTER,
    AGAINST,
    BEFORE,
    FALLS,
    GRADES,
    RISES,
    UNDEFINED_WORDS,
    VERBS,
    by_length,
)
from dxplan.text import fold, without_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PHRASES = (
    *(word for words in (*BEFORE.values(), *AFTER.values(), *UNDEFINED_WORDS.values()) for word in words),
    *(*ABOUT, *VERBS, *RISES, *FALLS, *AGAINST, *GRADES, "nhóm", "dẫn đầu", "đến", "năm", "hiện nay", "và"),
    *("điểm %", "phần trăm", "nghìn", "triệu", "tỷ đồng", "hộ", "xã", "hồ sơ", "doanh nghiệp", "người", "tỉnh", "nước"),
)
_MARKED = {without_marks(phrase): phrase for phrase in reversed(_PHRASES) if without_marks(phrase) != phrase}
_UNMARKED = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, by_length(tuple(_MARKED))))})(?!\w)")
_LEADING_WORDS = re.compile(r"[^\W\d]+(?: [^\W\d]+)*(?= ?[0-9])")
_LONGEST = 100
_MOST_WORDS_DROPPED = 8


def nearest_reading(wording: str, read: Callable[[str], object]) -> str | None:
    """Give a wording near to one that cannot be read, and that can be; None where there is none."""
    text = fold(wording)
    if len(text) > _LONGEST:
        return None
    for near in _candidates(text):
        if near != text and near:
            try:
                read(near)
            except GoalError:
                continue
            return near
    return None


def _candidates(text: str) -> Iterator[str]:
    """Give wordings like it: with the marks that were left out, with a misspelt word mended, with less after it."""
    yield _UNMARKED.sub(lambda found: _MARKED[found[0]], without_marks(text))
    leading = _LEADING_WORDS.match(text)
    if leading:
        for phrase in difflib.get_close_matches(leading[0], _PHRASES, n=3, cutoff=0.7):
            yield phrase + text[leading.end() :]
    words = text.split(" ")
    for dropped in range(1, min(len(words), _MOST_WORDS_DROPPED + 1)):
        kept = " ".join(words[:-dropped])
        if any(letter.isdigit() for letter in kept):
            yield kept
