"""How one line of a scorecard came about, in words."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

import attrs

from dxplan.model.indicators import Direction
from dxplan.periods import Period
from dxplan.scorecard.lines import ScoreLine
from dxplan.scorecard.wording import (
    CONFIDENCE,
    FREQUENCY,
    say,
    say_attainment,
    say_figure,
    say_gap,
    say_reason,
    say_share,
    say_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.documents import Citation
    from dxplan.scorecard.lines import Reported
    from dxplan.typing import Lang


@attrs.frozen(kw_only=True, repr=False)
class Explanation:
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
    method: str

    def text(self, lang: Lang = "en", *, width: int = 80) -> str:
        """Give the whole explanation, wrapped to `width` columns."""
        title = f"{self.line.target.code}: {self.line.target.title.in_(lang)} ({self.line.plan.code})"
        rows = [(say(label, lang) if label else "", text) for label, text in self._rows(lang)]
        margin = 2 + max(len(label) for label, _ in rows)
        lines = textwrap.wrap(title, width, break_on_hyphens=False)
        for label, text in rows:
            lines += textwrap.wrap(
                text,
                width,
                initial_indent=label.ljust(margin),
                subsequent_indent=" " * margin,
                break_on_hyphens=False,
            )
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _rows(self, lang: Lang) -> Iterator[tuple[str, str]]:
        line, target, indicator = self.line, self.line.target, self.line.indicator
        yield "promised", f"{target.goal.say(lang, indicator.unit)} {say('by', lang, by=target.by)}"
        if target.goal.wording:
            yield "wording", f"“{target.goal.wording}”"
        yield "written_in", self._citation(target.cite, lang)
        if target.note:
            yield "note", target.note.in_(lang)
        better = "more_is_better" if indicator.direction is Direction.UP else "less_is_better"
        facts = (
            say_unit(indicator.unit, lang),
            say(better, lang),
            FREQUENCY[indicator.frequency.value].in_(lang),
        )
        name = (indicator.definition or indicator.name).in_(lang)
        yield "measured_by", f"{indicator.code}: {name} ({', '.join(facts)})"
        known = f", {say('known_on', lang, known_on=self.known_on)}" if self.known_on else ""
        yield "judged_at", f"{self.at}{known}"
        yield "figure", self._figure(line.figure, lang) if line.figure else say("none", lang)
        if line.last_known and not line.figure:
            yield "last_known", self._figure(line.last_known, lang)
        if line.gap is not None:
            yield "gap", say_gap(line.gap, indicator.unit, lang)
        if line.figure and line.attainment is not None:
            share = say_share(line.figure.exact, target.goal, lang)
            yield "attainment", say_attainment(line.attainment, lang) + (f" = {share}" if share else "")
        yield "status", f"{line.status.sign} {line.status.label.in_(lang)}"
        yield "why", say_reason(line, self.known_on, lang)
        for nth, part in enumerate(line.parts):
            met = {True: "✓", False: "✗", None: "?"}[part.met]
            figure = self._figure(part.figure, lang) if part.figure else say("none", lang)
            yield "" if nth else "parts", f"{met} {part.member}: {figure}"
        yield from self._beside("rivals", "not_used", line.rivals, lang)
        yield from self._beside("proxies", "not_the_answer", line.proxies, lang)

    def _beside(self, label: str, caution: str, figures: tuple[Reported, ...], lang: Lang) -> Iterator[tuple[str, str]]:
        if figures:
            yield label, say(caution, lang)
        for figure in figures:
            name = "" if figure.indicator == self.line.indicator else f"{figure.indicator.name.in_(lang)}: "
            yield "", f"· {name}{self._figure(figure, lang)}"

    def _citation(self, cite: Citation, lang: Lang) -> str:
        document = self.line.plan.document(cite.document)
        number = f"{document.number}, " if document.number else ""
        issued = f", {document.issued}" if document.issued else ""
        place = "".join(f", {part}" for part in (cite.clause, cite.page) if part)
        note = f" ({cite.note})" if cite.note else ""
        sure = CONFIDENCE[cite.confidence.value].in_(lang)
        return f"{number}{document.title.in_(lang)}{issued}{place} [{sure}]{note}"

    def _figure(self, figure: Reported, lang: Lang) -> str:
        parts = [f"{say_figure(figure, lang)} ({figure.period})"]
        if figure.numerator is not None and figure.denominator is not None:
            parts.append(f"{figure.numerator:g}/{figure.denominator:g}")
        if figure.method:
            parts.append(figure.method)
        if figure.status:
            parts.append(figure.status)
        if figure.published:
            parts.append(say("published", lang, published=figure.published))
        if figure.source:
            parts.append(figure.source)
        sure = f" [{CONFIDENCE[figure.confidence.value].in_(lang)}]" if figure.confidence else ""
        note = f" ({figure.note})" if figure.note else ""
        return "; ".join(parts) + sure + note
