"""What is missing before a target can be judged, and whom the plan names for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.report.page.dates import say_period
from dxplan.report.page.rows import Row
from dxplan.report.page.wording import say
from dxplan.scorecard.labels import FREQUENCY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.tasks import Task
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

MOST_NAMED = 12
"""So many members that lack a figure are named here; the target's own row names more."""

_ANSWERING = ("lead", "responsible", "carry_out")
"""The roles of those who answer for a task."""

_OF_THE_GOAL = {
    **dict.fromkeys(("undefined", "basically", "gradually"), "need_threshold"),
    **dict.fromkeys(("no_start", "no_baseline", "no_year_before"), "need_start"),
    **dict.fromkeys(("withheld", "reports_withheld"), "need_publication"),
    **dict.fromkeys(("straddles",), "need_exact"),
    **dict.fromkeys(("other_base",), "need_base"),
}
_OF_REPORTS = (
    *("no_report", "report_stale", "no_information", "parts_not_reported", "done_when", "parts_not_done"),
    "parts_not_due",
)


@attrs.frozen(kw_only=True)
class Lack:
    """What one target lacks.

    Attributes:
        row: The target's row.
        what: What is needed to judge it.
        who: Whom the plan names.
    """

    row: Row
    what: str
    who: str


def lack(line: ScoreLine, row: Row, lang: Lang) -> Lack | None:
    """Say what a line lacks; None where it is judged, not due yet, or about something that is no more."""
    settled = line.status.judged or line.status.code in ("not_due", "lapsed", "not_carried_out")
    if settled and not (row.missing and line.status.judged):
        return None
    return Lack(row=row, what=_what(line, row, lang), who=who_answers(line, lang))


def _what(line: ScoreLine, row: Row, lang: Lang) -> str:
    period = say_period(line.target.by if line.situation.due else line.situation.at, lang)
    if line.reason in _OF_THE_GOAL:
        return say(_OF_THE_GOAL[line.reason], lang)
    if line.target.is_milestone or line.reason in _OF_REPORTS:
        return say("need_report", lang, period=period)
    if row.missing:
        named = ", ".join(row.missing[:MOST_NAMED])
        more = len(row.missing) - MOST_NAMED
        return say("need_parts", lang, parts=f"{named}, {say('more', lang, number=more)}" if more > 0 else named)
    if line.reason == "parts_missing":
        return say("need_list", lang)
    if line.reason in ("no_figure", "only_rivals", "stale"):
        indicator = line.indicator
        frequency = FREQUENCY[indicator.frequency.value].in_(lang)
        return say("need_figure", lang, period=period, indicator=indicator.name.in_(lang), frequency=frequency)
    return row.why


def who_answers(line: ScoreLine, lang: Lang) -> str:
    """Name the agencies that answer for a target, or else who publishes its indicator.

    Where the plan says neither, they are those of the tasks of its group, or else of its pillar.
    """
    plan, target = line.plan, line.target
    if target.agencies:
        return ", ".join(plan.agency(agency, line.situation.at).name.in_(lang) for agency in target.agencies)
    if not target.is_milestone and line.indicator.owner:
        return say("published_by", lang, owner=line.indicator.owner.in_(lang))
    for key, what in (("group", "same_group"), ("pillar", "same_pillar")):
        code = getattr(target, key)
        tasks = [task for task in plan.tasks if code is not None and getattr(task, key) == code]
        names = dict.fromkeys(
            plan.agency(agency, line.situation.at).name.in_(lang) for task in tasks for agency in _answering(task)
        )
        if names:
            return say("through_tasks", lang, agencies=", ".join(names), what=say(what, lang))
    return say("nobody", lang)


def _answering(task: Task) -> Iterator[str]:
    for role in _ANSWERING:
        yield from task.roles.get(role, ())
