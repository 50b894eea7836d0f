"""Commands about plans and their files: list, show, check, align, and the schema of the files."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dxplan import messages
from dxplan.commands.options import FORMAT, FORMAT_JSON, LANG, NUMBERS, PLACES, SHEET
from dxplan.commands.output import PROBLEMS, echo, print_, print_csv, print_json, width
from dxplan.commands.rank import places_named
from dxplan.commands.sources import NoFiguresError, figures_of, named_figures, reports_of
from dxplan.errors import DxplanError, Problems, UnknownCodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.model.plan import Plan
    from dxplan.typing import Lang, NumberStyle

Thing = TypeVar("Thing")


@click.command()
@click.argument("kind", type=click.Choice(["plan", "method", "scorecard"]), default="plan")
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def schema(kind: str, output: Path | None) -> None:
    """Print the JSON Schema of plan files, of method files, or of the scorecards that --format json prints.

    An editor that knows TOML completes and checks the keys of a file by it, if the file begins with
    #:schema ./plan.schema.json

    \b
    dxplan schema --output plan.schema.json
    dxplan schema method
    """  # noqa: D301 (click reads the backspace)
    import json

    from dxplan.io.schema import method_schema, plan_schema
    from dxplan.report.document import scorecard_schema

    made = {"plan": plan_schema, "method": method_schema, "scorecard": scorecard_schema}[kind]()
    text = json.dumps(made, ensure_ascii=False, indent=2)
    if output is None:
        echo(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")


@click.command()
@FORMAT_JSON
@LANG
def plans(shape: str, lang: Lang) -> None:
    """List the plans that are installed, and the vocabularies that plans can implement.

    \b
    dxplan plans
    dxplan plans --format json
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.installed import implementable, is_vocabulary
    from dxplan.io.plans import load_plan
    from dxplan.report.plan import render_plans, render_vocabularies

    loaded: list[Plan] = []
    broken: list[str] = []
    for code in implementable():
        try:
            loaded.append(load_plan(code))
        except DxplanError as error:
            broken.append(f"{code}: {error.say(lang)}")
    listed = [plan for plan in loaded if not is_vocabulary(plan.code)]
    vocabularies = [plan for plan in loaded if is_vocabulary(plan.code)]
    if shape == "json":
        from dxplan.report.document.listings import plans_document

        print_json(plans_document(listed, vocabularies))
    else:
        print_(render_plans(listed, lang))
    if vocabularies and shape == "table":
        echo()
        print_(render_vocabularies(vocabularies, lang))
    if broken:
        echo("\n".join(broken), err=True)
        sys.exit(PROBLEMS)


