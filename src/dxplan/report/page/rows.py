"""One row of the page for each target: what is written in its cells, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.methods.statuses import Status
from dxplan.model.comparison import Comparison
from dxplan.model.indicators import COMPUTED
from dxplan.numbers import format_number
from dxplan.report.page.dates import say_period, with_dates
from dxplan.report.page.path import Path, path
from dxplan.report.page.picture import Picture, picture
from dxplan.report.page.sources import Reference
from dxplan.report.page.wording import say
from dxplan.scorecard.goal_wording import MEANS
from dxplan.scorecard.labels import say as say_line
from dxplan.scorecard.parts_wording import QUOTA, say_quota
from dxplan.scorecard.report_wording import REPORT_REASONS
from dxplan.scorecard.wording import say_figure, say_gap, say_goal, say_output, say_reason, say_revision, say_scope
from dxplan.typing import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.figures.reports import Report
    from dxplan.report.page.sources import Sources
    from dxplan.scorecard.line_parts import Part, Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.text import Text

MOST_NAMED = 200
"""So many members of one target are named; of the others only the number is said."""


@attrs.frozen
class Words:
    """A text, and the language it is in where that is not the page's."""

    text: str
    lang: Lang | None = None

    @classmethod
    def of(cls, text: Text, lang: Lang) -> Words:
        """Give a text in a language, or in the other one with that said."""
        said = text.in_(lang)
        other: Lang = "en" if lang == "vi" else "vi"
        return cls(said, None if not said or getattr(text, lang) else other)


@attrs.frozen(kw_only=True)
class Number:
    """A reported number, or a reported state, with all that has to stand beside it.

    Attributes:
        value: It, with its unit.
        period: What it is about.
        name: What it is a number of, where that is not the target's own; empty where it is.
        remarks: Its parts, series, publication and standing, as far as they are known.
        reference: Its source, and how sure it is.
    """

    value: str
    period: str
    name: Words | None
    remarks: tuple[str, ...]
    reference: Reference


@attrs.frozen(kw_only=True)
class Row:
    """What the page says of one target.

    Attributes:
        number: Its number on the page.
        anchor: Its name on the page.
        code: The target's code.
        title: What is promised.
        scope: Of whom it is asked, where that is not the whole.
        goal: What is asked.
        by: By when.
        wording: The wording of the source.
        cited: Where it is written, and how sure that is.
        remarks: Labelled texts of the plan: what is left out, on what condition, notes.
        value: The figure that answers, or None; of a milestone, what was reported.
        last: The last figure known where none answers, and its age in words; None where there is none.
        picture: The value against the goal, or None.
        path: The way from the baseline to the goal over time, or None.
        gap: The signed gap, or empty.
        outputs: What the method gives, the headline first: title and value.
        status: The status.
        why: The sentence that says why.
        revised: What later promises change.
        quota: How many of the members must meet the goal, how many do, and whether enough still can; or empty.
        failing: The members that fail, each with the source of its figure.
        missing: The members of which it is not known.
        more: How many more fail or are missing than are named.
        beside: Labels and the figures that stand beside.
    """

    number: int
    anchor: str
    code: str
    title: Words
    scope: str
    goal: str
    by: str
    wording: str
    cited: Reference
    remarks: tuple[tuple[str, Words], ...]
    value: Number | None
    last: tuple[Number, str] | None
    picture: Picture | None
    path: Path | None
    gap: str
    outputs: tuple[tuple[str, str], ...]
    status: Status
    why: str
    revised: tuple[str, ...]
    quota: str
    failing: tuple[tuple[str, Reference | None], ...]
    missing: tuple[str, ...]
    more: int
    beside: tuple[tuple[str, str, tuple[Number, ...]], ...]

    @property
    def unsure(self) -> bool:
        """Whether it rests on something that is not confirmed."""
        numbers = [number for number in (self.value, self.last and self.last[0]) if number]
        return self.cited.unsure or any(number.reference.unsure for number in numbers)


