"""What reports make of tasks and milestones: done, not done, given up, or not known.

A state is no number: what is done stays done, and what is not done may be done the day after.
"No information" is never "not done".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import DefinitionError, DuplicateFigureError, DxplanError, Problems, Where
from dxplan.figures.reports import Report, State
from dxplan.model.lapses import Lapse
from dxplan.scorecard.asked_of_reports import Asked, Thing
from dxplan.scorecard.batches import Situations
from dxplan.text import Text, nearest
from dxplan.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.plan import Plan
    from dxplan.periods import Period
    from dxplan.scorecard.batches import Batch
    from dxplan.scorecard.situations import Situation
    from dxplan.typing import Lang

STALE_MONTHS = 12
"""A state of *not done* says nothing about a day so many months later: states are reported once a year."""


@attrs.frozen(kw_only=True)
class Verdict:
    """What the reports say of one task or milestone, or of one member where each has it to do.

    Attributes:
        status: The code of the status.
        reason: Why, as a code.
        met: Whether it is done, and was in time where it is due; None for cannot tell.
        report: The report that it rests on, or the latest that says anything; None where there is none.
        withheld: How many reports were left out because they were not known to be public by the date asked.
        member: The member, or empty for the whole.
        name: What the member is called.
        parts: The members, where each has it to do and reports name them.
        listed: Whether somebody lists the members, so that those without a report are among the parts.
        lapse: What ended of what it is about before it was due; `met`, `report` and `parts` are those of the last day.
    """

    status: str
    reason: str
    met: Truth = None
    report: Report | None = None
    withheld: int = 0
    member: str = ""
    name: Text = attrs.field(factory=Text)
    parts: tuple[Verdict, ...] = ()
    listed: bool = False
    lapse: Lapse | None = None

    @property
    def state(self) -> State | None:
        """The state that was reported, or None."""
        return self.report.state if self.report else None

    @property
    def done(self) -> int:
        """How many members are reported as done."""
        return sum(part.state is State.DONE for part in self.parts)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The members that are not reported as done."""
        return tuple(part.member for part in self.parts if part.state is not State.DONE)

    def called(self, lang: Lang) -> str:
        """Give what the member is called, of a place with its code."""
        name = self.name.in_(lang)
        return name if name in ("", self.member) else f"{name} ({self.member})"


@attrs.frozen(kw_only=True)
class UnusedReport:
    """Reports that are about no task and no target of a scorecard.

    Attributes:
        plan: The plan that they name, or None.
        task: The code that they carry.
        place: The place that they name, or None.
        number: How many there are.
        meant: The known code or place that an unknown one is most like, or None.
    """

    plan: str | None
    task: str
    place: str | None
    number: int
    meant: str | None


