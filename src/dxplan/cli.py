"""The command line, thin over the API."""

from __future__ import annotations

import os
import sys
import warnings
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxplan.errors import DxplanError, DxplanWarning, FiguresError
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.figures import Figures
    from dxplan.figures.reports import Reports
    from dxplan.model.plan import Plan
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang, NumberStyle

PROBLEMS = 1
"""The exit code where something is wrong with what was given; wrong use of the command line gives 2."""

_FIGURE_FILES = (".csv", ".parquet", ".txt")
_NARROW, _WIDE = 80, 120


def _default_lang() -> str:
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "vi" if locale.lower().startswith("vi") else "en"


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every question about figures has."""
    for option in (
        click.option(
            "--numbers",
            type=click.Choice(LANGS),
            help="How numbers in the files are written: vi is 1.234,5 and en is 1,234.5.",
        ),
        click.option(
            "--lang",
            type=click.Choice(LANGS),
            default=_default_lang,
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
            help="Read reports on tasks and milestones from this file (.csv or .parquet); may be repeated.",
        ),
        click.option("--known-on", metavar="DATE", help="Use only what was public by the end of this day or period."),
        click.option("--at", metavar="PERIOD", help="The period judged, such as 2025 or 2025-Q3; today if left out."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dxplan", message="%(version)s")
def cli() -> None:
    """Say honestly how far a plan has come towards what it promised.

    \b
    dxplan evaluate dien-bien-2020 --at 2025
    dxplan explain dien-bien-2020 fibre-households --at 2025 --lang vi
    """  # noqa: D301 (click reads the backspace)


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="PLAN... [FIGURES...]")
@_common
def evaluate(sources: Sequence[str], **options: Any) -> None:
    """Show how far the targets and tasks of one or several plans have come.

    PLAN is the code of an installed plan, a plan file (.toml) or a folder that holds a plan.toml.
    FIGURES are files of figures (.csv or .parquet); without one, the figures that come with each plan are used.
    So are the reports that come with each plan, unless --reports names others.

    \b
    dxplan evaluate dien-bien-2020 vn-749 --at 2025
    dxplan evaluate my-plan.toml figures.csv --reports reports.csv --at 2025 --lang vi
    """  # noqa: D301 (click reads the backspace)
    figures = [source for source in sources if source.lower().endswith(_FIGURE_FILES)]
    plans = [source for source in sources if source not in figures]
    if not plans:
        raise click.UsageError("name a plan before the figures")
    _show(_evaluate(plans, figures, **options), options["lang"])


@cli.command()
@click.argument("plan")
@click.argument("target")
@click.argument("figures", nargs=-1)
@click.option("--steps", is_flag=True, help="Add every step of the computation, with its formula, value and source.")
@_common
def explain(plan: str, target: str, figures: Sequence[str], *, steps: bool, **options: Any) -> None:
    """Say why the line of one target or task says what it says, with the source of every number.

    \b
    dxplan explain vn-749 egdi-2025 --at 2025
    dxplan explain vn-749 egdi-2025 --at 2025 --steps
    dxplan explain my-plan.toml fibre-households figures.csv --at 2025
    """  # noqa: D301 (click reads the backspace)
    card = _evaluate([plan], figures, **options)
    lang, width = options["lang"], _width()
    if target.rpartition(":")[2] in {line.task.code for line in card.tasks}:
        click.echo(card.tasks.explain(target).text(lang, width=width))
    else:
        click.echo(card.explain(target).text(lang, width=width, steps=steps))


_LANG = click.option(
    "--lang", type=click.Choice(LANGS), default=_default_lang, show_default="from the locale", help="Language."
)


@cli.command()
@_LANG
def methods(lang: Lang) -> None:
    """List the methods that are installed.

    \b
    dxplan methods
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.methods import installed_methods, load_method

    loaded = [load_method(name) for name in installed_methods()]
    margin = 2 + max(len(method.id) for method in loaded)
    for method in loaded:
        click.echo(f"{method.id.ljust(margin)}{method.title.in_(lang)} ({method.version})")


