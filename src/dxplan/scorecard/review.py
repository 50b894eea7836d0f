"""Whether figures and reports go with a plan: what is wrong with them, and what no target asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import DxplanError, Problems, UnknownCodeError, Where
from dxplan.figures.normalise import FILE, ROW
from dxplan.scorecard.evaluate import evaluate
from dxplan.scorecard.scorecard import Unused
from dxplan.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.figures import Figures
    from dxplan.figures.reports import Reports
    from dxplan.model.plan import Plan


@attrs.frozen(kw_only=True)
class Review:
    """What a look at a plan's figures found.

    Attributes:
        number: How many figures there are.
        problems: What is wrong with them, each with its row and what to do.
        unused: Figures that no target asks for, of which nothing says that they are wrong.
    """

    number: int
    problems: tuple[DxplanError, ...]
    unused: tuple[Unused, ...]


def review(plan: Plan, figures: Figures, reports: Reports) -> Review:
    """Look for everything that is wrong with the figures and reports of a plan.

    A code that is no indicator of the plan, and nearly one, is a problem; any other that it does not know is only
    unused, since one table may hold the figures of several plans.
    """
    problems: list[DxplanError] = list(_misspelt(plan, figures))
    unused: tuple[Unused, ...] = ()
    try:
        # Every target is due by then, and so every figure is looked at that may ever judge one.
        last = max((target.by for target in plan.targets), default=plan.adopted)
        card = evaluate(plan, figures, at=last, reports=reports)
        codes = [thing.code for thing in (*plan.targets, *plan.tasks)]
        strange = [found.task for found in card.unused_reports if found.meant is not None]
        problems += [UnknownCodeError.among("task or target", code, codes) for code in strange]
        unused = tuple(found for found in card.unused if found.meant is None)
    except Problems as group:
        problems += group.leaves()
    number = len(figures.table.select(ROW).collect()) if figures.rows is None else figures.rows
    return Review(number=number, problems=tuple(problems), unused=unused)


def _misspelt(plan: Plan, figures: Figures) -> Iterator[DxplanError]:
    """Find codes that are nearly those of indicators, each at the first of its rows."""
    known = [indicator.code for indicator in plan.indicators]
    rows = figures.table.filter(~nw.col("indicator").is_in(known)).group_by("indicator", FILE).agg(nw.col(ROW).min())
    for code, file, row in rows.collect().sort(FILE, ROW, nulls_last=True).rows():
        if nearest(code, known) is not None:
            yield UnknownCodeError.among("indicator", code, known).at(Where("indicator", file or "figures", row))