@click.command()
@click.argument("name", metavar="PLAN|METHOD")
@click.option("--indicators", is_flag=True, help="Add all indicators of a plan, its own and those taken over.")
@LANG
def show(name: str, *, indicators: bool, lang: Lang) -> None:
    """Show a plan with all its targets, a vocabulary with its indicators, or a method with all its formulas.

    It is an installed plan or method (see `dxplan plans` and `dxplan methods`), a file of one (.toml), or a folder that
    holds a plan.toml.

    \b
    dxplan show dien-bien-2020
    dxplan show vn-749 --indicators
    dxplan show statcan
    dxplan show my-method.toml --lang vi
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.methods import load_method
    from dxplan.io.plans import load_plan
    from dxplan.report.method import say_method
    from dxplan.report.plan import say_plan

    if _is_method(name):
        echo(say_method(load_method(name), lang, width=width()))
    else:
        echo(say_plan(load_plan(name), lang, width=width(), indicators=indicators))


def _is_method(name: str) -> bool:
    """Tell whether a name is that of a method, and not of a plan.

    Raises:
        UnknownCodeError: It is neither.
    """
    from dxplan.io.installed import implementable, is_installed
    from dxplan.io.methods import installed_methods
    from dxplan.io.toml_files import parse_toml, read_text

    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        raw = parse_toml(read_text(path, name), name)
        return "outputs" in raw or ("id" in raw and "code" not in raw)
    if path.suffix == ".toml" or len(path.parts) != 1 or is_installed(name):
        return False
    if name not in installed_methods() and not path.is_dir():
        raise UnknownCodeError.among("installed plan or method", name, {*installed_methods(), *implementable()})
    return name in installed_methods()


@click.command()
@click.argument("plan")
@click.argument("figures", nargs=-1)
@NUMBERS
@SHEET
@PLACES
@FORMAT_JSON
@LANG
def check(
    plan: str,
    figures: Sequence[str],
    *,
    numbers: NumberStyle | None,
    sheet: str | None,
    places: str | None,
    shape: str,
    lang: Lang,
) -> None:
    """List everything that is wrong with a plan and its figures, with where it is and what to do.

    PLAN is the code of an installed plan, a plan file (.toml) or a folder that holds a plan.toml.
    FIGURES are files of figures; without one, those that come with the plan are looked at, if there are any.
    So are the reports that come with it.
    The exit code is 1 where something is wrong.

    \b
    dxplan check my-plan.toml figures.csv
    dxplan check my-plan.toml figures.xlsx --sheet 2025
    dxplan check vn-749 figures.csv --places province
    dxplan check my-plan.toml figures.csv --format json > problems.json
    """  # noqa: D301 (click reads the backspace)
    from dxplan.figures import Figures
    from dxplan.figures.reports import Reports
    from dxplan.io.plans import load_plan
    from dxplan.report.terminal import say_unused
    from dxplan.scorecard.labels import say
    from dxplan.scorecard.review import review

    problems = _Lines(lang)
    loaded = _attempt(problems, lambda: load_plan(plan))
    told = None if loaded is None else _attempt(problems, lambda: reports_of(plan, loaded))
    tables = [_attempt(problems, lambda: named_figures(file, numbers, sheet)) for file in figures]  # noqa: B023 (called at once)
    if loaded is not None and not figures:
        with contextlib.suppress(NoFiguresError):
            tables = [_attempt(problems, lambda: figures_of(plan, loaded, numbers, told or Reports()))]
    readable = [table for table in tables if table is not None] + problems.rest
    found = None
    if loaded is not None and (readable or not tables):
        named = None if places is None else places_named(places)
        found = review(loaded, Figures.joined(readable), told or Reports(), places=named)
        if found.problems:
            problems.add(Problems("", found.problems))
    unused = found.unused if found is not None and None not in tables else ()
    if shape == "json":
        from dxplan.report.document.listings import check_document

        print_json(check_document(loaded, None if found is None else found.number, problems.found, unused))
        sys.exit(PROBLEMS if problems.lines else 0)
    if loaded is not None and found is not None:
        if not problems.lines:
            counts = {"targets": len(loaded.targets), "figures": found.number}
            echo(f"{loaded.code}: {say('no_problems', lang, **counts)}")
        if unused:
            echo(say_unused(unused, lang))
    if problems.lines:
        echo("\n".join([*problems.lines, say("problems", lang, number=problems.number)]))
        sys.exit(PROBLEMS)


class _Lines:
    """The lines of what is wrong, how many problems they stand for, and the figures that could be read all the same."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.lines: list[str] = []
        self.found: list[Exception] = []
        self.number = 0
        self.rest: list[Any] = []

    def add(self, error: Exception) -> None:
        self.found += error.leaves() if isinstance(error, Problems) else [error]
        lines = error.lines(self.lang) if isinstance(error, Problems) else None
        self.number += error.number if isinstance(error, Problems) else 1
        if isinstance(error, Problems) and error.rest is not None:
            self.rest.append(error.rest)
        one = error.line(self.lang) if isinstance(error, DxplanError) else messages.say(str(error), self.lang)
        self.lines += lines or [one]


def _attempt(problems: _Lines, action: Callable[[], Thing]) -> Thing | None:
    """Do something, or note everything that is wrong with it."""
    try:
        return action()
    except NoFiguresError:
        raise
    except (DxplanError, OSError) as error:
        problems.add(error)
    return None


@click.command()
@click.argument("plan")
@click.argument("national", required=False)
@FORMAT
@LANG
def align(plan: str, national: str | None, shape: str, lang: Lang) -> None:
    """Set the targets of a plan beside those of a national one.

    Every national target is adopted, omitted, stronger, weaker, re-dated or re-scoped, and what it does not have is
    added. Without NATIONAL it is the plan that PLAN implements.

    \b
    dxplan align dien-bien-2020 vn-749
    dxplan align dien-bien-2020 vn-749 --format csv > alignment.csv
    """  # noqa: D301 (click reads the backspace)
    from dxplan.io.plans import load_plan
    from dxplan.io.table_writer import rows_of
    from dxplan.report.alignment import render_alignment
    from dxplan.scorecard.alignment import align as align_

    if national is not None:
        other = load_plan(national)
        own = load_plan(plan, beside=[other])
    else:
        own = load_plan(plan)
        if own.implements is None:
            raise click.UsageError(f"name the national plan: {own.code!r} implements none")
        other = load_plan(own.implements)
    aligned = align_(own, other)
    if shape == "json":
        from dxplan.report.document.listings import alignment_document

        print_json(alignment_document(aligned, rows_of(aligned.to_native())))
    elif shape == "csv":
        print_csv(aligned.to_native())
    else:
        print_(render_alignment(aligned, lang))


COMMANDS = (plans, show, check, align, schema)
