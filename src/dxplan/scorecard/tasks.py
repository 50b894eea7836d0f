"""How far the tasks of plans have come, as far as it was reported."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.figures.reports import Report, State
from dxplan.methods.statuses import STATUSES, Status
from dxplan.model.agencies import ROLES, Agency, Role
from dxplan.model.plan import Plan
from dxplan.model.tasks import Task
from dxplan.notebooks import Shown
from dxplan.periods import Period
from dxplan.scorecard.labels import say
from dxplan.scorecard.layout import laid_out
from dxplan.scorecard.report_wording import say_verdict
from dxplan.scorecard.reported import Verdict
from dxplan.scorecard.summary import Summary
from dxplan.scorecard.wording import say_citation, say_parts, say_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.scorecard.reported import Filed
    from dxplan.typing import Lang


@attrs.frozen(kw_only=True)
class Duty:
    """What one agency has to do in a task.

    Attributes:
        role: Its role.
        agency: The agency that the plan names.
        holder: The agency that has its duties at the end of the period judged; the same one while it is there.
    """

    role: Role
    agency: Agency
    holder: Agency

    def say(self, lang: Lang = "en") -> str:
        """Name the agency, and who has its duties now."""
        name = self.agency.name.in_(lang)
        return name if self.holder == self.agency else f"{name} ({say('now', lang, agency=self.holder.name.in_(lang))})"


@attrs.frozen(kw_only=True)
class TaskLine:
    """What a scorecard says of one task.

    Attributes:
        plan: The plan.
        task: The task.
        duties: Who takes part, and in which role.
        verdict: What the reports say of it.
        waits_for: The codes of the tasks that must be done before it and are not known to be.
    """

    plan: Plan
    task: Task
    duties: tuple[Duty, ...]
    verdict: Verdict
    waits_for: tuple[str, ...]

    @property
    def status(self) -> Status:
        """What can be said of it."""
        return STATUSES[self.verdict.status]

    @property
    def reason(self) -> str:
        """Why, as a code."""
        return self.verdict.reason

    @property
    def report(self) -> Report | None:
        """The report that this rests on; None where there is none, or where each of several has its own."""
        return self.verdict.report

    @property
    def state(self) -> State | None:
        """The state that was reported, or None."""
        return self.verdict.state

    def say_duties(self, lang: Lang = "en") -> str:
        """Name who takes part, by role."""
        by_role: dict[str, list[str]] = {}
        for duty in self.duties:
            by_role.setdefault(duty.role.name.in_(lang), []).append(duty.say(lang))
        return "; ".join(f"{role}: {', '.join(names)}" for role, names in by_role.items())

    def say_state(self, lang: Lang = "en") -> str:
        """Say what was reported of it: a state with its period, or how many members have done it."""
        if self.verdict.parts and self.status.code != "no_data":
            return f"{self.verdict.done}/{len(self.verdict.parts)}"
        return f"{self.state.label.in_(lang)} ({self.report.period})" if self.state and self.report else "–"


@attrs.frozen(kw_only=True, repr=False)
class TaskExplanation(Shown):
    """Why one task's line says what it says.

    ``str(explanation)`` is the English text; `text` gives it in either language.

    Attributes:
        line: The line.
        at: The period judged.
        known_on: The last day of publication that counted, or None where everything known did.
    """

    line: TaskLine
    at: Period
    known_on: date | None

    def text(self, lang: Lang = "en", *, width: int = 80) -> str:
        """Give the whole explanation.

        Args:
            lang: The language.
            width: How many columns a line may have.
        """
        return "\n".join(laid_out(self.title(lang), list(self.rows(lang)), width))

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def title(self, lang: Lang = "en") -> str:
        """Give what is explained: the task's code, title and plan."""
        return f"{self.line.task.code}: {self.line.task.title.in_(lang)} ({self.line.plan.code})"

    def rows(self, lang: Lang = "en") -> Iterator[tuple[str, str]]:
        """Give the explanation in pieces: a label and what it says; further lines under a label have an empty one."""
        line, task = self.line, self.line.task
        due = task.due
        yield say("promised", lang), say("done", lang) + (f" {say('by', lang, by=due)}" if due else "")
        yield say("written_in", lang), say_citation(task.cite, line.plan, lang)
        if task.note:
            yield say("note", lang), task.note.in_(lang)
        if line.duties:
            yield say("agencies", lang), line.say_duties(lang)
        if line.waits_for:
            yield say("waits_for", lang), ", ".join(line.waits_for)
        known = f", {say('known_on', lang, known_on=self.known_on)}" if self.known_on else ""
        yield say("judged_at", lang), f"{self.at}{known}"
        yield say("report", lang), say_report(line.report, lang) if line.report else say("none", lang)
        yield say("status", lang), f"{line.status.sign} {line.status.label.in_(lang)}"
        yield say("why", lang), say_verdict(line.verdict, due, self.known_on, lang)
        yield from say_parts(line.verdict, lang)


