"""The command that ranks places by an indicator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from dxplan.commands.options import FORMAT, LANG, NUMBERS, SHEET
from dxplan.commands.output import print_, print_csv, print_json
from dxplan.commands.sources import figures_of, named_figures
from dxplan.commands.watching import QUIET, one_by_one, watched, weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.figures.asked_places import IntoPlaces
    from dxplan.typing import Lang, NumberStyle


def places_named(text: str) -> IntoPlaces:
    """Read what a user names: a level, or several codes or names with commas between them."""
    from dxplan.places import LEVELS

    names = [name.strip() for name in text.split(",") if name.strip()]
    known = len(names) == 1 and names[0].casefold() in LEVELS
    return names[0].casefold() if known else names


@click.command()
@click.argument("plan")
@click.argument("indicator")
@click.argument("figures", nargs=-1)
@click.option("--at", metavar="PERIOD", help="The period of the figures, such as 2024; today if left out.")
@click.option(
    "--places",
    default="province",
    show_default=True,
    metavar="LEVEL|CODES",
    help="The places: a level (province, district, commune), or codes or names with commas between them.",
)
@click.option(
    "--where",
    multiple=True,
    metavar="DIMENSION=MEMBER",
    help="Rank by figures of this member of a dimension, such as level=commune; may be repeated.",
)
@click.option("--known-on", metavar="DATE", help="Use only what was public by the end of this day or period.")
@FORMAT
@NUMBERS
@SHEET
@QUIET
@LANG
def rank(
    plan: str,
    indicator: str,
    figures: Sequence[str],
    *,
    at: str | None,
    places: str,
    where: Sequence[str],
    known_on: str | None,
    shape: str,
    numbers: NumberStyle | None,
    sheet: str | None,
    quiet: bool,
    lang: Lang,
) -> None:
    """Rank places by an indicator, with ties, and with the number of places that the rank is among.

    PLAN says what the INDICATOR is: its unit, which way is better, and which series answers.
    Without files of FIGURES those that come with the plan are used.
    Places without a figure have no rank; they are named below, with the reason.

    \b
    dxplan rank vn-749 digital_economy_share figures.csv --at 2022
    dxplan rank my-plan.toml fibre_households figures.csv --at 2024 --places 01,24,79
    """  # noqa: D301 (click reads the backspace)
    from dxplan.figures.figure import parse_breakdown
    from dxplan.figures.reports import Reports
    from dxplan.io.plans import load_plan
    from dxplan.scorecard.rank import rank_places

    loaded = load_plan(plan)
    with watched(lambda: weights_of([loaded], figures), lang, quiet=quiet):
        tables = [named_figures(file, numbers, sheet) for file in one_by_one(figures)]
        tables = tables or [figures_of(plan, loaded, numbers, Reports())]
        ranking = rank_places(
            loaded,
            tables[0].joined(tables),
            indicator,
            at=at or date.today(),  # noqa: DTZ011 (a person's today)
            places=places_named(places),
            where=parse_breakdown(";".join(where)),
            known_on=known_on,
        )
    if shape == "json":
        from dxplan.report.document.ranking import ranking_document

        print_json(ranking_document(ranking))
    elif shape == "csv":
        print_csv(ranking.to_native())
    else:
        from dxplan.report.ranking import render_ranking

        print_(render_ranking(ranking, lang))


COMMANDS = (rank,)
