"""How commands print, and with which code they end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

import click

from dxplan.text import visible

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

PROBLEMS = 1
"""The exit code where something is wrong with what was given; wrong use of the command line gives 2."""

_NARROW, _WIDE = 80, 120

_IN_MEMORY = 1 << 24
"""So many characters of a long text are held in memory."""


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person may see what is written; a service may have closed the stream."""
    return stream is not None and stream.isatty()


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a text for people; a terminal obeys nothing that stands in it."""
    click.echo(visible(text), err=err)


def print_(shown: RenderableType | LongText) -> None:
    """Print what rich can lay out, without colour where the output is no terminal, or a text for programs."""
    if isinstance(shown, str | LongText):
        _print_pieces([shown] if isinstance(shown, str) else shown)
        return
    from rich.console import Console

    Console(width=width(), highlight=False, emoji=False, markup=False).print(_Visible(shown))


class LongText:
    """A text for programs that may be larger than memory: it is kept on disk until it is printed.

    Args:
        pieces: The text, piece by piece.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        import weakref
        from tempfile import SpooledTemporaryFile

        self._kept = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 (closed below)
        weakref.finalize(self, self._kept.close)
        for piece in pieces:  # writelines would hold them all
            self._kept.write(piece)

    def __iter__(self) -> Iterator[str]:
        self._kept.seek(0)
        while piece := self._kept.read(_IN_MEMORY):
            yield piece


class _Visible:
    """What rich lays out, with whatever a terminal would obey taken out of its texts."""

    def __init__(self, shown: RenderableType) -> None:
        self.shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.shown, options):
            yield segment if segment.control else segment._replace(text=visible(segment.text))


FORMATS = ("table", "json", "csv")
"""What a command can print: a table for people, a document or a table for programs."""


def json_text(value: object) -> str:
    """Write a document of plain values for programs."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def print_json(value: object) -> None:
    """Print a document of plain values for programs; what an iterator in it gives is printed as it comes."""
    _print_pieces(json_pieces(value))


def _print_pieces(pieces: Iterable[str]) -> None:
    """Print a text for programs, which ends with a line end; what is kept is data, and stays as it is."""
    shown, piece = visible if is_terminal(sys.stdout) else str, ""
    for piece in pieces:
        click.echo(shown(piece), nl=False)
    if not piece.endswith("\n"):
        click.echo()


def json_pieces(value: object) -> Iterator[str]:
    """Write a document piece by piece, and an iterator among the values of its keys as a list, one after another."""
    if not isinstance(value, dict) or not any(isinstance(inner, Iterator) for inner in value.values()):
        yield json_text(value)
        return
    for number, (key, inner) in enumerate(value.items()):
        yield f"{',' if number else '{'}\n  {json_text(key)}: "
        yield from _listed(inner) if isinstance(inner, Iterator) else [_deeper(json_text(inner), 1)]
    yield "\n}"


def _listed(items: Iterator[object]) -> Iterator[str]:
    number = -1
    for number, item in enumerate(items):
        yield f"{',' if number else '['}\n    {_deeper(json_text(item), 2)}"
    yield "[]" if number < 0 else "\n  ]"


def _deeper(text: str, levels: int) -> str:
    """Indent all lines but the first; within texts JSON has no line ends."""
    return text.replace("\n", "\n" + levels * "  ")


def csv_text(table: Any) -> str:
    """Write a dataframe for programs."""
    from dxplan.io.table_writer import dumps_csv

    return dumps_csv(table)


def print_csv(table: Any) -> None:
    """Print a dataframe for programs."""
    print_(csv_text(table))


def width() -> int:
    """Use the terminal's width between 80 and 120 columns, and 80 where the output is no terminal."""
    if not is_terminal(sys.stdout):
        return _NARROW
    import shutil

    return max(_NARROW, min(shutil.get_terminal_size((_NARROW, 24)).columns, _WIDE))
