"""How commands print, and with which code they end."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

PROBLEMS = 1
"""The exit code where something is wrong with what was given; wrong use of the command line gives 2."""

_NARROW, _WIDE = 80, 120


@contextmanager
def working(said: str) -> Iterator[None]:
    """Show that work is under way, on the terminal of a person who waits; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(said):
        yield


def print_(shown: RenderableType) -> None:
    """Print what rich can lay out, without colour where the output is no terminal."""
    from rich.console import Console

    Console(width=width(), highlight=False, emoji=False, markup=False).print(shown)


FORMATS = ("table", "json", "csv")
"""What a command can print: a table for people, a document or a table for programs."""


def print_json(value: object) -> None:
    """Print a document of plain values for programs."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def print_csv(table: Any) -> None:
    """Print a dataframe for programs."""
    from dxplan.io.table_writer import dumps_csv

    click.echo(dumps_csv(table), nl=False)


def width() -> int:
    """Use the terminal's width between 80 and 120 columns, and 80 where the output is no terminal."""
    if not sys.stdout.isatty():
        return _NARROW
    import shutil

    return max(_NARROW, min(shutil.get_terminal_size((_NARROW, 24)).columns, _WIDE))
