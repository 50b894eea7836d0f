"""The command that shows what a name or code means, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dxplan.commands.options import FORMAT_JSON, LANG
from dxplan.commands.output import echo, print_json, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.typing import Lang


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--on", metavar="DATE", help="Show only places of this day or period; without it, those of all times.")
@FORMAT_JSON
@LANG
def places(name: Sequence[str], *, on: str | None, shape: str, lang: Lang) -> None:
    """Show every place that a name or code may mean: its code, level, parent, and the days and laws it lies between.

    NAME may be written as in real files: without diacritics, in capitals, with or without TP., Tỉnh or UBND.
    The places are those of dxplan's own tables: of districts and communes these hold only those of Điện Biên.

    \b
    dxplan places Bắc Ninh
    dxplan places Bắc Ninh --on 2026
    dxplan places 24 --on 2024-12-31 --format json
    """  # noqa: D301 (click reads the backspace)
    from dxplan.places import gazetteer
    from dxplan.report.document.listings import places_document
    from dxplan.report.places import say_places

    written = " ".join(name)
    found = gazetteer.all_named(written, on=on)
    if not found:
        raise gazetteer.nameless(written, on=on)
    if shape == "json":
        print_json(places_document(found, gazetteer))
    else:
        echo(say_places(found, gazetteer, lang, width=width()))


COMMANDS = (places,)
