"""The documentation and the code name the same things."""

import re
from pathlib import Path

import attrs
import pytest

import dxplan
from dxplan.cli import cli
from dxplan.figures.columns import KNOWN
from dxplan.methods.statuses import STATUSES
from dxplan.model.documents import Citation, Document
from dxplan.model.indicators import Indicator
from dxplan.model.plan import Plan
from dxplan.model.structure import Dimension, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Target
from dxplan.scorecard.wording import REASONS

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


def test_the_api_page_has_every_public_name_once_and_no_other():
    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    named = re.findall(r"^::: (\S+)", page, flags=re.MULTILINE)
    assert sorted(named) == sorted(f"dxplan.{name}" for name in dxplan.__all__)


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
        ("### `[[indicators]]`", Indicator),
    ],
)
def test_the_files_page_has_every_key_of_a_plan(heading, cls):
    assert sorted(column(0, section(heading, files_page()))) == sorted(field.name for field in attrs.fields(cls))


def test_the_files_page_has_every_key_of_a_target_and_its_citation():
    target, cite = section("### `[[targets]]`", files_page()).split("`cite` of a target:")
    assert sorted(column(0, target)) == sorted(field.name for field in attrs.fields(Target))
    assert sorted(column(0, cite)) == sorted(field.name for field in attrs.fields(Citation))


def test_the_files_page_has_every_column_of_figures():
    assert column(0, section("## Figure files", files_page())) == list(KNOWN)


def test_the_files_page_has_every_status_and_reason():
    table = section("## Statuses and reasons", files_page())
    assert set(column(0, table)) == set(STATUSES)
    assert sorted(column(1, table)) == sorted(REASONS)


@pytest.mark.parametrize("command", cli.commands.values(), ids=cli.commands)
def test_the_files_page_has_every_option(command):
    named = column(0, section("## Command line", files_page()))
    assert f"dxplan {command.name}" in " ".join(named)
    for option in command.params:
        for written in (name for name in option.opts if name.startswith("--")):
            assert any(word.split()[0] == written for word in named)
