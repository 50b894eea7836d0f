"""Objects of the model, made of the tables of a file.

What is written well is made in the plain way: the functions that cattrs writes for each class take longer to make than
all of a plan takes to read. What does not fit is left to them, because they alone know how to say all that is wrong.
A law compares the two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

import attrs

from dxplan.errors import DefinitionError, DxplanError, Problems, Where
from dxplan.io.field_values import reader_of, shown
from dxplan.io.kinds import needed_of

if TYPE_CHECKING:
    from collections.abc import Callable

Model = TypeVar("Model")


def structure(raw: object, cls: type[Model], path: str) -> Model:
    """Make an object of the model from the table of a file.

    Raises:
        Problems: Everything that does not fit, each with its path in the file.
    """
    try:
        made: Model = _made(raw, cls)
    except Exception:  # noqa: BLE001 (whatever it is, it is found again and said below)
        from dxplan.io.converter import structure_strictly

        return structure_strictly(raw, cls, path)
    return made


def collect(problems: list[DxplanError], raw: object, cls: type[Model], path: str) -> Model | None:
    """Make an object of the model, or add why it cannot be made to `problems` and return None."""
    if not isinstance(raw, dict):
        problems.append(DefinitionError(f"{shown(raw)} is not a table", "write its keys under a header.", Where(path)))
        return None
    try:
        return structure(raw, cls, path)
    except Problems as group:
        problems.extend(group.leaves())
        return None


def _made(raw: Any, kind: Any) -> Any:
    """Make a value of any kind that fields have, where everything fits."""
    return _maker(kind)(raw)


@lru_cache(maxsize=256)
def _maker(kind: Any) -> Callable[[Any], Any]:
    """Give what makes a value of a kind."""
    needed = needed_of(kind)
    if needed is not kind:
        make = _maker(needed)
        return lambda raw: None if raw is None else make(raw)
    read = reader_of(kind)
    if read is not None:
        return lambda raw: read(raw, kind)
    if get_origin(kind) is dict:
        key, value = map(_maker, get_args(kind))
        return lambda raw: {key(name): value(item) for name, item in raw.items()}
    kinds = {field.name: field.type for field in attrs.fields(attrs.resolve_types(kind)) if field.init}
    return lambda raw: kind(**{name: _made(value, kinds[name]) for name, value in raw.items()})
