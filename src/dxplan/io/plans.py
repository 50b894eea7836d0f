"""Plan files: TOML in, a `Plan` out, or every problem at once with its line."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, Problems, UnknownCodeError, Where
from dxplan.io.converter import collect, numbers_of_goals
from dxplan.io.toml_files import parse_toml, placed, read_text
from dxplan.model.documents import Document
from dxplan.model.indicators import Indicator
from dxplan.model.plan import VOCABULARY, Plan, number_style_validator
from dxplan.model.structure import Dimension, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Target
from dxplan.periods import Period
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from dxplan.typing import IntoPath

_LISTS: dict[str, type] = {
    "documents": Document,
    "pillars": Pillar,
    "groups": SolutionGroup,
    "sectors": Sector,
    "dimensions": Dimension,
    "indicators": Indicator,
    "targets": Target,
}
_LONGEST_NAME = 1024


@attrs.frozen(kw_only=True)
class _Head:
    """The keys of a plan file above its lists."""

    code: str
    title: Text
    place: str
    adopted: Period
    implements: str | None = None
    numbers: str | None = attrs.field(default=None, validator=attrs.validators.optional(number_style_validator))


def installed_plans() -> tuple[str, ...]:
    """List the codes of the plans that are installed."""
    return tuple(sorted(entry.name for entry in _shelf().iterdir() if (entry / "plan.toml").is_file()))


def load_plan(plan: IntoPath) -> Plan:
    """Load an installed plan by its code, or a plan from a file or a folder that holds a ``plan.toml``.

    Args:
        plan: A code such as ``dien-bien-2020``, or a path.

    Raises:
        Problems: Everything that is wrong with the file, each with its line and what to do.
        UnknownCodeError: No plan of that code is installed.
        FileNotFoundError: There is no such file, or no ``plan.toml`` in the folder.
    """
    name = os.fspath(plan)
    if name in installed_plans():
        return _load_installed(name)
    path = Path(name)
    if len(name) > _LONGEST_NAME:
        raise UnknownCodeError.among("installed plan", f"{name[:40]}…", installed_plans())
    if path.is_dir():
        path /= "plan.toml"
    if not path.is_file() and (path.suffix == ".toml" or len(path.parts) > 1):
        raise FileNotFoundError(f"there is no plan file {str(path)!r}")
    if not path.is_file():
        raise UnknownCodeError.among("installed plan", name, installed_plans())
    return loads_plan(read_text(path, name), file=str(path))


def loads_plan(text: str, *, file: str = "plan.toml") -> Plan:
    """Read a plan from the text of a TOML file.

    Args:
        text: The text.
        file: What to call it in messages.

    Raises:
        Problems: Everything that is wrong with it, each with its line and what to do.
    """
    return _loads(text, file, ())


@lru_cache(maxsize=64)
def _load_installed(code: str, above: tuple[str, ...] = ()) -> Plan:
    entry = _shelf() / code / "plan.toml"
    return _loads(entry.read_text(encoding="utf-8"), f"{code}/plan.toml", above)


def _shelf() -> Traversable:
    return resources.files("dxplan") / "plans"


def _loads(text: str, file: str, above: tuple[str, ...]) -> Plan:
    raw = parse_toml(text, file)
    try:
        with numbers_of_goals(raw.get("numbers")):
            return _build(raw, above)
    except Problems as group:
        raise placed(group, text, file) from None


def _build(raw: dict[str, Any], above: tuple[str, ...]) -> Plan:
    """Make a plan of a parsed file."""
    keys = [field.name for field in attrs.fields(_Head)]
    problems: list[DxplanError] = [
        UnknownCodeError.among("key", key, [*keys, *_LISTS]).at(Where(f"$.{key}"))
        for key in raw
        if key not in keys and key not in _LISTS
    ]
    head = collect(problems, {key: raw[key] for key in keys if key in raw}, _Head, "$")
    lists: dict[str, list[Any]] = {name: [] for name in _LISTS}
    broken = False
    for name, cls in _LISTS.items():
        items = raw.get(name, [])
        if not isinstance(items, list):
            problems.append(
                DefinitionError(
                    f"{name!r} is not a list", f"write each one under a line [[{name}]].", Where(f"$.{name}")
                )
            )
            broken = True
            continue
        for place, item in enumerate(items):
            made = collect(problems, item, cls, f"$.{name}[{place}]")
            broken = broken or made is None
            lists[name].append(made)
    inherited = _inherited(problems, raw, above)
    if inherited is None and "implements" in raw:
        raise Problems("the plan cannot be read", problems)
    if head is None or broken:
        reported = {problem.where.path for problem in problems if problem.where}
        unknown = [p for p in _code_problems(raw, inherited) if p.where and p.where.path not in reported]
        raise Problems("the plan cannot be read", [*problems, *unknown])
    try:
        plan = _assemble(head, lists, inherited)
    except Problems as group:
        raise Problems("the plan cannot be read", [*problems, *group.leaves()]) from None
    if problems:
        raise Problems("the plan cannot be read", problems)
    return plan


_REFERENCES = {
    "indicator": "indicators",
    "pillar": "pillars",
    "group": "groups",
    "sector": "sectors",
    "each": "dimensions",
    "document": "documents",
}


def _code_problems(raw: dict[str, Any], inherited: Plan | None) -> Iterator[DxplanError]:
    """Find codes used and not defined, in a file of which not every object could be made."""
    listed = {name: [item for item in _items(raw, name) if isinstance(item, dict)] for name in _LISTS}
    known = {name: [str(item.get("code")).lower() for item in listed[name]] for name in _LISTS}
    for name in VOCABULARY:
        known[name] += [thing.code for thing in getattr(inherited, name)] if inherited else []
    for name in ("groups", "targets"):
        for place, item in enumerate(_items(raw, name)):
            cite = item.get("cite") if isinstance(item, dict) else None
            cited = {"document": cite.get("document")} if isinstance(cite, dict) else {}
            for key, field in _REFERENCES.items():
                code = cited.get(key) if key == "document" else item.get(key) if isinstance(item, dict) else None
                listed_well = isinstance(raw.get(field, []), list)
                if isinstance(code, str) and listed_well and code not in known[field]:
                    spot = f"$.{name}[{place}].{'cite.' if key == 'document' else ''}{key}"
                    kind = "dimension" if key == "each" else key
                    yield UnknownCodeError.among(kind, code, known[field]).at(Where(spot))


def _items(raw: dict[str, Any], name: str) -> list[Any]:
    items = raw.get(name, [])
    return items if isinstance(items, list) else []


def _inherited(problems: list[DxplanError], raw: dict[str, Any], above: tuple[str, ...]) -> Plan | None:
    """Load the plan whose vocabulary this one takes over."""
    code, implements = raw.get("code"), raw.get("implements")
    if not isinstance(implements, str) or not isinstance(code, str):
        return None
    if implements in (*above, code):
        chain = " → ".join((*above, code, implements))
        problems.append(
            DefinitionError(f"plans implement each other in a circle: {chain}", "break it.", Where("$.implements"))
        )
        return None
    if implements not in installed_plans():
        unknown = UnknownCodeError.among("installed plan", implements, installed_plans())
        problems.append(unknown.at(Where("$.implements")))
        return None
    return _load_installed(implements, (*above, code))


def _assemble(head: _Head, lists: dict[str, list[Any]], inherited: Plan | None) -> Plan:
    """Put the lists together with the vocabulary taken over, own things first so that places stay those of the file."""
    again: list[DxplanError] = []
    for name in VOCABULARY:
        taken = {thing.code: thing for thing in getattr(inherited, name)} if inherited else {}
        for place, thing in enumerate(lists[name]):
            if thing.code in taken:
                again.append(
                    DuplicateCodeError(
                        f"{thing.code!r} is already defined by {head.implements!r}",
                        "leave it out to take it over, or give yours another code.",
                        Where(f"$.{name}[{place}].code"),
                    )
                )
                taken.pop(thing.code)
        lists = {**lists, name: [*lists[name], *taken.values()]}
    indicators = {indicator.code: indicator for indicator in lists["indicators"]}
    lists["targets"] = [
        attrs.evolve(target, goal=target.goal.measured_by(indicators[target.indicator]))
        if target.indicator in indicators
        else target
        for target in lists["targets"]
    ]
    try:
        plan = Plan(**{**attrs.asdict(head, recurse=False), **lists})
    except Problems as group:
        raise Problems("the plan cannot be read", [*again, *group.leaves()]) from None
    if again:
        raise Problems("the plan cannot be read", again)
    return plan
