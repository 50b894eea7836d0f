"""What holds for every scorecard, whatever the plan, the figures and the method."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import attrs

from dxplan.figures import Figures
from dxplan.figures.reports import Reports
from dxplan.io.methods import load_method
from dxplan.methods.method import HEADLINE, Method
from dxplan.periods import Period
from dxplan.scorecard.evaluate import evaluate
from dxplan.testing.assertions import assert_same_scorecard
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.figures.figure import Figure
    from dxplan.figures.reports import Report
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import IntoPath

_MOST_YEARS = 12
_SEED = 749
_WIDE = 100_000


def assert_laws(
    plan: Plan,
    figures: Figures | Iterable[Figure],
    *,
    reports: Reports | Iterable[Report] = (),
    at: IntoPeriod | None = None,
    method: Method | IntoPath = "attainment",
) -> None:
    """Assert what holds for every scorecard, of a plan on some figures.

    1. Cannot tell is never *missed* or *achieved*, and what is met or not met has a figure or a report.
    2. Without figures no number is met or not met.
    3. A headline that is a share is 1 or more exactly where the goal is met.
    4. The order of the rows changes nothing.
    5. Every line says its promise, and why it stands as it does, in Vietnamese and in English.
    6. Every figure that answers says where it is from and how sure it is.

    Args:
        plan: The plan.
        figures: The figures.
        reports: The reports.
        at: The period judged; by default each year from the plan's adoption to its last due date, the last twelve.
        method: The method.

    Raises:
        AssertionError: Some do not hold; it names the law, the period and the line of each.
    """
    __tracebackhide__ = True
    table = figures if isinstance(figures, Figures) else Figures.of(figures)
    told = reports if isinstance(reports, Reports) else Reports.of(reports)
    used = method if isinstance(method, Method) else load_method(method)
    broken = [said for period in _asked(plan, at) for said in _broken(plan, table, told, period, used)]
    if broken:
        raise AssertionError("\n".join([f"{plan.code!r} under {used.id!r} breaks {len(broken)} laws", *broken]))


def years_of(plan: Plan) -> list[int]:
    """Give the years that a plan can be asked about: from its adoption to its last due date."""
    last = max((target.by.last.year for target in plan.targets), default=plan.adopted.last.year)
    return list(range(min(plan.adopted.last.year, last), last + 1))


def _asked(plan: Plan, at: IntoPeriod | None) -> list[Period]:
    return [Period.year(year) for year in years_of(plan)[-_MOST_YEARS:]] if at is None else [Period.of(at)]


def _broken(plan: Plan, figures: Figures, reports: Reports, at: Period, method: Method) -> Iterator[str]:
    card = evaluate(plan, figures, at=at, reports=reports, method=method)
    for line in card:
        for law in (_certain, _full, _cited, _said):
            yield from (f"  at {at}, {line.target.code}: {said}" for said in law(line, card))
    for line in evaluate(plan, Figures.of(()), at=at, method=method):
        if line.met is not None:
            yield f"  at {at}, {line.target.code}: without any figure it is {'met' if line.met else 'not met'}"
    for name, turned in _orders(figures):
        again = Reports.of(tuple(reports)[::-1])
        try:
            assert_same_scorecard(evaluate(plan, turned, at=at, reports=again, method=method), card)
        except AssertionError as error:
            yield f"  at {at}, with the rows {name}: {error}"


def _orders(figures: Figures) -> Iterator[tuple[str, Figures]]:
    """Give the same figures in other orders."""
    table = figures.table.collect("polars")
    order = list(range(len(table)))
    mixed = Random(_SEED).sample(order, len(order))  # noqa: S311 (nothing is kept secret)
    for name, places in (("reversed", order[::-1]), ("shuffled", mixed)):
        yield name, attrs.evolve(figures, table=table[places].lazy())


def _certain(line: ScoreLine, _card: Scorecard) -> Iterator[str]:
    verdicts = {"achieved": True, "missed": False}
    if line.status.code in verdicts and line.met is not verdicts[line.status.code]:
        yield f"it is called {line.status.code}, and whether it is met is {line.met}"
    known = line.figure is not None or line.report is not None or any(part.figure or part.report for part in line.parts)
    if line.met is not None and not known:
        yield f"it is {'met' if line.met else 'not met'}, and nothing is known of it"


def _full(line: ScoreLine, card: Scorecard) -> Iterator[str]:
    progress = line.progress
    if progress is None or not card.method.headline.percent or line.target.several:
        return
    if (progress >= 1) is not (line.met is True):
        yield f"{HEADLINE} is {progress!r}, and whether it is met is {line.met}"


def _cited(line: ScoreLine, _card: Scorecard) -> Iterator[str]:
    shown = (line.last_known, *line.inputs, *line.rivals, *line.proxies, *(part.figure for part in line.parts))
    for figure in shown:
        if figure is None or figure.method == "formula":
            continue
        lacking = [name for name in ("source", "confidence") if getattr(figure, name) is None]
        if lacking:
            yield f"the figure {figure.shown:g} for {figure.period} has no {' and no '.join(lacking)}"


def _said(line: ScoreLine, card: Scorecard) -> Iterator[str]:
    explanation = card.explain(f"{line.plan.code}:{line.target.code}")
    for lang in LANGS:
        text = explanation.text(lang, width=_WIDE, steps=True)
        if line.target.code not in text:
            yield f"its explanation does not name it ({lang})"
        if line.status.label.in_(lang) not in text:
            yield f"its explanation does not say {line.status.label.in_(lang)!r} ({lang})"
