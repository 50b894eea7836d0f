"""The templates: whatever is put into them is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dxplan.text import printable

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """Give what reads the templates: it escapes every text that is put into them, and refuses names nobody gave."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("dxplan.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(said: object) -> object:
    """Replace the control characters of a text, which no page may hold, by the sign for what cannot be shown."""
    return type(said)(printable(said)) if isinstance(said, str) else said