@attrs.frozen(kw_only=True)
class Filed:
    """The reports of an evaluation, by what they are about.

    Attributes:
        at: The last day judged.
        known_on: The last day of publication that counts, or None where everything known does.
        reports: The reports of each task and target, by the codes of its plan and its own.
        unused: The reports that nothing asks for.
    """

    at: date
    known_on: date | None
    reports: Mapping[tuple[str, str], Sequence[Report]]
    unused: tuple[UnusedReport, ...]

    @classmethod
    def of(cls, reports: Iterable[Report], plans: Sequence[Plan], at: date, known_on: date | None) -> Filed:
        """File reports.

        Raises:
            Problems: A report could be about several plans, or two say different things of the same.
        """
        reports = tuple(reports)
        things: dict[tuple[str, str], tuple[Plan, Thing]] = {
            (plan.code, thing.code): (plan, thing)
            for plan in (plans if reports else ())
            for thing in (*plan.targets, *plan.tasks)
        }
        told = {report.task for report in reports}
        asked = {key: Asked.of(plan, thing, at) for key, (plan, thing) in things.items() if key[1] in told}
        by_code: dict[str, list[tuple[str, str]]] = {}
        for key in asked:
            by_code.setdefault(key[1], []).append(key)
        filed: dict[tuple[str, str], list[Report]] = {}
        astray: Counter[tuple[str | None, str, str | None]] = Counter()
        problems: list[DxplanError] = []
        for report in reports:
            keys = [key for key in by_code.get(report.task, ()) if report.plan in (None, key[0])]
            if len(keys) > 1:
                problems.append(_ambiguous(report, [plan for plan, _ in keys]))
            elif keys and asked[keys[0]].accepts(report):
                filed.setdefault(keys[0], []).append(report)
            else:
                astray[report.plan, report.task, report.place] += 1
        problems += [problem for found in filed.values() for problem in _contrary(found)]
        if problems:
            raise Problems("the reports do not fit the plan", problems)
        unused = [
            UnusedReport(
                plan=plan, task=task, place=place, number=number, meant=_meant(plan, task, place, things, asked)
            )
            for (plan, task, place), number in astray.items()
        ]
        return cls(at=at, known_on=known_on, reports=filed, unused=tuple(unused))

    def verdict(self, plan: Plan, thing: Thing) -> Verdict:
        """Say what the reports make of a task or a target; what lapsed keeps what they made of it on its last day."""
        asked = Asked.of(plan, thing, self.at)
        reports = self.reports.get((plan.code, thing.code), ())
        if asked.lapse is None:
            return self.answer(asked, reports)
        stood = attrs.evolve(self, at=asked.lapse.last).answer(asked, reports)
        return attrs.evolve(stood, status="lapsed", reason=asked.lapse.reason, lapse=asked.lapse)

    def verdicts(self, batch: Batch) -> dict[int, Verdict]:
        """Say what the reports make of situations, by their numbers: mostly nothing."""
        found = dict.fromkeys(range(batch.first, batch.first + len(batch)), NOTHING)
        plan = batch.terms.plan.code
        if batch.lapses or any(plan == owner for owner, _ in self.reports):
            found |= {situation.number: self.verdict_at(situation) for situation in Situations([batch])}
        return found

    def verdict_at(self, situation: Situation) -> Verdict:
        """Say what the reports make of a target at a place; reports speak of the plan's own, and of no other."""
        plan, target = situation.plan, situation.target
        if situation.lapse is None and (plan.code, target.code) not in self.reports:
            return NOTHING
        if not situation.elsewhere or situation.unit.id == plan.gazetteer.find(plan.place, on=plan.adopted).id:
            return self.verdict(plan, target)
        return NOTHING

    def answer(self, asked: Asked, reports: Sequence[Report]) -> Verdict:
        """Say what reports make of what is asked by the last day judged, whether it lapsed since or not."""
        told = [report for report in reports if self._is_past(report) and self._is_known(report)]
        reported = {report.place: Text(vi=report.place) for report in told if report.place is not None}
        if asked.thing.each is None or not reported:  # what is said of the whole counts where nobody says it of each
            return self._judged(reports, asked.due)
        names = asked.members if asked.listed else {**dict(sorted(reported.items())), **asked.members}
        parts = [
            attrs.evolve(
                self._judged([report for report in reports if report.place == member], asked.due),
                member=member,
                name=name,
            )
            for member, name in names.items()
        ]
        return self._combined(parts, asked.due, asked.quota, listed=asked.listed)

    def _judged(self, reports: Iterable[Report], due: Period | None) -> Verdict:
        """Say what the reports of one member, or of the whole, make of it."""
        past = list(filter(self._is_past, reports))
        known = sorted(filter(self._is_known, past), key=_order)
        withheld = len(past) - len(known)
        telling = [report for report in known if report.state is not State.NO_INFORMATION]
        if not known:
            return Verdict(status="no_data", reason="reports_withheld", withheld=withheld) if withheld else NOTHING
        if not telling:
            return Verdict(status="no_data", reason="no_information", report=known[-1], withheld=withheld)
        last = telling[-1]
        if last.state is State.NOT_CARRIED_OUT:
            return Verdict(status="not_carried_out", reason="not_carried_out", report=last, withheld=withheld)
        if last.state is State.DONE:
            return attrs.evolve(_when_done(telling, due), withheld=withheld)
        if due is not None and self.at >= due.last > last.period.last and known[-1] is not last:
            return Verdict(status="no_data", reason="no_information", report=known[-1], withheld=withheld)
        status, reason = self._not_done(last, due)
        met = False if status == "missed" else None
        return Verdict(status=status, reason=reason, met=met, report=last, withheld=withheld)

    def _is_past(self, report: Report) -> bool:
        return report.period.last <= self.at

    def _is_known(self, report: Report) -> bool:
        if self.known_on is None:
            return True
        return report.published is not None and report.published.last <= self.known_on

    def _not_done(self, last: Report, due: Period | None) -> tuple[str, str]:
        if due is None:
            return "not_due", "no_due_date"
        if self.at < due.last:
            return "not_due", "reported_not_due"
        if last.period.months_until(due) < STALE_MONTHS:
            return "missed", "reported_not_done"
        return "no_data", "report_stale"

    def _combined(self, parts: Sequence[Verdict], due: Period | None, quota: float, *, listed: bool) -> Verdict:
        """Combine the members: enough that are done decide, and so do too many that are not, or never will be.

        Where nobody lists the members, only that all of them must is decidable, by one that has not.
        """
        statuses = [part.status for part in parts]
        done = statuses.count("achieved")
        failed = statuses.count("missed") + statuses.count("not_carried_out")
        needed = max(1, math.ceil(quota * len(parts) - 1e-9))
        if set(statuses) == {"no_data"}:
            status, reason = "no_data", _why_no_data(parts)
        elif set(statuses) == {"not_carried_out"} and listed:
            status, reason = "not_carried_out", "parts_not_carried_out"
        elif listed and done >= needed:
            status, reason = "achieved", "parts_done"
        elif due is None or self.at < due.last:
            status, reason = "not_due", "parts_not_due"
        elif failed > len(parts) - needed and (listed or quota == 1):
            status, reason = "missed", "parts_not_done"
        else:
            status, reason = "undecided", "parts_not_reported"
        return Verdict(
            status=status,
            reason=reason,
            met={"achieved": True, "missed": False}.get(status),
            withheld=sum(part.withheld for part in parts),
            parts=tuple(parts),
            listed=listed,
        )


