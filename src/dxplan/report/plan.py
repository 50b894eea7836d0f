"""Plans in words, for a terminal: a list of them, and one in full."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from dxplan.scorecard.labels import say
from dxplan.scorecard.wording import say_citation, say_promise, say_scope, say_unit
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target
    from dxplan.typing import Lang

_WORDS = {
    "code": Text(vi="Mã", en="Code"),
    "title": Text(vi="Kế hoạch", en="Plan"),
    "place": Text(vi="Nơi", en="Place"),
    "adopted": Text(vi="Ban hành", en="Adopted"),
    "targets": Text(vi="Mục tiêu", en="Targets"),
    "for": Text(vi="Cho {place}, ban hành {adopted}", en="For {place}, adopted {adopted}"),
    "implements": Text(vi="dùng từ vựng của {code}", en="takes over the vocabulary of {code}"),
    "other": Text(vi="Mục tiêu khác", en="Other targets"),
    "follows": Text(vi="theo {target}", en="follows {target}"),
    "replaces": Text(vi="sửa {target}", en="revises {target}"),
    "vocabulary": Text(vi="Bộ từ vựng", en="Vocabulary"),
    "indicators": Text(vi="Chỉ số", en="Indicators"),
    "dimensions": Text(vi="Phân tổ", en="Dimensions"),
    "any_member": Text(vi="danh sách mở", en="an open list"),
}


def render_plans(plans: Iterable[Plan], lang: Lang = "en") -> Table:
    """Lay plans out as a table: code, title, place, when adopted, and how many targets each has."""
    return _table(plans, lang, "title", "targets")


def render_vocabularies(vocabularies: Iterable[Plan], lang: Lang = "en") -> Table:
    """Lay vocabularies out as a table: code, title, place, when adopted, and how many indicators each has."""
    return _table(vocabularies, lang, "vocabulary", "indicators")


def _table(plans: Iterable[Plan], lang: Lang, title: str, counted: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False)
    table.add_column(_WORDS["code"].in_(lang), no_wrap=True)
    table.add_column(_WORDS[title].in_(lang), ratio=1)
    table.add_column(_WORDS["place"].in_(lang), no_wrap=True)
    table.add_column(_WORDS["adopted"].in_(lang), no_wrap=True)
    table.add_column(_WORDS[counted].in_(lang), justify="right", no_wrap=True)
    for plan in plans:
        name = Styled(plan.title.in_(lang))
        table.add_row(plan.code, name, plan.place, str(plan.adopted), str(len(getattr(plan, counted))))
    return table


def say_plan(plan: Plan, lang: Lang = "en", *, width: int = 80, indicators: bool = False) -> str:
    """Write a plan out: what it is, and of every target the goal, what it is measured by, and where it is written.

    Args:
        plan: The plan.
        lang: The language.
        width: How many columns a line may have.
        indicators: Whether to add all indicators and dimensions, its own and those taken over; without targets, as in a
            vocabulary, they are always there.
    """
    lines = [*_lines(plan, lang), *(_vocabulary(plan, lang) if indicators or not plan.targets else ())]
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=" " * (len(line) - len(line.lstrip()) + 4), break_on_hyphens=False)
        for line in lines
    )


def _lines(plan: Plan, lang: Lang) -> Iterator[str]:
    yield f"{plan.code}: {plan.title.in_(lang)}"
    about = [_WORDS["for"].in_(lang).format(place=plan.place, adopted=plan.adopted)]
    if plan.implements is not None:
        about.append(_WORDS["implements"].in_(lang).format(code=plan.implements))
    yield ", ".join(about)
    if not plan.targets:
        yield say("no_targets", lang)
    names = {pillar.code: pillar.name.in_(lang) for pillar in plan.pillars} | {None: _WORDS["other"].in_(lang)}
    for code, name in names.items():
        targets = [target for target in plan.targets if target.pillar == code]
        if targets:
            yield ""
            yield name if len(names) > 1 else _WORDS["targets"].in_(lang)
        for target in targets:
            yield from _target(plan, target, lang)


def _vocabulary(plan: Plan, lang: Lang) -> Iterator[str]:
    if plan.indicators:
        yield ""
        yield _WORDS["indicators"].in_(lang)
    for indicator in plan.indicators:
        facts = [
            say_unit(indicator.unit, lang),
            say(f"{'more' if indicator.direction.sign > 0 else 'less'}_is_better", lang),
        ]
        formula = "" if indicator.formula is None else f" = {indicator.formula}"
        yield f"  {indicator.code}{formula}: {indicator.name.in_(lang)} ({', '.join(facts)})"
    if plan.dimensions:
        yield ""
        yield _WORDS["dimensions"].in_(lang)
    for dimension in plan.dimensions:
        members = ", ".join(dimension.members) or _WORDS["any_member"].in_(lang)
        yield f"  {dimension.code}: {dimension.name.in_(lang)} ({members})"


def _target(plan: Plan, target: Target, lang: Lang) -> Iterator[str]:
    yield f"  {target.code}: {target.title.in_(lang)}"
    scope = say_scope(plan, target, lang)
    yield f"    {' · '.join(filter(None, (say_promise(plan, target, lang), target.indicator, scope)))}"
    yield f"    {say_citation(target.cite, plan, lang)}"
    links = [
        _WORDS[key].in_(lang).format(target=link)
        for key, link in (("follows", target.follows), ("replaces", target.replaces))
        if link is not None
    ]
    if links:
        yield f"    {', '.join(links)}"
