"""The documentation and the code name the same things."""

import csv
import html
import importlib
import inspect
import re
import tomllib
from collections import Counter
from pathlib import Path

import attrs
import pytest

import dxplan
from dxplan import expr as ex
from dxplan import testing
from dxplan.cli import cli
from dxplan.expr.formula import _BINARY, _COMPARISONS, DEEPEST, LONGEST, WORDS
from dxplan.expr.givens import GIVENS
from dxplan.expr.nodes import POLICIES, And, Compare, Negate, Not, Or
from dxplan.figures import WhyUnused
from dxplan.figures.columns import KNOWN
from dxplan.figures.reports import _WORDS, FORM, State
from dxplan.io.kinds import is_key
from dxplan.io.method_tables import TABLES, Head, OutputTable, RollUpTable, StatusTable
from dxplan.io.overrides import OVERRIDE, WITHOUT
from dxplan.methods.method import Source
from dxplan.methods.statuses import STATUSES
from dxplan.model.agencies import ROLES, Agency
from dxplan.model.documents import Citation, Document
from dxplan.model.indicators import Indicator
from dxplan.model.plan import Plan
from dxplan.model.structure import Crosswalk, Dimension, OwnPlace, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Baseline, Target
from dxplan.model.tasks import TASK_LEVELS, Initiative, Pilot, Skill, Task
from dxplan.scorecard.labels import REASONS
from dxplan.testing import strategies

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def files_page() -> str:
    return (DOCS / "reference" / "files.md").read_text(encoding="utf-8")


def section(heading: str, text: str) -> str:
    """Give what stands between a line that begins with `heading` and the next heading."""
    body = text.split(f"\n{heading}", 1)[1]
    return re.split(r"^#+ ", body, maxsplit=1, flags=re.MULTILINE)[0]


