"""The page in a real browser: nothing is fetched, nothing goes wrong, everything is found, on a desktop and on a phone.

They need Chromium and the extra ``browser``: ``pytest -m browser tests/report``.
"""

import os
import shutil

import pytest

import dxplan as dx
from tests.report.cards import CARDS

pytestmark = pytest.mark.browser

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
EVERY = sorted(CARDS)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="session")
def browser():
    """A Chromium that is installed here; none is downloaded."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install '.[browser]'"
    )
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with playwright.sync_playwright() as running:
        # As root, as in containers, Chromium starts without its sandbox only.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        started = running.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Write the page of a made-up scorecard, and give the scorecard and the file."""
    folder, found = tmp_path_factory.mktemp("pages"), {}

    def write(name, lang="vi"):
        if (name, lang) not in found:
            card = CARDS[name]()
            found[name, lang] = card, dx.write_report(card, folder / f"{name}-{lang}.html", lang=lang)
        return found[name, lang]

    return write


@pytest.fixture
def opened(browser, written):
    """Open a page, and give it with everything that it said to the console and asked of any network."""
    contexts = []

    def open_(name, lang="vi", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page, said, asked = context.new_page(), [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        card, file = written(name, lang)
        page.goto(file.as_uri(), wait_until="networkidle")
        return card, page, said, [url for url in asked if url != file.as_uri() and not url.startswith("data:,")]

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", EVERY)
def test_every_target_is_seen_and_nothing_is_fetched(opened, name, viewport):
    card, page, said, asked = opened(name, viewport=viewport)
    assert (said, asked) == ([], [])
    for line in card:
        row = page.locator(f"[id='{line.plan.code}:{line.target.code}']")
        assert row.is_visible()
        assert line.status.label.vi in row.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_cut_off_on_a_phone(opened, name):
    _, page, *_ = opened(name, viewport=PHONE)
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('main td, main th, main p, main li, main svg, header *')]
        .filter(e => e.checkVisibility() && !e.closest('thead, .hidden'))
        .filter(e => { const box = e.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })
        .map(e => e.outerHTML.slice(0, 200))"""
    )
    assert beyond == []


def test_it_reads_without_any_script(opened):
    card, page, *_ = opened("shipped", java_script_enabled=False)
    assert page.locator("tbody.target").count() == len(card)
    assert page.locator("svg.picture").first.is_visible()


def test_links_within_lead_to_their_places(opened):
    _, page, *_ = opened("shipped", viewport=DESKTOP)
    page.locator("tbody.target .reference a").first.click()
    page.wait_for_url("**/*#source-1")
    page.locator("#source-1:target").wait_for()
    page.locator("#source-1 a").first.click()
    page.locator("tbody.target:target").wait_for()


def test_the_keyboard_comes_to_the_results_first(opened):
    _, page, *_ = opened("paces", viewport=DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#results")


@pytest.mark.parametrize("name", EVERY)
def test_it_prints_on_a4(opened, name):
    _, page, *_ = opened(name, viewport=DESKTOP)
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in paper
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 less its margins, at 96 dots an inch
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    ("viewport", "look"), [(DESKTOP, "light"), (PHONE, "light"), (DESKTOP, "dark")], ids=["desktop", "phone", "dark"]
)
@pytest.mark.parametrize("name", EVERY)
def test_a_checker_of_accessibility_finds_nothing_serious(opened, name, viewport, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    _, page, *_ = opened(name, viewport=viewport, color_scheme=look)
    found = axe.Axe().run(page).response
    serious = [
        (one["id"], one["impact"], [node["html"] for node in one["nodes"]][:3])
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]
    assert serious == []
    assert found["passes"]
