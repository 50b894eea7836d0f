"""Places by targets in a terminal: the sign of each status in a grid, and below it what the numbers stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from dxplan.methods.statuses import STATUSES
from dxplan.report.places_asked import say, say_map
from dxplan.scorecard.labels import say as say_line
from dxplan.scorecard.wording import say_goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from dxplan.figures.asked_places import AskedPlaces
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

_ACROSS = 14
"""So many targets stand beside one another."""


def place_grid(lines: Sequence[ScoreLine], asked: AskedPlaces, before: int, lang: Lang) -> Iterator[RenderableType]:
    """Lay out the lines of targets that are asked of several places.

    Args:
        lines: The lines, in the order of the targets and then of the places.
        asked: The places.
        before: How many targets stand above, so that numbers go on.
        lang: The language.
    """
    codes = list(dict.fromkeys(line.target.code for line in lines))
    numbers = {code: number for number, code in enumerate(codes, start=before + 1)}
    known = {line.target.code for line in lines if line.last_known or line.status.judged}
    shown = [code for code in codes if code in known]
    yield Styled(say_map(asked, lang), style="bold")
    for begin in range(0, len(shown), _ACROSS):
        yield ""
        yield _grid({code: numbers[code] for code in shown[begin : begin + _ACROSS]}, lines, asked, lang)
    yield ""
    if len(shown) < len(codes):
        yield Styled(say("left_out", lang, number=len(codes) - len(shown)))
    yield _targets(numbers, lines, lang)
    used = [STATUSES[code] for code in STATUSES if any(line.status.code == code for line in lines)]
    yield ""
    yield Styled(" · ".join(f"{status.sign} {status.label.in_(lang)}" for status in used))
    yield Styled(say("one", lang, code=asked.places[0].code))


def _grid(numbers: Mapping[str, int], lines: Sequence[ScoreLine], asked: AskedPlaces, lang: Lang) -> Table:
    cells = {(line.target.code, line.situation.place): line for line in lines}
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), show_edge=False, pad_edge=False, expand=False)
    table.add_column(say("by_place", lang), max_width=26)
    for number in numbers.values():
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column(say("judged", lang), justify="right", no_wrap=True)
    for place in asked.places:
        found = [cells.get((code, place.code)) for code in numbers]
        signs = [Styled(line.status.sign, style=line.status.colour) if line else Styled("") for line in found]
        mine = [line for line in lines if line.situation.place == place.code]
        judged = sum(line.status.judged for line in mine)
        table.add_row(Styled(f"{place.name.in_(lang)} ({place.code})"), *signs, f"{judged}/{len(mine)}")
    return table


def _targets(numbers: Mapping[str, int], lines: Sequence[ScoreLine], lang: Lang) -> Table:
    """Say what the numbers above the columns stand for, and how many places have which status."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for code, number in numbers.items():
        mine = [line for line in lines if line.target.code == code]
        first = mine[0]
        goal = f"{say_goal(first.target, first.indicator.unit, lang)} {say_line('by', lang, by=first.target.by)}"
        counts = [(STATUSES[status], sum(line.status.code == status for line in mine)) for status in STATUSES]
        said = ", ".join(f"{status.sign} {count}" for status, count in counts if count)
        text = Styled(f"{code}: ", style="bold")
        text.append(f"{first.target.title.in_(lang)}, {goal}: {said}", style="not bold")
        table.add_row(str(number), text)
    return table
