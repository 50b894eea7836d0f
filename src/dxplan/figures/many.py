"""Long lists of problems, cut to what a person can read; what is left out is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import DxplanError, MoreError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 20
"""How many problems of one kind, in one column of one table, are said one by one."""


def in_order(problems: Iterable[DxplanError]) -> list[DxplanError]:
    """Put problems in the order of their files and rows; what stands for more comes last."""
    return sorted(problems, key=lambda problem: (isinstance(problem, MoreError), *_order(problem)))


def readable(problems: Iterable[DxplanError]) -> list[DxplanError]:
    """Put problems in the order of their files and rows, and let one line stand for all but the first of a kind."""
    kinds: dict[tuple[type, str, str], list[DxplanError]] = {}
    for problem in in_order(problems):
        where = problem.where or Where()
        kinds.setdefault((type(problem), where.path, where.file), []).append(problem)
    kept = [problem for found in kinds.values() for problem in found[:MOST]]
    return [*in_order(kept), *_left_out(kinds.values())]


def _left_out(kinds: Iterable[list[DxplanError]]) -> Iterator[DxplanError]:
    for found in kinds:
        number = len(found) - MOST
        if number > 0:
            first, last = found[MOST].where or Where(), found[-1].where or Where()
            rows = f", in rows {first.line} to {last.line}" if first.line is not None and number > 1 else ""
            yield MoreError(
                f"{number} more of this kind{rows}", "mend the first ones, then look again.", first, number=number
            )


def _order(problem: DxplanError) -> tuple[str, int]:
    where = problem.where or Where()
    return where.file, where.line or 0
