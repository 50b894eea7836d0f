"""Plans in words, for a terminal: a list of them, and one in full."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from dxplan.scorecard.wording import say, say_citation, say_promise, say_scope
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
}


def render_plans(plans: Iterable[Plan], lang: Lang = "en") -> Table:
    """Lay plans out as a table: code, title, place, when adopted, and how many targets each has."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, pad_edge=False)
    table.add_column(_WORDS["code"].in_(lang), no_wrap=True)
    table.add_column(_WORDS["title"].in_(lang), ratio=1)
    table.add_column(_WORDS["place"].in_(lang), no_wrap=True)
    table.add_column(_WORDS["adopted"].in_(lang), no_wrap=True)
    table.add_column(_WORDS["targets"].in_(lang), justify="right", no_wrap=True)
    for plan in plans:
        title = Styled(plan.title.in_(lang))
        table.add_row(plan.code, title, plan.place, str(plan.adopted), str(len(plan.targets)))
    return table


def say_plan(plan: Plan, lang: Lang = "en", *, width: int = 80) -> str:
    """Write a plan out: what it is, and of every target the goal, what it is measured by, and where it is written.

    Args:
        plan: The plan.
        lang: The language.
        width: How many columns a line may have.
    """
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=" " * (len(line) - len(line.lstrip()) + 4), break_on_hyphens=False)
        for line in _lines(plan, lang)
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


def _target(plan: Plan, target: Target, lang: Lang) -> Iterator[str]:
    yield f"  {target.code}: {target.title.in_(lang)}"
    scope = say_scope(target, lang)
    yield f"    {' · '.join(filter(None, (say_promise(plan, target, lang), target.indicator, scope)))}"
    yield f"    {say_citation(target.cite, plan, lang)}"
    links = [
        _WORDS[key].in_(lang).format(target=link)
        for key, link in (("follows", target.follows), ("replaces", target.replaces))
        if link is not None
    ]
    if links:
        yield f"    {', '.join(links)}"
