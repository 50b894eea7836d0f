"""The glossary says what the code says, in both languages."""

import re
from pathlib import Path

import pytest

from tests import glossary

PAGE = glossary.PAGE.read_text(encoding="utf-8")


def rows(anchor: str) -> list[tuple[str, ...]]:
    """Give the cells of the tables below a heading, without the marks of code and without the heads."""
    body = re.split(r"^#+ ", PAGE.split(f"{{ #{anchor} }}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    tables = re.findall(r"^\|.*\n\|(?:---\|)+\n((?:\|.*\n)+)", body, flags=re.MULTILINE)
    lines = [line for table in tables for line in table.splitlines()]
    return [tuple(cell.strip("` ") for cell in line.strip("|").split(" | ")) for line in lines]


@pytest.mark.parametrize("anchor", glossary.TAKEN)
def test_the_glossary_says_what_the_code_says(anchor):
    assert rows(anchor) == glossary.TAKEN[anchor](), "python -m tests.glossary writes it"


def test_the_glossary_has_every_status_among_verdicts_or_the_others_and_says_what_each_means():
    verdicts = [status[:3] for status in glossary.statuses() if status[3]]
    others = [status[:3] for status in glossary.statuses() if not status[3]]
    assert [row[:3] for row in rows("statuses")] == [*verdicts, *others]
    assert all(len(row) == 5 and all(row) for row in rows("statuses"))
    first, second = PAGE.split("{ #statuses }", 1)[1].split("none of them means *missed*", 1)
    assert all(f"`{code}`" in first for code, *_ in verdicts)
    assert all(f"`{code}`" in second for code, *_ in others)


def test_the_glossary_has_every_key_and_column_with_where_it_stands():
    assert [(row[0], row[3]) for row in rows("keys")] == list(glossary.words().items())
    assert all(len(row) == 4 and all(row) for row in rows("keys"))


def test_the_vietnamese_start_page_names_statuses_as_the_code_does():
    page = (Path(__file__).parents[1] / "docs" / "vi" / "index.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| (\S) \| ([^|]+) \|", page, flags=re.MULTILINE)
    assert named
    assert {f"{sign} {label}" for sign, label in named} <= {status[1] for status in glossary.statuses()}
