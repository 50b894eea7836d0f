"""Public aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from dxplan.periods import Period

Lang: TypeAlias = Literal["vi", "en"]
"""A language of the public texts."""

LANGS: tuple[Lang, ...] = ("vi", "en")
"""Every language of the public texts."""

NumberStyle: TypeAlias = Literal["vi", "en"]
"""How numbers are written: ``vi`` is 1.234,5 and ``en`` is 1,234.5."""

IntoPeriod: TypeAlias = "Period | str | int | date"
"""Whatever names a period: a `Period`, its text, a year, or a day."""

IntoPath: TypeAlias = "str | PathLike[str]"
"""A path to a file."""

__all__ = ["LANGS", "IntoPath", "IntoPeriod", "Lang", "NumberStyle"]
