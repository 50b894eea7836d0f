"""What a promise asks, what is known of it, and why it stands as it does: said in Vietnamese and English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.expr.fluent import lift
from dxplan.expr.givens import GIVENS
from dxplan.expr.nodes import Given
from dxplan.expr.walk import substitute
from dxplan.methods.statuses import STATUSES
from dxplan.model.lapses import LEVEL
from dxplan.numbers import format_number
from dxplan.places import LEVELS
from dxplan.scorecard.goal_wording import say_value
from dxplan.scorecard.labels import CONFIDENCE, FREQUENCY, QUALIFIERS, REASONS, STEPS, UNITS, say
from dxplan.scorecard.parts_wording import say_parts_by_name, say_years, years_missing
from dxplan.scorecard.report_wording import REPORT_REASONS, say_lapse, say_verdict
from dxplan.text import Text
from dxplan.units import difference_label, unit_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dxplan.expr.fluent import Expr
    from dxplan.expr.plain import Value
    from dxplan.figures.reports import Report
    from dxplan.methods.method import Method, Output
    from dxplan.model.comparison import Comparison
    from dxplan.model.documents import Citation
    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target
    from dxplan.scorecard.line_parts import Reported
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.reported import Verdict
    from dxplan.typing import Lang

_STOOD: dict[bool | None, Text] = {
    True: Text(vi="Khi đó đạt {goal}.", en="It then met {goal}."),
    False: Text(vi="Khi đó chưa đạt {goal}.", en="It then did not meet {goal}."),
    None: Text(vi="Khi đó chưa thể kết luận.", en="What was reached by then cannot be told."),
}
"""What is said of a target that lapsed, by whether it met its goal."""

_LAST = Text(vi="Số gần nhất: {last} ({last_period}).", en="Last known: {last} ({last_period}).")


def say_figure(figure: Reported, lang: Lang) -> str:
    """Write a figure with its qualifier and unit, such as ``about 6.23 %`` or ``rank 71``."""
    sign = f"{QUALIFIERS[figure.qualifier.value].in_(lang)} " if figure.qualifier else ""
    rank = f"{say('rank', lang)} " if figure.indicator.unit == "rank" else ""
    return rank + sign + say_value(figure.shown, figure.indicator, lang)


def say_goal(target: Target, unit: str, lang: Lang) -> str:
    """Write what a target asks for: its goal, or of a milestone that it be done."""
    return say("done", lang) if target.goal is None else target.goal.say(lang, unit)


def say_asked(plan: Plan, target: Target, lang: Lang) -> str:
    """Write what a target of a plan asks for, in the unit of its indicator."""
    return say_goal(target, "" if target.indicator is None else plan.indicator(target.indicator).unit, lang)


def say_promise(plan: Plan, target: Target, lang: Lang) -> str:
    """Write what a target asks, and by when."""
    return f"{say_asked(plan, target, lang)} {say('by', lang, by=target.by)}"


def say_report(report: Report, lang: Lang) -> str:
    """Write a report with what shows it and where it was found."""
    parts = [f"{report.state.label.in_(lang)} ({report.period})"]
    if report.evidence:
        parts.append(report.evidence)
    if report.published:
        parts.append(say("published", lang, published=report.published))
    if report.source:
        parts.append(report.source)
    sure = f" [{CONFIDENCE[report.confidence.value].in_(lang)}]" if report.confidence else ""
    note = f" ({report.note})" if report.note else ""
    return "; ".join(parts) + sure + note


def say_parts(verdict: Verdict, lang: Lang) -> Iterator[tuple[str, str]]:
    """Say of each member what was reported of it, the first under a label."""
    for nth, part in enumerate(verdict.parts):
        sign = STATUSES[part.status].sign
        shown = say_report(part.report, lang) if part.report else say("none", lang)
        yield "" if nth else say("parts", lang), f"{sign} {part.called(lang)}: {shown}"


def say_citation(cite: Citation, plan: Plan, lang: Lang) -> str:
    """Write where something is written, and how sure that is."""
    document = plan.document(cite.document)
    number = f"{document.number}, " if document.number else ""
    issued = f", {document.issued}" if document.issued else ""
    place = "".join(f", {part}" for part in (cite.clause, cite.page) if part)
    note = f" ({cite.note})" if cite.note else ""
    sure = CONFIDENCE[cite.confidence.value].in_(lang)
    return f"{number}{document.title.in_(lang)}{issued}{place} [{sure}]{note}"


def say_gap(gap: float, unit: str, lang: Lang) -> str:
    """Write a signed gap with the unit of differences: percents differ by percentage points, ranks by places."""
    gap = round(gap, 6)
    sign = "+" if gap > 0 else ""
    return f"{sign}{format_number(gap, lang)} {difference_label(unit, lang, gap)}".strip()


def say_unit(unit: str, lang: Lang) -> str:
    """Name a unit, also one that is not written after its numbers."""
    return say(unit, lang) if unit in ("rank", "yes_no", "grade") else unit_label(unit, lang) or say("no_unit", lang)


def say_revision(new: Comparison, lang: Lang) -> str:
    """Write what a later target changes of an earlier one: ``> 80 % → > 60 % (weaker, 75 %)``."""
    target, before = new.target, new.other
    changes = []
    if not new.same_goal:
        said = f"{say_asked(new.other_plan, before, lang)} → {say_asked(new.plan, target, lang)}"
        how = [] if new.stronger is None else [say("stronger" if new.stronger else "weaker", lang)]
        if new.ambition not in (None, 1.0):
            how.append(f"{format_number(100 * (new.ambition or 0), lang, places=0)} %")
        changes.append(f"{said} ({', '.join(how)})" if how else said)
    if new.redated:
        changes.append(f"{say('by', lang, by=before.by)} → {target.by}")
    if target.indicator != before.indicator:
        changes.append(f"{before.indicator or '–'} → {target.indicator or '–'}")
    changes += [f"{key}: {_key(before, key, lang)} → {_key(target, key, lang)}" for key in new.scope]
    return "; ".join(changes) or say("unchanged", lang)


def _key(target: Target, key: str, lang: Lang) -> str:
    value = getattr(target, key)
    if isinstance(value, dict):
        return ", ".join(f"{name}={member}" for name, member in value.items()) or "–"
    if isinstance(value, Text):
        return value.in_(lang) or "–"
    return "–" if value in (None, ()) else str(getattr(value, "value", value))


def say_scope(plan: Plan | None, target: Target, lang: Lang) -> str:
    """Write of whom a target is asked where that is not the whole of the plan's place, such as ``each industry``.

    Without its plan the codes of places and dimensions stand for their names.
    """
    return "; ".join(_scope(plan, target, lang))


def _scope(plan: Plan | None, target: Target, lang: Lang) -> Iterator[str]:
    if target.place is not None and (plan is None or target.place != plan.place):
        unit = plan and plan.gazetteer.find(target.place, on=plan.adopted)
        yield f"{unit.called(lang)} ({target.place})" if unit else target.place
    for code, member in target.where.items():
        level = LEVELS.get(member) if code == LEVEL else None
        yield f"{_dimension(plan, code, lang)}: {level.in_(lang) if level else member}"
    if target.each in UNITS:
        yield say("each", lang, what=UNITS[target.each].in_(lang))
    elif target.each is not None:
        yield say("each", lang, what=_in_a_sentence(_dimension(plan, target.each, lang)))
    if target.every is not None:
        yield say("every", lang, what=STEPS[target.every.value].in_(lang), since=target.since)
    if target.quota < 1:
        yield say("quota", lang, share=format_number(round(100 * target.quota, 6), lang))


def _dimension(plan: Plan | None, code: str, lang: Lang) -> str:
    return (plan and plan.dimension(code).name.in_(lang)) or code


def _in_a_sentence(name: str) -> str:
    """Write a name as it stands within a sentence: with a small letter, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def say_output(value: float, output: Output, lang: Lang) -> str:
    """Write what a method gives: a share as a percentage with one decimal, which below 1 never reads 100 %."""
    if not output.percent:
        return format_number(round(value, 4), lang)
    whole = 100
    if value < 1 and round(value * whole, 1) >= whole:
        return f"< {whole} %"
    return f"{format_number(value * whole, lang, places=1)} %"


