"""How one line of a scorecard came about, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from dxplan.expr.builders import figure as figure_
from dxplan.expr.walk import across_rows, requires, substitute
from dxplan.figures.figure import VAGUE
from dxplan.methods.method import Method
from dxplan.methods.verdict import ABOUT
from dxplan.model.comparison import Comparison
from dxplan.model.goals import Goal
from dxplan.model.indicators import Direction
from dxplan.notebooks import Shown
from dxplan.numbers import format_number
from dxplan.periods import Period
from dxplan.scorecard.goal_wording import MEANS, say_change, say_number, say_value
from dxplan.scorecard.labels import CONFIDENCE, FREQUENCY, QUALIFIERS, say
from dxplan.scorecard.layout import laid_out, wrapped
from dxplan.scorecard.lines import ScoreLine
from dxplan.scorecard.parts_wording import GROUPS, NO_FIGURE, QUOTA, say_quota
from dxplan.scorecard.wording import (
    say_citation,
    say_figure,
    say_formula,
    say_gap,
    say_goal,
    say_output,
    say_parts,
    say_reason,
    say_report,
    say_revision,
    say_unit,
)
from dxplan.scorecard.workings import Working, short_form, workings
from dxplan.scorecard.years import yearly_change
from dxplan.text import Text, some_of
from dxplan.units import SHARE_SCALE, base_factor

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from dxplan.scorecard.line_parts import Part, Reported
    from dxplan.typing import Lang

_MOST_FAILING, _MOST_MEETING = 200, 20
"""So many parts that fail, or meet the goal, are listed; of the others only the number is said."""


@attrs.frozen(kw_only=True, repr=False)
class Explanation(Shown):
    """Why one target's line says what it says.

    ``str(explanation)`` is the English text; `text` gives it in either language.

    Attributes:
        line: The line.
        at: The period judged.
        known_on: The last day of publication that counted, or None where everything known did.
        method: The method used.
    """

    line: ScoreLine
    at: Period
    known_on: date | None
    method: Method

    def workings(self, lang: Lang = "en") -> tuple[Working, ...]:
        """Give every step behind the line's numbers, with its formula and value, down to the facts and their sources.

        Of a target that is about each of several members it is the member furthest from the goal.
        A milestone has none.
        """
        line = self.line
        if line.target.is_milestone:
            return ()
        found = workings(self.method, self.method.read(line.facts), line.facts, self._sources(lang))
        names = {working.name for working in found}
        return tuple(piece for working in found for piece in self._divided(working, names))

    def _divided(self, working: Working, names: Container[str]) -> Iterator[Working]:
        """Show what the value was made of: a formula's inputs, or the parts of a share.

        What has the name of a step of the method is written ``figure.name``.
        """
        figure = self.line.figure
        if working.name == "given(actual)" and figure is not None and self.line.inputs:
            yield from self._averaged(working) if figure.method in MEANS else self._computed(working, names)
            return
        whole = SHARE_SCALE.get(self.line.indicator.unit)
        parts = figure and (figure.numerator, figure.denominator)
        if working.name != "given(actual)" or not parts or None in parts or not parts[1] or whole is None:
            yield working
            return
        by = whole if self.method.values == "declared_unit" else 1.0
        part, whole_ = (_named(name, names) for name in ("numerator", "denominator"))
        yield attrs.evolve(working, formula=str(figure_(part).share_of(figure_(whole_)).scaled(by)), source="")
        for name, value in zip((part, whole_), parts, strict=True):
            yield Working(name=name, formula=None, value=value, source=working.source)

    def _averaged(self, working: Working) -> Iterator[Working]:
        """Show the figures of the years that the value is the mean of."""
        yield working
        by = self._scale
        for figure in self.line.inputs:
            name = f"{figure.indicator.code}, {figure.period}"
            yield Working(name=name, formula=None, value=figure.exact * by, source=_told(figure))

    def _computed(self, working: Working, names: Container[str]) -> Iterator[Working]:
        """Show the formula of the indicator, in base units, and the figures that it was computed from."""
        line = self.line
        formula = line.plan.formula(line.indicator.code)
        if formula is None:
            return
        declared = self.method.values == "declared_unit"
        by = 1 / base_factor(line.indicator.unit) if declared else 1.0
        if across_rows(formula):
            said = f"{line.indicator.code} = {formula}"
            yield attrs.evolve(working, source=said)
            for figure in line.inputs:
                yield Working(name=figure.indicator.code, formula=None, value=_base(figure), source=_told(figure))
            return
        shown = substitute(formula, {figure_(code): figure_(_named(code, names)) for code in requires(formula)})
        yield attrs.evolve(working, formula=str(shown if by == 1 else shown.scaled(by)), source="")
        inputs = {figure.indicator.code: figure for figure in line.inputs}
        for code in sorted(requires(formula)):
            found = inputs.get(code)
            value, source = (None, "") if found is None else (_base(found), _told(found))
            yield Working(name=_named(code, names), formula=None, value=value, source=source)

    def text(self, lang: Lang = "en", *, width: int = 80, steps: bool = False) -> str:
        """Give the whole explanation.

        Args:
            lang: The language.
            width: How many columns a line may have.
            steps: Whether to add every step of the computation.
        """
        lines = laid_out(self.title(lang), list(self.rows(lang)), width)
        computed = steps and not self.line.target.is_milestone
        return "\n".join([*lines, *(self._steps(lang, width) if computed else ())])

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _steps(self, lang: Lang, width: int) -> Iterator[str]:
        """Write every step on lines of its own, and below them the sources that the facts refer to by number."""
        sources: dict[str, int] = {}
        yield f"{say('computed', lang)}: {self.method.title.in_(lang)} ({self.method.id} {self.method.version})"
        for working in self.workings(lang):
            number = sources.setdefault(working.source, len(sources) + 1) if working.source else None
            mark = f"  [{number}]" if number else ""
            yield from wrapped(f"{working}{mark}", width, "  ", "      ")
        yield say("sources", lang)
        for source, number in sources.items():
            yield from wrapped(f"[{number}] {source}", width, "  ", "      ")

    def _sources(self, lang: Lang) -> dict[str, str]:
        """Say where each fact comes from."""
        line = self.line
        cited = say_citation(line.target.cite, line.plan, lang)
        plan = f"{line.plan.code}:{line.indicator.code}"
        said = ("goal", "goal_low", "goal_high", "goal_low_open", "goal_high_open", "goal_reach", "due")
        sources = dict.fromkeys(said, cited)
        sources |= {
            "chosen": say("chosen", lang),
            "direction": plan,
            "limit": plan,
            "is_due": f"{say('judged_at', lang)} {self.at}",
        }
        baseline = line.target.starts_from
        if baseline is not None:
            place = say_citation(baseline.cite, line.plan, lang) if baseline.cite else line.plan.code
            value = place if baseline.value is not None else str(baseline.period)
            sources |= {"start": place, "baseline": value, "goal_base": value}
        if line.figure is not None:
            figure = self._figure(line.figure, lang)
            sources |= dict.fromkeys(("actual", "now", "reach_below", "reach_above", "low_open", "high_open"), figure)
        return sources

    def title(self, lang: Lang = "en") -> str:
        """Give what is explained: the target's code, title and plan, and the place where that is another."""
        unit, target = self.line.situation.unit, self.line.target
        place = f", {unit.called(lang)} ({unit.code})" if self.line.situation.elsewhere else ""
        return f"{target.code}: {target.title.in_(lang)} ({self.line.plan.code}){place}"

    def rows(self, lang: Lang = "en") -> Iterator[tuple[str, str]]:
        """Give the explanation in pieces: a label and what it says; further lines under a label have an empty one."""
        yield from self._promised(lang)
        yield from self._reported(lang) if self.line.target.is_milestone else self._measured(lang)

    def _promised(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """Say what the plan promises, and where."""
        target, indicator = self.line.target, self.line.indicator
        yield say("promised", lang), f"{say_goal(target, indicator.unit, lang)} {say('by', lang, by=target.by)}"
        bounds = self._bounds(lang)
        if bounds:
            yield say("that_is", lang), bounds
        if target.goal and target.goal.wording:
            yield say("wording", lang), f"“{target.goal.wording}”"
        yield say("written_in", lang), say_citation(target.cite, self.line.plan, lang)
        for label in ("excludes", "conditions", "note"):
            if getattr(target, label):
                yield say(label, lang), getattr(target, label).in_(lang)
        yield from self._versions(lang)

    def _judged_at(self, lang: Lang) -> tuple[str, str]:
        known = f", {say('known_on', lang, known_on=self.known_on)}" if self.known_on else ""
        return say("judged_at", lang), f"{self.at}{known}"

    def _measured(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """Say what the figures make of a number."""
        line, indicator = self.line, self.line.indicator
        better = "more_is_better" if indicator.direction is Direction.UP else "less_is_better"
        facts = (
            say_unit(indicator.unit, lang),
            say(better, lang),
            FREQUENCY[indicator.frequency.value].in_(lang),
        )
        name = (indicator.definition or indicator.name).in_(lang)
        yield say("measured_by", lang), f"{indicator.code}: {name} ({', '.join(facts)})"
        yield self._judged_at(lang)
        if line.report:
            yield say("report", lang), say_report(line.report, lang)
        yield say("figure", lang), self._figure(line.figure, lang) if line.figure else say("none", lang)
        if line.last_known and not line.figure:
            yield say("last_known", lang), self._figure(line.last_known, lang)
        for nth, made_of in enumerate(line.inputs):
            name = "" if line.target.years else f"{made_of.indicator.name.in_(lang)}: "
            yield "" if nth else say("made_of", lang), f"{name}{self._figure(made_of, lang)}"
        start = line.facts.get("goal_base")
        if line.figure and start is not None:
            yield say("change", lang), self._moved(line.figure, start / self._scale, lang).lstrip(", ")
        if line.gap is not None:
            yield say("gap", lang), say_gap(line.gap, indicator.unit, lang)
        for output in self.method.outputs:
            value = line.outputs[output.name]
            if line.figure and value is not None:
                short = short_form(self.method, output.name, line.facts)
                sum_ = f" = {say_formula(short, line.facts, lang)}" if short is not None else ""
                yield output.title.in_(lang) or output.name, say_output(value, output, lang) + sum_
        yield say("status", lang), f"{line.status.sign} {line.status.label.in_(lang)}"
        yield say("why", lang), say_reason(line, self.known_on, self.method, lang)
        yield from self._of_each(lang)
        yield from self._beside("rivals", "not_used", line.rivals, lang)
        yield from self._beside("proxies", "not_the_answer", line.proxies, lang)

    def _of_each(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """Say of each part whether it meets the goal: periods in their order, of others the counterexamples first."""
        line = self.line
        if line.target.every is not None or not line.parts:
            for nth, part in enumerate(line.parts):
                yield "" if nth else say("parts", lang), self._part(part, lang)
            return
        yield QUOTA.in_(lang), say_quota(line, lang)
        unclear = tuple(part for part in line.open_parts if part.figure)
        meeting = tuple(part for part in line.parts if part.met)
        yield from self._group(GROUPS[False], line.counterexamples, _MOST_FAILING, lang)
        yield from self._group(GROUPS[None], unclear, _MOST_FAILING, lang)
        silent = [line.situation.member_name(part.member, lang) for part in line.open_parts if not part.figure]
        if silent:
            yield NO_FIGURE.in_(lang), f"({len(silent)}) {some_of(silent, _MOST_FAILING)}"
        yield from self._group(GROUPS[True], meeting, _MOST_MEETING, lang)

    def _group(self, label: Text, parts: Sequence[Part], most: int, lang: Lang) -> Iterator[tuple[str, str]]:
        """List parts under one label; of many of them only the first, and the number of the others."""
        for nth, part in enumerate(parts[:most]):
            yield "" if nth else label.in_(lang), self._part(part, lang)
        if len(parts) > most:
            yield "", f"… (+{len(parts) - most})"

    def _part(self, part: Part, lang: Lang) -> str:
        """Give one part with its figure, and the source of that."""
        met = {True: "✓", False: "✗", None: "?"}[part.met]
        shown = self._figure(part.figure, lang) if part.figure else say("none", lang)
        shown += self._moved(part.figure, part.start, lang)
        return f"{met} {self.line.situation.member_name(part.member, lang)}: {shown}"

    def _bounds(self, lang: Lang) -> str:
        """Say what only figures or the method make clear of the goal: the bounds of a change, how far "about" goes."""
        line, goal, base = self.line, self.line.target.goal, self.line.facts.get("goal_base")
        if goal is None:
            return ""
        parts = []
        value = None if base is None else base / self._scale
        years = line.situation.years_since_start(line.now)
        interval = goal.bounds_in(line.indicator.unit, base=value, years=years) if goal.relative else None
        if interval is not None and value is not None:
            word = f"{QUALIFIERS[line.start_qualifier.value].in_(lang)} " if line.start_qualifier else ""
            rounded = attrs.evolve(interval, low=round(interval.low, 6), high=round(interval.high, 6))
            bounds = Goal(interval=rounded, about=goal.about).say(lang, line.indicator.unit)
            start = say("year_before", lang) if line.target.starts_from is None else line.target.starts_from.period
            counted = say("from_start", lang, value=word + say_value(value, line.indicator, lang), start=start)
            parts += [bounds, counted]
            if years is not None:
                key = "compounded" if goal.is_share else "summed"
                parts.append(say(key, lang, years=format_number(round(years, 2), lang)))
        if goal.about:
            about = next(p.value for p in self.method.parameters if p.name == ABOUT)
            parts.append(say("tolerance", lang, share=format_number(round(about * 100, 6), lang)))
        return ", ".join(parts)

    def _moved(self, figure: Reported | None, start: float | None, lang: Lang) -> str:
        """Say how far a figure is from the one that its change counts from."""
        goal = self.line.target.goal
        if figure is None or start is None or goal is None or not goal.relative:
            return ""
        change = say_change(figure.exact, start, goal, figure.indicator, lang)
        a_year = yearly_change(figure.exact, start, goal, self.line.situation.years_since_start(self.line.now))
        if a_year is not None:
            unit = goal.unit if goal.is_share and goal.unit else figure.indicator.unit
            change += f" ({say('a_year', lang, change=say_number(round(a_year, 4), unit, lang))})"
        return f", {say('on', lang, change=change, value=say_value(round(start, 4), figure.indicator, lang))}"

    @property
    def _scale(self) -> float:
        return base_factor(self.line.indicator.unit) if self.method.values == "base_unit" else 1.0

    def _versions(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """Say which promise the target revises, and which ones revise it, with what they change."""
        line = self.line
        if line.target.replaces is not None:
            yield say("revises", lang), line.target.replaces
        for nth, later in enumerate(line.revised_by):
            changed = say_revision(Comparison.of(later.plan, later.target, line.plan, line.target), lang)
            yield "" if nth else say("revised_by", lang), f"{later.name} ({later.plan.adopted}): {changed}"

    def _reported(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """Say what was reported of a milestone."""
        line = self.line
        yield self._judged_at(lang)
        yield say("report", lang), say_report(line.report, lang) if line.report else say("none", lang)
        yield say("status", lang), f"{line.status.sign} {line.status.label.in_(lang)}"
        yield say("why", lang), say_reason(line, self.known_on, self.method, lang)
        yield from say_parts(line.verdict, lang)

    def _beside(self, label: str, caution: str, figures: tuple[Reported, ...], lang: Lang) -> Iterator[tuple[str, str]]:
        if figures:
            yield say(label, lang), say(caution, lang)
        for figure in figures:
            name = "" if figure.indicator == self.line.indicator else f"{figure.indicator.name.in_(lang)}: "
            yield "", f"· {name}{self._figure(figure, lang)}"

    def _figure(self, figure: Reported, lang: Lang) -> str:
        parts = [f"{say_figure(figure, lang)} ({figure.period})"]
        if figure.numerator is not None and figure.denominator is not None:
            parts.append(f"{figure.numerator:g}/{figure.denominator:g}")
        if figure.method:
            made = MEANS.get(figure.method)
            parts.append(made.in_(lang) if made else figure.method)
        if figure.status:
            parts.append(figure.status)
        if figure.published:
            parts.append(say("published", lang, published=figure.published))
        if figure.source:
            parts.append(figure.source)
        sure = f" [{CONFIDENCE[figure.confidence.value].in_(lang)}]" if figure.confidence else ""
        note = f" ({figure.note})" if figure.note else ""
        return "; ".join(parts) + sure + note


def _named(code: str, names: Container[str]) -> str:
    """Name a figure beside the steps of a method."""
    return f"figure.{code}" if code in names else code


def _base(figure: Reported) -> float | None:
    """Give an input as its formula takes it: in base units, and missing where it is only known to be more or less."""
    exact = figure.qualifier in (None, *VAGUE)
    return figure.exact * base_factor(figure.indicator.unit) if exact else None


def _told(figure: Reported) -> str:
    """Say which figure an input is: its period, its publication and its source."""
    return "; ".join(filter(None, (figure.period, figure.published, figure.source)))
