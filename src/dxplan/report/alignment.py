"""A plan beside a national one, as a table in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from dxplan.numbers import format_number
from dxplan.scorecard.wording import say_promise, say_scope
from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target
    from dxplan.scorecard.alignment import AlignedTarget, Alignment
    from dxplan.typing import Lang

_WORDS = {
    "standing": Text(vi="Đối chiếu", en="Standing"),
    "ambition": Text(vi="{share} % mức quốc gia", en="{share} % of it"),
    "nothing": Text(vi="Không kế hoạch nào có mục tiêu.", en="Neither plan has a target."),
}


def render_alignment(alignment: Alignment, lang: Lang = "en") -> Group:
    """Lay an alignment out for a terminal: every national target, what takes it up, and what was added."""
    plan, national = alignment.plan, alignment.national
    heading = Styled(plan.title.in_(lang), style="bold")
    heading.append(f"\n{plan.code} · {national.code}", style="not bold")
    if not alignment.rows:
        return Group(heading, "", _WORDS["nothing"].in_(lang))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(national.code, ratio=1)
    table.add_column(plan.code, ratio=1)
    table.add_column(_WORDS["standing"].in_(lang), max_width=18)
    for number, row in enumerate(alignment, start=1):
        theirs, own = _cell(national, row.national, lang), _cell(plan, row.target, lang)
        table.add_row(str(number), theirs, own, _standing(row, lang))
    counts = ", ".join(f"{number} {standing.label.in_(lang).lower()}" for standing, number in alignment.counts.items())
    return Group(heading, table, "", Styled(counts, style="bold"))


def _cell(plan: Plan, target: Target | None, lang: Lang) -> Styled:
    if target is None:
        return Styled("–")
    scope = say_scope(plan, target, lang)
    text = Styled(target.title.in_(lang))
    text.append(f"\n{say_promise(plan, target, lang)}{f' ({scope})' if scope else ''}", style="dim")
    return text


def _standing(row: AlignedTarget, lang: Lang) -> Styled:
    text = Styled(f"{row.standing.sign} {row.standing.label.in_(lang)}")
    if row.ambition not in (None, 1.0):
        share = format_number(100 * (row.ambition or 0), lang, places=0)
        text.append(f"\n{_WORDS['ambition'].in_(lang).format(share=share)}")
    return text
