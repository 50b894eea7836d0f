"""What a plan file changes of the vocabulary that it takes over: ``[override.indicators.CODE]`` and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DxplanError, UnknownCodeError, Where
from dxplan.io.field_values import shown
from dxplan.io.objects import collect
from dxplan.io.raw import as_raw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OVERRIDE = "override"
"""The table of a plan file that holds them."""

WITHOUT = "without"
"""The key that lists keys which are to be as if they had been left out."""


def overridden(
    problems: list[DxplanError], raw: dict[str, Any], taken: Mapping[str, Sequence[Any]], classes: Mapping[str, type]
) -> dict[str, dict[str, Any]]:
    """Make what a file overrides, by the name of the list and by code; add what is wrong with it to `problems`.

    Args:
        problems: Where problems go.
        raw: The parsed file.
        taken: What is taken over, by the name of the list.
        classes: What each list holds.
    """
    changed: dict[str, dict[str, Any]] = {name: {} for name in taken}
    for name, table in _table(problems, raw.get(OVERRIDE, {}), f"$.{OVERRIDE}").items():
        path = f"$.{OVERRIDE}.{name}"
        if name not in taken:
            unknown = UnknownCodeError.among("vocabulary", name, taken)
            kept = DefinitionError(f"{name!r} cannot be overridden", "a plan takes over vocabulary, and says its own.")
            problems.append((kept if name in classes else unknown).at(Where(path)))
            continue
        things = {thing.code: thing for thing in taken[name]}
        for code, keys in _table(problems, table, path).items():
            spot = f"{path}.{code}"
            if code not in things:
                problems.append(_missing(raw, name, code, things).at(Where(spot)))
                continue
            made = _changed(problems, things[code], _table(problems, keys, spot), spot)
            if made is not None:
                changed[name][code] = made
    return changed


def _table(problems: list[DxplanError], value: object, path: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    hint = f"write the keys to change under [{OVERRIDE}.indicators.CODE]."
    problems.append(DefinitionError(f"{shown(value)} is not a table", hint, Where(path)))
    return {}


def _missing(raw: dict[str, Any], name: str, code: str, things: Mapping[str, Any]) -> DxplanError:
    """Say that there is nothing of that code to override, and what to do instead."""
    own = raw.get(name, [])
    if any(isinstance(item, dict) and item.get("code") == code for item in (own if isinstance(own, list) else [])):
        return DefinitionError(f"{code!r} is not taken over", f"it is this plan's own; change it under [[{name}]].")
    if "implements" not in raw:
        hint = f"write it under [[{name}]], or add implements = …."
        return DefinitionError(f"{code!r} is not taken over: the plan implements none", hint)
    unknown = UnknownCodeError.among(f"thing taken over under {name}", code, things)
    hint = unknown.hint if "did you mean" in unknown.hint else f"to add it, write it under [[{name}]]."
    return attrs.evolve(unknown, hint=hint)


def _changed(problems: list[DxplanError], thing: Any, keys: dict[str, Any], path: str) -> Any:
    """Make a thing with some of its keys changed; whatever is wrong is wrong with those keys."""
    known = [field.name for field in attrs.fields(type(thing)) if field.name != "code"]
    wrong: list[DxplanError] = [
        UnknownCodeError.among("key", key, [*known, WITHOUT]).at(Where(f"{path}.{key}"))
        for key in keys
        if key not in (*known, WITHOUT)
    ]
    optional = [f.name for f in attrs.fields(type(thing)) if f.default is not attrs.NOTHING]
    left_out = keys.get(WITHOUT, [])
    if not isinstance(left_out, list):
        wrong.append(
            DefinitionError(f"{shown(left_out)} is not a list", 'write it as ["…", "…"].', Where(f"{path}.{WITHOUT}"))
        )
        left_out = []
    wrong += [
        UnknownCodeError.among("key that can be left out", str(key), optional).at(Where(f"{path}.{WITHOUT}[{nth}]"))
        for nth, key in enumerate(left_out)
        if key not in optional
    ]
    stays = {key: value for key, value in as_raw(thing).items() if key not in left_out or key not in optional}
    put = {key: value for key, value in keys.items() if key in known}
    made = collect(wrong, {**stays, **put}, type(thing), path)
    problems += wrong
    return None if wrong else made


def differences(thing: Any, other: Any) -> dict[str, Any]:
    """Give the keys with which an override turns `thing` into `other`."""
    before, after = as_raw(thing), as_raw(other)
    after |= {key: as_raw(getattr(other, key)) for key in before if key not in after}  # defaults, said all the same
    gone = [key for key, value in after.items() if value is None]
    changes = {key: value for key, value in after.items() if value is not None and before.get(key) != value}
    return {**changes, **({WITHOUT: gone} if gone else {})}
