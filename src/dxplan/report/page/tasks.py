"""The tasks, initiatives and pilots of a plan as the page shows them, with who answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.methods.statuses import Status
from dxplan.report.page.dates import say_period, with_dates
from dxplan.report.page.rows import Number, Words, anchor_of, section_of
from dxplan.report.page.sources import Reference
from dxplan.report.page.wording import say
from dxplan.scorecard.labels import UNITS
from dxplan.scorecard.labels import say as say_line
from dxplan.scorecard.report_wording import say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.plan import Plan
    from dxplan.report.page.rows import RowMaker
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.scorecard.tasks import TaskLine
    from dxplan.typing import Lang


@attrs.frozen(kw_only=True)
class TaskRow:
    """What the page says of one task.

    Attributes:
        anchor: Its name on the page.
        code: The task's code.
        title: What is to be done.
        note: What the plan says besides.
        cited: Where it is written, and how sure that is.
        duties: Who does what: the role, and the agencies.
        due: By when, or that no date is set.
        report: What was reported, or None.
        done: How many members have done it, where each has it to do, or empty.
        status: The status.
        why: The sentence that says why.
        waits_for: The tasks that must be done before it and are not.
    """

    anchor: str
    code: str
    title: Words
    note: Words
    cited: Reference
    duties: tuple[tuple[str, str], ...]
    due: str
    report: Number | None
    done: str
    status: Status
    why: str
    waits_for: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Item:
    """An initiative or a pilot.

    Attributes:
        title: What it is called.
        cited: Where it is written, and how sure that is.
        remarks: What is said of it, with a label.
        note: What the plan says besides.
    """

    title: Words
    cited: Reference
    remarks: tuple[tuple[str, str], ...]
    note: Words


@attrs.frozen(kw_only=True)
class Doing:
    """What is to be done in a plan.

    Attributes:
        tasks: The tasks.
        coverage: How many of them could be judged.
        initiatives: The lists of initiatives.
        pilots: The pilots.
    """

    tasks: tuple[TaskRow, ...]
    coverage: str
    initiatives: tuple[Item, ...]
    pilots: tuple[Item, ...]


def doing(card: Scorecard, plan: Plan, maker: RowMaker) -> Doing:
    """Say what is to be done, by whom, and what was reported of it."""
    lines = [line for line in card.tasks if line.plan.code == plan.code]
    judged = sum(line.status.judged for line in lines)
    return Doing(
        tasks=tuple(_row(line, card, maker) for line in lines),
        coverage=say_line("task_coverage", maker.lang, judged=judged, total=len(lines)),
        initiatives=tuple(_initiatives(plan, maker)),
        pilots=tuple(_pilots(plan, maker)),
    )


def _row(line: TaskLine, card: Scorecard, maker: RowMaker) -> TaskRow:
    lang, task = maker.lang, line.task
    anchor = anchor_of(line.plan.code, task.code)
    at = (task.code, anchor)
    duties: dict[str, list[str]] = {}
    for duty in line.duties:
        duties.setdefault(duty.role.name.in_(lang), []).append(duty.say(lang))
    parts = line.verdict.parts and line.status.code != "no_data"
    return TaskRow(
        anchor=anchor,
        code=task.code,
        title=Words.of(task.title, lang),
        note=Words.of(task.note, lang),
        cited=maker.sources.cited(task.cite, line.plan, at),
        duties=tuple((role, ", ".join(names)) for role, names in duties.items()),
        due=say_period(task.due, lang) if task.due else say("no_due", lang),
        report=maker.report(line.report, at) if line.report else None,
        done=line.say_state(lang) if parts else "",
        status=line.status,
        why=with_dates(say_verdict(line.verdict, task.due, card.known_on, lang), lang),
        waits_for=line.waits_for,
    )


def _initiatives(plan: Plan, maker: RowMaker) -> Iterator[Item]:
    lang = maker.lang
    for initiative in plan.initiatives:
        listed = "; ".join(initiative.items) or say("not_listed", lang)
        remarks = [(say("list", lang), listed)]
        if initiative.period:
            remarks.insert(0, (say("period", lang), say_period(initiative.period, lang)))
        if initiative.task:
            remarks.append((say("belongs_to", lang), plan.task(initiative.task).title.in_(lang)))
        yield Item(
            title=Words.of(initiative.title, lang),
            cited=maker.sources.cited(initiative.cite, plan, (initiative.code, section_of(plan.code, "initiatives"))),
            remarks=tuple(remarks),
            note=Words.of(initiative.note, lang),
        )


def _pilots(plan: Plan, maker: RowMaker) -> Iterator[Item]:
    lang = maker.lang
    for pilot in plan.pilots:
        remarks = []
        if pilot.place:
            place = plan.gazetteer.find(pilot.place, on=plan.adopted)
            remarks.append((say("place", lang), f"{place.called(lang)} ({pilot.place})"))
        if pilot.each:
            each, picks = (_level(code, lang) for code in (pilot.each, pilot.picks or "place"))
            remarks.append((say("place", lang), say("picks", lang, each=each, number=pilot.number, picks=picks)))
        if pilot.skills:
            skills = "; ".join(plan.skill(code).name.in_(lang) for code in pilot.skills)
            remarks.append((say("skills", lang), skills))
        if pilot.task:
            remarks.append((say("belongs_to", lang), plan.task(pilot.task).title.in_(lang)))
        yield Item(
            title=Words.of(pilot.title, lang),
            cited=maker.sources.cited(pilot.cite, plan, (pilot.code, section_of(plan.code, "pilots"))),
            remarks=tuple(remarks),
            note=Words.of(pilot.note, lang),
        )


def _level(code: str, lang: Lang) -> str:
    return UNITS[code].in_(lang) if code in UNITS else code
