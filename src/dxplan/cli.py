"""The command line, thin over the API."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dxplan.commands import new as new_commands
from dxplan.commands import places as place_commands
from dxplan.commands import plans as plan_commands
from dxplan.commands import rank as rank_commands
from dxplan.commands import restate as restate_commands
from dxplan.commands.language import Group, language_of, speak
from dxplan.commands.options import FORMAT, FORMAT_JSON, LANG, NUMBERS, PLACES, SHEET
from dxplan.commands.output import PROBLEMS, LongText, csv_text, echo, json_pieces, json_text, print_, print_json, width
from dxplan.commands.periods import AT, SEVERAL, periods_named
from dxplan.commands.rank import places_named
from dxplan.commands.sources import figures_of, named_figures, parted, reports_of
from dxplan.commands.watching import QUIET, one_by_one, watched, weights_of
from dxplan.errors import DxplanError, DxplanWarning
from dxplan.messages import say
from dxplan.progress import WorkStage, pieces, span
from dxplan.text import Text, locale_lang
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import RenderableType

    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod, Period
    from dxplan.scorecard.panel import Panel
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang, NumberStyle

Laid = TypeVar("Laid")

_PAGE = Text(vi="Đã ghi trang báo cáo:", en="Page written:")


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every question about figures has."""
    for option in (
        QUIET,
        NUMBERS,
        SHEET,
        click.option(
            "--lang",
            type=click.Choice(LANGS),
            default=locale_lang,
            show_default="from the locale",
            help="Language of the output.",
        ),
        click.option(
            "--param",
            "params",
            multiple=True,
            metavar="NAME=VALUE",
            help="Set a parameter of the method, such as r_high=0.9; may be repeated.",
        ),
        click.option(
            "--method",
            default="attainment",
            show_default=True,
            help="How progress is measured: an installed method (see `dxplan methods`) or a method file.",
        ),
        click.option(
            "--reports",
            multiple=True,
            metavar="FILE",
            help="Read reports on tasks and milestones from this file (.csv, .xlsx or .parquet); may be repeated.",
        ),
        PLACES,
        click.option("--known-on", metavar="DATE", help="Use only what was public by the end of this day or period."),
    ):
        command = option(command)
    return command


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dxplan", message="%(version)s")
def cli() -> None:
    """Say honestly how far a plan has come towards what it promised.

    \b
    dxplan evaluate dien-bien-2020 --at 2025
    dxplan explain dien-bien-2020 fibre-households --at 2025 --lang vi
    """  # noqa: D301 (click reads the backspace)


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="PLAN... [FIGURES...]")
@FORMAT
@click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Write it as a page too: one HTML file that needs no network.",
)
@_common
@SEVERAL
def evaluate(sources: Sequence[str], *, shape: str, report: str | None, at: Sequence[str], **options: Any) -> None:
    """Show how far the targets and tasks of one or several plans have come.

    PLAN is the code of an installed plan, a plan file (.toml) or a folder that holds a plan.toml.
    FIGURES are files of figures (.csv, .xlsx or .parquet), or folders of .parquet files; without one, the figures that
    come with each plan are used.
    So are the reports that come with each plan, unless --reports names others.

    \b
    dxplan evaluate dien-bien-2020 vn-749 --at 2025
    dxplan evaluate my-plan.toml figures.csv --reports reports.csv --at 2025 --lang vi
    dxplan evaluate dien-bien-2020 --at 2025 --format json > card.json
    dxplan evaluate dien-bien-2020 --at 2025 --report report.html
    dxplan evaluate vn-749 --at 2020..2025
    dxplan evaluate vn-749 figures.csv --at 2024 --places province
    """  # noqa: D301 (click reads the backspace)
    plans, figures = parted(sources)
    if report is not None and not str(report).lower().endswith((".html", ".htm")):
        raise click.UsageError(f"--report writes a page: end the name {str(report)!r} with .html")
    periods = periods_named(at)
    if isinstance(periods, list) and report is not None:
        raise click.UsageError("a page is about one period: name one with --at, or leave out --report")
    lang, quiet = options["lang"], options["quiet"]
    card, shown = _evaluate(
        plans, figures, lambda card: _laid_out(card, shape, lang), writing=_WRITING[shape], at=periods, **options
    )
    print_(shown)
    if report is not None:
        from dxplan.report.page.write import write_report

        with watched(lambda: {WorkStage.WRITING: 1.0}, lang, quiet=quiet):
            written = write_report(card, report, lang=lang)
        echo(f"{_PAGE.in_(lang)} {written}", err=True)


_WRITING = {"table": 3e-6, "json": 9e-5, "csv": 2e-6}
"""What it takes to write a judged figure, beside what the other stages take."""


def _laid_out(card: Scorecard | Panel, shape: str, lang: Lang) -> RenderableType | LongText:
    """Write a scorecard, or several periods side by side, as a table for people or as text for programs."""
    from dxplan.scorecard.panel import Panel

    if shape == "csv":
        return csv_text(card.to_native())
    if isinstance(card, Panel):
        from dxplan.report.document.panel import panel_document
        from dxplan.report.panel import render_panel

        for one in pieces(WorkStage.WRITING, card):
            _ = one.lines
        return json_text(panel_document(card)) if shape == "json" else render_panel(card, lang)
    # What takes longest is made first, so that it can be told how far it has come.
    lines, unused = (0.1, 0.2) if shape == "json" else (0.3, 0.6)
    with span(WorkStage.WRITING, 0.0, lines):
        _ = card.lines
    with span(WorkStage.WRITING, lines, unused):
        _ = card.unused if shape == "json" else card.unasked
    if shape == "json":
        from dxplan.report.document.card import scorecard_stream

        with span(WorkStage.WRITING, unused, 1.0):
            return LongText(json_pieces(scorecard_stream(card)))
    from dxplan.report.terminal import render_scorecard

    return render_scorecard(card, lang)


