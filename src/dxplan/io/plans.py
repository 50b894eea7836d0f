"""Plan files: TOML in, a `Plan` out, or every problem at once with its line."""

from __future__ import annotations

import os
import re
import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, Problems, UnknownCodeError, Where
from dxplan.io.converter import structure
from dxplan.io.toml_lines import line_of
from dxplan.model.documents import Document
from dxplan.model.indicators import Indicator
from dxplan.model.plan import VOCABULARY, Plan
from dxplan.model.structure import Dimension, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Target
from dxplan.periods import Period
from dxplan.text import Text

if TYPE_CHECKING:
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
_LARGEST = 8 * 1024 * 1024


@attrs.frozen(kw_only=True)
class _Head:
    """The keys of a plan file above its lists."""

    code: str
    title: Text
    place: str
    adopted: Period
    implements: str | None = None


def installed_plans() -> tuple[str, ...]:
    """List the codes of the plans that are installed."""
    return tuple(sorted(entry.name for entry in _shelf().iterdir() if (entry / "plan.toml").is_file()))


def load_plan(plan: IntoPath) -> Plan:
    """Load an installed plan by its code, or a plan from a file or a folder that holds a ``plan.toml``.

    Args:
        plan: A code such as ``dien-bien-2020``, or a path.

    Raises:
        Problems: Everything that is wrong with the file, each with its line and what to do.
        UnknownCodeError: There is neither an installed plan nor a file of that name.
    """
    name = os.fspath(plan)
    if name in installed_plans():
        return _load_installed(name)
    path = Path(name)
    if path.is_dir():
        path /= "plan.toml"
    if not path.is_file():
        raise UnknownCodeError.among("installed plan", name, installed_plans()).at(Where("", name))
    return loads_plan(_read(path, name), file=str(path))


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


def _read(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise Problems(
                f"{name} cannot be read",
                [
                    DefinitionError(
                        f"the file is larger than {_LARGEST >> 20} MiB",
                        "a plan is a small text file; is it the right one?",
                    )
                ],
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = DefinitionError("the file is not UTF-8 text", "save it as UTF-8.", Where(f"byte {error.start}", name))
        raise Problems(f"{name} cannot be read", [problem]) from None


def _loads(text: str, file: str, above: tuple[str, ...]) -> Plan:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problem = DefinitionError(
            f"not TOML: {error}",
            "mend the line; texts stand in quotes.",
            Where("", file, int(line[1]) if line else None),
        )
        raise Problems(f"{file} cannot be read", [problem]) from None
    except RecursionError:
        problem = DefinitionError("the file nests too deeply", "a plan needs two or three levels.", Where("", file))
        raise Problems(f"{file} cannot be read", [problem]) from None
    try:
        return _build(raw, above)
    except Problems as group:
        raise Problems(f"{file} cannot be read", [_placed(p, text, file) for p in group.leaves()]) from None


def _build(raw: dict[str, Any], above: tuple[str, ...]) -> Plan:
    """Make a plan of a parsed file."""
    problems: list[DxplanError] = []
    head = _collect(problems, {key: raw[key] for key in raw if key not in _LISTS}, _Head, "$")
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
            continue
        for place, item in enumerate(items):
            made = _collect(problems, item, cls, f"$.{name}[{place}]")
            broken = broken or made is None
            lists[name].append(made)
    inherited = _inherited(problems, head, above)
    if head is None or broken:
        raise Problems("the plan cannot be read", problems)
    try:
        plan = _assemble(head, lists, inherited)
    except Problems as group:
        raise Problems("the plan cannot be read", [*problems, *group.leaves()]) from None
    if problems:
        raise Problems("the plan cannot be read", problems)
    return plan


def _collect(problems: list[DxplanError], raw: object, cls: type, path: str) -> Any:
    """Make an object, or note why it cannot be made and return None."""
    if not isinstance(raw, dict):
        problems.append(DefinitionError(f"{raw!r} is not a table", "write its keys under a header.", Where(path)))
        return None
    try:
        return structure(raw, cls, path)
    except Problems as group:
        problems.extend(group.leaves())
        return None


def _inherited(problems: list[DxplanError], head: _Head | None, above: tuple[str, ...]) -> Plan | None:
    """Load the plan whose vocabulary this one takes over."""
    if head is None or head.implements is None:
        return None
    if head.implements in (*above, head.code):
        chain = " → ".join((*above, head.code, head.implements))
        problems.append(
            DefinitionError(f"plans implement each other in a circle: {chain}", "break it.", Where("$.implements"))
        )
        return None
    if head.implements not in installed_plans():
        unknown = UnknownCodeError.among("installed plan", head.implements, installed_plans())
        problems.append(unknown.at(Where("$.implements")))
        return None
    return _load_installed(head.implements, (*above, head.code))


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
        attrs.evolve(target, goal=target.goal.facing(indicators[target.indicator].direction))
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


def _placed(problem: DxplanError, text: str, file: str) -> DxplanError:
    """Add file and line to a problem that knows its path."""
    if problem.where is None or problem.where.file:
        return problem
    return problem.at(attrs.evolve(problem.where, file=file, line=line_of(text, problem.where.path)))
