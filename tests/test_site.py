"""The documentation builds as a site without a warning, and every page says which language it is in."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("material", reason="the extra docs is not installed")
pytest.importorskip("mkdocstrings", reason="the extra docs is not installed")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    # With --quiet mkdocs counts no warnings, and --strict passes whatever is wrong.
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        check=False,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    return folder


def test_every_page_says_its_language_and_no_page_lacks_it(site):
    spoken = {}
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        (spoken[page.relative_to(site).as_posix()],) = re.findall(r'<html lang="(\w+)"', html)
    assert len(spoken) > len(list((ROOT / "docs" / "vi").glob("*.md")))
    assert {name: lang for name, lang in spoken.items() if lang != "en"} == {
        name: "vi" for name in spoken if name.startswith("vi/")
    }


def test_vietnamese_pages_have_the_words_of_the_theme_in_vietnamese(site):
    page, english = (
        (site / name / "index.html").read_text(encoding="utf-8") for name in ("vi", "tutorial/first-scorecard")
    )
    placeholder = re.compile('class="md-search__input"[^>]*placeholder="([^"]+)"')
    assert placeholder.findall(page) != placeholder.findall(english) != []


def test_the_search_knows_vietnamese_words(site):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["en", "vi"]
    assert any("Chuyển đổi số quốc gia" in part["text"] for part in index["docs"] if part["location"].startswith("vi/"))
