"""The parts and years that a sentence names: those that fail, and those of which nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

_NAMED: dict[str, Text] = {
    "failing": Text(vi="Chưa đạt: {names}.", en="Not met by: {names}."),
    "missing": Text(vi="Chưa có số liệu: {names}.", en="No figure: {names}."),
    "unclear": Text(vi="Chưa rõ: {names}.", en="Not clear: {names}."),
}
_MOST_NAMED = 8
"""The most parts that a sentence names; an explanation lists them all."""


def name_parts(line: ScoreLine, lang: Lang) -> str:
    """Name the parts that do not meet the goal, beyond the worst that was named, and those without an answer."""
    failing = [part.member for part in line.parts if part.met is False]
    groups = {
        "failing": failing if len(failing) > 1 else [],
        "unclear": [part.member for part in line.parts if part.met is None and part.figure],
        "missing": [part.member for part in line.parts if part.met is None and not part.figure],
    }
    said = []
    for key, members in groups.items():
        names = [line.situation.member_name(member, lang) for member in members[:_MOST_NAMED]]
        more = [f"+{len(members) - _MOST_NAMED}"] if len(members) > _MOST_NAMED else []
        if names:
            said.append(_NAMED[key].in_(lang).format(names=", ".join([*names, *more])))
    return " ".join(said)


def say_years(line: ScoreLine) -> str:
    """Name the years of a mean, from the first to the last."""
    years = line.target.years
    return f"{years[0]}–{years[-1]}" if years else ""


def years_missing(line: ScoreLine) -> list[str]:
    """Name the years of a mean that have passed and of which no figure is known."""
    known = {figure.period for figure in line.inputs}
    past = (year for year in line.target.years if year.last <= line.situation.cutoff)
    return [str(year) for year in past if str(year) not in known]
