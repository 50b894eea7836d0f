"""What a scorecard rests on, as plain values: figures, reports, citations, statuses and parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.model.documents import Confidence
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.figures.reports import Report
    from dxplan.methods.statuses import Status
    from dxplan.model.documents import Citation
    from dxplan.model.plan import Plan
    from dxplan.scorecard.line_parts import Part, Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.reported import Verdict
    from dxplan.typing import Lang


@attrs.frozen(kw_only=True)
class StatusGiven:
    """A status.

    Attributes:
        code: Its code.
        label: Its name.
        judged: Whether it is a verdict; the others say why there is none.
    """

    code: str
    label: Text
    judged: bool

    @classmethod
    def of(cls, status: Status) -> StatusGiven:
        """Tell which status it is."""
        return cls(code=status.code, label=status.label, judged=status.judged)


@attrs.frozen(kw_only=True)
class Cited:
    """Where something is written.

    Attributes:
        document: The document's code in the plan.
        title: Its title.
        number: Its official number; empty where none is known.
        clause: The place in it.
        page: The page.
        note: What a reader should know.
        confidence: How sure the statement is.
    """

    document: str
    title: Text
    number: str
    clause: str
    page: str
    note: str
    confidence: Confidence

    @classmethod
    def of(cls, cite: Citation, plan: Plan) -> Cited:
        """Tell where it is written."""
        document = plan.document(cite.document)
        return cls(
            document=cite.document,
            title=document.title,
            number=document.number,
            clause=cite.clause,
            page=cite.page,
            note=cite.note,
            confidence=cite.confidence,
        )


@attrs.frozen(kw_only=True)
class FigureUsed:
    """A figure, in the unit of its indicator.

    Attributes:
        indicator: The code of its indicator.
        unit: The unit of its value.
        member: The member of a dimension, or the place, that it is about among several; empty for the whole.
        value: The value as reported.
        exact: The value that is judged: what numerator and denominator give, where both are there.
        qualifier: The word beside it, such as about; null for an exact value.
        numerator: The part; null where it is not given.
        denominator: The whole; null where it is not given.
        period: The period it is about.
        age_months: How many months before the day of judgement its period ends.
        method: The method or series that it belongs to.
        source: Where it was found.
        confidence: How sure it is.
        published: When it was published; null where that is not known.
        status: What its publisher says of it, such as preliminary.
        note: What a reader should know about it.
    """

    indicator: str
    unit: str
    member: str
    value: float
    exact: float
    qualifier: str | None
    numerator: float | None
    denominator: float | None
    period: str
    age_months: int
    method: str | None
    source: str | None
    confidence: Confidence | None
    published: str | None
    status: str | None
    note: str | None

    @classmethod
    def of(cls, figure: Reported) -> FigureUsed:
        """Tell which figure it is."""
        same = (field.name for field in attrs.fields(cls) if field.name not in ("indicator", "unit", "qualifier"))
        return cls(
            indicator=figure.indicator.code,
            unit=figure.indicator.unit,
            qualifier=figure.qualifier and figure.qualifier.value,
            **{name: getattr(figure, name) for name in same},
        )


@attrs.frozen(kw_only=True)
class ReportUsed:
    """A report on a task or milestone.

    Attributes:
        state: The code of the state that was reported.
        label: Its name.
        period: The period at whose end it was so.
        evidence: What shows it.
        source: Where the report was found.
        confidence: How sure it is.
        published: When it was published; null where that is not known.
        note: What a reader should know about it.
    """

    state: str
    label: Text
    period: str
    evidence: str | None
    source: str | None
    confidence: Confidence | None
    published: str | None
    note: str | None

    @classmethod
    def of(cls, report: Report) -> ReportUsed:
        """Tell which report it is."""
        return cls(
            state=report.state.value,
            label=report.state.label,
            period=str(report.period),
            evidence=report.evidence,
            source=report.source,
            confidence=report.confidence,
            published=None if report.published is None else str(report.published),
            note=report.note,
        )


@attrs.frozen(kw_only=True)
class PartJudged:
    """One of several that have to meet a target or do a task: a member of a dimension, or a place.

    Attributes:
        member: Its code.
        name: What it is called; the code where nobody says it.
        met: Whether it meets the goal or has done the task; null for cannot tell.
        gap: Its signed distance to the goal, negative for what is lacking; null where there is no number.
        figure: Its figure, or null.
        report: Its report, or null.
    """

    member: str
    name: Text
    met: bool | None
    gap: float | None
    figure: FigureUsed | None
    report: ReportUsed | None

    @classmethod
    def of(cls, part: Part | Verdict, name: Text) -> PartJudged:
        """Tell which part it is, and what is known of it."""
        figure, gap = getattr(part, "figure", None), getattr(part, "gap", None)
        return cls(
            member=part.member,
            name=name or Text(vi=part.member),
            met=part.met,
            gap=gap,
            figure=None if figure is None else FigureUsed.of(figure),
            report=None if part.report is None else ReportUsed.of(part.report),
        )


@attrs.frozen(kw_only=True)
class QuotaJudged:
    """How many of several parts meet a goal, and whether enough still can.

    Attributes:
        needed: How many must meet it; null where nobody knows how many there are.
        met: How many do.
        failed: How many do not.
        unknown: Of how many it cannot be told.
        reachable: Whether enough do if all those do of which it cannot be told; null where not all are listed.
        counterexamples: The codes of those that do not, the one furthest from the goal first.
    """

    needed: int | None
    met: int
    failed: int
    unknown: int
    reachable: bool | None
    counterexamples: tuple[str, ...]

    @classmethod
    def of(cls, line: ScoreLine) -> QuotaJudged | None:
        """Tell how many do; None where the target is about the whole."""
        quota = line.quota
        if quota is None:
            return None
        return cls(
            needed=quota.needed,
            met=quota.met,
            failed=quota.failed,
            unknown=quota.unknown,
            reachable=quota.reachable,
            counterexamples=tuple(part.member for part in line.counterexamples),
        )


def in_both(write: Callable[[Lang], str]) -> Text:
    """Say something in both languages."""
    return Text(vi=write("vi"), en=write("en"))
