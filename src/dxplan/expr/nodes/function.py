"""The door back to Python: a function that is installed or registered under a name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar

import attrs

from dxplan.codes import name_validator
from dxplan.errors import DefinitionError
from dxplan.expr.fluent import Expr
from dxplan.expr.nodes.arithmetic import Negate
from dxplan.expr.nodes.leaves import Constant
from dxplan.expr.nodes.rules import several


def _bare(expr: Expr) -> bool:
    return isinstance(expr.operand if isinstance(expr, Negate) else expr, Constant)


@attrs.frozen(cache_hash=True, order=False, repr=False)
class Function(Expr):
    """What a function written in Python gives for some numbers.

    A formula holds no more than its name: what is neither installed nor registered cannot run.
    The function itself says how many operands it takes, which units they may have, and whether it is asked where one is
    missing; otherwise the result is missing there.

    Attributes:
        name: The function's name.
        operands: What it is given. Two bare numbers do not stand side by side: that is how a decimal comma looks.
    """

    word: ClassVar[str] = "function"
    name: str = attrs.field(validator=name_validator)
    operands: tuple[Expr, ...] = attrs.field(validator=several)

    @operands.validator
    def _no_decimal_comma(self, _attribute: attrs.Attribute[Any], operands: tuple[Expr, ...]) -> None:
        for left, right in pairwise(operands):
            if _bare(left) and _bare(right):
                raise DefinitionError(
                    f"the bare numbers {left} and {right} stand side by side; is it a decimal comma?",
                    "write the number with a point, or set fixed numbers inside the function.",
                )
