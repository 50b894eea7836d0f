"""One target's result as an object: what the columns of a scorecard say, with the things they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.expr.plain import Value
from dxplan.figures.figure import Qualifier
from dxplan.methods.method import HEADLINE, Line
from dxplan.methods.statuses import STATUSES, Status
from dxplan.scorecard.judge import part_facts
from dxplan.scorecard.line_parts import Part, Parts, Quota, Reported
from dxplan.scorecard.reported import Verdict
from dxplan.scorecard.settle import lacking
from dxplan.scorecard.situations import Situation

if TYPE_CHECKING:
    from dxplan.figures.reports import Report
    from dxplan.methods.method import Method
    from dxplan.model.indicators import Indicator
    from dxplan.model.plan import Plan
    from dxplan.model.promises import Promise
    from dxplan.model.targets import Target
    from dxplan.truth import Truth


@attrs.frozen(kw_only=True, repr=False)
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
    parts: Sequence[Part]
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
    def outcomes(self) -> tuple[tuple[str, Truth, bool], ...]:
        """Of each part its member, whether it meets the goal, and whether it has a figure: what most readers need."""
        if isinstance(self.parts, Parts):
            return self.parts.outcomes
        return tuple((part.member, part.met, part.figure is not None) for part in self.parts)

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
        found = Counter(met for _, met, _ in self.outcomes)
        return Quota(needed=self.situation.needed, met=found[True], failed=found[False], unknown=found[None])

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

    def __repr__(self) -> str:
        return f"<ScoreLine {self.name} at {self.situation.at}: {self.status.code}, {self.reason}>"

    @classmethod
    def from_row(
        cls,
        row: dict[str, Any],
        situation: Situation,
        method: Method,
        *,
        parts: Sequence[Part],
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
