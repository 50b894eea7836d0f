"""A ranking of places as a table in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from dxplan.model.indicators import Direction
from dxplan.report.places_asked import say_map
from dxplan.scorecard.labels import CONFIDENCE
from dxplan.scorecard.labels import say as say_line
from dxplan.scorecard.wording import say_figure, say_reason, say_unit
from dxplan.text import Text, some_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.ranking import Ranked, Ranking
    from dxplan.typing import Lang

_MOST = 70
"""So many places without a figure are named; of the others only the number is said."""

_WORDS = {
    "rank": Text(vi="Hạng", en="Rank"),
    "place": Text(vi="Nơi", en="Place"),
    "base": Text(
        vi="{map}; {told} nơi có số liệu, thứ hạng là trong số đó.",
        en="{map}; {told} have a figure, and the ranks are among those.",
    ),
    "ties": Text(
        vi="Dấu =: giá trị bằng nhau thì cùng hạng, hạng tiếp theo bỏ cách (1, 2, 2, 4).",
        en="=: equal values share a rank, and the next rank leaves out as many (1, 2, 2, 4).",
    ),
    "ranges": Text(
        vi="Khoảng hạng (1–3): số liệu không đủ chính xác để biết thứ tự.",
        en="Ranks with a dash (1–3): the figures are too rough to tell the order.",
    ),
    "periods": Text(
        vi="Số liệu thuộc nhiều kỳ khác nhau ({periods}): không phải xếp hạng tại cùng một thời điểm.",
        en="The figures are of several periods ({periods}): it is no ranking of one time.",
    ),
    "unranked": Text(vi="Không xếp hạng", en="Without a rank"),
    "nobody": Text(vi="Không nơi nào có số liệu.", en="No place has a figure."),
    "sources": Text(vi="Nguồn", en="Sources"),
    "no_source": Text(vi="không ghi nguồn", en="no source is given"),
}
_MISSING = {
    "no_figure": Text(vi="chưa có số liệu nào được công bố", en="no figure is known"),
    "stale": Text(vi="chỉ có số liệu quá cũ", en="only figures that are too old"),
    "not_recent": Text(vi="chỉ có số liệu quá cũ", en="only figures that are too old"),
    "only_rivals": Text(vi="chỉ có số liệu của chuỗi khác", en="only figures of another series"),
    "withheld": Text(vi="chưa rõ đã công bố hay chưa", en="not known to have been public by then"),
    "place_ended": Text(vi="nơi đó không còn", en="the place is no more"),
    "level_ended": Text(vi="cấp hành chính đó không còn", en="the level is no more"),
}
"""Why places have no rank, where many of them have one reason."""


def render_ranking(ranking: Ranking, lang: Lang = "en") -> Group:
    """Lay a ranking out for a terminal: what it is of, its base, the places with their ranks, and those without."""
    return Group(*_blocks(ranking, lang))


def say_base(ranking: Ranking, lang: Lang) -> str:
    """Say how many places there are, on which map, and how many have a figure."""
    return _WORDS["base"].in_(lang).format(map=say_map(ranking.asked, lang, ranking.base), told=len(ranking))


def say_rank(ranked: Ranked) -> str:
    """Write a rank: ``3``, ``2 =`` for one that is shared, ``1–5`` where the order cannot be told."""
    if ranked.rank is None:
        return f"{ranked.first}–{ranked.last}"
    return f"{ranked.rank} =" if ranked.tied else f"{ranked.rank}"


def _blocks(ranking: Ranking, lang: Lang) -> Iterator[RenderableType]:
    indicator = ranking.indicator
    better = "more_is_better" if indicator.direction is Direction.UP else "less_is_better"
    where = "".join(f", {dimension}={member}" for dimension, member in ranking.target.where.items())
    yield Styled(indicator.name.in_(lang) + where, style="bold")
    facts = [indicator.code, say_unit(indicator.unit, lang), say_line(better, lang), *ranking.methods]
    yield Styled(" · ".join(facts))
    yield Styled(say_base(ranking, lang))
    sources: dict[str, int] = {}
    if ranking.ranked:
        yield ""
        yield _table(ranking, sources, lang)
        yield ""
    else:
        yield Styled(_WORDS["nobody"].in_(lang))
    if any(ranked.tied for ranked in ranking):
        yield Styled(_WORDS["ties"].in_(lang))
    if any(ranked.rank is None for ranked in ranking):
        yield Styled(_WORDS["ranges"].in_(lang))
    if len(ranking.periods) > 1:
        yield Styled(_WORDS["periods"].in_(lang).format(periods=", ".join(ranking.periods)))
    for why, lines in missing_by_reason(ranking, lang).items():
        names = [f"{line.situation.unit.called(lang)} ({line.situation.place})" for line in lines]
        yield Styled(f"{_WORDS['unranked'].in_(lang)} ({len(lines)}), {why}: {some_of(names, _MOST)}")
    if sources:
        yield Styled(f"{_WORDS['sources'].in_(lang)}:")
        for source, number in sources.items():
            yield Styled(f"  [{number}] {source}")


def missing_by_reason(ranking: Ranking, lang: Lang) -> dict[str, list[ScoreLine]]:
    """Group the places without a rank by the reason, in words."""
    found: dict[str, list[ScoreLine]] = {}
    for line in ranking.missing:
        why = _MISSING.get(line.reason)
        said = why.in_(lang) if why else say_reason(line, ranking.known_on, ranking.method, lang)
        found.setdefault(said, []).append(line)
    return found


def _table(ranking: Ranking, sources: dict[str, int], lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)
    table.add_column(_WORDS["rank"].in_(lang), justify="right", no_wrap=True)
    table.add_column(_WORDS["place"].in_(lang))
    table.add_column(say_line("value", lang), justify="right")
    table.add_column("", no_wrap=True)
    table.add_column("", no_wrap=True)
    for ranked in ranking:
        figure = ranked.line.figure
        if figure is None:
            continue
        sure = f" [{CONFIDENCE[figure.confidence.value].in_(lang)}]" if figure.confidence else ""
        source = f"{figure.source or _WORDS['no_source'].in_(lang)}{sure}"
        number = sources.setdefault(source, len(sources) + 1)
        place = f"{ranked.place.called(lang)} ({ranked.place.code})"
        table.add_row(
            say_rank(ranked), Styled(place), Styled(say_figure(figure, lang)), Styled(figure.period), f"[{number}]"
        )
    return table