@cli.command()
@click.argument("plan")
@click.argument("target")
@click.argument("figures", nargs=-1)
@click.option("--steps", is_flag=True, help="Add every step of the computation, with its formula, value and source.")
@_common
@AT
def explain(plan: str, target: str, figures: Sequence[str], *, steps: bool, at: str | None, **options: Any) -> None:
    """Say why the line of one target or task says what it says, with the source of every number.

    \b
    dxplan explain vn-749 egdi-2025 --at 2025
    dxplan explain vn-749 egdi-2025 --at 2025 --steps
    dxplan explain my-plan.toml fibre-households figures.csv --at 2025
    dxplan explain my-plan.toml fibre-households@24 figures.csv --at 2024
    """  # noqa: D301 (click reads the backspace)
    if options["places"] is None and "@" in target:
        options["places"] = target.rpartition("@")[2]
    lang, columns = options["lang"], width()

    def explained(card: Scorecard) -> str:
        if target.rpartition(":")[2] in {line.task.code for line in card.tasks}:
            return card.tasks.explain(target).text(lang, width=columns)
        return card.explain(target).text(lang, width=columns, steps=steps)

    echo(_evaluate([plan], figures, explained, at=periods_named([at] if at else []), **options)[1])


@cli.command()
@FORMAT_JSON
@LANG
def methods(shape: str, lang: Lang) -> None:
    """List the methods that are installed.

    \b
    dxplan methods
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.methods import installed_methods, load_method

    loaded = [load_method(name) for name in installed_methods()]
    if shape == "json":
        from dxplan.report.document.listings import methods_document

        print_json(methods_document(loaded))
        return
    margin = 2 + max(len(method.id) for method in loaded)
    for method in loaded:
        echo(f"{method.id.ljust(margin)}{method.title.in_(lang)} ({method.version})")


def _evaluate(
    plans: Sequence[str],
    figures: Sequence[str],
    then: Callable[[Any], Laid],
    *,
    writing: float = 0.0,
    quiet: bool,
    at: IntoPeriod | list[Period],
    reports: Sequence[str],
    known_on: str | None,
    method: str,
    params: Sequence[str],
    numbers: NumberStyle | None,
    sheet: str | None,
    places: str | None,
    lang: Lang,
) -> tuple[Any, Laid]:
    """Evaluate, and make something of the answer; a person who waits sees how far both have come."""
    from dxplan.figures.reports import Reports
    from dxplan.io.methods import load_method
    from dxplan.io.plans import load_plan
    from dxplan.io.reports import read_reports
    from dxplan.scorecard.evaluate import evaluate as evaluate_

    loaded: list[Plan] = []
    for plan in plans:
        loaded.append(load_plan(plan, beside=loaded))
    told = Reports.joined(
        [read_reports(file) for file in reports]
        or [reports_of(name, plan) for name, plan in zip(plans, loaded, strict=True)]
    )
    chosen = load_method(method).with_parameters(_numbers(params))
    named = None if places is None else places_named(places)
    asked = (1 if places is None else 1 + places.count(",")) * (len(at) if isinstance(at, list) else 1)
    with watched(lambda: weights_of(loaded, figures, asked=asked, writing=writing), lang, quiet=quiet):
        tables = [named_figures(file, numbers, sheet) for file in one_by_one(figures)] or [
            figures_of(name, plan, numbers, told) for name, plan in zip(plans, loaded, strict=True)
        ]
        card = evaluate_(
            loaded, tables[0].joined(tables), at=at, reports=told, known_on=known_on, method=chosen, places=named
        )
        return card, then(card)


def _numbers(params: Sequence[str]) -> dict[str, float]:
    """Read ``NAME=VALUE``."""
    found: dict[str, float] = {}
    for text in params:
        name, equals, value = text.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            equals = ""
        if not (equals and name.strip()):
            raise click.UsageError(f"--param {text!r} is not NAME=VALUE; write a number with a point: r_high=0.9")
    return found


_COMMANDS = (
    *plan_commands.COMMANDS,
    *place_commands.COMMANDS,
    *rank_commands.COMMANDS,
    *restate_commands.COMMANDS,
    *new_commands.COMMANDS,
)
for _command in _COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """Run the command line, and turn every foreseen problem into lines a person can act on."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A pipe on Windows has the code page of the machine, which lacks Vietnamese letters.
            stream.reconfigure(**({"encoding": "utf-8"} if os.name == "nt" else {}), errors="replace")
    lang = language_of(sys.argv[1:])
    speak(cli, lang)
    try:
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("always", DxplanWarning)
            try:
                cli(prog_name="dxplan")
            finally:
                for note in notes:
                    echo(f"{'Lưu ý' if lang == 'vi' else 'Note'}: {say(str(note.message), lang)}", err=True)
    except DxplanError as error:
        echo(error.say(lang), err=True)
        sys.exit(PROBLEMS)
    except OSError as error:
        echo(say(str(error), lang), err=True)
        sys.exit(PROBLEMS)
