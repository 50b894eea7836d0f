"""A method in words and formulas, for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from dxplan.expr.givens import GIVENS
from dxplan.numbers import format_number
from dxplan.scorecard.labels import CONFIDENCE
from dxplan.scorecard.workings import bare
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.methods.method import Line, Method
    from dxplan.typing import Lang

_HEADS = {
    "needs": Text(vi="Cần biết", en="Needs"),
    "parameters": Text(vi="Tham số có thể thay", en="Parameters you may set"),
    "steps": Text(vi="Các bước tính", en="Steps"),
    "statuses": Text(vi="Kết luận (dòng đúng đầu tiên)", en="Statuses (the first line that is true)"),
    "rolled": Text(vi="Gộp nhiều mục tiêu", en="Several targets together"),
    "mean": Text(vi="trung bình của {output}", en="mean of {output}"),
    "worst": Text(vi="giá trị kém nhất của {output}", en="worst {output}"),
}


def say_method(method: Method, lang: Lang = "en", *, width: int = 80) -> str:
    """Write a method out: where it comes from, what it needs, what may be set, and every formula.

    Args:
        method: The method.
        lang: The language.
        width: How many columns a line may have.
    """
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=" " * (len(line) - len(line.lstrip()) + 4), break_on_hyphens=False)
        for line in _lines(method, lang)
    )


def _lines(method: Method, lang: Lang) -> Iterator[str]:
    source = method.source
    yield f"{method.id} {method.version}: {method.title.in_(lang)}"
    where = " ".join(filter(None, (source.title.in_(lang), source.url)))
    yield f"{where} [{CONFIDENCE[source.confidence.value].in_(lang)}]"
    if source.note:
        yield source.note.in_(lang)
    yield ""
    yield f"{_HEADS['needs'].in_(lang)}"
    yield from (f"  given({name}): {GIVENS[name].label.in_(lang)}" for name in method.needs)
    yield ""
    yield f"{_HEADS['parameters'].in_(lang)}"
    for parameter in method.parameters:
        yield f"  {parameter.name} = {format_number(parameter.value, 'en')}: {parameter.note.in_(lang)}".rstrip(": ")
    yield ""
    yield f"{_HEADS['steps'].in_(lang)}"
    titles = {output.name: output.title.in_(lang) for output in method.outputs}
    for name, expr in method.let.items():
        yield f"  {name}{f' ({titles[name]})' if titles.get(name) else ''} = {bare(expr)}"
    yield ""
    yield f"{_HEADS['statuses'].in_(lang)}"
    yield from (_status(line, lang) for line in method.lines)
    if method.roll_up is not None:
        rule = method.roll_up
        combined = _HEADS[rule.combine].in_(lang).format(output=rule.output)
        yield ""
        yield f"{_HEADS['rolled'].in_(lang)}: {combined}"
        yield from (_status(line, lang) for line in rule.lines)


def _status(line: Line, lang: Lang) -> str:
    ours = line.status.label.in_(lang)
    said = line.label.in_(lang)
    meaning = ours if said == ours else f"{said} → {ours}"
    return f"  {line.status.sign} {line.code} ({meaning}): {bare(line.when)}"
