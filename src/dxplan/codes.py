"""Codes: the names that files, formulas and tables use for things."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any

from dxplan.errors import DefinitionError
from dxplan.text import without_marks

if TYPE_CHECKING:
    import attrs

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_LABEL = re.compile(r"[a-z0-9][a-z0-9_.-]*")


def check_name(code: str, what: str = "code") -> str:
    """Return `code` if it can stand in a formula.

    Such a code is lower-case ASCII letters, digits and underscores, begins with a letter, and may be divided by dots.
    A Python keyword is refused, because formulas are read with Python's grammar.

    Raises:
        DefinitionError: The code is not of that form.
    """
    if not _NAME.fullmatch(code) or any(keyword.iskeyword(part) for part in code.split(".")):
        raise DefinitionError(
            f"{what} {code!r} cannot be used in a formula",
            f"write it with a-z, 0-9 and _, a letter first, such as {_suggest(code)!r}.",
        )
    return code


def check_label(code: str, what: str = "code") -> str:
    """Return `code` if it can name a plan, target or document; such a code may hold hyphens.

    Raises:
        DefinitionError: The code is not of that form.
    """
    if not _LABEL.fullmatch(code):
        raise DefinitionError(
            f"{what} {code!r} is not a code",
            f"write it with a-z, 0-9, _ and -, such as {_suggest(code).replace('_', '-')!r}.",
        )
    return code


def name_validator(_instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    """Check a field as `check_name` does, for attrs classes."""
    check_name(value, attribute.name)


def label_validator(_instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    """Check a field as `check_label` does, for attrs classes."""
    check_label(value, attribute.name)


def _suggest(code: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", without_marks(code).lower()).strip("_")
    if keyword.iskeyword(plain):
        return f"{plain}_"
    return plain if plain[:1].isalpha() else f"x_{plain}".rstrip("_")