@cli.command()
@click.argument("method")
@_LANG
def show(method: str, lang: Lang) -> None:
    """Show a method: where it comes from, what it needs, what may be set, and every formula.

    METHOD is an installed method (see `dxplan methods`) or a method file (.toml).

    \b
    dxplan show statcan
    dxplan show my-method.toml --lang vi
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.methods import load_method
    from dxplan.report.method import say_method

    click.echo(say_method(load_method(method), lang, width=_width()))


def _evaluate(
    plans: Sequence[str],
    figures: Sequence[str],
    *,
    at: str | None,
    reports: Sequence[str],
    known_on: str | None,
    method: str,
    params: Sequence[str],
    numbers: NumberStyle | None,
    lang: Lang,  # noqa: ARG001 (an option of every command; the caller uses it)
) -> Scorecard:
    from dxplan.figures.reports import Reports
    from dxplan.io.figures import read_figures
    from dxplan.io.methods import load_method
    from dxplan.io.plans import load_plan
    from dxplan.io.reports import read_reports
    from dxplan.scorecard.evaluate import evaluate as evaluate_

    loaded = [load_plan(plan) for plan in plans]
    told = Reports.joined(
        [read_reports(file) for file in reports]
        or [_reports_of(name, plan) for name, plan in zip(plans, loaded, strict=True)]
    )
    tables = [read_figures(file, numbers=numbers) for file in figures] or [
        _figures_of(name, plan, numbers, told) for name, plan in zip(plans, loaded, strict=True)
    ]
    chosen = load_method(method).with_parameters(_numbers(params))
    return evaluate_(
        loaded,
        tables[0].joined(tables),
        at=at or date.today(),  # noqa: DTZ011 (a person's today)
        reports=told,
        known_on=known_on,
        method=chosen,
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


def _figures_of(name: str, plan: Plan, numbers: NumberStyle | None, reports: Reports) -> Figures:
    """Load the figures that come with a plan; with reports, or where no target is a number, there may be none."""
    from dxplan.figures import Figures
    from dxplan.io.figures import load_figures, read_figures
    from dxplan.io.plans import installed_plans

    if name in installed_plans():
        return load_figures(name)
    beside = _beside(name, "figures.csv")
    measured = any(not target.is_milestone for target in plan.targets)
    if not beside.is_file() and (reports or (plan.tasks or (plan.targets and not measured))):
        return Figures.of(())
    if not beside.is_file():
        raise FiguresError(
            f"no figures are given for {plan.code!r}, and there is no {beside}",
            "name a file of figures after the plan.",
        )
    return read_figures(beside, numbers=numbers)


def _reports_of(name: str, plan: Plan) -> Reports:
    """Load the reports that come with a plan; there may be none."""
    from dxplan.figures.reports import Reports
    from dxplan.io.plans import installed_plans
    from dxplan.io.reports import load_reports, read_reports

    if name in installed_plans():
        return load_reports(name)
    beside = _beside(name, "reports.csv")
    return read_reports(beside).with_plan(plan.code) if beside.is_file() else Reports()


def _beside(name: str, file: str) -> Path:
    """Name a file in the folder of a plan."""
    path = Path(name)
    return (path if path.is_dir() else path.parent) / file


def _show(card: Scorecard, lang: Lang) -> None:
    from rich.console import Console

    from dxplan.report.terminal import render_scorecard

    Console(width=_width(), highlight=False, emoji=False, markup=False).print(render_scorecard(card, lang))


def _width() -> int:
    """Use the terminal's width between 80 and 120 columns, and 80 where the output is no terminal."""
    import shutil

    return max(_NARROW, min(shutil.get_terminal_size((_NARROW, 24)).columns, _WIDE)) if sys.stdout.isatty() else _NARROW


def main() -> None:
    """Run the command line, and turn every foreseen problem into lines a person can act on."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("always", DxplanWarning)
            try:
                cli(prog_name="dxplan")
            finally:
                for note in notes:
                    click.echo(f"Note: {note.message}", err=True)
    except (DxplanError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(PROBLEMS)
