"""One target's result as an object: what the columns of a scorecard say, with the things they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.expr.plain import Value
from dxplan.figures.figure import Qualifier
from dxplan.figures.reports import Report
from dxplan.methods.method import HEADLINE, Line
from dxplan.methods.statuses import STATUSES, Status
from dxplan.model.documents import Confidence
from dxplan.model.indicators import COMPUTED, Indicator
from dxplan.numbers import MOST_PLACES, half_step
from dxplan.scorecard.judge import part_facts
from dxplan.scorecard.reported import Verdict
from dxplan.scorecard.settle import lacking
from dxplan.scorecard.situations import Situation
from dxplan.scorecard.years import ARITHMETIC, GEOMETRIC

if TYPE_CHECKING:
    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.model.promises import Promise
    from dxplan.model.targets import Target


_MADE = (COMPUTED, GEOMETRIC, ARITHMETIC)
"""The series of figures that were made of others."""


@attrs.frozen(kw_only=True)
class Reported:
    """A figure as it stands in a scorecard.

    Attributes:
        indicator: The indicator.
        value: The value as reported, in the indicator's unit.
        exact: The value that is judged: of a share what numerator and denominator give, else the value.
        qualifier: The word beside it, or None for an exact value.
        numerator: The part, where it is given.
        denominator: The whole, where it is given.
        period: The period it is about, as text.
        age_months: How many months before the cut-off its period ends.
        method: The method or series it belongs to.
        source: Where it was found.
        confidence: How sure it is.
        published: When it was published, as far as that is known.
        status: What its publisher says of it.
        note: What a reader should know about it.
        member: The member of the dimension it is about, or empty.
    """

    indicator: Indicator
    value: float
    exact: float
    qualifier: Qualifier | None
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
    member: str = ""

    @property
    def shown(self) -> float:
        """The value as it is written: as it was typed, and rounded where it was computed."""
        made = self.method in _MADE or half_step(self.value) < 10.0**-MOST_PLACES
        typed = not made and not (self.numerator is not None and self.value == self.exact)
        return self.value if typed else round(self.value, 4)

    @classmethod
    def from_row(cls, row: dict[str, Any], indicator: Indicator) -> Reported:
        """Make it from a row of gathered figures."""
        return cls(
            indicator=indicator,
            value=row["value"],
            exact=row["exact"],
            qualifier=row["qualifier"] and Qualifier(row["qualifier"]),
            numerator=row["numerator"],
            denominator=row["denominator"],
            period=row["period"],
            age_months=row["age_months"],
            method=row["method"],
            source=row["source"],
            confidence=row["confidence"] and Confidence(row["confidence"]),
            published=row["published"],
            status=row["figure_status"],
            note=row["note"],
            member=row["part"],
        )


@attrs.frozen(kw_only=True)
class Part:
    """One member's share in a target that asks it of each.

    Attributes:
        member: The member.
        figure: Its figure, or None where there is none that can judge.
        met: Whether it meets the goal; None for cannot tell.
        gap: Its signed distance to the goal.
        start: The value that its change counts from, where the goal is a change; None where it is none.
        report: What was reported of it, where the target is a milestone; None where nothing was.
    """

    member: str
    figure: Reported | None
    met: bool | None
    gap: float | None
    start: float | None = None
    report: Report | None = None


@attrs.frozen(kw_only=True)
class Quota:
    """How many of the parts meet a goal that is about each of several, and whether enough of them still can.

    Attributes:
        needed: How many must meet it; None where nobody knows how many there are.
        met: How many do.
        failed: How many do not: the counterexamples.
        unknown: Of how many it cannot be told.
    """

    needed: int | None
    met: int
    failed: int
    unknown: int

    @property
    def total(self) -> int:
        """How many parts are known."""
        return self.met + self.failed + self.unknown

    @property
    def reachable(self) -> bool | None:
        """Whether enough parts meet it if all those do of which it cannot be told; None where not all are listed."""
        return None if self.needed is None else self.met + self.unknown >= self.needed

    @property
    def reached(self) -> bool | None:
        """Whether enough meet it whatever is not known; None where not all are listed."""
        return None if self.needed is None else self.met >= self.needed


@attrs.frozen(kw_only=True)
class ScoreLine:
    """What a scorecard says of one target.

    Attributes:
        situation: The target, its place, and the period judged.
        figure: The figure that answers, or None; of several parts that of the worst.
        last_known: The latest figure known, even one too old to answer.
        gap: The signed distance to the goal in the indicator's unit: negative is lacking, positive the margin.
        outputs: What the method gives, by name; None for missing. ``progress`` is always among them.
        met: Whether the goal is met; None for cannot tell.
        status: What can be said of the target.
        reason: Why, as a code.
        said: The line of the method's statuses that holds, or None; a due target is judged without it.
        lacking: The facts that the method needs and nobody gives.
        facts: What the method was told of the target, or of its worst part, by name.
        start_qualifier: The word beside the value at the start, where that was reported with one.
        parts: The members, where the target asks it of each of several.
        inputs: The figures that the answer was computed from, where a formula gives it or it is a mean of years.
        rivals: The latest figure of each rival series, shown beside and never mixed in.
        proxies: The latest figure of each related indicator, shown beside and never used as the answer.
        withheld: How many figures that would judge were left out because they were not known to be public by the date
            asked; where none would judge, how many older ones.
        verdict: What reports say of it. It judges a milestone; of a number it tells only that nobody will carry it out.
    """

    situation: Situation
    figure: Reported | None
    last_known: Reported | None
    gap: float | None
    outputs: dict[str, float | None]
    met: bool | None
    status: Status
    reason: str
    said: Line | None
    lacking: tuple[str, ...]
    facts: dict[str, Value]
    start_qualifier: Qualifier | None
    parts: tuple[Part, ...]
    inputs: tuple[Reported, ...]
    rivals: tuple[Reported, ...]
    proxies: tuple[Reported, ...]
    withheld: int
    verdict: Verdict

    @property
    def name(self) -> str:
        """What it is called in its scorecard: ``plan:target``, and of one of several places ``plan:target@24``."""
        return self.situation.name

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.situation.plan

    @property
    def target(self) -> Target:
        """The target."""
        return self.situation.target

    @property
    def indicator(self) -> Indicator:
        """The target's indicator; of a milestone, what stands for it."""
        return self.situation.indicator

    @property
    def revised_by(self) -> tuple[Promise, ...]:
        """The promises of other plans evaluated with it that replace the target; none where it is in force."""
        return self.situation.revised_by

    @property
    def counterexamples(self) -> tuple[Part, ...]:
        """The parts that do not meet the goal, the one furthest from it first; empty where it is about the whole."""
        failing = (part for part in self.parts if part.met is False)
        return tuple(sorted(failing, key=lambda part: 0.0 if part.gap is None else part.gap))

    @property
    def open_parts(self) -> tuple[Part, ...]:
        """The parts of which it cannot be told: without a figure or a report, or with one that leaves it open."""
        return tuple(part for part in self.parts if part.met is None)

    @property
    def quota(self) -> Quota | None:
        """How many of the parts meet the goal, and whether enough still can; None where it is about the whole."""
        if not self.target.several:
            return None
        failed, unknown = len(self.counterexamples), len(self.open_parts)
        met = len(self.parts) - failed - unknown
        return Quota(needed=self.situation.needed, met=met, failed=failed, unknown=unknown)

    @property
    def value(self) -> float | None:
        """The value that answers, or None."""
        return self.figure.value if self.figure else None

    @property
    def now(self) -> float | None:
        """The year of the value that answers, as a number, or None."""
        now = self.facts.get("now")
        return None if now is None else float(now)

    @property
    def report(self) -> Report | None:
        """The report that a milestone is judged by, or that stands beside a number; None where there is none."""
        return self.verdict.report

    @property
    def progress(self) -> float | None:
        """The method's headline: under ``attainment`` the value as a share of the goal (0.986 is 98.6 %)."""
        return self.outputs[HEADLINE]

    @classmethod
    def from_row(
        cls,
        row: dict[str, Any],
        situation: Situation,
        method: Method,
        *,
        parts: tuple[Part, ...],
        inputs: tuple[Reported, ...],
        rivals: tuple[Reported, ...],
        proxies: tuple[Reported, ...],
        verdict: Verdict,
    ) -> ScoreLine:
        """Make it from a row of a judged table."""
        measured = not situation.target.is_milestone
        last = Reported.from_row(_last(row), situation.indicator) if row["last_value"] is not None else None
        return cls(
            situation=situation,
            figure=last if row["value"] is not None else None,
            last_known=last,
            gap=row["gap"],
            outputs={output.name: row[output.name] for output in method.outputs},
            met=row["met"],
            status=STATUSES[row["status"]],
            reason=row["reason"],
            said=None if row["line"] is None else method.lines[row["line"]],
            lacking=lacking(row, situation, method) if measured else (),
            facts=part_facts(row, situation, method) if measured else {},
            start_qualifier=row["base_qualifier"] and Qualifier(row["base_qualifier"]),
            parts=parts,
            inputs=inputs,
            rivals=rivals,
            proxies=proxies,
            withheld=row["withheld"],
            verdict=verdict,
        )


def _last(row: dict[str, Any]) -> dict[str, Any]:
    """Give the latest figure of a judged row under the names of a gathered one."""
    return {**row, **{name: row[f"last_{name}"] for name in ("value", "exact", "qualifier", "period", "age_months")}}
