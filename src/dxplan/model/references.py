"""Codes that things of a plan give to one another: given twice, given and not defined, or in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dxplan.errors import DuplicateCodeError, UnknownCodeError, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.errors import DxplanError


class Coded(Protocol):
    """Whatever has a code."""

    @property
    def code(self) -> str:
        """Its code."""


def duplicates(field: str, things: Sequence[Coded]) -> Iterator[DxplanError]:
    """Find codes that two things of one list have."""
    first: dict[str, int] = {}
    for place, thing in enumerate(things):
        if thing.code in first:
            yield DuplicateCodeError(
                f"{field} {first[thing.code] + 1} and {place + 1} both have the code {thing.code!r}",
                "give one of them another code.",
                Where(f"$.{field}[{place}].code"),
            )
        first.setdefault(thing.code, place)


def unknown(kind: str, code: str | None, known: Sequence[Coded], path: str) -> Iterator[DxplanError]:
    """Find a code that nothing defines."""
    codes = [thing.code for thing in known]
    if code is not None and code not in codes:
        yield UnknownCodeError.among(kind, code, codes).at(Where(path))


def circle(code: str, needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Give the way from a code back to itself, or nothing."""
    waiting: list[tuple[str, ...]] = [(code,)]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop()
        for needed in needs.get(way[-1], ()):
            if needed == code:
                return (*way, needed)
            if needed not in seen:
                seen.add(needed)
                waiting.append((*way, needed))
    return ()
