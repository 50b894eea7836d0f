"""The officer's tutorial tells one story in two languages, and begins with what `dxplan new` writes."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

import dxplan as dx

DOCS = Path(__file__).parents[1] / "docs"
FILES = {"vi": DOCS / "vi" / "ke-hoach-cua-tinh.md", "en": DOCS / "tutorial" / "your-provinces-plan.md"}
PAGES = {lang: file.read_text(encoding="utf-8") for lang, file in FILES.items()}


def blocks(page):
    return re.findall(r'^```(\w+)(?: title="(.+?)")?\n(.*?)^```', page, flags=re.DOTALL | re.MULTILINE)


def commands(page):
    """Give the words of every command that the page runs."""
    shown = [body for kind, _, body in blocks(page) if kind == "console"]
    return [shlex.split(line) for body in shown for line in re.findall(r"^\$ dxplan (.+)", body, flags=re.MULTILINE)]


def written(page, folder):
    """Write the files of the page as they are at its end, and give their folder."""
    for kind, title, body in blocks(page):
        if title:
            file = folder / title
            file.parent.mkdir(parents=True, exist_ok=True)
            before, after = ("".join(line[1:] for line in body.splitlines(True) if line[0] == sign) for sign in "-+")
            text = file.read_text(encoding="utf-8").replace(before, after) if kind == "diff" else body
            file.write_text(text, encoding="utf-8")
    return file.parent


def test_both_pages_have_the_same_steps():
    steps = {lang: re.findall(r"^## ([0-9]?)", page, flags=re.MULTILINE) for lang, page in PAGES.items()}
    assert steps["vi"] == steps["en"]
    kinds = {lang: [(kind, bool(title)) for kind, title, _ in blocks(page)] for lang, page in PAGES.items()}
    assert kinds["vi"] == kinds["en"]


def test_both_pages_run_the_same_commands_in_their_language():
    run = {lang: [words[0] for words in commands(page)] for lang, page in PAGES.items()}
    assert run["vi"] == run["en"]
    for lang, page in PAGES.items():
        assert all(words[words.index("--lang") + 1] == lang for words in commands(page))


def test_both_pages_promise_and_report_the_same(tmp_path):
    cards = []
    for lang, page in PAGES.items():
        folder = written(page, tmp_path / lang)
        card = dx.evaluate(dx.load_plan(folder), dx.read_figures(folder / "figures.csv"), at=2025)
        cards.append([(line.target.goal, line.target.cite.clause, line.value, line.status.code) for line in card])
    assert cards[0] == cards[1]
    assert {status for *_, status in cards[0]} == {"achieved", "missed", "no_data"}


@pytest.mark.parametrize("lang", PAGES)
def test_the_plan_of_the_page_begins_as_it_was_written(lang, tmp_path):
    words = commands(PAGES[lang])[0]
    options = {name: words[words.index(f"--{name}") + 1] for name in ("title", "place", "adopted")}
    dx.write_empty_plan(tmp_path / words[1], lang=lang, **options)
    begun = tomllib.loads((tmp_path / words[1] / "plan.toml").read_text(encoding="utf-8"))
    told = tomllib.loads((written(PAGES[lang], tmp_path / "page") / "plan.toml").read_text(encoding="utf-8"))
    assert begun.items() <= told.items()
    header = (tmp_path / words[1] / "figures.csv").read_text(encoding="utf-8-sig").strip().split(",")
    shown = (tmp_path / "page" / words[1] / "figures.csv").read_text(encoding="utf-8")
    columns = re.split("[;,]", shown.splitlines()[0])
    assert [column for column in header if column in columns] == columns


@pytest.mark.parametrize("lang", PAGES)
def test_the_table_on_the_page_is_the_file_of_figures(lang):
    (table,) = re.findall(r"^\| indicator .*\n\|(?:---\|)+\n((?:\|.*\n)+)", PAGES[lang], flags=re.MULTILINE)
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]
    (file,) = (body for kind, title, body in blocks(PAGES[lang]) if title.endswith("figures.csv") and kind == "text")
    assert cells == [line.split("," if lang == "en" else ";") for line in file.splitlines()[1:]]
