"""The parts and years that a sentence names: those that fail, and those of which nothing can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.text import Text, some_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

_MOST = 8
"""How many parts are named; the rest are counted, and an explanation lists them all."""

_FAILING = Text(vi="Chưa đạt: {names}.", en="Failing: {names}.")
_OTHERS = Text(vi="Cũng chưa đạt: {names}.", en="Also failing: {names}.")
_UNCLEAR = Text(vi="Chưa rõ: {names}.", en="Not clear: {names}.")
_MISSING = Text(vi="Chưa có số liệu: {names}.", en="No figure: {names}.")


def say_parts_by_name(line: ScoreLine, lang: Lang) -> dict[str, str]:
    """Give sentences that name parts, each with a blank before it, or nothing where there are none to name.

    ``failing`` names those that fail, ``others`` those but the worst; both name those of which nothing can be told.
    """
    outcomes = line.outcomes
    failing = [member for member, met, _ in outcomes if met is False]
    worst = line.figure.member if line.figure else None
    others = [member for member in failing if member != worst]
    unclear = [member for member, met, has_figure in outcomes if met is None and has_figure]
    missing = [member for member, met, has_figure in outcomes if met is None and not has_figure]
    untold = _say(_UNCLEAR, unclear, line, lang) + _say(_MISSING, missing, line, lang)
    return {
        "failing": _say(_FAILING, failing, line, lang) + untold,
        "others": _say(_OTHERS, others, line, lang) + untold,
    }


QUOTA = Text(vi="Số cần đạt", en="Needed")
"""The label of how many parts must meet a goal."""

GROUPS: dict[bool | None, Text] = {
    False: Text(vi="Chưa đạt", en="Failing"),
    None: Text(vi="Chưa rõ", en="Not known"),
    True: Text(vi="Đạt", en="Meeting"),
}
"""The labels of the parts by whether they meet the goal."""

NO_FIGURE = Text(vi="Chưa có số liệu", en="No figure")
"""The label of the parts without a figure."""

_QUOTA = Text(
    vi="{needed}/{total}: {met} đã đạt, {failed} chưa đạt, {unknown} chưa rõ.",
    en="{needed} of {total}: {met} meet it, {failed} do not, {unknown} are not known.",
)
_OPEN_QUOTA = Text(
    vi="mọi đối tượng, danh sách chưa đủ: {met} đã đạt, {failed} chưa đạt, {unknown} chưa rõ.",
    en="all of a list that is not complete: {met} meet it, {failed} do not, {unknown} are not known.",
)
_PROSPECTS = {
    "reached": Text(vi="Đã đủ, dù phần chưa rõ ra sao.", en="Enough do, whatever is not known."),
    "open": Text(
        vi="Vẫn có thể đủ: trong số chưa rõ cần thêm {more}.",
        en="It may still hold: {more} more of those that are not known are needed.",
    ),
    "lost": Text(
        vi="Không thể đủ, kể cả khi mọi phần chưa rõ đều đạt.",
        en="It cannot hold, even if all do that are not known.",
    ),
}


def say_quota(line: ScoreLine, lang: Lang) -> str:
    """Say how many parts must meet the goal, how many do, and whether enough still can; empty without parts."""
    quota = line.quota
    if quota is None or not line.parts:
        return ""
    words = {
        "needed": quota.needed,
        "total": quota.total,
        "met": quota.met,
        "failed": quota.failed,
        "unknown": quota.unknown,
        "more": (quota.needed or 0) - quota.met,
    }
    if quota.needed is None:
        return _OPEN_QUOTA.in_(lang).format(**words)
    prospect = "reached" if quota.reached else "open" if quota.reachable else "lost"
    shown = "" if not quota.unknown else f" {_PROSPECTS[prospect].in_(lang).format(**words)}"
    return _QUOTA.in_(lang).format(**words) + shown


def say_years(line: ScoreLine) -> str:
    """Name the years of a mean, from the first to the last."""
    years = line.target.years
    return f"{years[0]}–{years[-1]}" if years else ""


def years_missing(line: ScoreLine) -> list[str]:
    """Name the years of a mean that have passed and of which no figure is known."""
    known = {figure.period for figure in line.inputs}
    past = (year for year in line.target.years if year.last <= line.situation.cutoff)
    return [str(year) for year in past if str(year) not in known]


def _say(text: Text, members: Sequence[str], line: ScoreLine, lang: Lang) -> str:
    if not members:
        return ""
    names = [line.situation.member_name(member, lang) for member in members[:_MOST]]
    rest = members[_MOST:]  # they are only counted
    return f" {text.in_(lang).format(names=some_of([*names, *rest], _MOST))}"
