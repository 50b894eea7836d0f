"""How things show themselves in a notebook, without knowing who draws them.

Notebooks ask an object for ``_repr_html_``; the layers that know about markup lie above those that have the objects.
So an object only says that it can be shown, and the name of what draws it is kept here.
"""

from __future__ import annotations

from importlib import import_module

_DRAWN_BY = "dxplan.report.notebook"


class Shown:
    """Something that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Give it as markup in the language of the locale; every text in it is escaped."""
        drawn: str = import_module(_DRAWN_BY).draw(self)
        return drawn
