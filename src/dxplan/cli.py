"""The command line, thin over the API."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING, Any

import click

from dxplan.commands import new as new_commands
from dxplan.commands import places as place_commands
from dxplan.commands import plans as plan_commands
from dxplan.commands import rank as rank_commands
from dxplan.commands import restate as restate_commands
from dxplan.commands.language import Group, language_of, speak
from dxplan.commands.options import FORMAT, FORMAT_JSON, LANG, NUMBERS, SHEET
from dxplan.commands.output import PROBLEMS, print_, print_csv, print_json, width, working
from dxplan.commands.periods import AT, SEVERAL, periods_named
from dxplan.commands.rank import places_named
from dxplan.commands.sources import figures_of, named_figures, reports_of
from dxplan.errors import DxplanError, DxplanWarning
from dxplan.messages import say
from dxplan.text import Text, locale_lang
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod, Period
    from dxplan.scorecard.panel import Panel
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang, NumberStyle

_PAGE = Text(vi="Đã ghi trang báo cáo:", en="Page written:")


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every question about figures has."""
    for option in (
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
        click.option(
            "--places",
            metavar="LEVEL|CODES",
            help="Ask the targets of these places instead of the plan's own: of all places of a level (province, "
            "district, commune), or of codes or names with commas between them.",
        ),
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
    from dxplan.io.tables import is_table

    figures = [source for source in sources if is_table(source)]
    plans = [source for source in sources if source not in figures]
    if not plans:
        raise click.UsageError("name a plan before the figures")
    if report is not None and not str(report).lower().endswith((".html", ".htm")):
        raise click.UsageError(f"--report writes a page: end the name {str(report)!r} with .html")
    periods = periods_named(at)
    if isinstance(periods, list) and report is not None:
        raise click.UsageError("a page is about one period: name one with --at, or leave out --report")
    card, lang = _evaluate(plans, figures, at=periods, **options), options["lang"]
    if shape == "csv":
        print_csv(card.to_native())
    elif isinstance(periods, list):
        _show_panel(card, shape, lang)
    elif shape == "json":
        from dxplan.report.document import scorecard_document

        print_json(scorecard_document(card))
    else:
        from dxplan.report.terminal import render_scorecard

        print_(render_scorecard(card, lang))
    if report is not None:
        from dxplan.report.page.write import write_report

        click.echo(f"{_PAGE.in_(lang)} {write_report(card, report, lang=lang)}", err=True)


def _show_panel(panel: Panel, shape: str, lang: Lang) -> None:
    """Print several periods side by side."""
    if shape == "json":
        from dxplan.report.document.panel import panel_document

        print_json(panel_document(panel))
    else:
        from dxplan.report.panel import render_panel

        print_(render_panel(panel, lang))


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
    card: Scorecard = _evaluate([plan], figures, at=periods_named([at] if at else []), **options)
    lang, columns = options["lang"], width()
    if target.rpartition(":")[2] in {line.task.code for line in card.tasks}:
        click.echo(card.tasks.explain(target).text(lang, width=columns))
    else:
        click.echo(card.explain(target).text(lang, width=columns, steps=steps))


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
        click.echo(f"{method.id.ljust(margin)}{method.title.in_(lang)} ({method.version})")


def _evaluate(
    plans: Sequence[str],
    figures: Sequence[str],
    *,
    at: IntoPeriod | list[Period],
    reports: Sequence[str],
    known_on: str | None,
    method: str,
    params: Sequence[str],
    numbers: NumberStyle | None,
    sheet: str | None,
    places: str | None,
    lang: Lang,
) -> Any:
    from dxplan.figures.reports import Reports
    from dxplan.io.methods import load_method
    from dxplan.io.plans import load_plan
    from dxplan.io.reports import read_reports
    from dxplan.scorecard.evaluate import evaluate as evaluate_
    from dxplan.scorecard.labels import say as say_label

    loaded: list[Plan] = []
    for plan in plans:
        loaded.append(load_plan(plan, beside=loaded))
    told = Reports.joined(
        [read_reports(file) for file in reports]
        or [reports_of(name, plan) for name, plan in zip(plans, loaded, strict=True)]
    )
    with working(say_label("reading", lang)):
        tables = [named_figures(file, numbers, sheet) for file in figures] or [
            figures_of(name, plan, numbers, told) for name, plan in zip(plans, loaded, strict=True)
        ]
    chosen = load_method(method).with_parameters(_numbers(params))
    with working(say_label("working", lang)):
        return evaluate_(
            loaded,
            tables[0].joined(tables),
            at=at,
            reports=told,
            known_on=known_on,
            method=chosen,
            places=None if places is None else places_named(places),
        )


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
                    click.echo(f"{'Lưu ý' if lang == 'vi' else 'Note'}: {say(str(note.message), lang)}", err=True)
    except DxplanError as error:
        click.echo(error.say(lang), err=True)
        sys.exit(PROBLEMS)
    except OSError as error:
        click.echo(say(str(error), lang), err=True)
        sys.exit(PROBLEMS)
