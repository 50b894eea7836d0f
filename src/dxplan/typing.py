"""Public aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from os import PathLike

Lang: TypeAlias = Literal["vi", "en"]
"""A language of the public texts."""

LANGS: tuple[Lang, ...] = get_args(Lang)
"""Every language of the public texts."""

IfMissing: TypeAlias = Literal["missing", "ignore"]
"""What a place without a figure makes of the whole that it is a part of."""

IF_MISSING: tuple[IfMissing, ...] = get_args(IfMissing)
"""Every rule for places without a figure."""

NumberStyle: TypeAlias = Literal["vi", "en"]
"""How numbers are written: ``vi`` is 1.234,5 and ``en`` is 1,234.5."""

IntoPath: TypeAlias = "str | PathLike[str]"
"""A path to a file."""

__all__ = ["IF_MISSING", "LANGS", "IfMissing", "IntoPath", "Lang", "NumberStyle"]
