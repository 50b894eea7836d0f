"""Codes: the names that files, formulas and tables use for things."""

from __future__ import annotations

import enum
import keyword
import re
from typing import TYPE_CHECKING, Any, TypeVar

from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.text import without_marks

if TYPE_CHECKING:
    import attrs

Member = TypeVar("Member", bound=enum.Enum)

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


def label_of(name: str) -> str:
    """Give a name in the letters that the code of a plan has: ``Tỉnh của tôi`` is ``tinh-cua-toi``."""
    return name if _LABEL.fullmatch(name) else _suggest(name).replace("_", "-")


def check_reference(reference: str, what: str = "reference") -> str:
    """Return `reference` if it can name a target of a plan: the code of each, with a colon between.

    Raises:
        DefinitionError: It is not of that form.
    """
    if not re.fullmatch(f"{_LABEL.pattern}:{_LABEL.pattern}", reference):
        raise DefinitionError(
            f"{what} {reference!r} names no target of a plan",
            "write the code of the plan, a colon and the code of its target, such as 'vn-749:egdi-2025'.",
        )
    return reference


def member(kind: type[Member], value: Member | str) -> Member:
    """Return `value` itself, or the member of an enumeration that a text names.

    Raises:
        UnknownCodeError: The enumeration has no such member.
    """
    if isinstance(value, kind):
        return value
    named = {one.value: one for one in kind}
    if value not in named:
        raise UnknownCodeError.among(kind.__name__, str(value), named)
    return named[value]


def name_validator(_instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    """Check a field as `check_name` does, for attrs classes."""
    check_name(value, attribute.name)


def label_validator(_instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    """Check a field as `check_label` does, for attrs classes."""
    check_label(value, attribute.name)


def reference_validator(_instance: object, attribute: attrs.Attribute[Any], value: str | None) -> None:
    """Check a field as `check_reference` does, for attrs classes; None is no reference."""
    if value is not None:
        check_reference(value, attribute.name)


def _suggest(code: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", without_marks(code).lower()).strip("_")
    if keyword.iskeyword(plain):
        return f"{plain}_"
    return plain if plain[:1].isalpha() else f"x_{plain}".rstrip("_")


PATTERNS = {
    name_validator: f"^{_NAME.pattern}$",
    label_validator: f"^{_LABEL.pattern}$",
    reference_validator: f"^{_LABEL.pattern}:{_LABEL.pattern}$",
}
"""What each validator asks of the letters of a code, as a regular expression of any dialect."""