NOTHING = Verdict(status="no_data", reason="no_report")
"""What can be said where nothing was reported."""


def _order(report: Report) -> tuple[date, date, int]:
    """Order reports in time; of two about the same day the one published later is later."""
    return report.period.last, report.published.last if report.published else date.min, -report.period.length


def _when_done(telling: Sequence[Report], due: Period | None) -> Verdict:
    """Judge what is done in the end, by when that was said first and what was said before."""
    first = len(telling) - 1
    while first and telling[first - 1].state is State.DONE:
        first -= 1
    done, before = telling[first], telling[first - 1] if first else None
    if due is None or done.period.last <= due.last:
        return Verdict(status="achieved", reason="reported_done", met=True, report=done)
    if before is not None and before.period.last >= due.last:
        return Verdict(status="missed", reason="done_late", met=False, report=done)
    return Verdict(status="undecided", reason="done_when", report=done)


def _why_no_data(parts: Sequence[Verdict]) -> str:
    reasons = {part.reason for part in parts}
    known = ("report_stale", "no_information", "reports_withheld", "no_report")
    return next(reason for reason in known if reason in reasons)


def _ambiguous(report: Report, plans: Sequence[str]) -> DxplanError:
    both = " and ".join(map(repr, plans))
    return DefinitionError(
        f"the plans {both} both have {report.task!r}", "name the one that is meant in the column plan.", _row(report)
    )


def _contrary(reports: Sequence[Report]) -> Iterator[DxplanError]:
    """Find reports that say different things of the same period, of which none was public later than the other."""
    first: dict[tuple[str | None, Period, date | None], Report] = {}
    for report in reports:
        public = report.published.last if report.published else None
        known = first.setdefault((report.place, report.period, public), report)
        if known.state is not report.state:
            yield DuplicateFigureError(
                f"reports of {report.task!r} for {report.period} say {known.state.value} and {report.state.value}",
                "keep the one that holds, or say in the column published from when each was public.",
                _row(report),
            )


def _row(report: Report) -> Where | None:
    return None if report.where is None else attrs.evolve(report.where, path="task")


def _meant(
    plan: str | None,
    task: str,
    place: str | None,
    things: Iterable[tuple[str, str]],
    asked: Mapping[tuple[str, str], Asked],
) -> str | None:
    """Give the code or place that one which nobody has is most like."""
    plans = {owner for owner, _ in things}
    if plan is not None and plan not in plans:
        return nearest(plan, plans)
    found = [one for (owner, code), one in asked.items() if code == task and plan in (None, owner)]
    if not found:
        return nearest(task, {code for owner, code in things if plan in (None, owner)})
    return nearest(place or "", {code for one in found for code in (*one.members, *one.places) if code != place})
