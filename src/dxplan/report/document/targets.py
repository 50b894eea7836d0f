"""What a scorecard says of one target, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.report.document.facts import Cited, FigureUsed, PartJudged, QuotaJudged, ReportUsed, StatusGiven, in_both
from dxplan.scorecard.wording import say_goal, say_reason, say_scope
from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard


@attrs.frozen(kw_only=True)
class TargetJudged:
    """What is said of one target.

    Attributes:
        plan: The code of its plan.
        code: Its code.
        title: Its title.
        pillar: The code of its pillar, or null.
        group: The code of its group of solutions, or null.
        sector: The code of its sector, or null.
        agencies: The codes of the agencies that answer for it.
        indicator: The code of its indicator; null for a milestone.
        unit: The unit of the indicator; null for a milestone.
        place: The code of the place it is about.
        place_name: What that is called.
        name: What the line is called, as plan:target, and of one of several places as plan:target@place.
        by: The period by whose end it is due.
        goal: What it asks for, in words.
        scope: Of whom or when it is asked where that is not the whole, in words; empty where it is.
        cite: Where it is written.
        status: What can be said of it.
        reason: Why, as a code.
        because: Why, as a sentence.
        met: Whether the goal is met; null for cannot tell.
        figure: The figure that judges it, or null; of several parts that of the worst.
        last_known: The latest figure known, even one too old to judge; null where there is none.
        report: The report that it is judged by, or that stands beside a number; null where there is none.
        gap: The signed distance to the goal: negative for what is lacking, positive for the margin.
        outputs: What the method gives, by name; null for what cannot be computed. Shares are 0.986 for 98.6 %.
        quota: How many of those parts meet it, and whether enough still can; null where it is about the whole.
        parts: The members or places, where it is asked of each of several.
        inputs: The figures that the answer was computed from, where a formula gives it.
        rivals: The latest figure of each rival series, which is never mixed in.
        proxies: The latest figure of each related indicator, which never answers for it.
        withheld: How many figures were left out as not known to be public by the date known_on.
        revised_by: The targets of later plans that replace it, as plan:target.
    """

    plan: str
    code: str
    title: Text
    pillar: str | None
    group: str | None
    sector: str | None
    agencies: tuple[str, ...]
    indicator: str | None
    unit: str | None
    place: str
    place_name: Text
    name: str
    by: str
    goal: Text
    scope: Text
    cite: Cited
    status: StatusGiven
    reason: str
    because: Text
    met: bool | None
    figure: FigureUsed | None
    last_known: FigureUsed | None
    report: ReportUsed | None
    gap: float | None
    outputs: dict[str, float | None]
    quota: QuotaJudged | None
    parts: tuple[PartJudged, ...]
    inputs: tuple[FigureUsed, ...]
    rivals: tuple[FigureUsed, ...]
    proxies: tuple[FigureUsed, ...]
    withheld: int
    revised_by: tuple[str, ...]

    @classmethod
    def of(cls, line: ScoreLine, card: Scorecard) -> TargetJudged:
        """Tell what is said of a target."""
        target = line.target
        unit = None if target.is_milestone else line.indicator.unit
        return cls(
            plan=line.plan.code,
            code=target.code,
            title=target.title,
            pillar=target.pillar,
            group=target.group,
            sector=target.sector,
            agencies=target.agencies,
            indicator=target.indicator,
            unit=unit,
            place=line.situation.place,
            place_name=in_both(line.situation.unit.called),
            name=line.name,
            by=str(target.by),
            goal=in_both(lambda lang: say_goal(target, unit or "", lang)),
            scope=in_both(lambda lang: say_scope(line.plan, target, lang)),
            cite=Cited.of(target.cite, line.plan),
            status=StatusGiven.of(line.status),
            reason=line.reason,
            because=in_both(lambda lang: say_reason(line, card.known_on, card.method, lang)),
            met=line.met,
            figure=None if line.figure is None else FigureUsed.of(line.figure),
            last_known=None if line.last_known is None else FigureUsed.of(line.last_known),
            report=None if line.report is None else ReportUsed.of(line.report),
            gap=line.gap,
            outputs=dict(line.outputs),
            quota=QuotaJudged.of(line),
            parts=tuple(PartJudged.of(part, line.situation.member_text(part.member)) for part in line.parts),
            inputs=tuple(FigureUsed.of(figure) for figure in line.inputs),
            rivals=tuple(FigureUsed.of(figure) for figure in line.rivals),
            proxies=tuple(FigureUsed.of(figure) for figure in line.proxies),
            withheld=line.withheld,
            revised_by=tuple(promise.name for promise in line.revised_by),
        )
