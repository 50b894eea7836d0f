"""One tree of errors and warnings.

Every error says a fact with the values in it and, as a hint, the way out.
Each leaf is also the builtin a stranger would catch, and all of them survive pickling to a worker process.
Classes that only differ in name differ so that callers can tell them apart in an ``except``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import attrs

from dxplan import messages
from dxplan.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.typing import Lang


@attrs.frozen
class Where:
    """A spot in a file that a problem is about.

    Attributes:
        path: The place inside the document, such as ``$.targets[1].by`` or a column name.
        file: The file's name as the caller gave it.
        line: The line, or for tables the row with the header as row 1.
        figure: The place and period of a figure, and its breakdown, where its table does not number its rows.
    """

    path: str = ""
    file: str = ""
    line: int | None = None
    figure: str = ""

    def __str__(self) -> str:
        spot = f"{self.file}:{self.line}" if self.line is not None else self.file
        within = ", ".join(part for part in (spot, self.figure) if part)
        return " ".join(part for part in (self.path, f"({within})" if within else "") if part)

    def say(self, lang: Lang) -> str:
        """Give the spot as it stands after a fact: `` @ path (file:line)``, or `` (file, dòng line, path)``."""
        if lang == "en":
            return f" @ {self}"
        line = "" if self.line is None else f"dòng {self.line}"
        parts = [part for part in (self.file, line, self.figure, self.path) if part]
        return f" ({', '.join(parts)})" if parts else ""


@attrs.define(slots=False, eq=False, repr=False)
class DxplanError(Exception):
    """Base of everything that dxplan raises on purpose.

    Attributes:
        fact: What is so, with the values.
        hint: What to do about it.
        where: The spot it is about, if there is one.
    """

    fact: str
    hint: str = ""
    where: Where | None = None

    def __str__(self) -> str:
        return self.say("en")

    def say(self, lang: Lang) -> str:
        """Give the error in a language; what has no translation stays English."""
        text = messages.say(self.fact, lang) + (self.where.say(lang) if self.where else "")
        word = "Gợi ý" if lang == "vi" else "Hint"
        return f"{text}\n\n{word}: {messages.say(self.hint, lang)}" if self.hint else text

    def line(self, lang: Lang = "en") -> str:
        """Give the problem on a single line: ``what @ path (file:line) Hint: …``."""
        return " ".join(self.say(lang).split())

    def at(self, where: Where) -> Self:
        """Return a copy that points at `where`."""
        return attrs.evolve(self, where=where)


class DefinitionError(DxplanError, ValueError):
    """A plan, goal, indicator or other definition cannot stand as written."""


class GoalError(DefinitionError):
    """The wording of a goal cannot be read."""


class PeriodError(DefinitionError):
    """The wording of a period or date cannot be read."""


class DuplicateCodeError(DefinitionError):
    """Two things of one kind carry the same code."""


class UnknownCodeError(DefinitionError, LookupError):
    """A code is used that nothing defines."""

    @classmethod
    def among(cls, kind: str, code: str, known: Iterable[str]) -> Self:
        """Name the unknown `code`, and the nearest of the known ones."""
        known = sorted(known)
        close = nearest(code, known)
        if close:
            hint = f"did you mean {close!r}?"
        elif known:
            hint = f"known {kind} codes: {', '.join(known)}."
        else:
            hint = f"no {kind} is defined here; define one first."
        return cls(f"no {kind} has the code {code!r}", hint)


class UnknownLineageError(DefinitionError, LookupError):
    """The tables do not say what a place was made from, or what became of it."""


class FormulaError(DefinitionError):
    """A text is not a formula of the expression language."""


class CyclicFormulaError(FormulaError):
    """Formulas need each other in a circle."""


class UnitMismatchError(DefinitionError, TypeError):
    """Two quantities that must share a unit do not."""


class FiguresError(DxplanError, ValueError):
    """A table of figures cannot be used as it stands."""


class MissingColumnError(FiguresError):
    """A table lacks a column that it must have."""


class DuplicateFigureError(FiguresError):
    """One key and vintage has two different values."""


class AmbiguousNumberError(FiguresError):
    """A number reads differently in Vietnamese and in English."""


class MixedMethodError(FiguresError):
    """One series mixes methods and its indicator does not say which one is the reference."""


class AmbiguousPlaceError(FiguresError):
    """A code meant two different places within one period."""


@attrs.define(slots=False, eq=False, repr=False)
class MoreError(FiguresError):
    """Stands for problems of one kind that are left out of a long list.

    Attributes:
        number: How many they are.
    """

    number: int = 1


class UnsupportedBackendError(DxplanError, NotImplementedError):
    """A kind of dataframe cannot do what is asked."""


class FunctionError(DxplanError, RuntimeError):
    """A function written in Python failed, or gave something else than a number."""


class PluginError(DxplanError, ImportError):
    """Something that another package offers cannot be loaded."""


class Problems(DxplanError, ExceptionGroup[DxplanError]):  # noqa: N818 (it is several errors)
    """Everything that is wrong with a file or a table, at once.

    Attributes:
        rest: What could be read all the same, so that it can be looked at too; None where nothing could.
    """

    rest: Any = None

    def __new__(cls, title: str, problems: Sequence[DxplanError]) -> Self:
        """Make the group; `problems` must not be empty."""
        return super().__new__(cls, title, problems)

    def __init__(self, title: str, problems: Sequence[DxplanError]) -> None:
        """Keep the title as the fact; the group keeps the problems."""
        super().__init__(title)
        self.args = (title, list(problems))

    def say(self, lang: Lang) -> str:
        """Give the title with the number of problems, and one line for each."""
        return "\n".join([f"{messages.say(self.fact, lang)} ({self.number})", *self.lines(lang)])

    @property
    def number(self) -> int:
        """How many problems there are, those included that a long list leaves out."""
        return sum(problem.number if isinstance(problem, MoreError) else 1 for problem in self.leaves())

    def at(self, where: Where) -> Self:
        """Return the group with every problem that has no spot of its own pointed at `where`."""
        placed = [problem if problem.where else problem.at(where) for problem in self.leaves()]
        return type(self)(self.fact, placed)

    def lines(self, lang: Lang = "en") -> list[str]:
        """Give one line for each problem, in the order found."""
        return [problem.line(lang) for problem in self.leaves()]

    def leaves(self) -> Iterator[DxplanError]:
        """Give every single problem, in the order found."""
        for problem in self.exceptions:
            if isinstance(problem, Problems):
                yield from problem.leaves()
            elif isinstance(problem, DxplanError):
                yield problem

    def derive(self, excs: Sequence[DxplanError]) -> Problems:  # type: ignore[override]
        """Keep the class when ``except*`` splits the group."""
        return Problems(self.fact, excs)


class DxplanWarning(UserWarning):
    """Base of the warnings that dxplan gives."""


class LargeFrameWarning(DxplanWarning):
    """A dataframe is larger than its library is good for."""


class UnusedColumnWarning(DxplanWarning):
    """A table has columns that dxplan does not use."""
