"""Very many plans in a terminal: how many of the targets of each stand how, and none of them one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from dxplan.methods.statuses import STATUSES
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

MOST_PLANS = 8
"""Of more plans only counts are shown."""

_WORDS = {
    "plan": Text(vi="Kế hoạch", en="Plan"),
    "judged": Text(vi="Kết luận được", en="Judged"),
    "many": Text(
        vi="Quá nhiều kế hoạch để liệt kê từng mục tiêu: hãy đánh giá riêng một kế hoạch, "
        "hoặc dùng --format csv hay json.",
        en="These are too many plans to list each target: evaluate one of them by itself, or use --format csv or json.",
    ),
}


def say(key: str, lang: Lang) -> str:
    """Give a label in a language."""
    return _WORDS[key].in_(lang)


def say_legend(used: Iterable[str], lang: Lang) -> str:
    """Say what the signs of statuses stand for."""
    used = set(used)
    return " · ".join(f"{status.sign} {status.label.in_(lang)}" for code, status in STATUSES.items() if code in used)


def say_counts(codes: Iterable[str]) -> str:
    """Write how many have each status: ``✓3 ✗1``."""
    counts = Counter(codes)
    return " ".join(f"{STATUSES[code].sign}{counts[code]}" for code in STATUSES if counts[code])


def statuses_of_plans(card: Scorecard) -> dict[str, list[str]]:
    """Give the statuses of the targets of each plan, by the plan's code."""
    found: dict[str, list[str]] = {plan.code: [] for plan in card.plans}
    for situation, status in zip(card.situations, card.card["status"].to_list(), strict=True):
        found[situation.plan.code].append(status)
    return found


def plan_overview(card: Scorecard, lang: Lang) -> Iterator[RenderableType]:
    """Lay out how many targets of each plan have each status."""
    codes = statuses_of_plans(card)
    used = [code for code in STATUSES if code in card.counts]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False, expand=False)
    table.add_column(say("plan", lang), min_width=22)
    for code in used:
        table.add_column(STATUSES[code].sign, justify="right", no_wrap=True)
    table.add_column(say("judged", lang), justify="right", no_wrap=True)
    for plan in card.plans:
        mine = codes[plan.code]
        counts = [Styled(str(mine.count(code) or ""), style=STATUSES[code].colour) for code in used]
        judged = sum(STATUSES[code].judged for code in mine)
        table.add_row(Styled(f"{plan.title.in_(lang)} ({plan.code})"), *counts, f"{judged}/{len(mine)}")
    yield table
    yield ""
    yield Styled(say_legend(used, lang))
    yield Styled(say("many", lang))
