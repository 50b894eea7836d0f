"""Narwhals, loaded when a dataframe is first met: few figures are judged without any, in less time than it loads.

``from dxplan.dataframes import nw`` stands for ``import narwhals.stable.v2 as nw`` in every module that is loaded to
judge few figures. Such a module makes nothing of narwhals while it is loaded: a table says the kinds of its columns by
their names, and `kind_of` makes them when a dataframe is.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
else:

    class _Later(ModuleType):
        """A module that is loaded when something of it is first used."""

        def __getattr__(self, name: str) -> Any:
            module = import_module(self.__name__)
            self.__dict__.update(vars(module))
            return getattr(module, name)

    nw = _Later("narwhals.stable.v2")

__all__ = ["ColumnKind", "kind_of", "nw"]

ColumnKind: TypeAlias = Literal["Boolean", "Date", "Float64", "Int64", "String"]
"""The name of a kind of column."""


def kind_of(kind: ColumnKind | Any) -> Any:
    """Give the kind of a column as narwhals has it, by its name or as itself."""
    return getattr(nw, kind)() if isinstance(kind, str) else kind