@attrs.frozen(kw_only=True, repr=False)
class TaskCard(Shown):
    """How far the tasks have come, as evaluated by `evaluate`: a sequence of `TaskLine`.

    ``card.tasks["initiatives"]`` gives the line of one task; ``card.tasks["plan:task"]`` where several plans have it.

    Attributes:
        at: The period judged.
        known_on: The last day of publication that counted, or None where everything known did.
        lines: Every task's line.
    """

    at: Period
    known_on: date | None
    lines: tuple[TaskLine, ...]

    @classmethod
    def of(cls, plans: Sequence[Plan], filed: Filed, at: Period) -> TaskCard:
        """Judge the tasks of plans by their reports."""
        lines = tuple(line for plan in plans for line in _lines(plan, filed, at))
        return cls(at=at, known_on=filed.known_on, lines=lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many tasks have each status; statuses that none has are left out."""
        return _counts(self.lines)

    @property
    def states(self) -> dict[str, int]:
        """How many tasks were reported in each state; those without a report of the whole are left out."""
        found = [line.state for line in self.lines]
        return {state.value: found.count(state) for state in State if state in found}

    @property
    def coverage(self) -> tuple[int, int]:
        """How many tasks could be judged, and how many there are."""
        return sum(line.status.judged for line in self.lines), len(self)

    def by(self, key: str) -> tuple[Summary, ...]:
        """Summarise the tasks by what they have in common.

        Args:
            key: ``plan``, ``agency``, ``pillar``, ``group``, ``sector``, ``status`` or ``state``. A task counts for
                each agency that takes part in it.

        Raises:
            UnknownCodeError: Tasks cannot be grouped by that.
        """
        if key not in _KEYS:
            raise UnknownCodeError.among("way to group tasks", key, _KEYS)
        groups: dict[str | None, list[TaskLine]] = {}
        for line in self.lines:
            for code in _KEYS[key](line) or (None,):  # a task may name no agency
                groups.setdefault(code, []).append(line)
        return tuple(
            Summary(
                code=code,
                counts=_counts(lines),
                judged=sum(line.status.judged for line in lines),
                total=len(lines),
                rolled=None,
            )
            for code, lines in groups.items()
        )

    def explain(self, task: str) -> TaskExplanation:
        """Say how a task's line came about: who has it to do, by when, and what was reported.

        Args:
            task: The task's code, or ``plan:task``.

        Raises:
            UnknownCodeError: There is no such task.
            DefinitionError: Several plans have it.
        """
        return TaskExplanation(line=self[task], at=self.at, known_on=self.known_on)

    def to_native(self) -> Any:
        """Give the lines as a Polars dataframe, one row for each task; what is not known is null."""
        import polars as pl

        kinds = {**dict.fromkeys(_COLUMNS, pl.String), **dict.fromkeys(("parts", "parts_done", "withheld"), pl.Int64)}
        return pl.DataFrame([{**_row(line), "at": str(self.at)} for line in self.lines], schema=kinds)

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[TaskLine]:
        return iter(self.lines)

    def __getitem__(self, task: str) -> TaskLine:
        plan, _, code = task.rpartition(":")
        lines = [line for line in self.lines if line.task.code == code and plan in ("", line.plan.code)]
        if not lines:
            known = [line.task.code for line in self.lines if plan in ("", line.plan.code)]
            raise UnknownCodeError.among("task", code if known else task, known)
        if len(lines) > 1:
            both = " or ".join(repr(f"{line.plan.code}:{code}") for line in lines)
            raise DefinitionError(f"several plans have a task {code!r}", f"ask for {both}.")
        return lines[0]

    def __repr__(self) -> str:
        judged, total = self.coverage
        counts = ", ".join(f"{number} {code}" for code, number in self.counts.items())
        return f"<TaskCard at {self.at}: {judged} of {total} judged; {counts}>"


def _lines(plan: Plan, filed: Filed, at: Period) -> Iterator[TaskLine]:
    verdicts = {task.code: filed.verdict(plan, task) for task in plan.tasks}
    for task in plan.tasks:
        yield TaskLine(
            plan=plan,
            task=task,
            duties=tuple(
                Duty(role=ROLES[role], agency=plan.agency(agency), holder=plan.agency(agency, at))
                for role, agencies in task.roles.items()
                for agency in agencies
            ),
            verdict=verdicts[task.code],
            waits_for=tuple(
                code
                for code in task.depends
                if verdicts[code].state is not State.DONE and verdicts[code].status != "achieved"
            ),
        )


def _counts(lines: Iterable[TaskLine]) -> dict[str, int]:
    found = [line.status.code for line in lines]
    return {code: found.count(code) for code in STATUSES if code in found}


_KEYS: dict[str, Callable[[TaskLine], tuple[str | None, ...]]] = {
    "plan": lambda line: (line.plan.code,),
    "agency": lambda line: line.task.agencies,
    "pillar": lambda line: (line.task.pillar,),
    "group": lambda line: (line.task.group,),
    "sector": lambda line: (line.task.sector,),
    "status": lambda line: (line.status.code,),
    "state": lambda line: (line.state and line.state.value,),
}
"""What tasks can be grouped by, and how a line says which groups it is of."""

_COLUMNS = (
    *("plan", "task", "place", "at", "by", "agencies", "state", "period", "status", "reason", "evidence", "source"),
    *("confidence", "published", "note", "parts", "parts_done", "waits_for", "withheld"),
)


def _row(line: TaskLine) -> dict[str, Any]:
    task, report, verdict = line.task, line.report, line.verdict
    return {
        "plan": line.plan.code,
        "task": task.code,
        "place": task.place or line.plan.place,
        "by": task.due and str(task.due),
        "agencies": ";".join(f"{duty.role.code}={duty.agency.code}" for duty in line.duties),
        "state": line.state and line.state.value,
        "period": report and str(report.period),
        "status": line.status.code,
        "reason": line.reason,
        "evidence": report and report.evidence,
        "source": report and report.source,
        "confidence": report and report.confidence and report.confidence.value,
        "published": report and report.published and str(report.published),
        "note": report and report.note,
        "parts": len(verdict.parts) or None,
        "parts_done": verdict.done if verdict.parts else None,
        "waits_for": ";".join(line.waits_for),
        "withheld": verdict.withheld,
    }
