"""From the tables of a plan file to a `Plan`, or every problem at once with its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, Problems, UnknownCodeError, Where
from dxplan.io.kinds import is_key, item_of
from dxplan.io.objects import collect
from dxplan.io.overrides import OVERRIDE, overridden
from dxplan.io.plan_crosswalks import known_places
from dxplan.io.plan_links import link_problems
from dxplan.model.agencies import ROLES
from dxplan.model.plan import VOCABULARY, Plan
from dxplan.model.tasks import TASK_LEVELS
from dxplan.places import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

    from dxplan.io.plan_links import Library
    from dxplan.model.indicators import Indicator
    from dxplan.model.targets import Target
    from dxplan.places import Gazetteer

attrs.resolve_types(Plan)


LISTS: dict[str, type] = {field.name: item for field in attrs.fields(Plan) if attrs.has(item := item_of(field.type))}
"""The lists of a plan file, with what they hold."""

HEAD: tuple[str, ...] = tuple(field.name for field in attrs.fields(Plan) if is_key(field) and field.name not in LISTS)
"""The keys of a plan file above its lists."""

_Head = attrs.make_class(
    "_Head",
    {
        field.name: attrs.field(type=field.type, default=field.default, validator=field.validator, kw_only=True)
        for field in attrs.fields(Plan)
        if field.name in HEAD
    },
    frozen=True,
)


def build(
    raw: dict[str, Any],
    library: Library,
    *,
    promising: bool = True,
    folder: Traversable | None = None,
    places: Gazetteer | None = None,
) -> Plan:
    """Make a plan of a parsed file, or a vocabulary, which is one that promises nothing.

    Args:
        raw: The tables of the file.
        library: The plans that it may name.
        promising: Whether it is a plan.
        folder: Where the files are that it may name; None where it may name none.
        places: What its crosswalks hold, where they were read already.

    Raises:
        Problems: Everything that is wrong with it, each with its path.
    """
    keys = [*HEAD, *LISTS, OVERRIDE]
    problems: list[DxplanError] = [
        UnknownCodeError.among("key", key, keys).at(Where(f"$.{key}")) for key in raw if key not in keys
    ]
    problems += [] if promising else _promised(raw)
    head = collect(problems, {key: raw[key] for key in HEAD if key in raw}, _Head, "$")
    lists, broken = _lists(problems, raw)
    inherited = _inherited(problems, raw, library)
    problems += link_problems(raw, inherited, library)
    if inherited is None and "implements" in raw:
        raise Problems("the plan cannot be read", problems)
    before = len(problems)
    taken = {name: tuple(getattr(inherited, name)) if inherited else () for name in VOCABULARY}
    changed = overridden(problems, raw, taken, LISTS)
    broken = broken or len(problems) > before
    if head is None or broken:
        reported = {problem.where.path for problem in problems if problem.where}
        unknown = [p for p in _code_problems(raw, inherited) if p.where and p.where.path not in reported]
        raise Problems("the plan cannot be read", [*problems, *unknown])
    try:
        known = known_places(lists["crosswalks"], head.place, folder) if places is None else places
        plan = _assemble({**attrs.asdict(head, recurse=False), "known_places": known}, lists, taken, changed)
    except Problems as group:
        raise Problems("the plan cannot be read", [*problems, *group.leaves()]) from None
    if problems:
        raise Problems("the plan cannot be read", problems)
    return plan


def _promised(raw: dict[str, Any]) -> Iterator[DxplanError]:
    """Find what a plan has and a vocabulary has not: whatever is not taken over."""
    for name in LISTS:
        if name in raw and name not in VOCABULARY:
            yield DefinitionError(
                f"a vocabulary has no {name}, because plans take none over",
                "put them into the plan.toml of a plan that implements it.",
                Where(f"$.{name}"),
            )


def _lists(problems: list[DxplanError], raw: dict[str, Any]) -> tuple[dict[str, list[Any]], bool]:
    """Make the objects of the lists, and tell whether any could not be made."""
    lists: dict[str, list[Any]] = {name: [] for name in LISTS}
    broken = False
    for name, cls in LISTS.items():
        items = raw.get(name, [])
        if not isinstance(items, list):
            hint = f"write each one under a line [[{name}]]."
            problems.append(DefinitionError(f"{name!r} is not a list", hint, Where(f"$.{name}")))
            broken = True
            continue
        for place, item in enumerate(items):
            made = collect(problems, item, cls, f"$.{name}[{place}]")
            broken = broken or made is None
            lists[name].append(made)
    return lists, broken


_REFERENCES = {
    "indicator": "indicators",
    "pillar": "pillars",
    "group": "groups",
    "sector": "sectors",
    "each": "dimensions",
    "document": "documents",
    "task": "tasks",
    "succeeded_by": "agencies",
}


def _code_problems(raw: dict[str, Any], inherited: Plan | None) -> Iterator[DxplanError]:
    """Find codes used and not defined, in a file of which not every object could be made."""
    listed = {name: [item for item in _items(raw, name) if isinstance(item, dict)] for name in LISTS}
    known = {name: [str(item.get("code")).lower() for item in listed[name]] for name in LISTS}
    for name in VOCABULARY:
        known[name] += [thing.code for thing in getattr(inherited, name)] if inherited else []
    known["dimensions"] += LEVELS
    for name in ("groups", "targets", "agencies", "tasks", "initiatives", "pilots"):
        for place, item in enumerate(_items(raw, name)):
            cite = item.get("cite") if isinstance(item, dict) else None
            cited = {"document": cite.get("document")} if isinstance(cite, dict) else {}
            for key, field in _REFERENCES.items():
                code = cited.get(key) if key == "document" else item.get(key) if isinstance(item, dict) else None
                listed_well = isinstance(raw.get(field, []), list)
                if listed_well:
                    spot = f"$.{name}[{place}].{'cite.' if key == 'document' else ''}{key}"
                    yield from _not_among(key, code, [*known[field], *_levels(key, item)], spot)
    for place, item in enumerate(_items(raw, "tasks")):
        for key, role in _table(item, "roles").items():
            yield from _not_among("role", key, ROLES, f"$.tasks[{place}].roles.{key}")
            yield from _not_listed("agency", role, known["agencies"], f"$.tasks[{place}].roles.{key}")
        yield from _not_listed("task", _table(item).get("depends"), known["tasks"], f"$.tasks[{place}].depends")
    for place, item in enumerate(_items(raw, "pilots")):
        yield from _not_listed("skill", _table(item).get("skills"), known["skills"], f"$.pilots[{place}].skills")


def _levels(key: str, item: Any) -> tuple[str, ...]:
    """Give the levels of places that a milestone, a task or a pilot can be for each place of."""
    return TASK_LEVELS if key == "each" and "goal" not in _table(item) else ()


def _table(item: Any, key: str | None = None) -> dict[str, Any]:
    table = item if isinstance(item, dict) else {}
    return table if key is None else _table(table.get(key))


def _not_listed(kind: str, codes: Any, known: Iterable[str], path: str) -> Iterator[DxplanError]:
    for nth, code in enumerate(codes if isinstance(codes, list) else []):
        yield from _not_among(kind, code, known, f"{path}[{nth}]")


def _not_among(key: str, code: Any, known: Iterable[str], path: str) -> Iterator[DxplanError]:
    kind = {"each": "dimension", "succeeded_by": "agency"}.get(key, key)
    if isinstance(code, str) and code not in known:
        yield UnknownCodeError.among(kind, code, known).at(Where(path))


def _items(raw: dict[str, Any], name: str) -> list[Any]:
    items = raw.get(name, [])
    return items if isinstance(items, list) else []


def _inherited(problems: list[DxplanError], raw: dict[str, Any], library: Library) -> Plan | None:
    """Load the plan whose vocabulary this one takes over."""
    code, implements = raw.get("code"), raw.get("implements")
    if not isinstance(implements, str) or not isinstance(code, str):
        return None
    try:
        return library.implemented(code, implements)
    except Problems:
        raise  # of the other file, with its lines
    except DxplanError as error:
        problems.append(error.at(Where("$.implements")))
        return None


def _assemble(
    head: dict[str, Any],
    lists: dict[str, list[Any]],
    taken: dict[str, tuple[Any, ...]],
    changed: dict[str, dict[str, Any]],
) -> Plan:
    """Put the lists together with the vocabulary taken over, own things first so that places stay those of the file."""
    again: list[DxplanError] = []
    own = {name: len(items) for name, items in lists.items()}
    for name in VOCABULARY:
        inherited = {thing.code: changed[name].get(thing.code, thing) for thing in taken[name]}
        for place, thing in enumerate(lists[name]):
            if inherited.pop(thing.code, None) is not None:
                again.append(
                    DuplicateCodeError(
                        f"{thing.code!r} is already defined by {head['implements']!r}",
                        f"to take it over as it is, leave this out; to change it, write its keys under "
                        f"[{OVERRIDE}.{name}.{thing.code}].",
                        Where(f"$.{name}[{place}].code"),
                    )
                )
        lists = {**lists, name: [*lists[name], *inherited.values()]}
    indicators = {indicator.code: indicator for indicator in lists["indicators"]}
    lists["targets"] = [as_measured(target, indicators) for target in lists["targets"]]
    try:
        plan = Plan(**{**head, **lists})
    except Problems as group:
        problems = [_pointed(problem, lists, own, changed) for problem in group.leaves()]
        raise Problems("the plan cannot be read", [*again, *problems]) from None
    if again:
        raise Problems("the plan cannot be read", again)
    return plan


def as_measured(target: Target, indicators: Mapping[str, Indicator]) -> Target:
    """Give a target as it was read with its goal as its indicator measures it: a bare one faces as that does."""
    indicator = None if target.indicator is None else indicators.get(target.indicator)
    if indicator is None or target.goal is None:
        return target
    return attrs.evolve(target, goal=target.goal.measured_by(indicator))


def _pointed(
    problem: DxplanError, lists: dict[str, list[Any]], own: dict[str, int], changed: dict[str, dict[str, Any]]
) -> DxplanError:
    """Point a problem of something that was taken over to the override that brought it about."""
    path = problem.where.path if problem.where else ""
    name, _, rest = path.removeprefix("$.").partition("[")
    number, bracket, rest = rest.partition("]")
    if not bracket or not number.isdecimal() or int(number) < own.get(name, 0):
        return problem
    code = lists[name][int(number)].code
    if code in changed.get(name, {}):
        return problem.at(Where(f"$.{OVERRIDE}.{name}.{code}{rest}"))
    said = attrs.evolve(problem, fact=f"{code!r}, which is taken over, does not go with it: {problem.fact}")
    return said.at(Where(f"$.{OVERRIDE}"))