class RowMaker:
    """Makes the rows of one page, and collects the sources that they point to."""

    def __init__(self, card: Scorecard, sources: Sources, lang: Lang) -> None:
        self.card, self.sources, self.lang = card, sources, lang

    def row(self, line: ScoreLine, number: int) -> Row:
        """Give the row of one target."""
        lang, target = self.lang, line.target
        at = (str(number), line.name)  # as `anchor_of` gives it, and of one of several places with that
        cited = self.sources.cited(target.cite, line.plan, at)
        failing, missing = self.members(line, at)
        return Row(
            number=number,
            anchor=at[1],
            code=target.code,
            title=Words.of(target.title, lang),
            scope=with_dates(
                "; ".join(filter(None, (_elsewhere(line, lang), say_scope(line.plan, target, lang)))), lang
            ),
            goal=say_goal(target, line.indicator.unit, lang),
            by=say_period(target.by, lang),
            wording="" if target.goal is None else target.goal.wording,
            cited=cited,
            remarks=tuple(
                (say_line(key, lang), Words.of(text, lang))
                for key in ("excludes", "conditions", "note")
                if (text := getattr(target, key))
            ),
            value=self._value(line, at),
            last=None if line.figure or not line.last_known else self._last(line.last_known, line, at),
            picture=picture(line, self.card.method, f"picture-{number}", lang),
            path=path(line, self.card.method, f"path-{number}", lang),
            gap="" if line.gap is None else say_gap(line.gap, line.indicator.unit, lang),
            outputs=tuple(self._outputs(line)),
            status=line.status,
            why=with_dates(say_reason(line, self.card.known_on, self.card.method, lang), lang),
            revised=tuple(with_dates(text, lang) for text in self._revised(line)),
            quota=_quota(line, lang),
            failing=failing[:MOST_NAMED],
            missing=missing[:MOST_NAMED],
            more=max(0, len(failing) - MOST_NAMED) + max(0, len(missing) - MOST_NAMED),
            beside=tuple(self._beside(line, at)),
        )

    def members(
        self, line: ScoreLine, at: tuple[str, str]
    ) -> tuple[tuple[tuple[str, Reference | None], ...], tuple[str, ...]]:
        """Name the members that fail, with the sources that say so, and those of which nothing can be told."""
        if line.target.is_milestone or line.reason in REPORT_REASONS:
            told = line.verdict.parts
            failing = [part for part in told if part.member in line.verdict.lacking and part.state is not None]
            missing = [part for part in told if part.state is None]
            return tuple((p.called(self.lang), None) for p in failing), tuple(p.called(self.lang) for p in missing)
        shown = line.counterexamples[:MOST_NAMED]  # what is not named needs no source
        return (
            tuple((self._part(line, part), self._source(part, at)) for part in shown)
            + tuple((part.member, None) for part in line.counterexamples[MOST_NAMED:]),
            tuple(self._part(line, part) for part in line.open_parts),
        )

    def _part(self, line: ScoreLine, part: Part) -> str:
        name = with_dates(line.situation.member_name(part.member, self.lang), self.lang)
        if part.figure is None:
            return name
        return f"{name}: {say_figure(part.figure, self.lang)} ({say_period(part.figure.period, self.lang)})"

    def _source(self, part: Part, at: tuple[str, str]) -> Reference | None:
        figure = part.figure
        if figure is None or not (figure.source or figure.confidence):
            return None
        return self.sources.told(figure.source, figure.confidence, at, note=figure.note)

    def _value(self, line: ScoreLine, at: tuple[str, str]) -> Number | None:
        if line.figure:
            return self.figure(line.figure, line, at)
        if line.target.is_milestone and line.report:
            return self.report(line.report, at)
        return None

    def _last(self, figure: Reported, line: ScoreLine, at: tuple[str, str]) -> tuple[Number, str]:
        return self.figure(figure, line, at), say("age", self.lang, months=figure.age_months)

    def figure(self, figure: Reported, line: ScoreLine, at: tuple[str, str]) -> Number:
        """Give a figure with its source."""
        lang = self.lang
        own = figure.indicator == line.indicator
        return Number(
            value=say_figure(figure, lang),
            period=say_period(figure.period, lang),
            name=None if own else Words.of(figure.indicator.name, lang),
            remarks=tuple(filter(None, self._remarks(figure))),
            reference=attrs.evolve(
                self.sources.told(figure.source, figure.confidence, at, note=figure.note),
                instead=_made(figure, lang),
            ),
        )

    def _remarks(self, figure: Reported) -> Iterator[str | None]:
        parts = figure.numerator, figure.denominator
        if None not in parts:
            yield "/".join(format_number(part, self.lang) for part in parts if part is not None)
        yield None if _made(figure, self.lang) else figure.method
        yield figure.status
        if figure.published:
            yield say_line("published", self.lang, published=say_period(figure.published, self.lang))

    def report(self, report: Report, at: tuple[str, str]) -> Number:
        """Give a reported state with what shows it and its source."""
        remarks = [report.evidence] if report.evidence else []
        if report.published:
            remarks.append(say_line("published", self.lang, published=say_period(report.published, self.lang)))
        return Number(
            value=report.state.label.in_(self.lang),
            period=say_period(report.period, self.lang),
            name=None,
            remarks=tuple(remarks),
            reference=self.sources.told(report.source, report.confidence, at, note=report.note),
        )

    def _outputs(self, line: ScoreLine) -> Iterator[tuple[str, str]]:
        headline = self.card.method.headline
        for output in (headline, *(other for other in self.card.method.outputs if other != headline)):
            value = line.outputs[output.name]
            if value is not None:
                yield output.title.in_(self.lang) or output.name, say_output(value, output, self.lang)

    def _revised(self, line: ScoreLine) -> Iterator[str]:
        for later in line.revised_by:
            changed = say_revision(Comparison.of(later.plan, later.target, line.plan, line.target), self.lang)
            yield f"{say_line('revised_by', self.lang)} {later.name}: {changed}"
        if line.target.replaces:
            yield f"{say_line('revises', self.lang)} {line.target.replaces}"

    def _beside(self, line: ScoreLine, at: tuple[str, str]) -> Iterator[tuple[str, str, tuple[Number, ...]]]:
        shown: Iterable[tuple[str, str, tuple[Reported, ...]]] = (
            ("made_of", "", line.inputs),
            ("rivals", "not_used", line.rivals),
            ("proxies", "not_the_answer", line.proxies),
        )
        for label, caution, figures in shown:
            if figures:
                said = say_line(caution, self.lang) if caution else ""
                numbers = tuple(self.figure(figure, line, at) for figure in figures)
                yield say_line(label, self.lang), said, numbers
        if line.report and not line.target.is_milestone:
            yield say_line("report", self.lang), "", (self.report(line.report, at),)


def _quota(line: ScoreLine, lang: Lang) -> str:
    """Say how many members are needed and how many there are, with its label; empty where it is asked of no members."""
    said = say_quota(line, lang) if line.target.each is not None else ""
    return f"{QUOTA.in_(lang)}: {said}" if said else ""


def _made(figure: Reported, lang: Lang) -> str:
    """Say how a figure was made of others; empty where it was reported."""
    if figure.method == COMPUTED:
        return say("by_formula", lang)
    mean = MEANS.get(figure.method or "")
    return mean.in_(lang) if mean else ""


def _elsewhere(line: ScoreLine, lang: Lang) -> str:
    """Name the place where the question names it and not the plan; else empty."""
    return f"{line.situation.unit.called(lang)} ({line.situation.place})" if line.situation.elsewhere else ""


def anchor_of(plan: str, code: str) -> str:
    """Name the row of a target or a task on the page; no code has a colon, so that no two names are the same."""
    return f"{plan}:{code}"


def section_of(plan: str, part: str) -> str:
    """Name a part of what the page says of a plan."""
    return f"{plan}::{part}"
