"""What the annotations of the classes say of their fields."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

if TYPE_CHECKING:
    import attrs


def is_key(field: attrs.Attribute[Any]) -> bool:
    """Tell whether a field is a key of files; one that is made of other files says so in its metadata."""
    return field.init and bool(field.metadata.get("key", True))


def item_of(kind: Any) -> Any:
    """Give what a tuple of any length holds, also of a class that is such a tuple, or None where it is none."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    for base in getattr(kind, "__orig_bases__", ()):
        origin = get_origin(base)
        if isinstance(origin, type) and issubclass(origin, tuple):
            return get_args(base)[0]
    return None


def needed_of(kind: Any) -> Any:
    """Give the kind of a value that is there, of one that may be left out."""
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    (needed,) = (option for option in get_args(kind) if option is not types.NoneType)
    return needed