def say_formula(formula: Expr, facts: Mapping[str, Value], lang: Lang) -> str:
    """Write a formula with its numbers put in, such as ``70 ÷ 71``."""
    numbers: dict[Expr, Expr] = {
        Given(name): lift(round(value, 6)) for name, value in facts.items() if type(value) is float
    }
    text = str(substitute(formula, numbers))
    for sign, shown in ((" / ", " ÷ "), (" * ", " × "), (" - ", " \u2212 ")):
        text = text.replace(sign, shown)
    return _NUMBER.sub(lambda found: format_number(float(found[0]), lang), text)


_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?(?![\w.])")


def say_reason(line: ScoreLine, known_on: object, method: Method, lang: Lang) -> str:
    """Give the sentence that says why a line has its status."""
    if line.target.is_milestone or line.reason in REPORT_REASONS:
        return say_verdict(line.verdict, line.target.by, known_on, lang)
    figure, last, unit = line.figure, line.last_known, line.indicator.unit
    met = [met for _, met, _ in line.outcomes]
    words = {
        "goal": say_goal(line.target, unit, lang),
        "by": line.target.by,
        "figure": say_figure(figure, lang) if figure else "",
        "period": figure.period if figure else "",
        "start": line.target.starts_from.period if line.target.starts_from else "",
        "ranked": f"{figure.denominator:g}" if figure and figure.denominator is not None else "",
        "member": line.situation.member_name(figure.member, lang) if figure else "",
        "short": say_gap(line.gap, unit, lang).lstrip("+\u2212") if line.gap is not None else "",
        "last": say_figure(last, lang) if last else "",
        "last_period": last.period if last else "",
        "frequency": FREQUENCY[line.indicator.frequency.value].in_(lang),
        "age": last.age_months if last else "",
        "withheld": line.withheld,
        "series": line.indicator.method,
        "known_on": known_on,
        "method": method.title.in_(lang),
        "said": line.said.label.in_(lang) if line.said else "",
        "needs": ", ".join(GIVENS[name].label.in_(lang) for name in line.lacking),
        "needed": line.situation.needed,
        "years": say_years(line),
        "missing": ", ".join(years_missing(line)),
        "parts": len(line.parts),
        "failed": met.count(False),
        "ok": met.count(True),
    }
    words |= say_parts_by_name(line, lang)
    words |= say_lapse(line.situation.lapse, lang)
    words["stood"] = _STOOD[line.met].in_(lang).format(**words)
    sentence = _LAST.in_(lang).format(**words) if last else ""
    return REASONS[line.reason].in_(lang).format(**words, last_sentence=sentence).strip()
