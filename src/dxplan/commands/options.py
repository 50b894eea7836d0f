"""Options that several commands have."""

from __future__ import annotations

import click

from dxplan.commands.output import FORMATS
from dxplan.text import locale_lang
from dxplan.typing import LANGS

NUMBERS = click.option(
    "--numbers",
    type=click.Choice(LANGS),
    help="How numbers in the files are written: vi is 1.234,5 and en is 1,234.5.",
)

SHEET = click.option("--sheet", metavar="NAME", help="Of a workbook of figures the sheet.")

PLACES = click.option(
    "--places",
    metavar="LEVEL|CODES",
    help="Ask the targets of these places instead of the plan's own: of all places of a level (province, "
    "district, commune), or of codes or names with commas between them.",
)

FORMAT = click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="A table for people; json or csv for programs, the same in every language.",
)

FORMAT_JSON = click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS[:2]),
    default=FORMATS[0],
    show_default=True,
    help="A table for people, or json for programs, the same in every language.",
)

LANG = click.option(
    "--lang",
    type=click.Choice(LANGS, case_sensitive=False),
    default=locale_lang,
    show_default="from the locale",
    help="Language.",
)