def column(nth: int, text: str) -> list[str]:
    """Give the words set as code in one column of the tables of a text."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row[nth])]


def fields(cls: type) -> list[str]:
    return [field.name for field in attrs.fields(cls) if is_key(field)]


def titled(page: str) -> dict[str, str]:
    """Give the files that a page writes, by name."""
    return dict(re.findall(r'^```\w+ title="(.+?)"\n(.*?)^```', page, flags=re.DOTALL | re.MULTILINE))


def test_the_api_page_has_every_public_name_once_and_no_other():
    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    named = re.findall(r"^::: (\S+)", page, flags=re.MULTILINE)
    assert sorted(named) == sorted(f"dxplan.{name}" for name in dxplan.__all__)


def test_the_testing_page_has_every_public_name_once_and_no_other():
    page = (DOCS / "reference" / "testing.md").read_text(encoding="utf-8")
    named = re.findall(r"^::: (\S+)", page, flags=re.MULTILINE)
    there = [f"dxplan.testing.{name}" for name in testing.__all__]
    there += [f"dxplan.testing.strategies.{name}" for name in strategies.__all__]
    assert sorted(named) == sorted(there)
    guide = (DOCS / "how-to" / "test-your-plan.md").read_text(encoding="utf-8")
    table = column(0, guide.split("| strategy | what it makes |")[1])
    assert sorted(form.partition("(")[0] for form in table) == sorted(strategies.__all__)


PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^( *)```(.*)\n((?:.*\n)*?)\1```$", flags=re.MULTILINE)
SHOWN = {"python", "py", "console", "bash", "bat", "toml", "csv", "text", "diff"}
GROUPS = {"dxplan.functions", "dxplan.methods", "dxplan.plans", "dxplan.vocabularies"}  # of entry points


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_of_a_page_is_of_a_kind_that_is_run_or_only_shown(page):
    assert len(page.relative_to(ROOT).parts) <= 3, "conftest.py runs no page that lies deeper"
    for _, head, body in FENCE.findall(page.read_text(encoding="utf-8")):
        kind, _, title = head.partition(" ")
        assert kind in SHOWN, f"{head!r} would not be run"
        assert not title or re.fullmatch('title="[^"]+"', title), f"{head!r} would write no file"
        assert kind != "diff" or title, "what a diff changes has to be named"
        assert kind != "py" or page.name == "evaluate-on-a-cluster.md", "only that page's session runs on Spark"
        if kind == "toml":
            tomllib.loads(body)
        if kind in {"bash", "bat", "text"} and not title:
            assert not re.search(r"^(\$ )?dxplan |^>>> ", body, flags=re.MULTILINE), "what dxplan does is run"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_name_that_a_page_gives_is_there(page):
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"\bdx\.([A-Za-z]\w*)", text)) <= set(dxplan.__all__)
    assert set(re.findall(r"\bex\.([A-Za-z]\w*)", text)) <= set(ex.__all__)
    for path in set(re.findall(r"`(dxplan(?:\.\w+)+)`", text)) - GROUPS:
        assert found(path), f"there is no {path}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_links_beside_the_site_lead_to_files(name):
    links = re.findall(r"\]\(([^)#\s]+)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).is_file()] == []


def found(path: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    module, _, name = path.rpartition(".")
    try:
        importlib.import_module(path)
    except ModuleNotFoundError:
        return hasattr(importlib.import_module(module), name)
    return True


def test_the_navigation_has_every_page_once():
    named = re.findall(r":\s+(\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(named) == sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


@pytest.mark.parametrize(
    ("heading", "cls"),
    [
        ("### Top level", Plan),
        ("### `[[documents]]`", Document),
        ("### `[[pillars]]`", Pillar),
        ("### `[[pillars]]`", Sector),
        ("### `[[groups]]`", SolutionGroup),
        ("### `[[dimensions]]`", Dimension),
        ("### `[[crosswalks]]`", Crosswalk),
        ("### `[[places]]`", OwnPlace),
        ("### `[[indicators]]`", Indicator),
        ("### `[[agencies]]`", Agency),
        ("### `[[tasks]]`", Task),
        ("### `[[initiatives]]`", Initiative),
        ("### `[[pilots]]`", Pilot),
        ("### `[[skills]]`", Skill),
    ],
)
def test_the_files_page_has_every_key_of_a_plan(heading, cls):
    tables = [OVERRIDE] if cls is Plan else []
    assert sorted(column(0, section(heading, files_page()))) == sorted([*fields(cls), *tables])


def test_the_files_page_has_every_key_of_a_target_and_its_citation():
    target, cite = section("### `[[targets]]`", files_page()).split("`cite` of a target:")
    cite, baseline = cite.split("`baseline` of a target:")
    assert sorted(column(0, target)) == sorted(fields(Target))
    assert sorted(column(0, cite)) == sorted(fields(Citation))
    assert sorted(column(0, baseline)) == sorted(fields(Baseline))


def test_the_files_page_has_the_key_of_overrides():
    assert column(0, section("### `[override]`", files_page())) == [WITHOUT]


def test_the_files_page_has_every_key_of_a_method():
    whole, *tables = re.split(r"^.*`\w+`.*:\n\n(?=\|)", section("## Method files", files_page()), flags=re.MULTILINE)
    source, output, status, roll_up = (sorted(column(0, table)) for table in tables)
    assert sorted(column(0, whole)) == sorted([*fields(Head), *TABLES])
    assert source == sorted(fields(Source))
    assert output == sorted(fields(OutputTable))
    assert status == sorted("as" if name == "status" else name for name in fields(StatusTable))
    assert roll_up == sorted([*fields(RollUpTable), "status"])


def test_the_files_page_has_every_column_of_figures():
    assert column(0, section("## Figure files", files_page())) == list(KNOWN)


def test_the_files_page_has_every_reason_why_figures_are_not_used():
    said = column(0, section("## Figures that are not used", files_page()))
    assert sorted(said) == sorted(why.value for why in WhyUnused)


def test_the_files_page_has_every_column_of_reports():
    assert column(0, section("## Report files", files_page())) == list(FORM.known)


def test_the_files_page_has_every_role_and_level():
    told = [[role.code, role.name.vi, role.name.en] for role in ROLES.values()]
    assert rows(section("### Roles", files_page())) == told
    (levels,) = (row for row in rows(section("### `[[tasks]]`", files_page())) if row[0] == "each")
    assert all(level in levels[3] for level in TASK_LEVELS)


def test_the_files_page_has_every_word_for_a_state():
    table = section("### States", files_page())
    assert column(0, table) == [state.value for state in State]
    named = {word: row[0] for row in rows(table) for word in (row[0], *row[1].split(", "))}
    assert named == {word: state.value for word, state in _WORDS.items()}


def test_the_files_page_has_every_column_of_tasks_in_its_order():
    card = dxplan.evaluate(dxplan.load_plan("vn-749"), dxplan.load_figures("vn-749"), at=2025)
    assert column(0, section("## Tasks as dataframes", files_page())) == list(card.tasks.to_native().columns)


def test_the_files_page_has_every_status_and_reason():
    table = section("## Statuses and reasons", files_page())
    assert set(column(0, table)) == set(STATUSES)
    assert sorted(column(1, table)) == sorted(REASONS)


def test_the_files_page_has_every_column_of_a_scorecard_in_its_order():
    card = dxplan.evaluate(dxplan.load_plan("vn-749"), dxplan.load_figures("vn-749"), at=2025)
    assert column(0, section("## Scorecards as dataframes", files_page())) == list(card.to_native().columns)


@pytest.mark.parametrize("command", cli.commands.values(), ids=cli.commands)
def test_the_files_page_has_every_option(command):
    text = section("## Command line", files_page())
    assert f"dxplan {command.name}" in " ".join(column(0, text))
    options = {row[0].split()[0]: row[1].split(", ") for row in rows(text) if row[0].startswith("--")}
    for option in command.params:
        for written in (name for name in option.opts if name.startswith("--")):
            assert command.name in options[written] or "all" in options[written]


def test_the_files_page_has_every_standing_and_every_column_of_an_alignment():
    standings, columns = section("## Alignments", files_page()).split("| column of an alignment |")
    assert sorted(column(0, standings)) == sorted(standing.value for standing in dxplan.Standing)
    rows = dxplan.align(dxplan.load_plan("dien-bien-2020"), dxplan.load_plan("vn-749"))
    assert column(0, columns) == rows.to_native().columns


LANGUAGE = (DOCS / "reference" / "language.md").read_text(encoding="utf-8")
FUNCTION_SECTIONS = re.findall(r"^(## (?:Functions|Beyond).*)$", LANGUAGE, flags=re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    """Give the cells of the tables of a text whose rows begin with code, without the marks of code."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return [[html.unescape(re.sub("`|</?code>", "", cell)) for cell in line] for line in lines]


def formulas(heading: str) -> list[tuple[str, str]]:
    """Give what a table of the language says: each formula, and the same in Python."""
    return [(row[0], row[1]) for row in rows(section(heading, LANGUAGE))]


ALL_FORMULAS = [pair for heading in ("## Names", "## Signs", *FUNCTION_SECTIONS) for pair in formulas(heading)]


@pytest.mark.parametrize(("formula", "python"), ALL_FORMULAS)
def test_every_formula_of_the_language_page_is_what_it_says_in_python(formula, python):
    names = {name: ex.figure(name) for name in "xyz"}
    assert ex.parse(formula) == eval(python, {"ex": ex, **names})  # noqa: S307 (our own page)


def test_the_language_page_has_every_function_once_and_no_other():
    named = [ex.parse(formula).word for heading in FUNCTION_SECTIONS for formula, _ in formulas(heading)]
    leaves = set(re.findall(r"`(\w+)\(", section("## Names", LANGUAGE)))
    assert sorted([*named, *leaves]) == sorted(WORDS)


def test_the_language_page_has_every_sign_once_and_no_other():
    signs = [ex.parse(formula) for formula, _ in formulas("## Signs")]
    compared = [expr.sign for expr in signs if isinstance(expr, Compare)]
    others = [type(expr) for expr in signs if not isinstance(expr, Compare)]
    assert sorted(compared) == sorted(_COMPARISONS.values())
    assert len(others) == len(set(others))
    assert set(others) == {*_BINARY.values(), And, Or, Not, Negate}


def test_the_language_page_has_every_fact_in_both_languages():
    told = [
        [f"given({name})", fact.measure, fact.label.in_("en"), fact.label.in_("vi")] for name, fact in GIVENS.items()
    ]
    assert rows(section("## Facts about a target", LANGUAGE)) == told


def test_the_language_page_has_the_rules_and_limits():
    assert column(0, section("## Missing values", LANGUAGE)) == list(POLICIES)
    assert f"at most {LONGEST:,} characters and {DEEPEST} levels" in section("## Grammar", LANGUAGE)


def test_the_language_page_has_every_name_of_its_module():
    assert [name for name in ex.__all__ if not re.search(rf"ex\.{name}\b", LANGUAGE)] == []


def test_the_language_page_has_every_method_of_an_expression():
    methods = [name for name, _ in inspect.getmembers(ex.Expr, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in methods if not re.search(rf"\.{name}\b", LANGUAGE)] == []


@pytest.mark.parametrize(
    ("formula", "nth"),
    [
        ("docs_signed - docs_sent", 0),
        ("docs_signed + share(docs_signed, docs_sent)", 1),
        ("share(docs_signd, docs_sent)", 2),
        ("share(docs_signed_share, docs_sent)", 3),
        ("clip(docs_signed, 1,5)", 4),
        ("100 * share(docs_signed, docs_sent)", 5),
        ("rank(docs_signed)", 6),
    ],
)
def test_the_messages_on_the_page_about_formulas_are_what_is_said(formula, nth, tmp_path):
    page = (DOCS / "how-to" / "compute-an-indicator.md").read_text(encoding="utf-8")
    files = titled(page)
    (tmp_path / "figures.csv").write_text(files["signing/figures.csv"], encoding="utf-8")
    changed = files["signing/plan.toml"].replace("share(docs_signed, docs_sent)", formula)
    with pytest.raises(dxplan.Problems) as caught:
        dxplan.evaluate(dxplan.loads_plan(changed), dxplan.read_figures(tmp_path / "figures.csv"), at=2025)
    assert column(0, section("## When it does not work", page))[nth] in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "nth"),
    [
        ("[outputs.progress]", "[outputs.way]", 0),
        ("whole * passed", "hole * passed", 1),
        ("whole * passed", "whole * expected", 2),
        ("made     =", "share =", 3),
        ("[outputs.on_path]", "[outputs.value]", 4),
        ("value = 0.9", 'value = "0,9"', 5),
        ("percent = true", "percnt = true", 6),
    ],
)
def test_the_messages_on_the_page_about_methods_are_what_is_said(right, wrong, nth):
    page = (DOCS / "how-to" / "write-your-own-method.md").read_text(encoding="utf-8")
    method = titled(page)["lo-trinh.toml"]
    assert dxplan.loads_method(method).id == "lo-trinh"
    with pytest.raises(dxplan.Problems) as caught:
        dxplan.loads_method(method.replace(right, wrong))
    assert column(0, section("## Mistakes, and their mend", page))[nth] in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "nth"),
    [
        ('goal = "70 %"', 'goal = "90/80/70 %"', 0),
        ('code = "satisfaction"\nname', 'code = "smartphone_adults"\nname', 1),
        ('"trên 700 doanh nghiệp"', '"trên 700 doanh nghiệp công nghệ số"', 2),
        ('goal = "trên 700 doanh nghiệp"', 'goal = "2.154 hồ sơ"', 3),
    ],
)
def test_the_messages_on_the_page_about_provinces_are_what_is_said(right, wrong, nth):
    page = (DOCS / "how-to" / "say-a-provinces-plan.md").read_text(encoding="utf-8")
    plan = titled(page)["hai-duong-2021/plan.toml"]
    assert plan.count(right) == 1
    with pytest.raises(dxplan.Problems) as caught:
        dxplan.loads_plan(plan.replace(right, wrong))
    assert column(0, section("## When it does not work", page))[nth] in str(caught.value)


def test_the_plans_of_the_page_about_provinces_hold_every_target_of_the_facts():
    page = titled((DOCS / "how-to" / "say-a-provinces-plan.md").read_text(encoding="utf-8"))
    with (ROOT / "tests" / "data" / "goals" / "targets.csv").open(encoding="utf-8") as file:
        known = Counter(row["scope"] for row in csv.DictReader(file))
    plans = {name: dxplan.loads_plan(text) for name, text in page.items() if name.endswith(".toml")}
    said = {
        scope: [target for name, plan in plans.items() if name.startswith(folder) for target in plan.targets]
        for scope, folder in (("Lang Son", "lang-son"), ("Hai Duong", "hai-duong"))
    }
    # One row for three levels of files, or for two years of growth, is three targets, or two.
    assert len(said["Hai Duong"]) == known["Hai Duong"] + 2
    assert len(said["Lang Son"]) == known["Lang Son"] + 1
    assert all(target.cite.note for targets in said.values() for target in targets)
