"""The door back to Python: a function that is installed or registered under a name."""

from __future__ import annotations

from typing import ClassVar

import attrs

from dxplan.codes import name_validator
from dxplan.expr.fluent import Expr
from dxplan.expr.nodes.rules import several


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Function(Expr):
    """What a function written in Python gives for some numbers.

    A formula holds no more than its name: what is neither installed nor registered cannot run.
    The function itself says how many operands it takes, which units they may have, and whether it is asked where one is
    missing; otherwise the result is missing there.

    Attributes:
        name: The function's name.
        operands: What it is given.
    """

    word: ClassVar[str] = "function"
    name: str = attrs.field(validator=name_validator)
    operands: tuple[Expr, ...] = attrs.field(validator=several)
