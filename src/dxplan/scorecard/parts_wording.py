"""Which parts of a target fail its goal, and of which nothing can be told, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

_MOST = 8
"""How many parts are named; the rest are counted."""

_FAILING = Text(vi=" Chưa đạt: {names}.", en=" Failing: {names}.")
_OTHERS = Text(vi=" Cũng chưa đạt: {names}.", en=" Also failing: {names}.")
_MISSING = Text(vi=" Chưa có số liệu để kết luận: {names}.", en=" No figure that tells: {names}.")


def say_parts_by_name(line: ScoreLine, lang: Lang) -> dict[str, str]:
    """Give sentences that name parts, each with a blank before it, or nothing where there are none to name.

    ``failing`` names those that fail, ``others`` those but the worst; both name those of which nothing can be told.
    """
    failing = [part.member for part in line.parts if part.met is False]
    worst = line.figure.member if line.figure else None
    others = [member for member in failing if member != worst]
    missing = [part.member for part in line.parts if part.met is None]
    untold = _say(_MISSING, missing, line, lang)
    return {
        "failing": _say(_FAILING, failing, line, lang) + untold,
        "others": _say(_OTHERS, others, line, lang) + untold,
    }


def _say(text: Text, members: Sequence[str], line: ScoreLine, lang: Lang) -> str:
    if not members:
        return ""
    names = ", ".join(line.situation.member_name(member, lang) for member in members[:_MOST])
    more = f", … (+{len(members) - _MOST})" if len(members) > _MOST else ""
    return text.in_(lang).format(names=names + more)
