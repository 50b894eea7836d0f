"""How commands print, and with which code they end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from dxplan.text import visible

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

PROBLEMS = 1
"""The exit code where something is wrong with what was given; wrong use of the command line gives 2."""

_NARROW, _WIDE = 80, 120


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person may see what is written; a service may have closed the stream."""
    return stream is not None and stream.isatty()


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a text for people; a terminal obeys nothing that stands in it."""
    click.echo(visible(text), err=err)


def print_(shown: RenderableType) -> None:
    """Print what rich can lay out, without colour where the output is no terminal, or a text for programs."""
    if isinstance(shown, str):
        # What is kept is data, and stays as it is.
        click.echo(visible(shown) if is_terminal(sys.stdout) else shown, nl=not shown.endswith("\n"))
        return
    from rich.console import Console

    Console(width=width(), highlight=False, emoji=False, markup=False).print(_Visible(shown))


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
    """Print a document of plain values for programs."""
    print_(json_text(value))


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
