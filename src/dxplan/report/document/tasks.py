"""What a scorecard says of one task, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.report.document.facts import Cited, PartJudged, ReportUsed, StatusGiven, in_both
from dxplan.scorecard.report_wording import say_verdict
from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.tasks import TaskLine


@attrs.frozen(kw_only=True)
class Answering:
    """An agency in a task.

    Attributes:
        role: The code of its role.
        role_name: The name of its role.
        agency: The code of the agency that the plan names.
        agency_name: Its name.
        holder: The code of the agency that has its duties now; the same one while it is there.
        holder_name: The name of that one.
    """

    role: str
    role_name: Text
    agency: str
    agency_name: Text
    holder: str
    holder_name: Text


@attrs.frozen(kw_only=True)
class TaskJudged:
    """What is said of one task.

    Attributes:
        plan: The code of its plan.
        code: Its code.
        title: Its title.
        pillar: The code of its pillar, or null.
        group: The code of its group of solutions, or null.
        sector: The code of its sector, or null.
        by: The period by whose end it is due; null for a standing task.
        cite: Where it is written.
        answering: The agencies that take part, each in its role.
        status: What can be said of it.
        reason: Why, as a code.
        because: Why, as a sentence.
        met: Whether it is done, and in time; null for cannot tell.
        report: The report that this rests on; null where there is none, or where each of several has its own.
        parts: The places or members, where each has it to do and reports name them.
        waits_for: The codes of the tasks that must be done before it and are not known to be.
    """

    plan: str
    code: str
    title: Text
    pillar: str | None
    group: str | None
    sector: str | None
    by: str | None
    cite: Cited
    answering: tuple[Answering, ...]
    status: StatusGiven
    reason: str
    because: Text
    met: bool | None
    report: ReportUsed | None
    parts: tuple[PartJudged, ...]
    waits_for: tuple[str, ...]

    @classmethod
    def of(cls, line: TaskLine, card: Scorecard) -> TaskJudged:
        """Tell what is said of a task."""
        task, due = line.task, line.task.due
        return cls(
            plan=line.plan.code,
            code=task.code,
            title=task.title,
            pillar=task.pillar,
            group=task.group,
            sector=task.sector,
            by=None if due is None else str(due),
            cite=Cited.of(task.cite, line.plan),
            answering=tuple(
                Answering(
                    role=duty.role.code,
                    role_name=duty.role.name,
                    agency=duty.agency.code,
                    agency_name=duty.agency.name,
                    holder=duty.holder.code,
                    holder_name=duty.holder.name,
                )
                for duty in line.duties
            ),
            status=StatusGiven.of(line.status),
            reason=line.reason,
            because=in_both(lambda lang: say_verdict(line.verdict, due, card.known_on, lang)),
            met=line.verdict.met,
            report=None if line.report is None else ReportUsed.of(line.report),
            parts=tuple(PartJudged.of(part, part.name) for part in line.verdict.parts),
            waits_for=line.waits_for,
        )
