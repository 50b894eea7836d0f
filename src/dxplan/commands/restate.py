"""Commands that carry figures and targets over to the places of another day, and figures up to a higher level."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxplan.commands.options import FORMAT, LANG, NUMBERS, SHEET
from dxplan.commands.output import echo, print_, print_csv, print_json, width
from dxplan.commands.restated_files import check_free, is_folder, write_restated
from dxplan.commands.sources import NoFiguresError, figures_of, named_figures, parted, reports_of
from dxplan.commands.watching import QUIET, merging_weights, one_by_one, watched
from dxplan.typing import IF_MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.figures import Figures
    from dxplan.figures.merged import MergedFigures
    from dxplan.model.plan import Plan
    from dxplan.typing import Lang, NumberStyle

_MOST_TOLD = 20
"""Of so many figures `--parts` tells all; json has every one."""


def _merging(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that both commands have."""
    for option in (
        LANG,
        QUIET,
        FORMAT,
        SHEET,
        NUMBERS,
        click.option(
            "--output",
            type=click.Path(path_type=Path),
            metavar="FILE|DIR",
            help="Write the figures to a file that evaluate reads: .csv, .xlsx or .parquet; of restate also to a "
            "folder, with the plan that is inherited; never over another.",
        ),
        click.option(
            "--parts",
            is_flag=True,
            help="Say of each figure all that it was made of, with weights, sources and laws.",
        ),
        click.option("--known-on", metavar="DATE", help="Use only what was public by the end of this day or period."),
        click.option(
            "--missing",
            type=click.Choice(IF_MISSING),
            default="missing",
            show_default=True,
            help="Where a part has no figure: missing gives no value, ignore an estimate from the known parts.",
        ),
        click.option(
            "--weights",
            multiple=True,
            metavar="[INDICATOR=]CODE",
            help="What weighs where an indicator names nothing that does, which makes estimates; may be repeated.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PLAN... [FIGURES...]")
@click.option("--to", required=True, metavar="DATE", help="The day whose places the figures are restated to.")
@click.option(
    "--only",
    type=click.Choice(("targets", "figures")),
    help="Show only what became of the targets of earlier plans, or only the figures.",
)
@_merging
def restate(sources: Sequence[str], *, to: str, only: str | None, **options: Any) -> None:
    """Carry targets and figures over to the places of another day, such as from the 63 provinces to the 34.

    Of plans that were adopted before the day, what became of each target is shown first, if any place or level changed.

    Each indicator merges as its plan declares in over_units: counts are added up, shares weighed by their own
    denominator. What cannot be merged has no value, with the reason; figures of places that stay are left as they are.
    A figure that was reported of the new place itself counts, and the computed one stands beside it.

    \b
    dxplan restate my-plan.toml figures.csv --to 2025-07-01
    dxplan restate my-plan.toml figures.csv --to 2025-07-01 --parts
    dxplan restate my-plan.toml figures.csv --to 2025-07-01 --output restated.csv
    dxplan restate my-plan.toml figures.csv --to 2025-07-01 --output my-plan-2025
    dxplan restate one-plan.toml other-plan.toml --to 2025-07-01 --only targets
    """  # noqa: D301 (click reads the backspace)
    if only == "targets" and options["shape"] == "csv":
        raise click.UsageError("--only targets has no csv; use --format json")
    if only == "targets" and options["output"] is not None:
        raise click.UsageError("--only targets writes no files; leave out --only or --output")
    if only == "targets":
        _print_targets(sources, to, options["shape"], options["lang"])
        return
    above = "" if only == "figures" or options["shape"] != "table" else _changed_targets(sources, to, options["lang"])
    _run(
        sources,
        lambda figures, plans, settings: figures.restate(*plans, to=to, **settings),
        above=above,
        to=to,
        **options,
    )


def _print_targets(sources: Sequence[str], to: str, shape: str, lang: Lang) -> None:
    """Show what became of the targets of all plans."""
    from dxplan.model.restated.restating import restate_plans
    from dxplan.report.document.restated_targets import restated_targets_document
    from dxplan.report.restated_targets import say_restated_targets

    found = restate_plans(_plans(sources)[0], to=to)
    if shape == "json":
        print_json(restated_targets_document(found))
    else:
        echo(say_restated_targets(found, lang, width=width()))


def _changed_targets(sources: Sequence[str], to: str, lang: Lang) -> str:
    """Say what became of the targets of the plans that are earlier than the day; nothing where no place changed."""
    from dxplan.model.restated.restating import restate_plans
    from dxplan.model.restated.target import WhyInherited
    from dxplan.periods import Period
    from dxplan.report.restated_targets import say_restated_targets

    day = Period.of(to).last
    earlier = [plan for plan in _plans(sources)[0] if plan.adopted.last <= day]
    found = restate_plans(earlier, to=to) if earlier else ()
    changed = any(row.why is not WhyInherited.SAME_PLACE for row in found)
    return say_restated_targets(found, lang, width=width()) if found and changed else ""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PLAN... [FIGURES...]")
@click.option("--to", required=True, metavar="LEVEL", help="The level of the places above, such as province.")
@click.option("--on", required=True, metavar="DATE", help="The day on which places belong to those above.")
@click.option("--from", "parts_of", metavar="LEVEL", help="The level of the parts; the next lower one if left out.")
@_merging
def rollup(sources: Sequence[str], *, to: str, on: str, parts_of: str | None, **options: Any) -> None:
    """Roll figures up from places to those of a higher level, such as from communes to the province.

    Each indicator merges as its plan declares in over_units. Where a figure of the place above was reported, that
    counts, and the computed one stands beside it.

    \b
    dxplan rollup my-plan.toml communes.csv --to province --on 2026-12-31
    dxplan rollup my-plan.toml communes.csv --to province --on 2026-12-31 --format csv > province.csv
    """  # noqa: D301 (click reads the backspace)
    _run(
        sources,
        lambda figures, plans, settings: figures.roll_up(*plans, to=to, on=on, parts=parts_of, **settings),
        **options,
    )


def _run(
    sources: Sequence[str],
    merge: Callable[[Figures, Sequence[Plan], dict[str, Any]], MergedFigures],
    *,
    weights: Sequence[str],
    missing: str,
    known_on: str | None,
    parts: bool,
    output: Path | None,
    numbers: NumberStyle | None,
    sheet: str | None,
    shape: str,
    quiet: bool,
    lang: Lang,
    above: str = "",
    to: str | None = None,
) -> None:
    folder = to is not None and output is not None and is_folder(output)
    if output is not None:
        check_free(output, folder=folder)
    settings = {"weights": _weights(weights), "missing": missing, "known_on": known_on}
    plans, files = _plans(sources)
    try:
        with watched(lambda: merging_weights(files), lang, quiet=quiet):
            found = merge(_figures(sources, plans, files, numbers, sheet), plans, settings)
    except NoFiguresError as error:
        if above:
            echo(above)
        if not above or output is not None:
            raise
        echo(error.say(lang), err=True)
        return
    if above:
        echo(f"{above}\n")
    _show(found, shape, lang, parts=parts)
    if output is not None:
        write_restated(found.figures, output, lang, plans=plans, to=to if folder else None)


def _plans(sources: Sequence[str]) -> tuple[list[Plan], list[str]]:
    """Load the plans among some sources, and give them with the files of figures."""
    from dxplan.io.plans import load_plan

    names, files = parted(sources)
    plans: list[Plan] = []
    for name in names:
        plans.append(load_plan(name, beside=plans))
    return plans, files


def _figures(
    sources: Sequence[str], plans: Sequence[Plan], files: Sequence[str], numbers: NumberStyle | None, sheet: str | None
) -> Figures:
    """Read the files of figures, or where none is named what comes with the plans."""
    from dxplan.figures import Figures

    names = [source for source in sources if source not in files]
    tables = [named_figures(file, numbers, sheet) for file in one_by_one(files)] or [
        figures_of(name, plan, numbers, reports_of(name, plan)) for name, plan in zip(names, plans, strict=True)
    ]
    return Figures.joined(tables)


def _show(found: MergedFigures, shape: str, lang: Lang, *, parts: bool) -> None:
    if shape == "json":
        from dxplan.report.document.merged import merged_stream

        print_json(merged_stream(found))
        return
    if shape == "csv":
        print_csv(found.to_native())
        return
    from dxplan.report.merged import render_merged
    from dxplan.report.merged_wording import say, say_merged

    print_(render_merged(found, lang))
    if parts:
        for merged in islice(found, _MOST_TOLD):
            echo(f"\n{say_merged(merged, lang, width=width())}")
        if len(found) > _MOST_TOLD:
            echo(f"\n{say('more', lang, number=len(found) - _MOST_TOLD)}")


def _weights(said: Sequence[str]) -> dict[str, str] | str | None:
    """Read ``CODE``, or ``INDICATOR=CODE`` several times."""
    pairs = [text.partition("=") for text in said]
    if len(pairs) == 1 and not pairs[0][1]:
        return pairs[0][0].strip()
    for text, (name, equals, code) in zip(said, pairs, strict=True):
        if not (equals and name.strip() and code.strip()):
            raise click.UsageError(f"--weights {text!r} is not INDICATOR=CODE; one code alone weighs all of them")
    return {name.strip(): code.strip() for name, _, code in pairs} or None


COMMANDS = (restate, rollup)
