"""Numbers as people write them, and when two of them are the same."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from dxplan.errors import AmbiguousNumberError, FiguresError

if TYPE_CHECKING:
    from dxplan.typing import Lang, NumberStyle

RELATIVE_TOLERANCE = 1e-9
"""Two numbers nearer to each other than this share of the larger one are the same number."""

_GROUP_SPACE = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_SHAPE = re.compile(r"([+-]?)([0-9][0-9.,]*)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,][0-9]{3})+")
_MARKS: dict[NumberStyle, tuple[str, str]] = {"vi": (",", "."), "en": (".", ",")}
_NAMES = {"vi": "Vietnamese", "en": "English"}


def same(left: float, right: float) -> bool:
    """Tell whether two numbers are equal within `RELATIVE_TOLERANCE`.

    In floats 7 / 20 is less than 35 * 0.01; a figure must not miss a goal because of that.
    """
    return math.isclose(left, right, rel_tol=RELATIVE_TOLERANCE, abs_tol=0.0)


def as_float(value: float) -> float:
    """Give a number as a float; attrs takes long to find out what ``float`` itself takes."""
    return float(value)


MOST_PLACES = 9
"""With more decimal places than these no number is typed; it was computed."""


def half_step(value: float) -> float:
    """Give half of the last place that a number is typed with: 46 stands for anything from 45.5 to 46.5."""
    exponent = int(Decimal(repr(value)).normalize().as_tuple().exponent)
    return 0.5 * 10.0 ** min(exponent, 0)


def parse_number(text: str, style: NumberStyle | None = None) -> float:
    """Read a number written in Vietnamese (``1.234,5``) or English (``1,234.5``) style.

    Without a `style`, whatever reads the same in both is accepted, and so is what can be read in one style only.
    Spaces between groups of three digits are accepted in both.

    Args:
        text: The number as written, without a unit.
        style: The style declared for it, if any.

    Raises:
        AmbiguousNumberError: No style is declared and the text reads as two different numbers, such as ``2.154``.
        FiguresError: The text is no number, or not one of the declared style.
    """
    bare = _GROUP_SPACE.sub("", text.strip()).replace("\u2212", "-")
    readings = {name: _read(bare, *_MARKS[name]) for name in _MARKS if style in (None, name)}
    values = {value for value in readings.values() if value is not None}
    if len(values) == 1:
        return values.pop()
    if values:
        both = " or ".join(f"{readings[name]:.15g} ({_NAMES[name]})" for name in ("vi", "en"))
        raise AmbiguousNumberError(
            f"{text!r} can be read as {both}",
            "write it so that it reads one way, or declare the style, vi for 1.234,5 or en for 1,234.5: of figures by "
            "--numbers vi, in a plan file by a line numbers = \"vi\", in Python by numbers='vi'.",
        )
    if style is not None and _SHAPE.fullmatch(bare):
        raise FiguresError(
            f"{text!r} is not a number in {_NAMES[style]} style",
            f"write it as {'1.234,5' if style == 'vi' else '1,234.5'}, or declare the other style.",
        )
    raise FiguresError(f"{text!r} is not a number", "write digits only; leave the cell empty if it is not known.")


def _read(bare: str, decimal: str, thousands: str) -> float | None:
    """Read `bare` in one style, or return None if it is not written in that style."""
    if _PLAIN.fullmatch(bare) and ("." not in bare or decimal == "."):
        return _finite(bare)
    shape = _SHAPE.fullmatch(bare)
    if not shape:
        return None
    sign, body = shape.groups()
    whole, mark, fraction = body.partition(decimal)
    if thousands in fraction or decimal in fraction or (mark and not fraction):
        return None
    if thousands in whole and not _GROUPED.fullmatch(whole):
        return None
    digits = whole.replace(thousands, "")
    return _finite(f"{sign}{digits}.{fraction or 0}") if digits else None


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


def format_number(value: float, lang: Lang = "en", *, places: int | None = None) -> str:
    """Write a number as the language does: ``1.234,5`` in Vietnamese, ``1,234.5`` in English.

    Args:
        value: A finite number.
        lang: The language.
        places: How many decimal places; None keeps the number as it was typed.
    """
    text = f"{value:,.{places}f}" if places is not None else f"{Decimal(repr(float(value))):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "\u2212")
    if text.strip("\u22120.,") == "":
        text = text.lstrip("\u2212")
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text
