"""Public aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from os import PathLike

Lang: TypeAlias = Literal["vi", "en"]
"""A language of the public texts."""

LANGS: tuple[Lang, ...] = ("vi", "en")
"""Every language of the public texts."""

NumberStyle: TypeAlias = Literal["vi", "en"]
"""How numbers are written: ``vi`` is 1.234,5 and ``en`` is 1,234.5."""

IntoPath: TypeAlias = "str | PathLike[str]"
"""A path to a file."""

__all__ = ["LANGS", "IntoPath", "Lang", "NumberStyle"]
